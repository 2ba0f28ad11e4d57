"""A text -> its negations, its possibilities, its "we", and what it says happens again or no longer.

These are closed classes of words. A firm cue is one that a rendering hardly ever does without; one that is not firm
only shows that a firm one on the other side is not lost: "I might" answers to "peut-être".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.lang.facts.cue_tables import TABLES, Cue
from align.lang.facts.model import Fact, Said
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator


_FIRM = frozenset({Said.FIRM, Said.JOINED, Said.BESIDE})


def _compiled(cue: Cue) -> re.Pattern[str]:
    """Make one pattern of a cue; at each place the first of its lists that fits speaks."""
    lists = zip(Said, (cue.idioms, cue.implied, cue.firm, cue.joined, cue.beside, cue.loose, cue.faint), strict=True)
    whole = "|".join(rf"(?P<{name}>(?<!\w)(?:{words})(?:(?<=[’'])|(?!\w)))" for name, words in lists)
    return re.compile(whole, re.IGNORECASE)


_PATTERNS = {lang: tuple((cue.kind, _compiled(cue)) for cue in table) for lang, table in TABLES.items()}


def cues(text: str, lang: str) -> Iterator[Fact]:
    """Yield the cues of a text; nothing for a language without a table."""
    for kind, pattern in _PATTERNS.get(lang.partition("-")[0], ()):
        for match in pattern.finditer(text):
            span = CharSpan(start=match.start(), end=match.end())
            said = Said(str(match.lastgroup))
            yield Fact(kind=kind, span=span, value=said, firm=said in _FIRM)
