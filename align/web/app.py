"""Addresses of the server: the page, its files, and the methods of the desk as JSON."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.middleware import Middleware
from starlette.responses import HTMLResponse, JSONResponse, Response
from starlette.routing import Mount, Route
from starlette.staticfiles import StaticFiles

from align.look import stylesheet
from align.model import AlignError, StoreError
from align.web.guard import Guard

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping

    from starlette.requests import Request

    from align.web.desk import Desk
    from align.web.guard import Door

_MAX_BODY = 1 << 17
"""Maximum length of a request body, in bytes: enough for a comment of many pages."""
_MALFORMED = (KeyError, TypeError, ValueError, RecursionError)
"""Errors of a malformed request."""
_FILTERS = (
    ("all", "All"),
    ("open", "To do"),
    ("unsure", "Unsure"),
    ("uneven", "Not 1-1"),
    ("missing", "Missing"),
    ("quoted", "Quotations"),
    ("found", "Findings"),
    ("rejected", "Rejected"),
)


def make_app(desk: Desk, *, door: Door, names: Collection[str], port: int, on_lockout: Callable[[], None]) -> Starlette:
    """Return the application; for `names`, `port` and `on_lockout` see `Guard`."""
    pages = Environment(
        loader=PackageLoader("align.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )

    async def page(_: Request) -> Response:
        template = pages.get_template("review.html")
        return HTMLResponse(template.render(title=desk.title, pairs=desk.pairs(), filters=_FILTERS))

    async def common_styles(_: Request) -> Response:
        return Response(stylesheet(), media_type="text/css")

    async def decide(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _MAX_BODY:
                return _error("this text is too long to be saved; make it shorter", 413)
        return await _answer(lambda: desk.decide(json.loads(body)))

    routes = [
        Route("/", page),
        Route("/static/look.css", common_styles),
        Mount("/static", StaticFiles(directory=str(files("align.web") / "static"))),
        Route("/api/decide", decide, methods=["POST"]),
        _get("/api/outline", lambda query: desk.outline(int(query["pair"]))),
        _get(
            "/api/rows",
            lambda query: desk.rows(int(query["pair"]), int(query["since"]), int(query["from"]), int(query["to"])),
        ),
        _get("/api/changes", lambda query: desk.changes(int(query["pair"]), int(query["since"]))),
        _get("/api/search", lambda query: desk.search(int(query["pair"]), int(query["since"]), query["words"])),
        _get("/api/meaning", lambda query: desk.meaning(int(query["pair"]), query["words"])),
        _get("/api/progress", lambda _: desk.progress()),
        _get("/api/parked", lambda _: desk.parked()),
        _get("/api/place", lambda query: desk.place(query["key"])),
        _get("/api/passage", lambda query: desk.passage(query["document"], int(query["start"]), int(query["end"]))),
        _get("/api/candidates", lambda query: desk.candidates(int(query["pair"]), query["bead"])),
        _get("/api/sources", lambda query: desk.source_candidates(query["document"], query["quotation"])),
    ]
    guard = Middleware(Guard, door=door, names=names, port=port, on_lockout=on_lockout)
    return Starlette(routes=routes, middleware=[guard])


def _get(path: str, read: Callable[[Mapping[str, str]], dict[str, Any]]) -> Route:
    async def endpoint(request: Request) -> Response:
        return await _answer(lambda: read(request.query_params))

    return Route(path, endpoint)


async def _answer(work: Callable[[], dict[str, Any]]) -> Response:
    """Run the work in a thread and return its result, or an error message for the person."""
    try:
        return _Json(await run_in_threadpool(work))
    except StoreError as error:
        # On status 503 the page keeps the decision and sends it again.
        return _error(f"The decision cannot be written to disk: {error}.", 503)
    except AlignError as error:
        return _error(str(error), 409)
    except _MALFORMED:
        return _error("the server does not understand this request; reload the page", 400)


class _Json(JSONResponse):
    """JSON in UTF-8; lone surrogates, which a script can send, are replaced."""

    def render(self, content: object) -> bytes:
        return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )


def _error(message: str, status: int) -> Response:
    return _Json({"error": message}, status_code=status)
