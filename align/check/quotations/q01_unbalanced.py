"""Q01: a quotation mark has no fellow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations.unbalanced import unbalanced
from align.check.rule import Rule, Subject
from align.model import AnomalyKind, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_MESSAGES = {
    AnomalyKind.UNCLOSED: "quotation mark is never closed",
    AnomalyKind.UNOPENED: "quotation mark closes nothing",
}
_AROUND = 40
"""Characters on each side of a mark that tell it from others."""


def _check(subject: Subject) -> Iterator[Finding]:
    for document, anomaly, pair in unbalanced(subject):
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
    name="Quotation mark without its fellow",
    severity=Severity.WARNING,
    rationale=(
        "A quotation that is opened and never closed leaves the reader in doubt whose words he reads. Quotations"
        " over several paragraphs, whether each of them repeats the mark or not, are understood, with what is quoted in"
        " them if another version quotes as much, and so are two"
        " closing marks of one shape that are written once. A mark that all versions leave open is the author’s and"
        " is not reported."
    ),
    bad="« Nous partons, dit-il.",
    good="« Nous partons, dit-il. »",
    check=_check,
)
