"""Q12: a quotation ends in one version and runs on in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.quotations import counterparts as quoting
from align.check.rule import Rule, Subject
from align.model import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.model import Finding


def _check(subject: Subject) -> Iterator[Finding]:
    for longer, shorter in quoting.run_ons(subject):
        message = f"This quotation runs on where the {quoting.language_of(subject, shorter)} quotation ends"
        yield quoting.finding(subject, RULE, message, longer[-1], beside=quoting.places(shorter))


RULE = Rule(
    code="Q12",
    name="Quotation runs on in one version",
    severity=Severity.WARNING,
    rationale=(
        "If a quotation loses its closing mark, the author’s own words or the next quotation become part of it, and"
        " only a reader of the other version notices. Two quotations that render each other must end in the same"
        " sentences. It does not matter into how many pieces a reporting clause cuts them, nor whether two"
        " neighbouring quotations without words between them are written as one."
    ),
    bad="« Je pars », dit-il. « J’ai fini. » / “I am leaving, he said. “I have done.”",
    good="« Je pars, dit-il. J’ai fini. » / “I am leaving,” he said. “I have done.”",
    check=_check,
)
