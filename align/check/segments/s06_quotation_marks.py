"""S06: quotation marks that are not those of the language."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from align.check.rule import Rule
from align.check.segments.habits import habit_finding
from align.lang import language
from align.model import CharSpan, QuotationForm, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from align.check.rule import Subject
    from align.model import Document, Finding

_STRAIGHT = "\"'"
"""Marks that belong to no language."""
_CUSTOMARY = {
    "de": "„»«", "en": "“‘", "es": "«“", "he": '"„”“״', "it": "«“", "ja": "「『", "nl": "‘“„", "pt": "“«",
    "zh": "“「《〈",
}  # fmt: skip
"""The outermost opening marks, where there are others than the first of the language."""


def _check(subject: Subject) -> Iterator[Finding]:
    for version in subject.family.versions:
        document = version.document
        marks = language(document.lang).quotes
        if language(document.lang).tag == "und":
            continue
        customary = _CUSTOMARY.get(language(document.lang).tag, marks[0][0])
        for mark, spans in _outermost(subject, document).items():
            if mark not in customary and mark not in _STRAIGHT:
                message = f"quotation marks {mark} that are not customary here: outermost are {' or '.join(customary)}"
                yield habit_finding(subject, RULE, document.id, spans, message)


def _outermost(subject: Subject, document: Document) -> Mapping[str, list[CharSpan]]:
    """Return where the outermost quotations begin, by their opening marks."""
    found: defaultdict[str, list[CharSpan]] = defaultdict(list)
    for quotation in subject.quoted[document.id].quotations:
        at = quotation.span.start
        while at and document.text[at - 1].isspace():
            at -= 1
        if quotation.depth == 1 and quotation.form is QuotationForm.MARKS and at:
            found[document.text[at - 1]].append(CharSpan(start=at - 1, end=at))
    return found


RULE = Rule(
    code="S06",
    name="Quotation marks of another language",
    severity=Severity.INFO,
    rationale="Each language has its outermost marks: « » in French and Russian, “ ” or ‘ ’ in English, „ “ in German."
    " The marks of the original are easily left in a translation. Inner marks and the straight ones of"
    " typewriters are not looked at, and each mark is"
    " reported once for each text.",
    bad="en: He said «nothing at all».",
    good="en: He said “nothing at all”.",
    check=_check,
)
