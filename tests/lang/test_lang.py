from __future__ import annotations

import pytest
import regex

from align.lang import NOTE_CALL, OMISSION, SIC, Language, language
from align.lang.default import DEFAULT, OTHERS

TABLES = [DEFAULT, *OTHERS, *map(language, ("en", "fr", "ru"))]


@pytest.mark.parametrize(
    ("tag", "found"),
    [("fr", "fr"), ("FR", "fr"), ("fr-CA", "fr"), ("pt_BR", "pt"), ("zh-Hant-TW", "zh"), ("tlh", "und"), ("", "und")],
)
def test_tag_falls_back_on_the_shorter_tag_and_then_on_the_default(tag: str, found: str) -> None:
    assert language(tag).tag == found


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.tag)
def test_abbreviations_are_written_without_spaces_and_without_their_last_full_stop(table: Language) -> None:
    for each in (table.never_final, table.before_number, table.locators, table.possibly_final, table.final):
        assert not [form for form in each if form.endswith(".") or form != "".join(form.split())]


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.tag)
def test_no_abbreviation_both_never_and_sometimes_ends_a_sentence(table: Language) -> None:
    assert not table.never_final & (table.before_number | table.locators | table.possibly_final | table.final)
    assert not table.final & (table.before_number | table.locators | table.possibly_final)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.tag)
def test_starters_are_capitalised_and_particles_are_starters(table: Language) -> None:
    assert all(word[0].isupper() for word in table.starters)
    assert table.particles <= table.starters
    assert all(word == word.lower() for word in table.divisions | table.reporting)


@pytest.mark.parametrize("table", TABLES, ids=lambda table: table.tag)
def test_quotation_marks_are_single_signs(table: Language) -> None:
    assert table.quotes
    assert all(len(opening) == len(closing) == 1 for opening, closing in table.quotes)


@pytest.mark.parametrize(
    ("pattern", "yes", "no"),
    [
        (NOTE_CALL, "[1] [^2] [^note-3] [a] [*] ³ ¹² * † (1)", "[Le] [sic] [...] [2014a] 3 (1990)"),
        (OMISSION, "(…) […] (...) [...] <…>", "… ... (a) [1]"),
        (SIC, "[sic] (sic) [sic!] [так]", "sic [si]"),
    ],
)
def test_patterns_of_marks(pattern: str, yes: str, no: str) -> None:
    assert [text for text in yes.split() if not regex.fullmatch(pattern, text)] == []
    assert [text for text in no.split() if regex.fullmatch(pattern, text)] == []
