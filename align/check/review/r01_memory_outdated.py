"""R01: a committed translation memory that no longer says what the texts say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.rule import Rule
from align.model import Finding, Place, Severity, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from align.check.passage import Pair
    from align.check.rule import Memory, Subject

_LONGEST = 2000
"""Characters of a segment beyond which a memory leaves it out."""


def _check(subject: Subject) -> Iterator[Finding]:
    texts = {version.document.lang: plain(version.document.text) for version in subject.family.versions}
    for memory in subject.memories:
        units = memory.units.get(subject.family.stem, frozenset())
        if not (units and memory.langs <= texts.keys()):
            continue
        outdated = sum(any(words not in texts[lang] for lang, words in unit) for unit in units)
        lacking = _lacking(subject, memory)
        if outdated or lacking:
            yield _finding(subject, memory, outdated, lacking)


def _lacking(subject: Subject, memory: Memory) -> list[Pair]:
    """Return the beads of the two languages of a memory one of whose sides it does not have."""
    kept: Mapping[str, str] = {
        lang: "\n".join(words for unit in memory.units[subject.family.stem] for own, words in unit if own == lang)
        for lang in memory.langs
    }
    return [
        pair
        for ladder in subject.ladders
        for pair in ladder
        if {pair.src.lang, pair.tgt.lang} == memory.langs
        and all(0 < len(text) <= _LONGEST for text in pair.texts)
        and any(side.plain not in kept[side.lang] for side in (pair.src, pair.tgt))
    ]


def _finding(subject: Subject, memory: Memory, outdated: int, lacking: list[Pair]) -> Finding:
    counts = [
        f"{words}: {count}"
        for count, words in ((outdated, "units that are no longer in the texts"), (len(lacking), "beads that it lacks"))
        if count
    ]
    version = subject.family.versions[0].document
    place = lacking[0].tgt.place if lacking else Place(document=version.id, span=version.blocks[0].span)
    return Finding(
        rule=RULE.code,
        severity=RULE.severity,
        message=f"{memory.name} is out of date ({', '.join(counts)}); make it anew with align run",
        place=place,
        passages=lacking[0].passages if lacking else (place,),
        texts=(memory.name,),
    )


RULE = Rule(
    code="R01",
    name="Translation memory out of date",
    severity=Severity.WARNING,
    rationale="A memory that is kept in git beside the texts was not made anew after they changed: whoever loads it"
    " gets the old sentences. Every file `*.tmx` that align wrote for two languages and git knows is held against the"
    " texts: what its units say must stand there, and either side of every bead in one of its units. So it is out of"
    " date as well where people have merged beads since.",
    bad="fr/part-1.md was changed and committed, and build/fr-en.tmx was not.",
    good="Both were committed together, or the memory is not kept in git.",
    check=_check,
)
