"""The PO files of a review: the names, flags and comment lines that the writer prints and the reader looks for."""

from __future__ import annotations

import re

from align.model import Status

SOURCE_LANGUAGE, TARGET_LANGUAGE = "X-Source-Language", "Language"
"""Header fields of the two languages; a field holds a BCP 47 tag with underscores for hyphens."""
FUZZY = "fuzzy"
"""Flag of a bead that nobody has accepted; removing the flag accepts the bead."""

_STATUS = re.compile(r"(?:^|, )status ([a-z-]+)$", re.MULTILINE)


def format_language(tag: str) -> str:
    """Return a BCP 47 tag as a header field."""
    return tag.replace("-", "_")


def parse_language(field: str) -> str:
    """Return the BCP 47 tag of a header field."""
    return field.replace("_", "-")


def format_facts(confidence: float, kind: str, status: Status) -> str:
    """Return the comment line of the facts of a bead; `kind` is `Bead.type`."""
    return f"confidence {confidence:.3f}, type {kind}, status {status}"


def parse_status(comment: str) -> str:
    """Return the status in an extracted comment, empty if there is none."""
    found = _STATUS.search(comment)
    return found[1] if found else ""


def flags_of(status: Status) -> list[str]:
    """Return the flags of an entry."""
    return [] if status is Status.ACCEPTED else [FUZZY]


def status_of(before: str, *, fuzzy: bool) -> str:
    """Return the present status, given the exported one and the flag, which only says whether the bead is accepted."""
    if not fuzzy:
        return Status.ACCEPTED
    return Status.NEEDS_REVIEW if before == Status.ACCEPTED else before
