"""R01: a committed translation memory differs from the texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from align.check.rule import Rule
from align.model import Finding, Place, Severity, plain

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from align.check.passage import Pair
    from align.check.rule import Memory, Subject

_LONGEST = 2000
"""Most characters of a segment that a memory contains."""


def _check(subject: Subject) -> Iterator[Finding]:
    texts = {version.document.lang: plain(version.document.text) for version in subject.family.versions}
    for memory in subject.memories:
        units = memory.units.get(subject.family.stem, frozenset())
        if not (units and memory.langs <= texts.keys()):
            continue
        outdated = sum(any(words not in texts[lang] for lang, words in unit) for unit in units)
        missing = _missing_beads(subject, memory)
        if outdated or missing:
            yield _finding(subject, memory, outdated, missing)


def _missing_beads(subject: Subject, memory: Memory) -> list[Pair]:
    """Return the beads in the two languages of a memory that it does not contain, on one side or both."""
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


def _finding(subject: Subject, memory: Memory, outdated: int, missing: list[Pair]) -> Finding:
    counts = [
        f"{words}: {count}"
        for count, words in ((outdated, "units no longer in the texts"), (len(missing), "pairs missing from it"))
        if count
    ]
    version = subject.family.versions[0].document
    place = missing[0].tgt.place if missing else Place(document=version.id, span=version.blocks[0].span)
    return Finding(
        rule=RULE.code,
        severity=RULE.severity,
        message=f"{memory.name} is out of date ({', '.join(counts)}); write it again with align run",
        place=place,
        passages=missing[0].passages if missing else (place,),
        texts=(memory.name,),
    )


RULE = Rule(
    code="R01",
    name="Translation memory out of date",
    severity=Severity.WARNING,
    rationale="The texts changed, but nobody wrote the translation memory in git again: whoever loads it gets the old"
    " sentences. The rule compares every `*.tmx` file that align wrote for two languages and that git tracks. The texts"
    " must contain its units, and its units must contain both sides of every pair. So a memory is also out of date if"
    " people have merged pairs since.",
    bad="fr/part-1.md was changed and committed, and build/fr-en.tmx was not.",
    good="Both were committed together, or the memory is not kept in git.",
    check=_check,
)
