"""A sentence -> its clauses; a document -> the vectors of its runs and outer clauses."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.bitext.similarity import RUN, DocumentVectors

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from align.vectors import RunVectors

_TOGETHER = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_TOGETHER}]{{1,2}}|[^\W_{_TOGETHER}]{{1,100}}")
"""A word, or two characters of a script without spaces between words."""
_CUT = re.compile(r"(?<=[,;:!?….،؛؟])\s|(?<=[、，；：！？。])|\s(?=[-–—\"«“„(\[])")
"""Where a sentence may be cut: after punctuation, and before dashes, quotation marks and brackets."""

_SELDOM = 0.5
"""Least ratio of two documents' rates of sentences with several clauses for their clauses to be compared."""
_SEEN_BEFORE = 5
"""Imagined further sentences, cut at the joint rate, that smooth these rates in short documents."""


def clauses(text: str, least: int = 1) -> list[str]:
    """Cut a sentence into clauses of at least `least` words each; a sentence without words is one clause."""
    out: list[str] = []
    for piece in filter(_WORD.search, _CUT.split(text)):
        if out and _words(out[-1]) < least:
            out[-1] += f" {piece}"
        else:
            out.append(piece)
    if len(out) > 1 and _words(out[-1]) < least:
        last = out.pop()
        out[-1] += f" {last}"
    return out or [text]


def encode_document(texts: Sequence[str], runs: Callable[[Sequence[str], int], RunVectors]) -> DocumentVectors:
    """Return the vectors of a document, given the texts of its segments and the `runs` method of an encoder."""
    texts = lower_capitals(texts)
    whole = runs(texts, RUN)
    outer = whole[:, [0, 0]]
    cut = [clauses(text) for text in texts]
    several = [k for k, found in enumerate(cut) if len(found) > 1]
    if several:
        # `runs` encodes the clauses too, because it may be cached.
        found = runs([cut[k][end] for k in several for end in (0, -1)], 1)
        outer[several] = found.reshape(len(several), 2, found.shape[2])
    return DocumentVectors(runs=whole, outer=outer)


def lower_capitals(texts: Sequence[str]) -> Sequence[str]:
    """Return the texts, in small letters if most are in capitals: encoders know words in small letters better."""
    if 2 * sum(text.isupper() for text in texts) <= len(texts):
        return texts
    return [text.capitalize() for text in texts]


def merge_clauses(vectors: DocumentVectors) -> DocumentVectors:
    """Return the vectors of the same document with each segment taken as one clause."""
    return DocumentVectors(runs=vectors.runs, outer=vectors.runs[:, [0, 0]])


def have_similar_clause_rates(src: DocumentVectors, tgt: DocumentVectors) -> bool:
    """Say whether the sentences of two documents were cut into clauses about equally often.

    Where one document lacks punctuation, as a transcript does, its sentences would be compared with clauses.
    """
    several, every = ([count(side.outer) for side in (src, tgt)] for count in (_count_divided, len))
    rate = sum(several) / sum(every)
    few, many = sorted((k + rate * _SEEN_BEFORE) / (n + _SEEN_BEFORE) for k, n in zip(several, every, strict=True))
    return few >= _SELDOM * many


def _count_divided(outer: RunVectors) -> int:
    """Count the segments that have more than one clause."""
    return int((outer[:, 0] != outer[:, 1]).any(axis=1).sum())


def _words(text: str) -> int:
    return len(_WORD.findall(text))
