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
            metavar="[quotes] GOLD AUTO", help="Each file of gold beads, followed by the file to judge by it."
        ),
    ],
    *,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="Format: text or json.")] = "text",
    diagram: Annotated[
        Path | None, typer.Option("--diagram", metavar="FILE.svg", help="Draw a diagram of accuracy by confidence.")
    ] = None,
) -> None:
    """Compare an alignment with a gold alignment: precision, recall and F1, strict and lax.

    Each line of a file is a bead, "[0]:[0, 1]:0.93": source sentences, target sentences and, if known, confidence. AUTO
    may also be an alignment.jsonl of two languages. Several pairs of files are counted together. The figures are those
    of Vecalign's scorer.

    \b
    align eval book.gold book.beads
    align eval a.gold a.beads b.gold b.beads --format json
    align eval book.gold book.beads --diagram reliability.svg

    With the word "quotes", located quotations are compared with gold: how many were found, how many in the right
    source, and how exactly. AUTO is an alignment.jsonl, or the output of align quotes --format jsonl.

    \b
    align eval quotes gold.jsonl texts/build/alignment.jsonl
    """  # noqa: D301
    import align
    from align.terminal import Terminal

    choose("format", form, ["text", "json"])
    if pairs[0] == Path("quotes"):
        if diagram:
            raise align.UsageError("a diagram is only for beads; leave --diagram out, or name files of beads")
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
    measure: Annotated[bool, typer.Option("--measure", help="Measure the speed of the installed encoders.")] = False,
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="Format: text or json.")] = "text",
) -> None:
    """List the installed encoders, and some that can be downloaded.

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
        here = "installed" if info.at_hand else "not installed"
        size = f"{info.size / 1e6:.0f} MB" if info.size else ""
        speed = f"{rate:.0f} sentences/s" if rate else ""
        facts = ", ".join(
            fact for fact in (here, f"{info.dim} dimensions" if info.dim else "", size, speed, info.languages) if fact
        )
        typer.echo(f"{info.name}\n    {info.about}\n    {facts}" if info.about else f"{info.name}\n    {facts}")
    typer.echo("\nDownload one with: hf download NAME. A folder with a sentence-transformers model works too.")
