"""What people decide about beads and quotations, named by content and never by position."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime


class Action(StrEnum):
    """What a person did."""

    ACCEPT = "accept"
    """The bead is right."""
    REJECT = "reject"
    """The bead is wrong; what is right is not said."""
    MERGE = "merge"
    SPLIT = "split"
    SHIFT = "shift"
    LINK = "link"
    """These segments belong together, whatever the machine thinks."""
    UNLINK = "unlink"
    """These segments have nothing on the other side."""
    REALIGN = "realign"
    """These beads, which the machine found when it was asked again, stand in the place of its earlier ones. Nobody has
    accepted them; `value` has the machine's confidence in each, with spaces between."""
    STATUS = "status"
    """The bead gets the status in `value`; "machine" takes an earlier decision off it."""
    COMMENT = "comment"
    UPHOLD = "uphold"
    """The verdict on a quotation, kept in `value`, is right."""
    OVERRULE = "overrule"
    """The verdict on a quotation is wrong; `value` is the right one."""
    SPAN = "span"
    """The quotation comes from the words of `source`."""
    UNDO = "undo"
    """Take back the decision `of`."""
    REDO = "redo"
    """Make the decision `of` hold again."""


CORRECTIONS = frozenset({Action.ACCEPT, Action.MERGE, Action.SPLIT, Action.SHIFT, Action.LINK, Action.UNLINK})
"""What leaves beads behind that are right."""
ABOUT_QUOTATIONS = frozenset({Action.UPHOLD, Action.OVERRULE, Action.SPAN})


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage:
    """Words of a document, so that they are found again wherever they stand.

    White space does not count: the words are those of `align.model.plain`. Of a side that has nothing, `digest` and
    `excerpt` are empty, and what stands around it tells its place.
    """

    digest: str = ""
    """Hexadecimal, of all the words."""
    length: int = 0
    """Code points."""
    excerpt: str = ""
    """How the words begin, for readers and for the search."""
    before: str = ""
    """Digest of what stands before, empty at the beginning of the document."""
    after: str = ""
    """Digest of what stands after, empty at the end of the document."""
    nth: int = 0
    """How often the same words occur earlier in the document: the last resort to tell repetitions apart."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pin:
    """A bead by its words."""

    src: Passage
    tgt: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Sourced:
    """Words of a source."""

    document: str
    """Id of the source."""
    passage: Passage


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """One thing that one person decided: a line of decisions.jsonl."""

    id: str
    """Unique among all decisions of all people, without spaces."""
    action: Action
    reviewer: str
    at: datetime
    """In UTC."""
    src: str = ""
    """Id of the source document of the bead, or of the document that quotes."""
    tgt: str = ""
    """Id of the target document of the bead."""
    pins: tuple[Pin, ...] = ()
    """The beads concerned; of a correction, the beads that it leaves behind."""
    quotation: Passage | None = None
    """The quotation concerned, among all the quotations of its document."""
    source: Sourced | None = None
    """Where the quotation comes from, as the person says."""
    value: str = ""
    """A status, a verdict, or confidences."""
    note: str = ""
    """The comment, or the reason."""
    of: str = ""
    """Id of the decision that this one undoes, redoes or, with any other action, takes the place of; "#" and a number
    behind it name one of its beads, from 0."""
