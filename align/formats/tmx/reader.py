"""A translation memory -> the texts of a bitext, or the units that align wrote into it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from align.files.elements import language_named, read_root, words_of
from align.formats.incoming import BitextUnit
from align.model import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lxml import etree


def read_units(path: Path, pair: tuple[str, str] | None) -> tuple[tuple[str, str], tuple[BitextUnit, ...], int]:
    """Return two languages, the units that have both, and how many have not.

    Without a `pair` it is the source language of the memory and the language that stands beside it most often. A tag
    finds its regional variants too. Raises `ReadError` for what is no memory or defines entities, which no memory
    needs and attacks do, and where the pair cannot be told.
    """
    root = read_root(path, ("tmx",))
    found = [(int(tu.sourceline), _texts(tu)) for tu in root.iter("tu")]  # type: ignore[call-overload]
    header = root.find("header")
    langs = pair or _pair("" if header is None else header.get("srclang", ""), [texts for _, texts in found], path)
    units = []
    for line, texts in found:
        src, tgt = (_text(texts, lang) for lang in langs)
        if src and tgt:
            units.append(BitextUnit(texts=(src, tgt), line=line))
    return langs, tuple(units), len(found) - len(units)


def read_texts(path: Path, *, root: Path) -> Iterator[tuple[str, tuple[tuple[str, str], ...]]]:
    """Yield each unit of a memory that says from which text it comes: that text's stem, and languages and words.

    Only a memory that align made says so. Raises as `read_units` does, and where `path` leads out of the folder `root`.
    """
    for tu in read_root(path, ("tmx",), root=root).iter("tu"):
        if document := tu.findtext("prop[@type='x-align-document']"):
            yield document, tuple(sorted(_variants(tu)))


def _variants(tu: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield language and words of each variant that says its language."""
    for tuv in tu.iter("tuv"):
        segment, lang = tuv.find("seg"), language_named(tuv)
        if segment is not None and lang:
            yield lang, words_of(segment)


def _texts(tu: etree._Element) -> dict[str, str]:
    """Return the words of a unit by language, in lower case; the first variant of a language counts."""
    texts: dict[str, str] = {}
    for lang, words in _variants(tu):
        texts.setdefault(lang.lower(), words)
    return texts


def _text(texts: dict[str, str], lang: str) -> str:
    """Return the words in a language, or else in the first of its variants."""
    wanted = lang.lower()
    if wanted in texts:
        return texts[wanted]
    return next((text for tag, text in texts.items() if tag.split("-")[0] == wanted), "")


def _pair(srclang: str, found: Sequence[dict[str, str]], path: Path) -> tuple[str, str]:
    counts = Counter(tag for texts in found for tag in texts)
    src = srclang.replace("_", "-").lower()
    if not any(tag == src or tag.split("-")[0] == src for tag in counts):
        src = next(iter(counts), "")
    others = [tag for tag, _ in counts.most_common() if tag != src and tag.split("-")[0] != src]
    if not src or not others:
        raise ReadError("holds no two languages", path=path)
    return src, others[0]
