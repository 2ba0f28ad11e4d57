"""The commands about quotations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from align.cli.options import EncoderOption, EncodingOption, QuietOption


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
    from align.terminal import Terminal

    paths = paths or [Path()]
    if form not in {"text", "jsonl", "tsv"}:
        raise UsageError(f'unknown format "{form}"; known are text, jsonl, tsv')
    whole = len(paths) == 1 and paths[0].is_dir()
    if whole and (source or lang):
        raise UsageError(
            "a project tells its sources and languages by its folders; name files, or leave the options out"
        )
    with Terminal(quiet=quiet) as terminal:
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
