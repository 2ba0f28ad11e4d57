"""Texts, ladders and quotations -> findings: what an edit broke, and nothing else."""
