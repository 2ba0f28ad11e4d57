"""A gettext catalogue -> what a reviewer says in it, or the texts of a bitext."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import polib

from align.files.decode import is_encoding
from align.files.reading import read_bytes
from align.formats.incoming import BitextUnit, Returned
from align.model import ReadError, plain

if TYPE_CHECKING:
    from pathlib import Path

_STATUS = re.compile(r"(?:^|, )status ([a-z-]+)$", re.MULTILINE)


def read_review(path: Path) -> tuple[Returned, ...]:
    """Read back a catalogue that `align.formats.po.writer` wrote, entry by entry; obsolete entries do not count.

    Raises `ReadError` if it is no catalogue, or one entry stands in it twice.
    """
    return tuple(
        Returned(
            id=entry.msgctxt,
            line=entry.linenum,
            source=entry.msgid,
            target=entry.msgstr,
            status=_status(_was(entry.comment), fuzzy=entry.fuzzy),
            was=_was(entry.comment),
            comments=tuple(line for line in map(plain, entry.tcomment.splitlines()) if line),
        )
        for entry in _catalogue(path)
        if entry.msgctxt and not entry.obsolete
    )


def read_units(path: Path) -> tuple[tuple[str, str], tuple[BitextUnit, ...], int]:
    """Return the languages of any catalogue, empty where it does not say, its entries, and how many more are fuzzy.

    What is fuzzy is a guess that nobody has confirmed. A plural is a unit of its own. Raises `ReadError` if the file is
    no catalogue.
    """
    catalogue = _catalogue(path)
    langs = tuple(catalogue.metadata.get(name, "").replace("_", "-") for name in ("X-Source-Language", "Language"))
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


def _was(comment: str) -> str:
    found = _STATUS.search(comment)
    return found[1] if found else ""


def _status(was: str, *, fuzzy: bool) -> str:
    """Return the status that a flag stands for, which only says whether a bead is accepted."""
    if not fuzzy:
        return "accepted"
    return "needs-review" if was == "accepted" else was


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
        # The library would take the text for the name of a file.
        raise ReadError("not a PO catalogue: it has no msgid", path=path)
    try:
        return polib.pofile(text, wrapwidth=0, check_for_duplicates=True)
    except (OSError, ValueError, AttributeError, IndexError, UnicodeError) as error:
        raise ReadError(f"not a PO catalogue: {plain(str(error))}", path=path) from error
