"""Spans of quotations -> their tree: which quotation contains which."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.model import CharSpan, QuotationForm

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class RawQuotation:
    """The place of one quotation, before its kind is known: its words and the marks around them."""

    outer: CharSpan
    """The span with its marks."""
    inner: CharSpan
    """The span without its marks; not empty, without white space at its ends."""
    form: QuotationForm = QuotationForm.MARKS
    repeats: tuple[CharSpan, ...] = ()
    """Marks inside it, repeated at the beginning of a paragraph."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TreeNode:
    """A quotation in the tree of all quotations."""

    raw: RawQuotation
    depth: int
    """1 for an outermost one."""
    parent: int
    """Index of the quotation that contains it, -1 for an outermost one."""


def trim(text: str, start: int, end: int) -> CharSpan:
    """Return the span without white space (including no-break spaces) at its ends."""
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return CharSpan(start=start, end=end)


def build_tree(raw_quotations: Iterable[RawQuotation]) -> list[TreeNode]:
    """Order quotations, outer before inner, and find the parent of each.

    A quotation that overlaps an earlier one without lying inside it is dropped, so that any two are nested or disjoint.
    """
    nodes: list[TreeNode] = []
    path: list[int] = []
    for raw in sorted(raw_quotations, key=lambda f: (f.outer.start, -f.outer.end)):
        while path and nodes[path[-1]].raw.inner.end <= raw.outer.start:
            path.pop()
        if path and raw.inner.end > nodes[path[-1]].raw.inner.end:
            continue
        parent = path[-1] if path else -1
        path.append(len(nodes))
        nodes.append(TreeNode(raw=raw, depth=len(path), parent=parent))
    return nodes


def children(nodes: Sequence[TreeNode]) -> dict[int, list[int]]:
    """Return by parent the indices of its inner quotations, in order; the parent -1 is the document."""
    by_parent: dict[int, list[int]] = {}
    for index, one in enumerate(nodes):
        by_parent.setdefault(one.parent, []).append(index)
    return by_parent
