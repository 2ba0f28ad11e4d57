from __future__ import annotations

import re
import unicodedata
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from lxml import etree
from result_samples import HOSTILE, family, result, results, segmented

from align.formats.quotation_units import all_quotations, pair_quotations
from align.formats.tmx.writer import bilingual, export, multilingual
from align.formats.units import language_pairs, link_units, pair_units
from align.model import Status, UsageError

if TYPE_CHECKING:
    from align.formats.units import Export, Units
    from align.result import Result

LANG = "{http://www.w3.org/XML/1998/namespace}lang"
GOLDEN = """\
<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE tmx SYSTEM "tmx14.dtd">
<tmx version="1.4">
  <header creationtool="align" creationtoolversion="0.1.0" segtype="sentence" o-tmf="align" adminlang="en" \
srclang="fr" datatype="plaintext">
    <prop type="x-align-signature">align:0.1.0|encoder:fake@1|segmenter:lines|k:6</prop>
  </header>
  <body>
    <tu tuid="part_1:09d19aa99d3b794a" segtype="paragraph">
      <prop type="x-align-bead">part_1:09d19aa99d3b794a</prop>
      <prop type="x-align-confidence">0.930</prop>
      <prop type="x-align-type">2-1</prop>
      <prop type="x-align-status">accepted</prop>
      <prop type="x-align-document">part 1</prop>
      <tuv xml:lang="fr"><seg>Il pleut. Il neige.</seg></tuv>
      <tuv xml:lang="en-GB"><seg>"Rain" &amp; snow.</seg></tuv>
    </tu>
  </body>
</tmx>
"""


def parsed(export: Export) -> etree._Element:
    return etree.fromstring("".join(export.chunks).encode())


def texts(memory: etree._Element) -> list[dict[str, str]]:
    return [{tuv.get(LANG, ""): tuv.findtext("seg", "") for tuv in tu.iter("tuv")} for tu in memory.iter("tu")]


def expected(units: Units) -> list[dict[str, str]]:
    """The texts of units with two or more texts that nobody rejected, the first of equal ones."""
    found: list[dict[str, str]] = []
    for unit in units.units:
        if unit.status is Status.REJECTED:
            continue
        texts = {side.lang: side.text for side in unit.sides if side.text}
        if len(texts) > 1 and texts not in found:
            found.append(texts)
    return found


def test_a_memory_looks_like_this() -> None:
    of = result(
        family(
            "part 1",
            {"fr": ["Il pleut.", "Il neige."], "en-GB": ['"Rain" & snow.']},
            beads=[[(2, 1)]],
            status=Status.ACCEPTED,
        )
    )
    assert "".join(bilingual(of, "fr", "en-GB").chunks) == GOLDEN


@settings(max_examples=40)
@given(results())
def test_parsing_gives_back_the_written_units(of: Result) -> None:
    units = link_units(of)
    quoted = all_quotations(of, units.langs)
    assert texts(parsed(multilingual(of))) == expected(replace(units, units=(*units.units, *quoted.units)))
    for src, tgt in language_pairs(of):
        units, quoted = pair_units(of, src, tgt), pair_quotations(of, src, tgt)
        assert texts(parsed(bilingual(of, src, tgt))) == expected(replace(units, units=(*units.units, *quoted.units)))


@settings(max_examples=40)
@given(results(["fr", "en"]))
def test_segments_equal_the_words_of_the_document_except_as_documented(of: Result) -> None:
    illegal = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff\u00ad]")
    for each in of.families:
        found = {text for unit in texts(parsed(bilingual(result(each), "fr", "en"))) for text in unit.values()}
        for bead in each.alignments[0].beads:
            if not (bead.src and bead.tgt) or bead.status is Status.REJECTED:
                continue
            for version, run in zip(each.versions, (bead.src, bead.tgt), strict=True):
                first, last = version.segments[run.start], version.segments[run.end - 1]
                raw = version.document.text[first.span.start : last.span.end]
                # Python treats some characters that XML forbids as white space, which separates words.
                words = " ".join(unicodedata.normalize("NFC", illegal.sub("", " ".join(raw.split()))).split())
                assert words in found


@settings(max_examples=40)
@given(results())
def test_ids_are_unique_and_the_same_result_makes_the_same_bytes(of: Result) -> None:
    ids = [tu.get("tuid") for tu in parsed(multilingual(of)).iter("tu")]
    assert len(set(ids)) == len(ids)
    assert "".join(multilingual(of).chunks) == "".join(multilingual(of).chunks)


@pytest.mark.parametrize("name", sorted(HOSTILE))
def test_hostile_texts_neither_break_the_file_nor_change(name: str) -> None:
    text = f"x {HOSTILE[name]}"
    (unit,) = texts(parsed(export(result(family("a", {"fr": [text], "en": [text]})))))
    assert unit["fr"] == unit["en"]
    unchanged = {"markup", "emoji", "right to left", "formula", "backslashes", "byte order mark"}
    assert (unit["fr"] == text) == (name in unchanged)


@pytest.mark.parametrize(
    ("name", "written"),
    [
        ("control characters", "onetwo three\x7f four five six"),
        ("noncharacters", "abc\U0001ffff" + "d"),
        ("no-break spaces", "« Quoi ? »"),
        ("soft hyphens", "anticonstitution"),
        ("line end inside", "a line and another and more"),
        ("decomposed", "\u00e9t\u00e9 \u0439"),
    ],
)
def test_documented_changes_of_words(name: str, written: str) -> None:
    (unit,) = texts(parsed(export(result(family("a", {"fr": [HOSTILE[name]], "en": ["x"]})))))
    assert unit["fr"] == written


def test_removed_characters_are_reported() -> None:
    of = result(family("a", {"fr": ["Un\x01.", "x" * 2001], "en": ["One.", "y"]}))
    memory = bilingual(of, "fr", "en")
    ids = [tu.get("tuid") for tu in parsed(memory).iter("tu")]
    assert memory.notes == (
        "fr/a.txt:1:3: U+0001 (no character of a text) left out, 1 in this text",
        f"{ids[1]}: a segment of 2001 characters; Trados takes at most 2000",
    )


def test_units_with_fewer_than_two_texts_are_left_out() -> None:
    texts_of = {"fr": ["Un.", "\x01", "Trois."], "en": ["One.", "Two."], "ru": ["Раз."]}
    memory = multilingual(result(family("a", texts_of)))
    assert texts(parsed(memory)) == [{"fr": "Un.", "en": "One.", "ru": "Раз."}]


def test_repeated_units_are_written_once_and_counted() -> None:
    refrain = family("a", {"fr": ["Oui.", "Oui.", "Oui."], "en": ["Yes.", "Yes.", "Aye."]})
    again = family("b", {"fr": ["Oui."], "en": ["Yes."]})
    memory = bilingual(result(refrain, again), "fr", "en")
    assert texts(parsed(memory)) == [{"fr": "Oui.", "en": "Yes."}, {"fr": "Oui.", "en": "Aye."}]
    assert memory.notes == ("2 units left out that repeat the texts of another one",)


def test_a_unit_without_the_source_language_names_its_own() -> None:
    of = result(
        family("a", {"fr": ["Un."], "en": ["One."], "ru": ["Раз."]}), family("b", {"ru": ["Два."], "en": ["Two."]})
    )
    memory = parsed(multilingual(of))
    assert [tu.get("srclang") for tu in memory.iter("tu")] == [None, "ru"]
    header = memory.find("header")
    assert header is not None
    assert header.get("srclang") == "fr"


def test_hostile_names_do_not_break_the_file() -> None:
    one = family('a "b" & <c>\x01\n d', {"fr": ["Un."], "en": ["One."]})
    of = result(one)
    of = replace(of, signature=replace(of.signature, encoder='<"&\x02'))
    memory = parsed(export(of))
    assert memory.findtext("body/tu/prop[@type='x-align-document']") == 'a "b" & <c> d'
    assert 'encoder:<"&|' in memory.findtext("header/prop", "")


def test_the_form_follows_the_languages() -> None:
    two = result(family("a", {"fr": ["Un."], "en": ["One."]}))
    three = result(family("a", {"fr": ["Un."], "en": ["One."], "ru": ["Раз."]}))
    assert "".join(export(two).chunks) == "".join(bilingual(two, "fr", "en").chunks)
    assert "".join(export(three).chunks) == "".join(multilingual(three).chunks)


def test_one_language_makes_no_memory() -> None:
    one = family("a", {"fr": ["Un."], "en": ["Un."]})
    both_french = result(replace(one, versions=(one.versions[0], segmented("en/a", ["Un."], lang="fr"))))
    with pytest.raises(UsageError, match="needs two languages, and both texts are in fr"):
        export(both_french)


def test_pairs_that_reviewers_rejected_are_left_out() -> None:
    refused = family("a", {"fr": ["Un."], "en": ["One."]}, status=Status.REJECTED)
    memory = bilingual(result(refused, family("b", {"fr": ["Deux."], "en": ["Two."]})), "fr", "en")
    assert texts(parsed(memory)) == [{"fr": "Deux.", "en": "Two."}]
    assert memory.notes == ("1 unit left out that reviewers rejected",)
