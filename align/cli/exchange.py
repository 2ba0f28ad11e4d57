"""The commands that tell how far the review is and carry it to other programs and back: status, export, import."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align.cli.options import EncoderOption, EncodingOption, FolderArgument, QuietOption

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.review.session import Progress, Waiting

PairOption = Annotated[str | None, typer.Option("--pair", metavar="TAG:TAG", help="Two languages, for example fr:en.")]
ReviewerOption = Annotated[
    str | None, typer.Option("--reviewer", metavar="NAME", help="Who decides; else ALIGN_REVIEWER, or your account.")
]


def status(
    folder: FolderArgument = Path(),
    *,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="text or json.")] = "text",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Tell how much of a project is reviewed, by whom, and which decisions do not fit the texts as they are.

    \b
    align status texts
    align status texts --format json
    """  # noqa: D301 - a backspace tells the help to keep lines
    from align import workspace
    from align.model import UsageError, one_line
    from align.review.session import Review
    from align.terminal import Terminal

    if form not in {"text", "json"}:
        raise UsageError(f'unknown format "{form}"; known are text, json')
    with Terminal(quiet=quiet) as terminal:
        aligner = workspace.Aligner.make(encoder, folder / "build" / "cache")
        review = Review.open(folder, aligner, terminal, encoding=encoding)
    if form == "json":
        record = {
            "texts": [asdict(each) for each in review.progress()],
            "parked": [_record(each) for each in review.parked],
        }
        # Half a character, which the log keeps escaped, stays so.
        printed = json.dumps(record, indent=2, ensure_ascii=False) + "\n"
        workspace.print_out([printed.encode(errors="backslashreplace").decode()])
        return
    for line in (*_progress_lines(review.progress()), *_parked_lines(review.parked)):
        typer.echo(one_line(line))


def _progress_lines(texts: tuple[Progress, ...]) -> Iterator[str]:
    if not texts:
        yield "nothing to review: no text is here in two languages"
    for each in texts:
        done = each.accepted + each.rejected + each.needs_review
        share = f"{done / each.beads:.0%}" if each.beads else "nothing to review"
        yield f"{each.src} : {each.tgt}  {done} of {each.beads} beads ({share})"
        yield f"    accepted {each.accepted}, rejected {each.rejected}, needs review {each.needs_review}"
        if each.by:
            yield "    by " + ", ".join(f"{name} ({count})" for name, count in each.by)


def _parked_lines(parked: tuple[Waiting, ...]) -> Iterator[str]:
    from align.wording import quantity

    if parked:
        yield f"parked  {len(parked)}"
    for each in parked:
        decision = each.decision
        words = _words(each)
        about = f"{decision.action} {decision.src} {decision.tgt}".rstrip()
        yield f"    {decision.at:%Y-%m-%d} {decision.reviewer}: {about}"
        yield f"        {' | '.join(words)}"
        near = f"; {quantity(len(each.near), 'bead')} near" if each.near else ""
        yield f"        {each.reason}{near}"


def _words(waiting: Waiting) -> tuple[str, ...]:
    decision = waiting.decision
    if decision.pins:
        pin = decision.pins[waiting.pin]
        return pin.src.excerpt, pin.tgt.excerpt
    return tuple(each.excerpt for each in (decision.quotation, decision.source and decision.source.passage) if each)


def _record(waiting: Waiting) -> dict[str, object]:
    decision = waiting.decision
    return {
        "decision": decision.id,
        "action": decision.action,
        "reviewer": decision.reviewer,
        "at": decision.at.isoformat(),
        "src": decision.src,
        "tgt": decision.tgt,
        "words": _words(waiting),
        "reason": waiting.reason,
        "near": [asdict(each) for each in waiting.near],
    }


def export(
    folder: FolderArgument = Path(),
    *,
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help="po, xlsx, docx, tmx, tsv, html, jsonl or beads.")
    ],
    out: Annotated[
        Path | None,
        typer.Option("--out", "-o", metavar="PATH", help="File, or folder if it has no suffix; else DIR/build."),
    ] = None,
    pair: PairOption = None,
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Write a project, with what people decided, in a format of other programs.

    PO, XLSX and DOCX hold two languages, and a project of more becomes a file for each pair in a folder.

    \b
    align export texts --format po -o review/
    align export texts --format xlsx --pair fr:en -o review.xlsx
    """  # noqa: D301
    from align import workspace
    from align.files import make_folder
    from align.formats import EXPORTERS
    from align.model import UsageError
    from align.review.session import Review
    from align.terminal import Terminal
    from align.workspace.exchange import BY_PAIR, export_review

    form = form.removeprefix(".").lower()
    if form not in {*BY_PAIR, *EXPORTERS}:
        raise UsageError(f'unknown format "{form}"; known are {", ".join(sorted({*BY_PAIR, *EXPORTERS}))}')
    if str(out) == "-":
        raise UsageError("an export is not printed; name a file or a folder, or leave -o out")
    chosen = _langs(pair)
    with Terminal(quiet=quiet) as terminal:
        aligner = workspace.Aligner.make(encoder, folder / "build" / "cache")
        review = Review.open(folder, aligner, terminal, encoding=encoding)
        if out is None:
            out = folder / "build"
            make_folder(out)
        written = export_review(review, form, out, terminal, pair=chosen)
    if not quiet:
        for path in written:
            typer.echo(path)


importing = typer.Typer(no_args_is_help=True, help="Take in what was reviewed or aligned elsewhere.")


def _take_review(
    form: str, path: Path, folder: Path, *, reviewer: str | None, encoder: str, encoding: str | None, quiet: bool
) -> None:
    from align import workspace
    from align.model import one_line
    from align.review.session import Review, reviewer_name
    from align.terminal import Terminal
    from align.wording import quantity
    from align.workspace.exchange import import_review, read_returned

    returned = read_returned(path, form)
    with Terminal(quiet=quiet) as terminal:
        aligner = workspace.Aligner.make(encoder, folder / "build" / "cache")
        review = Review.open(folder, aligner, terminal, encoding=encoding)
        taken = import_review(review, returned, reviewer or reviewer_name())
    if quiet:
        return
    for each in taken:
        typer.echo(one_line(f"{path}:{each.line}: {each.id}: {each.what}"))
    done = sum(each.done for each in taken)
    told = quantity(len(returned), "bead"), quantity(done, "decision"), quantity(len(taken) - done, "thing")
    typer.echo("{} read, {} taken, {} to look at".format(*told))


@importing.command("po")
def import_po(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="A catalogue that align export wrote.")],
    folder: FolderArgument = Path(),
    *,
    reviewer: ReviewerOption = None,
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Take in the flags and comments of a reviewed PO file.

    They become decisions; edited texts are reported and not applied.

    \b
    align import po review/fr-en.po texts --reviewer "Ann"
    """  # noqa: D301
    _take_review("po", path, folder, reviewer=reviewer, encoder=encoder, encoding=encoding, quiet=quiet)


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
    """Take in the statuses and comments of a reviewed workbook.

    They become decisions; edited texts are reported and not applied.

    \b
    align import xlsx review.xlsx texts --reviewer "Ann"
    """  # noqa: D301
    _take_review("xlsx", path, folder, reviewer=reviewer, encoder=encoder, encoding=encoding, quiet=quiet)


@importing.command("tmx")
def import_tmx(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Any translation memory.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the project is to be; a new folder.")],
    *,
    pair: PairOption = None,
) -> None:
    """Make a project of a translation memory.

    Its units are the beads, to be checked and reviewed.

    \b
    align import tmx memory.tmx project --pair fr:en
    """  # noqa: D301
    _make_project(path, folder, pair)


@importing.command("catalogue")
def import_catalogue(
    path: Annotated[Path, typer.Argument(metavar="FILE", help="Any PO file.")],
    folder: Annotated[Path, typer.Argument(metavar="DIR", help="Where the project is to be; a new folder.")],
    *,
    pair: PairOption = None,
) -> None:
    """Make a project of any PO file.

    Its messages are the beads, to be checked and reviewed; fuzzy ones, which nobody has confirmed, are left out.

    \b
    align import catalogue django.po project --pair en:fr
    """  # noqa: D301
    _make_project(path, folder, pair)


def _make_project(path: Path, folder: Path, pair: str | None) -> None:
    from align.wording import quantity
    from align.workspace.bitexts import import_bitext

    made = import_bitext(path, folder, pair=_langs(pair))
    for note in made.notes:
        typer.echo(f"align: note: {path}: {note}", err=True)
    typer.echo(f"{quantity(made.units, 'unit')} written; next: align run {folder}")


def _langs(pair: str | None) -> tuple[str, str] | None:
    from align.model import UsageError

    if pair is None:
        return None
    src, colon, tgt = pair.partition(":")
    if not (src and colon and tgt) or ":" in tgt:
        raise UsageError(f'"{pair}" is no pair of languages; write fr:en')
    return src, tgt
