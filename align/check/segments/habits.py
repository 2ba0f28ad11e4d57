"""What the rules about typography share: habits of a language that a text breaks, one finding for each habit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import CharSpan, Finding, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.check.rule import Rule, Subject


def habit_finding(subject: Subject, rule: Rule, document: str, spans: Sequence[CharSpan], message: str) -> Finding:
    """Return the one finding about all places of a document that break a habit, at the first of them.

    Who writes otherwise does so everywhere: a finding for each place would bury the others.
    """
    first, *rest = (Place(document=document, span=span) for span in spans)
    more = f", and at {len(rest)} more place{'s' if len(rest) > 1 else ''}" if rest else ""
    return Finding(
        rule=rule.code,
        severity=rule.severity,
        message=message + more,
        place=first,
        passages=(subject.sentences(first).place,),
        texts=(message,),
    )
