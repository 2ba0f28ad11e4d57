"""T01: a term of the glossary that is rendered otherwise."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from align.check.rule import Rule
from align.check.terms import Renderings
from align.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Subject


def _check(subject: Subject) -> Iterator[Finding]:
    if not subject.terms:
        return

    @cache
    def renderings(lang: str, *, lenient: bool) -> Renderings:
        return Renderings(subject.terms, lang, lenient=lenient)

    pairs = subject.pairs
    for at, pair in enumerate(pairs):
        lang = pair.tgt.lang
        # Of a term that comes twice the first place will do.
        wanted = (
            dict(reversed([*renderings(pair.src.lang, lenient=False).find(pair.src.text)])) if pair.tgt.text else {}
        )
        if not wanted:
            continue
        # The sentence before or after may have taken the term over.
        near = [each.tgt.text for each in pairs[max(0, at - 1) : at + 2] if each.tgt.document == pair.tgt.document]
        rendered = {term for text in near for term, _ in renderings(lang, lenient=True).find(text)}
        for term, span in sorted(wanted.items(), key=lambda item: item[1]):
            settled = subject.terms[term].renderings
            allowed = settled.get(lang, ()) or settled.get(lang.partition("-")[0], ())
            if allowed and term not in rendered:
                words = pair.src.text[span.start : span.end]
                yield Finding(
                    rule=RULE.code,
                    severity=RULE.severity,
                    message=f"“{words}” is not rendered as the glossary wants: {' or '.join(allowed)}",
                    place=pair.tgt.place,
                    passages=pair.passages,
                    marked=(pair.src.at(span),),
                    texts=(words, *pair.texts),
                )


RULE = Rule(
    code="T01",
    name="Term rendered otherwise",
    severity=Severity.WARNING,
    rationale="The glossary that align.toml names settles what names and terms are called. Where the pivot has one of"
    " them, the translation must have one of its allowed renderings, in whatever inflection, there or in the sentence"
    " beside. Of a term inside a longer one only the longer one counts.",
    bad="With “Щавелев,Chtchavelev” in the glossary — ru: Щавелева видели.  fr: On a vu Tchavelev.",
    good="With “Щавелев,Chtchavelev” in the glossary — ru: Щавелева видели.  fr: On a vu Chtchavelev.",
    check=_check,
)
