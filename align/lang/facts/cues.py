"""Text -> its cues: negations, possibilities, "we", and words for "again" or "no longer".

These are closed classes of words. Almost every rendering keeps a firm cue. A cue that is not firm only shows that a
firm cue of the other side is not lost: "I might" renders "peut-être".
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from align.lang.facts.cue_tables import TABLES, Cue
from align.lang.facts.model import CueStrength, Fact
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator


_FIRM = frozenset({CueStrength.FIRM, CueStrength.JOINED, CueStrength.BESIDE})


def _compile(cue: Cue) -> re.Pattern[str]:
    """Compile one pattern from the lists of a cue; at each place the first list that matches decides the strength."""
    lists = zip(
        CueStrength, (cue.idioms, cue.implied, cue.firm, cue.joined, cue.beside, cue.loose, cue.faint), strict=True
    )
    whole = "|".join(rf"(?P<{name}>(?<!\w)(?:{words})(?:(?<=[’'])|(?!\w)))" for name, words in lists)
    return re.compile(whole, re.IGNORECASE)


_PATTERNS = {lang: tuple((cue.kind, _compile(cue)) for cue in table) for lang, table in TABLES.items()}


def cues(text: str, lang: str) -> Iterator[Fact]:
    """Yield the cues of a text; none for a language without a table."""
    for kind, pattern in _PATTERNS.get(lang.partition("-")[0], ()):
        for match in pattern.finditer(text):
            span = CharSpan(start=match.start(), end=match.end())
            strength = CueStrength(str(match.lastgroup))
            yield Fact(kind=kind, span=span, value=strength, firm=strength in _FIRM)
