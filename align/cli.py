"""The command line: parse, call the pipeline, print. Results go to stdout or to files, everything else to stderr."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.pipeline import Summary
    from align.terminal import Terminal

app = typer.Typer(
    name="align",
    help="Align parallel texts sentence by sentence, and see how quotations were rendered.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)

EncoderOption = Annotated[
    str,
    typer.Option(
        "--encoder", metavar="NAME", help="Encoder: muse (built in), or a sentence-transformers model or folder."
    ),
]
EncodingOption = Annotated[
    str | None, typer.Option("--encoding", metavar="NAME", help="Encoding of the files, if not UTF-8: cp1251, ...")
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")]


def _print_version(value: bool) -> None:  # noqa: FBT001 - typer calls it
    if value:
        from align import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show where an error arose.")] = False,
) -> None:
    pass


@app.command()
def run(
    folder: Annotated[Path, typer.Argument(metavar="[DIR]", help="Project folder.")] = Path(),
    *,
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Align all texts of a project and write DIR/build/.

    DIR holds a folder for each language: fr/, en/, ru/. Files of the same name in two or more of them are versions of
    one text; a file in one of them only is a source.

    \b
    align run texts
    align run texts --encoder sentence-transformers/LaBSE
    """  # noqa: D301 - a backspace tells the help to keep lines
    from align import pipeline

    with _terminal(quiet=quiet) as terminal:
        aligner = pipeline.Aligner.make(encoder, folder / "build" / "cache")
        result = pipeline.align_project(folder, aligner, terminal, encoding=encoding)
        written = pipeline.write_build(result, folder / "build", terminal)
    if not quiet:
        _print_summary(pipeline.summary(result), written)


@app.command()
def files(
    paths: Annotated[list[Path], typer.Argument(metavar="FILE FILE...", help="Versions of one text, the pivot first.")],
    *,
    out: Annotated[
        Path,
        typer.Option("--out", "-o", metavar="FILE", help="Where to write: its suffix tells the format; - is stdout."),
    ],
    form: Annotated[
        str | None, typer.Option("--format", help="Format: tmx, tsv, po, jsonl, html or beads, whatever the suffix.")
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", metavar="TAG", help="Language of a file; once for each file, in order."),
    ] = None,
    presegmented: Annotated[
        bool, typer.Option("--presegmented", help="Take every line as one sentence, exactly as it stands.")
    ] = False,
    layout: Annotated[
        str, typer.Option(help="Paragraphs of .txt files: lines (one a line), wrapped (blank lines between), or auto.")
    ] = "auto",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Align loose files.

    The language of a file is read off its name (book.fr.txt, fr/book.txt) or told from its words.

    \b
    align files book.fr.txt book.en.txt -o book.tmx
    align files a.txt b.txt c.txt --lang fr --lang en --lang ru -o all.html
    align files --presegmented dev.de dev.fr -o - --format beads
    """  # noqa: D301
    from align import pipeline
    from align.export import exporter
    from align.model import UsageError
    from align.read import Layout

    if form is None and str(out) == "-":
        raise UsageError("say which format to print: -o - --format tsv")
    form = form or out.suffix.removeprefix(".")
    exporter(form)  # A wrong format is noticed before the work begins.
    layouts = {"auto": Layout.AUTO, "lines": Layout.LINES, "wrapped": Layout.WRAPPED}
    if layout not in layouts:
        raise UsageError(f'unknown layout "{layout}"; known are {", ".join(layouts)}')
    target = None if str(out) == "-" else out
    with _terminal(quiet=quiet) as terminal:
        aligner = pipeline.Aligner.make(encoder, pipeline.user_cache())
        result = pipeline.align_files(
            paths,
            aligner,
            terminal,
            langs=lang or (),
            layout=Layout.SENTENCES if presegmented else layouts[layout],
            encoding=encoding,
        )
        pipeline.write(result, form, target, terminal)
    if target and not quiet:
        _print_summary(pipeline.summary(result), (out,))


@app.command()
def quotes(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="[DIR | ARTICLE...]", help="Project folder, or the versions of one article."),
    ] = None,
    *,
    source: Annotated[
        list[Path] | None, typer.Option("--source", metavar="FILE", help="A text that the article quotes; repeatable.")
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", metavar="TAG", help="Language of a file; once for each article and source, in order."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="text, jsonl or tsv.")] = "text",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Find what is quoted, where it stands in the sources, and how it was rendered.

    In a project, texts in one language only are the sources, and align.toml may say which note cites which of them.
    Without a source the quotations are listed alone.

    \b
    align quotes texts
    align quotes texts --format jsonl > quotations.jsonl
    align quotes article.fr.md article.en.md --source interview.ru.md
    """  # noqa: D301
    import shutil

    from align import pipeline
    from align.export import quotes as export
    from align.model import UsageError

    paths = paths or [Path()]
    if form not in {"text", "jsonl", "tsv"}:
        raise UsageError(f'unknown format "{form}"; known are text, jsonl, tsv')
    whole = len(paths) == 1 and paths[0].is_dir()
    if whole and (source or lang):
        raise UsageError(
            "a project tells its sources and languages by its folders; name files, or leave the options out"
        )
    with _terminal(quiet=quiet) as terminal:
        if whole:
            aligner = pipeline.Aligner.make(encoder, paths[0] / "build" / "cache")
            traced, sources = pipeline.trace_project(paths[0], aligner, terminal, encoding=encoding)
        else:
            aligner = pipeline.Aligner.make(encoder, pipeline.user_cache())
            traced, sources = pipeline.trace_files(
                paths, source or (), aligner, terminal, langs=lang or (), encoding=encoding
            )
    if form == "text":
        width = shutil.get_terminal_size((120, 24)).columns
        pipeline.print_out(line + "\n" for line in export.table(traced, sources, width))
    else:
        pipeline.print_out((export.jsonl if form == "jsonl" else export.tsv)(traced, sources))


@app.command(name="eval")
def evaluate(
    pairs: Annotated[
        list[Path], typer.Argument(metavar="GOLD AUTO...", help="Files of beads, gold and automatic in turn.")
    ],
    *,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """Judge beads by gold: precision, recall and F1, strict and lax, pooled over all pairs of files.

    A line of a file is a bead, "[0]:[0, 1]:0.93": source sentences, target sentences and, if known, confidence. AUTO
    may also be an alignment.jsonl of two languages. The counts are those of Vecalign's scorer.

    \b
    align eval book.gold book.beads
    align eval a.gold a.beads b.gold b.beads --format json
    """  # noqa: D301
    from align import pipeline
    from align.model import UsageError

    if len(pairs) % 2:
        raise UsageError("each GOLD needs an AUTO: align eval a.gold a.beads b.gold b.beads")
    if form not in {"text", "json"}:
        raise UsageError(f'unknown format "{form}"; known are text, json')
    scores = pipeline.evaluate(list(zip(pairs[::2], pairs[1::2], strict=True)))
    typer.echo(json.dumps(scores.record(), indent=2) if form == "json" else scores.table())


@app.command()
def encoders(
    *,
    measure: Annotated[bool, typer.Option("--measure", help="Measure the speed of those that are at hand.")] = False,
    form: Annotated[str, typer.Option("--format", help="text or json.")] = "text",
) -> None:
    """List the encoders that are at hand, and some that could be fetched.

    \b
    align encoders
    align encoders --measure
    """  # noqa: D301
    from dataclasses import asdict

    from align import pipeline

    infos = pipeline.encoders(measure=measure)
    if form == "json":
        typer.echo(json.dumps([asdict(info) for info in infos], indent=2))
        return
    for info in infos:
        here = "here" if info.at_hand else "not here"
        size = f"{info.size / 1e6:.0f} MB" if info.size else ""
        speed = f"{info.speed:.0f} sentences/s" if info.speed else ""
        facts = ", ".join(
            fact for fact in (here, f"{info.dim} dimensions" if info.dim else "", size, speed, info.languages) if fact
        )
        typer.echo(f"{info.name}\n    {info.about}\n    {facts}" if info.about else f"{info.name}\n    {facts}")
    typer.echo("\nFetch one with: hf download NAME. Any folder with a sentence-transformers model will do as well.")


def _terminal(*, quiet: bool) -> Terminal:
    from align.terminal import Terminal

    return Terminal(quiet=quiet)


def _print_summary(summary: Summary, written: tuple[Path, ...]) -> None:
    for line in _summary_lines(summary):
        typer.echo(line)
    typer.echo("written:")
    for path in written:
        typer.echo(f"  {path}")


def _summary_lines(summary: Summary) -> Iterator[str]:
    yield f"documents    {summary.documents}"
    yield f"segments     {summary.segments}"
    if summary.confidence is not None:
        yield "beads        " + "   ".join(f"{kind}: {count}" for kind, count in summary.beads)
        yield f"confidence   {summary.confidence:.3f} on average"
    if summary.quotations:
        yield "quotations   " + "   ".join(f"{lang}: {count}" for lang, count in summary.quotations)
