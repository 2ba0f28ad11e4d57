"""Bytes -> decoded text: UTF-8 or UTF-16 with its mark, else what the user names; the rest is refused by name."""

from __future__ import annotations

import codecs
from typing import TYPE_CHECKING

from align.files.guess import Encoding, likely_encoding, looks_like
from align.model import ReadError

if TYPE_CHECKING:
    from pathlib import Path

MAX_LINE = 2**20
"""Longest line that is read, in code points; a whole novel in one line is a mistake somewhere."""

_UNMISTAKABLE = 4
"""Different characters outside ASCII from which on a file that can be read as UTF-8 is UTF-8."""

# Python counts these among the codecs of text, but they are ways of writing text in ASCII, not encodings of files.
_ESCAPES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})


def decode(data: bytes, path: Path, encoding: str | None = None) -> str:
    """Return the text of a file, byte order mark excluded, nothing else changed.

    UTF-8 and UTF-16 with a byte order mark are read; `encoding` is that of files that are neither. Raises ReadError
    when the file is empty, is no text, is in another encoding, or may be UTF-8 as well as what is named; the message
    says how to convert it, and from which encoding if that can be told.
    """
    if not data:
        raise ReadError("the file is empty; put the text in, or take the file away", path=path)
    if kind := looks_like(data):
        raise ReadError(f"this is {kind}, not text; save it as .txt or .md in UTF-8", path=path)
    if encoding and is_encoding(encoding):
        encoding = _told(data, path, encoding)
    if encoding is None:
        encoding = _marked(data, path)
    if encoding is None and (b"\0" in data or not _is_utf8(data)):
        raise _refusal(data, path)
    text = _decoded(data, path, encoding or "utf-8").removeprefix("\ufeff")
    if "\0" in text:
        line = _lines(text[: text.index("\0")])
        raise ReadError(f"holds NUL characters: a binary file, or not {encoding}", path=path, line=line)
    if not text.strip():
        raise ReadError("the file holds nothing but white space", path=path)
    return text


def check_lines(starts: tuple[int, ...], length: int, path: Path) -> None:
    """Raise ReadError if a line is longer than `MAX_LINE` code points.

    `starts` are the offsets at which the lines of the decoded file begin, `length` is the file's.
    """
    if length <= MAX_LINE:
        return
    for number, (start, end) in enumerate(zip(starts, (*starts[1:], length), strict=True), 1):
        if end - start > MAX_LINE:
            raise ReadError(
                f"a line of {end - start:,} characters; the limit is {MAX_LINE:,}: break it into paragraphs",
                path=path,
                line=number,
            )


def _marked(data: bytes, path: Path) -> str | None:
    """Return the encoding that a byte order mark names; refuse those that UTF-8 or UTF-16 could be taken for."""
    if b"\x1b$B" in data or b"\x1b$@" in data:  # How Japanese mail passes for ASCII.
        raise ReadError(f"not UTF-8; {_way_out(Encoding('iso2022-jp', 'ISO-2022-JP'))}", path=path)
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # The first begins with the mark of UTF-16.
        raise ReadError(f"not UTF-8; {_way_out(Encoding('utf-32', 'UTF-32'))}", path=path)
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    return "utf-8" if data.startswith(codecs.BOM_UTF8) else None


def _told(data: bytes, path: Path, encoding: str) -> str:
    """Return the encoding of one file of a call that names one for all of them, which need not be that of each."""
    name = codecs.lookup(encoding).name
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return encoding if name.startswith(("utf-16", "utf-32")) else "utf-16"
    if name.startswith("utf-8") or data.isascii() or b"\0" in data or not _is_utf8(data):
        return encoding
    # A word in another encoding can pass for UTF-8 by chance, several different ones do not.
    if len({mark for mark in data.decode() if not mark.isascii()}) >= _UNMISTAKABLE:
        return "utf-8"
    raise ReadError(
        f"may be UTF-8 as well as {encoding}; convert the files that are not UTF-8, and leave --encoding out", path=path
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def is_encoding(name: str) -> bool:
    """Tell whether Python knows an encoding of texts by this name."""
    try:
        b"?".decode(name)
    except UnicodeError:
        pass  # An encoding, though not of a single byte.
    except (LookupError, ValueError):
        return False
    return codecs.lookup(name).name not in _ESCAPES


def _decoded(data: bytes, path: Path, encoding: str) -> str:
    if not is_encoding(encoding):
        raise ReadError(
            f'unknown encoding "{encoding}"; name one that Python knows, for example cp1251, koi8-r or latin-1',
            path=path,
        )
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        raise ReadError(
            f"not {encoding}: byte 0x{data[error.start]:02X} does not fit; name the right encoding with --encoding",
            path=path,
            line=_lines(before),
        ) from error
    except (UnicodeError, ValueError) as error:
        raise ReadError(f"not {encoding}; name the right encoding with --encoding", path=path) from error


def _lines(before: str) -> int:
    return before.count("\n") + 1


def _refusal(data: bytes, path: Path) -> ReadError:
    try:
        data.decode("utf-8")
        fault, at = "holds NUL bytes", data.index(b"\0")
    except UnicodeDecodeError as error:
        fault, at = f"not UTF-8 (byte 0x{data[error.start]:02X})", error.start
    guess = likely_encoding(data, at)
    if guess is None and b"\0" in data:
        advice = "this is a binary file, not text"
    elif guess is None:
        advice = "convert it to UTF-8, or name its encoding with --encoding"
    elif guess.python == "utf-8":
        advice = "it is UTF-8 with damaged bytes; mend this line"
    else:
        advice = _way_out(guess)
    return ReadError(f"{fault}; {advice}", path=path, line=data.count(b"\n", 0, at) + 1)


def _way_out(guess: Encoding) -> str:
    return (
        f"likely {guess.iconv}: convert it with `iconv -f {guess.iconv} -t UTF-8 IN > OUT`, "
        f"or pass --encoding {guess.python}"
    )
