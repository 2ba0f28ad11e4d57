"""The commands about words: quotes and find."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from align.cli.options import EncoderOption, EncodingOption, FolderArgument, QuietOption, choose


def quotes(
    paths: Annotated[
        list[Path] | None,
        typer.Argument(
            metavar="DIR | ARTICLE",
            help="Project folder, or the versions of one article; by default the current folder.",
        ),
    ] = None,
    *,
    source: Annotated[
        list[Path] | None, typer.Option("--source", metavar="FILE", help="A text that the article quotes. Repeatable.")
    ] = None,
    lang: Annotated[
        list[str] | None,
        typer.Option(
            "--lang",
            metavar="TAG",
            help="Language of a file, for example fr. Give it once for each file, in order, the sources last.",
        ),
    ] = None,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="Format: text, jsonl, tsv or html.")] = "text",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """List quotations, their places in the sources, and how they were translated.

    In a project, the sources are the texts that exist in only one language. In align.toml you can say which note cites
    which source. Without a project, name the versions of one article and, after --source, each text that it quotes.
    Without sources the quotations are only listed.

    \b
    align quotes texts
    align quotes texts --format jsonl > quotations.jsonl
    align quotes texts --format html > quotations.html
    align quotes article.fr.md article.en.md --source interview.ru.md --source letter.ru.txt
    align quotes article.txt --source interview.txt --lang fr --lang ru
    """  # noqa: D301
    import shutil

    import align
    from align.terminal import Terminal, print_out

    paths = paths or [Path()]
    choose("format", form, align.QUOTATION_FORMATS)
    whole = len(paths) == 1 and paths[0].is_dir()
    if whole and (source or lang):
        raise align.UsageError(
            "a project tells sources and languages by its folders; leave --source and --lang out, or name files"
        )
    with Terminal(quiet=quiet) as terminal:
        if whole:
            result = align.open_project(paths[0], encoder=encoder, encoding=encoding, listener=terminal).run()
        else:
            result = align.trace_files(
                paths, source or (), lang=lang or (), encoder=encoder, encoding=encoding, listener=terminal
            )
    print_out(align.render_quotations(result, form, width=shutil.get_terminal_size((120, 24)).columns))


def find(
    words: Annotated[
        str, typer.Argument(metavar="TEXT", help="The words to find, in any language that the encoder knows.")
    ],
    folder: FolderArgument = Path(),
    *,
    lang: Annotated[
        list[str] | None,
        typer.Option("--in", "--lang", metavar="TAG", help="Search only texts of this language. Repeatable."),
    ] = None,
    limit: Annotated[int, typer.Option("--limit", metavar="N", min=1, help="Print at most N places.")] = 10,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="Format: text or jsonl.")] = "text",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Find places in the texts of a project that say the same as TEXT, in any language.

    The most probable places come first, each with the probability that it says the same: measured on texts about the
    same topic, of which a third contained the answer. Whole sentences are found more reliably than a few words. The
    exit code is 1 if no place is found.

    \b
    align find "the barge sank at night" texts
    align find "la barge a coulé" texts --in ru --in en
    align find "баржа затонула ночью" --format jsonl --limit 3
    """  # noqa: D301
    import json
    from dataclasses import asdict

    import align
    from align.terminal import Terminal, print_out

    choose("format", form, ["text", "jsonl"])
    with Terminal(quiet=quiet) as terminal:
        workspace = align.open_project(folder, encoder=encoder, encoding=encoding, listener=terminal)
        found = workspace.find(words, langs=lang or ())
    for place in found[:limit]:
        if form == "jsonl":
            print_out([json.dumps(asdict(place), ensure_ascii=False, sort_keys=True) + "\n"])
        else:
            head = f"{place.confidence:.2f}  {place.path}:{place.line}"
            print_out([f"{head}\n      …{place.before}[{place.text}]{place.after}…\n"])
    if not found:
        raise typer.Exit(1)
