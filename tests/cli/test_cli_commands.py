"""The commands and their messages, in this process and with a fake encoder."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from typing import TYPE_CHECKING

import pytest

from align.__main__ import main
from align.encoders.fake import FakeEncoder
from align.model import UsageError
from align.store import load_file

if TYPE_CHECKING:
    from pathlib import Path

Program = Callable[..., tuple[int, str, str]]
"""Takes arguments and returns exit code, stdout and stderr."""

FRENCH = "Boris danse. Octobre arrive à Paris. Anna Karénine chante en 1987.\n"
ENGLISH = "Boris dances. October arrives in Paris. Anna Karenina sings in 1987.\n"
CONCEPTS = {"octobre": "october", "karénine": "karenina", "chante": "sings", "à": "in", "en": "in"}
PAIR = ("a.fr.txt", "a.en.txt")


@pytest.fixture
def program(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Program:
    """Return the program, in a folder with two loose texts and a project."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("ALIGN_CACHE", str(tmp_path / "cache"))
    monkeypatch.setattr("align.workspace.bench.encoder", lambda _, threads: FakeEncoder(CONCEPTS))  # noqa: ARG005
    for lang, text in (("fr", FRENCH), ("en", ENGLISH)):
        (tmp_path / "p" / lang).mkdir(parents=True)
        (tmp_path / "p" / lang / "x.txt").write_text(text, "utf-8")
        (tmp_path / f"a.{lang}.txt").write_text(text, "utf-8")

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["align", *arguments])
        capsys.readouterr()
        with pytest.raises(SystemExit) as ended:
            main()
        code = ended.value.code
        assert code is None or isinstance(code, int)
        return code or 0, *capsys.readouterr()

    return run


# ---- help


@pytest.mark.parametrize("argument", ["-h", "--help"])
def test_help_names_the_commands(program: Program, argument: str) -> None:
    code, out, err = program(argument)
    assert (code, err) == (0, "")
    assert all(f"\n  {command} " in out for command in ("run", "files", "eval", "encoders"))


def test_help_describes_each_command_in_a_whole_sentence(program: Program) -> None:
    assert "..." not in program("--help")[1].partition("Commands:")[2]
    assert "..." not in program("import", "--help")[1].partition("Commands:")[2]


@pytest.mark.parametrize(
    ("command", "example"),
    [
        ("run", "align run texts\n"),
        ("files", "align files book.fr.txt book.en.txt -o book.tmx\n"),
        ("eval", "align eval book.gold book.beads\n"),
        ("encoders", "align encoders"),
    ],
)
def test_the_help_of_each_command_has_an_example_on_a_line_of_its_own(
    program: Program, command: str, example: str
) -> None:
    code, out, _ = program(command, "--help")
    assert code == 0
    assert f"\n  {example}" in out
    assert "\\b" not in out


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("files", "--bogus"), "no such option: --bogus (Possible options: --out); see align files --help"),
        (("files",), "missing argument 'FILE'; see align files --help"),
        (("files", "a", "-o"), "option '-o' requires an argument; see align files --help"),
        (("find", "x", "--limit", "y"), "invalid value for '--limit': 'y' is not a valid int range; see align find -"),
        (("walk",), "no such command 'walk'; see align --help"),
        (("import", "po"), "missing argument 'FILE'; see align import po --help"),
    ],
)
def test_an_error_of_the_parser_is_one_line_with_a_way_to_the_help(
    program: Program, arguments: tuple[str, ...], message: str
) -> None:
    code, out, err = program(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"align: {message}")
    assert err.count("\n") == 1


@pytest.mark.parametrize("arguments", [(), ("import",)])
def test_without_a_command_the_commands_are_listed(program: Program, arguments: tuple[str, ...]) -> None:
    code, out, err = program(*arguments)
    assert (code, out) == (2, "")
    assert "\nCommands:\n" in err


# ---- run


def test_run_prints_a_summary_and_its_files(program: Program, tmp_path: Path) -> None:
    code, out, err = program("run", "p")
    assert (code, err) == (0, "")
    assert out.splitlines()[:4] == [
        "documents    2",
        "segments     6",
        "beads        1-1: 3",
        out.splitlines()[3],
    ]
    assert out.splitlines()[3].startswith("confidence   0.")
    assert out.splitlines()[4:7] == ["trust        0.99", "quotations   en: 0   fr: 0", "written:"]
    written = [line.strip() for line in out.splitlines()[7:]]
    assert written == [f"p/build/{name}" for name in ("en-fr.tmx", "all.tmx", "alignment.jsonl", "report.html")]
    assert all((tmp_path / path).stat().st_size for path in written)


def test_run_uses_the_current_folder_by_default(
    program: Program, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path / "p")
    assert program("run")[0] == 0
    assert (tmp_path / "p" / "build" / "report.html").exists()


def test_quiet_prints_nothing_but_warnings(program: Program, tmp_path: Path) -> None:
    (tmp_path / "p" / "fr" / "x.png").write_bytes(b"")
    code, out, err = program("run", "p", "-q")
    assert (code, out) == (0, "")
    assert err == "align: warning: p/fr/x.png: left out; only .txt and .md files are read. Save it as one of these\n"


# ---- files


@pytest.mark.parametrize("form", ["tmx", "tsv", "po", "jsonl", "html", "beads"])
def test_the_suffix_tells_the_format(program: Program, tmp_path: Path, form: str) -> None:
    code, out, err = program("files", *PAIR, "-o", f"out.{form}")
    assert (code, err) == (0, "")
    assert out.splitlines()[-2:] == ["written:", f"  out.{form}"]
    named = program("files", *PAIR, "-o", "other", "--format", form)
    assert named[0] == 0
    assert (tmp_path / "other").read_text("utf-8") == (tmp_path / f"out.{form}").read_text("utf-8")


def test_a_text_is_not_overwritten(program: Program, tmp_path: Path) -> None:
    code, out, err = program("files", *PAIR, "-o", f"p/../{PAIR[0]}", "--format", "tsv")
    assert (code, out) == (2, "")
    assert err == f"align: p/../{PAIR[0]} is an input and would be overwritten; name another file to write to\n"
    assert (tmp_path / PAIR[0]).read_text("utf-8") == FRENCH


@pytest.mark.parametrize(
    "arguments", [("files", "a.fr.txt", "p/../a.fr.txt", "-o", "o.tsv"), ("quotes", *PAIR, PAIR[0])]
)
def test_a_file_that_is_named_twice_is_refused(program: Program, arguments: tuple[str, ...]) -> None:
    code, out, err = program(*arguments)
    assert (code, out) == (2, "")
    assert "a.fr.txt: named twice" in err


def test_gold_is_not_overwritten_by_a_diagram(program: Program, tmp_path: Path) -> None:
    for name in ("gold.svg", "beads"):
        (tmp_path / name).write_text("[0]:[0]:0.9\n", "utf-8")
    code, out, err = program("eval", "gold.svg", "beads", "--diagram", "gold.svg")
    assert (code, out) == (2, "")
    assert "would be overwritten" in err
    assert (tmp_path / "gold.svg").read_text("utf-8") == "[0]:[0]:0.9\n"


def test_a_diagram_must_be_named_svg(program: Program, tmp_path: Path) -> None:
    (tmp_path / "gold").write_text("[0]:[0]:0.9\n", "utf-8")
    code, out, err = program("eval", "gold", "gold", "--diagram", "a.png")
    assert (code, out, err) == (2, "", "align: a.png: the diagram is SVG; name it a.svg\n")
    assert not (tmp_path / "a.png").exists()


def test_a_file_without_a_suffix_needs_a_format(program: Program) -> None:
    assert program("files", *PAIR, "-o", "out") == (
        2,
        "",
        "align: out: no suffix tells the format; name the format, for example tsv\n",
    )


def test_three_files_make_one_page_and_no_beads(program: Program, tmp_path: Path) -> None:
    shutil.copy(tmp_path / "a.fr.txt", tmp_path / "b.fr.txt")
    assert program("files", *PAIR, "b.fr.txt", "-o", "out.html")[0] == 0
    assert (tmp_path / "out.html").exists()
    code, out, err = program("files", *PAIR, "b.fr.txt", "-o", "out.beads")
    assert (code, out) == (2, "")
    assert "two texts at a time" in err


def test_presegmented_lines_are_segments(program: Program, tmp_path: Path) -> None:
    (tmp_path / "a.fr.txt").write_text("Anna rit. Boris aussi.\nFin\n", "utf-8")
    (tmp_path / "a.en.txt").write_text("Anna laughs. Boris as well.\nFin\n", "utf-8")
    assert program("files", *PAIR, "-o", "out.jsonl", "--presegmented")[0] == 0
    versions = load_file(tmp_path / "out.jsonl").families[0].versions
    assert versions[0].texts() == ["Anna rit. Boris aussi.", "Fin"]


def test_languages_and_encoding_may_be_named(program: Program, tmp_path: Path) -> None:
    for name in PAIR:
        (tmp_path / name).write_bytes("Été 1987.\n".encode("latin-1"))
    arguments = ("files", *PAIR, "-o", "out.jsonl", "--lang", "de", "--lang", "pt-br")
    code, _, err = program(*arguments)
    assert code == 2
    assert "give the encoding cp1252" in err
    assert program(*arguments, "--encoding", "latin-1")[0] == 0
    versions = load_file(tmp_path / "out.jsonl").families[0].versions
    assert [version.document.lang for version in versions] == ["de", "pt-BR"]
    assert versions[0].texts() == ["Été 1987."]


def test_lines_may_be_paragraphs_or_wrapped(program: Program, tmp_path: Path) -> None:
    for name in PAIR:
        (tmp_path / name).write_text("One line\nand another\n", "utf-8")
    for layout, segments in (("lines", 2), ("wrapped", 1)):
        assert program("files", *PAIR, "-o", "out.jsonl", "--layout", layout)[0] == 0
        assert len(load_file(tmp_path / "out.jsonl").families[0].versions[0].segments) == segments


# ---- eval and encoders


def test_eval_as_text_and_as_json(program: Program, tmp_path: Path) -> None:
    (tmp_path / "gold").write_text("[0]:[0]\n[1]:[1]\n", "utf-8")
    (tmp_path / "auto").write_text("[0]:[0]:0.9\n[1]:[]:0.6\n[]:[1]:0.6\n", "utf-8")
    code, out, err = program("eval", "gold", "auto")
    assert (code, err) == (0, "")
    assert "strict       0.3333  0.5000 0.4000" in out.splitlines()
    assert "expected calibration error 0.433" in out.splitlines()
    code, out, _ = program("eval", "gold", "auto", "gold", "gold", "--format", "json")
    assert code == 0
    record = json.loads(out)
    assert record["files"] == 2
    assert record["strict"]["precision"] == 3 / 5
    assert record["calibration_error"] == pytest.approx(1.3 / 3)


def test_eval_warns_of_sides_that_are_exchanged(program: Program, tmp_path: Path) -> None:
    (tmp_path / "gold").write_text("[0]:[0, 1]\n[1]:[2]\n", "utf-8")
    (tmp_path / "auto").write_text("[0, 1]:[0]\n[2]:[1]\n", "utf-8")
    code, out, err = program("eval", "gold", "auto", "--format", "json")
    assert code == 0
    assert json.loads(out)["strict"]["f1"] == 0
    assert err.startswith("align: warning: auto and gold: the sides seem to be exchanged")
    assert program("eval", "gold", "gold")[2] == ""


def test_encoders_are_listed(program: Program) -> None:
    code, out, err = program("encoders")
    assert (code, err) == (0, "")
    assert out.splitlines()[0] == "muse"
    assert "sentence-transformers/LaBSE\n" in out
    assert "installed, 512 dimensions" in out
    record = json.loads(program("encoders", "--format", "json")[1])
    assert {"name", "at_hand", "size", "dim", "languages", "speed", "about"} <= record[0].keys()


# ---- mistakes

MISTAKES = {
    "no folder": (["run", "nowhere"], "nowhere: no such file"),
    "a file for a folder": (["run", "a.fr.txt"], "a.fr.txt: not a folder"),
    "no languages": (["run", "p/fr"], "p/fr: no folder here is named by a language"),
    "a file that is not there": (["files", "a.fr.txt", "b.en.txt", "-o", "o.tsv"], "b.en.txt: no such file"),
    "an empty file": (["files", "a.fr.txt", "empty.en.txt", "-o", "o.tsv"], "empty.en.txt: the file is empty"),
    "a binary file": (
        ["files", "a.fr.txt", "binary.en.txt", "-o", "o.tsv"],
        "binary.en.txt:1: not UTF-8 (byte 0xFF); this is a binary file",
    ),
    "an unknown suffix": (["files", "a.fr.txt", "a.docx", "-o", "o.tsv"], 'a.docx: no reader for ".docx"'),
    "one file": (["files", "a.fr.txt", "-o", "o.tsv"], "name at least two files"),
    "too few languages": (
        ["files", *PAIR, "--lang", "fr", "-o", "o.tsv"],
        "1 language for 2 files; give one",
    ),
    "no language": (["files", *PAIR, "--lang", "fr", "--lang", "x!", "-o", "o.tsv"], '"x!" is not a language tag'),
    "an unknown format": (["files", *PAIR, "-o", "o.doc"], 'unknown format "doc"; known are'),
    "no format": (["files", *PAIR, "-o", "-"], "-: no suffix tells the format; name the format"),
    "an unknown layout": (["files", *PAIR, "-o", "o.tsv", "--layout", "odd"], 'unknown layout "odd"; known are'),
    "an unknown encoding": (["files", *PAIR, "-o", "o.tsv", "--encoding", "odd"], 'a.fr.txt: unknown encoding "odd"'),
    "no folder to write to": (
        ["files", *PAIR, "-o", "nowhere/o.tsv"],
        "nowhere/o.tsv: the folder nowhere does not exist; make it first",
    ),
    "a folder to write to": (["files", *PAIR, "-o", "p", "--format", "tsv"], "p: cannot be written"),
    "one language": (
        ["files", *PAIR, "--lang", "fr", "--lang", "fr", "-o", "o.tmx"],
        "a translation memory needs two languages",
    ),
    "gold alone": (["eval", "gold"], "each GOLD needs an AUTO"),
    "no beads": (["eval", "a.fr.txt", "gold"], "a.fr.txt:1: not a bead"),
    "no gold": (["eval", "nowhere", "gold"], "nowhere: no such file or folder"),
    "no result": (["eval", "gold", "bad.jsonl"], "bad.jsonl:1: damaged"),
    "a form of scores": (["eval", "gold", "gold", "--format", "xml"], 'unknown format "xml"'),
}


@pytest.fixture
def troubles(program: Program, tmp_path: Path) -> Program:
    for name, content in (("empty.en.txt", b""), ("binary.en.txt", b"ab\0\1\2\xff"), ("a.docx", b"x")):
        (tmp_path / name).write_bytes(content)
    (tmp_path / "gold").write_text("[0]:[0]\n", "utf-8")
    (tmp_path / "bad.jsonl").write_text("{}\n", "utf-8")
    return program


@pytest.mark.parametrize("mistake", MISTAKES)
def test_a_mistake_is_one_line_that_says_where_and_what(troubles: Program, tmp_path: Path, mistake: str) -> None:
    arguments, message = MISTAKES[mistake]
    before = {path for path in tmp_path.rglob("*") if "cache" not in path.parts}
    code, out, err = troubles(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith(f"align: {message}")
    assert err.count("\n") == 1
    assert {path for path in tmp_path.rglob("*") if "cache" not in path.parts} == before


def test_a_file_in_the_place_of_the_build_folder_is_one_line(program: Program, tmp_path: Path) -> None:
    (tmp_path / "p" / "build").write_text("a file", "utf-8")
    code, _, err = program("run", "p")
    assert code == 2
    assert err == "align: p/build: this must be a folder, but it is a file; delete or rename the file\n"


@pytest.mark.parametrize("arguments", [["nonsense"], ["run", "--nonsense"], ["files", *PAIR], ["eval"]])
def test_unknown_arguments_exit_with_2(program: Program, arguments: list[str]) -> None:
    code, out, err = program(*arguments)
    assert (code, out) == (2, "")
    assert err.startswith("align: ")


def test_debug_shows_where_an_error_arose(program: Program, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    assert program("--debug", "run", "p")[0] == 0
    monkeypatch.setattr("sys.argv", ["align", "--debug", "files", str(tmp_path / "a.fr.txt"), "-o", "x.tsv"])
    with pytest.raises(UsageError, match="at least two files"):
        main()
