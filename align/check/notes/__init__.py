"""Rules about notes: calls, order, references and addresses."""
