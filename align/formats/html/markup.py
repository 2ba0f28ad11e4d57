"""Parts of the pages: escaped words with their language, ids made from words, the assets."""

from __future__ import annotations

import base64
import hashlib
import html
import re
from bisect import bisect_right
from collections import Counter
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

from align.lang.direction import is_right_to_left

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from align.model import CharSpan, Document

SURE, LIKELY = 0.9, 0.5
"""The lowest confidences that the page calls "sure" and "likely"; lower ones are "unsure"."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_LINE_ENDS = re.compile(r"\s*\n\s*")


class Anchors:
    """Makes distinct ids from words; repetitions get a number."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def of_words(self, prefix: str, *words: str) -> str:
        """Return a new id."""
        digest = hashlib.blake2b("\x1f".join(words).encode("utf-8", "replace"), digest_size=5).hexdigest()
        name = f"{prefix}-{digest}"
        self._taken[name] += 1
        return name if self._taken[name] == 1 else f"{name}-{self._taken[name]}"


def title(document: Document) -> str:
    """Return the title of a document, marked with its language."""
    return f"<bdi{language(document)}>{escaped(document.title)}</bdi>"


def language(document: Document) -> str:
    """Return the attributes for language and direction of a document."""
    direction = ' dir="rtl"' if is_right_to_left(document.lang) else ""
    return f' lang="{escaped(document.lang)}"{direction}'


def band(confidence: float) -> str:
    """Return "sure", "likely" or "unsure" for a confidence that is rounded as on the page."""
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "unsure"


def escaped(words: str) -> str:
    """Escape words for text and attributes; characters that HTML forbids become the replacement character."""
    return html.escape(_UNPRINTABLE.sub("\ufffd", words))


def stretches(span: CharSpan, marks: Iterable[CharSpan]) -> Iterator[tuple[int, int]]:
    """Return the stretches into which the ends of marks cut a span.

    Stretches are flat, not nested, because marks may cross each other and elements may not.
    """
    ends = {end for mark in marks for end in (mark.start, mark.end)}
    return pairwise(sorted({span.start, span.end} | {end for end in ends if span.start < end < span.end}))


def painted(document: Document, span: CharSpan, marks: Sequence[tuple[CharSpan, str]]) -> str:
    """Escape a span of a document, with elements for the marks on it; class `d` makes the element a `mark`.

    The text has line ends only between blocks.
    """
    out = []
    for start, end in stretches(span, (mark for mark, _ in marks)):
        classes = dict.fromkeys(name for mark, name in marks if mark.start <= start and end <= mark.end)
        element = "mark" if "d" in classes else "span"
        words = escaped(_join_lines(document, start, end))
        out.append(f'<{element} class="{" ".join(classes)}">{words}</{element}>' if classes else words)
    return "".join(out)


def _join_lines(document: Document, start: int, end: int) -> str:
    """Return the words of a span, with a space for a line end within a block, and one line end between blocks."""

    def joint(ends: re.Match[str]) -> str:
        at = start + ends.start()
        before = bisect_right(document.blocks, at, key=lambda block: block.span.start) - 1
        return " " if before >= 0 and at < document.blocks[before].span.end else "\n"

    return _LINE_ENDS.sub(joint, document.text[start:end])


def read_asset(name: str) -> str:
    """Return the text of a file of this package."""
    return files("align.formats.html").joinpath(name).read_text("utf-8")


def csp_hash(code: str) -> str:
    """Return the hash by which a content security policy names an inlined style or script."""
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode("ascii")
