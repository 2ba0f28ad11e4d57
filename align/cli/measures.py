"""The commands that measure: eval and encoders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer

from align.cli.options import choose


def evaluate(
    pairs: Annotated[
        list[Path],
        typer.Argument(
            metavar="[quotes] GOLD AUTO",
            help="Files of pairs, gold and automatic in turn; or of quotations.",
        ),
    ],
    *,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="text or json.")] = "text",
    diagram: Annotated[
        Path | None, typer.Option("--diagram", metavar="FILE.svg", help="Draw confidence against accuracy.")
    ] = None,
) -> None:
    """Compare an alignment with a correct one: precision, recall and F1, strict and lax, over all files together.

    A line of a file is a pair, "[0]:[0, 1]:0.93": source sentences, target sentences and, if known, confidence. GOLD is
    the correct alignment. AUTO may also be an alignment.jsonl of two languages. Counts are those of Vecalign's scorer.

    \b
    align eval book.gold book.beads
    align eval a.gold a.beads b.gold b.beads --format json
    align eval book.gold book.beads --diagram reliability.svg

    After the word "quotes", located quotations are judged: how many gold quotations were found, in the right source,
    and how exactly. AUTO is an alignment.jsonl, or the output of align quotes --format jsonl.

    \b
    align eval quotes gold.jsonl texts/build/alignment.jsonl
    """  # noqa: D301
    import align
    from align.terminal import Terminal

    choose("format", form, ["text", "json"])
    if pairs[0] == Path("quotes"):
        if diagram:
            raise align.UsageError("a diagram shows pairs of sentences; leave --diagram out, or name files of beads")
        _evaluate_quotations(pairs[1:], form)
        return
    if len(pairs) % 2:
        raise align.UsageError("each GOLD needs an AUTO: align eval a.gold a.beads b.gold b.beads")
    if diagram:
        align.check_diagram(diagram, inputs=pairs)
    scores = align.evaluate_beads(list(zip(pairs[::2], pairs[1::2], strict=True)))
    for warning in scores.warnings:
        Terminal(quiet=False).warn(warning)
    if diagram:
        scores.draw(diagram)
    typer.echo(json.dumps(scores.record(), indent=2) if form == "json" else scores.table())


def _evaluate_quotations(files: list[Path], form: str) -> None:
    import align

    match files:
        case [gold, auto]:
            scores = align.evaluate_quotations(gold, auto)
        case _:
            raise align.UsageError(
                "name one GOLD and one AUTO: align eval quotes gold.jsonl texts/build/alignment.jsonl"
            )
    typer.echo(json.dumps(scores.record(), indent=2) if form == "json" else scores.table())


def encoders(
    *,
    measure: Annotated[bool, typer.Option("--measure", help="Measure the speed of the encoders at hand.")] = False,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="text or json.")] = "text",
) -> None:
    """List the encoders at hand, and some that can be fetched.

    \b
    align encoders
    align encoders --measure
    """  # noqa: D301
    from dataclasses import asdict

    import align

    choose("format", form, ["text", "json"])
    infos = align.list_encoders(measure=measure)
    if form == "json":
        typer.echo(json.dumps([asdict(info) | {"speed": rate} for info, rate in infos], indent=2))
        return
    for info, rate in infos:
        here = "here" if info.at_hand else "not here"
        size = f"{info.size / 1e6:.0f} MB" if info.size else ""
        speed = f"{rate:.0f} sentences/s" if rate else ""
        facts = ", ".join(
            fact for fact in (here, f"{info.dim} dimensions" if info.dim else "", size, speed, info.languages) if fact
        )
        typer.echo(f"{info.name}\n    {info.about}\n    {facts}" if info.about else f"{info.name}\n    {facts}")
    typer.echo("\nFetch one with: hf download NAME. A folder with a sentence-transformers model works too.")
