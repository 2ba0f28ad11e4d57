"""The methods of a project take what is clear, and refuse what cannot be meant before they write anything."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

import align
from align.encoders.fake import FakeEncoder

if TYPE_CHECKING:
    from pathlib import Path

FRENCH = ["Le chat dort.", "Il pleut sur Paris.", "Anna rit en 1987."]
ENGLISH = ["The cat sleeps.", "It rains on Paris.", "Anna laughs in 1988."]
CONCEPTS = {
    "cat": "chat", "sleeps": "dort", "rains": "pleut", "laughs": "rit", "the": "le", "il": "le", "it": "le",
    "sur": "on", "en": "in",
}  # fmt: skip


def write_versions(root: Path) -> None:
    for lang, lines in (("fr", FRENCH), ("en", ENGLISH)):
        (root / lang).mkdir(parents=True)
        (root / lang / "a.txt").write_text("\n".join(lines) + "\n", "utf-8")


@pytest.fixture
def workspace(tmp_path: Path) -> align.Workspace:
    root = tmp_path / "project"
    write_versions(root)
    return align.open_project(root, encoder=FakeEncoder(CONCEPTS))


def test_one_code_or_language_needs_no_list(workspace: align.Workspace) -> None:
    assert {each.finding.rule for each in workspace.check(select="F01").reported} == {"F01"}
    assert workspace.check(select="F01").reported == workspace.check(select=["F01"]).reported
    assert not [each for each in workspace.check(ignore="F").reported if each.finding.rule.startswith("F")]
    assert {place.lang for place in workspace.find(FRENCH[0], langs="fr")} == {"fr"}
    with pytest.raises(align.UsageError, match=r"^codes are strings, and an int is among them$"):
        workspace.check(select=["F01", 3])  # type: ignore[list-item]
    with pytest.raises(align.UsageError, match=r"^codes are a list of strings, not an int$"):
        workspace.check(ignore=3)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", [3, None, "…", ["le", "chat"]])
def test_a_search_needs_words(workspace: align.Workspace, words: object) -> None:
    with pytest.raises(align.UsageError, match=r"^say in words what to look for"):
        workspace.find(words)  # type: ignore[arg-type]


def test_a_search_may_be_limited(workspace: align.Workspace) -> None:
    found = workspace.find(FRENCH[0])
    assert len(found) > 1
    assert workspace.find(FRENCH[0], limit=1) == found[:1]
    for limit in (0, -1, "3"):
        with pytest.raises(align.UsageError, match=rf"^limit is a number of places, at least 1, not {limit}$"):
            workspace.find(FRENCH[0], limit=limit)  # type: ignore[arg-type]


def test_a_pair_of_languages_may_be_one_string(workspace: align.Workspace, tmp_path: Path) -> None:
    [one] = workspace.export("tmx", tmp_path / "one.tmx", pair=("fr", "en"))
    [other] = workspace.export("tmx", tmp_path / "other.tmx", pair="fr:en")
    assert one.read_bytes() == other.read_bytes()
    assert align.import_bitext(one, tmp_path / "new", pair="fr:en").units == len(FRENCH)
    for pair in ("fr", ("fr", "en", "ru")):
        with pytest.raises(align.UsageError, match="is not a pair of languages; write "):
            workspace.export("tmx", tmp_path / "none.tmx", pair=pair)  # type: ignore[arg-type]


@pytest.mark.parametrize("form", ["xlsx", ".XLSX", "Xlsx"])
def test_a_review_is_read_back_in_the_format_of_the_export(
    workspace: align.Workspace, tmp_path: Path, form: str
) -> None:
    [path] = workspace.export(form, tmp_path / "a.xlsx")
    assert workspace.import_review(path, form, reviewer="Ann").beads == len(FRENCH)


def test_a_review_is_read_back_in_known_formats_and_signed(workspace: align.Workspace, tmp_path: Path) -> None:
    with pytest.raises(align.UsageError, match=r'^no review is read from "docx"; known are po, xlsx$'):
        workspace.import_review(tmp_path / "none", "docx", reviewer="Ann")
    with pytest.raises(align.UsageError, match="a decision needs your name"):
        workspace.import_review(tmp_path / "none", "po", reviewer=" ")


def test_a_result_of_other_texts_is_not_built(workspace: align.Workspace, tmp_path: Path) -> None:
    built = workspace.build(workspace.run())
    before = [path.read_bytes() for path in built]
    write_versions(tmp_path / "elsewhere")
    paths = [tmp_path / "elsewhere" / lang / "a.txt" for lang in ("fr", "en")]
    with pytest.raises(align.UsageError, match=r"^no text of this result is in .*project; "):
        workspace.build(align.align_files(paths, encoder=FakeEncoder()))
    assert [path.read_bytes() for path in built] == before


def test_a_dismissal_may_expire(workspace: align.Workspace) -> None:
    [reported] = workspace.check(select="F01").open
    workspace.suppress(reported.fingerprint, reason="wanted", author="Ann", expires=date(2026, 3, 1))
    assert not workspace.check(select="F01", today=date(2026, 3, 1)).open
    assert workspace.check(select="F01", today=date(2026, 3, 2)).open


def test_a_severity_may_be_a_plain_word(workspace: align.Workspace) -> None:
    outcome = workspace.check(select="F01")
    [reported] = outcome.open
    for severity in align.Severity:
        assert outcome.fails(severity.value) is outcome.fails(severity)
    assert outcome.fails(reported.finding.severity.value)
    with pytest.raises(align.UsageError, match=r'^unknown severity "grave"; known are error, warning, info$'):
        outcome.fails("grave")
