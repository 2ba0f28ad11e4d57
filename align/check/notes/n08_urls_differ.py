"""N08: a note cites different addresses in two versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.notes.findings import note_place
from align.check.notes.pairs import note_pairs
from align.check.repeats import drop_repeats
from align.check.rule import Rule
from align.lang.facts import same_address
from align.lang.names import language_name
from align.model import CharSpan, Finding, Place, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.rule import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    return drop_repeats(subject, _findings(subject))


def _findings(subject: Subject) -> Iterator[Finding]:
    for (src_id, src), (tgt_id, tgt) in note_pairs(subject):
        ours, theirs = _not_among(src.urls, tgt.urls), _not_among(tgt.urls, src.urls)
        # A version may give an address only for its own readers.
        for one, other in zip(ours, theirs, strict=False):
            langs = [language_name(subject.versions[name].document.lang) for name in (src_id, tgt_id)]
            passages = note_place(subject, src_id, src), note_place(subject, tgt_id, tgt)
            marked = [_url_place(subject, place, url) for place, url in zip(passages, (one, other), strict=True)]
            yield Finding(
                rule=RULE.code,
                severity=RULE.severity,
                message=f"Address differs: {one} in {langs[0]}, {other} in {langs[1]}",
                place=marked[1],
                passages=passages,
                marked=tuple(marked),
                texts=(one, other),
            )


def _not_among(urls: Sequence[str], others: Sequence[str]) -> list[str]:
    return [url for url in urls if not any(same_address(url, other) for other in others)]


def _url_place(subject: Subject, place: Place, url: str) -> Place:
    start = subject.versions[place.document].document.text.index(url, place.span.start)
    return Place(document=place.document, span=CharSpan(start=start, end=start + len(url)))


RULE = Rule(
    code="N08",
    name="Address in a note differs",
    severity=Severity.WARNING,
    rationale="Corresponding notes cite the same page. Addresses are compared by their target: the scheme, “www.”, a"
    " slash at the end and the language of a site do not matter. An address that only one version gives is not"
    " reported.",
    bad="fr: [5] http://example.org/node/3838  en: [5] http://example.org/node/3883",
    good="fr: [5] http://example.org/fr/node/3838  en: [5] https://www.example.org/en/node/3838/",
    check=_check,
)
