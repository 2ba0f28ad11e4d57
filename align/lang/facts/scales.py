"""Words after figures that mean thousands or millions, in languages without tables, as data."""

from __future__ import annotations

import re

_SCALES = (
    ((10**9,), r"mil millones|mil milhões"),
    ((10**9,), r"milliard\w*|mili?ard\w*|miljard\w*|milyar\w*|mrd|mld|мільярд\w*|миллиард\w*|млрд"),
    ((10**9,), r"δισ\w*|مليارا?ت?|מיליארד"),
    ((10**9, 10**12), r"bn|billion\w*|billones|bilhões|bilhão"),
    ((10**6,), r"mill?i[oóõ]\w*|milh(?:ão|ões)|miljo\w*|milyon\w*|mln|mio|mill|мільйон\w*|миллион\w*|млн"),
    ((10**6,), r"εκατ(?!ό)\w*|مليونا?|ملايين|מיליון"),
    ((1000,), r"тыс\w*|тис\w*|tys\w*|tis[íi]c\w*|tis|tsd|tausend|duizend|thousand|mille|mila|bin"),
    ((1000,), r"χιλ(?!ιόμ|ιοστ|ιόγ)\w*|ألفا?|آلاف|אלף|אלפים"),
    ((1000, 10**6), r"mil"),
)
_WORD = re.compile(
    r"\s?(?:" + "|".join(f"(?P<s{k}>{pattern})" for k, (_, pattern) in enumerate(_SCALES)) + r")(?!\w)", re.IGNORECASE
)
_LETTERS = (
    ((10**8,), "[億亿억]"),
    ((10**6,), "百[万萬]|백만"),
    ((10**7,), "千[万萬]|천만"),
    ((10**4,), "[万萬만]"),
    ((1000,), "千(?![米克瓦])|천"),
)
_LETTER = re.compile(r"\s?(?:" + "|".join(f"(?P<s{k}>{pattern})" for k, (_, pattern) in enumerate(_LETTERS)) + ")")


def scale_after(text: str, end: int) -> tuple[tuple[int, ...], int] | None:
    """Return the multipliers (every reading) of a number that ends at an offset, and the end of their word."""
    for pattern, scales in ((_WORD, _SCALES), (_LETTER, _LETTERS)):
        match = pattern.match(text, end)
        if match and match.lastgroup:
            return scales[int(match.lastgroup[1:])][0], match.end()
    return None
