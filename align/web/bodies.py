"""What a page sends -> what is asked of the review; pure.

Raises `KeyError`, `TypeError` or `ValueError` where a body makes no sense.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from align import Request
from align.model import CharSpan, SegSpan, UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from align.model import Action
    from align.web.sheet import Sheet

_NAME = re.compile("[0-9a-f]{16}")
_BY_CONTENT = frozenset({"accept", "reject", "merge", "split", "shift", "unlink", "comment", "status", "realign",
                         "uphold", "overrule", "dismiss", "restore"})  # fmt: skip
"""What names all that it is about by its words, so that it means the same to any run of the server."""


def name(body: Mapping[str, Any]) -> str:
    """Return the random name that a page gives to what it asks for, so that it is done once however often it comes."""
    given = str(body["nonce"])
    if not _NAME.fullmatch(given):
        raise ValueError("a nonce has 16 hexadecimal digits")
    return given


def check_run(body: Mapping[str, Any], epoch: str) -> None:
    """Raise `UsageError` if what is asked made sense only to an earlier run of the server."""
    if str(body["epoch"]) != epoch and str(body["action"]) not in _BY_CONTENT:
        raise UsageError(
            "The server was restarted before this was saved. Check the page and repeat it if you still want it."
        )


def request(body: Mapping[str, Any], action: Action, sheet: Sheet, reviewer: str) -> Request:
    """Return what is asked of the beads of a sheet, or of a quotation."""
    given: dict[str, Any] = {
        field: str(body[field]) for field in ("value", "note", "side", "quotation", "source", "of") if field in body
    }
    if "above" in body:
        given["beads"] = sheet.above(str(body["above"]))
        if not given["beads"]:
            raise UsageError("every pair above this one is already reviewed")
    if "beads" in body:
        given["beads"] = tuple(map(str, body["beads"]))
    if "at" in body:
        given["at"] = _two(body["at"])
    if "step" in body:
        given["step"] = int(body["step"])
    if "runs" in body:
        given["runs"] = tuple(SegSpan(start=start, end=end) for start, end in map(_two, body["runs"]))
    if "span" in body:
        start, end = _two(body["span"])
        given["span"] = CharSpan(start=start, end=end)
    src, tgt = (str(body["document"]), "") if "quotation" in body else (sheet.src, sheet.tgt)
    return Request(action=action, reviewer=reviewer, src=src, tgt=tgt, id=name(body), **given)


def _two(pair: Sequence[Any]) -> tuple[int, int]:
    first, second = pair
    return int(first), int(second)
