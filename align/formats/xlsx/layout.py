"""The columns of a review sheet, which the writer fills and the reader looks for."""

from __future__ import annotations

from typing import NamedTuple


class Column(NamedTuple):
    """A column of the sheet."""

    head: str
    width: int | None
    """In characters; None for the hidden column."""


ID, SOURCE, TARGET, STATUS, COMMENT = "id", "source", "target", "status", "comment"
CONFIDENCE, STATUS_BEFORE = "confidence", "status before"
COLUMNS = (
    Column(ID, 14),
    Column(SOURCE, 60),
    Column(TARGET, 60),
    Column("quotes", 40),
    Column(CONFIDENCE, 11),
    Column("verdict", 14),
    Column(STATUS, 14),
    Column(COMMENT, 40),
    Column(STATUS_BEFORE, None),
)
"""In order. People write into "status" and "comment"; the last column keeps the exported status."""
NEEDED = (ID, SOURCE, TARGET, STATUS, COMMENT, STATUS_BEFORE)
"""Heads without which a sheet cannot be imported."""


def number_of(head: str) -> int:
    """Return the number of a column, from 1."""
    return [column.head for column in COLUMNS].index(head) + 1
