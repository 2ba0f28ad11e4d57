"""Arguments and options that several commands have."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

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
        "--encoding", metavar="NAME", help="Encoding of files that are not UTF-8: cp1251, ...; auto guesses, and warns."
    ),
]
QuietOption = Annotated[bool, typer.Option("--quiet", "-q", help="Print no progress and no summary.")]
