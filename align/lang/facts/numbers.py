"""Text -> the numbers in it, in figures, words and Roman numerals, as exact amounts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import zip_longest
from typing import TYPE_CHECKING

from align.lang.facts.model import Fact, FactKind, Number
from align.lang.facts.numerals import FIGURES_ONLY, NUMERALS, Numeral, NumeralTable
from align.lang.facts.scales import scale_after
from align.lang.facts.units import PARTS, measures, unit_after, unit_before
from align.model import CharSpan

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_SPACE = r"[ \u00a0\u2009\u202f]"
_TOKEN = re.compile(
    rf"(?P<clock>(?<![\d.,])\d{{1,2}}(?:(?:[:hH]|{_SPACE}h{_SPACE})(?=\d\d\b)|\.(?=\d\d{_SPACE}?[ap]\.?m\b)"
    r"|[点點时時](?=\d\d分)|시\s?(?=\d\d분))\d\d(?!\d|[.,]\d))"
    r"|(?P<figure>(?<!\d)(?<!\d[ \u00a0])\d{1,3}(?P<group>[ \u00a0\u2009\u202f.,’'])\d{3}(?:(?P=group)\d{3})*(?!\d)"
    r"(?:[.,]\d+)?|\d+(?:[.,]\d+)?)"
    r"|(?P<vulgar>[½¼¾⅓⅔])|(?P<word>[^\W\d_]+)"
)
_ARABIC = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹٬٫", "01234567890123456789’,")
_VULGAR = {"½": Fraction(1, 2), "¼": Fraction(1, 4), "¾": Fraction(3, 4), "⅓": Fraction(1, 3), "⅔": Fraction(2, 3)}
_ROMAN = re.compile(
    r"(?<![\w.])(?P<digits>[IVX]{2,7}|[IVX](?=(?:er|re|e|ème|º)\b)|(?=[MDCLXVI]{4})M{0,3}(?:CM|CD|D?C{0,3})"
    r"(?:XC|XL|L?X{0,3})(?:IX|IV|V?I{0,3}))(?:er|re|e|ème|º)?(?!\w|\.\w)"
)
_ROMAN_DIGITS = {"I": 1, "V": 5, "X": 10, "L": 50, "C": 100, "D": 500, "M": 1000}
_LATIN = str.maketrans("ІХСМ", "IXCM")
"""Cyrillic letters typed in place of Roman digits."""
_HOUR = re.compile(r"\s?(?:[ap]\.?m\b|o[’']clock|h\b|heures?\b|час|ч\.|утра|вечера|дня|ночи)", re.IGNORECASE)
_SHORT_SCALE = re.compile(r"(?P<m>mn?\b)|(?P<k>k\b)")
_SCALES = {"m": 10**6, "k": 1000}
_DECADE = re.compile(r"[’']?s\b|-?(?:е|х|ые|ых)\b")
_RANGE = re.compile(r"\s?[-–—]\s?|\s(?:to|or|and|à|ou|et|до|или|и)\s")
_GAP = re.compile(r"[\s\-‑]*")
_BETWEEN = re.compile(r"\b(?:between|from)\s+$", re.IGNORECASE)
_ARTICLE = re.compile(r"\s+an?(?=\s)")
_HALF = Number(amount=Fraction(1, 2))
"""The number that an article may separate from its measure: half a mile."""
_THEN = re.compile(r"[\s-]?(?:(?:and|et|и)\s)?")
"""The text between a measure and the next smaller one."""
_LONGEST = 40
"""Maximum length of a number in figures, in characters; longer ones are codes and would take too long to convert."""
_HUNDRED, _THOUSAND = 100, 1000
_TEN, _TWENTY = 10, 20
_HOURS, _HALF_DAY = 24, 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Token:
    start: int
    end: int
    word: str
    numeral: Numeral
    figure: bool = True
    """Whether it is written in figures."""


def numbers(text: str, lang: str) -> Iterator[Fact]:
    """Yield the numbers of a text: first those in figures and words, then single measures, then Roman numerals."""
    table = NUMERALS.get(lang.partition("-")[0], FIGURES_ONLY)
    text = text.translate(_ARABIC)
    tokens = list(_tokens(text, table))
    found: list[Fact] = []
    i = 0
    while i < len(tokens):
        fact, i = _number(text, tokens, i, table)
        if found and fact.span.start < found[-1].span.end:
            continue  # This half belongs to the previous number.
        found.append(_add_half(_attach_unit(fact, text), text, table))
    yield from _merge_measures(list(_share_units(found, text)), text)
    yield from _single_measures(found, text)
    yield from _roman_numerals(text)


def _tokens(text: str, table: NumeralTable) -> Iterator[_Token]:
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        word = match[0].lower().replace("ё", "е") if match["word"] else match[0]
        if match["clock"]:
            hour, minute = re.findall(r"\d+", match[0])
            written = Fraction(f"{hour}.{minute}")  # Another language may write the time as 6.30.
            yield _Token(start=start, end=start + len(hour), word=hour, numeral=_clock(int(hour), written))
            if int(minute):
                minutes = Numeral(amount=Fraction(minute), others=(written,), joins=False)
                yield _Token(start=end - 2, end=end, word=minute, numeral=minutes)
        elif match["figure"]:
            yield from _figures(text, match, table)
        elif match["vulgar"]:
            yield _Token(start=start, end=end, word=word, numeral=Numeral(amount=_VULGAR[word], firm=False))
        else:
            numeral = table.words.get(word)
            if numeral:
                yield _Token(start=start, end=end, word=word, numeral=numeral, figure=False)
            else:
                yield from _compound(word, start, table)


def _figures(text: str, match: re.Match[str], table: NumeralTable) -> Iterator[_Token]:
    """Read figures by the conventions of the language, and keep the other reading of an ambiguous separator."""
    start, end = match.span()
    if end - start > _LONGEST:
        return
    group = match["group"]
    if group == " " and not table.comma_decimal:  # English does not separate thousands by a plain space.
        for part in re.finditer(r"[\d.,]*\d", match[0]):
            # It may still be one number: a telephone number, or figures copied from another language.
            together = Fraction(re.sub(r"\D", "", match[0]))
            whole = Numeral(amount=Fraction(part[0].replace(",", "")), others=(together,))
            yield _Token(start=start + part.start(), end=start + part.end(), word=part[0], numeral=whole)
        return
    glued = text[start - 1 : start].isalpha()
    amount, others = _amounts(match[0], group or "", table)
    if _HOUR.match(text, end) and amount <= _HOURS:
        others = (*others, *_clock(int(amount)).others)
    before = text[max(0, start - 8) : start]
    scale = _SHORT_SCALE.match(text, end) if unit_before(text, start) else None
    if scale:
        amount, others, end = amount * _SCALES[str(scale.lastgroup)], (), scale.end()
    if table is FIGURES_ONLY and (found := scale_after(text, end)):
        times, end = found
        amount, others = amount * times[0], (amount, *others, *(amount * more for more in times[1:]))
    if amount > _THOUSAND and amount % _TEN == 0 and (_DECADE.match(text, end) or before.endswith("années ")):
        others = (*others, amount % _HUNDRED)
    if re.fullmatch(r"\d\d", match[0]) and re.search(r"[’']$|\d{4}[-–/]$", before):
        others = (*others, 1900 + amount, 2000 + amount)
    # The month of a date, which another language writes as a word.
    month = table is FIGURES_ONLY and text[end : end + 1] in ("月", "월")
    numeral = Numeral(amount=amount, others=others, firm=not (glued or month))
    yield _Token(start=start, end=end, word=match[0], numeral=numeral)


def _amounts(figures: str, group: str, table: NumeralTable) -> tuple[Fraction, tuple[Fraction, ...]]:
    if group in ("", ".", ","):
        thousands = Fraction(re.sub(r"[.,](?=\d{3}(?!\d))", "", figures).replace(",", "."))
        if not group:
            return thousands, ()
        if figures.count(group) > 1 or len(re.findall(r"[.,]", figures)) > 1:
            return thousands, ()
        decimal = Fraction(figures.replace(",", "."))
        doubtful = (decimal, (thousands,)), (thousands, (decimal,))
        return doubtful[(group == ".") == table.comma_decimal]
    return Fraction(figures.replace(group, "").replace(",", ".")), ()


def _clock(hour: int, *others: Fraction) -> Numeral:
    """Read an hour; the text may mean the other half of the day, so the hour 12 hours later is another reading."""
    return Numeral(amount=Fraction(hour), others=(Fraction((hour + _HALF_DAY) % _HOURS), *others), joins=False)


def _compound(word: str, start: int, table: NumeralTable) -> Iterator[_Token]:
    """Read the number at the beginning of a compound."""
    for prefix, amount in table.prefixes:
        if word.startswith(prefix) and len(word) > len(prefix) + 3:
            numeral = Numeral(amount=Fraction(amount), firm=False, joins=False)
            yield _Token(start=start, end=start + len(prefix), word=prefix, numeral=numeral, figure=False)
            return


def _number(text: str, tokens: list[_Token], i: int, table: NumeralTable) -> tuple[Fact, int]:
    """Read the longest number that begins at a token; return it and the index of the token after it."""
    first = tokens[i]
    sum_ = _Sum(table)
    if _has_inverted_tens(text, tokens[i : i + 3], table):
        # Add the tens first, as in other languages.
        i += 1
        sum_.add(tokens[i])
        sum_.add(first)
    else:
        sum_.add(first)
    end, j = tokens[i].end, i + 1
    while True:
        half = re.compile(table.half).match(text, end)
        if half and sum_.open:
            sum_.add_half()
            end = half.end()
            while j < len(tokens) and tokens[j].start < end:
                j += 1
        if j == len(tokens) or not _adjacent(text, end, tokens[j], table) or not sum_.takes(tokens[j]):
            break
        sum_.add(tokens[j])
        end = tokens[j].end
        j += 1
    numeral = first.numeral
    alone = end == first.end
    fact = Fact(
        kind=FactKind.NUMBER,
        span=CharSpan(start=first.start, end=end),
        value=Number(amount=sum_.total),
        others=tuple(Number(amount=amount) for amount in numeral.others) if alone else (),
        firm=numeral.firm if alone else True,
    )
    return fact, j


def _has_inverted_tens(text: str, tokens: Sequence[_Token], table: NumeralTable) -> bool:
    """Tell whether the tokens begin with a unit added to the following tens, and not with a range: four and twenty."""
    unit, *behind = tokens
    if not (table.inverted and behind) or unit.figure or behind[0].figure:
        return False
    tens, *more = behind
    return (
        1 <= unit.numeral.amount < _TEN
        and _TWENTY <= tens.numeral.amount < _HUNDRED
        and bool(re.fullmatch(table.inverted, text[unit.end : tens.start]))
        and not _BETWEEN.search(text, max(0, unit.start - 10), unit.start)
        and not any(token.numeral.amount < _TEN and _adjacent(text, tens.end, token, table) for token in more)
    )


def _adjacent(text: str, end: int, token: _Token, table: NumeralTable) -> bool:
    between = text[end : token.start]
    return bool(_GAP.fullmatch(between) or (table.link and re.fullmatch(table.link, between)))


class _Sum:
    """A partly read number: the thousands already added, and the current group below a thousand."""

    def __init__(self, table: NumeralTable) -> None:
        self._table = table
        self._done = Fraction(0)
        self._group = Fraction(0)
        self._room: float = float("inf")
        """The next amount must be less than this."""
        self._scale: float = float("inf")
        self._last = ""
        self._in_figures = False
        self.open = True
        """Whether the number may continue."""

    @property
    def total(self) -> Fraction:
        return self._done + self._group

    def takes(self, token: _Token) -> bool:
        """Tell whether a token continues the number."""
        numeral = token.numeral
        if token.figure or not numeral.joins or not self.open:
            return False
        amount = numeral.amount
        if amount >= _THOUSAND:
            return amount < self._scale and (self._group > 0 or self._done == 0)
        if token.word in self._table.multiplied and 1 <= self._group < _TWENTY:
            return True
        if token.word in self._table.score and self._last == "quatre":
            return True
        return amount < self._room

    def add(self, token: _Token) -> None:
        """Add a token, which is either the first or accepted by `takes`."""
        amount = token.numeral.amount
        self.open = token.numeral.joins
        if token.figure:
            self._group, self._room, self._in_figures = amount, 0, True
        elif amount >= _THOUSAND:
            self._done += (self._group or 1) * amount
            room = 0 if self._in_figures else float("inf")
            self._group, self._room, self._scale = Fraction(0), room, float(amount)
        elif token.word in self._table.multiplied and self._group:
            self._group, self._room = self._group * _HUNDRED, _HUNDRED
        elif token.word in self._table.score and self._last == "quatre":
            self._group, self._room = self._group - 4 + 80, _TWENTY
        else:
            self._group += amount
            self._room = self._room_after(int(amount))
        self._last = token.word

    def add_half(self) -> None:
        """Add one half, or half of the scale just named (million ...)."""
        if self._group:
            self._group += Fraction(1, 2)
            self._room = 0
        else:
            self._done += Fraction(int(self._scale), 2)

    def _room_after(self, amount: int) -> int:
        if amount and amount % _HUNDRED == 0:
            return _HUNDRED
        if amount >= _TWENTY and amount % _TEN == 0:
            return self._table.teens.get(amount, _TEN)
        return self._table.teens.get(amount, 0)


def _attach_unit(fact: Fact, text: str) -> Fact:
    """Attach the percentage sign, currency or measure next to a number.

    A hundred per cent is not firm: it mostly means "completely", which another language expresses without a number.
    """
    article = _ARTICLE.match(text, fact.span.end) if fact.value == _HALF else None
    end = article.end() if article else fact.span.end
    before, after = unit_before(text, fact.span.start), unit_after(text, end)
    unit, end = (before, fact.span.end) if before else after
    if not unit:
        return fact
    found = replace(_set_unit(fact, unit), span=CharSpan(start=fact.span.start, end=end))
    return replace(found, firm=False) if found.value == Number(amount=Fraction(_HUNDRED), unit="%") else found


def _add_half(fact: Fact, text: str, table: NumeralTable) -> Fact:
    """Add the half after a measure: trois mètres et demi."""
    half = re.compile(table.half).match(text, fact.span.end)
    if half is None or not isinstance(fact.value, Number) or not fact.value.unit:
        return fact
    more = replace(fact.value, amount=fact.value.amount + Fraction(1, 2))
    return replace(fact, value=more, span=CharSpan(start=fact.span.start, end=half.end()))


def _set_unit(fact: Fact, unit: str) -> Fact:
    value, *others = (Number(amount=number.amount, unit=unit) for number in readings(fact))
    return replace(fact, value=value, others=tuple(others))


def readings(fact: Fact) -> tuple[Number, ...]:
    """Return all readings of a number; none for another kind of fact."""
    return (fact.value, *fact.others) if isinstance(fact.value, Number) else ()


def _share_units(found: list[Fact], text: str) -> Iterator[Fact]:
    """Give the first number of a range the unit of the second one: 2 to 4 inches."""
    for fact, following in zip_longest(found, found[1:]):
        value = following.value if following else None
        bare = not any(number.unit for number in readings(fact))
        shares = bare and isinstance(value, Number) and _RANGE.fullmatch(text[fact.span.end : following.span.start])
        yield _set_unit(fact, value.unit) if shares and isinstance(value, Number) else fact


def _merge_measures(found: list[Fact], text: str) -> Iterator[Fact]:
    """Merge a larger and a smaller measure into one: 6-foot-6, six feet six inches, 1 m 98."""
    k = 0
    while k < len(found):
        fact, following = found[k], found[k + 1] if k + 1 < len(found) else None
        k += 1
        if following and isinstance(fact.value, Number) and isinstance(following.value, Number):
            part, times = PARTS.get(fact.value.unit, ("", 0))
            between = text[fact.span.end : following.span.start]
            if following.value.amount < times and following.value.unit in ("", part) and _THEN.fullmatch(between):
                amount = fact.value.amount + following.value.amount / times
                span = CharSpan(start=fact.span.start, end=following.span.end)
                fact, k = replace(fact, value=replace(fact.value, amount=amount), others=(), span=span), k + 1
        yield fact


def _single_measures(found: list[Fact], text: str) -> Iterator[Fact]:
    """Yield the measures without a number, which mean one unit: a mile away, в километре отсюда."""
    taken = {offset for fact in found for offset in range(fact.span.start, fact.span.end)}
    for start, end, unit in measures(text):
        if start not in taken:
            value = Number(amount=Fraction(1), unit=unit)
            yield Fact(kind=FactKind.NUMBER, span=CharSpan(start=start, end=end), value=value, firm=False)


def _roman_numerals(text: str) -> Iterator[Fact]:
    for match in _ROMAN.finditer(text.translate(_LATIN)):
        if not match["digits"]:
            continue
        values = [_ROMAN_DIGITS[digit] for digit in match["digits"]]
        amount = sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0], strict=True))
        span = CharSpan(start=match.start(), end=match.end())
        yield Fact(kind=FactKind.NUMBER, span=span, value=Number(amount=Fraction(amount)))
