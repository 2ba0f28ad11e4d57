"""Stretch of the author's own text -> whether it reports speech, and the speaker."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import regex

from align.lang import DASH
from align.model import CharSpan
from align.quote.tree import trim

if TYPE_CHECKING:
    from align.lang.quotes import QuoteRules

_NAME = (
    r"(?:\p{Lu}\.\s?){0,3}\p{Lu}[\p{L}’'-]+"
    r"(?:\s(?:(?:de|du|des|von|van|la|le|al|bin)\s)?(?:\p{Lu}\.\s?)*\p{Lu}[\p{L}’'-]+){0,3}"
)
_NAMES = rf"{_NAME}(?:\s(?:and|et|и)\s{_NAME})?"
_DASHED_CLAUSE = (
    rf"(?:,|(?<=[.!?…»“”])) ?{DASH}\s+(?P<clause>\p{{Ll}}[^—–«»„“]{{0,400}}?)(?:[.,:]?\s+{DASH}\s+(?=\S)|$)"
)
"""A clause between comma-and-dash and a dash: «Я приду, — сказал он, — завтра»."""
_BARE_CLAUSE = r"(?<=\s)[—–]\s?(?P<clause>\p{Ll}[^—–«»„“]{0,200}?)(?:[.,:]?\s?[—–][.,;:]?\s+(?=\S)|$)"
"""A clause between two dashes, with or without spaces and commas: «Iré —dijo él— mañana»."""
_FIRST_WORDS = 8
"""Number of words after a quotation to search for the verb of its reporting clause."""
_NEAR_WORDS = 3
_LAST_WORDS = 8
_LAST_WORD = regex.compile(r"\p{L}+’?$")
_WORD = regex.compile(
    r"[\p{Han}\p{Hiragana}\p{Katakana}\p{Thai}\p{Lao}\p{Khmer}\p{Myanmar}]{1,2}|[\p{L}\p{N}][\p{L}\p{N}’'-]*"
)
"""In scripts without spaces, two characters count as one word, about the average length of words there."""
COLONS = (":", "：")


def normalise_word(word: str) -> str:
    """Normalise a word as in the tables: lower case, е for ё, one kind of apostrophe."""
    return word.lower().replace("ё", "е").replace("'", "’")


def words(text: str) -> list[str]:
    """Return the words of a text, normalised."""
    return [normalise_word(word) for word in _WORD.findall(text)]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speech:
    """Recognises the reporting clauses of one language."""

    rules: QuoteRules
    names: tuple[regex.Pattern[str], ...]
    """Patterns that find a speaker, in the group `name`."""
    inversion: regex.Pattern[str]
    """A pronoun at the end of a verb."""
    lead: regex.Pattern[str]
    """A reporting clause directly before quoted words."""
    interrupting_clauses: tuple[regex.Pattern[str], ...]
    """Patterns of clauses that interrupt quoted words inside their marks, in the group `clause`."""

    def has_report(self, text: str) -> bool:
        """Tell whether a text contains a reporting verb or names a speaker without one."""
        return any(self._is_verb(word) for word in words(text)) or bool(self.speaker(text))

    def has_early_report(self, text: str) -> bool:
        """Tell whether a reporting verb is among the first words of a text."""
        return any(self._is_verb(word) for word in words(text)[:_FIRST_WORDS])

    def opens_with_report(self, text: str) -> bool:
        """Tell whether a text opens with a reporting verb, perhaps after a name or pronoun."""
        return any(self._is_verb(word) for word in words(text)[:_NEAR_WORDS])

    def leads_in(self, text: str) -> bool:
        """Tell whether a text before quoted words has a reporting verb or a colon near its end."""
        return self.introduces_quotation(text) or (
            not text.rstrip().endswith((".", "!", "?", ";"))
            and any(self._is_verb(w) for w in words(text)[-_LAST_WORDS:])
        )

    def introduces_quotation(self, text: str) -> bool:
        """Tell whether the very end of a text introduces quoted words."""
        return self.ends_with_colon_or_conjunction(text) or bool(self.lead.search(text))

    def ends_with_colon_or_conjunction(self, text: str) -> bool:
        """Tell whether a text ends with a colon or a conjunction."""
        text = text.rstrip()
        match = _LAST_WORD.search(text)
        return text.endswith(COLONS) or (match is not None and normalise_word(match[0]) in self.rules.introducers)

    def speaker(self, text: str, *, nearest_end: bool = False) -> str:
        """Return the name next to the first reporting verb (with `nearest_end`, the last), or an empty string."""
        found = [
            (match.start(), name)
            for pattern in self.names
            for match in pattern.finditer(text)
            if (name := self._clean_name(match["name"]))
        ]
        found.sort(reverse=nearest_end)
        return found[0][1] if found else ""

    def clauses(self, text: str, span: CharSpan, *, dashed: bool = False) -> list[CharSpan]:
        """Find the reporting clauses among quoted words, with their dashes or commas.

        A clause may end the words only if a dash opened them (`dashed`): quotation marks would be closed before it.
        """
        found: list[CharSpan] = []
        for pattern in self.interrupting_clauses:
            for match in pattern.finditer(text, span.start, span.end, overlapped=True):
                last = match.end() == span.end
                verb_near = self.opens_with_report if pattern.pattern == _BARE_CLAUSE else self.has_early_report
                if (dashed or not last) and verb_near(match["clause"]):
                    found.append(CharSpan(start=match.start(), end=match.end()))
        found.sort()
        kept: list[CharSpan] = []
        for clause in found:
            if not kept or clause.start >= kept[-1].end:
                kept.append(clause)
        return kept

    def strip_final_clause(self, text: str, span: CharSpan) -> CharSpan:
        """Return the words of a turn of a dialogue without a final reporting clause."""
        clauses = self.clauses(text, span, dashed=True)
        return trim(text, span.start, clauses[-1].start) if clauses and clauses[-1].end == span.end else span

    def _is_verb(self, word: str) -> bool:
        verbs = self.rules.verbs
        return word in verbs or self.inversion.sub("", word) in verbs or not verbs.isdisjoint(word)

    def _clean_name(self, name: str) -> str:
        """Remove leading words that are capitalised only at the beginning of a sentence, and a possessive ending."""
        parts = name.split()
        while parts and normalise_word(parts[0]) in self.rules.not_names:
            del parts[0]
        return " ".join(parts).removesuffix("’s").removesuffix("'s")


@cache
def speech(rules: QuoteRules) -> Speech:
    """Compile the patterns of the reporting clauses of a language."""
    forms = {form for verb in rules.verbs for form in (verb, verb.replace("е", "ё"))} or {"\0"}
    verb = r"\L<verbs>(?![\p{L}’'])"
    helper, inversion = rules.helpers or r"(?!)", rules.inversions or r"(?!)"
    after = rf"(?<![\p{{L}}’']){verb}(?:\s(?:{helper}))*\s(?P<name>{_NAMES})"
    before = rf"(?<![\p{{L}}\p{{N}}])(?P<name>{_NAMES})(?:\s(?:{helper}))*\s{verb}"
    sources = [rf"\b{source.replace('NAME', f'(?P<name>{_NAMES})')}" for source in rules.sources]
    lead = rf"(?<![\p{{L}}’']){verb}(?:{inversion})?(?:\s(?:{helper}))*(?:\s{_NAMES})?(?:\s*[,—–-])?\s*$"
    interrupting_clauses = [_DASHED_CLAUSE, *([_BARE_CLAUSE] if rules.bare_dashes else [])]
    if rules.inversions:
        # The pattern contains the verbs only once, because each occurrence takes as long as the rest.
        inverted = rf"{verb}(?:{rules.inversions}|\s{_NAME})|(?:a|ont|avait|avaient){rules.inversions}"
        interrupting_clauses.append(
            rf"(?:,|(?<=[!?…]))\s+(?P<clause>(?:(?:me|lui|nous|leur|se)\s|[ms]’)?(?:{inverted})[^,;.!?:«»“”]{{0,60}})"
            r"(?:,|(?=[;.!?:]\s)|\.?$)"
        )
    return Speech(
        rules=rules,
        names=tuple(regex.compile(pattern, ignore_unused=True, verbs=forms) for pattern in (*sources, before, after)),
        inversion=regex.compile(rf"{inversion}$"),
        lead=regex.compile(lead, ignore_unused=True, verbs=forms),
        interrupting_clauses=tuple(
            regex.compile(pattern, ignore_unused=True, verbs=forms) for pattern in interrupting_clauses
        ),
    )
