"""The walk of docs/article.md: its align.toml is accepted, and says what is missing."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import align
from align.encoders.fake import FakeEncoder
from align.formats import quotations as quotes
from align.model import NotFound, NotFoundReason, QuotationMatch
from align.read import find_project

if TYPE_CHECKING:
    from align.result import Result

ROOT = Path(__file__).parents[2]
SMALL = """He said: “The barge leaked from the first day to the last” [1]. She said: “Nobody came to help us” [20].

[1] x
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    document = (ROOT / "docs" / "article.md").read_text("utf-8")
    [config] = re.findall(r"```toml\n(.*?)```", document, re.DOTALL)
    (tmp_path / "align.toml").write_text(config, "utf-8")
    write(tmp_path / "en" / "russian-white-guards.txt", SMALL)
    return tmp_path


def write(path: Path, text: str) -> None:
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, "utf-8")


def run(project: Path) -> Result:
    return align.open_project(project, encoder=FakeEncoder({"лодка": "barge"})).run()


def test_every_note_call_is_tied_to_a_source_that_is_not_here_yet(project: Path) -> None:
    found = find_project(project)
    cites = found.cites["russian-white-guards"]
    assert list(cites) == [str(number) for number in range(1, 41)]
    assert set(cites.values()) == set(found.absent)


def test_a_missing_source_is_named(project: Path) -> None:
    first, second = run(project).traced
    assert isinstance(first.place, NotFound)
    assert first.place.reason is NotFoundReason.NO_SOURCE
    assert first.place.cited.startswith("Boris Kagarlitsky, rabkor.ru")
    assert isinstance(second.place, NotFound)
    assert second.place.cited.startswith("Igor Strelkov, appeal")


def test_a_source_that_was_supplied_is_no_longer_missing(project: Path) -> None:
    write(project / "ru" / "strelkov-appeal.txt", "Никто не пришёл. Лодка текла.\n")
    assert "strelkov-appeal" not in find_project(project).absent
    result = run(project)
    assert [source.document.id for source in result.sources] == ["ru/strelkov-appeal"]
    assert isinstance(result.traced[0].place, NotFound)
    assert result.traced[0].place.reason is NotFoundReason.NO_SOURCE
    place = result.traced[1].place
    assert isinstance(place, QuotationMatch) or place is None or not place.cited


def test_the_files_have_the_names_that_the_walk_gives_them(project: Path) -> None:
    told = (ROOT / "docs" / "article.md").read_text("utf-8").partition("## What you see")[2]
    write(project / "ru" / "strelkov-appeal.txt", "Никто не пришёл. Лодка текла.\n")
    assert built(project) == set()
    write(project / "fr" / "russian-white-guards.txt", SMALL)
    assert built(project) == {"en-fr.tmx", "all.tmx"}
    config = project / "align.toml"
    config.write_text(config.read_text("utf-8").replace("[project]", '[project]\npivot = "fr"'), "utf-8")
    assert built(project) == {"fr-en.tmx", "all.tmx"}
    assert all(f"`{name}`" in told for name in ("en-fr.tmx", "fr-en.tmx"))


def built(project: Path) -> set[str]:
    """Return the names of the memories that a project is made into."""
    workspace = align.open_project(project, encoder=FakeEncoder({"лодка": "barge"}))
    written = workspace.build(workspace.run())
    return {path.name for path in written if path.suffix == ".tmx"}


def test_the_article_itself_says_what_is_missing_for_every_quotation_with_a_note(project: Path, article: Path) -> None:
    write(project / "en" / "russian-white-guards.txt", article.read_text("utf-8"))
    result = run(project)
    places = [(item, item.place) for item in result.traced if isinstance(item.place, NotFound)]
    assert len(places) > 40
    assert all(place.reason is NotFoundReason.NO_SOURCE for _, place in places)
    assert all(place.cited for item, place in places if item.quotation.note)
    assert sum("no source supplied: Igor Strelkov" in line for line in quotes.table(result, 200)) > 3
