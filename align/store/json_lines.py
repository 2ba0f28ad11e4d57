"""A line of JSON -> its value."""

from __future__ import annotations

import json


def parse_line(line: str) -> object:
    """Return the value of a line of JSON.

    Raises `ValueError` for what is none, and for half a character, which JSON can spell and no file can hold;
    `RecursionError` where it nests too deep.
    """
    value: object = json.loads(line)
    if "\\ud" in line or "\\uD" in line:
        json.dumps(value, ensure_ascii=False).encode()
    return value
