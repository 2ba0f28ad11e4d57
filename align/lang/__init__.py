"""BCP 47 tag -> table of the language: abbreviations, quotation marks, words that begin sentences."""

from __future__ import annotations

from align.lang.default import DEFAULT, OTHERS, Language
from align.lang.en import ENGLISH
from align.lang.fr import FRENCH
from align.lang.ru import RUSSIAN

__all__ = ["DASH", "NOTE_CALL", "OMISSION", "SIC", "Language", "language"]

_TABLES = {table.tag: table for table in (*OTHERS, ENGLISH, FRENCH, RUSSIAN)}

DASH = r"(?:--|[—–-])"
"""Pattern of a dash, as typed, that opens direct speech or sets off a clause."""
NOTE_CALL = r"(?:\[(?:\^[^\]\s]{1,60}|\p{Nd}{1,4}|\*{1,3}|\p{Ll})\]|\(\p{Nd}{1,3}\)|[⁰¹²³⁴⁵⁶⁷⁸⁹]+|[*†‡]{1,3})"
"""Pattern (of the `regex` package) of a note call in any language: [1] [^2] [a] (3) ³ * †."""
OMISSION = r"(?:[\[(<]\s?(?:…|\.{3}|\. \. \.)\s?[\])>])"
"""Pattern of a bracketed omission mark in any language: (…) […] (...) [...], and <…> as Russian editors write it."""
SIC = r"(?:[\[(](?:sic|так)\s?!?[\])])"
"""Pattern of "[sic]" and "[так]": the original has the preceding words in this form."""


def language(tag: str) -> Language:
    """Return the table for a BCP 47 tag; "pt-BR" falls back on "pt", an unknown language on the default table."""
    parts = tag.lower().replace("_", "-").split("-")
    for length in range(len(parts), 0, -1):
        table = _TABLES.get("-".join(parts[:length]))
        if table is not None:
            return table
    return DEFAULT
