"""A file outside any project, and its words -> its language, and how we know it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any, Literal

import regex

from align.lang.names import script
from align.model import ReadError
from align.read.tags import language_tag

if TYPE_CHECKING:
    from pathlib import Path

_SAMPLE = 20_000  # Code points to detect the language from.
_SHARE = 0.2  # Share of the letters from which on a script counts: quoted names do not change the language.

_SCRIPTS = {
    "ja": ("Hani", "Hira", "Kana"),
    "ko": ("Hang",),
    "ku": ("Arab", "Latn"),
    "sr": ("Cyrl", "Latn"),
    "zh": ("Hani",),
}
"""The languages that are written in several scripts, or in a script that ISO 15924 and Unicode call differently."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Assumed:
    """The language that a file seems to be in."""

    lang: str
    """BCP 47 tag."""
    how: Literal["name", "folder", "detected"]
    """Named by the file, named by its folder, or detected from its words."""
    probability: float
    """Probability that a detected language is right; 1 for a named one."""


def language_of(path: Path, text: str) -> Assumed:
    """Find the language of a file that belongs to no project.

    The file names it (`x.fr.txt`, `x.fr`), or its folder does (`fr/x.txt`). Otherwise py3langid (Lui and Baldwin,
    langid.py, 2012) detects it, among the languages whose script makes up at least a fifth of the letters.

    Args:
        path: The file.
        text: Its words; the first 20,000 code points count.

    Raises:
        ReadError: Nothing names the language, and the text has no letters.
    """
    names = [suffix[1:] for suffix in reversed(path.suffixes[-2:])]
    tags = [(tag, name) for name in names if (tag := language_tag(name))]
    for tag, name in tags:
        # Three letters after a dot are often a word: "part.one.txt", "notes.may.txt". The text must confirm them.
        if not _has_three_letters(name) or _detect(text)[0] == tag.partition("-")[0]:
            return Assumed(lang=tag, how="name", probability=1.0)
    if tag := language_tag(path.absolute().parent.name):
        return Assumed(lang=tag, how="folder", probability=1.0)
    lang, probability = _detect(text)
    if not lang:
        raise ReadError("no letters to detect the language from; name the language", path=path)
    return Assumed(lang=lang, how="detected", probability=probability)


def _has_three_letters(name: str) -> bool:
    return len(name.replace("_", "-").partition("-")[0]) == 3  # noqa: PLR2004


def _detect(text: str) -> tuple[str, float]:
    """Return the most likely language of a text and its probability; an empty tag if the text has no letters."""
    sample = text[:_SAMPLE]
    identifier = _identifier()
    identifier.set_languages()  # Undo the choice that was made for the file before.
    # Its three-letter labels are varieties that it finds too often in short texts of their big neighbours.
    known = {label: _scripts(label) for label in identifier.labels if len(label) == 2}  # noqa: PLR2004
    used = _scripts_used(sample, frozenset(code for codes in known.values() for code in codes))
    candidates = [label for label, codes in known.items() if used.intersection(codes)]
    if not candidates:
        return "", 0.0
    identifier.set_languages(candidates)
    lang, probability = identifier.rank(sample)[0]
    return lang, probability


def _scripts(lang: str) -> tuple[str, ...]:
    return _SCRIPTS.get(lang) or (script(lang),)


def _scripts_used(text: str, scripts: frozenset[str]) -> frozenset[str]:
    """Return which of some scripts, given by their ISO 15924 codes, make up a fifth of the letters of a text each."""
    ordered = sorted(scripts)
    letter = regex.compile("|".join(rf"(\p{{Script={code}}})" for code in ordered))
    counts = Counter(ordered[(match.lastindex or 1) - 1] for match in letter.finditer(text))
    return frozenset(code for code, count in counts.items() if count >= _SHARE * counts.total())


@cache
def _identifier() -> Any:  # noqa: ANN401 - py3langid has no types
    """Load the model, which takes a while, when there is something to detect."""
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
