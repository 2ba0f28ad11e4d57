"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="Project folder, with a folder for each language.")]
EncoderOption = Annotated[
    str,
    typer.Option(
        "--encoder",
        metavar="NAME",
        help="Encoder: muse (built in), or the name or folder of a sentence-transformers model.",
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of files that are not UTF-8, for example cp1251; auto guesses it and warns.",
    ),
]
PairOption = Annotated[str | None, typer.Option("--pair", metavar="TAG:TAG", help="Two languages, for example fr:en.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print neither progress nor a summary.")]
ReviewerOption = Annotated[
    str | None,
    typer.Option(
        "--reviewer",
        metavar="NAME",
        help="Your name, which signs decisions; by default that in ALIGN_REVIEWER, or of your account.",
    ),
]


def choose(option: str, value: str, known: Sequence[str]) -> str:
    """Return the value of an option; raise `UsageError` that lists the known values if it is not one of them."""
    from align import UsageError

    if value not in known:
        raise UsageError(f'unknown {option} "{value}"; known are {", ".join(known)}')
    return value
