"""T01: a term of the glossary that is rendered otherwise."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from align.check.rule import Rule
from align.check.terms.forms import Renderings
from align.model import Finding, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.check.rule import Subject
    from align.model import Term


def _check(subject: Subject) -> Iterator[Finding]:
    if not subject.terms:
        return

    @cache
    def renderings(lang: str, *, lenient: bool) -> Renderings:
        return Renderings(subject.terms, lang, lenient=lenient)

    pivot = subject.family.versions[0].document.lang
    for beads, at, pair in ((ladder, at, pair) for ladder in subject.ladders for at, pair in enumerate(ladder)):
        lang = pair.tgt.lang
        # Of a term that comes twice the first place will do.
        wanted = (
            dict(reversed([*renderings(pair.src.lang, lenient=False).find(pair.src.text)])) if pair.tgt.text else {}
        )
        if not wanted:
            continue
        # The sentence before or after may have taken the term over.
        near = [each.tgt.text for each in beads[max(0, at - 1) : at + 2]]
        rendered = {term for text in near for term, _ in renderings(lang, lenient=True).find(text)}
        for term, span in sorted(wanted.items(), key=lambda item: item[1]):
            # What the pivot has a name for is looked for in its own ladders.
            own = pair.src.document == subject.pivot or not _settled(subject.terms[term], pivot)
            allowed = _settled(subject.terms[term], lang)
            if own and allowed and term not in rendered:
                words = span.slice(pair.src.text)
                yield Finding(
                    rule=RULE.code,
                    severity=RULE.severity,
                    message=f"“{words}” is not rendered as the glossary wants: {' or '.join(allowed)}",
                    place=pair.tgt.place,
                    passages=pair.passages,
                    marked=(pair.src.at(span),),
                    texts=(words, *pair.texts),
                )


def _settled(term: Term, lang: str) -> Sequence[str]:
    """Return the allowed renderings of a term in a language."""
    return term.renderings.get(lang, ()) or term.renderings.get(lang.partition("-")[0], ())


RULE = Rule(
    code="T01",
    name="Term rendered otherwise",
    severity=Severity.WARNING,
    rationale="The glossary that align.toml names settles what names and terms are called. Where the pivot has one of"
    " them, the translation must have one of its allowed renderings, in whatever inflection, there or in the sentence"
    " beside; a term that the glossary does not give in the language of the pivot is looked for between the"
    " translations. Of a term inside a longer one only the longer one counts.",
    bad="With “Щавелев,Chtchavelev” in the glossary — ru: Щавелева видели.  fr: On a vu Tchavelev.",
    good="With “Щавелев,Chtchavelev” in the glossary — ru: Щавелева видели.  fr: On a vu Chtchavelev.",
    check=_check,
)
