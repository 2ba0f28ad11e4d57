"""T01: a term is not translated as in the glossary."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from align.check.rule import Rule
from align.check.terms.inflection import TermFinder
from align.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.rule import Subject
    from align.model import Term


def _check(subject: Subject) -> Iterator[Finding]:
    if not subject.terms:
        return

    @cache
    def finder(lang: str, *, lenient: bool) -> TermFinder:
        return TermFinder(subject.terms, lang, lenient=lenient)

    pivot = subject.family.versions[0].document.lang
    for beads, at, pair in ((ladder, at, pair) for ladder in subject.ladders for at, pair in enumerate(ladder)):
        if not pair.corresponds:
            continue
        lang = pair.tgt.lang
        # Of a term that occurs twice, the first place is reported.
        wanted = dict(reversed([*finder(pair.src.lang, lenient=False).find(pair.src.text)]))
        # The term may have moved into the sentence before or after.
        near = [each.tgt.text for each in beads[max(0, at - 1) : at + 2]]
        rendered = {term for text in near for term, _ in finder(lang, lenient=True).find(text)}
        for term, span in sorted(wanted.items(), key=lambda item: item[1]):
            # Two translations are compared only for terms that the glossary does not give in the pivot's language.
            relevant = pair.src.document == subject.pivot or not _allowed_renderings(subject.terms[term], pivot)
            allowed = _allowed_renderings(subject.terms[term], lang)
            if relevant and allowed and term not in rendered:
                words = span.slice(pair.src.text)
                yield Finding(
                    rule=RULE.code,
                    severity=RULE.severity,
                    message=f"“{words}” is not translated as in the glossary: {' or '.join(allowed)}",
                    place=pair.tgt.place,
                    passages=pair.passages,
                    marked=(pair.src.at(span),),
                    texts=(words, *pair.texts),
                )


def _allowed_renderings(term: Term, lang: str) -> Sequence[str]:
    """Return the allowed renderings of a term in a language."""
    return term.renderings.get(lang, ()) or term.renderings.get(lang.partition("-")[0], ())


RULE = Rule(
    code="T01",
    name="Term not as in the glossary",
    severity=Severity.WARNING,
    rationale="The glossary that align.toml names says how to translate names and terms. Where the pivot has a term,"
    " the translation must have one of its allowed renderings, in any inflection, there or in the sentence before or"
    " after. If the glossary does not give a term in the language of the pivot, the translations are compared with each"
    " other. If a term is part of a longer one, only the longer one counts.",
    bad="With “Щавелев,Chtchavelev” in the glossary — ru: Щавелева видели.  fr: On a vu Tchavelev.",
    good="With “Щавелев,Chtchavelev” in the glossary — ru: Щавелева видели.  fr: On a vu Chtchavelev.",
    check=_check,
)
