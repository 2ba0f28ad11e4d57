"""The quotations of a text -> those that render words of the pivot differently from an earlier quotation."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.rule import Subject
    from align.result import TracedQuotation

_FEW = 3
"""Fewest words that count as a repetition."""
_STEM = 5
"""Letters at the beginning of a word that inflection does not change."""


def rewordings(subject: Subject) -> Iterator[tuple[TracedQuotation, TracedQuotation]]:
    """Yield a quotation and an earlier one of its version that renders the same words of the pivot differently.

    In the pivot, one of the two contains all words of the other in a row; in the version it does not.
    """
    # A quotation that runs on renders more than it should.
    cut = {side[0].key for pair in quoting.run_ons(subject) for side in pair}
    found = [
        (there, _stems(subject, here), _stems(subject, there))
        for here, there in quoting.groups(subject)
        if not {here[0].key, there[0].key} & cut
    ]
    for one, other in _sharing([ours for _, ours, _ in found]):
        (there, ours, theirs), (other_there, our_others, their_others) = found[one], found[other]
        if there[0].document != other_there[0].document:
            continue
        short, long = sorted(((ours, theirs), (our_others, their_others)), key=lambda words: len(words[0]))
        if len(short[0]) >= _FEW and _contains(long[0], short[0]) and set(short[1]) - set(long[1]):
            earlier, later = sorted((there[0], other_there[0]), key=lambda traced: traced.quotation.span)
            yield later, earlier


def _sharing(runs: Sequence[Sequence[str]]) -> list[tuple[int, int]]:
    """Return the numbers of each two runs of words of which one contains the first few words of the other."""
    holding: dict[tuple[str, ...], list[int]] = {}
    for number, run in enumerate(runs):
        for few in {tuple(run[k : k + _FEW]) for k in range(len(run) - _FEW + 1)}:
            holding.setdefault(few, []).append(number)
    pairs = ((one, other) for one, run in enumerate(runs) for other in holding.get(tuple(run[:_FEW]), ()))
    return sorted({(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]})


def _stems(subject: Subject, side: Sequence[TracedQuotation]) -> list[str]:
    """Return the words of some quotations without their endings."""
    spoken = " ".join(quoting.words(subject, traced.document, traced.quotation.span) for traced in side)
    return [word[:_STEM] for word in re.findall(r"[^\W_]{3,}", spoken.lower())]


def _contains(words: Sequence[str], run: Sequence[str]) -> bool:
    return any(list(words[k : k + len(run)]) == list(run) for k in range(len(words) - len(run) + 1))
