"""The command that opens the review page."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from align.cli.options import EncoderOption, EncodingOption, FolderArgument, QuietOption

if TYPE_CHECKING:
    from align.check.outcome import Reported
    from align.web.desk import Desk
    from align.workspace import Listener


def review(
    folder: FolderArgument = Path(),
    *,
    reviewer: Annotated[
        str | None,
        typer.Option(
            metavar="NAME", help="Whose decisions these are; by default ALIGN_REVIEWER or the account's name."
        ),
    ] = None,
    port: Annotated[
        int,
        typer.Option(metavar="N", min=0, max=65535, help="Port of the page; 0 takes the folder's own if it is free."),
    ] = 0,
    host: Annotated[
        str, typer.Option(metavar="ADDRESS", help="Where to listen; any other address than this one lets others in.")
    ] = "127.0.0.1",
    browser: Annotated[bool, typer.Option("--open", help="Open the page in the browser.")] = False,
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Correct and sign off the alignment of a project on a page in the browser.

    The page is served to this machine alone, by a link that works once. What you decide is kept in DIR/review, a line
    a decision, before the page says that it is saved; end the program with Ctrl-C whenever you like.

    \b
    align review texts
    align review texts --port 8000
    """  # noqa: D301
    import webbrowser
    from functools import partial
    from threading import Thread

    from align import workspace
    from align.model import UsageError
    from align.review.session import Review, reviewer_name
    from align.terminal import Terminal
    from align.web.apart import Helper, apart
    from align.web.desk import Desk
    from align.web.dismissals import Suppressions
    from align.web.meaning import look_up
    from align.web.server import is_local, listen, serve, usual_port
    from align.workspace.suppressions import suppress, unsuppress

    if 0 < port < 1024:  # noqa: PLR2004
        raise typer.BadParameter("choose a port from 1024 up; those below belong to the system")
    with Terminal(quiet=quiet) as terminal:
        aligner = workspace.Aligner.make(encoder, folder / "build" / "cache")
        # What takes an encoder and its memory is done by a process that ends; then it is kept, and opens at once.
        apart(_prepare, folder, encoder, encoding, quiet)
        helper = Helper(partial(workspace.Aligner.make, encoder, folder / "build" / "cache"))
        opened = Review.open(folder, aligner, terminal, encoding=encoding, do=helper.do)
        if not opened.pairs():
            raise UsageError(f"{folder}: no text is here in two languages, so there is nothing to review")
        name = reviewer or reviewer_name()
        desk = Desk(
            opened,
            name,
            Suppressions(
                add=lambda fingerprint, rule, message, reason: suppress(
                    folder, fingerprint, rule=rule, message=message, reason=reason, author=name
                ),
                remove=lambda fingerprint: unsuppress(folder, fingerprint),
            ),
            find=lambda words: helper.do(look_up, folder, words, encoding),
            doing=lambda: helper.doing,
        )
    made = listen(host, port, usual=usual_port(folder))
    if not is_local(host):
        terminal.warn(
            f"the page listens at {host}: whoever can reach this machine there and has the link can read the texts and "
            "decide on them, and what travels is not encrypted"
        )
    Thread(target=_check, args=(desk, folder, encoder, encoding, terminal), daemon=True).start()

    def told(link: str) -> None:
        typer.echo(f"Review at {link}\nThe link works once; end with Ctrl-C.")
        if browser:
            webbrowser.open(link)

    try:
        serve(desk, made, host, told=told)
    finally:
        # A request that waits for the helper would keep the program from ending.
        helper.end()


def _prepare(folder: Path, encoder: str, encoding: str | None, quiet: bool) -> None:  # noqa: FBT001 - called by place
    from align.review.session import Review
    from align.terminal import Terminal
    from align.workspace import Aligner

    with Terminal(quiet=quiet) as terminal:
        Review.open(folder, Aligner.make(encoder, folder / "build" / "cache"), terminal, encoding=encoding)


def _find(folder: Path, encoder: str, encoding: str | None) -> tuple[Reported, ...]:
    from align.workspace import Aligner, Silence
    from align.workspace.checks import check_project

    aligner = Aligner.make(encoder, folder / "build" / "cache")
    return check_project(folder, aligner, Silence(), encoding=encoding).reported


def _check(desk: Desk, folder: Path, encoder: str, encoding: str | None, listener: Listener) -> None:
    """Lay the findings beside the beads, while people already work on these."""
    from align.model import AlignError
    from align.web.apart import apart

    try:
        desk.report(apart(_find, folder, encoder, encoding))
    except AlignError as error:
        listener.warn(f"the findings of align check are not shown: {error}")
        desk.report(())
