"""Number words of each language, as data: word -> numeral. Inflected forms are built from stems and endings."""

from __future__ import annotations

from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True, kw_only=True)
class Numeral:
    """The contribution of a number word to its number."""

    amount: Fraction
    others: tuple[Fraction, ...] = ()
    """Other readings: "quarter" means a fourth or fifteen minutes."""
    firm: bool = True
    """Whether the word alone surely states a number; "one" and "second" need not."""
    joins: bool = True
    """Whether it can be part of a longer number."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class NumeralTable:
    """How a language writes numbers in words."""

    words: dict[str, Numeral]
    """By word in lower case, with е for ё."""
    half: str
    """Pattern of the words that add a half to the number before them."""
    link: str = ""
    """Pattern of a word between the parts of a number."""
    inverted: str = ""
    """Pattern of the text between a unit and the tens after it: four and twenty."""
    multiplied: frozenset[str] = frozenset()
    """Words for a hundred, multiplied by the unit before them."""
    score: frozenset[str] = frozenset()
    """Words for twenty, multiplied by a four before them."""
    teens: Mapping[int, int] = field(default_factory=dict)
    """Numbers followed by words of ten or more, each with their exclusive limit: 60 -> 20 (soixante-dix-neuf)."""
    prefixes: tuple[tuple[str, int], ...] = ()
    """Numbers at the beginning of compounds: "двухэтажный"."""
    comma_decimal: bool = True
    """Whether a comma separates the decimals, and a full stop the thousands."""


def _table(*rows: tuple[str, int | str], firm: bool = True, joins: bool = True) -> dict[str, Numeral]:
    """Read rows of words and their amounts, the usual reading first."""
    table = {}
    for words, amounts in rows:
        first, *others = (Fraction(amount) for amount in str(amounts).split())
        numeral = Numeral(amount=first, others=tuple(others), firm=firm, joins=joins)
        table.update(dict.fromkeys(words.split(), numeral))
    return table


_TENS = "10 12 20 30 40 50 60 70 80 90"
_HUNDREDS_OF = "100 200 300 400 500 600 700 800 900"
"""Readings of "tens", "decades" and "hundreds", where another language may give an exact number."""

ENGLISH = NumeralTable(
    words=_table(
        ("three", 3), ("four", 4), ("fourth", 4), ("five", 5), ("fifth", 5), ("six", 6),
        ("sixth", 6), ("seven", 7), ("seventh", 7), ("eight", 8), ("eighth", 8), ("nine", 9), ("ninth", 9),
        ("ten", 10), ("tenth", 10), ("eleven eleventh", 11), ("twelve twelfth", 12), ("thirteen thirteenth", 13),
        ("fourteen fourteenth", 14), ("fifteen fifteenth", 15), ("sixteen sixteenth", 16),
        ("seventeen seventeenth", 17), ("eighteen eighteenth", 18), ("nineteen nineteenth", 19),
        ("twenty twentieth twenties", 20), ("thirty thirtieth thirties", 30), ("forty fortieth forties", 40),
        ("fifty fiftieth fifties", 50), ("sixty sixtieth sixties", 60), ("seventy seventieth seventies", 70),
        ("eighty eightieth eighties", 80), ("ninety ninetieth nineties", 90),
    )
    | _table(
        ("one first", 1), ("two second", 2), ("third", "3 1/3"), ("half", "1/2 30 6"), ("nought zero nil", 0),
        ("hundred hundredth", 100), ("thousand thousandth", 1000), ("million millionth millions", 10**6),
        ("billion billionth bn billions", 10**9), ("trillion", 10**12), firm=False,
    )
    | _table(
        ("once single", 1), ("both twice double doubled pair couple twin two-way dual duo", 2),
        ("triple tripled treble thrice trio", 3), ("thirds", "1/3 2/3"), ("quarter quarters", "1/4 3/4 4 15 3"),
        ("quadruple quartet", 4), ("fifths", "1/5 2/5 3/5 4/5"), ("dozen", 12), ("dozens decades", _TENS),
        ("score", 20),
        ("decade", 10), ("noon midday", "12 0"), ("midnight", "0 24 12"), ("none", 0),
        ("fortnight", "2 14 15"), ("hundreds", _HUNDREDS_OF), ("thousands", 1000), firm=False, joins=False,
    ),
    half=r"\s+and\s+a\s+half\b",
    link=r"[\s-]+and[\s-]+|\s+a\s+",
    inverted=r"[\s-]and[\s-]",
    multiplied=frozenset({"hundred", "hundredth"}),
    comma_decimal=False,
)  # fmt: skip

FRENCH = NumeralTable(
    words=_table(
        ("trois", 3), ("quatre quatrième", 4), ("cinq cinquième", 5), ("six sixième", 6),
        ("sept septième", 7), ("huit huitième", 8), ("dix dixième", 10), ("onze onzième", 11), ("douze douzième", 12),
        ("treize treizième", 13), ("quatorze quatorzième", 14), ("quinze quinzième", 15), ("seize seizième", 16),
        ("vingt vingts vingtième", 20), ("trente trentième", 30), ("quarante quarantième", 40),
        ("cinquante cinquantième", 50), ("soixante soixantième", 60), ("septante", 70), ("huitante octante", 80),
        ("nonante", 90),
    )
    | _table(
        ("un une unième premier première premiers premières", 1), ("deux deuxième deuxièmes second seconde", 2),
        ("troisième troisièmes", 3), ("neuf neufs neuvième", 9), ("demi demie", "1/2 30"), ("zéro", 0),
        ("cent cents centième", 100), ("mille millième", 1000), ("million millions", 10**6),
        ("milliard milliards", 10**9), ("billion billions", 10**12), firm=False,
    )
    | _table(
        ("seul seule", 1), ("double doublé doubler paire couple duo bis jumeaux", 2),
        ("triple triplé tripler trio", 3), ("tiers", "1/3 2/3"), ("quart quarts", "1/4 3/4 15"), ("trimestre", "3 1/4"),
        ("quatrièmes", 4), ("moitié", "1/2"), ("semestre", 6), ("dizaine", "10 12"),
        ("dizaines décennies", _TENS),
        ("douzaine douzaines", 12),
        ("quinzaine", "15 2 14"), ("vingtaine", 20), ("trentaine", 30), ("quarantaine", 40), ("cinquantaine", 50),
        ("soixantaine", 60), ("centaine", 100), ("centaines", _HUNDREDS_OF), ("millier milliers", 1000),
        ("décennie", 10),
        ("midi", "12 0"), ("minuit", "0 24 12"), ("aucun aucune", 0), firm=False, joins=False,
    ),
    half=r"\s+et\s+demie?\b",
    link=r"[\s-]+et[\s-]+|\s+autres\s+",
    multiplied=frozenset({"cent", "cents", "centième"}),
    score=frozenset({"vingt", "vingts", "vingtième"}),
    teens={10: 10, 60: 20, 80: 20},
)  # fmt: skip

_CASES = [
    "ый",
    "ой",
    "ий",
    "ого",
    "его",
    "ому",
    "ему",
    "ым",
    "им",
    "ом",
    "ем",
    "ая",
    "яя",
    "ую",
    "юю",
    "ей",
    "ое",
    "ее",
    "ые",
    "ие",
    "ых",
    "их",
    "ыми",
    "ими",
    "ья",
    "ье",
    "ьи",
    "ью",
    "ьей",
    "ьего",
    "ьему",
    "ьим",
    "ьем",
    "ьих",
    "ьими",
]


def _ordinals(rows: dict[str, int], *, firm: bool = True) -> dict[str, Numeral]:
    return _table(*((" ".join(stem + end for end in _CASES), amount) for stem, amount in rows.items()), firm=firm)


_TEENS = {"одиннадцат": 11, "двенадцат": 12, "тринадцат": 13, "четырнадцат": 14, "пятнадцат": 15, "шестнадцат": 16,
          "семнадцат": 17, "восемнадцат": 18, "девятнадцат": 19, "двадцат": 20}  # fmt: skip
_HUNDREDS = {"двухсот": 200, "трехсот": 300, "четырехсот": 400, "пятисот": 500, "шестисот": 600, "семисот": 700,
             "восьмисот": 800, "девятисот": 900}  # fmt: skip

RUSSIAN = NumeralTable(
    words=_table(
        ("три трех трем тремя трое троих троим троими", 3),
        ("четыре четырех четырем четырьмя четверо четверых", 4), ("пять пяти пятью пятеро пятерых", 5),
        ("шесть шести шестью шестеро шестерых", 6), ("семь семи семеро семерых", 7),
        ("восемь восьми восемью восьмью", 8), ("девять девяти девятью", 9), ("десять десяти десятью", 10),
        *((f"{stem}ь {stem}и {stem}ью", amount) for stem, amount in _TEENS.items()),
        ("тридцать тридцати тридцатью", 30), ("сорок сорока", 40), ("пятьдесят пятидесяти пятьюдесятью", 50),
        ("шестьдесят шестидесяти шестьюдесятью", 60), ("семьдесят семидесяти семьюдесятью", 70),
        ("восемьдесят восьмидесяти восемьюдесятью", 80), ("девяносто девяноста", 90), ("сто ста", 100),
        ("двести двухсот двумстам двумястами двухстах", 200), ("триста трехсот тремстам тремястами трехстах", 300),
        ("четыреста четырехсот четыремстам четырьмястами четырехстах", 400),
        *((f"{stem}ьсот {stem}исот {stem}истам {stem}ьюстами {stem}истах", number)
          for stem, number in (("пят", 500), ("шест", 600), ("сем", 700), ("девят", 900))),
        ("восемьсот восьмисот восьмистам восьмистах", 800),
        ("полтора полторы полутора", "3/2"), ("полтораста", 150),
    )
    | _ordinals({
        "четверт": 4, "пят": 5, "шест": 6, "седьм": 7, "восьм": 8, "девят": 9, "десят": 10,
        **_TEENS, "тридцат": 30, "сороков": 40,
        "пятидесят": 50, "шестидесят": 60, "семидесят": 70, "восьмидесят": 80, "девяност": 90, "сот": 100, **_HUNDREDS,
    })
    | _ordinals({"перв": 1, "втор": 2, "трет": 3}, firm=False)
    | _table(
        ("один одна одно одного одному одним одном одной одну одни одних одними", 1),
        ("два две двух двум двумя двое двоих двоим двоими", 2), ("ноль нуль ноля нуля нулю", 0),
        ("тысяча тысячи тысяч тысяче тысячу тысячей тысячам тысячами тысячах тыс", 1000),
        ("миллион миллиона миллионов миллиону миллионом миллионе миллионы миллионам миллионами миллионах млн", 10**6),
        ("миллиард миллиарда миллиардов миллиарду миллиардом миллиарде миллиарды миллиардам миллиардами млрд", 10**9),
        ("триллион триллиона триллионов трлн", 10**12), firm=False,
    )
    | _table(
        ("впервые однажды единственный единственная единственного единственное единственную", 1),
        ("оба обе обоих обеих обоим обеим обоими обеими вдвоем дважды вдвое удвоить удвоил", 2),
        ("двойной двойная двойную двойного пара пару пары парой двойка двойки", 2),
        ("втроем трижды втрое тройка тройки тройной", 3),
        ("вчетвером четверка", 4), ("пятерка", 5), ("треть трети третью", "1/3 2/3"),
        ("четверть четверти", "1/4 3/4 15 4"),
        ("квартал квартала квартале", "3 1/4"), ("половина половины половину половине половиной пол", "1/2 30"),
        ("полгода", "1/2 6"), ("полугодие полугодия", 6), ("полчаса получаса", "1/2 30"), ("полмиллиона", 500000),
        ("десяток десятка", "10 12"),
        ("десятки десятков десятками десятках десятилетия десятилетий", _TENS), ("дюжина дюжины дюжину дюжин", 12),
        ("сотня сотню", 100),
        ("сотни сотен сотнями", _HUNDREDS_OF), ("десятилетие", 10), ("полдень полудня", "12 0"),
        ("полночь полуночи", "0 24 12"), firm=False, joins=False,
    ),
    half=r"\s+с\s+половиной\b",
    prefixes=(
        ("двух", 2), ("трех", 3), ("четырех", 4), ("пятидесяти", 50), ("пятнадцати", 15), ("пяти", 5),
        ("шестидесяти", 60), ("шести", 6), ("семидесяти", 70), ("семи", 7), ("восьмидесяти", 80), ("восьми", 8),
        ("девяти", 9), ("десяти", 10), ("двенадцати", 12), ("двадцати", 20), ("тридцати", 30), ("сорока", 40),
        ("сто", 100), ("тысяче", 1000), ("полу", 1), ("одно", 1),
    ),
)  # fmt: skip

FIGURES_ONLY = NumeralTable(words={}, half="(?!)")
NUMERALS = {"en": ENGLISH, "fr": FRENCH, "ru": RUSSIAN}
