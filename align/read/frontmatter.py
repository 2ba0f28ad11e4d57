"""Front matter of a text file: `key: value` lines at its head, between two lines of three hyphens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.model import ReadError

if TYPE_CHECKING:
    from pathlib import Path

_BEGIN = re.compile(r"-{3}[ \t]*\n")
_END = re.compile(r"^-{3}[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"\w[\w .-]*")
_CONTINUATION = re.compile(r"[ \t]+\S|-[ \t]+\S")


def front_matter(text: str, path: Path) -> tuple[dict[str, str], int]:
    """Return the values of the front matter by key, and the offset at which the text itself begins.

    A file has front matter if its first line is `---` and its second has the form `key: value`; a horizontal rule at
    the head of a text is none. The style is YAML's, but every value is one string, without quotation marks round it;
    the lines of a list, of nested keys and of folded text are kept and joined by a space. Blank lines and lines that
    begin with # are skipped. Keys are in lower case.

    Raises ReadError, with the line, for any other line, for a repeated key and for a missing end.
    """
    begin = _BEGIN.match(text)
    if not begin or not _entry(text[begin.end() : _line_end(text, begin.end())]):
        return {}, 0
    end = _END.search(text, begin.end())
    if not end:
        raise ReadError("front matter begins here and does not end; close it with a line `---`", path=path, line=1)
    found: dict[str, str] = {}
    key = ""
    for number, line in enumerate(text[begin.end() : end.start()].splitlines(), 2):
        if not line.strip() or line.startswith("#"):
            continue
        if key and _CONTINUATION.match(line):
            found[key] = f"{found[key]} {line.strip()}".strip()
            continue
        entry = _entry(line)
        if not entry:
            raise ReadError(
                "not a `key: value` line; front matter has no other lines up to its end, `---`", path=path, line=number
            )
        key, value = entry
        if key in found:
            raise ReadError(f'front matter gives "{key}" twice', path=path, line=number)
        found[key] = value
    return {name: _unquote(value) for name, value in found.items()}, end.end()


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _entry(line: str) -> tuple[str, str] | None:
    key, colon, value = line.partition(":")
    if not colon or not _KEY.fullmatch(key) or (value and not value[0].isspace()):
        return None
    return key.strip().lower(), value.strip()


def _unquote(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
