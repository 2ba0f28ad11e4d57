"""Plain text -> the notes at its end: their paragraphs and labels."""

from __future__ import annotations

import re

_SUPERSCRIPT = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
_CALL = re.compile(r"\[(\d{1,4})\]|([⁰¹²³⁴-⁹]{1,4})")
_LABEL = re.compile(r"(?:\[(?P<sure>\d{1,4})\]|(?P<raised>[⁰¹²³⁴-⁹]{1,4})|(?P<bare>\d{1,4})[.)])\s*(?=\S)")


def calls(text: str) -> frozenset[str]:
    """Return the numbers of all note calls in a text: `[12]` or superscript figures."""
    return frozenset((match[1] or match[2]).translate(_SUPERSCRIPT) for match in _CALL.finditer(text))


def label(text: str, start: int, end: int, called: frozenset[str]) -> tuple[str, int] | None:
    """Return the note label of a paragraph and the offset at which its words begin; None if it has no label.

    `[12]` and superscript figures are labels. `12.` and `12)` are labels only if 12 is among the numbers `called`,
    since a numbered list looks the same.
    """
    match = _LABEL.match(text, start, end)
    if not match:
        return None
    name = (match["sure"] or match["raised"] or match["bare"]).translate(_SUPERSCRIPT)
    return None if match["bare"] and name not in called else (name, match.end())


def trailing_notes(text: str, spans: list[tuple[int, int]], called: frozenset[str]) -> list[tuple[str, int, int]]:
    """Return label, start and end of each paragraph from the first trailing note to the end of a text.

    The notes are the longest final part of the text that begins with a labelled paragraph, has ascending labels, and
    has labels on at least half of its paragraphs; some paragraph must come before it. An unlabelled paragraph between
    two notes continues the first of them and has its label. A paragraph after the last labelled note (a notice, a
    signature) is not a note: its label is empty.

    Args:
        text: The whole text.
        spans: Start and end of its paragraphs, in code points.
        called: Numbers of the note calls in the text.
    """
    labels = [label(text, start, end, called) for start, end in spans]
    begin, last = len(spans), -1
    labelled, above = 0, 10**4
    for k in range(len(spans) - 1, -1, -1):
        found = labels[k]
        if found is None:
            continue
        if int(found[0]) >= above:
            break
        above = int(found[0])
        last = max(last, k)
        labelled += 1
        if 2 * labelled >= len(spans) - k:
            begin = k
    if begin == 0:
        return []
    notes, name = [], ""
    for k in range(begin, len(spans)):
        start, end = spans[k]
        if found := labels[k]:
            name, start = found
        notes.append((name if k <= last else "", start, end))
    return notes
