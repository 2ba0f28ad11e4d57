"""The command that opens the review page."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from align.cli.options import EncoderOption, EncodingOption, FolderArgument, QuietOption, ReviewerOption

_FIRST_FREE_PORT = 1024


def review(
    folder: FolderArgument = Path(),
    *,
    reviewer: ReviewerOption = None,
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="Port of the page; 0 selects a fixed port for the folder."),
    ] = 0,
    host: Annotated[
        str,
        typer.Option(
            metavar="ADDRESS", help="Address to listen on. Any other than the default lets other machines in."
        ),
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Review the alignment of a project on a page in the browser.

    Accept, reject and correct pairs of sentences. Only this machine can open the page, by a link that works once. Every
    decision is on disk, in DIR/review, before the page says that it is saved. Stop the program with Ctrl-C at any time.

    \b
    align review texts
    align review texts --port 8000
    """  # noqa: D301
    import webbrowser

    import align
    from align.web.session import serve_review

    if 0 < port < _FIRST_FREE_PORT:
        raise align.UsageError(f"--port {port}: choose a port from 1024 up; lower ones belong to the system")

    def show_link(link: str) -> None:
        typer.echo(f"Review at {link}\nThe link works once; end with Ctrl-C.")
        if browser:
            webbrowser.open(link)

    serve_review(
        folder,
        reviewer=reviewer or align.reviewer_name(),
        host=host,
        port=port,
        encoder=encoder,
        encoding=encoding,
        quiet=quiet,
        show_link=show_link,
    )
