"""What a check found: a rule, a place, and what to do about it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from align.model.text import CharSpan


class Severity(StrEnum):
    """How much a finding matters, gravest first."""

    ERROR = "error"
    """Almost certainly a fault."""
    WARNING = "warning"
    """Somebody should look at it."""
    INFO = "info"
    """Worth knowing, often right as it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Words of a document."""

    document: str
    """Id of the document."""
    span: CharSpan


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that a person should look at, and perhaps mend."""

    rule: str
    """Code of the rule, for example "F01"."""
    severity: Severity
    message: str
    """What is wrong, in one line that ends without a full stop."""
    place: Place
    """The words concerned: where an editor should put the cursor."""
    passages: tuple[Place, ...] = ()
    """What to show, one passage for each version or source: the bead or the quotation that the words stand in."""
    marked: tuple[Place, ...] = ()
    """Words in the passages that the message is about, beyond `place`."""
    texts: tuple[str, ...] = ()
    """The normalised words that tell this finding from others of its rule: the fingerprint is made of them.

    Never a number of a line or a segment, so that a suppression outlives edits elsewhere."""
