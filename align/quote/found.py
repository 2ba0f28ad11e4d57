"""The quotations of a text as places: where each stands, before anything is said of what it is."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.model import CharSpan, QuotationForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """One quotation: its words and the marks around them."""

    outer: CharSpan
    """With its marks."""
    inner: CharSpan
    """Without its marks; not empty, neither end is white space."""
    form: QuotationForm = QuotationForm.MARKS
    repeats: tuple[CharSpan, ...] = ()
    """Marks inside it that were repeated at the head of a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A quotation in the tree of all."""

    found: Found
    depth: int
    """1 for an outermost one."""
    parent: int
    """Index of the quotation that holds it, -1 for an outermost one."""


def trimmed(text: str, start: int, end: int) -> CharSpan:
    """Return the span without the white space at its ends, no-break spaces among it."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return CharSpan(start=start, end=end)


def place(founds: Iterable[Found]) -> list[Placed]:
    """Order quotations, the outer before the inner, and tell which holds which.

    One that overlaps an earlier one without lying inside it is left out, so that any two are nested or disjoint.
    """
    placed: list[Placed] = []
    path: list[int] = []
    for found in sorted(founds, key=lambda f: (f.outer.start, -f.outer.end)):
        while path and placed[path[-1]].found.inner.end <= found.outer.start:
            path.pop()
        if path and found.inner.end > placed[path[-1]].found.inner.end:
            continue
        parent = path[-1] if path else -1
        path.append(len(placed))
        placed.append(Placed(found=found, depth=len(path), parent=parent))
    return placed


def children(placed: Sequence[Placed]) -> dict[int, list[int]]:
    """Return for every quotation that holds others their indices, in order; -1 stands for the document."""
    held: dict[int, list[int]] = {}
    for index, one in enumerate(placed):
        held.setdefault(one.parent, []).append(index)
    return held
