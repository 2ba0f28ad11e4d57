"""The commands about quotations."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from align.cli.options import EncoderOption, EncodingOption, FolderArgument, QuietOption


def quotes(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(metavar="DIR | ARTICLE", help="Project folder, or the versions of one article."),
    ] = None,
    *,
    source: Annotated[
        list[Path] | None, typer.Option("--source", metavar="FILE", help="A text that the article quotes; repeatable.")
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option("--lang", metavar="TAG", help="Language of a file; once for each article and source, in order."),
    ] = None,
    form: Annotated[str, typer.Option("--format", help="text, jsonl, tsv or html.")] = "text",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Find what is quoted, where it stands in the sources, and how it was rendered.

    In a project, texts in one language only are the sources, and align.toml may say which note cites which of them.
    Files are the versions of one article and, after --source, the texts that it quotes. Without a source the quotations
    are listed alone.

    \b
    align quotes texts
    align quotes texts --format jsonl > quotations.jsonl
    align quotes texts --format html > quotations.html
    align quotes article.fr.md article.en.md --source interview.ru.md --source letter.ru.txt
    align quotes article.txt --source interview.txt --lang fr --lang ru
    """  # noqa: D301
    import shutil

    from align import workspace
    from align.formats import quotations as export
    from align.formats.html import page as html
    from align.model import UsageError
    from align.terminal import Terminal

    paths = paths or [Path()]
    if form not in {"text", "jsonl", "tsv", "html"}:
        raise UsageError(f'unknown format "{form}"; known are text, jsonl, tsv, html')
    whole = len(paths) == 1 and paths[0].is_dir()
    if whole and (source or lang):
        raise UsageError(
            "a project tells its sources and languages by its folders; name files, or leave the options out"
        )
    with Terminal(quiet=quiet) as terminal:
        if whole:
            aligner = workspace.Aligner.make(encoder, paths[0] / "build" / "cache")
            result = workspace.align_project(paths[0], aligner, terminal, encoding=encoding)
        else:
            aligner = workspace.Aligner.make(encoder, workspace.user_cache())
            result = workspace.trace_files(paths, source or (), aligner, terminal, langs=lang or (), encoding=encoding)
    if form == "html":
        workspace.print_out([html.render_quotations(result)])
    elif form == "text":
        width = shutil.get_terminal_size((120, 24)).columns
        workspace.print_out(line + "\n" for line in export.table(result, width))
    else:
        workspace.print_out((export.jsonl if form == "jsonl" else export.tsv)(result))


def find(
    words: Annotated[str, typer.Argument(metavar="TEXT", help="What to look for, in any language the encoder knows.")],
    folder: FolderArgument = Path(),
    *,
    lang: Annotated[
        list[str] | None,
        typer.Option("--in", "--lang", metavar="TAG", help="Look in texts of this language only; repeatable."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Print at most so many places.")] = 10,
    form: Annotated[str, typer.Option("--format", help="text or jsonl.")] = "text",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Find what the texts of a project say, whatever language it is asked in.

    Each place is printed with the probability that it says the same, measured where texts are on the subject and every
    third says what is asked for. It is higher for a whole sentence than for a few words. The most probable places come
    first. The exit code is 1 if there is none.

    \b
    align find "the barge sank at night" texts
    align find "la barge a coulé" texts --in ru --in en
    align find "баржа затонула ночью" --format jsonl --limit 3
    """  # noqa: D301
    import json
    from dataclasses import asdict

    from align import workspace
    from align.model import UsageError
    from align.terminal import Terminal
    from align.workspace.search import find_words

    if form not in {"text", "jsonl"}:
        raise UsageError(f'unknown format "{form}"; known are text, jsonl')
    with Terminal(quiet=quiet) as terminal:
        aligner = workspace.Aligner.make(encoder, folder / "build" / "cache")
        found = find_words(folder, words, aligner, terminal, langs=lang or (), encoding=encoding)
    for one in found[:limit]:
        if form == "jsonl":
            workspace.print_out([json.dumps(asdict(one), ensure_ascii=False, sort_keys=True) + "\n"])
        else:
            head = f"{one.confidence:.2f}  {one.path}:{one.line}"
            workspace.print_out([f"{head}\n      …{one.before}[{one.text}]{one.after}…\n"])
    if not found:
        raise typer.Exit(1)
