"""`Document` -> `Quoted`, its quotations; the quotations of two parallel versions -> pairs."""

from __future__ import annotations

from align.quote.extract import quotations
from align.quote.pairing import pair

__all__ = ["pair", "quotations"]
