"""The server: a port, a one-time link for the person who started it, and an orderly end."""

from __future__ import annotations

import errno
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
_ANYWHERE = frozenset({"0.0.0.0", "::", ""})  # noqa: S104 - names of addresses, binds nothing


def is_local(host: str) -> bool:
    """Tell whether only programs on this machine can reach a server at this address."""
    return host in _LOCAL


def usual_port(folder: Path) -> int:
    """Return the usual port of a folder's page.

    Browsers store unsaved work and settings by address, so the address should stay the same.
    """
    name = str(folder.resolve()).encode("utf-8", "surrogateescape")
    return 61_000 + int.from_bytes(hashlib.blake2b(name, digest_size=4).digest()) % 4_000


def listen(host: str, port: int, *, usual: int = 0) -> socket.socket:
    """Return a socket that listens at this address; raise `UsageError` if that is impossible.

    Port 0 means the usual port, or any free port if the usual one is taken.
    """
    if usual and not port:
        try:
            return listen(host, usual)
        except UsageError:
            return listen(host, 0)
    try:
        family = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0][0]
        # create_server reuses the port of a server that was killed a moment ago.
        return socket.create_server((host, port), family=family, backlog=128)
    except OSError as error:
        if isinstance(error, socket.gaierror) or error.errno == errno.EADDRNOTAVAIL:
            reason = f"{host} is not an address of this machine; leave --host out, or give one of its addresses"
        elif error.errno == errno.EADDRINUSE:
            reason = f"port {port} is in use; choose another --port"
        else:
            reason = f"cannot listen at {host}, port {port}: {error.strerror or error}; choose another --port"
        raise UsageError(reason) from error


def serve(desk: Desk, listening: socket.socket, host: str, *, show_link: Callable[[str], None]) -> None:
    """Serve the page until the program is ended; `show_link` gets every link that lets a browser in, once each."""
    port = listening.getsockname()[1]
    door = Door(port)
    shown = [""]

    def show_valid_link() -> None:
        """Show the link unless the last one shown is still valid."""
        if shown[0] != door.token:
            shown[0] = door.token
            show_link(f"http://{_bracketed('localhost' if host in _ANYWHERE else host)}:{port}/?token={door.token}")

    names = _LOCAL | ({"*", socket.gethostname().lower()} if host in _ANYWHERE else {host.lower()})
    app = make_app(desk, door=door, names=names, port=port, on_lockout=show_valid_link)
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
    show_valid_link()
    uvicorn.Server(config).run(sockets=[listening])


def _bracketed(host: str) -> str:
    return f"[{host}]" if ":" in host else host
