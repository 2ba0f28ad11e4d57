"""Access to the server, and the headers of its answers."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import quote

import pytest
from starlette.applications import Starlette
from starlette.middleware import Middleware
from starlette.responses import PlainTextResponse
from starlette.routing import Route
from starlette.testclient import TestClient

from align.web.guard import Door, Guard

if TYPE_CHECKING:
    from collections.abc import Collection

    from starlette.requests import Request

PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"
ACTING = {"origin": HOME, "x-align-review": "1"}


class Server:
    """A guarded server that counts requests without a cookie."""

    def __init__(self, names: Collection[str] = ("127.0.0.1", "localhost", "::1")) -> None:
        self.door = Door(PORT)
        self.lockouts = 0
        guard = Middleware(Guard, door=self.door, names=names, port=PORT, on_lockout=self._count_lockout)
        methods = ["GET", "HEAD", "POST", "PUT", "DELETE"]
        self.app = Starlette(routes=[Route("/{path:path}", _inside, methods=methods)], middleware=[guard])

    def _count_lockout(self) -> None:
        self.lockouts += 1

    def client(self, base: str = HOME) -> TestClient:
        return TestClient(self.app, base_url=base, follow_redirects=False)

    def friend(self) -> TestClient:
        """Return a client with the cookie."""
        client = self.client()
        assert client.get(f"/?token={self.door.token}").status_code == 303
        return client


def _inside(_: Request) -> PlainTextResponse:
    return PlainTextResponse("inside")


def test_the_link_works_once_and_leaves_the_address_bar() -> None:
    server = Server()
    link = f"/?token={server.door.token}"
    answer = server.client().get(link)
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert server.client().get(link).status_code == 401
    assert server.door.token not in link


def test_the_cookie_is_for_this_server_and_no_script() -> None:
    server = Server()
    cookie = server.client().get(f"/?token={server.door.token}").headers["set-cookie"]
    name, _, rest = cookie.partition("=")
    assert name == f"align-review-{PORT}"
    assert {part.strip().lower() for part in rest.split(";")[1:]} == {"httponly", "path=/", "samesite=strict"}


def test_requests_without_the_cookie_are_refused_and_reported() -> None:
    server = Server()
    for path in ("/", "/static/review.js", "/api/outline?pair=0"):
        answer = server.client().get(path)
        assert (answer.status_code, "inside" in answer.text) == (401, False)
    assert server.lockouts == 3
    assert server.friend().get("/").text == "inside"


@pytest.mark.parametrize(
    "cookie",
    ["", "align-review-8765=", "align-review-8765=wrong", "align-review-1={secret}", "other={secret}", "é=ü; ;=;;"],
)
def test_other_cookies_are_refused(cookie: str) -> None:
    server = Server()
    secret = server.client().get(f"/?token={server.door.token}").cookies[server.door.cookie]
    headers = {b"cookie": cookie.format(secret=secret).encode()}
    assert server.client().get("/", headers=headers).status_code == 401


@pytest.mark.parametrize("foreign", ["{a: 1}=[x,y]", 'bad="unended', "é=ü", "=;;", "a b=c d"])
def test_cookies_of_other_servers_do_not_hide_the_right_one(foreign: str) -> None:
    server = Server()
    secret = server.client().get(f"/?token={server.door.token}").cookies[server.door.cookie]
    headers = {b"cookie": f"{foreign}; {server.door.cookie}={secret}; {foreign}".encode("latin-1")}
    assert server.client().get("/", headers=headers).text == "inside"


@pytest.mark.parametrize("token", ["", "x", "é", "%ff", "a" * 5000, "%00"])
def test_other_tokens_are_refused(token: str) -> None:
    assert Server().client().get(f"/?token={token if '%' in token else quote(token)}").status_code == 401


def test_the_token_works_only_on_the_page_itself() -> None:
    server = Server()
    assert server.client().get(f"/api/outline?token={server.door.token}").status_code == 401
    assert server.client().post(f"/?token={server.door.token}", headers=ACTING).status_code == 401
    assert server.client().get(f"/?token={server.door.token}").status_code == 303


@pytest.mark.parametrize(
    ("host", "status"),
    [
        (f"127.0.0.1:{PORT}", 200),
        (f"localhost:{PORT}", 200),
        (f"LOCALHOST:{PORT}", 200),
        (f"[::1]:{PORT}", 200),
        ("127.0.0.1", 421),
        ("127.0.0.1:80", 421),
        (f"evil.example:{PORT}", 421),
        (f"localhost.evil.example:{PORT}", 421),
        (f"127.0.0.2:{PORT}", 421),
        (f"10.0.0.7:{PORT}", 421),
        ("", 421),
    ],
)
def test_only_own_host_names_are_accepted(host: str, status: int) -> None:
    assert Server().friend().get("/", headers={"host": host}).status_code == status


@pytest.mark.parametrize(("host", "status"), [("10.0.0.7", 200), ("[fe80::1]", 200), ("evil.example", 421), ("*", 421)])
def test_at_every_address_only_numeric_hosts_are_accepted(host: str, status: int) -> None:
    server = Server(names=("*", "127.0.0.1"))
    assert server.friend().get("/", headers={"host": f"{host}:{PORT}"}).status_code == status


FOREIGN = [
    "http://evil.example",
    "null",
    "https://127.0.0.1:8765",
    "http://127.0.0.1:8766",
    f"http://localhost:{PORT}",
    "",
]


@pytest.mark.parametrize("origin", FOREIGN)
@pytest.mark.parametrize("method", ["GET", "POST"])
def test_other_sites_are_refused(method: str, origin: str) -> None:
    answer = Server().friend().request(method, "/", headers={"origin": origin, "x-align-review": "1"})
    assert (answer.status_code, "inside" in answer.text) == (403, False)


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH"])
@pytest.mark.parametrize("lacking", [*ACTING, ""])
def test_changing_requests_need_an_origin_and_a_header(method: str, lacking: str) -> None:
    headers = {name: value for name, value in ACTING.items() if name != lacking}
    status = Server().friend().request(method, "/", headers=headers).status_code
    assert (status == 403) is bool(lacking)


@pytest.mark.parametrize(
    ("site", "get", "post"),
    [("same-origin", 200, 200), ("none", 200, 403), ("same-site", 403, 403), ("cross-site", 403, 403)],
)
def test_fetch_metadata_of_other_sites_is_refused(site: str, get: int, post: int) -> None:
    client = Server().friend()
    assert client.get("/", headers={"sec-fetch-site": site}).status_code == get
    assert client.post("/", headers=ACTING | {"sec-fetch-site": site}).status_code == post


@pytest.mark.parametrize("path", ["/", "/?token=wrong", "/api/rows", "/static/review.css"])
@pytest.mark.parametrize("host", [f"127.0.0.1:{PORT}", "evil.example"])
def test_every_answer_has_every_header(path: str, host: str) -> None:
    headers = Server().friend().get(path, headers={"host": host}).headers
    policy = dict(part.strip().partition(" ")[::2] for part in headers["content-security-policy"].split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == policy["style-src"] == policy["connect-src"] == "'self'"
    assert policy["frame-ancestors"] == policy["base-uri"] == policy["form-action"] == "'none'"
    assert "unsafe" not in headers["content-security-policy"]
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "no-referrer"
    assert headers["cache-control"] == "no-store"
    assert headers["x-frame-options"] == "DENY"
    assert headers["cross-origin-resource-policy"] == "same-origin"
