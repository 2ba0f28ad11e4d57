from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from check_subjects import found, subject, words

from align.model import Severity

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Le cafÃ© de la gare.", ["Ã©"]),
        ("The writerâ€™s house.", ["â€™"]),
        ("РџСЂРёРІРµС‚ всем.", ["РџСЂРёРІРµС‚"]),
        ("A lost \ufffd letter.", ["\ufffd"]),
        ("A private \ue000\ue001 sign.", ["\ue000\ue001"]),
        ("A non-character \ufdd0 here.", ["\ufdd0"]),
        ("👩‍👩‍👧 and 🇫🇷 and \U0001fae9", []),
        ("Le café de la gare « déjà »… “où” l’été, naïve Œuvre Âge.", []),
        ("« Le bientôt… là…» MAÇÃO É»", []),
        ("РСФСР и СССР: «Ёж», № 5 — РЁВ…", []),
        ("He wrote 5 € and 3 ½ — “and” †.", []),
    ],
)
def test_unreadable_characters(tmp_path: Path, text: str, expected: list[str]) -> None:
    about = subject(tmp_path, {"fr": text})
    findings = found("S01", about)
    assert [words(about, finding) for finding in findings] == expected
    assert {finding.severity for finding in findings} <= {Severity.ERROR}


def test_a_garbled_word_is_explained(tmp_path: Path) -> None:
    (finding,) = found("S01", subject(tmp_path, {"fr": "Le cafÃ© de la gare."}))
    assert "“é”" in finding.message


FRENCH = "Il partit sans se retourner vers la ville où il avait vécu si longtemps avec les siens."
ENGLISH = "He left without looking back at the town where he had lived for so long with his people."
GERMAN = "Er ging fort und sah sich nicht nach der Stadt um, in der er so lange mit den Seinen gelebt hatte."
ARABIC = "ذهب دون أن يلتفت إلى المدينة التي عاش فيها طويلا مع أهله وأصدقائه منذ زمن بعيد"
JAPANESE = "彼は長い間家族と暮らした町を振り返ることもなく去って行った。東京都千代田区永田町一丁目番地国会議事堂前駅"
RUSSIAN = "Он ушёл и даже не оглянулся на город, в котором так долго прожил со своими близкими."


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"fr": FRENCH, "en": f"{ENGLISH}\n\n{FRENCH}"}, ["en/story"]),
        ({"fr": RUSSIAN, "ru": RUSSIAN}, ["fr/story"]),
        ({"fr": FRENCH, "en": ENGLISH, "ru": RUSSIAN}, []),
        ({"fr": FRENCH, "en": f"As he put it, « {FRENCH} » and that was all."}, []),
        ({"fr": FRENCH, "en": "> " + FRENCH + "\n\n" + ENGLISH}, []),
        ({"fr": FRENCH, "en": f"{ENGLISH}[^1]\n\n[^1]: {FRENCH}"}, []),
        ({"fr": FRENCH, "en": "Le Monde diplomatique, Paris"}, []),
        ({"en": ENGLISH}, []),
        ({"de": f"{GERMAN}\n\n{GERMAN}\n\n{RUSSIAN}"}, ["de/story"]),
        ({"de": f"{GERMAN}\n\n{GERMAN}\n\nEr sagte: „{RUSSIAN}“"}, []),
        ({"de": f"{GERMAN}\n\n{GERMAN}\n\nБорис Годунов"}, []),
        ({"ar": f"{ARABIC}\n\n{ARABIC}\n\n{ENGLISH}"}, ["ar/story"]),
        ({"ja": f"{JAPANESE}\n\n{JAPANESE}"}, []),
    ],
)
def test_wrong_language(tmp_path: Path, texts: dict[str, str], expected: list[str]) -> None:
    assert [finding.place.document for finding in found("S02", subject(tmp_path, texts))] == expected


@pytest.mark.parametrize(
    ("src", "tgt", "count"),
    [
        (FRENCH, FRENCH, 1),
        (FRENCH, FRENCH.upper(), 0),
        (FRENCH, ENGLISH, 0),
        ("Zakhar Chtchavelev, Novaïa Gazeta, Moscou", "Zakhar Chtchavelev, Novaïa Gazeta, Moscou", 0),
        ("Voyez.[^1]\n\n[^1]: " + FRENCH, "See.[^1]\n\n[^1]: " + FRENCH, 0),
    ],
)
def test_untranslated_passage(tmp_path: Path, src: str, tgt: str, count: int) -> None:
    assert len(found("S03", subject(tmp_path, {"fr": src, "en": tgt}))) == count


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Мoсква и Питер", ["Мoсква"]),  # A Latin o.
        ("The сat sat", ["сat"]),  # A Cyrillic с.
        ("IT-компания, COVID-19, PRщик, SMSки, SMSа", []),
        ("Москва, Moscow, 3D-модель", []),
        ("le café naïf", []),
        ("TNFα, NFκB, μm, α-helix", []),
        ("The brοοk", ["brοοk"]),  # Greek omicrons.
    ],
)
def test_two_alphabets_in_a_word(tmp_path: Path, text: str, expected: list[str]) -> None:
    about = subject(tmp_path, {"ru": text})
    assert [words(about, finding) for finding in found("S04", about)] == expected


@pytest.mark.parametrize(
    ("lang", "text", "count"),
    [
        ("fr", "Quoi? Rien! Jamais; ou alors: si.", 2),
        ("fr", "Il dit : «rien» et s’en va.", 2),
        ("fr", "Quoi ? « Rien » ! À 12:30, voir http://example.org/?a=b; fin.", 0),
        ("fr", "« Quoi ?! » « Vraiment ?.. »", 0),
        ("fr-CA", "Quoi? Rien!", 0),
        ("en", "What ? Nothing !", 1),
        ("en", "What? Nothing! At 12:30: (yes).", 0),
        ("ru", "Что ? Ничего.", 1),
        ("ru", "Что? Ничего!", 0),
    ],
)
def test_spaces_beside_marks(tmp_path: Path, lang: str, text: str, count: int) -> None:
    findings = found("S05", subject(tmp_path, {lang: text}))
    assert len(findings) == count
    assert {finding.severity for finding in findings} <= {Severity.INFO}


def test_a_habit_is_reported_once_for_a_text(tmp_path: Path) -> None:
    (finding,) = found("S05", subject(tmp_path, {"en": "What ? Why ? When ?"}))
    assert finding.message.endswith(" (and at 2 more places)")


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("en", "He said «nothing at all».", ["«"]),
        ("en", 'He said “nothing” and ‘all’ and "some".', []),
        ("en", "“He said «nothing» to me,” she said.", []),
        ("fr", "Il dit “rien du tout”.", ["“"]),
        ("fr", "Il dit « rien du tout ».", []),
        ("ru", "Он сказал “ничего”.", ["“"]),
        ("ru", "Он сказал «ничего».", []),
    ],
)
def test_quotation_marks_of_another_language(tmp_path: Path, lang: str, text: str, expected: list[str]) -> None:
    about = subject(tmp_path, {lang: text})
    assert [words(about, finding) for finding in found("S06", about)] == expected
