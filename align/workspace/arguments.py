"""What callers give -> what the use cases take; raises `UsageError`, in one line, for what cannot be meant."""

from __future__ import annotations

import unicodedata
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from align.model import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable

Item = TypeVar("Item")

_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Zs", "Zl", "Zp"})
"""Categories of characters that nobody sees: control and format characters, halves of a pair, spaces."""


def list_names(names: Iterable[str], what: str) -> tuple[str, ...]:
    """Return codes or languages; a string alone is one of them. `what` names them for people ("languages")."""
    given = (names,) if isinstance(names, str) else tuple(_items(names, f"{what} are a list of strings"))
    for name in given:
        if not isinstance(name, str):
            raise UsageError(f"{what} are strings, and {_kind(name)} is among them")
    return given


def list_paths(paths: Iterable[Path | str], what: str) -> tuple[Path, ...]:
    """Return files; a single path is refused, since it may be meant as a list of one or by mistake."""
    if isinstance(paths, (str, Path)):
        raise UsageError(f'{what} are a list of files: ["{paths}"], not "{paths}"')
    given = tuple(_items(paths, f"{what} are a list of files"))
    for path in given:
        if not isinstance(path, (str, Path)):
            raise UsageError(f"{what} are files, and {_kind(path)} is among them")
    return tuple(map(Path, given))


def list_sentences(texts: Iterable[str], name: str) -> tuple[str, ...]:
    """Return sentences, each a string with something to see; `name` is that of the argument."""
    if isinstance(texts, (str, bytes)):
        raise UsageError(f"{name} is one string; give a list of sentences")
    given = tuple(_items(texts, f"{name} is a list of sentences"))
    for number, text in enumerate(given):
        if not isinstance(text, str):
            raise UsageError(f"{name}[{number}] is {_kind(text)}; give a string for each sentence")
        if all(unicodedata.category(char) in _UNSEEN for char in text):
            raise UsageError(f"{name}[{number}] has no words; leave empty sentences out")
        if any("\ud800" <= char <= "\udfff" for char in text):
            raise UsageError(f"{name}[{number}] has half a character (a lone surrogate); decode the text anew")
    return given


def language_pair(pair: tuple[str, str] | str) -> tuple[str, str]:
    """Return two languages, given as such or as "fr:en"."""
    match list_names(pair.split(":") if isinstance(pair, str) else pair, "languages"):
        case (src, tgt) if (src and tgt) or not isinstance(pair, str):
            return src, tgt
        case names:
            raise UsageError(f'"{":".join(names)}" is not a pair of languages; write fr:en')


def check_words(words: str) -> None:
    """Check that there are words to look for."""
    if not isinstance(words, str) or not any(map(str.isalnum, words)):
        raise UsageError('say in words what to look for: align find "the barge sank" texts')


def _items(given: Iterable[Item], rule: str) -> Iterable[Item]:
    try:
        return iter(given)
    except TypeError:
        raise UsageError(f"{rule}, not {_kind(given)}") from None


def _kind(value: object) -> str:
    name = type(value).__name__
    return "None" if value is None else f"{'an' if name[0].lower() in 'aeiou' else 'a'} {name}"
