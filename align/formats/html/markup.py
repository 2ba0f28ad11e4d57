"""What the pages are made of: escaped words with their language, ids made of words, numbers, the assets."""

from __future__ import annotations

import base64
import hashlib
import html
import math
import re
from bisect import bisect_right
from collections import Counter
from importlib.resources import files
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from align.model import CharSpan, Document

SURE, LIKELY = 0.9, 0.5
"""The least confidence that the page calls "sure" and "likely"; what is below both is "unsure"."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_LINE_ENDS = re.compile(r"\s*\n\s*")

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


class Anchors:
    """Hands out ids made of words; the second of the same words gets a number."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def of_words(self, prefix: str, *words: str) -> str:
        """Return a new id."""
        digest = hashlib.blake2b("\x1f".join(words).encode("utf-8", "replace"), digest_size=5).hexdigest()
        name = f"{prefix}-{digest}"
        self._taken[name] += 1
        return name if self._taken[name] == 1 else f"{name}-{self._taken[name]}"


def title(document: Document) -> str:
    """Return the title of a document in its language."""
    return f"<bdi{language(document)}>{escaped(document.title)}</bdi>"


def language(document: Document) -> str:
    """Return the attributes that tell a browser how to read, break and speak the words of a document."""
    direction = ' dir="rtl"' if runs_leftward(document.lang) else ""
    return f' lang="{escaped(document.lang)}"{direction}'


def runs_leftward(tag: str) -> bool:
    """Say whether a BCP 47 tag means right-to-left writing: by its script if it names one, or else by its language."""
    language, *others = tag.lower().split("-")
    script = next((part for part in others if len(part) == len("Arab") and part.isalpha()), None)
    return language in _RIGHT_TO_LEFT_LANGUAGES if script is None else script in _RIGHT_TO_LEFT_SCRIPTS


def count(number: int, noun: str) -> str:
    """Return a number with a noun that agrees with it."""
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def band(confidence: float) -> str:
    """Return "sure", "likely" or "unsure" for a confidence as the page shows it."""
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "unsure"


def shown(confidence: float) -> float:
    """Cut a confidence to the two digits that the page shows, so that nothing short of certainty reads 1.00."""
    return math.floor(confidence * 100 + 1e-9) / 100


def escaped(words: str) -> str:
    """Escape for text and attributes alike; what HTML cannot hold becomes the replacement character."""
    return html.escape(_UNPRINTABLE.sub("\ufffd", words))


def stretches(span: CharSpan, marks: Iterable[CharSpan]) -> Iterator[tuple[int, int]]:
    """Return the stretches into which the ends of marks cut a span.

    Flat stretches, not nested elements: marks that cross each other must not make elements that do.
    """
    ends = {end for mark in marks for end in (mark.start, mark.end)}
    return pairwise(sorted({span.start, span.end} | {end for end in ends if span.start < end < span.end}))


def painted(document: Document, span: CharSpan, marks: Sequence[tuple[CharSpan, str]]) -> str:
    """Escape a stretch of a document, with the classes of the marks on it; class `d` makes the element a `mark`.

    Lines end where blocks do, and nowhere else.
    """
    out = []
    for start, end in stretches(span, (mark for mark, _ in marks)):
        classes = dict.fromkeys(name for mark, name in marks if mark.start <= start and end <= mark.end)
        element = "mark" if "d" in classes else "span"
        words = escaped(_flowing(document, start, end))
        out.append(f'<{element} class="{" ".join(classes)}">{words}</{element}>' if classes else words)
    return "".join(out)


def _flowing(document: Document, start: int, end: int) -> str:
    """Return some words, with a space where a line ends within a block and one line end from block to block."""

    def joint(ends: re.Match[str]) -> str:
        at = start + ends.start()
        before = bisect_right(document.blocks, at, key=lambda block: block.span.start) - 1
        return " " if before >= 0 and at < document.blocks[before].span.end else "\n"

    return _LINE_ENDS.sub(joint, document.text[start:end])


def asset(name: str) -> str:
    """Return a file of the package."""
    return files("align.formats.html").joinpath(name).read_text("utf-8")


def digest(code: str) -> str:
    """Return what a content security policy calls an inlined style or script by."""
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode("ascii")
