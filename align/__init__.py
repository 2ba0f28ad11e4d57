"""Align parallel texts sentence by sentence, and see how quotations were rendered."""

__version__ = "0.2.0"
