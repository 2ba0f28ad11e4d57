"""A translation memory -> the texts of a bitext, or the units that align wrote into it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from align.files.elements import language_attribute, read_root, words_of
from align.formats.incoming import BitextUnit
from align.formats.tmx.layout import DOCUMENT, property_type
from align.model import ReadError

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from lxml import etree


def read_units(path: Path, pair: tuple[str, str] | None) -> tuple[tuple[str, str], tuple[BitextUnit, ...], int]:
    """Return two languages, the units that have both, and the number of the other units.

    `pair`: the languages; by default, the source language of the memory and its most frequent other language. A tag
    also matches its regional variants.

    Raises `ReadError` if the file is no memory, if it defines entities, which only attacks need, or if it does not have
    two languages.
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
    """Yield the units of a memory that align wrote: the stem of the text, and languages and words.

    Skips units that do not name their text. Raises as `read_units` does, and if `path` leads out of the folder `root`.
    """
    for tu in read_root(path, ("tmx",), root=root).iter("tu"):
        if document := tu.findtext(f"prop[@type='{property_type(DOCUMENT)}']"):
            yield document, tuple(sorted(_variants(tu)))


def _variants(tu: etree._Element) -> Iterator[tuple[str, str]]:
    """Yield language and words of each variant that names its language."""
    for tuv in tu.iter("tuv"):
        segment, lang = tuv.find("seg"), language_attribute(tuv)
        if segment is not None and lang:
            yield lang, words_of(segment)


def _texts(tu: etree._Element) -> dict[str, str]:
    """Return the words of a unit by language tag, in lower case; the first variant of a language counts."""
    texts: dict[str, str] = {}
    for lang, words in _variants(tu):
        texts.setdefault(lang.lower(), words)
    return texts


def _text(texts: dict[str, str], lang: str) -> str:
    """Return the words in a language, or else in its first regional variant."""
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
