"""A port, a link for the person who started the server, and an end when that person has had enough."""

from __future__ import annotations

import hashlib
import socket
from typing import TYPE_CHECKING

import uvicorn

from align.model import UsageError
from align.web.app import make_app
from align.web.guard import Door

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from align.web.desk import Desk

HOME = "127.0.0.1"
_LOCAL = frozenset({"127.0.0.1", "localhost", "::1"})
_ANYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - names what is asked for, binds nothing


def is_local(host: str) -> bool:
    """Say whether only programs on this machine can reach a server that listens there."""
    return host in _LOCAL


def usual_port(folder: Path) -> int:
    """Return the port at which the page of a folder is to be found whenever that is free.

    A browser keeps by address what a server that ended did not get, and how the page is to look.
    """
    name = str(folder.resolve()).encode("utf-8", "surrogateescape")
    return 61_000 + int.from_bytes(hashlib.blake2b(name, digest_size=4).digest()) % 4_000


def listen(host: str, port: int, *, usual: int = 0) -> socket.socket:
    """Return a socket that listens at this address; raise `UsageError` if none can.

    If `port` is 0, it listens at the usual port, or at any that is free if somebody else listens there.
    """
    if usual and not port:
        try:
            return listen(host, usual)
        except UsageError:
            return listen(host, 0)
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # The port of a server that was killed a moment ago can be had again: the function sees to that.
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        reason = error.strerror or str(error)
        raise UsageError(f"cannot listen at {host}, port {port}: {reason}; choose another --port") from error


def serve(desk: Desk, made: socket.socket, host: str, *, told: Callable[[str], None]) -> None:
    """Serve the page until somebody ends the program; `told` gets every link that lets a browser in, once each."""
    port = made.getsockname()[1]
    door = Door(port)
    shown = [""]

    def show_link() -> None:
        """Show the link unless the last one shown is still good."""
        if shown[0] != door.token:
            shown[0] = door.token
            told(f"http://{_bracketed('localhost' if host in _ANYWHERE else host)}:{port}/?token={door.token}")

    names = _LOCAL | ({"*", socket.gethostname().lower()} if host in _ANYWHERE else {host.lower()})
    app = make_app(desk, door=door, names=names, port=port, turned_away=show_link)
    config = uvicorn.Config(
        app,
        log_level="warning",
        access_log=False,
        server_header=False,
        proxy_headers=False,
        lifespan="off",
        ws="none",
        timeout_graceful_shutdown=2,
        limit_concurrency=64,
    )
    show_link()
    uvicorn.Server(config).run(sockets=[made])


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
