from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from align.__main__ import main

if TYPE_CHECKING:
    from collections.abc import Callable

ROOT = Path(__file__).parents[2]


@pytest.fixture
def program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], weights_folder: Path
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALIGN_CACHE", str(weights_folder))

    def call(*arguments: str, command: str = "quotes") -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["align", command, *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


def test_without_a_source_the_quotations_are_only_listed(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    (tmp_path / "a.fr.txt").write_text(
        "Il écrit : « La barge prenait l’eau de toutes parts. » Rien de plus.\n", "utf-8"
    )
    code, out, err = program("a.fr.txt", "--format", "jsonl")
    assert (code, err) == (0, "")
    [record] = [json.loads(line) for line in out.splitlines()]
    assert record["text"] == "La barge prenait l’eau de toutes parts."
    assert (record["match"], record["reason"]) == (None, "no-source")


def test_the_page_of_quotations_is_printed(program: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    (tmp_path / "a.fr.txt").write_text("Il écrit : « La barge prenait l’eau de toutes parts. » Rien.\n", "utf-8")
    code, out, _ = program("a.fr.txt", "--format", "html")
    assert code == 0
    assert out.startswith("<!doctype html>")
    assert "no source supplied" in out


def test_find_searches_a_project(program: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    (tmp_path / "p" / "ru").mkdir(parents=True)
    (tmp_path / "p" / "ru" / "s.txt").write_text(
        "Вчера открыли набережную. Баржа затонула ночью. Играл оркестр, дети ели мороженое.\n", "utf-8"
    )
    code, out, _ = program("the barge sank at night", "p", command="find")
    assert code == 0
    assert "p/ru/s.txt:1" in out
    assert "набережную. [Баржа затонула ночью]. Играл" in out
    code, out, _ = program("the barge sank at night", "p", "--format", "jsonl", "--limit", "1", command="find")
    assert json.loads(out)["text"] == "Баржа затонула ночью"
    code, out, _ = program("the barge sank at night", "p", "--in", "ru-RU", command="find")
    assert (code, "p/ru/s.txt:1" in out) == (0, True)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ([" ", "p"], "say in words what to look for"),
        (["…!", "p"], "say in words what to look for"),
        (["x", "p", "--lang", "de"], 'no text is in "de"'),
        (["x", "p", "--in", "ru", "--in", "de"], 'no text is in "de"; known are ru'),
        (["x", "q"], "q: no such"),
    ],
)
def test_a_search_that_is_impossible_is_one_line(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path, arguments: list[str], said: str
) -> None:
    (tmp_path / "p" / "ru").mkdir(parents=True)
    (tmp_path / "p" / "ru" / "s.txt").write_text("Слово.\n", "utf-8")
    code, out, err = program(*arguments, command="find")
    assert (code, out) == (2, "")
    assert said in err


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--format", "xml"], 'unknown format "xml"'),
        ([".", "--source", "a.ru.txt"], "a project tells sources and languages by its folders"),
        (["none.fr.txt"], "none.fr.txt: no such file"),
    ],
)
def test_wrong_arguments_are_one_line(
    program: Callable[..., tuple[int, str, str]], arguments: list[str], said: str
) -> None:
    code, out, err = program(*arguments)
    assert (code, out) == (2, "")
    assert said in err
    assert err.count("\n") == 1


@pytest.mark.slow
def test_a_quotation_is_found_in_its_source_and_judged(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    article = "L’éditorial est net : « Le quai a coûté 870 000 tchekans, et personne ne l’a jamais nié. » On le crut.\n"
    (tmp_path / "a.fr.txt").write_text(article, "utf-8")
    source = (
        "Вчера в городе открыли новую набережную.\n"
        "Играл оркестр, дети ели мороженое, речи были длинные.\n"
        "Набережная стоила 780 000 чеканов, и никто этого никогда не отрицал.\n"
        "Погода стояла прекрасная, и до вечера никто не расходился.\n"
    )
    (tmp_path / "s.ru.txt").write_text(source, "utf-8")
    code, out, _ = program("a.fr.txt", "--source", "s.ru.txt", "--format", "jsonl")
    assert code == 0
    [record] = [json.loads(line) for line in out.splitlines()]
    assert record["match"]["source"] == "ru/s"
    assert "780 000 чеканов" in record["match"]["text"]
    assert record["match"]["verdict"] == "altered"
    assert any("number differs" in reason for reason in record["match"]["reasons"])


@pytest.mark.slow
def test_the_quotations_of_the_running_example_are_found(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path
) -> None:
    for path in (ROOT / "texts").rglob("*"):
        if path.suffix in {".md", ".txt", ".toml"} and "build" not in path.parts:
            copy = tmp_path / "p" / path.relative_to(ROOT / "texts")
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(path.read_bytes())
    code, out, _ = program("p", "--format", "jsonl")
    assert code == 0
    found = {(record["doc"], _bare(record["text"])): record["match"] for record in map(json.loads, out.splitlines())}
    gold = [json.loads(line) for line in (ROOT / "tests/gold/quotations.jsonl").read_text("utf-8").splitlines()]
    right = 0
    for wanted in gold:
        match = found.get((wanted["doc"], _bare(wanted["text"])))
        if match and match["source"] == wanted["source"]:
            ours, theirs = (set(text.split()) for text in (match["text"], wanted["source_text"]))
            right += len(ours & theirs) >= len(theirs) / 3
    assert right >= 0.97 * len(gold)


def _bare(text: str) -> str:
    """Leave out the marks that are repeated at each paragraph, which the gold does not have."""
    return " ".join(re.sub("[«“]", "", text).split())
