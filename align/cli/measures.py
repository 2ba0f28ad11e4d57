"""The commands that measure: eval and encoders."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Annotated

import typer


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
