"""Text -> the web and mail addresses in it; two addresses -> whether they lead to the same page."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from align.lang.facts.model import Fact, FactKind
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

_ADDRESS = re.compile(
    r"(?P<web>(?:https?://|www\.)[^\s<>«»“”\"|]{1,2000})|(?P<mail>[\w.+-]{1,64}@[\w-]{1,64}(?:\.[\w-]{1,64}){1,8})",
    re.IGNORECASE,
)
_CLOSING = {")": "(", "]": "[", "}": "{"}
_LANGUAGE = re.compile(r"[a-z]{2}(?:-[a-z]{2})?")


def addresses(text: str) -> Iterator[Fact]:
    """Yield the addresses of a text, without the punctuation that follows them."""
    for match in _ADDRESS.finditer(text):
        words = match[0]
        while words and (words[-1] in ".,;:!?'’…*_" or _ends_with_unopened(words)):
            words = words[:-1]
        if words:
            span = CharSpan(start=match.start(), end=match.start() + len(words))
            yield Fact(kind=FactKind.ADDRESS, span=span, value=words)


def _ends_with_unopened(words: str) -> bool:
    opening = _CLOSING.get(words[-1])
    return opening is not None and words.count(opening) < words.count(words[-1])


def same_address(a: str, b: str) -> bool:
    """Tell whether two addresses lead to the same page, or to the same site in two languages.

    The scheme, "www.", capitals of the host, percent encoding and a final slash do not matter. If the addresses of one
    site differ first in a language code ("fr" against "en"), the parts after it may be translated.
    """
    (host, path), (other_host, other_path) = _parts(a), _parts(b)
    if (host, path) == (other_host, other_path):
        return True
    if host == other_host:
        return _differ_by_language(path.split("/"), other_path.split("/"))
    return (
        _differ_by_language(host.split("."), other_host.split("."))
        and host.partition(".")[2] == other_host.partition(".")[2]
    )


def _parts(address: str) -> tuple[str, str]:
    if "@" in address and "/" not in address:
        return address.lower(), ""
    try:
        parsed = urlsplit(address if "://" in address else f"//{address}")
    except ValueError:  # A bracket in the host: compare the address as it is.
        return address, ""
    path = unquote(f"{parsed.path.rstrip('/')}?{parsed.query}#{parsed.fragment}")
    return parsed.netloc.lower().removeprefix("www."), path


def _differ_by_language(parts: list[str], others: list[str]) -> bool:
    """Tell whether the first pair of different parts consists of two language codes."""
    differing = next(((one, other) for one, other in zip(parts, others, strict=False) if one != other), ("", ""))
    return all(_LANGUAGE.fullmatch(part) for part in differing)
