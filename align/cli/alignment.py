"""The commands that align: run and files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align.cli.options import EncoderOption, EncodingOption, FolderArgument, QuietOption, choose

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align import Summary


def run(
    folder: FolderArgument = Path(),
    *,
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Align all texts of a project and write DIR/build/.

    DIR holds a folder for each language: fr/, en/, ru/. Files of the same name in two or more folders are versions of
    one text; a file in one folder only is a source.

    \b
    align run texts
    align run texts --encoder sentence-transformers/LaBSE
    """  # noqa: D301 - a backspace tells the help to keep lines
    import align
    from align.terminal import Terminal

    with Terminal(quiet=quiet) as terminal:
        workspace = align.open_project(folder, encoder=encoder, encoding=encoding, listener=terminal)
        result = workspace.run()
        written = workspace.build(result)
    if not quiet:
        _print_summary(align.summarise(result), written)


def files(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE", help="Versions of one text, the pivot first.")],
    *,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE", help="File to write: its suffix tells the format; - is stdout."),
    ],
    form: Annotated[
        str | None,
        typer.Option("--format", metavar="NAME", help="tmx, tsv, po, jsonl, html or beads, whatever the suffix."),
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", metavar="TAG", help="Language of a file; once for each file, in order."),
    ] = None,
    presegmented: Annotated[
        bool, typer.Option("--presegmented", help="Every line is one sentence, exactly as it stands.")
    ] = False,
    part: Annotated[bool, typer.Option("--part", help="The shorter text is only a part of the longer one.")] = False,
    layout: Annotated[
        str,
        typer.Option(
            metavar="NAME", help="Paragraphs of .txt files: lines (one a line), wrapped (blank lines between), or auto."
        ),
    ] = "auto",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Align loose files.

    The language of a file is taken from its name (book.fr.txt, fr/book.txt) or guessed from its words.

    \b
    align files book.fr.txt book.en.txt -o book.tmx
    align files a.txt b.txt c.txt --lang fr --lang en --lang ru -o all.html
    align files chapter.fr.txt book.en.txt --part -o chapter.tmx
    align files --presegmented dev.de dev.fr -o - --format beads
    """  # noqa: D301
    import align
    from align.terminal import Terminal, print_out

    # Mistakes in the options are reported before the work begins.
    form = align.check_output(out, form, inputs=paths)
    layouts = {each.value: each for each in align.Layout if each is not align.Layout.SENTENCES}
    choose("layout", layout, list(layouts))
    with Terminal(quiet=quiet) as terminal:
        result = align.align_files(
            paths,
            lang=lang or (),
            layout=align.Layout.SENTENCES if presegmented else layouts[layout],
            encoder=encoder,
            encoding=encoding,
            listener=terminal,
            part=part,
        )
        if str(out) == "-":
            export = align.render(result, form)
            print_out(export.chunks)
            for note in export.notes:
                terminal.note(f"stdout: {note}")
            return
        align.write(result, out, form, listener=terminal)
    if not quiet:
        _print_summary(align.summarise(result), (out,))


def _print_summary(summary: Summary, written: tuple[Path, ...]) -> None:
    for line in _summary_lines(summary):
        typer.echo(line)
    typer.echo("written:")
    for path in written:
        typer.echo(f"  {path}")


def _summary_lines(summary: Summary) -> Iterator[str]:
    from align.wording import two_digits

    yield f"documents    {summary.documents}"
    yield f"segments     {summary.segments}"
    if summary.confidence is not None:
        yield "beads        " + "   ".join(f"{kind}: {count}" for kind, count in summary.beads)
        yield f"confidence   {summary.confidence:.3f} on average"
    if summary.trust is not None:
        least, greatest = (f"{two_digits(trust):.2f}" for trust in summary.trust)
        yield f"trust        {least}" if least == greatest else f"trust        {least} to {greatest}"
    if summary.quotations:
        yield "quotations   " + "   ".join(f"{lang}: {count}" for lang, count in summary.quotations)
    if summary.located:
        yield "located      " + "   ".join(f"{lang}: {count}" for lang, count in summary.located)
