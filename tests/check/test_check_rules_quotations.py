from __future__ import annotations

from collections import Counter
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from check_quotations import SOURCE, paired, source, traced
from check_subjects import found, subject, words

from align.model import (
    CharSpan,
    Difference,
    DifferenceKind,
    NotFound,
    NotFoundReason,
    QuotationMatch,
    Severity,
    Verdict,
)

if TYPE_CHECKING:
    from pathlib import Path

    from align.check import Subject

FIRES = [
    ("Q01", "« Nous partons demain, dit-il.", "“We are leaving tomorrow,” he said.", "«"),
    ("Q01", "« Nous partons demain », dit-il.", "We are leaving tomorrow,” he said.", "”"),
    ("Q02", "« Nous partons demain matin », dit-il.", "They were leaving tomorrow.", "Nous partons demain matin"),
    # What is quoted here and there is not the same, and a few words are no answer to a speech.
    (
        "Q02",
        "« Nous partons tous ensemble demain matin avec lui », dit « Vou ».",
        "We are all leaving together tomorrow, said “Wu”.",
        "Nous partons tous ensemble demain matin avec lui",
    ),
    ("Q02", "Ils partaient demain, dit-il.", "“We are leaving tomorrow,” he said.", "We are leaving tomorrow,"),
    (
        "Q03",
        "Il le dit « de très bonne grâce ce soir », en somme.",
        "He said so readily.",
        "de très bonne grâce ce soir",
    ),
    (
        "Q04",
        "Il dit : « Elle m’a répondu hier soir : “Je pars demain matin avec toi.” »",
        "He said: “She answered me last night that she was leaving.”",
        "Elle m’a répondu hier soir : “Je pars demain matin avec toi.”",
    ),
    ("Q05", "« Les livres […] sont perdus », dit-il.", "“The books are lost,” he said.", "Les livres […] sont perdus"),
    ("Q06", "« Il [le ministre] est parti », dit-il.", "“He has left,” he said.", "Il [le ministre] est parti"),
    (
        "Q11",
        "« Les livres ont été perdus en mer », dit-il. Oui : « Les livres ont été perdus », répéta-t-il.",
        "“The books were lost at sea,” he said. Yes: “The books were got rid of,” he repeated.",
        "The books were got rid of,",
    ),
    (
        "Q12",
        "« Je pars demain matin », dit-il.\n\n« J’ai tout fini », dit-elle.",
        "“I am leaving tomorrow, he said.\n\n“I have finished,” she said.",
        None,
    ),
    (
        "Q12",
        "Il parla de « toute sa vie, et partit.\n\n« Je reviens demain matin », dit-il.",
        "He spoke of his “whole life” and left.\n\n“I come back tomorrow morning,” he said.",
        "toute sa vie, et partit.\n\n« Je reviens demain matin",
    ),
]
SILENT = [
    ("Q01", "« Nous partons.\n\n« Nous revenons demain », dit-il.", "“We leave.\n\n“We are back tomorrow,” he said."),
    ("Q01", "« Nous partons demain, dit-il.", "“We are leaving tomorrow, he said."),
    (
        "Q01",
        "« Nous partons.\n\nIls crient « hourra » !\n\nNous revenons », dit-il.",
        "“We leave.\n\nThey shout ‘hurrah’!\n\nWe are back,” he said.",
    ),
    ("Q02", "— Nous partons demain, dit-il.\n\n— Déjà ?", "“We are leaving tomorrow,” he said.\n\n“Already?”"),
    ("Q02", "« Nous partons demain », dit-il.", "“We are,” he said, “leaving tomorrow.”"),
    ("Q03", "Il lut la lettre « Aux amis ».", "He read the letter To Friends."),
    ("Q04", "« Elle dit : “Je pars demain avec toi.” »", "“She said: ‘I am leaving tomorrow with you.’”"),
    ("Q05", "« Les livres […] sont perdus », dit-il.", "“The books (...) are lost,” he said."),
    ("Q05", "« Les gamins... ils jouent seulement », dit-il.", "“The kids ... they only play,” he said."),
    # Quoted after another fashion, it is not missing; and where Q01 tells of a lost mark, that will do.
    ("Q02", "« Nous partons demain.\n\nNous revenons ce soir. »", "'We leave tomorrow.\n\nWe are back tonight.'"),
    ("Q02", "Et lui : « Nous\n\npartons.\n\nEncore. »", "And he: “We are all leaving here.”\n\nNow.\n\nAgain."),
    ("Q12", "« Nous partons demain.\n\nJe reviens », dit-il.", "“We leave tomorrow.”\n\n“I come back,” he said."),
    ("Q12", "« Nous partons demain.\n\nJe reviens », dit-il.", "“We leave tomorrow.\n\nI come back, he said."),
    ("Q06", "« Il [le ministre] est parti », dit-il.", "“He [the minister] has left,” he said."),
    (
        "Q11",
        "« Les livres ont été perdus en mer », dit-il. Oui : « Les livres ont été perdus », répéta-t-il.",
        "“The books were lost at sea,” he said. Yes: “The books were lost,” he repeated.",
    ),
    (
        "Q12",
        "« Je pars demain matin. J’ai tout fini », dit-il. Et il partit.",
        "“I am leaving tomorrow,” he said. “I have finished.” And he left.",
    ),
]


def test_few_signs_of_chinese_answer_to_many_letters(tmp_path: Path) -> None:
    texts = {
        "en": "She called it “the politest kick in the history of the office”.",
        "zh": "她称之为“史上最有礼貌的一脚”。",
    }
    assert found("Q03", paired(tmp_path, texts)) == []


@pytest.mark.parametrize(("code", "fr", "en", "about"), FIRES)
def test_quotations_that_do_not_answer_to_each_other_are_found(
    tmp_path: Path, code: str, fr: str, en: str, about: str | None
) -> None:
    text = paired(tmp_path, {"fr": fr, "en": en})
    (finding,) = found(code, text)
    assert about is None or words(text, finding) == about


@pytest.mark.parametrize(("code", "fr", "en"), SILENT)
def test_quotations_in_the_manner_of_each_language_are_not(tmp_path: Path, code: str, fr: str, en: str) -> None:
    assert found(code, paired(tmp_path, {"fr": fr, "en": en})) == []


def test_one_mark_that_throws_others_out_of_step_is_told_once(tmp_path: Path) -> None:
    fr = "« Nous partons », dit-il.\n\nIl revint.\n\n« Nous voici », dit-elle."
    en = "“We are leaving, he said.\n\nHe came” back.\n\nHere we are,” she said."
    text = paired(tmp_path, {"fr": fr, "en": en})
    assert len(found("Q01", text)) == 1
    assert found("Q02", text) == []


def test_a_speech_of_more_paragraphs_than_quotations_run_over_is_closed_at_its_end(tmp_path: Path) -> None:
    middle = "\n\n".join(["Il parla longtemps."] * 10)
    about = subject(tmp_path, {"fr": f"« Je commence ici.\n\n{middle}\n\nJ’ai fini. »"})
    assert len(about.family.quoted[0].anomalies) == 2
    assert found("Q01", about) == []
    between = middle.replace("longtemps", "« longtemps »", 1)
    assert found("Q01", subject(tmp_path, {"fr": f"« Je commence ici.\n\n{between}\n\nJ’ai fini. »"})) != []


@pytest.mark.parametrize(
    ("mark", "severity"), [(" […] ", Severity.WARNING), (" ... ", Severity.INFO)], ids=["brackets", "dots"]
)
def test_dots_without_brackets_may_be_a_pause(tmp_path: Path, mark: str, severity: Severity) -> None:
    text = paired(tmp_path, {"fr": f"« Les livres{mark}sont perdus », dit-il.", "en": "“The books are lost,” he said."})
    assert [finding.severity for finding in found("Q05", text)] == [severity]


@pytest.mark.parametrize(
    ("fr", "en", "severity"),
    [
        ("Il dit : « Nous partons demain matin »", "He tells them that they are leaving", Severity.INFO),
        ("Il dit : « Nous partons demain matin ».", "He tells them that they are leaving.", Severity.WARNING),
        (
            "« Il m’a répondu hier soir : “Je pars demain matin avec toi” », dit-elle.",
            "He answered me last night: “I am leaving tomorrow morning with you,” she said.",
            Severity.INFO,
        ),
    ],
    ids=["headline", "sentence", "inner"],
)
def test_marks_lost_in_a_headline_or_around_a_quotation_are_a_hint(
    tmp_path: Path, fr: str, en: str, severity: Severity
) -> None:
    assert [finding.severity for finding in found("Q02", paired(tmp_path, {"fr": fr, "en": en}))] == [severity]


@pytest.mark.parametrize("lang", ["fr", "en"])
def test_what_faces_a_missing_quotation_is_shown(tmp_path: Path, lang: str) -> None:
    texts = {"fr": "« Nous partons demain matin », dit-il.", "en": "“We are leaving tomorrow,” he said."}
    texts[lang] = texts[lang].translate(dict.fromkeys(map(ord, "«»“”")))
    about = paired(tmp_path, texts)
    [finding] = found("Q02", about)
    own, faced = finding.passages
    assert own.document.startswith(next(other for other in texts if other != lang))
    assert about.words(faced) == texts[lang].strip()


@pytest.mark.parametrize(
    ("marked", "severities"), [(0, {"warning": 1, "info": 9}), (9, {"warning": 1, "info": 9}), (10, {"warning": 10})]
)
def test_where_one_version_marks_speech_otherwise_that_is_said_once(
    tmp_path: Path, marked: int, severities: dict[str, int]
) -> None:
    spoken = [f"We shall leave this town on day number {day}," for day in range(10 + marked)]
    fr = "\n\n".join(f"« {words} » dit-il." if day < marked else f"{words} dit-il." for day, words in enumerate(spoken))
    en = "\n\n".join(f"“{words}” he said." for words in spoken)
    assert Counter(finding.severity for finding in found("Q02", paired(tmp_path, {"fr": fr, "en": en}))) == severities


def test_what_a_quotation_runs_over_is_not_missing_as_well(tmp_path: Path) -> None:
    fr = "« Je pars demain matin », dit-il.\n\n« J’ai tout fini hier soir », dit-elle."
    en = "“I am leaving tomorrow, he said.\n\n“I have finished it all last night,” she said."
    text = paired(tmp_path, {"fr": fr, "en": en})
    assert len(found("Q12", text)) == 1
    assert found("Q02", text) == []


def test_an_unbalanced_mark_of_a_text_in_one_language_is_found(tmp_path: Path) -> None:
    assert len(found("Q01", subject(tmp_path, {"fr": "« Nous partons demain, dit-il."}))) == 1


# ---- held against a source

FR, EN = "« Les livres sont perdus », dit-il.", "“The books are lost now,” he said."
RU = "Книги, говорят, утонули."
RENDERED = CharSpan(start=5, end=10)


def held(folder: Path, differences: dict[str, tuple[Difference, ...]], *, confidence: float = 0.9) -> Subject:
    text = paired(folder, {"fr": FR, "en": EN})
    return traced(text, source(folder, RU), differences, confidence=confidence)


CUT = Difference(kind=DifferenceKind.CUT, source=CharSpan(start=7, end=14), rendering=RENDERED)
ADDITION = Difference(kind=DifferenceKind.ADDITION, rendering=RENDERED)
NUMBER = Difference(kind=DifferenceKind.NUMBER, source=CharSpan(start=0, end=5), rendering=RENDERED)


@pytest.mark.parametrize(("code", "difference"), [("Q07", CUT), ("Q08", ADDITION), ("Q09", NUMBER)])
@pytest.mark.parametrize("version", ["fr/story", "en/story"])
def test_each_departure_is_told_by_its_rule_alone(
    tmp_path: Path, code: str, difference: Difference, version: str
) -> None:
    text = held(tmp_path, {version: (difference,)})
    assert [rule for rule in ("Q07", "Q08", "Q09", "Q10") for _ in found(rule, text)] == [code]
    (finding,) = found(code, text)
    assert finding.place.document == version
    assert SOURCE in {place.document for place in finding.passages}
    assert finding.message == "Reason 0"


@pytest.mark.parametrize("difference", [CUT, ADDITION, NUMBER])
def test_what_a_translation_takes_over_is_a_relay_and_what_the_original_does_is_its_own(
    tmp_path: Path, difference: Difference
) -> None:
    shared = replace(difference, shared=CharSpan(start=0, end=3))
    text = held(tmp_path, {"fr/story": (shared,), "en/story": (shared,)})
    assert [finding.place.document for finding in found("Q10", text)] == ["en/story"]
    told = [finding.place.document for code in ("Q07", "Q08", "Q09") for finding in found(code, text)]
    assert told == ["fr/story"]


@pytest.mark.parametrize("code", ["Q07", "Q08", "Q09", "Q10"])
def test_what_is_marked_or_stands_in_a_doubtful_place_is_not_told(tmp_path: Path, code: str) -> None:
    all_kinds = (CUT, ADDITION, NUMBER)
    marked = tuple(replace(each, marked=True) for each in all_kinds)
    assert found(code, held(tmp_path, {"en/story": marked})) == []
    assert found(code, held(tmp_path, {"en/story": all_kinds}, confidence=0.3)) == []


@pytest.mark.parametrize(("code", "difference"), [("Q07", CUT), ("Q08", ADDITION), ("Q09", NUMBER)])
def test_what_departs_from_its_source_is_told_from_others_whatever_the_other_versions_say(
    tmp_path: Path, code: str, difference: Difference
) -> None:
    def told(english: str) -> tuple[str, ...]:
        text = traced(paired(tmp_path, {"fr": FR, "en": english}), source(tmp_path, RU), {"fr/story": (difference,)})
        (finding,) = found(code, text)
        assert "en/story" in {place.document for place in finding.passages}
        return finding.texts

    assert told(EN) == told(EN.replace("now", "for ever"))


def test_two_cuts_of_one_quotation_are_told_apart_by_what_is_cut(tmp_path: Path) -> None:
    cuts = tuple(replace(CUT, source=CharSpan(start=start, end=start + 5), rendering=None) for start in (0, 7))
    first, second = found("Q07", held(tmp_path, {"en/story": cuts}))
    assert first.texts != second.texts


def test_a_verdict_that_a_person_overruled_is_theirs(tmp_path: Path) -> None:
    text = held(tmp_path, {"en/story": (CUT, NUMBER)})

    def overruled(verdict: Verdict) -> list[str]:
        traced = tuple(
            replace(each, rendering=replace(each.rendering, verdict=verdict, reasons=("Anna: counted",)))
            for each in text.traced
            if each.rendering
        )
        return [finding.message for code in ("Q07", "Q09") for finding in found(code, replace(text, traced=traced))]

    assert overruled(Verdict.VERBATIM) == overruled(Verdict.ABRIDGED) == []
    assert overruled(Verdict.ALTERED) == ["Anna: counted"] * 2


def test_words_of_a_source_rendered_in_two_ways_are_told_at_the_second(tmp_path: Path) -> None:
    text = held(tmp_path, {})
    first, second = text.traced
    other = first.quotation.span
    twice = (first, replace(second, document=first.document, otherwise=(other,)))
    late = replace(twice[1], quotation=replace(second.quotation, span=CharSpan(start=20, end=25)))
    (finding,) = found("Q11", replace(text, traced=(replace(first, otherwise=(late.quotation.span,)), late)))
    assert finding.place.span == CharSpan(start=20, end=25)


NOTED = (
    "« Les livres sont perdus », dit-il[^3]. « Ils sont tous au fond du fleuve », ajouta-t-il[^3].\n\n[^3]: Archives.\n"
)


@pytest.mark.parametrize(
    ("reason", "places", "count"),
    [
        (NotFoundReason.BELOW_THRESHOLD, 1, 1),
        (NotFoundReason.BELOW_THRESHOLD, 0, 0),
        (NotFoundReason.NO_SOURCE, 1, 0),
        (NotFoundReason.AMBIGUOUS, 1, 0),
    ],
)
def test_a_quotation_is_missed_in_its_source_only_if_that_is_surely_at_hand(
    tmp_path: Path, reason: NotFoundReason, places: int, count: int
) -> None:
    text = traced(
        paired(tmp_path, {"fr": NOTED, "en": "x"}, beads=[(1, 1), (1, 0), (1, 0)]), source(tmp_path, "Книги."), {}
    )
    found_here = [each for each in text.traced if each.document == "fr/story"]
    lost = [
        replace(
            each, rendering=None, place=NotFound(quotation=each.quotation.id, document=each.document, reason=reason)
        )
        for each in found_here[places:]
    ]
    told = found("Q13", replace(text, traced=(*found_here[:places], *lost)))
    assert len(told) == count
    assert all(isinstance(each.place, QuotationMatch) for each in found_here[:places])


def test_a_mark_at_the_end_of_one_ladder_is_not_that_at_the_beginning_of_the_next(tmp_path: Path) -> None:
    about = subject(
        tmp_path,
        {
            "fr": "Il vint le soir.\n\nIl mangea du pain.\n\n« Il partit.",
            "en": "He came at night.\n\nHe ate bread.\n\nHe left.",
            "ru": "«Он пришёл вечером.\n\nОн ел хлеб.\n\nОн ушёл.",
        },
    )
    assert [finding.place.document for finding in found("Q01", about)] == ["fr/story", "ru/story"]
