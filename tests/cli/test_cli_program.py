"""The program itself, started as people start it."""

from __future__ import annotations

import json
import os
import shutil
import signal
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

import align
from align.beads import index_beads, parse_beads
from align.evaluate import count
from align.model import plain
from align.store import load_file

REPOSITORY = Path(__file__).parents[2]
GOLD = REPOSITORY / "tests" / "gold"
HEAVY = {"torch", "sentence_transformers", "transformers", "numba", "py3langid"}


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """The outcome of a run of the program."""

    code: int
    out: str
    err: str
    heavy: set[str]
    """The modules of `HEAVY` that it imported."""


@pytest.fixture(scope="session")
def environment(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """Return an environment with a cache of its own, in which the weights are unpacked once."""
    return {
        **os.environ,
        "ALIGN_CACHE": str(tmp_path_factory.mktemp("align-cache")),
        "HF_HUB_OFFLINE": "1",
        "PYTHONPATH": str(Path(align.__file__).parents[1]),
        "PYTHONIOENCODING": "utf-8",
    }


def start(environment: dict[str, str], folder: Path, *arguments: str) -> Outcome:
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "align", *arguments],
        cwd=folder,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    lines = done.stderr.splitlines(keepends=True)
    imports = [line for line in lines if line.startswith("import time:")]
    return Outcome(
        code=done.returncode,
        out=done.stdout,
        err="".join(line for line in lines if line not in imports),
        heavy=HEAVY & {line.rpartition("|")[2].strip() for line in imports},
    )


@pytest.fixture(scope="session")
def texts(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a copy of the running example."""
    folder = tmp_path_factory.mktemp("project") / "texts"
    shutil.copytree(REPOSITORY / "texts", folder, ignore=shutil.ignore_patterns("build"))
    return folder


@pytest.fixture(scope="session")
def first_run(environment: dict[str, str], texts: Path) -> Outcome:
    return start(environment, texts.parent, "run", "texts")


# ---- the running example


@pytest.mark.slow
def test_the_running_example_is_aligned(first_run: Outcome, texts: Path) -> None:
    assert first_run.code == 0
    names = ["fr-en.tmx", "ru-fr.tmx", "ru-en.tmx", "all.tmx", "alignment.jsonl", "report.html"]
    lines = first_run.out.splitlines()
    assert [line.split()[0] for line in lines[:8]] == [
        "documents", "segments", "beads", "confidence", "trust", "quotations", "located", "written:",
    ]  # fmt: skip
    assert lines[8:] == [f"  {Path('texts', 'build', name)}" for name in names]
    assert lines[0].split() == ["documents", "6"]
    assert {path.name for path in (texts / "build").iterdir()} == {*names, "cache"}
    assert "\r" not in first_run.err
    assert "warning" not in first_run.err


@pytest.mark.slow
def test_nothing_unneeded_is_imported(first_run: Outcome) -> None:
    assert first_run.heavy == {"numba"}


@pytest.mark.slow
def test_the_running_example_equals_its_gold(first_run: Outcome, texts: Path) -> None:
    assert first_run.code == 0
    (family,) = load_file(texts / "build" / "alignment.jsonl").families
    for version in family.versions:
        lines = (GOLD / f"la-barge-aux-livres.{version.document.lang}.txt").read_text("utf-8").splitlines()
        assert version.texts() == [plain(line) for line in lines]
    gold = parse_beads((GOLD / "la-barge-aux-livres.fr-en.beads").read_text("utf-8").splitlines())
    counts = count(gold, index_beads(family.alignments[0]))
    assert counts.strict.f1 >= 0.97
    assert counts.lax.f1 >= 0.99


@pytest.mark.slow
def test_a_second_run_computes_nothing_and_writes_the_same(
    first_run: Outcome, environment: dict[str, str], texts: Path
) -> None:
    build = texts / "build"
    before = {path: path.read_bytes() for path in build.iterdir() if path.is_file()}
    kept = {path: path.stat().st_ino for path in (build / "cache").rglob("*") if path.is_file()}
    second = start(environment, texts.parent, "run", "texts")
    assert (second.code, second.out, second.heavy) == (0, first_run.out, set())
    assert {path: path.read_bytes() for path in build.iterdir() if path.is_file()} == before
    assert {path: path.stat().st_ino for path in (build / "cache").rglob("*") if path.is_file()} == kept


@pytest.mark.slow
def test_presegmented_texts_to_beads_on_stdout(environment: dict[str, str], tmp_path: Path) -> None:
    paths = [str(GOLD / f"la-barge-aux-livres.{lang}.txt") for lang in ("fr", "en")]
    done = start(environment, tmp_path, "files", "--presegmented", *paths, "-o", "-", "--format", "beads")
    assert done.code == 0
    found = parse_beads(done.out.splitlines())  # Nothing else is on stdout.
    gold = parse_beads((GOLD / "la-barge-aux-livres.fr-en.beads").read_text("utf-8").splitlines())
    assert count(gold, found).strict.f1 >= 0.97
    assert all(bead.score is not None and 0 <= bead.score <= 1 for bead in found)
    lengths = [len(Path(path).read_text("utf-8").splitlines()) for path in paths]
    assert [index for bead in found for index in bead.src] == list(range(lengths[0]))
    assert [index for bead in found for index in bead.tgt] == list(range(lengths[1]))
    assert list(tmp_path.iterdir()) == []


# ---- little starts


def test_the_version(environment: dict[str, str], tmp_path: Path) -> None:
    done = start(environment, tmp_path, "--version")
    assert (done.code, done.out, done.err, done.heavy) == (0, f"{align.__version__}\n", "", set())


def test_judging_and_listing_need_nothing_heavy(environment: dict[str, str], tmp_path: Path) -> None:
    (tmp_path / "a.gold").write_text("[0]:[0]\n", "utf-8")
    done = start(environment, tmp_path, "eval", "a.gold", "a.gold", "--format", "json")
    assert (done.code, done.err, done.heavy) == (0, "", set())
    assert json.loads(done.out)["strict"]["f1"] == 1.0
    done = start(environment, tmp_path, "encoders", "--format", "json")
    assert (done.code, done.err, done.heavy) == (0, "", set())
    assert json.loads(done.out)[0]["name"] == "muse"


def test_a_mistake_is_one_line_and_code_2(environment: dict[str, str], tmp_path: Path) -> None:
    done = start(environment, tmp_path, "run", "nowhere")
    assert (done.code, done.out) == (2, "")
    assert done.err == "align: nowhere: no such file or folder, or a broken link; check its name\n"
    assert done.heavy == set()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="there is no full disk here")
@pytest.mark.parametrize("arguments", [("encoders",), ("check", "--explain", "all"), ("--help",), ("--version",)])
def test_a_full_disk_is_one_line_and_code_2(environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w") as full:
        command = [sys.executable, "-m", "align", *arguments]
        done = subprocess.run(command, env=environment, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (2, b"align: stdout: cannot be written: No space left on device\n")


@pytest.mark.skipif(sys.platform == "win32", reason="pipes break otherwise there")
@pytest.mark.parametrize("arguments", [("check", "--explain", "all"), ("encoders",), ("--help",), ("--version",)])
def test_a_broken_pipe_is_no_finding(environment: dict[str, str], arguments: tuple[str, ...]) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb") as pipe:
        command = [sys.executable, "-m", "align", *arguments]
        done = subprocess.run(command, env=environment, stdout=pipe, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (141, b"")


@pytest.mark.slow
def test_a_missing_encoder_is_one_line_with_a_remedy(environment: dict[str, str], tmp_path: Path) -> None:
    for lang in ("fr", "en"):
        (tmp_path / f"a.{lang}.txt").write_text("Anna.\n", "utf-8")
    done = start(environment, tmp_path, "files", "a.fr.txt", "a.en.txt", "-o", "a.tsv", "--encoder", "no/such")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("align: the model no/such is not on this machine")
    assert "hf download no/such" in done.err
    assert done.err.count("\n") == 1
    assert not done.heavy & {"torch", "sentence_transformers"}
    assert not (tmp_path / "a.tsv").exists()


@pytest.mark.slow
def test_stdout_may_be_a_file(environment: dict[str, str], tmp_path: Path) -> None:
    for lang in ("fr", "en"):
        (tmp_path / f"a.{lang}.txt").write_text("Anna.\n", "utf-8")
    command = [sys.executable, "-m", "align", "files", "a.fr.txt", "a.en.txt", "-o", "-", "--format", "beads"]
    with (tmp_path / "out").open("w", encoding="utf-8") as out:
        subprocess.run(command, cwd=tmp_path, env=environment, stdout=out, check=True)
    assert len(parse_beads((tmp_path / "out").read_text("utf-8").splitlines())) == 1


@pytest.mark.slow
def test_an_interruption_leaves_nothing_half_written_and_the_next_start_resumes(
    environment: dict[str, str], tmp_path: Path
) -> None:
    cache = tmp_path / "cache"
    shutil.copytree(environment["ALIGN_CACHE"], cache, ignore=shutil.ignore_patterns("vectors", "ladders"))
    for lang, words in (("fr", "La barge numéro {0} quitta le port avec {1} livres."), ("en", "Barge {0}, {1} books.")):
        lines = [words.format(number, number * 7) for number in range(1500)]
        (tmp_path / f"a.{lang}.txt").write_text("\n".join(lines), "utf-8")
    command = [sys.executable, "-m", "align", "files", "--presegmented", "a.fr.txt", "a.en.txt", "-o", "a.tmx"]
    own = {**environment, "ALIGN_CACHE": str(cache)}
    # A background job of a shell ignores the signal, and so would whatever it starts.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    try:
        started = subprocess.Popen(command, cwd=tmp_path, env=own, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    finally:
        signal.signal(signal.SIGINT, before)
    with started as running:
        limit = time.monotonic() + 300
        while not list(cache.glob("vectors/*/*.npy")):
            assert running.poll() is None, "it ended before a vector was kept"
            assert time.monotonic() < limit
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=300)
    assert running.returncode not in {0, 2}
    assert out == b""
    assert b"Traceback" not in err
    assert not (tmp_path / "a.tmx").exists()
    assert not list(tmp_path.rglob("*.tmp"))
    kept = {path: path.stat().st_ino for path in cache.glob("vectors/*/*.npy")}
    done = start(own, tmp_path, *command[3:])
    assert done.code == 0
    assert (tmp_path / "a.tmx").exists()
    assert kept.items() <= {path: path.stat().st_ino for path in cache.glob("vectors/*/*.npy")}.items()
