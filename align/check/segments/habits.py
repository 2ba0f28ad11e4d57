"""Places of a text that break a habit of typography -> one finding."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.model import CharSpan, Finding, Place

if TYPE_CHECKING:
    from collections.abc import Sequence

    from align.check.rule import Rule, Subject


def habit_finding(
    subject: Subject, rule: Rule, document: str, spans: Sequence[CharSpan], message: str, *, key: str = ""
) -> Finding:
    """Return one finding about all places of a document that break a habit, at the first of them.

    Authors break a habit everywhere: a finding for each place would bury the other findings.

    Args:
        spans: the places.
        key: the text from which the fingerprint is made; "" if it is the message.
    """
    first, *rest = (Place(document=document, span=span) for span in spans)
    more = f" (and at {len(rest)} more place{'s' if len(rest) > 1 else ''})" if rest else ""
    return Finding(
        rule=rule.code,
        severity=rule.severity,
        message=message + more,
        place=first,
        passages=(subject.sentences(first).place,),
        texts=(key or message,),
    )
