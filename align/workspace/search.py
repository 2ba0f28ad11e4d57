"""Words in any language -> the places in the texts of a project that say the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align import read
from align.locate.find import find
from align.model import UsageError, plain
from align.workspace.arguments import check_words, list_names
from align.workspace.indexes import cached_index

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from align.locate import SourceIndex
    from align.model import Document
    from align.workspace.bench import Workbench

_LEAST = 0.1
"""Least confidence of a place that is returned."""
_CONTEXT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place in a text, ready to be shown."""

    path: str
    line: int
    """From 1."""
    document: str
    """Id of the document."""
    lang: str
    start: int
    """First code point in the text of the document."""
    end: int
    """One past the last."""
    confidence: float
    before: str
    """Words before it, with the space between if the text has one."""
    text: str
    after: str
    """Words after it, likewise."""


def find_words(
    bench: Workbench, words: str, *, langs: Iterable[str] = (), limit: int | None = None
) -> tuple[Found, ...]:
    """Find words in the texts of the project, or in its texts in some languages; the most probable place first.

    `limit` is the largest number of places.
    """
    check_words(words)
    if limit is not None and (not isinstance(limit, int) or limit < 1):
        raise UsageError(f"limit is a number of places, at least 1, not {limit}")
    project = read.find_project(bench.root)
    versions = [version for text in (*project.texts, *project.sources) for version in text.versions]
    known = {version.lang for version in versions}
    tags: set[str] = set()
    for lang in list_names(langs, "languages"):
        tags |= _languages(lang, known)
    chosen = [version for version in versions if not tags or version.lang in tags]
    documents: dict[str, Document] = {}
    indexes: defaultdict[str, list[SourceIndex]] = defaultdict(list)
    for number, version in enumerate(chosen):
        bench.listener.progress("searching", number, len(chosen))
        document = read.read_document(
            version.path,
            id=version.id,
            lang=version.lang,
            encoding=bench.encoding,
            root=bench.root,
            warn=bench.listener.warn,
        )
        documents[document.id] = document
        indexes[document.lang].append(cached_index(bench, document))
    # Texts of one language are rivals; translations of each other are not.
    hits = [hit for some in indexes.values() for hit in find(words, some, bench.encoder, least=_LEAST)]
    found = [_found(documents[hit.document], hit.span.start, hit.span.end, hit.confidence) for hit in hits]
    bench.listener.progress("searching", len(chosen), len(chosen))
    return tuple(sorted(found, key=lambda one: (-one.confidence, one.document, one.start))[:limit])


def _languages(lang: str, known: Collection[str]) -> set[str]:
    """Return the known languages that a tag means: itself, or else those of the same primary language.

    Raises:
        UsageError: There are none.

    """
    tag = read.language_tag(lang) or lang
    if tag in known:
        return {tag}
    primary = tag.partition("-")[0]
    if not (same := {each for each in known if each.partition("-")[0] == primary}):
        raise UsageError(f'no text is in "{lang}"; known are {", ".join(sorted(known))}')
    return same


def _found(document: Document, start: int, end: int, confidence: float) -> Found:
    text = document.text
    before, after = text[max(0, start - _CONTEXT) : start], text[end : end + _CONTEXT]
    return Found(
        path=document.path,
        line=document.origin.position(start)[0],
        document=document.id,
        lang=document.lang,
        start=start,
        end=end,
        confidence=round(confidence, 4),
        before=plain(before) + " " * before[-1:].isspace(),
        text=plain(text[start:end]),
        after=" " * after[:1].isspace() + plain(after),
    )
