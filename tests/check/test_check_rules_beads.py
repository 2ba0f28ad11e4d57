from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from check_subjects import found, subject, words

from align.model import Severity, Status

if TYPE_CHECKING:
    from pathlib import Path

FR = (
    "Il partit à l’aube par le premier bac.", "Personne ne le revit jamais dans la ville.",
    "Sa mère attendit trois ans sur le quai.", "Le fleuve emporta la maison au printemps.",
    "On ne parla plus de lui pendant vingt ans.", "Puis une lettre arriva de la capitale.",
)  # fmt: skip
EN = (
    "He left at dawn by the first ferry.", "Nobody in the town ever saw him again.",
    "His mother waited on the quay for three years.", "The river took the house in spring.",
    "Nobody spoke of him for twenty years.", "Then a letter came from the capital.",
)  # fmt: skip
ALL = [(1, 1)] * 6


def texts(fr: tuple[str, ...] = FR, en: tuple[str, ...] = EN) -> dict[str, str]:
    return {"fr": " ".join(fr), "en": " ".join(en)}


@pytest.mark.parametrize("code", ["B01", "B02", "B03", "B04", "B05"])
def test_a_clean_ladder_is_left_alone(tmp_path: Path, code: str) -> None:
    assert found(code, subject(tmp_path, texts(), beads=ALL)) == []


@pytest.mark.parametrize(
    ("confidence", "severity"), [(0.99, Severity.ERROR), (0.9, Severity.WARNING), (0.3, Severity.WARNING)]
)
def test_an_omitted_sentence(tmp_path: Path, confidence: float, severity: Severity) -> None:
    beads = [(1, 1), (1, 0), *ALL[2:]]
    about = subject(tmp_path, texts(en=EN[:1] + EN[2:]), beads=beads, confidence=confidence)
    (finding,) = found("B01", about)
    assert (words(about, finding), finding.severity) == (FR[1], severity)
    assert found("B02", about) == []


def test_neighbouring_omitted_sentences_are_one_finding(tmp_path: Path) -> None:
    about = subject(tmp_path, texts(en=EN[:1] + EN[3:]), beads=[(1, 1), (1, 0), (1, 0), *ALL[3:]])
    (finding,) = found("B01", about)
    assert words(about, finding) == " ".join(FR[1:3])
    assert finding.message == "These 2 sentences are not translated into English"


def test_what_two_translations_lack_is_told_apart_by_who_lacks_it(tmp_path: Path) -> None:
    both = texts(en=EN[:-1])
    first, second = found("B01", subject(tmp_path, {"fr": both["fr"], "de": both["en"], "en": both["en"]}))
    assert {first.texts[-1], second.texts[-1]} == {"de/story", "en/story"}


def test_an_added_sentence(tmp_path: Path) -> None:
    about = subject(tmp_path, texts(fr=FR[:1] + FR[2:]), beads=[(1, 1), (0, 1), *ALL[2:]])
    (finding,) = found("B02", about)
    assert (words(about, finding), finding.severity) == (EN[1], Severity.WARNING)
    assert finding.message == "Nothing in the French corresponds"
    assert found("B01", about) == []


def test_a_few_words_that_are_no_sentence_are_an_info(tmp_path: Path) -> None:
    about = subject(
        tmp_path, {"fr": "Il partit à l’aube.\n\nChapitre IV", "en": "He left at dawn."}, beads=[(1, 1), (1, 0)]
    )
    assert [finding.severity for finding in found("B01", about)] == [Severity.INFO]


@pytest.mark.parametrize(
    ("confidence", "omitted", "added"),
    [(0.99, Severity.ERROR, Severity.WARNING), (0.7, Severity.INFO, Severity.INFO)],
)
@pytest.mark.parametrize("beside", [[(1, 0), (0, 1)], [(0, 1), (1, 0)]])
def test_sentences_that_stand_alone_side_by_side_may_render_each_other(
    tmp_path: Path, confidence: float, omitted: Severity, added: Severity, beside: list[tuple[int, int]]
) -> None:
    about = subject(tmp_path, texts(), beads=[(1, 1), *beside, *ALL[2:]], confidence=confidence)
    severities = [[finding.severity for finding in found(code, about)] for code in ("B01", "B02")]
    assert severities == [[omitted], [added]]


def test_beside_what_a_person_let_stand_alone_an_omission_is_told_as_elsewhere(tmp_path: Path) -> None:
    about = subject(tmp_path, texts(), beads=[(1, 1), (1, 0), (0, 1), *ALL[2:]], confidence=0.7)
    [ladder] = about.family.alignments
    decided = replace(ladder.beads[2], status=Status.ACCEPTED)
    beads = (*ladder.beads[:2], decided, *ladder.beads[3:])
    family = replace(about.family, alignments=(replace(ladder, beads=beads),))
    assert [finding.severity for finding in found("B01", replace(about, family=family))] == [Severity.WARNING]


def test_a_null_bead_that_a_person_accepted_stands(tmp_path: Path) -> None:
    beads = [(1, 1), (1, 0), *ALL[2:]]
    assert found("B01", subject(tmp_path, texts(en=EN[:1] + EN[2:]), beads=beads, status=Status.ACCEPTED)) == []


@pytest.mark.parametrize(("confidence", "count"), [(0.6, 1), (0.9, 1), (0.999, 0)])
def test_an_omitted_sentence_in_the_bead_of_its_neighbour(tmp_path: Path, confidence: float, count: int) -> None:
    beads = [(2, 1), *ALL[2:]]
    about = subject(tmp_path, texts(en=EN[:1] + EN[2:]), beads=beads, confidence=confidence)
    findings = found("B01", about)
    assert len(findings) == count
    assert {finding.severity for finding in findings} <= {Severity.WARNING}


def test_two_sentences_rendered_by_one_are_no_omission(tmp_path: Path) -> None:
    joined = "He left at dawn by the first ferry, and nobody in the town ever saw him again."
    about = subject(tmp_path, texts(en=(joined, *EN[2:])), beads=[(2, 1), *ALL[2:]], confidence=0.6)
    assert found("B01", about) == []


LONG = "Il partit à l’aube, comme il l’avait promis à sa mère, avant que la ville ne se réveille et que les débardeurs"


def test_a_translation_that_is_far_too_short(tmp_path: Path) -> None:
    about = subject(
        tmp_path, texts(fr=(f"{LONG} ne reviennent au port.", *FR[1:]), en=("He left.", *EN[1:])), beads=ALL
    )
    (finding,) = found("B03", about)
    assert words(about, finding) == "He left."
    assert finding.message.startswith("Too short for a translation: 8 characters, about ")


def test_a_headline_may_be_rendered_freely(tmp_path: Path) -> None:
    sides = {"fr": f"# {LONG}\n\n{' '.join(FR[1:])}", "en": f"# He left\n\n{' '.join(EN[1:])}"}
    (finding,) = found("B03", subject(tmp_path, sides, beads=ALL))
    assert finding.severity is Severity.INFO


def test_too_few_beads_show_no_proportion(tmp_path: Path) -> None:
    assert found("B03", subject(tmp_path, {"fr": LONG, "en": "Ah."}, beads=[(1, 1)])) == []


def test_low_confidence(tmp_path: Path) -> None:
    low = subject(tmp_path, texts(), beads=ALL, confidence=0.4)
    assert {finding.severity for finding in found("B04", low)} == {Severity.INFO}
    assert len(found("B04", low)) == 6
    assert found("B04", subject(tmp_path, texts(), beads=ALL, confidence=0.4, status=Status.ACCEPTED)) == []


@pytest.mark.parametrize(("confidence", "crossing", "count"), [(0.95, 2, 1), (0.4, 2, 0), (0.95, 3, 0)])
def test_sentences_that_changed_places(tmp_path: Path, confidence: float, crossing: int, count: int) -> None:
    swapped = texts(en=(EN[1], EN[0], *EN[2:]))
    about = subject(tmp_path, swapped, beads=[(2, 2), *ALL[2:]], confidence=confidence)
    [ladder] = about.family.alignments
    crossed = {(ladder.src, ladder.tgt, bead) for bead in ladder.beads if len(bead.src) == crossing}
    assert len(found("B05", replace(about, crossed=frozenset(crossed)))) == count


def test_only_the_ladders_of_the_pivot_are_looked_at(tmp_path: Path) -> None:
    three = {**texts(en=EN[:5]), "ru": " ".join(EN[:5])}
    about = subject(tmp_path, three, beads=[], confidence=0.99)
    assert [finding.message for finding in found("B01", about)] == [
        "Not translated into English",
        "Not translated into Russian",
    ]
