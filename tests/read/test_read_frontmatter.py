from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from align.model import ReadError
from align.read.frontmatter import front_matter

PATH = Path("fr/x.md")

TABLE = [
    ("no head", {}, "no head"),
    ("---\ntitle: The Barge\n---\nText", {"title": "The Barge"}, "\nText"),
    ("---\nTitle:  Spaced  \nURL: https://e.org/a#b\n---  \n", {"title": "Spaced", "url": "https://e.org/a#b"}, "\n"),
    ("---\na: \"q: \\\"x\\\" \\\\\"\nb: 'it''s'\n---", {"a": 'q: "x" \\', "b": "it's"}, ""),
    ('---\na: "open\nb: "x" and "y\nc: "\n---', {"a": '"open', "b": '"x" and "y', "c": '"'}, ""),
    ("---\ntags: [a, b]\nkey:\n---", {"tags": "[a, b]", "key": ""}, ""),
    ("---\ntags:\n  - a\n  - b\nby: me\n---", {"tags": "- a - b", "by": "me"}, ""),
    ("---\ntags:\n- a\n- b\n---", {"tags": "- a - b"}, ""),
    ("---\nabout: first\n  second\n\n# a remark\nоригинал: да\n---", {"about": "first second", "оригинал": "да"}, ""),
    ("---\n\nA rule, not a head.\n\n---\n", {}, "---\n\nA rule, not a head.\n\n---\n"),
    ("----\na: b\n---", {}, "----\na: b\n---"),
    ("\n---\na: b\n---", {}, "\n---\na: b\n---"),
    ("---", {}, "---"),
]


@pytest.mark.parametrize(("text", "metadata", "rest"), TABLE)
def test_front_matter(text: str, metadata: dict[str, str], rest: str) -> None:
    found, begin = front_matter(text, PATH)
    assert (found, text[begin:]) == (metadata, rest)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("---\na: b\nText.", "fr/x.md:1: front matter begins here and does not end"),
        ("---\na: b\nwords without a key\n---", "fr/x.md:3: not a `key: value` line"),
        ("---\na: b\nc:d\n---", "fr/x.md:3: not a `key: value` line"),
        ("---\na: b\n\nA: c\n---", 'fr/x.md:4: front matter gives "a" twice'),
    ],
)
def test_malformed(text: str, message: str) -> None:
    with pytest.raises(ReadError) as caught:
        front_matter(text, PATH)
    assert str(caught.value).startswith(message)


@given(st.text(st.sampled_from("-a:b \n\t#\"'"), max_size=40))
def test_anything_after_a_fence_is_read_or_refused(text: str) -> None:
    whole = "---\nkey: value\n" + text
    try:
        found, begin = front_matter(whole, PATH)
    except ReadError:
        return
    assert found["key"].startswith("value")
    assert whole[:begin].rstrip(" \t").endswith("\n---")
