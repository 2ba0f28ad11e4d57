"""The use cases of exchange: a project to files that people review elsewhere, and what they said back into it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align.files import make_folder, write_atomically
from align.formats import docx, language_pairs
from align.formats.po import reader as po_file
from align.formats.po import writer as po
from align.formats.tmx import writer as tmx
from align.formats.units import fit, pair_units
from align.formats.xlsx import reader as xlsx_file
from align.formats.xlsx import writer as xlsx
from align.model import Action, Status, UsageError
from align.review.requests import Request
from align.workspace import refuse_to_overwrite, write

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.formats.incoming import ReviewedBead
    from align.formats.review_rows import BeadKey
    from align.formats.units import Unit
    from align.listener import Listener
    from align.review.session import Review

BY_PAIR = ("po", "xlsx", "docx")
"""Formats that hold two languages and what people said."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What an import did with one bead."""

    id: str
    """Of the bead, as the file has it."""
    line: int
    """Of the file."""
    what: str
    """In a few words: "accepted", "comment: ...", "proposed edit: ..."."""
    done: bool
    """Whether it is a decision now; what is only reported is not."""


def export_review(
    review: Review, form: str, out: Path, listener: Listener, *, pair: tuple[str, str] | None = None
) -> tuple[Path, ...]:
    """Write a project, decisions applied, in a format of `align.formats` or of `BY_PAIR`, and return the files.

    Of the latter there is one for each pair of languages, in the folder `out`; with `pair`, or if there is but one,
    `out` is the file unless it is a folder, or is not there and has no suffix.
    """
    refuse_to_overwrite(out, (Path(text.document.path) for text in review.result.texts.values()))
    whole = out.is_dir() or not (out.suffix or out.exists())
    pairs = language_pairs(review.result)
    if pair is not None and set(pair) not in map(set, pairs):
        known = ", ".join(map(":".join, pairs))
        raise UsageError(f'no pair of languages "{":".join(pair)}" here; known are {known or "none"}')
    chosen = [pair] if pair else list(pairs)
    if not chosen:
        raise UsageError("nothing to export: no text exists in two languages")
    if form not in BY_PAIR and pair is None:
        path = out / f"project.{form}" if whole else out
        make_folder(path.parent)
        write(review.result, form, path, listener)
        return (path,)
    if form not in {*BY_PAIR, "tmx"}:
        raise UsageError(f"{form} is written for all languages at once; leave the pair out")
    single = len(chosen) == 1 and not whole
    make_folder(out.parent if single else out)
    paths = []
    for src, tgt in chosen:
        path = out if single else out / f"{src}-{tgt}.{form}"
        for note in _write_pair(review, form, path, (src, tgt)):
            listener.note(f"{path}: {note}")
        paths.append(path)
    return tuple(paths)


def _write_pair(review: Review, form: str, path: Path, pair: tuple[str, str]) -> tuple[str, ...]:
    """Write the file of two languages, and return what the user should know of it."""
    if form in {"xlsx", "docx"}:
        make = xlsx.bilingual if form == "xlsx" else docx.bilingual
        data, notes = make(review.result, *pair, _comments(review))
        write_atomically(path, [data])
        return notes
    if form == "po":
        export = po.bilingual(review.result, *pair, _comments(review))
    else:
        export = tmx.bilingual(review.result, *pair)
    write_atomically(path, export.chunks)
    return export.notes


def _comments(review: Review) -> dict[BeadKey, tuple[str, ...]]:
    """Return what people said of the beads, "Ann: the words"."""
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
    """Return what a file says that people reviewed; raise `ReadError` if it is none."""
    return po_file.read_review(path) if form == "po" else xlsx_file.read_review(path)


def import_review(review: Review, returned: Sequence[ReviewedBead], reviewer: str) -> tuple[Taken, ...]:
    """Make decisions of what people said elsewhere, and report on every bead of which they said anything.

    Only what differs from what was exported counts, so that what others decided meanwhile stays; to import a file again
    does nothing. A text that was edited is reported as a proposal: texts are changed in their files.
    """
    units = _units(review)
    said = _comments(review)
    taken: list[Taken] = []
    wanted: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for item in returned:
        if item.id not in units:
            taken.append(_taken(item, "no such bead any more: its words have changed since the export", done=False))
            continue
        unit, (src, tgt, name), status = units[item.id]
        if item.status and item.status not in {item.was, status}:
            known = item.status in set(Status)
            if known:
                wanted[src, tgt, item.status].append(name)
            unknown = f'unknown status "{item.status}"; known are {", ".join(Status)}'
            taken.append(_taken(item, item.status if known else unknown, done=known))
        for line in _new_comments(item, unit, said):
            review.decide(Request(action=Action.COMMENT, reviewer=reviewer, src=src, tgt=tgt, beads=(name,), note=line))
            taken.append(_taken(item, f"comment: {line}", done=True))
        taken += _edits(item, unit)
    # A rejected bead may leave the ladder, so this comes after the comments.
    for (src, tgt, wish), names in wanted.items():
        review.decide(_request(wish, reviewer, src, tgt, tuple(names)))
    return tuple(taken)


def _new_comments(item: ReviewedBead, unit: Unit, said: Mapping[BeadKey, tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines that nobody has said yet, with or without a name before them."""
    one, other = ((side.document, side.run) for side in unit.sides)
    known = said.get((one, other)) or said.get((other, one), ())
    for line in dict.fromkeys(map(fit, item.comments)):
        if line and not any(line in {each, each.partition(": ")[2]} for each in known):
            yield line


def _edits(item: ReviewedBead, unit: Unit) -> Iterator[Taken]:
    for text, side in zip((item.source, item.target), unit.sides, strict=True):
        if fit(text) != side.text:
            yield _taken(item, f'proposed edit of {side.document}: "{side.text}" -> "{fit(text)}"', done=False)


def _taken(item: ReviewedBead, what: str, *, done: bool) -> Taken:
    return Taken(id=item.id, line=item.line, what=what, done=done)


def _request(status: str, reviewer: str, src: str, tgt: str, beads: tuple[str, ...]) -> Request:
    if status in {Status.ACCEPTED, Status.REJECTED}:
        action = Action.ACCEPT if status == Status.ACCEPTED else Action.REJECT
        return Request(action=action, reviewer=reviewer, src=src, tgt=tgt, beads=beads)
    return Request(action=Action.STATUS, reviewer=reviewer, src=src, tgt=tgt, beads=beads, value=status)


def _units(review: Review) -> dict[str, tuple[Unit, tuple[str, str, str], Status]]:
    """Return the units of all exports by their ids: with them, the ladder, the bead's id there and its status."""
    ladders = {}
    for src, tgt in review.pairs():
        beads = review.ladder(src, tgt).beads
        for name, bead in zip(review.ids(src, tgt), beads, strict=True):
            ladders[(src, bead.src), (tgt, bead.tgt)] = (src, tgt, name), bead.status
    units = {}
    pairs = language_pairs(review.result)
    # A pair may have been exported in either direction.
    for src, tgt in (*pairs, *((tgt, src) for src, tgt in pairs if src != tgt)):
        for unit in pair_units(review.result, src, tgt).units:
            one, other = ((side.document, side.run) for side in unit.sides)
            place, status = ladders[(one, other) if (one, other) in ladders else (other, one)]
            units[unit.id] = unit, place, status
    return units
