"""Bytes -> text: UTF-8, UTF-16 with a byte order mark, or the encoding that the user names or lets us guess."""

from __future__ import annotations

import codecs
import warnings
from typing import TYPE_CHECKING

from align.files.guess import Encoding, likely_encoding, looks_like, stateful_encoding
from align.model import ReadError

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

AUTO = "auto"
"""Instead of the name of an encoding: guess it, and warn of the guess."""

MAX_LINE = 2**20
"""Longest line that is read, in code points; a file with a whole novel in one line is damaged."""

_UNMISTAKABLE = 4
"""A file that is valid UTF-8 and has at least so many different characters outside ASCII is UTF-8."""

# Python counts these codecs among the encodings of text, but they write text in ASCII; no file is encoded so.
_ESCAPES = frozenset({"idna", "punycode", "raw-unicode-escape", "undefined", "unicode-escape"})


def decode(
    data: bytes, path: Path, encoding: str | None = None, *, warn: Callable[[str], object] = warnings.warn
) -> str:
    """Return the text of a file without its byte order mark, and change nothing else.

    Args:
        data: The content of the file.
        path: The file, for messages.
        encoding: How to read a file that is neither UTF-8 nor UTF-16 with a byte order mark: a name that Python
            knows, or `AUTO`. None refuses such a file.
        warn: Gets one line, with path and encoding, for a file whose encoding was guessed.

    Raises:
        ReadError: The file is empty, is not text, is in another encoding, or could be UTF-8 as well as `encoding`.
            Where the encoding can be guessed, the message names it and says how to convert the file.
    """
    if not data:
        raise ReadError("the file is empty; put the text in, or delete the file", path=path)
    if kind := looks_like(data):
        raise ReadError(f"this is {kind}, not text; save it as .txt or .md in UTF-8", path=path)
    text = _decode_as(data, path, _encoding_of(data, path, encoding, warn)).removeprefix("\ufeff")
    if "\0" in text:
        line = _line_at_end(text[: text.index("\0")])
        raise ReadError("contains NUL characters: a binary file, or in another encoding", path=path, line=line)
    if not text.strip():
        raise ReadError("the file contains nothing but white space", path=path)
    return text


def check_lines(starts: tuple[int, ...], length: int, path: Path) -> None:
    """Raise ReadError if a line is longer than `MAX_LINE` code points.

    Args:
        starts: Offsets in the decoded file at which its lines begin, in code points.
        length: Length of the decoded file, in code points.
        path: The file, for the message.
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


def is_encoding(name: str) -> bool:
    """Tell whether Python knows an encoding of texts by this name."""
    try:
        b"?".decode(name)
    except UnicodeError:
        pass  # An encoding, though not of a single byte.
    except (LookupError, ValueError):
        return False
    return codecs.lookup(name).name not in _ESCAPES


def _encoding_of(data: bytes, path: Path, encoding: str | None, warn: Callable[[str], object]) -> str:
    """Return the encoding in which to read a file; raise ReadError if it must not be read."""
    if encoding and encoding != AUTO:
        if not is_encoding(encoding):
            raise ReadError(
                f'unknown encoding "{encoding}"; name one that Python knows, for example cp1251, koi8-r or latin-1; '
                "or auto, which guesses",
                path=path,
            )
        return _named_or_unicode(data, path, encoding)
    if not stateful_encoding(data):
        if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
            return "utf-16"
        if data.startswith(codecs.BOM_UTF8) or (b"\0" not in data and _is_utf8(data)):
            return "utf-8"
    guess, refusal = _explain(data, path)
    if not guess or encoding != AUTO:
        raise refusal
    warn(f"{path}: not UTF-8; read as {guess.python}, which is a guess. If letters look wrong, name the encoding.")
    return guess.python


def _named_or_unicode(data: bytes, path: Path, encoding: str) -> str:
    """Choose between UTF-8, UTF-16 and the named encoding: the user names one for all files, but some may be UTF-8."""
    name = codecs.lookup(encoding).name
    if data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return encoding if name.startswith(("utf-16", "utf-32")) else "utf-16"
    if name.startswith("utf-8") or data.isascii() or b"\0" in data or not _is_utf8(data):
        return encoding
    # A word in another encoding may happen to be valid UTF-8. Several different words do not.
    if len({mark for mark in data.decode() if not mark.isascii()}) >= _UNMISTAKABLE:
        return "utf-8"
    raise ReadError(
        f"may be UTF-8 as well as {encoding}; convert the files that are not UTF-8, and name no encoding", path=path
    )


def _is_utf8(data: bytes) -> bool:
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _decode_as(data: bytes, path: Path, encoding: str) -> str:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        before = data[: error.start].decode(encoding, "replace")
        raise ReadError(
            f"not {encoding}: byte 0x{data[error.start]:02X} does not fit; name the right encoding",
            path=path,
            line=_line_at_end(before),
        ) from error
    except (UnicodeError, ValueError) as error:
        raise ReadError(f"not {encoding}; name the right encoding", path=path) from error


def _line_at_end(before: str) -> int:
    return before.count("\n") + 1


def _explain(data: bytes, path: Path) -> tuple[Encoding | None, ReadError]:
    """Return the encoding in which a file is probably readable, if any, and the error that refuses the file."""
    if guess := stateful_encoding(data):
        return guess, ReadError(f"not UTF-8; {_advice(guess)}", path=path)
    try:
        data.decode("utf-8")
        fault, at = "contains NUL bytes", data.index(b"\0")
    except UnicodeDecodeError as error:
        fault, at = f"not UTF-8 (byte 0x{data[error.start]:02X})", error.start
    guess = likely_encoding(data, at)
    if guess is None and b"\0" in data:
        advice = "this is a binary file, not text"
    elif guess is None:
        advice = "convert it to UTF-8, or name its encoding"
    elif guess.python == "utf-8":
        guess, advice = None, "it is UTF-8 with damaged bytes; mend this line"
    else:
        advice = _advice(guess)
    return guess, ReadError(f"{fault}; {advice}", path=path, line=data.count(b"\n", 0, at) + 1)


def _advice(guess: Encoding) -> str:
    return (
        f"likely {guess.iconv}: convert it with `iconv -f {guess.iconv} -t UTF-8 IN > OUT`, "
        f"or give the encoding {guess.python}"
    )
