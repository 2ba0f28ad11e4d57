"""`Document` -> `Segmented`: its blocks are cut into sentences.

A sentence may end where white space follows a full stop, exclamation mark, question mark or ellipsis with its closing
marks and note calls. It ends there unless one of `RULES` applies. The character classes and the rules marked UAX 29 are
those of Unicode Standard Annex 29, "Sentence Boundaries"; the tables of `align.lang` add the data of each language.

The text is read once from left to right, and each rule sees a bounded stretch of it, so the time is linear.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

import regex

from align.lang import NOTE_CALL, OMISSION, SIC, Language, language
from align.model import BlockKind, CharSpan, Document, Segment, Segmented

if TYPE_CHECKING:
    from collections.abc import Callable

SEGMENTER = "rules-2"
"""Name and revision of the rules and tables, for the `Signature`; raise it whenever a boundary may move."""

_BEHIND = 300
"""Code points before a stop visible to a rule: enough to find the opening mark of a quoted phrase."""
_TAIL = 10
"""Number of code points directly before a stop to search for a single letter or a number."""
_AHEAD = 120
"""Code points after the white space visible to a rule."""
_DOTTED_WORDS = 3
"""Maximum number of words in an abbreviation: u. Z. w."""
_INITIALS_LENGTH = 20
"""Maximum length of the initials of one person, in code points."""
_TITLE = 3
"""Maximum number of words in a heading that only numbers a part of the text: Chapter Twenty One."""


def keep(document: Document) -> Segmented:
    """Make every block one segment, for a text that is already segmented."""
    return Segmented(
        document=document,
        segments=tuple(Segment(block=index, span=block.span) for index, block in enumerate(document.blocks)),
    )


def segment(document: Document) -> Segmented:
    """Cut every block into sentences by the rules of the document's language.

    A segment includes the white space after its last character, so that segments tile their block. No segment consists
    of white space or punctuation only, unless its block does.
    """
    table = language(document.lang)
    segments: list[Segment] = []
    for index, block in enumerate(document.blocks):
        offset = block.span.start
        ends = _ends(document.text[offset : block.span.end], block.kind, table)
        segments += (
            Segment(block=index, span=CharSpan(start=offset + start, end=offset + end))
            for start, end in pairwise((0, *ends))
        )
    return Segmented(document=document, segments=tuple(segments))


def _ends(text: str, kind: BlockKind, table: Language) -> list[int]:
    """Return the ends of the sentences of a block, including white space; the last end is the length of the text."""
    ends: list[int] = []
    start = seen = 0
    wordless = True
    if not table.spaced:
        text = _STRAIGHT_PAIR.sub("“\\1”", text)  # No space shows which straight mark opens.
    for place in _scanner(table).finditer(text):
        wordless = wordless and not _WORD.search(text, seen, place.start())
        seen = place.end()
        # Marks without a word are no sentence; they belong to the next one: ... And then?
        unspaced = _UNSPACED.match(place["stop"][-1]) or (not table.spaced and place["stop"][-1] in "!?")
        if wordless or not (place["gap"] or unspaced):
            continue
        behind = text[max(start, place.start() - _BEHIND) : place.start()].rstrip()
        site = Site(
            table=table,
            kind=kind,
            behind=behind,
            tail=behind[-_TAIL:],
            stop=place["stop"],
            closing=place["closing"].lstrip(),
            ahead=text[place.end() : place.end() + _AHEAD],
        )
        if not any(rule.applies(site) for rule in RULES):
            start = place.end()
            ends.append(start)
            wordless = True
    if ends and not _WORD.search(text, start):
        ends.pop()
    return [*ends, len(text)]


@cache
def _scanner(table: Language) -> regex.Pattern[str]:
    """Compile a pattern that finds the stops of a language with their closing marks and note calls.

    Any bracket or quotation mark directly after the stop closes, whatever its shape; but in languages without spaces
    between sentences, a mark that can only open belongs to the next sentence. After a space, as before French
    guillemets, a mark closes only if it never opens in this language and no word follows directly.
    """
    opening = {pair[0] for pair in table.quotes}
    closing = {pair[1] for pair in table.quotes} | {")", "]"}
    stops = rf"\p{{SB=STerm}}\p{{SB=ATerm}}…‥⋯{table.stops}"
    only_opening = "" if table.spaced else rf"(?![{''.join(map(regex.escape, sorted(opening - closing)))}])"
    clinging = (
        rf"(?:{only_opening}[\p{{Pe}}\p{{Pf}}\p{{Pi}}\"'])++",
        rf"\s{{1,2}}[{''.join(map(regex.escape, sorted(closing - opening)))}](?![\p{{L}}\p{{N}}])",
        NOTE_CALL,
        rf"\s?(?=\[){NOTE_CALL}",
        rf"\s?{SIC}",
        # A bare number after a stop is a note call if it is not a decimal: He denies it.12 She
        r"(?<=\p{L}[.!?…]|[\p{Pe}\p{Pf}\"])\p{Nd}{1,3}(?=\s)",
    )
    # Stops separated by spaces count as one, but the ellipsis of “He left. …Then” belongs to the next word. Every
    # repetition of a group has a bound, because each turn costs memory.
    further = rf"\s[{stops}\s]*[{stops}](?![{stops}\p{{L}}\p{{N}}])"
    return regex.compile(
        rf"(?P<stop>[{stops}]++(?:{further})?+)(?P<closing>(?:{'|'.join(clinging)}){{0,20}}+)(?P<gap>\s*+)"
    )


_WORD = regex.compile(r"[\p{L}\p{N}]")
_STRAIGHT_PAIR = regex.compile('"([^"]*)"')
_UNSPACED = regex.compile(r"(?![!?‼⁇⁈⁉])[\p{SB=STerm}．]")
"""Stops of scripts without spaces between sentences."""


@dataclass(frozen=True, kw_only=True)
class Site:
    """A place where a sentence may end, and the text around it. It has no slots, because it caches properties."""

    table: Language
    kind: BlockKind
    """Kind of the block."""
    behind: str
    """The sentence before the stop, at most its last `_BEHIND` code points."""
    tail: str
    """The last `_TAIL` code points of `behind`, to find a single letter or a number."""
    stop: str
    """A full stop, "?!", an ellipsis."""
    closing: str
    """The closing marks and note calls after the stop."""
    ahead: str
    """The text after the white space, at most `_AHEAD` code points."""

    @cached_property
    def word(self) -> str:
        """The next word or number after dashes, opening marks and omission marks; empty if `ahead` has none."""
        found = _NEXT.match(self.ahead)
        return found["word"] if found else ""

    @cached_property
    def starter(self) -> bool:
        """Whether the next word proves that a sentence begins; the initial "A." proves nothing."""
        word = self.word.replace("'", "’")
        article = "".join(word.partition("’")[:2])
        if len(word) == 1 and self.ahead.partition(word)[2].startswith("."):
            return False
        return word in self.table.starters or article in self.table.starters

    @cached_property
    def dotted(self) -> str:
        """The abbreviation before a full stop, as listed in the tables: "т.д" for "и т. д.".

        The longest listed form counts. Its first letter may be lower-cased, unless it is the only one, because a single
        capital is an initial. For an unknown word, this is the word itself; before other stops it is empty.
        """
        if self.stop != ".":
            return ""
        form, forms = "", []
        for word in reversed(self.behind[-40:].split()[-_DOTTED_WORDS:]):
            found = _DOTTED.search(word)
            if found is None or (form and not word.endswith(".")):
                break
            form = found[0] + form
            forms += [form[:1].lower() + form[1:] if len(form) > 1 else form, form]
        table = self.table
        listed = (table.never_final, table.before_number, table.locators, table.possibly_final, table.final)
        return next((form for form in reversed(forms) if any(form in part for part in listed)), "".join(forms[1:2]))

    def quoted_phrase(self) -> bool:
        """Tell whether the stop belongs to a phrase in brackets or quotation marks that is a part of its sentence.

        It does if a word stands directly before the opening mark: the novel “Who Is to Blame?”. After a comma or colon
        the phrase is a sentence of its own: He asked: “Who is to blame?”.
        """
        mark = self.closing[:1]
        openings = [opening for opening, closing in (*self.table.quotes, ("(", ")"), ("[", "]")) if closing == mark]
        at = max((self.behind.rfind(opening) for opening in openings), default=-1)
        before, inside = self.behind[:at], self.behind[at + 1 :]
        return at > 0 and mark not in inside and before[-1].isspace() and before.rstrip()[-1:].isalnum()


_NEXT = regex.compile(
    rf"(?:{OMISSION}|['’][nst]\s(?=\p{{Lu}})|[^\p{{L}}\p{{N}}])*+(?P<word>[\p{{L}}\p{{N}}][\p{{L}}\p{{M}}\p{{N}}’'\-]*+)"
)
_DOTTED = regex.compile(r"\p{L}[\p{L}\p{M}.\-‑°]*$")
_NUMBER = regex.compile(r"[§№]?\s?(?:\p{N}|[IVXLCDM]+\b)")
_LABEL = regex.compile(  # "1", "1.2", "IV", "a", "Chapter 4"
    r"\P{L}{0,3}(?:(?P<division>\p{L}+)\s|§\s?)?(?:\p{Nd}{1,3}(?:\.\p{Nd}{1,3})*|[IVXLCDM]+|(?P<letter>\p{L}))"
)
_LISTED = regex.compile(r"[:;]\s(?:\p{Nd}{1,2}|\p{L})$")  # "in three parts: 1"
_ORDINAL = regex.compile(r"(?<![\p{L}\p{N}.,]|\.\s|\p{Nd}[\-–])(?:\p{Nd}{1,2}|[IVXL]+)$")  # "am 3", not "Nr. 3"
_INITIALS = regex.compile(r"(?<![^\s\p{Ps}\p{Pi}\p{Pf}\"'])(?:\p{Lu}\.[\-‑]?)*\p{Lu}$")  # "J.-M", "U.S"
_CASELESS_INITIAL = regex.compile(r"(?<![^\s\p{Ps}]|\p{Nd}\s)[\p{Script=Arabic}\p{Script=Hebrew}]$")
_DOTTED_NEXT = regex.compile(r"\p{L}{1,4}\.")  # "Chr." behind "n."
_PHRASE_HEAD = regex.compile(r"(?<![^\s\p{Ps}]|\.\s)(?![eéèêoóiíuúyиіяё])\p{Ll}$")  # "n", but not "é", which is a word
_LONE_LETTER = regex.compile(r"(?<![^\s\p{Ps}])[\p{Ll}\p{Lo}]$")  # "f", as in "f. 2"
_DAY = regex.compile(r"(?<![\p{Nd}.]|\.\s)\p{Nd}{1,2}$")  # "21", of "21. 12. 1920"
_MONTH = regex.compile(r"(?<![\p{Nd}.])\p{Nd}{1,2}\.\s?\p{Nd}{1,2}$")  # "21. 12"
_MONTH_AND_YEAR = regex.compile(r"\p{Nd}{1,2}\.\s?\p{Nd}{4}(?!\p{Nd})")
_YEAR = regex.compile(r"\p{Nd}{4}(?!\p{Nd})")
_CONTINUES = regex.compile(r"(?!\p{Pd})\p{SB=SContinue}|;")
_LOCATOR = regex.compile(r"\P{L}{0,3}(?P<word>\p{L}+)\.\s?(?:\p{N}|[IVXLCDM]+\b)")  # "P. 12", "— Т. 2"
_SPEAKER = regex.compile(r"(?:\p{Lu}[\p{L}\p{M}.’'\-]*\s){1,3}(?P<verb>\p{L}+)")  # "Mr. Brown said"


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """A condition under which a sentence continues after a stop, with the reason."""

    name: str
    applies: Callable[[Site], bool]
    reason: str


def _lower_case(site: Site) -> bool:
    word = site.word
    return word[:1].islower() and not word[1:2].isupper()


def _opening_ellipsis(site: Site) -> bool:
    if site.stop == "." or site.stop[0] not in "….‥⋯":
        return False
    return site.behind[-1:] in {":", "(", "[", *(opening for opening, _ in site.table.quotes)}


def _label(site: Site) -> bool:
    if site.stop != "." or site.closing:
        return False
    words = site.behind.lower().replace("-", "").split()
    if site.kind is BlockKind.HEADING and len(words) <= _TITLE and all(word.isalpha() for word in words):
        return not site.table.divisions.isdisjoint(words)
    found = _LABEL.fullmatch(site.behind)
    if found is None:
        return _LISTED.search(site.behind) is not None
    division, letter = (found["division"] or "").lower(), found["letter"]
    return (not division or division in site.table.divisions) and letter not in site.table.starters


def _date(site: Site) -> bool:
    if site.stop != "." or not site.ahead[:1].isdecimal():
        return False
    if _MONTH.search(site.tail):
        return _YEAR.match(site.ahead) is not None
    return _DAY.search(site.tail) is not None and _MONTH_AND_YEAR.match(site.ahead) is not None


def _ordinal(site: Site) -> bool:
    return site.table.ordinal_stop and site.stop == "." and bool(_ORDINAL.search(site.behind)) and not site.starter


def _before_number(site: Site) -> bool:
    if site.stop == "." and site.ahead[:1].isdecimal() and _LONE_LETTER.search(site.tail):
        return True
    listed = site.dotted in site.table.before_number or site.dotted in site.table.locators
    return listed and (site.closing[:1].isdecimal() or _NUMBER.match(site.ahead) is not None)


def _initials(site: Site) -> bool:
    if site.stop == "." and _PHRASE_HEAD.search(site.tail) and _DOTTED_NEXT.match(site.ahead):
        return True
    if site.stop == "." and _CASELESS_INITIAL.search(site.tail):
        return True
    if site.stop != "." or not _INITIALS.search(site.behind, max(0, len(site.behind) - _INITIALS_LENGTH)):
        return False
    name = site.ahead[:1].isupper() or site.ahead[:1].isdecimal()
    return name and (not site.starter or site.word in site.table.particles)


def _doubtful(site: Site) -> bool:
    return site.dotted in site.table.possibly_final and not site.starter


def _reference(site: Site) -> bool:
    if site.stop != ".":
        return False
    found = _LOCATOR.match(site.ahead)
    page = found is not None and found["word"].lower() in site.table.locators
    return page or (site.kind is BlockKind.NOTE and site.ahead[0] in site.table.dashes)


def _phrase(site: Site) -> bool:
    enclosed = site.closing[:1] in {")", "]"} or (site.stop != "." and site.closing != "")
    return enclosed and site.quoted_phrase() and not site.starter


def _speaker(site: Site) -> bool:
    quotes = {closing for _, closing in site.table.quotes}
    if not quotes.intersection(site.closing):
        return False
    if site.table.reports:
        return regex.match(site.table.reports, site.ahead) is not None
    if site.stop == ".":
        return False
    found = _SPEAKER.match(site.ahead)
    return found is not None and found["verb"] in site.table.reporting and (site.word == "I" or not site.starter)


RULES = (
    Rule(
        name="lower case",
        applies=_lower_case,
        reason="A sentence begins with a capital, a number or a script without case: « Pourquoi ? » demanda-t-il."
        " A small letter before a capital, as in iPhone, proves nothing (UAX 29, SB8).",
    ),
    Rule(
        name="clause",
        applies=lambda site: _CONTINUES.match(site.ahead) is not None,
        reason="Before a comma, semicolon or colon the same sentence continues (UAX 29, SB8a). Dashes do not count,"
        " because they also open a speaker's turn.",
    ),
    Rule(
        name="opening ellipsis",
        applies=_opening_ellipsis,
        reason="After an opening mark or a colon, an ellipsis marks an omitted beginning of the quoted words.",
    ),
    Rule(
        name="label",
        applies=_label,
        reason="A number or letter that opens a sentence or an item after a colon is a label: 1. First; Part IV. Home."
        " In a heading the number may be a word: Chapter One. Home.",
    ),
    Rule(
        name="date",
        applies=_date,
        reason="Day, month and year in figures are one date, with or without spaces: 21. 12. 1920.",
    ),
    Rule(
        name="ordinal",
        applies=_ordinal,
        reason="If a full stop marks ordinals in a language, a small number belongs to the next word: am 3. Oktober.",
    ),
    Rule(
        name="before a number",
        applies=_before_number,
        reason="Some words and all single letters are abbreviations only before a number: No. 5, с. 15, art. 3, f. 2.",
    ),
    Rule(
        name="never",
        applies=lambda site: site.dotted in site.table.never_final,
        reason="A title or a similar abbreviation belongs to the next word: M. Dupont, т. е., e.g.",
    ),
    Rule(
        name="reference",
        applies=_reference,
        reason="A page or volume with its number completes the reference before it, Ibid. P. 12, and in notes a dash"
        " after a full stop separates the parts of a reference: Тула: Перо, 1990. — 312 с.",
    ),
    Rule(
        name="initials",
        applies=_initials,
        reason="Capitals with full stops are initials before a surname or an acronym within a name: А. С. Пушкин, U.S."
        " Army; a small letter begins an abbreviation of two words: n. Chr. Only a word that is not a name proves that"
        " a sentence begins: He took vitamin C. The",
    ),
    Rule(
        name="doubtful",
        applies=_doubtful,
        reason="After a year, a sum or a company, a name may follow in the same sentence: В 1917 г. Ленин. If in doubt,"
        " do not cut, because an aligner copes better with two sentences in one segment than with one sentence in two.",
    ),
    Rule(
        name="phrase",
        applies=_phrase,
        reason="A stop inside a bracket or a quoted title does not end the sentence: роман «Что делать?»"
        " Чернышевского.",
    ),
    Rule(
        name="speaker",
        applies=_speaker,
        reason="A name or “I” with a verb of saying reports the question or exclamation before it: “Why?” Anna asked."
        " In scripts without capitals, only the verb shows it: “为什么？”她问。",
    ),
)
"""Rules by which a sentence continues after a stop. One rule is enough; if none applies, the stop ends the sentence.

The most frequent and cheapest rules come first; otherwise their order does not matter.
"""
