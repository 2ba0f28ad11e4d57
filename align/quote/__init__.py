"""Quotations: a `Document` goes in, a `Quoted` comes out; and those of two parallel versions are paired."""

from __future__ import annotations

from align.quote.extract import quotations
from align.quote.pairing import pair

__all__ = ["pair", "quotations"]
