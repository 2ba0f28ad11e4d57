"""Access to the server, and the security headers of its answers.

The page is for one person at one machine. Other web sites in the same browser, and other people in the network, must
neither read it nor change anything. Every request must follow these rules, which are checked in this order:

1. The Host header names this server. (This stops DNS rebinding.)
2. The headers Origin and Sec-Fetch-Site, if present, say that the request comes from the page itself.
3. A request that changes something has an Origin, and a header that a form on another site cannot send.
4. The request has the cookie, which the one-time link in the terminal gives.
"""

from __future__ import annotations

import ipaddress
import secrets
from hmac import compare_digest
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from starlette.datastructures import Headers, MutableHeaders
from starlette.requests import cookie_parser
from starlette.responses import PlainTextResponse, RedirectResponse, Response

if TYPE_CHECKING:
    from collections.abc import Callable, Collection

    from starlette.types import ASGIApp, Message, Receive, Scope, Send

ACTING = "x-align-review"
"""Header of every request that changes something; its value does not matter."""

_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; img-src 'self'; "
        "base-uri 'none'; form-action 'none'; frame-ancestors 'none'; require-trusted-types-for 'script'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "permissions-policy": "camera=(), geolocation=(), microphone=()",
    "cache-control": "no-store",
}
_FOREIGN = "only the page that align review opened may use this address"


class Door:
    """The token of the one-time link, and the cookie that it gives."""

    def __init__(self, port: int) -> None:
        self.cookie = f"align-review-{port}"
        """Browsers share cookies between ports, so the name tells two servers apart."""
        self._secret = secrets.token_urlsafe(32)
        self._token = secrets.token_urlsafe(32)

    @property
    def token(self) -> str:
        """The present token; it works once."""
        return self._token

    def spend(self, token: str) -> bool:
        """Tell whether this is the token; if so, replace it."""
        valid = compare_digest(token.encode(), self._token.encode())
        if valid:
            self._token = secrets.token_urlsafe(32)
        return valid

    def has_cookie(self, cookies: str) -> bool:
        """Tell whether a Cookie header contains the cookie."""
        return compare_digest(cookie_parser(cookies).get(self.cookie, "").encode(), self._secret.encode())

    def admit(self) -> Response:
        """Return an answer that sets the cookie, and redirects to an address without the token."""
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(self.cookie, self._secret, httponly=True, samesite="strict", path="/")
        return answer


class Guard:
    """Middleware that refuses requests against the rules and adds headers to every answer."""

    def __init__(
        self, app: ASGIApp, *, door: Door, names: Collection[str], port: int, on_lockout: Callable[[], None]
    ) -> None:
        """`names` are the accepted host names; "*" stands for every numeric address, since DNS rebinding needs a name.

        `on_lockout` is called for every request without the cookie.
        """
        self._app = app
        self._door = door
        self._names = names
        self._port = port
        self._on_lockout = on_lockout

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Refuse the request or pass it on."""
        if scope["type"] != "http":
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self._refusal(scope)
        await (answer or self._app)(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not self._is_own_name(host):
            return PlainTextResponse(f"{_FOREIGN}\n", 421)
        changing = scope["method"] not in {"GET", "HEAD"}
        origin = headers.get("origin")
        if origin not in {None, f"http://{host}"} or (changing and (origin is None or ACTING not in headers)):
            return PlainTextResponse(f"{_FOREIGN}\n", 403)
        site = headers.get("sec-fetch-site", "none")
        if site not in {"same-origin", "none"} or (changing and site == "none" and "sec-fetch-site" in headers):
            return PlainTextResponse(f"{_FOREIGN}\n", 403)
        if self._door.has_cookie(headers.get("cookie", "")):
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not changing and scope["path"] == "/" and self._door.spend(given):
            return self._door.admit()
        self._on_lockout()
        return PlainTextResponse(
            "This page is locked. Open the link in the terminal where align review runs. Each link works once.\n", 401
        )

    def _is_own_name(self, host: str) -> bool:
        """Tell whether a Host header names this server."""
        name, colon, port = host.rpartition(":")
        if not colon or port != str(self._port):
            return False
        bare = name.strip("[]").lower()
        return (bare in self._names and bare != "*") or ("*" in self._names and _is_address(bare))


def _is_address(name: str) -> bool:
    try:
        ipaddress.ip_address(name)
    except ValueError:
        return False
    return True
