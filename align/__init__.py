"""Align parallel texts sentence by sentence, and see how quotations were rendered."""

__version__ = "0.1.0"
