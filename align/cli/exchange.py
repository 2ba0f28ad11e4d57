"""The commands that show the progress of a review and carry it to other programs and back: status, export, import."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align.cli.options import (
    EncoderOption,
    EncodingOption,
    FolderArgument,
    PairOption,
    QuietOption,
    ReviewerOption,
    choose,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align import ParkedDecision, Progress


def status(
    folder: FolderArgument = Path(),
    *,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="Format: text or json.")] = "text",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Show how much of a project is reviewed, by whom, and which decisions no longer fit the texts.

    \b
    align status texts
    align status texts --format json
    """  # noqa: D301 - a backspace tells the help to keep lines
    import align
    from align.model import one_line
    from align.terminal import Terminal, print_out

    choose("format", form, ["text", "json"])
    with Terminal(quiet=quiet) as terminal:
        state = align.open_project(folder, encoder=encoder, encoding=encoding, listener=terminal).status()
    if form == "json":
        record = {
            "texts": [asdict(each) for each in state.texts],
            "parked": [_record(each) for each in state.parked],
        }
        # A lone surrogate, which the log keeps escaped, stays escaped.
        printed = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
        print_out([printed.encode(errors="backslashreplace").decode()])
        return
    for line in (*_progress_lines(state.texts), *_parked_lines(state.parked)):
        typer.echo(one_line(line))


def _progress_lines(texts: tuple[Progress, ...]) -> Iterator[str]:
    if not texts:
        yield "nothing to review: no text exists in two languages"
    for each in texts:
        done = each.accepted + each.rejected + each.needs_review
        share = f"{done / each.beads:.0%}" if each.beads else "nothing to review"
        yield f"{each.src} : {each.tgt}  {done} of {each.beads} pairs ({share})"
        yield f"    accepted {each.accepted}, rejected {each.rejected}, needs review {each.needs_review}"
        if each.by:
            yield "    by " + ", ".join(f"{name} ({count})" for name, count in each.by)


def _parked_lines(parked: tuple[ParkedDecision, ...]) -> Iterator[str]:
    from align.wording import quantity

    if parked:
        yield f"parked  {len(parked)}"
    for each in parked:
        decision = each.decision
        about = f"{decision.action} {decision.src} {decision.tgt}".rstrip()
        yield f"    {decision.at:%Y-%m-%d} {decision.reviewer}: {about}"
        yield f"        {' | '.join(_words(each))}"
        near = f"; {quantity(len(each.similar), 'similar pair')}" if each.similar else ""
        yield f"        {each.reason}{near}"


def _words(parked: ParkedDecision) -> tuple[str, ...]:
    decision = parked.decision
    if decision.pins:
        pin = decision.pins[parked.pin]
        return pin.src.excerpt, pin.tgt.excerpt
    return tuple(each.excerpt for each in (decision.quotation, decision.source and decision.source.passage) if each)


def _record(parked: ParkedDecision) -> dict[str, object]:
    decision = parked.decision
    return {
        "decision": decision.id,
        "action": decision.action,
        "reviewer": decision.reviewer,
        "at": decision.at.isoformat(),
        "src": decision.src,
        "tgt": decision.tgt,
        "words": _words(parked),
        "reason": parked.reason,
        "near": [asdict(each) for each in parked.similar],
    }


def export(
    folder: FolderArgument = Path(),
    *,
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help="Format: po, xlsx, docx, tmx, tsv, html, jsonl or beads.")
    ],
    out: Annotated[
        Path | None,
        typer.Option(
            "--out",
            "-o",
            metavar="PATH",
            help="File to write, or a folder if PATH has no suffix. By default the folder DIR/build.",
        ),
    ] = None,
    pair: PairOption = None,
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write a project, with the decisions of reviewers, for other programs.

    PO, XLSX and DOCX files have two languages each; a project with more becomes a folder with a file for each pair.

    \b
    align export texts --format po -o review/
    align export texts --format xlsx --pair fr:en -o review.xlsx
    """  # noqa: D301
    import align
    from align.terminal import Terminal

    if str(out) == "-":
        raise align.UsageError("an export cannot be printed; name a file or a folder, or leave -o out")
    with Terminal(quiet=quiet) as terminal:
        workspace = align.open_project(folder, encoder=encoder, encoding=encoding, listener=terminal)
        written = workspace.export(form, out, pair=pair)
    if not quiet:
        for path in written:
            typer.echo(path)


importing = typer.Typer(no_args_is_help=True, help="Import a reviewed file or a translation memory.")


def _import_review(
    form: str, path: Path, folder: Path, *, reviewer: str | None, encoder: str, encoding: str | None, quiet: bool
) -> None:
    import align
    from align.model import one_line
    from align.terminal import Terminal
    from align.wording import quantity

    with Terminal(quiet=quiet) as terminal:
        workspace = align.open_project(folder, encoder=encoder, encoding=encoding, listener=terminal)
        imported = workspace.import_review(path, form, reviewer=reviewer or align.reviewer_name())
    if quiet:
        return
    for each in imported.changes:
        typer.echo(one_line(f"{path}:{each.line}: {each.id}: {each.what}"))
    done = sum(each.done for each in imported.changes)
    rest = quantity(len(imported.changes) - done, "change")
    typer.echo(f"{quantity(imported.beads, 'pair')} read, {quantity(done, 'decision')} made, {rest} to look at")


@importing.command("po")
def import_po(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A PO file that align export wrote.")],
    folder: FolderArgument = Path(),
    *,
    reviewer: ReviewerOption = None,
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Import the flags and comments of a reviewed PO file.

    They become decisions. Edited texts are reported but not changed.

    \b
    align import po review/fr-en.po texts --reviewer "Ann"
    """  # noqa: D301
    _import_review("po", path, folder, reviewer=reviewer, encoder=encoder, encoding=encoding, quiet=quiet)


@importing.command("xlsx")
def import_xlsx(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A workbook that align export wrote.")],
    folder: FolderArgument = Path(),
    *,
    reviewer: ReviewerOption = None,
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Import the statuses and comments of a reviewed workbook.

    They become decisions. Edited texts are reported but not changed.

    \b
    align import xlsx review.xlsx texts --reviewer "Ann"
    """  # noqa: D301
    _import_review("xlsx", path, folder, reviewer=reviewer, encoder=encoder, encoding=encoding, quiet=quiet)


@importing.command("tmx")
def import_tmx(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Any translation memory.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the project.")],
    *,
    pair: PairOption = None,
) -> None:
    """Make a project of a translation memory.

    Its units become pairs, ready to be checked and reviewed.

    \b
    align import tmx memory.tmx project --pair fr:en
    """  # noqa: D301
    _check_suffix(path, (".tmx",), "a translation memory", "align import catalogue reads .po and .pot")
    _import_bitext(path, folder, pair)


@importing.command("catalogue")
def import_catalogue(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Any PO file.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="A new folder for the project.")],
    *,
    pair: PairOption = None,
) -> None:
    """Make a project of the PO file of a program.

    Its messages become pairs, ready to be checked and reviewed. Fuzzy messages are left out: nobody has confirmed them.

    \b
    align import catalogue django.po project --pair en:fr
    """  # noqa: D301
    _check_suffix(path, (".po", ".pot"), "a catalogue", "align import tmx reads .tmx")
    _import_bitext(path, folder, pair)


def _check_suffix(path: Path, suffixes: tuple[str, ...], what: str, other: str) -> None:
    """Raise `UsageError` if the suffix of a file is not one of those that a command reads."""
    import align

    if path.suffix.lower() not in suffixes:
        raise align.UsageError(f"{path}: the name of {what} ends in {' or '.join(suffixes)}; {other}")


def _import_bitext(path: Path, folder: Path, pair: str | None) -> None:
    import align
    from align.terminal import Terminal
    from align.wording import quantity

    imported = align.import_bitext(path, folder, pair=pair)
    for note in imported.notes:
        Terminal(quiet=False).note(f"{path}: {note}")
    typer.echo(f"{quantity(imported.units, 'unit')} written; next: align run {folder}")
