from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn

import pytest

import align
from align.encoders.fake import FakeEncoder
from align.model import NotFound, NotFoundReason, QuotationMatch
from align.rendering import Excerpt, judge_all
from align.workspace import tracing as quotes

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align.model import Finding
    from align.result import TracedQuotation
    from align.vectors import RunVectors, SpanVectors, Vectors

CONCEPTS = {
    "библиотека": "library", "сгорела": "burned", "ночью": "night", "bibliothèque": "library", "brûlé": "burned",
    "nuit": "night", "pleut": "rains", "il": "it", "elle": "she", "dit": "said", "crut": "believed", "on": "people",
    "la": "the", "a": "the", "cette": "that", "книг": "books", "livres": "books",
}  # fmt: skip
FILES = {
    "fr/x.txt": "Il pleut. Elle dit : « La bibliothèque a brûlé cette nuit. » On la crut.\n",
    "en/x.txt": "It rains. She said: “The library burned that night.” People believed her.\n",
    "ru/y.txt": "Утром шёл снег. Библиотека сгорела ночью. Потом стало тихо, и город уснул.\n",
}


class Absent(FakeEncoder):
    """Has the signature of the fake encoder and must not be asked."""

    def encode(self, texts: Sequence[str]) -> Vectors:
        return self._asked(texts)

    def runs(self, sentences: Sequence[str], k: int) -> RunVectors:
        return self._asked(sentences, k)

    def spans(self, texts: Sequence[str]) -> list[SpanVectors]:
        return self._asked(texts)

    def _asked(self, *asked: object) -> NoReturn:
        raise AssertionError(asked)


@pytest.fixture
def project(tmp_path: Path) -> Path:
    for name, text in FILES.items():
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
    return tmp_path


def traced(project: Path, encoder: FakeEncoder) -> tuple[TracedQuotation, ...]:
    return align.open_project(project, encoder=encoder).run().traced


def test_what_the_versions_of_a_project_quote_is_traced(project: Path) -> None:
    french, english = sorted(traced(project, FakeEncoder(CONCEPTS)), key=lambda item: item.document, reverse=True)
    assert french.counterparts == ((english.document, english.quotation.id),)
    for item in (french, english):
        assert isinstance(item.place, QuotationMatch)
        assert FILES["ru/y.txt"][item.place.span.start : item.place.span.end].startswith("Библиотека сгорела")
        assert item.rendering is not None
        assert item.rendering.document == item.document


def test_an_unchanged_article_is_not_traced_again(project: Path) -> None:
    first = traced(project, FakeEncoder(CONCEPTS))
    assert traced(project, Absent(CONCEPTS)) == first


@pytest.mark.parametrize("name", FILES)
def test_a_change_of_an_article_or_a_source_is_noticed(project: Path, name: str) -> None:
    traced(project, FakeEncoder(CONCEPTS))
    (project / name).write_text(FILES[name] + "\nFin.\n", "utf-8")
    with pytest.raises(AssertionError):
        traced(project, Absent(CONCEPTS))


def test_a_damaged_result_is_made_anew(project: Path) -> None:
    first = traced(project, FakeEncoder(CONCEPTS))
    [kept] = (project / "build" / "cache" / "traces").rglob("*.jsonl")
    kept.write_text(kept.read_text("utf-8")[:300], "utf-8")
    assert traced(project, FakeEncoder(CONCEPTS)) == first


def test_without_a_source_nothing_is_asked_of_the_encoder(project: Path) -> None:
    (project / "ru" / "y.txt").unlink()
    (project / "en" / "x.txt").unlink()
    (project / "align.toml").write_text("[cites.x]\n", "utf-8")
    [item] = traced(project, Absent(CONCEPTS))
    assert isinstance(item.place, NotFound)
    assert item.place.reason is NotFoundReason.NO_SOURCE


@pytest.mark.parametrize(("paragraphs", "wordiness"), [(4, 1.73), (0, 1.0)])
def test_a_rendering_knows_how_long_its_version_is_for_what_it_says(
    project: Path, monkeypatch: pytest.MonkeyPatch, paragraphs: int, wordiness: float
) -> None:
    said: dict[str, float] = {}

    def judged(cases: Sequence[tuple[Excerpt, Sequence[Excerpt]]], *given: object, **named: object) -> object:
        said.update({each.document: each.wordiness for _, renderings in cases for each in renderings})
        return judge_all(cases, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(quotes, "judge_all", judged)
    for lang, words in (("fr", "il pleut et il pleut et il pleut, "), ("en", "it rains, it rains, ")):
        path = project / lang / "x.txt"
        path.write_text(f"{words * 20}.\n\n" * paragraphs + path.read_text("utf-8"), "utf-8")
    traced(project, FakeEncoder(CONCEPTS))
    assert said["fr/x"] == pytest.approx(wordiness, abs=0.05)


def test_what_is_read_back_gives_the_findings_of_what_was_traced_anew(project: Path) -> None:
    chain = {
        "fr/x.txt": "Il pleut. Elle dit : « La bibliothèque », dit-elle, « brûlé nuit, 7 livres. »[1] On la crut.\n",
        "en/x.txt": "It rains. She said: “Library burned night, 7 books.”[1] People believed her.\n",
        "ru/y.txt": "Утром шёл снег. Библиотека сгорела ночью, 8 книг. Потом стало тихо, и город уснул.\n",
        "align.toml": '[project]\npivot = "fr"\n\n[check]\nglossary = "terms.csv"\n\n[cites.x]\n"1" = "y"\n',
        "terms.csv": "fr,en\n",
    }
    for name, text in chain.items():
        (project / name).write_text(text, "utf-8")
    fresh = findings(project, FakeEncoder(CONCEPTS))
    assert [(finding.place.document, words) for finding, words in fresh if finding.rule == "Q09"] == [("fr/x", "7")]
    # The findings are worked out again, and the traces read back.
    (project / "terms.csv").write_text("fr,en\npéniche,barge\n", "utf-8")
    assert findings(project, FakeEncoder(CONCEPTS)) == fresh


def findings(project: Path, encoder: FakeEncoder) -> list[tuple[Finding, str]]:
    """Return what a check finds, each with the words concerned."""
    outcome = align.open_project(project, encoder=encoder).check()
    return [
        (each.finding, outcome.documents[place.document].text[place.span.start : place.span.end])
        for each in outcome.reported
        for place in [each.finding.place]
    ]
