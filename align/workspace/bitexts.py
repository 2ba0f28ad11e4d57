"""Texts that are aligned already: a translation memory or a catalogue -> a project with a given ladder."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align import read
from align.files import write_atomically
from align.formats.po import reader as po
from align.formats.tmx import reader as tmx
from align.model import ReadError, StoreError, UsageError
from align.read.config import CONFIG
from align.wording import quantity

if TYPE_CHECKING:
    from align.formats.incoming import BitextUnit

_FUZZY = "as fuzzy (not confirmed)"
"""Why a message of a catalogue is left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedBitext:
    """The outcome of importing a file of aligned texts."""

    units: int
    """Beads of the project."""
    notes: tuple[str, ...]
    """Units that were left out, and why."""


def import_bitext(path: Path | str, folder: Path | str, *, pair: tuple[str, str] | None = None) -> ImportedBitext:
    """Make a project of a translation memory or a PO catalogue.

    Every unit becomes a paragraph in either language, and align.toml says that the paragraphs are paired.

    Args:
        path: File with the suffix .tmx, .po or .pot.
        folder: The new project folder; it may exist if it is empty.
        pair: The two languages, source first; by default the file tells.

    Raises:
        UsageError: The folder is not empty, or the languages are unknown.
        ReadError: The file has another format, or holds no unit in both languages.
        StoreError: The folder cannot be written.

    """
    path, folder = Path(path), Path(folder)
    if folder.exists() and any(folder.iterdir()):
        raise UsageError(f"{folder} is not empty; name a new folder, so that nothing in it is overwritten")
    langs, units, left_out = _read(path, pair)
    tags = [read.language_tag(lang) for lang in langs]
    if not (tags[0] and tags[1]) or tags[0] == tags[1]:
        raise UsageError(f"{path} does not name its two languages; give them as a pair, for example fr:en")
    whole = [unit for unit in units if all(map(_has_words, unit.texts))]
    if not whole:
        aside = " that is not fuzzy" if left_out[_FUZZY] else ""
        raise ReadError(f"holds no unit in both languages{aside}", path=path)
    stem = "".join(letter if letter.isalnum() or letter in "-_" else "-" for letter in path.stem) or "texts"
    try:
        for number, tag in enumerate(tags):
            target = folder / str(tag) / f"{stem}.txt"
            target.parent.mkdir(parents=True, exist_ok=True)
            write_atomically(target, (f"{unit.texts[number]}\n" for unit in whole))
        config = f"[project]\npivot = {json.dumps(tags[0])}\n\n[align]\npaired = [{json.dumps(stem)}]\n"
        write_atomically(folder / CONFIG, [config])
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", path=folder) from error
    left_out["without words in one of the languages"] += len(units) - len(whole)
    notes = tuple(f"{quantity(number, 'unit')} left out {why}" for why, number in left_out.items() if number)
    return ImportedBitext(units=len(whole), notes=notes)


def _read(path: Path, pair: tuple[str, str] | None) -> tuple[tuple[str, str], tuple[BitextUnit, ...], Counter[str]]:
    """Return the languages of a file, its units, and the number left out by reason."""
    suffix = path.suffix.lower()
    if suffix == ".tmx":
        langs, units, lacking = tmx.read_units(path, pair)
        return langs, units, Counter({"without words in one of the languages": lacking})
    if suffix in {".po", ".pot"}:
        langs, units, fuzzy = po.read_units(path)
        return pair or langs, units, Counter({_FUZZY: fuzzy})
    raise ReadError(f'no reader for "{path.suffix}"; known are .tmx and .po', path=path)


def _has_words(text: str) -> bool:
    """Tell whether a line would be a paragraph; an ornament such as "* * *" separates paragraphs instead."""
    return any(letter.isalnum() for letter in text)
