"""Q04: quotations are nested differently."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.rule import Rule, Subject
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for here, there in quoting.groups(subject):
        inner, other = (quoting.count_nested(subject, side) for side in (here, there))
        if inner != other:
            ours, theirs = (quoting.language_of(subject, side) for side in (here, there))
            message = f"Quotations inside this one: {inner} in {ours}, {other} in {theirs}"
            yield quoting.finding(subject, RULE, message, here[0], beside=quoting.places(there))


RULE = Rule(
    code="Q04",
    name="Quotation structure differs",
    severity=Severity.INFO,
    rationale=(
        "A quotation inside a quotation says who repeats whose words. If one version loses or misplaces its marks,"
        " the words change hands. Only the quotations inside each other count, not the marks: the number of pieces"
        " into which a reporting clause cuts a quotation is a matter of style."
    ),
    bad="« Il m’a dit : “Je pars”. » / “He told me I am leaving.”",
    good="« Il m’a dit : “Je pars”. » / “He told me: ‘I am leaving.’”",
    check=_check,
)
