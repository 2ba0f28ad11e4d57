"""XML file of an exchange format -> its root element, safely; and the words of a segment."""

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
_INLINE = frozenset({"hi", "foreign"})
"""Elements inside a segment whose words belong to it; the others contain codes of another format, or notes."""


def read_root(path: Path, names: Collection[str], *, root: Path | None = None) -> etree._Element:
    """Read an XML file and return its root element.

    The parser fetches nothing from disk or network and keeps the size limits of libxml2.

    Args:
        path: The file.
        names: Accepted names of the root element, without name space.
        root: Folder that must contain the file, links followed.

    Raises:
        ReadError: The file is not XML, has another root element, lies outside `root`, or defines entities. No exchange
            format needs entities of its own; attacks do.
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
        raise ReadError("XML that defines entities of its own; write the words out instead", path=path)
    first = tree.getroot()
    if etree.QName(first).localname not in names:
        known = " or ".join(f"<{name}>" for name in names)
        raise ReadError(f"its root element is <{plain(str(first.tag))[:80]}>, not {known}", path=path)
    return first


def language_attribute(element: etree._Element) -> str:
    """Return the language tag in the attributes of an element, with hyphens; empty if there is none."""
    return (element.get(_LANG) or element.get("lang") or "").replace("_", "-")


def words_of(element: etree._Element) -> str:
    """Return the words of a segment or a term without codes, each run of white space as one space."""
    return plain(_text(element))


def _text(element: etree._Element) -> str:
    parts = [element.text or ""]
    for child in element:
        # The node of an undefined entity has no name.
        if isinstance(child.tag, str) and child.tag.rpartition("}")[2] in _INLINE:
            parts.append(_text(child))
        parts.append(child.tail or "")
    return "".join(parts)
