"""Rules about notes: calls, order, references, addresses and numbers."""
