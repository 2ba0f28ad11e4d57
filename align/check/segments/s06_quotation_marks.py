"""S06: quotation marks of another language."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from align.check.rule import Rule
from align.check.segments.habits import habit_finding
from align.lang import language
from align.lang.names import language_name
from align.model import CharSpan, QuotationForm, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from align.check.rule import Subject
    from align.model import Document, Finding

_STRAIGHT = "\"'"
"""Marks of no language in particular."""
_CUSTOMARY = {
    "de": "„»«", "en": "“‘", "es": "«“", "he": '"„”“״', "it": "«“", "ja": "「『", "nl": "‘“„", "pt": "“«",
    "zh": "“「《〈",
}  # fmt: skip
"""The outermost opening marks of languages that use more than the first of their table."""


def _check(subject: Subject) -> Iterator[Finding]:
    for version in subject.family.versions:
        document = version.document
        marks = language(document.lang).quotes
        if language(document.lang).tag == "und":
            continue
        customary = _CUSTOMARY.get(language(document.lang).tag, marks[0][0])
        for mark, spans in _outermost(subject, document).items():
            if mark not in customary and mark not in _STRAIGHT:
                usual, lang = " or ".join(customary), language_name(document.lang)
                # Suppressions name findings by fingerprints that were made from this text.
                key = f"quotation marks {mark} that are not customary here: outermost are {usual}"
                message = f"Quotation marks {mark} are not usual in {lang}, which uses {usual}"
                yield habit_finding(subject, RULE, document.id, spans, message, key=key)


def _outermost(subject: Subject, document: Document) -> Mapping[str, list[CharSpan]]:
    """Return the places of the outermost opening marks, by mark."""
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
    rationale="Each language has its own outermost marks: « » in French and Russian, “ ” or ‘ ’ in English, „ “ in"
    " German. Translators easily leave the marks of the original. Inner marks and straight marks are not checked, and"
    " each mark is reported once for each text.",
    bad="en: He said «nothing at all».",
    good="en: He said “nothing at all”.",
    check=_check,
)
