"""Request bodies of the page -> requests of the review; pure.

The functions raise `KeyError`, `TypeError` or `ValueError` if a body is malformed.
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

_NONCE = re.compile("[0-9a-f]{16}")
_SAFE_AFTER_RESTART = frozenset({"accept", "reject", "merge", "split", "shift", "unlink", "comment", "status",
                                 "realign", "uphold", "overrule", "dismiss", "restore"})  # fmt: skip
"""Actions that identify everything by its content, and so mean the same to every run of the server."""


def nonce(body: Mapping[str, Any]) -> str:
    """Return the random id of a request; the server does a request once, even if the page sends it again."""
    given = str(body["nonce"])
    if not _NONCE.fullmatch(given):
        raise ValueError("a nonce has 16 hexadecimal digits")
    return given


def check_run(body: Mapping[str, Any], epoch: str) -> None:
    """Raise `UsageError` if a request makes sense only to an earlier run of the server.

    `epoch` is the id of the present run.
    """
    if str(body["epoch"]) != epoch and str(body["action"]) not in _SAFE_AFTER_RESTART:
        raise UsageError(
            "The server was restarted before this was saved. Check the page and repeat it if you still want it."
        )


def parse(body: Mapping[str, Any], action: Action, sheet: Sheet, reviewer: str) -> Request:
    """Return the request about beads of a sheet, or about a quotation.

    Raises `UsageError` if all beads above one are to be accepted but none of them is left to review.
    """
    given: dict[str, Any] = {
        field: str(body[field]) for field in ("value", "note", "side", "quotation", "source", "of") if field in body
    }
    if "above" in body:
        given["beads"] = sheet.unreviewed_above(str(body["above"]))
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
    return Request(action=action, reviewer=reviewer, src=src, tgt=tgt, id=nonce(body), **given)


def _two(pair: Sequence[Any]) -> tuple[int, int]:
    first, second = pair
    return int(first), int(second)
