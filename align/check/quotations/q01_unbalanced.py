"""Q01: an unmatched quotation mark."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations.unbalanced import unbalanced_marks
from align.check.rule import Rule, Subject
from align.model import AnomalyKind, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_MESSAGES = {
    AnomalyKind.UNCLOSED: "This quotation mark is never closed",
    AnomalyKind.UNOPENED: "This quotation mark closes no quotation",
}
_AROUND = 40
"""Characters on each side of a mark that tell it from other marks."""


def _check(subject: Subject) -> Iterator[Finding]:
    for document, anomaly, pair in unbalanced_marks(subject):
        text = subject.versions[document].document.text
        mark = Place(document=document, span=anomaly.span)
        yield Finding(
            rule=RULE.code,
            severity=RULE.severity,
            message=_MESSAGES[anomaly.kind],
            place=mark,
            passages=pair.passages if pair else (mark,),
            marked=(mark,),
            texts=(text[max(0, anomaly.span.start - _AROUND) : anomaly.span.end + _AROUND],),
        )


RULE = Rule(
    code="Q01",
    name="Unmatched quotation mark",
    severity=Severity.WARNING,
    rationale=(
        "If a quotation is opened and never closed, the reader does not know whose words follow. A quotation may run"
        " over several paragraphs, whether each paragraph repeats the mark or not; if it has quotations inside, another"
        " version must quote the whole. One closing mark may close two quotations that end together. A mark that all"
        " versions leave open is the author’s and is not reported."
    ),
    bad="« Nous partons, dit-il.",
    good="« Nous partons, dit-il. »",
    check=_check,
)
