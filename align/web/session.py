"""Open a project for review, serve its page, and end."""

from __future__ import annotations

from threading import Thread
from typing import TYPE_CHECKING

import align
from align.terminal import Terminal
from align.web.desk import Desk
from align.web.dismissals import Suppressions
from align.web.processes import run_in_process
from align.web.server import is_local, listen, serve, usual_port
from align.web.worker import RemoteWorker

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from align import Listener, Reported


def serve_review(
    folder: Path,
    *,
    reviewer: str,
    host: str,
    port: int,
    encoder: str,
    encoding: str | None,
    quiet: bool,
    show_link: Callable[[str], None],
) -> None:
    """Serve the review page of a project until the program is ended.

    `show_link` gets every link that lets a browser in. Raises `UsageError` if the project has nothing to review or no
    server can listen at the address.
    """
    with Terminal(quiet=quiet) as terminal:
        # Aligning needs much memory, which a process of its own frees at its end. The result is cached.
        run_in_process(_align, folder, encoder, encoding, quiet)
        worker = RemoteWorker(folder, encoder, encoding)
        workspace = align.open_project(folder, encoder=encoder, encoding=encoding, listener=terminal)
        review = workspace.review(assistant=worker)
        if not review.pairs():
            raise align.UsageError(f"{folder}: nothing to review, since no text exists in two languages")
    desk = Desk(
        review,
        reviewer,
        Suppressions(
            add=lambda fingerprint, rule, message, reason: workspace.suppress(
                fingerprint, rule=rule, message=message, reason=reason, author=reviewer
            ),
            remove=workspace.unsuppress,
        ),
        find=worker.find,
        progress=lambda: worker.progress,
    )
    socket = listen(host, port, usual=usual_port(folder))
    if not is_local(host):
        terminal.warn(
            f"the page listens at {host}: anyone who can reach this machine there and has the link can read the texts "
            "and decide on them; the connection is not encrypted"
        )
    Thread(target=_report_findings, args=(desk, folder, encoder, encoding, terminal), daemon=True).start()
    try:
        serve(desk, socket, host, show_link=show_link)
    finally:
        # A request that waits for the helper process would keep the program from ending.
        worker.end()


def _align(folder: Path, encoder: str, encoding: str | None, quiet: bool) -> None:  # noqa: FBT001 - called by place
    with Terminal(quiet=quiet) as terminal:
        align.open_project(folder, encoder=encoder, encoding=encoding, listener=terminal).review()


def _check(folder: Path, encoder: str, encoding: str | None) -> tuple[Reported, ...]:
    workspace = align.open_project(folder, encoder=encoder, encoding=encoding, listener=align.Silence())
    return workspace.check().reported


def _report_findings(desk: Desk, folder: Path, encoder: str, encoding: str | None, listener: Listener) -> None:
    """Check the project and show the findings, while people are already at work."""
    try:
        desk.report(run_in_process(_check, folder, encoder, encoding))
    except align.AlignError as error:
        listener.warn(f"the page shows no findings, since align check failed: {error}")
        desk.report(())
