from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from io import BytesIO, TextIOWrapper
from typing import TYPE_CHECKING, NoReturn

import pytest
from lxml.etree import fromstring

import align
from align import bitext
from align.encoders import available
from align.encoders.fake import FakeEncoder
from align.model import ConfigError, ReadError, StoreError, UsageError
from align.read import Layout
from align.store import load_file
from align.terminal import print_out
from align.workspace.build import write_build

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from align.encoders import RunVectors
    from align.model import Alignment
    from align.result import Result

FRENCH = ["Le chat dort.", "Il pleut sur Paris.", "Anna rit en 1987.", "La barge coule."]
ENGLISH = ["The cat sleeps.", "It rains on Paris.", "Anna laughs in 1987.", "The barge sinks."]
RUSSIAN = ["Кот спит.", "В Париже дождь.", "Анна смеётся в 1987 году.", "Баржа тонет."]
CONCEPTS = {
    "cat": "chat", "кот": "chat", "sleeps": "dort", "спит": "dort", "rains": "pleut", "дождь": "pleut",
    "париже": "paris", "анна": "anna", "laughs": "rit", "смеётся": "rit", "баржа": "barge", "sinks": "coule",
    "тонет": "coule", "the": "le", "la": "le", "il": "le", "it": "le", "sur": "on", "en": "in", "в": "in",
}  # fmt: skip


class Counted(FakeEncoder):
    """Remembers what it was asked to encode."""

    def __init__(self) -> None:
        super().__init__(CONCEPTS)
        self.asked: list[Sequence[str]] = []

    def runs(self, sentences: Sequence[str], k: int) -> RunVectors:
        self.asked.append(sentences)
        return super().runs(sentences, k)


class Absent(FakeEncoder):
    """Has the signature of the fake encoder and must not be asked."""

    def __init__(self) -> None:
        super().__init__(CONCEPTS)

    def runs(self, sentences: Sequence[str], k: int) -> NoReturn:
        raise AssertionError(f"asked for {len(sentences)} sentences, runs of {k}")


@dataclass
class Heard:
    """A listener that remembers."""

    steps: list[tuple[str, int, int]] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def progress(self, what: str, done: int, total: int) -> None:
        self.steps.append((what, done, total))

    def note(self, message: str) -> None:
        self.notes.append(message)

    def warn(self, message: str) -> None:
        self.warnings.append(message)


def write(root: Path, files: Mapping[str, Sequence[str] | str]) -> Path:
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content if isinstance(content, str) else " ".join(content) + "\n", "utf-8")
    return root


@pytest.fixture
def project(tmp_path: Path) -> Path:
    return write(tmp_path / "p", {"fr/x.md": FRENCH, "en/x.txt": ENGLISH, "ru/x.md": RUSSIAN, "ru/alone.txt": RUSSIAN})


def run(project: Path, encoder: FakeEncoder | None = None, listener: Heard | None = None) -> Result:
    return align.open_project(project, encoder=encoder or FakeEncoder(CONCEPTS), listener=listener or Heard()).run()


@pytest.fixture(autouse=True)
def _own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path_factory.mktemp("cache")))


def loose(paths: Sequence[Path], listener: Heard, *, lang: Sequence[str] = (), layout: Layout = Layout.AUTO) -> Result:
    return align.align_files(paths, lang=lang, layout=layout, encoder=FakeEncoder(CONCEPTS), listener=listener)


def types(alignment: Alignment) -> list[str]:
    return [bead.type for bead in alignment.beads]


# ---- projects


def test_a_project_is_aligned_in_all_pairs(project: Path) -> None:
    result = run(project)
    (family,) = result.families
    assert family.stem == "x"
    assert [version.document.id for version in family.versions] == ["ru/x", "en/x", "fr/x"]
    assert [(ladder.src, ladder.tgt) for ladder in family.alignments] == [
        ("ru/x", "en/x"),
        ("ru/x", "fr/x"),
        ("en/x", "fr/x"),
    ]
    assert all(types(ladder) == ["1-1"] * 4 for ladder in family.alignments)
    assert family.links.documents == ("ru/x", "en/x", "fr/x")
    assert len(family.links.links) == 4
    assert [quoted.document for quoted in family.quoted] == ["ru/x", "en/x", "fr/x"]
    assert [source.document.id for source in result.sources] == ["ru/alone"]
    assert result.signature.encoder == FakeEncoder(CONCEPTS).signature
    assert ("beads", bitext.model_name()) in result.signature.parameters


def test_align_toml_names_pivot_and_titles(project: Path) -> None:
    write(project, {"align.toml": '[project]\ntitle = "A book"\npivot = "fr"\n[titles]\nx = "The Cat"\n'})
    write(project, {"en/x.txt": "---\ntitle: Its own title\n---\n\n" + " ".join(ENGLISH)})
    result = run(project)
    assert result.title == "A book"
    assert [version.document.lang for version in result.families[0].versions] == ["fr", "en", "ru"]
    assert [version.document.title for version in result.families[0].versions] == [
        "The Cat",
        "Its own title",
        "The Cat",
    ]
    write(project, {"align.toml": '[project]\npivot = "de"\n'})
    with pytest.raises(ConfigError, match="de"):
        run(project)


def test_what_a_person_should_look_at(project: Path) -> None:
    english = [f"Number {number} comes, and nothing else." for number in ("two", "six", "ten", "five", "four", "nine")]
    write(project, {"fr/picture.png": "x", "en/other.txt": english, "fr/other.txt": ["Ça."]})
    heard = Heard()
    run(project, listener=heard)
    assert any("picture.png" in warning and "left out" in warning for warning in heard.warnings)
    write(project, {"fr/other.txt": [f"Rien {word} commun." for word in ("de", "du", "qui", "est", "par", "sur")]})
    heard = Heard()
    run(project, listener=heard)
    assert any("other" in warning and "versions of one text?" in warning for warning in heard.warnings)
    assert not any("/x" in warning for warning in heard.warnings)


def test_without_parallel_texts_the_sources_remain_and_it_is_said(tmp_path: Path) -> None:
    heard = Heard()
    result = run(write(tmp_path, {"fr/a.txt": FRENCH, "en/b.txt": ENGLISH}), listener=heard)
    assert result.families == ()
    assert len(result.sources) == 2
    assert [warning for warning in heard.warnings if "no text exists in two languages" in warning]
    counts = align.summarise(result)
    assert (counts.confidence, counts.trust) == (None, None)
    with pytest.raises(ReadError, match="no folder here"):
        run(write(tmp_path / "empty", {"x.txt": "a"}))


def test_progress_reaches_its_end(project: Path) -> None:
    heard = Heard()
    run(project, listener=heard)
    totals = {what: total for what, _, total in heard.steps}
    assert totals["encoding fr/x"] == 4
    assert "aligning ru/x and en/x" in totals
    for what, total in totals.items():
        assert (what, total, total) in heard.steps


# ---- what is kept


def test_a_second_run_asks_the_encoder_for_nothing_and_finds_the_same(project: Path) -> None:
    first = run(project)
    assert run(project, Absent()) == first


def test_vectors_are_kept_even_where_ladders_are_lost(project: Path) -> None:
    first = run(project)
    for path in (project / "build" / "cache" / "ladders").rglob("*.json"):
        path.unlink()
    assert run(project, Absent()) == first


def test_an_edit_encodes_its_chunk_only(project: Path) -> None:
    sentences = [f"Phrase {number} de Boris." for number in range(600)]
    write(project, {"fr/long.txt": sentences, "en/long.txt": [f"Boris {number}." for number in range(600)]})
    run(project)
    sentences[300] = "Anna arrive."
    write(project, {"fr/long.txt": sentences})
    encoder = Counted()
    result = run(project, encoder)
    assert 1 <= len(encoder.asked) <= 2
    assert any("Anna arrive." in asked for asked in encoder.asked)
    assert sum(map(len, encoder.asked)) < 300
    assert run(project, Absent()) == result


def test_another_encoder_is_not_served_what_the_first_one_left(project: Path) -> None:
    run(project)
    encoder = Counted()
    encoder.signature = "other@1"
    run(project, encoder)
    assert encoder.asked


DAMAGE = ["", "[]", "{}", "null", "[[0, 1, 0, 1]]", "[[0, 1, 0, 1, 0.9]]", "[[0, 4, 4, 0, 1.0]]", '[["a", 1, 0, 1, 1]]']


@pytest.mark.parametrize("damage", DAMAGE)
def test_a_damaged_ladder_is_made_anew(project: Path, damage: str) -> None:
    first = run(project)
    kept = sorted((project / "build" / "cache" / "ladders").rglob("*.json"))
    assert len(kept) == 3
    good = kept[0].read_text("utf-8")
    kept[0].write_text(damage, "utf-8")
    assert run(project) == first
    assert kept[0].read_text("utf-8") == good


def test_a_cache_that_cannot_be_written_to_is_no_error(project: Path) -> None:
    write(project, {"build/cache": "a file where a folder should be"})
    assert len(run(project).families) == 1


# ---- loose files


def test_languages_are_told_by_names(tmp_path: Path) -> None:
    write(tmp_path, {"a.fr.txt": FRENCH, "en/a.txt": ENGLISH, "a.ru": RUSSIAN})
    heard = Heard()
    paths = [tmp_path / name for name in ("a.fr.txt", "en/a.txt", "a.ru")]
    result = loose(paths, heard)
    assert [version.document.id for version in result.families[0].versions] == ["fr/a", "en/a", "ru/a"]
    assert result.title == "a"
    assert heard.warnings == []


def test_a_language_that_is_only_guessed_is_said_to_be(tmp_path: Path) -> None:
    write(tmp_path, {"one.txt": FRENCH * 3, "two.txt": RUSSIAN * 3})
    heard = Heard()
    result = loose([tmp_path / "one.txt", tmp_path / "two.txt"], heard)
    assert [version.document.lang for version in result.families[0].versions] == ["fr", "ru"]
    assert [warning for warning in heard.warnings if "one.txt: language guessed from the words: French" in warning]


def test_languages_may_be_given(tmp_path: Path) -> None:
    paths = [tmp_path / "a.fr.txt", tmp_path / "b.txt"]
    write(tmp_path, {"a.fr.txt": FRENCH, "b.txt": ENGLISH})
    given = loose(paths, Heard(), lang=["pt_br", "EN"])
    assert [version.document.lang for version in given.families[0].versions] == ["pt-BR", "en"]
    with pytest.raises(UsageError, match=r"^1 language for 2 files; give one language for each file, in order$"):
        loose(paths, Heard(), lang=["fr"])
    with pytest.raises(UsageError, match='"english" is no language tag'):
        loose(paths, Heard(), lang=["fr", "english"])
    with pytest.raises(UsageError, match="at least two files"):
        loose(paths[:1], Heard())


def test_files_of_one_name_and_language_are_several_documents(tmp_path: Path) -> None:
    write(tmp_path, {"a.fr.txt": FRENCH, "a.fr.md": FRENCH, "old/a.fr.txt": FRENCH})
    paths = [tmp_path / name for name in ("a.fr.txt", "a.fr.md", "old/a.fr.txt")]
    result = loose(paths, Heard())
    assert [version.document.id for version in result.families[0].versions] == ["fr/a", "fr/a#2", "fr/a#3"]
    assert all(types(ladder) == ["1-1"] * 4 for ladder in result.families[0].alignments)
    align.write(result, tmp_path / "a.jsonl", "jsonl")
    assert load_file(tmp_path / "a.jsonl") == result


def test_presegmented_lines_stay_as_they_are(tmp_path: Path) -> None:
    write(tmp_path, {"a.fr": "Un. Deux.\n  Trois\nQuatre : 4\n", "a.en": "One. Two.\nThree\nFour: 4\n"})
    paths = [tmp_path / "a.fr", tmp_path / "a.en"]
    result = loose(paths, Heard(), layout=Layout.SENTENCES)
    assert result.families[0].versions[0].texts() == ["Un. Deux.", "Trois", "Quatre : 4"]


def test_texts_that_have_nothing_in_common_are_named(tmp_path: Path) -> None:
    write(tmp_path, {"a.fr.txt": FRENCH * 5, "b.en.txt": [f"Nothing like it{'!' * n}" for n in range(1, 20)]})
    heard = Heard()
    loose([tmp_path / "a.fr.txt", tmp_path / "b.en.txt"], heard)
    assert [warning for warning in heard.warnings if "fr/a and en/b hardly agree (trust 0." in warning]


# ---- what is written


def test_a_build_is_memories_the_result_and_the_report(project: Path) -> None:
    result = run(project)
    written = write_build(result, project / "build", Heard())
    assert {path.name for path in written} == {
        "ru-en.tmx",
        "ru-fr.tmx",
        "en-fr.tmx",
        "all.tmx",
        "alignment.jsonl",
        "report.html",
    }
    assert {path.name for path in (project / "build").iterdir()} == {*(path.name for path in written), "cache"}
    assert load_file(project / "build" / "alignment.jsonl") == result
    before = {path: path.read_bytes() for path in written}
    write_build(run(project, Absent()), project / "build", Heard())
    assert {path: path.read_bytes() for path in written} == before


def test_a_build_without_parallel_texts_has_no_memories(tmp_path: Path) -> None:
    result = run(write(tmp_path, {"fr/a.txt": FRENCH}))
    assert [path.name for path in write_build(result, tmp_path / "build", Heard())] == [
        "alignment.jsonl",
        "report.html",
    ]


def test_a_build_folder_that_cannot_be_made_is_an_error_for_the_user(project: Path) -> None:
    result = run(project)
    write(project / "other", {"build": "a file"})
    with pytest.raises(StoreError, match="build"):
        write_build(result, project / "other" / "build", Heard())


def test_an_interrupted_writer_leaves_the_old_file(project: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    result = run(project)
    out = project / "out.tsv"
    align.write(result, out, "tsv")
    before = out.read_bytes()

    def interrupted(_: int) -> NoReturn:
        raise KeyboardInterrupt

    monkeypatch.setattr("os.fsync", interrupted)
    with pytest.raises(KeyboardInterrupt):
        align.write(result, out, "html")
    assert out.read_bytes() == before
    assert [path.name for path in project.iterdir() if path.name.endswith(".tmp")] == []


@pytest.mark.parametrize("form", ["tmx", "tsv", "po", "jsonl", "html", "beads"])
def test_a_result_is_written_in_each_format(tmp_path: Path, form: str, capsys: pytest.CaptureFixture[str]) -> None:
    write(tmp_path, {"a.fr.txt": FRENCH, "a.en.txt": ENGLISH})
    result = loose([tmp_path / "a.fr.txt", tmp_path / "a.en.txt"], Heard())
    align.write(result, tmp_path / f"out.{form}", form)
    text = (tmp_path / f"out.{form}").read_text("utf-8")
    assert ("[3]:[3]:" if form == "beads" else "La barge coule.") in text
    capsys.readouterr()
    print_out(align.render(result, form).chunks)
    assert capsys.readouterr() == (text, "")


def test_stdout_is_written_in_utf_8_whatever_its_encoding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, {"a.fr.txt": FRENCH, "a.ru.txt": RUSSIAN})
    result = loose([tmp_path / "a.fr.txt", tmp_path / "a.ru.txt"], Heard())
    printed = BytesIO()
    monkeypatch.setattr("sys.stdout", TextIOWrapper(printed, encoding="ascii", write_through=True))
    print_out(align.render(result, "tsv").chunks)
    assert "Баржа тонет." in printed.getvalue().decode()


def test_memories_that_are_not_made_any_more_are_told_of(project: Path) -> None:
    heard = Heard()
    write_build(run(project), project / "build", heard)
    assert not any("earlier run" in note for note in heard.notes)
    write(project, {"build/fr-de.tmx": "x"})
    write_build(run(project), project / "build", heard)
    assert any(note.endswith("an earlier run left files that are no longer made: fr-de.tmx") for note in heard.notes)
    assert (project / "build" / "fr-de.tmx").read_text("utf-8") == "x"


def test_a_summary_counts_what_is_there(project: Path) -> None:
    write(project, {"en/x.txt": ['He said: "The cat sleeps well today."', *ENGLISH[1:]]})
    counts = align.summarise(run(project))
    assert (counts.documents, counts.segments) == (4, 16)
    assert counts.beads == (("1-1", 12),)
    assert counts.confidence is not None
    assert counts.confidence > 0.5
    assert counts.trust is not None
    assert 0.5 < counts.trust[0] < counts.trust[1] <= 1
    assert dict(counts.quotations) == {"ru": 0, "en": 1, "fr": 0}


# ---- evaluation


def test_a_reliability_diagram_is_drawn(tmp_path: Path) -> None:
    write(tmp_path, {"gold": "[0]:[0]\n[1]:[1]\n[2]:[2]\n", "beads": "[0]:[0]:0.9\n[1]:[1]:0.95\n[2]:[]:0.25\n"})
    scores = align.evaluate_beads([(tmp_path / "gold", tmp_path / "beads")])
    scores.draw(tmp_path / "out.svg")
    drawing = fromstring((tmp_path / "out.svg").read_bytes())
    bars = drawing.findall(".//{*}rect[@class='bar']")
    assert [bar.get("height") for bar in bars] == ["0.0", "320.0"]
    assert f"{scores.reliability.error:.3f}" in "".join(map(str, drawing.itertext()))


def test_beads_without_confidence_cannot_be_drawn(tmp_path: Path) -> None:
    write(tmp_path, {"gold": "[0]:[0]\n"})
    scores = align.evaluate_beads([(tmp_path / "gold", tmp_path / "gold")])
    with pytest.raises(UsageError, match="no confidence"):
        scores.draw(tmp_path / "out.svg")
    assert not (tmp_path / "out.svg").exists()


def test_beads_are_judged_by_gold_and_pooled(tmp_path: Path) -> None:
    write(tmp_path, {"a.gold": "[0]:[0]\n[1]:[1]\n", "a.beads": "[0]:[0]:0.9\n[1]:[]:0.2\n[]:[1]:0.3\n"})
    write(tmp_path, {"b.gold": "[0]:[0]\n", "b.beads": "[0]:[0]:1.0\n"})
    pairs = [(tmp_path / f"{name}.gold", tmp_path / f"{name}.beads") for name in "ab"]
    scores = align.evaluate_beads(pairs)
    assert scores.counts.strict.precision == 2 / 4
    assert scores.counts.strict.recall == 2 / 3
    record = scores.record()
    assert record["files"] == 2
    assert record["strict"] == {"precision": 0.5, "recall": 2 / 3, "f1": pytest.approx(4 / 7)}
    assert json.loads(json.dumps(record)) == record
    assert "strict       0.5000  0.6667 0.5714" in scores.table()
    assert "0.9 to 1.0         2  0.950  1.000" in scores.table()
    assert scores.signature in scores.table()
    assert scores.signature.endswith("|scorer:vecalign|files:2")


def test_without_gold_beads_there_is_nothing_to_judge_by(tmp_path: Path) -> None:
    write(tmp_path, {"gold": "\n", "beads": "[0]:[0]:0.9\n"})
    with pytest.raises(ReadError, match="gold: holds no beads"):
        align.evaluate_beads([(tmp_path / "gold", tmp_path / "beads")])


@pytest.mark.parametrize("costs", ["", ":1.7", ":0.4\n[1]:[1]:1.2"])
def test_beads_without_confidence_have_no_calibration(tmp_path: Path, costs: str) -> None:
    write(tmp_path, {"gold": f"[0]:[0]{costs}\n"})
    scores = align.evaluate_beads([(tmp_path / "gold", tmp_path / "gold")])
    assert scores.record()["calibration_error"] is None
    assert "calibration" not in scores.table()
    assert scores.counts.strict.f1 == 1.0


def test_a_result_is_judged_with_the_signature_it_carries(tmp_path: Path) -> None:
    gold = "".join(f"[{k}]:[{k}]\n" for k in range(4))
    write(tmp_path, {"a.fr.txt": FRENCH, "a.en.txt": ENGLISH, "b.fr.txt": FRENCH, "gold": gold})
    paths = [tmp_path / "a.fr.txt", tmp_path / "a.en.txt"]
    two = loose(paths, Heard())
    align.write(two, tmp_path / "two.jsonl", "jsonl")
    scores = align.evaluate_beads([(tmp_path / "gold", tmp_path / "two.jsonl")])
    assert scores.counts.strict.f1 == 1.0
    assert scores.signature.startswith(str(two.signature))
    three = loose([*paths, tmp_path / "b.fr.txt"], Heard())
    align.write(three, tmp_path / "three.jsonl", "jsonl")
    with pytest.raises(UsageError, match=r"three\.jsonl holds 3 ladders"):
        align.evaluate_beads([(tmp_path / "gold", tmp_path / "three.jsonl")])


@pytest.mark.parametrize(
    ("content", "message"),
    [(None, "no such file"), (b"\xff\xfe", "not UTF-8"), (b"[0]:[0]\nnonsense\n", r"bad:2: not a bead")],
)
def test_files_of_beads_that_cannot_be_read(tmp_path: Path, content: bytes | None, message: str) -> None:
    if content is not None:
        (tmp_path / "bad").write_bytes(content)
    write(tmp_path, {"good": "[0]:[0]\n"})
    for pair in ((tmp_path / "bad", tmp_path / "good"), (tmp_path / "good", tmp_path / "bad")):
        with pytest.raises(ReadError, match=message):
            align.evaluate_beads([pair])


# ---- encoders


def test_encoders_are_listed_with_what_they_cost(monkeypatch: pytest.MonkeyPatch) -> None:
    infos = [replace(info, at_hand=info.name == "muse") for info in available()]
    monkeypatch.setattr("align.workspace.measures.available", lambda: infos)
    monkeypatch.setattr("align.workspace.measures.encoder", lambda _: FakeEncoder())
    listed = align.list_encoders(measure=True)
    assert [info for info, _ in listed] == infos
    assert [info.name for info, rate in listed if rate] == ["muse"]
    assert not any(rate for _, rate in align.list_encoders(measure=False))
