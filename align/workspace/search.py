"""The use case of a search: words in any language -> where the texts of a project say the same."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align import read
from align.locate.find import find
from align.model import UsageError, plain
from align.workspace.indexes import kept_index

if TYPE_CHECKING:
    from collections.abc import Collection
    from pathlib import Path

    from align.listener import Listener
    from align.locate import SourceIndex
    from align.model import Document
    from align.workspace.aligner import Aligner

_LEAST = 0.1
"""Least confidence of what is told."""
_CONTEXT = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """A place, ready to be shown."""

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
    """What stands before it, with the space between them where there is one."""
    text: str
    after: str
    """What follows, likewise."""


def find_words(
    root: Path,
    words: str,
    aligner: Aligner,
    listener: Listener,
    *,
    langs: Collection[str] = (),
    encoding: str | None = None,
) -> tuple[Found, ...]:
    """Return where the texts of a project, or those in some languages, say what some words say; most probable first."""
    if not any(map(str.isalnum, words)):
        raise UsageError('say in words what to look for: align find "the barge sank" texts')
    project = read.find_project(root)
    versions = [version for text in (*project.texts, *project.sources) for version in text.versions]
    tags = {read.language_tag(lang) or lang for lang in langs}
    if unknown := tags - {version.lang for version in versions}:
        raise UsageError(f'no text is in "{min(unknown)}"; there are {", ".join(sorted({v.lang for v in versions}))}')
    chosen = [version for version in versions if not tags or version.lang in tags]
    documents: dict[str, Document] = {}
    indexes: defaultdict[str, list[SourceIndex]] = defaultdict(list)
    for number, version in enumerate(chosen):
        listener.progress("searching", number, len(chosen))
        document = read.read_document(version.path, id=version.id, lang=version.lang, encoding=encoding, root=root)
        documents[document.id] = document
        indexes[document.lang].append(kept_index(document, aligner))
    # Texts of one language are rivals; translations of each other are not.
    hits = [hit for some in indexes.values() for hit in find(words, some, aligner.encoder, least=_LEAST)]
    found = [_found(documents[hit.document], hit.span.start, hit.span.end, hit.confidence) for hit in hits]
    listener.progress("searching", len(chosen), len(chosen))
    return tuple(sorted(found, key=lambda one: (-one.confidence, one.document, one.start)))


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
