"""A loose file and its words -> the language it is in, and how that is known."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import regex

from align.model import ReadError
from align.read.tags import language_tag

if TYPE_CHECKING:
    from pathlib import Path

_SAMPLE = 20_000  # Code points that detection looks at.
_SHARE = 0.2  # Of the letters, that a script must have to count as seen: quoted names do not change the language.

# What py3langid tells apart, by script; what is in no list is written in Latin letters. Its tags of three letters are
# left out: they are varieties that it finds too often in short texts of their big neighbours.
_LANGUAGES = {
    "Cyrillic": "ba be bg kk ky mk mn ru sr tg tt uk",
    "Greek": "el",
    "Armenian": "hy",
    "Georgian": "ka",
    "Hebrew": "he",
    "Arabic": "ar fa ku ps ug ur",
    "Devanagari": "hi mr ne sa",
    "Bengali": "as bn",
    "Gurmukhi": "pa",
    "Gujarati": "gu",
    "Oriya": "or",
    "Tamil": "ta",
    "Telugu": "te",
    "Kannada": "kn",
    "Malayalam": "ml",
    "Sinhala": "si",
    "Thai": "th",
    "Lao": "lo",
    "Tibetan": "dz",
    "Myanmar": "my",
    "Khmer": "km",
    "Ethiopic": "am",
    "Han": "ja zh",
    "Hiragana": "ja",
    "Katakana": "ja",
    "Hangul": "ko",
}
_NOT_LATIN = frozenset(" ".join(_LANGUAGES.values()).split()) - {"ku", "sr"}  # These two are written in both.
_SCRIPTS = ("Latin", *_LANGUAGES)
_LETTER = regex.compile("|".join(rf"(\p{{Script={script}}})" for script in _SCRIPTS))


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """The language a file is taken to be in."""

    lang: str
    """BCP 47 tag."""
    how: Literal["name", "folder", "detected"]
    """Whether the name of the file says so, its folder, or only the look of its words."""
    probability: float
    """1 if a name says so."""


def language_of(path: Path, text: str) -> Assumed:
    """Tell the language of a loose file.

    Its name says so (`x.fr.txt`, `x.fr`), or the folder it is in (`fr/x.txt`); otherwise py3langid (Lui and Baldwin,
    langid.py, 2012) judges the beginning of `text`, restricted to the languages written in the scripts that make up
    at least a fifth of its letters. Raises ReadError if there are no letters to judge by.
    """
    for suffix in reversed(path.suffixes[-2:]):
        if tag := _plain_tag(suffix[1:]):
            return Assumed(lang=tag, how="name", probability=1.0)
    if tag := language_tag(path.absolute().parent.name):
        return Assumed(lang=tag, how="folder", probability=1.0)
    sample = text[:_SAMPLE]
    identifier = _identifier()
    identifier.set_languages()  # All of them, whatever the file before left to choose from.
    known = frozenset(label for label in identifier.labels if len(label) == 2)  # noqa: PLR2004
    candidates = _written_in(sample, known)
    if not candidates:
        raise ReadError("no letters to tell the language by; name it with --lang", path=path)
    identifier.set_languages(candidates)
    lang, probability = identifier.rank(sample)[0]
    return Assumed(lang=lang, how="detected", probability=probability)


def _plain_tag(name: str) -> str | None:
    # "part.one.txt": after a dot, three letters are a word more often than a language.
    tag = language_tag(name)
    return tag if tag and len(tag.partition("-")[0]) == 2 else None  # noqa: PLR2004


def _written_in(sample: str, known: frozenset[str]) -> frozenset[str]:
    """Return the languages that the scripts of a text leave to choose from."""
    counts = Counter(_SCRIPTS[(match.lastindex or 1) - 1] for match in _LETTER.finditer(sample))
    found: set[str] = set()
    for script, count in counts.items():
        if count >= _SHARE * counts.total():
            found |= known - _NOT_LATIN if script == "Latin" else known.intersection(_LANGUAGES[script].split())
    return frozenset(found)


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    """Load the model, which takes a while, when there is something to detect."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
