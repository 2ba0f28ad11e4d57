from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from check_subjects import found, subject, words

from align.model import Severity

if TYPE_CHECKING:
    from pathlib import Path


def texts(*lines: str) -> str:
    return "\n\n".join(lines)


SOUND = texts("The ferry left [1]. It came back [2].", "[1] Diary, p. 3.", "[2] Ibid.")


@pytest.mark.parametrize("code", ["N01", "N02", "N03", "N04", "N05", "N06", "N09"])
def test_sound_notes_are_left_alone(tmp_path: Path, code: str) -> None:
    assert found(code, subject(tmp_path, {"en": SOUND}, suffix=".txt")) == []


@pytest.mark.parametrize(
    ("code", "text", "expected", "severity"),
    [
        ("N01", texts("It left [1]. It came back [2].", "[1] Diary."), ["[2]"], Severity.ERROR),
        ("N01", texts("It left [1]. It came back [2]."), ["[1]", "[2]"], Severity.WARNING),
        ("N02", texts("It left [1].", "[1] Diary.", "[2] Logbook."), ["Logbook."], Severity.WARNING),
        (
            "N03",
            texts("It left [1]. It came [3]. It sank [2]. As said [1].", "[1] Diary.", "[2] Log.", "[3] Ibid."),
            ["[2]"],
            Severity.WARNING,
        ),
        (
            "N03",
            texts("It left[^1]. It came[^2]. It sank[^3].", "[^1]: Diary.", "[^3]: Log.", "[^2]: Letter."),
            ["Letter."],
            Severity.WARNING,
        ),
        ("N04", texts("It left [1]. It came back [4].", "[1] Diary.", "[4] Log."), ["[4]"], Severity.WARNING),
        ("N05", texts("It left [1]. It came [3].", "[1] Diary.", "[3] Ibid."), ["Ibid."], Severity.ERROR),
        ("N06", texts("It left[^1].", "[^1]: Diary.", "[^2]: Log.", "[^1]: Letter."), ["Letter."], Severity.ERROR),
    ],
)
def test_broken_notes(tmp_path: Path, code: str, text: str, expected: list[str], severity: Severity) -> None:
    about = subject(tmp_path, {"en": text}, suffix=".md" if "[^" in text else ".txt")
    findings = found(code, about)
    assert [words(about, finding) for finding in findings] == expected
    assert {finding.severity for finding in findings} == {severity}


@pytest.mark.parametrize(
    ("labels", "expected"),
    [
        ("1 2 77 4 5 6", ["Call 77 comes before call 4"]),
        ("1 4 5 2 3 6 7", ["Call 2 comes after call 5", "Call 3 comes after call 5"]),
        ("3 1 2", ["Call 3 comes before call 1"]),
        ("1 2 3 1 2 3 4", []),
    ],
)
def test_one_number_that_is_out_of_order_is_told_and_not_all_that_follow(
    tmp_path: Path, labels: str, expected: list[str]
) -> None:
    text = " ".join(f"It left at noon [{label}]." for label in labels.split())
    findings = found("N03", subject(tmp_path, {"en": text}, suffix=".txt"))
    assert [finding.message for finding in findings] == expected


@pytest.mark.parametrize("label", ["20090305", "20090305120000", "9" * 5000])
@pytest.mark.parametrize("code", ["N03", "N04"])
def test_a_label_of_any_number_of_digits_is_no_trouble(tmp_path: Path, code: str, label: str) -> None:
    text = texts(f"It left[^{label}]. It came[^1].", f"[^{label}]: Diary.", "[^1]: Log.")
    assert len(found(code, subject(tmp_path, {"en": text}))) == (len(label) < 9) * (2 if code == "N03" else 1)


def test_gaps_are_named(tmp_path: Path) -> None:
    text = texts("It left [7]. It came back [11].", "[7] Diary.", "[11] Log.")
    (finding,) = found("N04", subject(tmp_path, {"en": text}, suffix=".txt"))
    assert finding.message == "Notes 8 to 10 are missing before note 11"


@pytest.mark.parametrize(
    ("src", "tgt", "expected"),
    [
        ("Il partit[^1]. Il revint.", "He left. He came back.", [("fr/story", Severity.WARNING)]),
        ("Il partit. Il revint.", "He left[^1]. He came back.", [("en/story", Severity.INFO)]),
        ("Il partit[^1]. Il revint[^2].", "He left[^1]. He came back[^7].", []),
        ("Il partit.[^1] Il revint.", "He left. It was[^1] back.", []),  # Only moved over the end of a sentence.
    ],
)
def test_a_call_in_one_version_only(tmp_path: Path, src: str, tgt: str, expected: list[tuple[str, Severity]]) -> None:
    notes = "\n\n[^1]: Diary.\n\n[^2]: Log.\n\n[^7]: Log."
    about = subject(tmp_path, {"fr": src + notes, "en": tgt + notes})
    assert [(finding.place.document, finding.severity) for finding in found("N07", about)] == expected


def notes_of(fr: str, en: str) -> dict[str, str]:
    return {"fr": f"Il partit[^1].\n\n[^1]: {fr}", "en": f"He left[^3].\n\n[^3]: {en}"}


@pytest.mark.parametrize(
    ("fr", "en", "expected"),
    [
        ("http://example.org/node/3838", "http://example.org/node/3883", ["http://example.org/node/3883"]),
        ("Voir http://example.org/fr/node/3838", "See https://www.example.org/en/node/3838/", []),
        ("Voir http://example.org/node/3838", "See the diary.", []),
        ("https://fr.wikipedia.org/wiki/Moscou", "https://en.wikipedia.org/wiki/Moscow", []),
    ],
)
def test_addresses_in_notes(tmp_path: Path, fr: str, en: str, expected: list[str]) -> None:
    about = subject(tmp_path, notes_of(fr, en))
    assert [words(about, finding) for finding in found("N08", about)] == expected


@pytest.mark.parametrize(
    ("fr", "en", "expected"),
    [
        ("Lettre du 3 juin 1974.", "Letter of 3 July 1974.", ["3 July 1974"]),
        ("Journal, tome 4, 1 234 exemplaires.", "Diary, volume 5, 1,234 copies.", ["5"]),
        ("Lettre du 3 juin 1974.", "Letter of June 3rd, 1974.", []),
        ("Lettre, 1974.", "Letter.", []),
    ],
)
def test_numbers_in_notes(tmp_path: Path, fr: str, en: str, expected: list[str]) -> None:
    about = subject(tmp_path, notes_of(fr, en))
    assert [words(about, finding) for finding in found("N10", about)] == expected


@pytest.mark.parametrize(
    "url",
    [
        "http//example.org/node",
        "http:/example.org/node",
        "http:///example.org/node",
        "htp://example.org/node",
        "http://http://example.org/node",
        "http://example/node",
        "http://example..org/node",
        "http://example,org/node",
    ],
)
def test_malformed_addresses(tmp_path: Path, url: str) -> None:
    about = subject(tmp_path, {"en": f"See {url} for more."}, suffix=".txt")
    assert [words(about, finding) for finding in found("N09", about)] == [url]


@pytest.mark.parametrize(
    "text",
    [
        "See http://example.org/a,b;c?d=http://other.org/x, and https://example.org.",
        "See (https://example.org:8080/path_(x)) and http://localhost/page.",
        "The http protocol; https too. An http/2 server.",
        "ftp://example.org/pub is older.",
    ],
)
def test_sound_addresses(tmp_path: Path, text: str) -> None:
    assert found("N09", subject(tmp_path, {"en": text}, suffix=".txt")) == []


def test_renumbering_does_not_change_what_tells_a_finding(tmp_path: Path) -> None:
    old = texts("It left [1]. It came back [2].", "[1] Diary.")
    new = texts("It was built [1]. It left [2]. It came back [3].", "[1] Plans.", "[2] Diary.")
    findings = [found("N01", subject(tmp_path, {"en": text}, suffix=".txt")) for text in (old, new)]
    assert [finding.texts for finding in findings[0]] == [finding.texts for finding in findings[1]]


def test_notes_of_two_translations_are_compared_where_the_pivot_says_less(tmp_path: Path) -> None:
    texts = {
        **notes_of("Journal.", "Diary, 1974, http://example.org/a"),
        "ru": notes_of("", "Дневник, 1975, http://example.org/b")["en"],
    }
    about = subject(tmp_path, texts)
    assert [words(about, finding) for code in ("N08", "N10") for finding in found(code, about)] == [
        "http://example.org/b",
        "1975",
    ]
