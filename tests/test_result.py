from __future__ import annotations

from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given
from result_samples import quoting, results

from align.model import (
    CharSpan,
    NotFound,
    NotFoundReason,
    Quotation,
    QuotationKind,
    QuotationMatch,
    Rendering,
    UsageError,
    Verdict,
    worst_verdict,
)
from align.result import Citation, Result, TracedQuotation, citations_of


def piece(
    name: str,
    *counterparts: str,
    chain: str = "",
    source: str = "ru/y",
    verdict: Verdict | None = Verdict.VERBATIM,
    reason: NotFoundReason | None = None,
) -> TracedQuotation:
    """Return a piece named "fr1": the first of the French version, at the place of its number in the source."""
    document, number = f"{name[:2]}/x", int(name[2:])
    span = CharSpan(start=10 * number, end=10 * number + 5)
    place = QuotationMatch(
        quotation=name, document=document, source=source, span=span, fragments=(span,), confidence=number / 10
    )
    return TracedQuotation(
        document=document,
        quotation=Quotation(id=name, span=span, depth=1, kind=QuotationKind.QUOTATION, chain=chain),
        counterparts=tuple((f"{other[:2]}/x", other) for other in counterparts),
        place=NotFound(quotation=name, document=document, reason=reason) if reason else place,
        rendering=Rendering(document=document, differences=(), verdict=verdict, reasons=(name,)) if verdict else None,
    )


def names(traced: list[TracedQuotation]) -> list[str]:
    """Return the pieces of each citation, a word for each version, and the parts behind strokes."""
    return [
        " | ".join(
            " ".join("+".join(item.quotation.id for item in version.pieces) for version in part.versions)
            for part in citation.parts
        )
        for citation in citations_of(traced)
    ]


def test_counterparts_are_one_citation() -> None:
    assert names([piece("fr1", "en1"), piece("fr2"), piece("en1", "fr1"), piece("en2")]) == ["fr1 en1", "fr2", "en2"]


def test_what_one_version_interrupts_is_one_part() -> None:
    assert names([piece("fr1", "en1", chain="fr1"), piece("fr2", "en1", chain="fr1"), piece("en1", "fr1", "fr2")]) == [
        "fr1+fr2 en1"
    ]


def test_what_all_versions_interrupt_has_a_part_for_each_piece() -> None:
    chains = [piece(f"{lang}{k}", chain=f"{lang}1") for lang, k in product(("fr", "en"), (1, 2))]
    counterparts = ("en1", "en2", "fr1", "fr2")
    pieces = [
        replace(item, counterparts=((f"{other[:2]}/x", other),))
        for item, other in zip(chains, counterparts, strict=True)
    ]
    [citation] = citations_of(pieces)
    assert [version.document for version in citation.versions] == ["fr/x", "en/x"]
    assert names(pieces) == ["fr1 en1 | fr2 en2"]


def test_quotations_that_are_not_given_tie_nothing_but_a_chain_does() -> None:
    assert names([piece("fr1", "en1"), piece("ru1", "en1")]) == ["fr1", "ru1"]
    assert names([piece("fr2", chain="fr1"), piece("fr3", chain="fr1")]) == ["fr2 | fr3"]


def test_a_counterpart_in_another_family_ties_nothing() -> None:
    sample = quoting()
    [own] = sample.families
    document = replace(own.versions[0].document, id="fr/other")
    other = replace(own, stem="other", versions=(replace(own.versions[0], document=document),))
    first = sample.traced[0]
    stray = replace(first, document="fr/other", counterparts=(first.key,))
    result = replace(sample, families=(own, other), traced=(*sample.traced, stray))
    assert result.citations == (*sample.citations, Citation.of([stray]))


def test_terms_and_titles_are_no_citations() -> None:
    sample = quoting()
    kinds = [item.quotation.kind for citation in sample.citations for item in citation.pieces]
    assert kinds == [QuotationKind.QUOTATION] * 4
    assert len(sample.traced) == 6


@given(results())
def test_every_quotation_that_was_looked_for_is_in_one_citation(result: Result) -> None:
    looked_for = {item.key: item for item in result.traced if item.place is not None}
    found = [item.key for citation in result.citations for item in citation.pieces]
    assert sorted(found) == sorted(looked_for)
    for citation in result.citations:
        parts = [item.key for part in citation.parts for item in part.pieces]
        assert sorted(parts) == sorted(item.key for item in citation.pieces)


def test_a_citation_has_its_place_and_verdicts() -> None:
    [citation] = citations_of(
        [piece("fr1", "en1"), piece("en1", "fr1", verdict=Verdict.ALTERED), piece("en3", "fr1", verdict=None)]
    )
    assert (citation.id, citation.source, citation.span) == ("fr/x:fr1", "ru/y", CharSpan(start=10, end=35))
    assert citation.fragments == (CharSpan(start=10, end=15), CharSpan(start=30, end=35))
    assert (citation.found, citation.confidence, citation.verdict) == (True, 0.3, Verdict.ALTERED)
    assert str(citation) == "ru/y, characters 10-35 (probability 0.30): verbatim in fr/x, altered in en/x"


def test_a_citation_of_several_sources_has_no_span() -> None:
    [citation] = citations_of([piece("fr1", "en1", verdict=None), piece("en1", "fr1", verdict=None, source="ru/z")])
    assert (citation.sources, citation.source, citation.span, citation.fragments) == (("ru/y", "ru/z"), None, None, ())
    assert citation.verdict is None
    assert str(citation) == "ru/y or ru/z (probability 0.10): not judged in fr/x, not judged in en/x"


@pytest.mark.parametrize(
    ("reason", "verdict", "why"),
    [
        (NotFoundReason.NO_SOURCE, None, "no source supplied"),
        (NotFoundReason.BELOW_THRESHOLD, Verdict.NOT_FOUND, "not found in any source"),
    ],
)
def test_a_citation_without_a_place_says_why(reason: NotFoundReason, verdict: Verdict | None, why: str) -> None:
    [citation] = citations_of([piece("fr1", reason=reason)])
    assert (citation.found, citation.verdict) == (False, verdict)
    assert str(citation).startswith("fr/x, characters ")
    assert str(citation).endswith(f": {why}")


def test_pieces_that_were_judged_together_have_one_rendering() -> None:
    one, two = piece("fr1", chain="fr1"), piece("fr2", chain="fr1")
    # What the store reads back is equal, and not the same object.
    [apart] = citations_of([one, two])
    assert one.rendering
    [together] = citations_of([one, replace(two, rendering=replace(one.rendering))])
    assert [len(citation.versions[0].renderings) for citation in (apart, together)] == [2, 1]


def test_a_family_gives_its_versions_and_ladders_by_id() -> None:
    sample = quoting()
    [whole] = sample.families
    assert whole.version("en/x") is whole.versions[1]
    assert whole.alignment("fr/x", "en/x") is whole.alignments[0]
    assert [sample.text(name).document.id for name in ("fr/x", "ru/y")] == ["fr/x", "ru/y"]
    assert whole.version("en") is whole.version("en/x")
    assert whole.alignment("fr", "en") is whole.alignments[0]


def test_an_unknown_name_is_answered_with_the_known_ones() -> None:
    sample = quoting()
    [whole] = sample.families
    twins = replace(whole, versions=(whole.versions[0], whole.versions[0]))
    for look_up, message in (
        (lambda: whole.version("ru/y"), r'^x: no version is named "ru/y"; known are fr/x, en/x$'),
        (lambda: twins.version("fr"), r'^x: 2 versions are in "fr"; known are fr/x, fr/x$'),
        (lambda: whole.alignment("en", "fr"), r"^x: no alignment en/x : fr/x; known are fr/x : en/x$"),
        (lambda: sample.text("x"), r'^no text is named "x"; known are fr/x, en/x, ru/y$'),
    ):
        with pytest.raises(UsageError, match=message):
            look_up()


def test_a_result_is_shown_in_a_line() -> None:
    sample = quoting()
    [whole] = sample.families
    shown = {
        repr(each)
        for each in (
            *(sample, whole, whole.links, whole.versions[0], whole.versions[0].document, whole.alignments[0]),
            *(whole.quoted[0], sample.traced[0], sample.citations[0]),
        )
    }
    assert all(len(line) < 200 and line.startswith("<") and line.endswith(">") for line in shown), shown
    assert f"<Result {sample.title!r}: 1 family, 1 source, {len(sample.traced)} quotations>" in shown
    assert "<Family x: fr/x, en/x>" in shown


def test_a_fault_is_worse_than_an_unknown_and_an_unknown_than_a_sound_rendering() -> None:
    assert worst_verdict([]) is None
    assert worst_verdict([Verdict.VERBATIM, Verdict.CANNOT_TELL, Verdict.ABRIDGED]) is Verdict.CANNOT_TELL
    assert worst_verdict([Verdict.ALTERED, Verdict.CANNOT_TELL]) is Verdict.ALTERED
    assert worst_verdict(Verdict) is Verdict.NOT_FOUND
