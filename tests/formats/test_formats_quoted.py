from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from result_samples import quoting

from align.formats import quoted_pairs
from align.formats.quotation_units import all_quotations, pair_quotations
from align.formats.tmx import writer as tmx
from align.model import CharSpan, FragmentMark, Mark, QuotationMatch

if TYPE_CHECKING:
    from align.result import Result


def move_place(sample: Result, index: int, **changes: object) -> Result:
    """Change the place of one of the traced quotations."""
    place = sample.traced[index].place
    assert isinstance(place, QuotationMatch)
    traced = list(sample.traced)
    traced[index] = replace(traced[index], place=replace(place, **changes))  # type: ignore[arg-type]
    return replace(sample, traced=tuple(traced))


def test_a_located_quotation_is_a_unit_with_its_source() -> None:
    [unit] = pair_quotations(quoting(), "ru", "fr").units
    assert [(side.lang, side.text) for side in unit.sides] == [("ru", "Баржа тонет."), ("fr", "La barge coule vite.")]
    assert unit.confidence == 0.91
    assert dict(unit.properties) == {
        "type": "quotation",
        "quotation": "fr/x:q-11",
        "note": "1",
        "source": "ru/y",
        "verdict": "altered",
    }


def test_in_the_master_the_versions_share_a_unit() -> None:
    [unit] = all_quotations(quoting(), ("fr", "en")).units
    assert [side.lang for side in unit.sides] == ["ru", "fr", "en"]
    assert dict(unit.properties)["verdict"] == "fr: altered, en: verbatim"


def test_versions_that_come_from_different_words_have_units_of_their_own() -> None:
    sample = move_place(quoting(), 3, span=CharSpan(start=0, end=5), fragments=(CharSpan(start=0, end=5),))
    units = all_quotations(sample, ("fr", "en")).units
    assert [[side.text for side in unit.sides] for unit in units] == [
        ["Баржа тонет.", "La barge coule vite."],
        ["Утро.", "The barge is sinking."],
    ]


def test_pieces_of_one_place_have_units_of_their_own_whoever_is_first() -> None:
    sample = quoting()
    french, english = sample.traced[0], sample.traced[3]
    second = replace(french, quotation=replace(french.quotation, id="q-0", chain=french.quotation.id))
    first = replace(french, quotation=replace(french.quotation, chain=french.quotation.id))
    for traced in ([first, second, english], [english, first, second]):
        units = all_quotations(replace(sample, traced=tuple(traced)), ("fr", "en")).units
        assert [[side.document for side in unit.sides] for unit in units] == [
            ["ru/y", item.document] for item in traced
        ]


def test_omissions_are_marked_and_note_calls_left_out() -> None:
    sample = move_place(quoting(), 0, fragments=(CharSpan(start=6, end=11), CharSpan(start=12, end=18)))
    first = sample.traced[0]
    span = first.quotation.span
    call = Mark(kind=FragmentMark.CALL, span=CharSpan(start=span.start + 8, end=span.start + 14))
    quotation = replace(first.quotation, marks=(call,))
    sample = replace(sample, traced=(replace(first, quotation=quotation), *sample.traced[1:]))
    [unit] = pair_quotations(sample, "ru", "fr").units
    assert [side.text for side in unit.sides] == ["Баржа […] тонет.", "La barge vite."]


def test_pairs_name_the_source_first() -> None:
    assert quoted_pairs(quoting()) == (("ru", "fr"), ("ru", "en"))
    assert quoted_pairs(replace(quoting(), traced=())) == ()


def test_memories_hold_them_after_the_beads() -> None:
    bilingual = "".join(tmx.bilingual(quoting(), "ru", "en").chunks)
    assert bilingual.count("<tu ") == 1
    assert '<prop type="x-align-verdict">verbatim</prop>' in bilingual
    assert 'srclang="ru"' in bilingual
    master = "".join(tmx.multilingual(quoting()).chunks)
    assert master.count("<tu ") == 3
    assert master.index("Баржа") > master.index("Nobody")
