"""Decisions of people about beads and quotations, which are identified by content and never by position."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Action(StrEnum):
    """The action of a person."""

    ACCEPT = "accept"
    """The bead is right."""
    REJECT = "reject"
    """The bead is wrong; the decision does not give the right one."""
    MERGE = "merge"
    SPLIT = "split"
    SHIFT = "shift"
    LINK = "link"
    """These segments belong together, against any result of the aligner."""
    UNLINK = "unlink"
    """These segments have no counterpart on the other side."""
    REALIGN = "realign"
    """These beads, from a new run of the aligner, replace its earlier ones. Nobody has accepted them; `value` has the
    confidence of each, separated by spaces."""
    STATUS = "status"
    """The bead gets the status in `value`; "machine" removes an earlier decision."""
    COMMENT = "comment"
    UPHOLD = "uphold"
    """The verdict on a quotation, repeated in `value`, is right."""
    OVERRULE = "overrule"
    """The verdict on a quotation is wrong; `value` is the right one."""
    SPAN = "span"
    """The quotation comes from the words of `source`."""
    UNDO = "undo"
    """Undo the decision `of`."""
    REDO = "redo"
    """Restore the undone decision `of`."""


CORRECTIONS = frozenset({Action.ACCEPT, Action.MERGE, Action.SPLIT, Action.SHIFT, Action.LINK, Action.UNLINK})
"""Actions whose resulting beads are right."""
ABOUT_QUOTATIONS = frozenset({Action.UPHOLD, Action.OVERRULE, Action.SPAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document, identified so that they are found again at any position.

    White space does not count: the words are those of `align.model.plain`. For the empty side of a null bead, `digest`
    and `excerpt` are empty, and the surrounding words identify its place.
    """

    digest: str = ""
    """Hexadecimal digest of all the words."""
    length: int = 0
    """Length in code points."""
    excerpt: str = ""
    """The first words, for readers and for the search."""
    before: str = ""
    """Digest of the words before; empty at the beginning of the document."""
    after: str = ""
    """Digest of the words after; empty at the end of the document."""
    nth: int = 0
    """Number of earlier occurrences of the same words in the document: the last resort to distinguish repetitions."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A bead, identified by its words."""

    src: Passage
    tgt: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Words of a source, identified by content."""

    document: str
    """Id of the source."""
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One decision of one person: a line of decisions.jsonl."""

    id: str
    """Unique among all decisions of all people, without spaces."""
    action: Action
    reviewer: str
    at: datetime
    """In UTC."""
    src: str = ""
    """Id of the source document of the bead, or of the quoting document."""
    tgt: str = ""
    """Id of the target document of the bead."""
    pins: tuple[Pin, ...] = ()
    """The beads concerned; for a correction, the resulting beads."""
    quotation: Passage | None = None
    """The quotation concerned, among all the quotations of its document."""
    source: Sourced | None = None
    """The source of the quotation according to the person."""
    value: str = ""
    """A status, a verdict, or confidences."""
    note: str = ""
    """The comment, or the reason."""
    of: str = ""
    """Id of the decision that this one undoes, redoes or, with any other action, replaces; a suffix "#" with a number
    from 0 names one of its beads."""
