"""Who may ask the server, and what a browser may do with its answers.

The page is for one person at one machine. Other web sites open in the same browser, and other people on the network,
must neither read it nor act through it. So every request is held against these rules, in this order:

1. The Host header names this server. (Rebinding a foreign name to this address is of no use.)
2. The Origin header, where there is one, and Sec-Fetch-Site say that the request comes from the page itself.
3. A request that changes something has both an Origin and a header that no form of another site can send.
4. It carries the cookie that the one-time link of the terminal was exchanged for.
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
"""The header that every changing request carries; its value does not matter."""

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
_UNTOUCHED = "only the page that align review opened may use this address"


class Door:
    """The one-time link and the cookie that it is exchanged for."""

    def __init__(self, port: int) -> None:
        self.cookie = f"align-review-{port}"
        """Browsers share cookies between ports, so the name tells two servers apart."""
        self._secret = secrets.token_urlsafe(32)
        self._token = secrets.token_urlsafe(32)

    @property
    def token(self) -> str:
        """The word that opens the door once."""
        return self._token

    def spend(self, token: str) -> bool:
        """Say whether this is the word, and replace it if it is."""
        right = compare_digest(token.encode(), self._token.encode())
        if right:
            self._token = secrets.token_urlsafe(32)
        return right

    def knows(self, cookies: str) -> bool:
        """Say whether a Cookie header holds the secret."""
        return compare_digest(cookie_parser(cookies).get(self.cookie, "").encode(), self._secret.encode())

    def admit(self) -> Response:
        """Return the answer that hands the cookie over and takes the word out of the address bar."""
        answer = RedirectResponse("/", status_code=303)
        answer.set_cookie(self.cookie, self._secret, httponly=True, samesite="strict", path="/")
        return answer


class Guard:
    """Middleware that lets nothing through that breaks a rule, and gives every answer its headers."""

    def __init__(
        self, app: ASGIApp, *, door: Door, names: Collection[str], port: int, turned_away: Callable[[], None]
    ) -> None:
        """`names` are the hosts that this server may be called; `turned_away` hears of pages that lack the cookie.

        The name "*" stands for every address that is a number: no foreign name can be rebound to one of these.
        """
        self._app = app
        self._door = door
        self._names = names
        self._port = port
        self._turned_away = turned_away

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer, or pass the request on."""
        if scope["type"] != "http":
            return

        async def headed(message: Message) -> None:
            if message["type"] == "http.response.start":
                headers = MutableHeaders(scope=message)
                for name, value in _HEADERS.items():
                    headers[name] = value
            await send(message)

        answer = self._refusal(scope)
        await (answer or self._app)(scope, receive, headed)

    def _refusal(self, scope: Scope) -> Response | None:
        headers = Headers(scope=scope)
        host = headers.get("host", "")
        if len(headers.getlist("host")) != 1 or not self._called(host):
            return PlainTextResponse(f"{_UNTOUCHED}\n", 421)
        changing = scope["method"] not in {"GET", "HEAD"}
        origin = headers.get("origin")
        if origin not in {None, f"http://{host}"} or (changing and (origin is None or ACTING not in headers)):
            return PlainTextResponse(f"{_UNTOUCHED}\n", 403)
        site = headers.get("sec-fetch-site", "none")
        if site not in {"same-origin", "none"} or (changing and site == "none" and "sec-fetch-site" in headers):
            return PlainTextResponse(f"{_UNTOUCHED}\n", 403)
        if self._door.knows(headers.get("cookie", "")):
            return None
        given = parse_qs(scope["query_string"].decode("latin-1")).get("token", [""])[0]
        if not changing and scope["path"] == "/" and self._door.spend(given):
            return self._door.admit()
        self._turned_away()
        return PlainTextResponse(
            "This page is locked. Open the link in the terminal where align review runs. Each link works once.\n", 401
        )

    def _called(self, host: str) -> bool:
        """Say whether a Host header names this server."""
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
