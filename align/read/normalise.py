"""Decoded text -> the form that the package works on: NFC, LF, nothing invisible, places in the file kept."""

from __future__ import annotations

import re
import unicodedata

import regex

from align.read.tracked import TextBuilder, TrackedText

_LINE_ENDS = "\x85\u2028\u2029"  # next line, line separator, paragraph separator
_PAGE_ENDS = "\x0b\x0c"  # vertical tab, form feed
# Controls other than white space, soft hyphen, zero-width space, word joiner, byte order mark, unpaired surrogates.
_INVISIBLE = "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\xad\u200b\u2060\ufeff\ud800-\udfff]"
# Joiners shape Arabic, Indic and other scripts and combine emoji. They have no effect after a Latin, Greek or Cyrillic
# letter, a space or a punctuation mark.
_IDLE_JOINER = "(?<![\u0590-\u1dff\u2600-\U0010ffff])[\u200c\u200d]"
_DROPPED = f"{_INVISIBLE}|{_IDLE_JOINER}"

_ANY_LINE_END = re.compile(f"\r\n?|[\n{_LINE_ENDS}]")
_PLAIN_LINE_END = re.compile("\r\n?|\n")
_REWRITTEN = re.compile(f"(?P<line>\r\n?|[{_LINE_ENDS}])|(?P<space>[{_PAGE_ENDS}])|{_DROPPED}")
_REWRITTEN_PLAIN = re.compile(f"(?P<line>\r\n?)|(?P<space>[{_PAGE_ENDS}{_LINE_ENDS}])|{_DROPPED}")

# Code points that composition may change or combine with the one before (UAX 15, section 9).
_UNSETTLED = regex.compile(r"[\P{NFC_QC=Y}\P{ccc=0}]+")


def line_starts(decoded: str, *, plain: bool = False) -> tuple[int, ...]:
    """Return the offsets at which the lines of a decoded file begin.

    With `plain`, only CR, LF and CRLF end a line, as for most programs; otherwise NEL, LS and PS do too.
    """
    pattern = _PLAIN_LINE_END if plain else _ANY_LINE_END
    return (0, *(match.end() for match in pattern.finditer(decoded)))


def normalise(source: TrackedText, *, plain: bool = False) -> TrackedText:
    """Return a text with LF line ends, without invisible characters and composed to NFC.

    Line ends are CR, LF, CRLF, NEL, LS and PS; with `plain` the last three become a space. Form feed and vertical
    tab become a space. No-break spaces and tabs stay, and so do joiners that a script needs.
    """
    return _compose(_rewrite(source, _REWRITTEN_PLAIN if plain else _REWRITTEN))


def _rewrite(source: TrackedText, pattern: re.Pattern[str]) -> TrackedText:
    if not pattern.search(source.text):
        return source
    builder, done = TextBuilder(), 0
    for match in pattern.finditer(source.text):
        builder.copy(source, done, match.start())
        if match["line"] or match["space"]:
            builder.add("\n" if match["line"] else " ", source.file_offset(match.start()))
        done = match.end()
    builder.copy(source, done, len(source.text))
    return builder.build()


def _compose(source: TrackedText) -> TrackedText:
    if unicodedata.is_normalized("NFC", source.text):
        return source
    builder, done = TextBuilder(), 0
    for match in _UNSETTLED.finditer(source.text):
        start = max(match.start() - 1, done)  # The letter that carries the marks.
        builder.copy(source, done, start)
        done = match.end()
        for k, char in enumerate(unicodedata.normalize("NFC", source.text[start:done])):
            builder.add(char, source.file_offset(min(start + k, done - 1)))
    builder.copy(source, done, len(source.text))
    return builder.build()
