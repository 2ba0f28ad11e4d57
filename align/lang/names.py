"""BCP 47 tags -> names, scripts and short codes of languages, from Unicode's CLDR (package babel).

Babel takes 45 ms to import and to read its tables, so the names and scripts of frequent languages are kept here.
"""

from __future__ import annotations

from functools import cache

_FREQUENT = {
    "ar": ("Arabic", "Arab"),
    "de": ("German", "Latn"),
    "en": ("English", "Latn"),
    "es": ("Spanish", "Latn"),
    "fr": ("French", "Latn"),
    "it": ("Italian", "Latn"),
    "nl": ("Dutch", "Latn"),
    "pl": ("Polish", "Latn"),
    "pt": ("Portuguese", "Latn"),
    "ru": ("Russian", "Cyrl"),
    "uk": ("Ukrainian", "Cyrl"),
}
"""Name and usual script of languages, as babel has them."""
_SCRIPT_LETTERS = 4


@cache
def language_name(tag: str) -> str:
    """Return the English name of a language ("French", "Portuguese (Brazil)"); the tag itself if it is unknown."""
    if tag in _FREQUENT:
        return _FREQUENT[tag][0]
    from babel import Locale

    names = Locale("en")
    language, *rest = tag.split("-")
    name = names.languages.get(language.lower())
    if name is None:
        return tag
    details = [names.scripts.get(part.title()) or names.territories.get(part.upper()) or part for part in rest]
    return f"{name} ({', '.join(details)})" if details else name


@cache
def script(tag: str) -> str:
    """Return the ISO 15924 code of the script of a language ("Cyrl"): named in the tag, or usual; empty if unknown."""
    if tag in _FREQUENT:
        return _FREQUENT[tag][1]
    from babel.core import get_global

    language, *rest = tag.split("-")
    named = next((part for part in rest if len(part) == _SCRIPT_LETTERS and part.isalpha()), "")
    if named:
        return named.title()
    usual = get_global("likely_subtags")
    keys = [f"{language.lower()}_{part.upper()}" for part in rest] + [language.lower()]
    full = next((usual[key] for key in keys if key in usual), "")
    return full.split("_")[1] if full else ""


def two_letter_code(code: str) -> str:
    """Return the two-letter code of a language for a three-letter one ("fra", "fre": "fr"); `code` if it has none."""
    from babel.core import get_global

    short = get_global("language_aliases").get(code, "")
    return short if len(short) == 2 else code  # noqa: PLR2004
