"""The head of a text file: `key: value` lines between two lines of three hyphens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.model import ReadError

if TYPE_CHECKING:
    from pathlib import Path

_BEGIN = re.compile(r"-{3}[ \t]*\n")
_END = re.compile(r"^-{3}[ \t]*$", re.MULTILINE)
_KEY = re.compile(r"\w[\w .-]*")
_CONTINUED = re.compile(r"[ \t]+\S|-[ \t]+\S")


def front_matter(text: str, path: Path) -> tuple[dict[str, str], int]:
    """Return what the front matter says, keys in lower case, and the offset at which the text proper begins.

    A file has front matter when its first line is `---` and its second has the form `key: value`; so a rule at the
    head of a text is not taken for it. The style is YAML's, but every value is one string: quotation marks round it
    are taken off, and lists, nested keys and folded lines are kept as they stand, their lines joined by a space.
    Blank lines and lines that begin with # say nothing. Raises ReadError, with the line, for anything else, for a
    key given twice and for a missing end.
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
        if key and _CONTINUED.match(line):
            found[key] = f"{found[key]} {line.strip()}".strip()
            continue
        entry = _entry(line)
        if not entry:
            raise ReadError(
                "not a `key: value` line; front matter takes no others up to its end, `---`", path=path, line=number
            )
        key, value = entry
        if key in found:
            raise ReadError(f'front matter gives "{key}" twice', path=path, line=number)
        found[key] = value
    return {name: _unquoted(value) for name, value in found.items()}, end.end()


def _line_end(text: str, start: int) -> int:
    end = text.find("\n", start)
    return len(text) if end < 0 else end


def _entry(line: str) -> tuple[str, str] | None:
    key, colon, value = line.partition(":")
    if not colon or not _KEY.fullmatch(key) or (value and not value[0].isspace()):
        return None
    return key.strip().lower(), value.strip()


def _unquoted(value: str) -> str:
    if len(value) > 1 and value[0] == value[-1] == '"':
        return re.sub(r'\\(["\\])', r"\1", value[1:-1])
    if len(value) > 1 and value[0] == value[-1] == "'":
        return value[1:-1].replace("''", "'")
    return value
