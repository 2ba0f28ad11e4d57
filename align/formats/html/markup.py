"""What the pages are made of: escaped words with their language, ids made of words, numbers, the assets."""

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
"""The least confidence that the page calls "sure" and "likely"; what is below both is "unsure"."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_LINE_ENDS = re.compile(r"\s*\n\s*")

_LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "grc": "Ancient Greek",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "la": "Latin",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "nb": "Norwegian Bokmål", "nl": "Dutch",
    "nn": "Norwegian Nynorsk", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yi": "Yiddish",
    "zh": "Chinese",
}  # fmt: skip


def language_name(tag: str) -> str:
    """Return the English name of the language of a BCP 47 tag ("French", "Portuguese (BR)"), or else the tag."""
    primary, _, rest = tag.partition("-")
    name = _LANGUAGES.get(primary.lower())
    return tag if name is None else f"{name} ({rest})" if rest else name


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
    direction = ' dir="rtl"' if is_right_to_left(document.lang) else ""
    return f' lang="{escaped(document.lang)}"{direction}'


def band(confidence: float) -> str:
    """Return "sure", "likely" or "unsure" for a confidence as the page shows it."""
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "unsure"


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
