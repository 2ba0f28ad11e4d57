"""The text of a sentence -> its clauses; those of a document -> vectors, and whether they can be compared."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.bitext.similarity import RUN, Encoded

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from align.vectors import Runs

_TOGETHER = r"\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff"
_WORD = re.compile(rf"[{_TOGETHER}]{{1,2}}|[^\W_{_TOGETHER}]{{1,100}}")
"""A word; two signs of a script that does not set words apart."""
_CUT = re.compile(r"(?<=[,;:!?….،؛؟])\s|(?<=[、，；：！？。])|\s(?=[-–—\"«“„(\[])")
"""Where a sentence may be cut: after a mark of punctuation, and before dashes, quotation marks and brackets."""

_SELDOM = 0.5
"""A document is cut seldom that has sentences of several clauses at less than this times the rate of the other."""
_SEEN_BEFORE = 5
"""Sentences that each document is taken to have more, as often cut as both are together: a few tell little."""


def clauses(text: str, least: int = 1) -> list[str]:
    """Cut a sentence into clauses of at least so many words each; it is one clause if it has no words."""
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


def encoded(texts: Sequence[str], runs: Callable[[Sequence[str], int], Runs]) -> Encoded:
    """Return the vectors of a document whose segments have these texts; `runs` is that of an encoder."""
    texts = lowered(texts)
    whole = runs(texts, RUN)
    outer = whole[:, [0, 0]]
    cut = [clauses(text) for text in texts]
    several = [k for k, found in enumerate(cut) if len(found) > 1]
    if several:
        # Clauses go through what makes runs, which may remember them.
        found = runs([cut[k][end] for k in several for end in (0, -1)], 1)
        outer[several] = found.reshape(len(several), 2, found.shape[2])
    return Encoded(runs=whole, outer=outer)


def lowered(texts: Sequence[str]) -> Sequence[str]:
    """Return the texts of a document in capitals as if it were not, for encoders know words by their small letters."""
    if 2 * sum(text.isupper() for text in texts) <= len(texts):
        return texts
    return [text.capitalize() for text in texts]


def undivided(vectors: Encoded) -> Encoded:
    """Return the vectors of the same document as if each of its segments were one clause."""
    return Encoded(runs=vectors.runs, outer=vectors.runs[:, [0, 0]])


def divided_alike(src: Encoded, tgt: Encoded) -> bool:
    """Tell whether both documents are cut into clauses, or neither is.

    Where one lacks punctuation, as a transcript does, its sentences would be held against clauses.
    """
    several, every = ([count(side.outer) for side in (src, tgt)] for count in (_several, len))
    rate = sum(several) / sum(every)
    few, many = sorted((k + rate * _SEEN_BEFORE) / (n + _SEEN_BEFORE) for k, n in zip(several, every, strict=True))
    return few >= _SELDOM * many


def _several(outer: Runs) -> int:
    """Return how many segments have more than one clause."""
    return int((outer[:, 0] != outer[:, 1]).any(axis=1).sum())


def _words(text: str) -> int:
    return len(_WORD.findall(text))
