"""Rules about the terms of a glossary."""
