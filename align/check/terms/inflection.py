"""Terms of a glossary and a text -> where the terms stand in it, in any inflection."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

import regex

from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.model import Term

_WORD = regex.compile(r"[\p{L}\p{M}\p{N}]+")
_KEY = 2
"""First letters of a word by which terms are looked up."""
_STEM = 3
"""First letters of a word that inflection never changes."""
_ADDED = 3
"""Most letters that inflection adds."""
_CYRILLIC = regex.compile(r"\p{Cyrillic}")
_CASE = regex.compile(r"[аеёиоуыэюяйь]{1,2}$", regex.IGNORECASE)
"""The ending of a Russian word in a glossary, in the nominative."""
_CASES = regex.compile(rf"[аеёиоуыэюяйьмхвг]{{0,{_ADDED}}}", regex.IGNORECASE)
"""The endings of the other cases."""
_PLURAL = regex.compile(r"(?:e?s|x)?", regex.IGNORECASE)
"""The plural endings of French and English."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Rendering:
    """A rendering of a term, word by word."""

    term: int
    words: tuple[str, ...]


class TermFinder:
    """Finds the renderings of terms in texts of one language.

    A word counts as an inflection of another if it differs only by the ending of a case or a plural; leniently, if both
    begin with the same letters. It must have a capital if the word of the glossary has one.
    """

    def __init__(self, terms: Sequence[Term], lang: str, *, lenient: bool) -> None:
        """Take the terms and the BCP 47 tag of the language; a term without a rendering in it is never found."""
        self._lenient = lenient
        self._by_key: defaultdict[str, list[_Rendering]] = defaultdict(list)
        for number, term in enumerate(terms):
            for rendering in term.renderings.get(lang, ()) or term.renderings.get(lang.partition("-")[0], ()):
                if words := tuple(_WORD.findall(rendering)):
                    self._by_key[words[0][:_KEY].casefold()].append(_Rendering(term=number, words=words))

    def find(self, text: str) -> Iterator[tuple[int, CharSpan]]:
        """Yield the index of each term in a text with its span; if several begin at one place, only the longest."""
        found = list(_WORD.finditer(text))
        at = 0
        while at < len(found):
            fitting = [
                rendering
                for rendering in self._by_key.get(found[at][0][:_KEY].casefold(), ())
                if self._fits(rendering, [match[0] for match in found[at : at + len(rendering.words)]])
            ]
            length = max((len(rendering.words) for rendering in fitting), default=1)
            for rendering in fitting:
                if len(rendering.words) == length:
                    yield rendering.term, CharSpan(start=found[at].start(), end=found[at + length - 1].end())
            at += length

    def _fits(self, rendering: _Rendering, words: Sequence[str]) -> bool:
        return len(words) == len(rendering.words) and all(map(self._inflects, rendering.words, words))

    def _inflects(self, wanted: str, word: str) -> bool:
        if wanted[0].isupper() and not word[0].isupper():
            return False
        cyrillic = bool(_CYRILLIC.search(wanted))
        if self._lenient:
            end = len(wanted) - (2 if cyrillic else 1)
            fits = len(word) <= len(wanted) + _ADDED
        else:
            end = len(_CASE.sub("", wanted)) if cyrillic else len(wanted)
            fits = bool((_CASES if cyrillic else _PLURAL).fullmatch(word[max(_STEM, end) :]))
        return fits and word.casefold().startswith(wanted[: max(_STEM, end)].casefold())
