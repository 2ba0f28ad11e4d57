"""A translation memory -> the texts of a bitext."""

from __future__ import annotations

import io
from collections import Counter
from typing import TYPE_CHECKING

from lxml import etree

from align.model import ReadError, plain
from align.read.files import read_bytes
from align.read.returned import Unit

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_WORDS = frozenset({"hi", "sub"})
"""Elements inside a segment that hold words; others hold the codes of another format."""


def read_units(path: Path, pair: tuple[str, str] | None) -> tuple[tuple[str, str], tuple[Unit, ...], int]:
    """Return two languages, the units that have both, and how many have not.

    Without a `pair` it is the source language of the memory and the language that stands beside it most often. A tag
    finds its regional variants too. Raises `ReadError` for what is no memory or defines entities, which no memory
    needs and attacks do, and where the pair cannot be told.
    """
    root = _root(path)
    found = [(int(tu.sourceline), _texts(tu)) for tu in root.iter("tu")]  # type: ignore[call-overload]
    header = root.find("header")
    langs = pair or _pair("" if header is None else header.get("srclang", ""), [texts for _, texts in found], path)
    units = []
    for line, texts in found:
        src, tgt = (_text(texts, lang) for lang in langs)
        if src and tgt:
            units.append(Unit(texts=(src, tgt), line=line))
    return langs, tuple(units), len(found) - len(units)


def _root(path: Path) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    data = read_bytes(path)
    # The zeros are those of UTF-16.
    if b"<!ENTITY" in data.replace(b"\0", b"").partition(b"<tmx")[0]:
        raise ReadError("XML with entities of its own, which no translation memory needs", path=path)
    try:
        root = etree.parse(io.BytesIO(data), parser).getroot()
    except etree.XMLSyntaxError as error:
        raise ReadError(f"not XML: {plain(str(error.msg))}", path=path, line=error.lineno) from error
    if root.tag != "tmx":
        raise ReadError(f"not a translation memory: its first element is <{root.tag}>", path=path)
    return root


def _texts(tu: etree._Element) -> dict[str, str]:
    """Return the words of a unit by language; the first variant of a language counts."""
    texts: dict[str, str] = {}
    for tuv in tu.iter("tuv"):
        segment = tuv.find("seg")
        lang = tuv.get(_LANG) or tuv.get("lang") or ""
        if segment is not None and lang:
            texts.setdefault(lang.replace("_", "-").lower(), plain(_words(segment)))
    return texts


def _words(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        if child.tag in _WORDS:
            parts.append(_words(child))
        parts.append(child.tail or "")
    return "".join(parts)


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
