"""N09: an address that no browser can open."""

from __future__ import annotations

from typing import TYPE_CHECKING

import regex

from align.check.rule import Rule
from align.model import CharSpan, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject

_BEFORE, _REST = r"(?<![\p{L}\p{N}])", r"[^\s<>«»“”]"
_FAULTS = tuple(
    (regex.compile(_BEFORE + pattern), fault)
    for pattern, fault in (
        (rf"https?(?::/(?!/)|//|;//|:\\\\){_REST}+", ":// must follow the scheme"),
        (rf"https?:///+{_REST}+", "too many slashes after the scheme"),
        (rf"(?:htt?pss|htps?|htpps?|hhtt?ps?|htttps?|ttps?)://{_REST}+", "unknown scheme"),
        (rf"https?://https?:?/+{_REST}+", "the scheme occurs twice"),
        (rf"https?://[^\s<>«»“”/.:\[]+(?:/{_REST}*)?(?=\s|$)", "the host has no dot"),
        (r"https?://(?=\s|$)", "nothing follows the scheme"),
        (rf"https?://[^\s<>«»“”/]*(?:\.\.|,){_REST}*", "the host is misspelt"),
    )
)
_LOCAL = regex.compile(r"https?://localhost\b")


def _check(subject: Subject) -> Iterator[Finding]:
    for version in subject.family.versions:
        document = version.document
        seen: set[int] = set()
        for pattern, fault in _FAULTS:
            for match in pattern.finditer(document.text):
                if match.start() in seen or _LOCAL.match(match[0]):
                    continue
                seen.add(match.start())
                place = Place(document=document.id, span=CharSpan(start=match.start(), end=match.end()))
                yield Finding(
                    rule=RULE.code,
                    severity=RULE.severity,
                    message=f"No browser can open this address: {fault}",
                    place=place,
                    passages=(subject.sentences(place).place,),
                    texts=(match[0],),
                )


RULE = Rule(
    code="N09",
    name="Malformed address",
    severity=Severity.ERROR,
    rationale="An address with a broken scheme or host opens no page. Only addresses that no browser can open are"
    " reported. The rule does not look up whether the page exists.",
    bad="[5] http//example.org/node/3838",
    good="[5] http://example.org/node/3838",
    check=_check,
)
