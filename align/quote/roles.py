"""One character of a block and its surroundings -> an opening quotation mark, a closing one, or neither."""

from __future__ import annotations

from bisect import bisect_right
from enum import Enum
from typing import TYPE_CHECKING

import regex

if TYPE_CHECKING:
    from align.lang.quotes import QuoteRules
    from align.model import CharSpan

APOSTROPHES = "'’"
_OPENING_NEIGHBOURS = frozenset("([{/—–-«“„‘‚‹\"'")
_CLOSING_NEIGHBOURS = frozenset(".,;:!?…)]}/—–-»”’›“\"'[(¹²³⁰⁴⁵⁶⁷⁸⁹،؛؟。，、！？：；」』）】")
_DECADE = regex.compile(r"\d\d?0?s\b")
# "dogs’ ears" and "goin’ home": a word that may end with an apostrophe, and another word after it.
_DROPPED_END = regex.compile(r"(?:s|in)$")
_NEXT_WORD = regex.compile(r"\s\p{Ll}")
# "rock ’n’ roll": a word that begins with an apostrophe, up to the current mark.
_ELIDED = regex.compile(r"['’](\p{L}+)$")
_LETTERS = regex.compile(r"\p{L}*")
_UNSPACED = regex.compile(r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]")
"""Letters of scripts without spaces, which a mark may touch on both sides."""
_GERSHAYIM = regex.compile(r"(?<=\p{Hebrew})[\"״”](?=\p{Hebrew}(?!\p{Hebrew}))")
"""The mark before the last letter of a Hebrew abbreviation or number: צה"ל."""


class Role(Enum):
    """The role of a character."""

    OPEN = "open"
    CLOSE = "close"
    NEITHER = "neither"


class Roles:
    """The roles of the characters of one block."""

    def __init__(self, text: str, span: CharSpan, rules: QuoteRules) -> None:
        self._text = text
        self._start, self._end = span.start, span.end
        self._rules = rules
        self._openers = frozenset(opener for opener, _ in rules.pairs)
        self._closers = frozenset("".join(closers for _, closers in rules.pairs))
        block = span.slice(text)
        # For look-ahead: offsets of possible closing single marks, and of the beginnings of single quotations.
        self._single_closers = [span.start + m.start() for m in regex.finditer(r"(?<=\S)['’](?![\p{L}\p{N}])", block)]
        self._single_openers = [span.start + m.start() for m in regex.finditer(r"‘|(?<![^\s(\[«“\"])'(?=\S)", block)]

    def of(self, at: int, top: str, expected: str) -> Role:
        """Return the role of the character at an offset.

        `top` lists the marks that close the innermost open quotation, `expected` those that close any open one.
        """
        char = self._text[at]
        if char in APOSTROPHES:
            return self._apostrophe(at, top)
        if _GERSHAYIM.match(self._text, at):
            return Role.NEITHER
        if char == "‘" and _DECADE.match(self._text, at + 1, self._end):
            return Role.NEITHER
        opens, closes = char in self._openers, char in self._closers
        if opens and closes:
            return self._by_context(at, top, expected)
        return Role.OPEN if opens else Role.CLOSE if closes else Role.NEITHER

    def _neighbours(self, at: int) -> tuple[str, str]:
        """Return the characters before and after an offset, or a space at the edge of the block."""
        left = self._text[at - 1] if at > self._start else " "
        right = self._text[at + 1] if at + 1 < self._end else " "
        return left, right

    def _leans(self, at: int) -> tuple[bool, bool]:
        """Tell whether the neighbours of a mark fit an opening mark, and whether they fit a closing one."""
        left, right = self._neighbours(at)
        opening = (left.isspace() or left in _OPENING_NEIGHBOURS) and not right.isspace()
        closing = not left.isspace() and (right.isspace() or right in _CLOSING_NEIGHBOURS)
        return opening, closing

    def _by_context(self, at: int, top: str, expected: str) -> Role:
        char = self._text[at]
        opening, closing = self._leans(at)
        # Inches and seconds: 12".
        number = char == '"' and self._neighbours(at)[0].isdigit()
        if opening and not closing:
            return Role.OPEN
        if closing and not opening and char in expected:
            return Role.CLOSE
        if number and char not in top:
            return Role.NEITHER
        if closing and not opening:
            return Role.CLOSE
        return Role.CLOSE if char in top else Role.OPEN

    def _apostrophe(self, at: int, top: str) -> Role:
        char = self._text[at]
        left, right = self._neighbours(at)
        unspaced = _UNSPACED.match(right)
        if char in top and not left.isspace() and (unspaced or not right.isalnum()) and not self._is_omission(at):
            return Role.CLOSE
        if char not in self._openers or left.isalnum() or not (right.isalpha() or right in _OPENING_NEIGHBOURS):
            return Role.NEITHER
        opening, _ = self._leans(at)
        word = _LETTERS.match(self._text, at + 1, self._end)
        if not opening or (word and word[0].lower() in self._rules.elisions):
            return Role.NEITHER
        return Role.OPEN if self._next(self._single_closers, at + 1) is not None else Role.NEITHER

    def _is_omission(self, at: int) -> bool:
        """Tell whether a possible closing mark is an apostrophe for omitted letters, and another mark closes."""
        head = self._text[max(self._start, at - 6) : at]
        tail = self._text[at + 1 : min(self._end, at + 3)]
        elided = _ELIDED.search(head)
        if elided and elided[1].lower() in self._rules.elisions:
            return True
        if not _DROPPED_END.search(head) or not _NEXT_WORD.match(tail):
            return False
        closer, opener = self._next(self._single_closers, at), self._next(self._single_openers, at)
        return closer is not None and (opener is None or closer < opener)

    @staticmethod
    def _next(offsets: list[int], at: int) -> int | None:
        k = bisect_right(offsets, at)
        return offsets[k] if k < len(offsets) else None
