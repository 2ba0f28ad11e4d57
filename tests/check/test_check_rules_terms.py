from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from check_subjects import found, subject

from align.model import Severity, Term

if TYPE_CHECKING:
    from pathlib import Path

TERMS = (
    Term(renderings={"ru": ("Щавелев",), "fr": ("Chtchavelev",), "en": ("Shchavelev", "Zakhar")}),
    Term(renderings={"ru": ("баржа",), "fr": ("barge",), "en": ("barge",)}),
    Term(renderings={"fr": ("New York",), "en": ("New York",)}),
    Term(renderings={"fr": ("New",), "en": ("Novel",)}),
    Term(renderings={"fr": ("Goulet",)}),
    Term(renderings={"fr": ("quai",), "en": ("quay",)}),
    Term(renderings={"ru": ("доклад",), "fr": ("rapport",), "en": ("report",)}),
)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        ({"ru": "Щавелева видели на барже.", "fr": "On a vu Chtchavelev sur la barge."}, []),
        ({"ru": "Щавелева видели на барже.", "fr": "On a vu Tchavelev sur la barge."}, ["Щавелева"]),
        ({"ru": "Баржу нашли.", "fr": "On a trouvé le bac."}, ["Баржу"]),
        ({"fr": "Les barges de Chtchavelev.", "en": "Zakhar’s barges."}, []),
        ({"fr": "Les barges de Chtchavelev.", "en": "The boats of Tchavelev."}, ["barges", "Chtchavelev"]),
        ({"fr": "Une barge, deux barges.", "en": "A boat, two boats."}, ["barge"]),
        ({"fr": "Il vit à New York.", "en": "He lives in New York."}, []),
        ({"fr": "Il vit à New York.", "en": "He lives there."}, ["New York"]),
        ({"fr": "Le bac part. La barge reste.", "en": "The ferry and the barge. It stays."}, []),
        ({"fr": "Le barbu et la barbe, barguigner.", "en": "The beard."}, []),
        ({"fr": "Quatre quarts, quand il rapporte.", "en": "Four."}, []),
        ({"ru": "Докладчик и баржевик.", "fr": "Rien."}, []),
        ({"fr": "Chtchavelev.", "de": "Wer?"}, []),
        # What the glossary does not give in the language of the pivot is looked for between the others.
        ({"de": "Er las.", "ru": "Он читал доклад.", "fr": "Il a lu le texte."}, ["доклад"]),
        ({"fr": "Il a lu le texte.", "ru": "Он читал доклад.", "en": "He read it."}, []),
        ({"fr": "La barge.", "en-GB": "The barge."}, []),
        ({"fr": "La barge.", "en-GB": "The boat."}, ["barge"]),
    ],
)
def test_terms(tmp_path: Path, texts: dict[str, str], expected: list[str]) -> None:
    about = replace(subject(tmp_path, texts), terms=TERMS)
    findings = found("T01", about)
    assert [about.words(finding.marked[0]) for finding in findings] == expected
    assert {finding.severity for finding in findings} <= {Severity.WARNING}


def test_without_a_glossary_nothing_is_said(tmp_path: Path) -> None:
    assert found("T01", subject(tmp_path, {"fr": "La barge.", "en": "The boat."})) == []
