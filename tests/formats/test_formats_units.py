from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from result_samples import family, few, result, results, segmented

from align.formats.units import language_pairs, link_units, pair_units, units_of
from align.model import Origin, Status, UsageError

if TYPE_CHECKING:
    from align.result import Family, Result

FR = ["Il pleut.", "Il neige.", "Bonjour."]
EN = ["It rains while it snows.", "Hello."]
TWO = result(family("part-1", {"fr": FR, "en": EN}, beads=[[(2, 1), (1, 1)]]))
THREE = result(
    family("a", {"fr": ["Un."], "en": ["One."], "ru": ["Раз."]}),
    family("b", {"fr": ["Deux."], "ru": ["Два."]}),
    family("c", {"ru": ["Три."], "en": ["Three."]}),
)


def ids(of: Result) -> list[str]:
    return [unit.id for unit in pair_units(of, "fr", "en").units]


def test_a_bead_is_a_unit_with_its_texts() -> None:
    first, second = pair_units(TWO, "fr", "en").units
    assert [side.text for side in first.sides] == ["Il pleut. Il neige.", "It rains while it snows."]
    assert [side.document for side in second.sides] == ["fr/part-1", "en/part-1"]
    assert (first.document, first.type, first.confidence, first.status) == ("part-1", "2-1", 0.93, Status.MACHINE)


def test_pairs_of_languages_are_those_of_families_in_their_direction() -> None:
    assert language_pairs(THREE) == (("fr", "en"), ("fr", "ru"), ("en", "ru"))
    assert language_pairs(result(sources=(segmented("ru/a", ["Раз."]),))) == ()


def test_a_pair_can_be_exported_in_the_other_direction() -> None:
    units = pair_units(THREE, "en", "ru").units
    assert [[side.text for side in unit.sides] for unit in units] == [["One.", "Раз."], ["Three.", "Три."]]
    assert [[side.lang for side in unit.sides] for unit in units] == [["en", "ru"]] * 2


def test_links_are_units_of_all_languages() -> None:
    units = link_units(THREE)
    assert units.langs == ("fr", "en", "ru")
    assert [unit.type for unit in units.units] == ["1-1-1", "1-1", "1-1"]


def test_a_link_is_accepted_when_all_its_beads_with_the_pivot_are() -> None:
    def accepted(which: Family, number: int) -> Family:
        ladder = which.alignments[number]
        locked = replace(ladder, beads=tuple(replace(bead, status=Status.ACCEPTED) for bead in ladder.beads))
        return replace(which, alignments=(*which.alignments[:number], locked, *which.alignments[number + 1 :]))

    one = accepted(THREE.families[0], 0)
    both = accepted(one, 1)
    statuses = [link_units(result(of)).units[0].status for of in (THREE.families[0], one, both)]
    assert statuses == [Status.MACHINE, Status.MACHINE, Status.ACCEPTED]


def test_an_id_stays_while_the_words_do() -> None:
    longer = result(family("part-1", {"fr": ["Titre.", *FR], "en": ["Title.", *EN]}, beads=[[(1, 1), (2, 1), (1, 1)]]))
    assert ids(longer)[1:] == ids(TWO)
    changed = result(family("part-1", {"fr": FR, "en": ["It rains while it snows.", "Hi."]}, beads=[[(2, 1), (1, 1)]]))
    assert ids(changed)[0] == ids(TWO)[0]
    assert ids(changed)[1] != ids(TWO)[1]


def test_ids_distinguish_repetitions_and_documents() -> None:
    refrain = {"fr": ["Oui.", "Oui."], "en": ["Yes.", "Yes."]}
    first, second, third, fourth = ids(result(family("a b", refrain), family("a\u00a0\tc", refrain)))
    assert second == f"{first}.2"
    assert fourth == f"{third}.2"
    assert first.startswith("a_b:")
    assert third.startswith("a_c:")


@few
@given(results())
def test_ids_are_unique_and_without_white_space(of: Result) -> None:
    for units in (link_units(of), *(pair_units(of, *pair) for pair in language_pairs(of))):
        found = [unit.id for unit in units.units]
        assert len(set(found)) == len(found)
        assert not any(character.isspace() for identity in found for character in identity)


@few
@given(results(["fr", "en"]))
def test_every_bead_is_a_unit(of: Result) -> None:
    units = units_of(of).units
    assert len(units) == sum(len(alignment) for each in of.families for alignment in each.alignments)


def test_removed_characters_are_reported_with_their_places() -> None:
    one = family("a", {"fr": ["Un\x01.", "De\u00adux\x01."], "en": ["One.", "Two."]})
    first, second = one.versions
    document = replace(
        first.document,
        path="fr/a.md",
        origin=Origin(text_offsets=(0,), file_offsets=(10,), line_starts=(0, 8)),
    )
    units = units_of(result(replace(one, versions=(replace(first, document=document), second))))
    assert [unit.sides[0].text for unit in units.units] == ["Un.", "Deux."]
    assert [str(lost) for lost in units.lost] == [
        "fr/a.md:2:5: U+0001 (no character of a text) left out, 2 in this text",
        "fr/a.md:2:10: U+00AD (SOFT HYPHEN) left out, 1 in this text",
    ]


def test_versions_in_one_language_or_none_are_usage_errors() -> None:
    with pytest.raises(UsageError, match="nothing to export"):
        units_of(result(sources=(segmented("ru/a", ["Раз."]),)))
    one = family("a", {"fr": ["Un."], "en": ["One."], "ru": ["Раз."]})
    twice = (*one.versions[:2], segmented("ru/a", ["Раз."], lang="en"))
    with pytest.raises(UsageError, match=r"a: two versions are in one language \(fr, en, en\)"):
        link_units(result(replace(one, versions=twice)))


@pytest.mark.parametrize("ladder", range(3))
@pytest.mark.parametrize("status", [Status.REJECTED, Status.NEEDS_REVIEW])
def test_a_link_is_rejected_or_doubted_if_one_of_its_beads_is(ladder: int, status: Status) -> None:
    of = family("a", {"fr": ["Un.", "Deux."], "en": ["One.", "Two."], "ru": ["Раз.", "Два."]}, status=Status.ACCEPTED)
    first, *rest = of.alignments[ladder].beads
    doubted = replace(of.alignments[ladder], beads=(replace(first, status=status), *rest))
    changed = replace(of, alignments=(*of.alignments[:ladder], doubted, *of.alignments[ladder + 1 :]))
    assert [unit.status for unit in link_units(result(changed)).units] == [status, Status.ACCEPTED]
