"""Bring decoded text to the form the package works on (NFC, LF, nothing invisible), offsets kept."""

from __future__ import annotations

import re
import unicodedata

import regex

from align.read.traced import Traced, Weaver

_LINE_ENDS = "\x85\u2028\u2029"  # next line, line separator, paragraph separator
_PAGE_ENDS = "\x0b\x0c"  # vertical tab, form feed
# Controls other than white space, soft hyphen, zero-width space, word joiner, byte order mark, unpaired surrogates.
_INVISIBLE = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff]"
# Joiners shape Arabic, Indic and other scripts and bind emoji. After a Latin, Greek or Cyrillic letter, a space
# or a punctuation mark they do nothing.
_IDLE_JOINER = "(?<![\u0590-\u1dff\u2600-\U0010ffff])[\u200c\u200d]"
_DROPPED = f"{_INVISIBLE}|{_IDLE_JOINER}"

_ANY_LINE_END = re.compile(f"\r\n?|[\n{_LINE_ENDS}]")
_PLAIN_LINE_END = re.compile("\r\n?|\n")
_REWRITTEN = re.compile(f"(?P<line>\r\n?|[{_LINE_ENDS}])|(?P<space>[{_PAGE_ENDS}])|{_DROPPED}")
_REWRITTEN_PLAIN = re.compile(f"(?P<line>\r\n?)|(?P<space>[{_PAGE_ENDS}{_LINE_ENDS}])|{_DROPPED}")

# Code points that composition may change or join to what precedes them (UAX 15, section 9).
_UNSETTLED = regex.compile(r"[\P{NFC_QC=Y}\P{ccc=0}]+")


def line_starts(decoded: str, *, plain: bool = False) -> tuple[int, ...]:
    """Return the offsets at which the lines of a decoded file begin.

    With `plain`, only CR, LF and CRLF end a line, as most programs count; otherwise NEL, LS and PS do too.
    """
    pattern = _PLAIN_LINE_END if plain else _ANY_LINE_END
    return (0, *(match.end() for match in pattern.finditer(decoded)))


def normalise(source: Traced, *, plain: bool = False) -> Traced:
    """Make every line end LF, drop invisible characters and compose to NFC.

    Line ends are CR, LF, CRLF, NEL, LS and PS; with `plain` the last three become a space. Form feed and vertical
    tab become a space. No-break spaces, tabs and the joiners that a script needs stay.
    """
    return _composed(_rewritten(source, _REWRITTEN_PLAIN if plain else _REWRITTEN))


def _rewritten(source: Traced, pattern: re.Pattern[str]) -> Traced:
    if not pattern.search(source.text):
        return source
    weaver, done = Weaver(), 0
    for match in pattern.finditer(source.text):
        weaver.copy(source, done, match.start())
        if match["line"] or match["space"]:
            weaver.put("\n" if match["line"] else " ", source.at(match.start()))
        done = match.end()
    weaver.copy(source, done, len(source.text))
    return weaver.done()


def _composed(source: Traced) -> Traced:
    if unicodedata.is_normalized("NFC", source.text):
        return source
    weaver, done = Weaver(), 0
    for match in _UNSETTLED.finditer(source.text):
        start = max(match.start() - 1, done)  # The letter that the marks stand on.
        weaver.copy(source, done, start)
        done = match.end()
        for k, char in enumerate(unicodedata.normalize("NFC", source.text[start:done])):
            weaver.put(char, source.at(min(start + k, done - 1)))
    weaver.copy(source, done, len(source.text))
    return weaver.done()
