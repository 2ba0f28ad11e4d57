"""Arguments and options that several commands share."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from collections.abc import Sequence

FolderArgument = Annotated[Path, typer.Argument(metavar="DIR", help="Project folder.")]
EncoderOption = Annotated[
    str,
    typer.Option(
        "--encoder", metavar="NAME", help="Encoder: muse (built in), or a sentence-transformers model or folder."
    ),
]
EncodingOption = Annotated[
    str | None,
    typer.Option(
        "--encoding",
        metavar="NAME",
        help="Encoding of files that are not UTF-8, such as cp1251; auto guesses it and warns.",
    ),
]
PairOption = Annotated[str | None, typer.Option("--pair", metavar="TAG:TAG", help="Two languages, for example fr:en.")]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")]
ReviewerOption = Annotated[
    str | None,
    typer.Option(
        "--reviewer",
        metavar="NAME",
        help="Name that signs your decisions; by default ALIGN_REVIEWER, or your account.",
    ),
]


def choose(option: str, value: str, known: Sequence[str]) -> str:
    """Return the value of an option; raise `UsageError` that lists the known values if it is not one of them."""
    from align import UsageError

    if value not in known:
        raise UsageError(f'unknown {option} "{value}"; known are {", ".join(known)}')
    return value


def parse_pair(pair: str | None) -> tuple[str, str] | None:
    """Parse the value of --pair."""
    from align import UsageError

    if pair is None:
        return None
    src, colon, tgt = pair.partition(":")
    if not (src and colon and tgt) or ":" in tgt:
        raise UsageError(f'"{pair}" is not a pair of languages; write fr:en')
    return src, tgt
