"""XML file of an exchange format -> its first element, whoever wrote the file; and the words of a segment."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

from align.files.reading import read_bytes
from align.model import ReadError, plain

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from lxml import etree

_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_MARKED = frozenset({"hi", "foreign"})
"""Elements inside a segment whose words are the segment's; others hold codes of another format, or notes."""


def read_root(path: Path, names: Collection[str], *, root: Path | None = None) -> etree._Element:
    """Read an XML file, and return its first element, whose name without name space must be one of `names`.

    Nothing is fetched, and nothing is nested deeper or longer than libxml2 thinks sane. Raises `ReadError` for what is
    no such file or, with `root`, lies outside that folder, and for one that defines entities, which no exchange format
    needs and attacks do.
    """
    from lxml import etree

    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_comments=True, remove_pis=True
    )
    try:
        tree = etree.parse(io.BytesIO(read_bytes(path, root=root)), parser)
    except etree.XMLSyntaxError as error:
        raise ReadError(f"not XML: {plain(str(error.msg))}", path=path, line=error.lineno) from error
    definitions = tree.docinfo.internalDTD
    if definitions is not None and next(definitions.iterentities(), None) is not None:  # type: ignore[union-attr]
        raise ReadError("XML with entities of its own, which no such file needs; write the words out", path=path)
    first = tree.getroot()
    if etree.QName(first).localname not in names:
        known = " or ".join(f"<{name}>" for name in names)
        raise ReadError(f"its first element is <{plain(str(first.tag))[:80]}> and not {known}", path=path)
    return first


def language_named(element: etree._Element) -> str:
    """Return the language that an element says it is in, with hyphens; empty if it does not say."""
    return (element.get(_LANG) or element.get("lang") or "").replace("_", "-")


def words_of(element: etree._Element) -> str:
    """Return the words of a segment or a term, codes left out and every run of white space made one space."""
    return plain(_text(element))


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        # What an undefined entity stands for has no name.
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _MARKED:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
