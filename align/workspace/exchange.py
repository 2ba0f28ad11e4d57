"""Files for review in other programs: a project goes out, statuses and comments come back as decisions."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align.files import make_folder
from align.formats import EXPORTERS, docx, language_pairs
from align.formats.po import reader as po_file, writer as po
from align.formats.tmx import writer as tmx
from align.formats.units import fit, pair_units
from align.formats.xlsx import reader as xlsx_file, writer as xlsx
from align.model import Action, Status, UsageError
from align.review.requests import Request
from align.workspace.build import write_result
from align.workspace.targets import refuse_to_overwrite, write_target

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.formats.incoming import ReviewedBead
    from align.formats.review_rows import BeadKey
    from align.formats.units import Unit
    from align.listener import Listener
    from align.review.session import Review

BY_PAIR = ("po", "xlsx", "docx")
"""Formats that hold two languages, statuses and comments."""
RETURNED = ("po", "xlsx")
"""Formats of reviewed files that are read back."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedChange:
    """One change that a reviewed file brought back."""

    id: str
    """Id of the bead in the file."""
    line: int
    """Line of the file, or row of the sheet."""
    what: str
    """In a few words: "accepted", "comment: ...", "proposed edit: ..."."""
    done: bool
    """Whether it became a decision; otherwise it is only reported."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ImportedReview:
    """The outcome of importing a reviewed file."""

    beads: int
    """Beads in the file."""
    changes: tuple[ImportedChange, ...]


def check_format(form: str) -> str:
    """Return the name of a format without a dot, in lower case; raise `UsageError` if there is no such format."""
    name = form.removeprefix(".").lower()
    known = {*BY_PAIR, *EXPORTERS}
    if name not in known:
        raise UsageError(f'unknown format "{name}"; known are {", ".join(sorted(known))}')
    return name


def check_returned_format(form: str) -> str:
    """Return a format without a dot, in lower case; raise `UsageError` if no reviewed file of it can be read."""
    name = form.removeprefix(".").lower()
    if name not in RETURNED:
        raise UsageError(f'no review is read from "{form}"; known are {", ".join(RETURNED)}')
    return name


def export_review(
    review: Review, form: str, out: Path, listener: Listener, *, pair: tuple[str, str] | None = None
) -> tuple[Path, ...]:
    """Write a project with its decisions in a format of `align.formats` or of `BY_PAIR`, and return the files.

    A format of `BY_PAIR` makes a file for each pair of languages in the folder `out`. With `pair`, or for a project of
    two languages, `out` names the file, unless it is a folder or a new name without a suffix. Raises `UsageError` if
    `out` is one file and the pairs are several, or if it must not be overwritten.
    """
    refuse_to_overwrite(out, (Path(text.document.path) for text in review.result.texts.values()))
    whole = out.is_dir() or not (out.suffix or out.exists())
    pairs = language_pairs(review.result)
    if pair is not None and set(pair) not in map(set, pairs):
        known = ", ".join(map(":".join, pairs))
        raise UsageError(f"no text exists in {' and '.join(pair)}; known are {known or 'no pairs'}")
    chosen = [pair] if pair else list(pairs)
    if not chosen:
        raise UsageError("nothing to export: no text exists in two languages")
    if form not in BY_PAIR and pair is None:
        path = out / f"project.{form}" if whole else out
        make_folder(path.parent)
        write_result(review.result, form, path, listener)
        return (path,)
    if form not in {*BY_PAIR, "tmx"}:
        raise UsageError(f"{form} is written for all languages at once; leave the pair out")
    single = len(chosen) == 1 and not whole
    if not (single or whole):
        raise UsageError(
            f"{out} is one file, but the project has {len(chosen)} pairs of languages;"
            f" give --pair {':'.join(chosen[0])}, or a folder"
        )
    make_folder(out.parent if single else out)
    paths = []
    for src, tgt in chosen:
        path = out if single else out / f"{src}-{tgt}.{form}"
        for note in _write_pair(review, form, path, (src, tgt)):
            listener.note(f"{path}: {note}")
        paths.append(path)
    return tuple(paths)


def _write_pair(review: Review, form: str, path: Path, pair: tuple[str, str]) -> tuple[str, ...]:
    """Write the file of two languages, and return notes for the user."""
    if form in {"xlsx", "docx"}:
        make = xlsx.bilingual if form == "xlsx" else docx.bilingual
        data, notes = make(review.result, *pair, _comments(review))
        write_target(path, [data])
        return notes
    if form == "po":
        export = po.bilingual(review.result, *pair, _comments(review))
    else:
        export = tmx.bilingual(review.result, *pair)
    write_target(path, export.chunks)
    return export.notes


def _comments(review: Review) -> dict[BeadKey, tuple[str, ...]]:
    """Return the comments on each bead: "Ann: the words"."""
    said: dict[BeadKey, tuple[str, ...]] = {}
    for src, tgt in review.pairs():
        beads = review.ladder(src, tgt).beads
        for number, opinion in review.opinions(src, tgt).items():
            if opinion.comments:
                bead = beads[number]
                lines = tuple(fit(f"{comment.reviewer}: {comment.note}") for comment in opinion.comments)
                said[(src, bead.src), (tgt, bead.tgt)] = lines
    return said


def read_returned(path: Path, form: str) -> tuple[ReviewedBead, ...]:
    """Read a reviewed file; raise `ReadError` if it is not one."""
    return po_file.read_review(path) if form == "po" else xlsx_file.read_review(path)


def import_review(review: Review, returned: Sequence[ReviewedBead], reviewer: str) -> ImportedReview:
    """Turn statuses and comments of a reviewed file into decisions, and report every change.

    Only differences from the export count, so decisions that others made meanwhile stay, and importing a file twice
    changes nothing. An edited text is reported as a proposed edit: texts are changed in their own files. Raises
    `UsageError` if the project has none of the beads.
    """
    units = _units(review)
    if returned and not any(item.id in units for item in returned):
        raise UsageError(
            "no pair of this file is in this project; is it an export of another project, or have all texts changed?"
        )
    said = _comments(review)
    changes: list[ImportedChange] = []
    wanted: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for item in returned:
        if item.id not in units:
            changes.append(_change(item, "its words have changed since the export; nothing done", done=False))
            continue
        unit, (src, tgt, name), status = units[item.id]
        if item.status and item.status not in {item.was, status}:
            known = item.status in set(Status)
            if known:
                wanted[src, tgt, item.status].append(name)
            unknown = f'unknown status "{item.status}"; known are {", ".join(Status)}'
            changes.append(_change(item, item.status if known else unknown, done=known))
        for line in _new_comments(item, unit, said):
            review.decide(Request(action=Action.COMMENT, reviewer=reviewer, src=src, tgt=tgt, beads=(name,), note=line))
            changes.append(_change(item, f"comment: {line}", done=True))
        changes += _edits(item, unit)
    # Statuses come after comments, since a rejected bead may leave the ladder.
    for (src, tgt, wish), names in wanted.items():
        review.decide(_request(wish, reviewer, src, tgt, tuple(names)))
    return ImportedReview(beads=len(returned), changes=tuple(changes))


def _new_comments(item: ReviewedBead, unit: Unit, said: Mapping[BeadKey, tuple[str, ...]]) -> Iterator[str]:
    """Yield comments that are new, with or without a name before them."""
    one, other = ((side.document, side.run) for side in unit.sides)
    known = said.get((one, other)) or said.get((other, one), ())
    for line in dict.fromkeys(map(fit, item.comments)):
        if line and not any(line in {each, each.partition(": ")[2]} for each in known):
            yield line


def _edits(item: ReviewedBead, unit: Unit) -> Iterator[ImportedChange]:
    for text, side in zip((item.source, item.target), unit.sides, strict=True):
        if fit(text) != side.text:
            yield _change(item, f'proposed edit of {side.document}: "{side.text}" -> "{fit(text)}"', done=False)


def _change(item: ReviewedBead, what: str, *, done: bool) -> ImportedChange:
    return ImportedChange(id=item.id, line=item.line, what=what, done=done)


def _request(status: str, reviewer: str, src: str, tgt: str, beads: tuple[str, ...]) -> Request:
    if status in {Status.ACCEPTED, Status.REJECTED}:
        action = Action.ACCEPT if status == Status.ACCEPTED else Action.REJECT
        return Request(action=action, reviewer=reviewer, src=src, tgt=tgt, beads=beads)
    return Request(action=Action.STATUS, reviewer=reviewer, src=src, tgt=tgt, beads=beads, value=status)


def _units(review: Review) -> dict[str, tuple[Unit, tuple[str, str, str], Status]]:
    """Return the units of all exports by id, each with its ladder, the bead's id there, and the bead's status."""
    ladders = {}
    for src, tgt in review.pairs():
        beads = review.ladder(src, tgt).beads
        for name, bead in zip(review.ids(src, tgt), beads, strict=True):
            ladders[(src, bead.src), (tgt, bead.tgt)] = (src, tgt, name), bead.status
    units = {}
    pairs = language_pairs(review.result)
    # An export may have either direction.
    for src, tgt in (*pairs, *((tgt, src) for src, tgt in pairs if src != tgt)):
        for unit in pair_units(review.result, src, tgt).units:
            one, other = ((side.document, side.run) for side in unit.sides)
            place, status = ladders[(one, other) if (one, other) in ladders else (other, one)]
            units[unit.id] = unit, place, status
    return units
