"""Addresses -> the desk: the page itself, what it reads and what it tells."""

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

_LONGEST = 1 << 17
"""Bytes of the longest body that is read: a comment is a page of words, not a book."""
_NONSENSE = (KeyError, TypeError, ValueError, RecursionError)
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


def make_app(
    desk: Desk, *, door: Door, names: Collection[str], port: int, turned_away: Callable[[], None]
) -> Starlette:
    """Return the application; `names`, `port` and `turned_away` are those of `Guard`."""
    pages = Environment(
        loader=PackageLoader("align.web", "templates"), autoescape=True, undefined=StrictUndefined, trim_blocks=True
    )

    async def page(_: Request) -> Response:
        template = pages.get_template("review.html")
        return HTMLResponse(template.render(title=desk.title, pairs=desk.pairs(), filters=_FILTERS))

    async def look(_: Request) -> Response:
        return Response(stylesheet(), media_type="text/css")

    async def decide(request: Request) -> Response:
        body = b""
        async for chunk in request.stream():
            body += chunk
            if len(body) > _LONGEST:
                return _wrong("this text is too long to be saved; make it shorter", 413)
        return await _answer(lambda: desk.decide(json.loads(body)))

    routes = [
        Route("/", page),
        Route("/static/look.css", look),
        Mount("/static", StaticFiles(directory=str(files("align.web") / "static"))),
        Route("/api/decide", decide, methods=["POST"]),
        _reads("/api/outline", lambda given: desk.outline(int(given["pair"]))),
        _reads(
            "/api/rows",
            lambda given: desk.rows(int(given["pair"]), int(given["since"]), int(given["from"]), int(given["to"])),
        ),
        _reads("/api/changes", lambda given: desk.changes(int(given["pair"]), int(given["since"]))),
        _reads("/api/search", lambda given: desk.search(int(given["pair"]), int(given["since"]), given["words"])),
        _reads("/api/meaning", lambda given: desk.meaning(int(given["pair"]), given["words"])),
        _reads("/api/doing", lambda _: desk.doing()),
        _reads("/api/parked", lambda _: desk.parked()),
        _reads("/api/place", lambda given: desk.place(given["key"])),
        _reads("/api/passage", lambda given: desk.passage(given["document"], int(given["start"]), int(given["end"]))),
        _reads("/api/candidates", lambda given: desk.candidates(int(given["pair"]), given["bead"])),
        _reads("/api/sources", lambda given: desk.source_candidates(given["document"], given["quotation"])),
    ]
    guard = Middleware(Guard, door=door, names=names, port=port, turned_away=turned_away)
    return Starlette(routes=routes, middleware=[guard])


def _reads(path: str, read: Callable[[Mapping[str, str]], dict[str, Any]]) -> Route:
    async def endpoint(request: Request) -> Response:
        return await _answer(lambda: read(request.query_params))

    return Route(path, endpoint)


async def _answer(work: Callable[[], dict[str, Any]]) -> Response:
    """Do the work beside the event loop; say what is wrong in the words that a person reads."""
    try:
        return _Json(await run_in_threadpool(work))
    except StoreError as error:
        # The page keeps the decision and comes again.
        return _wrong(f"The decision cannot be written to disk: {error}.", 503)
    except AlignError as error:
        return _wrong(str(error), 409)
    except _NONSENSE:
        return _wrong("the server does not understand this request; reload the page", 400)


class _Json(JSONResponse):
    """An answer in UTF-8, which half a character, as a script can send one, must not keep from being given."""

    def render(self, content: object) -> bytes:
        return json.dumps(content, ensure_ascii=False, allow_nan=False, separators=(",", ":")).encode(
            "utf-8", "replace"
        )


def _wrong(message: str, status: int) -> Response:
    return _Json({"wrong": message}, status_code=status)
