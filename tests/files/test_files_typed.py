from __future__ import annotations

import tomllib

import msgspec
import pytest
from msgspec import Struct

from align.files.typed import convert_toml, explain


class Inner(Struct, forbid_unknown_fields=True):
    number: int
    share: float | None = None


class Outer(Struct):
    inner: Inner
    names: tuple[str, ...] = ()
    table: dict[str, dict[str, str]] = {}


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("[]", "the line must be an object, not a list"),
        ("{}", "inner is missing"),
        ('{"inner": {}}', "inner.number is missing"),
        ('{"inner": {"number": "1"}}', "inner.number must be a whole number, not a string"),
        ('{"inner": {"number": 1, "share": "1"}}', "inner.share must be a number or null, not a string"),
        ('{"inner": {"number": 1, "more": 1}}', '"inner.more" is not known here; it may come from a later version'),
        ('{"inner": {"number": 1}, "names": ["a", null]}', "names[1] must be a string, not null"),
        ("{", "Input data was truncated"),
    ],
)
def test_a_fault_of_json_is_explained_by_its_key(line: str, message: str) -> None:
    with pytest.raises(msgspec.DecodeError) as error:
        msgspec.json.decode(line, type=Outer)
    assert explain(error.value).startswith(message)


def test_other_errors_are_left_as_they_are() -> None:
    assert explain(ValueError("Expected `int` - at `$.a`")) == "Expected `int` - at `$.a`"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("inner = 1", "inner must be a table, written [inner]"),
        ("[inner]\nnumber = 1.5", "inner.number must be a whole number, not a number"),
        ("[inner]\nnumber = 1\nmore = 1", 'unknown key "inner.more"'),
        ("[inner]\nnumber = 1\n[table]\na = {b = 'c'}\nd = 'e'", "table.d must be a table, written [table.d]"),
        (
            "[inner]\nnumber = 1\n[table.'a.b']\nc = 'd'\n[table.e]\nf = 'g'\nh = 1",
            'table.e.h must be a string, written "..."',
        ),
        ("names = 'a'\n[inner]\nnumber = 1", "names must be a list, written [...]"),
    ],
)
def test_a_fault_of_toml_is_explained_by_its_key_and_a_remedy(text: str, message: str) -> None:
    with pytest.raises(ValueError) as error:  # noqa: PT011 - the next line compares all of it
        convert_toml(tomllib.loads(text), Outer)
    assert str(error.value) == message


def test_what_has_no_key_is_named() -> None:
    with pytest.raises(ValueError, match=r"^entry 1 must be a table$"):
        convert_toml(3, Inner, whole="entry 1")
