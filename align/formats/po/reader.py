"""A gettext catalogue -> the beads that people reviewed in it, or the texts of a bitext."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib

from align.files.decode import is_encoding
from align.files.reading import read_bytes
from align.formats.comments import split_comments
from align.formats.incoming import BitextUnit, ReviewedBead
from align.formats.po.layout import SOURCE_LANGUAGE, TARGET_LANGUAGE, parse_language, parse_status, status_of
from align.model import ReadError, plain

if TYPE_CHECKING:
    from pathlib import Path


def read_review(path: Path) -> tuple[ReviewedBead, ...]:
    """Read the beads of a catalogue that `align.formats.po.writer` wrote; obsolete entries do not count.

    Raises `ReadError` if the file is no catalogue or contains an entry twice.
    """
    return tuple(
        ReviewedBead(
            id=entry.msgctxt,
            line=entry.linenum,
            source=entry.msgid,
            target=entry.msgstr,
            status=status_of(parse_status(entry.comment), fuzzy=entry.fuzzy),
            was=parse_status(entry.comment),
            comments=split_comments(entry.tcomment),
        )
        for entry in _catalogue(path)
        if entry.msgctxt and not entry.obsolete
    )


def read_units(path: Path) -> tuple[tuple[str, str], tuple[BitextUnit, ...], int]:
    """Return the languages of any catalogue (empty if it names none), its entries, and the number of fuzzy ones.

    Fuzzy entries are left out: nobody has confirmed them. A plural is a unit of its own. Raises `ReadError` if the file
    is no catalogue.
    """
    catalogue = _catalogue(path)
    langs = [parse_language(catalogue.metadata.get(name, "")) for name in (SOURCE_LANGUAGE, TARGET_LANGUAGE)]
    units: list[BitextUnit] = []
    entries = [entry for entry in catalogue if not entry.obsolete]
    for entry in entries:
        if entry.fuzzy:
            continue
        texts = [(entry.msgid, entry.msgstr)]
        if entry.msgid_plural:
            texts = [(entry.msgid, entry.msgstr_plural.get(0, ""))]
            texts += [(entry.msgid_plural, words) for form, words in sorted(entry.msgstr_plural.items()) if form]
        units += (BitextUnit(texts=(plain(src), plain(tgt)), line=entry.linenum) for src, tgt in texts)
    return (langs[0], langs[1]), tuple(units), sum(entry.fuzzy for entry in entries)


def _catalogue(path: Path) -> polib.POFile:
    data = read_bytes(path)
    declared = re.search(rb"charset=([\w.:-]+)", data[:4096])
    charset = declared[1].decode() if declared and declared[1] != b"CHARSET" else "utf-8"
    if not is_encoding(charset):
        raise ReadError(f'unknown encoding "{charset}" in its header; save it as UTF-8', path=path)
    try:
        text = data.decode(charset).removeprefix("\ufeff")
    except UnicodeError as error:
        raise ReadError(f"not a PO catalogue in {charset}: {error}; save it as UTF-8", path=path) from error
    if not re.search(r"^\s*msgid\s", text, re.MULTILINE):
        # polib would take the text for a file name.
        raise ReadError("not a PO catalogue: it has no msgid", path=path)
    try:
        return polib.pofile(text, wrapwidth=0, check_for_duplicates=True)
    except (OSError, ValueError, AttributeError, IndexError, UnicodeError) as error:
        raise ReadError(f"not a PO catalogue: {plain(str(error))}", path=path) from error
