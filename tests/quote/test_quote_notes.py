from __future__ import annotations

import pytest
from quote_texts import document

from align.model import AnomalyKind
from align.quote import quotations


@pytest.mark.parametrize(
    ("text", "labels"),
    [
        ("He left [1]. She stayed.[2]", ["1", "2"]),
        ("Both [1, 2] say so.", ["1", "2"]),
        ("So it is [3, p. 14].", ["3"]),
        ("A name[^a] and a number[^12].", ["a", "12"]),
        ("The end.¹² A field of 5 km² and 10².", ["12"]),
        ("Born in [1931], he left.", []),
        ("A plain (7) is no call.", []),
    ],
)
def test_calls(text: str, labels: list[str]) -> None:
    assert [call.label for call in quotations(document(text)).calls] == labels


def test_a_call_in_round_brackets_needs_its_note() -> None:
    made = document("He left (1), with (2) bags.\n[1] A letter.")
    [call] = quotations(made).calls
    assert (call.label, made.text[call.span.start : call.span.end]) == ("1", "(1)")


@pytest.mark.parametrize(
    ("lang", "text", "notes"),
    [
        ("en", "“We stayed at home” [4].", ["4"]),
        ("en", "“We stayed at home.”[4]", ["4"]),
        ("en", "“We stayed at home”. [4]", ["4"]),
        ("fr", "« Nous sommes restés chez nous »⁴.", ["4"]),
        ("ru", "«Мы остались дома»[4].", ["4"]),
        ("en", "“We stayed at home [4].”", ["4"]),
        ("en", "“We stayed at home”, he wrote later. He left [4].", [""]),
        ("en", "“We stayed at home”, he wrote that year [4].", ["4"]),
        ("de", "Er schrieb: „Wir blieben zu Hause.“ Später ging er [4].", [""]),
        ("zh", "他写道：“我们一直留在家里。”后来他走了。[4]", [""]),
        ("zh", "他写道：“我们一直留在家里。”[4]后来他走了。", ["4"]),
        ("ar", "وكتب: «بقينا كلنا في البيت.» ثم رحل بعد ذلك [4].", [""]),
        ("en", "“We stayed”, wrote Anna Reed, “at home” [4].", ["4", "4"]),
        ("en", "“We «all» stayed «at home»” [4].", ["4", "", ""]),
        ("en", "“We stayed at home” [4], he wrote. “We left in May” [5].", ["4", "5"]),
    ],
)
def test_the_note_of_a_quotation(lang: str, text: str, notes: list[str]) -> None:
    assert [q.note for q in quotations(document(text, lang)).quotations] == notes


@pytest.mark.parametrize(
    ("lang", "notes", "refers"),
    [
        ("en", ["Anna Reed, Dawn, 1931.", "Ibid., p. 4.", "Ibid."], ["", "1", "1"]),
        ("en", ["Anna Reed, Dawn, 1931.", "John Hill, Dusk.", "Reed, op. cit., p. 3.", "Ibid."], ["", "", "1", "1"]),
        ("en", ["Anna Reed, Dawn, 1931.", "See note 1."], ["", "1"]),
        ("fr", ["Anna Reed, L’Aube.", "Idem.", "Reed, ouvrage cité, p. 3."], ["", "1", "1"]),
        (
            "ru",
            ["Рид А. Заря. М., 1931.", "Там же. С. 4.", "Рид А. Указ. соч. С. 7.", "См. примечание 1."],
            ["", "1", "1", "1"],
        ),
        ("de", ["U. Holm, Licht, 1931.", "Ebd., Bl. 3."], ["", "1"]),
        ("pl", ["U. Holm, Światło.", "Tamże, k. 3."], ["", "1"]),
        ("es", ["U. Holm, Luz.", "Ibíd., f. 3."], ["", "1"]),
        ("ar", ["هولم، النور.", "المصدر نفسه، ص. ٣."], ["", "1"]),
        ("zh", ["霍尔姆：《光》。", "同上，第3页。"], ["", "1"]),
        ("en", ["The idea is hers.", "An ibidem of ideas."], ["", ""]),
    ],
)
def test_repeated_references(lang: str, notes: list[str], refers: list[str]) -> None:
    calls = "".join(f"[{n}]" for n in range(1, len(notes) + 1))
    lines = [f"A text {calls}.", *(f"[{n}] {note}" for n, note in enumerate(notes, 1))]
    found = quotations(document("\n".join(lines), lang))
    assert [note.refers for note in found.notes] == refers
    assert found.anomalies == ()


def test_a_broken_chain_still_names_the_missing_note() -> None:
    found = quotations(document("One [3], two [4], three [5].\n[4] Ibid.\n[5] Ibid."))
    assert [note.refers for note in found.notes] == ["3", "3"]
    assert [(a.kind, a.label) for a in found.anomalies] == [
        (AnomalyKind.CALL_WITHOUT_NOTE, "3"),
        (AnomalyKind.REFERENCE_BROKEN, "3"),
        (AnomalyKind.REFERENCE_BROKEN, "3"),
    ]


def test_a_label_of_any_number_of_digits_may_repeat_a_reference() -> None:
    label = "9" * 5000
    found = quotations(document(f"One [1], two.\n[1] Anna Reed, Dawn, 1931.\n[{label}] Ibid."))
    assert [note.refers for note in found.notes] == ["", "1"]


def test_an_unknown_author_breaks_the_chain() -> None:
    found = quotations(document("One [1].\n[1] Reed, op. cit."))
    assert [(a.kind, a.label) for a in found.anomalies] == [(AnomalyKind.REFERENCE_BROKEN, "")]


def test_calls_without_a_note_and_notes_without_a_call_are_reported() -> None:
    found = quotations(document("One [1].\n[2] A letter.\nMore.\n[2] Again."))
    assert [(a.kind, a.label) for a in found.anomalies] == [
        (AnomalyKind.CALL_WITHOUT_NOTE, "1"),
        (AnomalyKind.NOTE_WITHOUT_CALL, "2"),
        (AnomalyKind.NOTE_TWICE, "2"),
        (AnomalyKind.NOTE_WITHOUT_CALL, "2"),
    ]


def test_the_paragraphs_of_one_note_are_one() -> None:
    [note] = quotations(document("One [1].\n[1] http://a.example/x,\n[1] (https://b.example/y_(z)).")).notes
    assert note.blocks == (1, 2)
    assert note.urls == ("http://a.example/x", "https://b.example/y_(z")
