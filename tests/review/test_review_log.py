from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from review_samples import START, any_decisions

from align.model import Action, Decision, Passage, Pin, StoreError, UsageError
from align.review.line import dump, load
from align.review.log import Log

PIN = Pin(
    src=Passage(digest="0123456789abcdef", length=4, excerpt="Oui."),
    tgt=Passage(digest="fedcba9876543210", length=4, excerpt="Да."),
)
DRAFT = Decision(id="", action=Action.ACCEPT, reviewer="Ann", at=START, src="fr/a", tgt="ru/a", pins=(PIN,))

# Appends decisions and prints each one afterwards: every printed decision must be on the disk.
WRITER = """
import sys
from dataclasses import replace
from pathlib import Path
from align.review.log import Log
from align.review.line import load
log, name = Log(Path(sys.argv[1])), sys.argv[2]
draft = replace(load(sys.argv[3]), id="", reviewer=name)
for number in range(int(sys.argv[4])):
    (kept,) = log.append([replace(draft, note=f"{name} {number}")])
    print(kept.note, flush=True)
"""


@given(any_decisions())
def test_a_decision_is_read_as_it_was_written(decision: Decision) -> None:
    line = dump(decision)
    assert "\n" not in line
    assert load(line) == decision
    assert list(json.loads(line)) == sorted(json.loads(line))


def test_people_can_read_a_line() -> None:
    assert dump(replace(DRAFT, id="a1", note="Так.")) == (
        '{"action": "accept", "at": "2026-03-01T12:00:00.000000Z", "id": "a1", "note": "Так.", "pins": [{"src": '
        '{"digest": "0123456789abcdef", "excerpt": "Oui.", "length": 4}, "tgt": {"digest": "fedcba9876543210", '
        '"excerpt": "Да.", "length": 4}}], "reviewer": "Ann", "schema": 1, "src": "fr/a", "tgt": "ru/a"}'
    )


def test_reading_a_missing_file_returns_nothing_and_writes_nothing(tmp_path: Path) -> None:
    assert Log(tmp_path).read() == ()
    assert list(tmp_path.iterdir()) == []


def test_an_appended_decision_gets_an_id_and_a_time_and_others_read_it(tmp_path: Path) -> None:
    log, other = Log(tmp_path), Log(tmp_path)
    first = log.append([DRAFT, replace(DRAFT, note="two")])
    assert other.read() == first
    (third,) = other.append([DRAFT])
    assert log.read() == (*first, third)
    assert len({item.id for item in log.read()}) == 3
    assert [item.at for item in log.read()] == sorted(item.at for item in log.read())
    assert (tmp_path / "review" / ".gitattributes").read_text() == "decisions.jsonl merge=union\n"


def test_a_decision_with_a_known_id_is_not_written_again(tmp_path: Path) -> None:
    log, other = Log(tmp_path), Log(tmp_path)
    named = replace(DRAFT, id="named")
    (first,) = log.append([named])
    assert other.append([named, DRAFT])[0] == first
    assert [item.id for item in log.read()].count("named") == 1
    whole = log.path.read_bytes()
    log.path.write_bytes(whole.rstrip(b"\n"))  # Its writer died before the end of the line.
    assert Log(tmp_path).append([log.read()[-1]]) == (log.read()[-1],)
    assert log.path.read_bytes() == whole


def test_a_decision_comes_after_those_of_a_clock_that_is_ahead(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.append([DRAFT])
    ahead = replace(DRAFT, id="future", at=datetime.now(UTC) + timedelta(days=900))
    with log.path.open("a", encoding="utf-8") as file:
        file.write(dump(ahead) + "\n")
    (kept,) = log.append([DRAFT])
    assert kept.at > ahead.at


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "this line is not a decision: Expecting property name"),
        ("[]", "this line is not a decision: the line must be an object, not a list"),
        ("null", "the line must be an object, not null"),
        ("<<<<<<< HEAD", "unresolved git conflict"),
        ("=======", "unresolved git conflict"),
        ('{"schema":2}', "schema 2, but this version of align knows only 1"),
        ("[" * 100_000, "this line is not a decision: "),
        ("9" * 5000, "this line is not a decision: "),
        (dump(replace(DRAFT, id="x y")), "id must be an id"),
        (dump(replace(DRAFT, id="b")).replace('"accept"', '"explode"'), 'action: "explode" is not known here'),
        (dump(replace(DRAFT, id="b", pins=())), '"accept" needs "pins"'),
        (
            dump(replace(DRAFT, id="b")).replace("0123456789abcdef", "../../etc/passwd"),
            "pins[0].src: a digest has 16 hex",
        ),
        (
            dump(replace(DRAFT, id="b")).replace('"length": 4', '"length": -4'),
            "pins[0].src: digest, length and excerpt",
        ),
        (
            dump(replace(DRAFT, id="b")).replace('"length": 4', '"length": "4"'),
            "pins[0].src.length must be a whole number, not a string",
        ),
        (dump(replace(DRAFT, id="b")).replace("2026-03-01T12:00:00.000000Z", "yesterday"), "Invalid isoformat"),
        (dump(replace(DRAFT, id="b")).replace(".000000Z", ""), "needs a time zone"),
        (
            dump(replace(DRAFT, id="b")).replace('"note"', '"nota"').replace("}]", '}], "more": 1'),
            '"more" is not known',
        ),
        (
            dump(replace(DRAFT, id="b")).replace('"length": 4', '"length": 4.0'),
            "length must be a whole number, not a num",
        ),
        (
            dump(replace(DRAFT, id="b")).replace('"length": 4', '"length": NaN'),
            "length must be a whole number, not a num",
        ),
        (dump(replace(DRAFT, id="b")).replace('"reviewer": "Ann", ', ""), "reviewer is missing"),
        (
            dump(replace(DRAFT, id="b")).replace('"src": {"', '"src": {"diggest": "", "'),
            '"pins[0].src.diggest" is not known',
        ),
        (
            dump(replace(DRAFT, id="b")).replace('"reviewer"', '"quotation": null, "reviewer"'),
            "quotation must be an object",
        ),
        (dump(replace(DRAFT, id="b", action=Action.STATUS, value="fine")), "'fine' is not a valid Status"),
        (dump(replace(DRAFT, id="b", action=Action.UNDO)), '"undo" needs "of"'),
        (dump(replace(DRAFT, id="good", note="otherwise")), 'two decisions have the id "good"'),
    ],
)
def test_a_damaged_line_is_named_and_nothing_is_overwritten(tmp_path: Path, line: str, message: str) -> None:
    log = Log(tmp_path)
    log.append([DRAFT])
    content = f"{dump(replace(DRAFT, id='good'))}\n{line}\n"
    log.path.write_text(content, encoding="utf-8")
    for attempt in (log.read, lambda: log.append([DRAFT])):
        with pytest.raises(StoreError) as error:
            attempt()
        assert message in str(error.value)
        assert f"decisions.jsonl:{2}: " in str(error.value)
        assert "\n" not in str(error.value)
    assert log.path.read_text(encoding="utf-8") == content


def test_a_line_that_is_not_utf_8_is_named(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.append([DRAFT])
    log.path.write_bytes(b"\xff\xfe\n")
    with pytest.raises(StoreError, match=r"decisions.jsonl:1: this line is not a decision: 'utf-8' codec"):
        log.read()


def test_blank_lines_and_crlf_are_accepted(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.append([DRAFT])
    log.path.write_bytes(f"\r\n{dump(replace(DRAFT, id='a'))}\r\n\n{dump(replace(DRAFT, id='b'))}\n".encode())
    assert [item.id for item in log.read()] == ["a", "b"]


@pytest.mark.parametrize("cut", [1, 40, 200, -2])
def test_a_torn_last_line_is_moved_aside_and_nothing_else_is_lost(tmp_path: Path, cut: int) -> None:
    log = Log(tmp_path)
    (first,) = log.append([DRAFT])
    torn = dump(replace(DRAFT, id="torn", note="слово")).encode()[:cut]
    with log.path.open("ab") as file:
        file.write(torn)
    assert log.read() == (first,)
    (second,) = log.append([DRAFT])
    assert Log(tmp_path).read() == (first, second)
    assert (tmp_path / "review" / "decisions.torn").read_bytes() == torn + b"\n"


def test_a_complete_last_line_without_a_line_break_counts(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.append([DRAFT])
    log.path.write_text(dump(replace(DRAFT, id="whole")), encoding="utf-8")
    assert [item.id for item in log.read()] == ["whole"]
    log.append([DRAFT])
    assert len(log.read()) == 2
    assert not (tmp_path / "review" / "decisions.torn").exists()


def test_a_replaced_file_is_read_from_the_beginning(tmp_path: Path) -> None:
    log = Log(tmp_path)
    log.append([DRAFT, DRAFT, DRAFT])
    other = tmp_path / "other"
    other.write_text(dump(replace(DRAFT, id="other")) + "\n", encoding="utf-8")
    other.replace(log.path)
    assert [item.id for item in log.read()] == ["other"]
    log.path.unlink()
    assert log.read() == ()


def test_a_malformed_decision_is_not_written(tmp_path: Path) -> None:
    log = Log(tmp_path)
    (kept,) = log.append([DRAFT])
    for wrong in (replace(DRAFT, of="no id"), replace(DRAFT, id="x" * 65), replace(DRAFT, pins=())):
        with pytest.raises(UsageError, match="is malformed"):
            log.append([wrong])
    assert Log(tmp_path).read() == (kept,)


def test_links_and_files_that_are_not_regular_are_refused(tmp_path: Path) -> None:
    outside = tmp_path / "outside"
    outside.mkdir()
    project = tmp_path / "project"
    project.mkdir()
    (project / "review").symlink_to(outside)
    for attempt in (Log(project).read, lambda: Log(project).append([DRAFT])):
        with pytest.raises(StoreError, match="leads out of the project"):
            attempt()
    (project / "review").unlink()
    (project / "review").mkdir()
    (outside / "secret").write_text("secret")
    (project / "review" / "decisions.jsonl").symlink_to(outside / "secret")
    with pytest.raises(StoreError, match="a symbolic link"):
        Log(project).append([DRAFT])
    assert (outside / "secret").read_text() == "secret"
    (project / "review" / "decisions.jsonl").unlink()
    os.mkfifo(project / "review" / "decisions.jsonl")
    with pytest.raises(StoreError, match="not a regular file"):
        Log(project).read()


def test_a_merge_by_git_keeps_the_decisions_of_both_branches(tmp_path: Path) -> None:
    def git(*args: str) -> None:
        command = ["git", "-c", "user.name=t", "-c", "user.email=t@example.org", "-C", str(tmp_path), *args]
        subprocess.run(command, check=True, capture_output=True)

    log = Log(tmp_path)
    git("init", "-q", "-b", "main")
    log.append([DRAFT])
    git("add", ".")
    git("commit", "-qm", "one")
    git("checkout", "-qb", "other")
    log.append([replace(DRAFT, reviewer="Bob")])
    git("commit", "-qam", "two")
    git("checkout", "-q", "main")
    log.append([replace(DRAFT, reviewer="Carol")])
    git("commit", "-qam", "three")
    git("merge", "-q", "other")
    assert sorted(item.reviewer for item in log.read()) == ["Ann", "Bob", "Carol"]


def write(root: Path, name: str, times: int) -> subprocess.Popen[str]:
    line = dump(replace(DRAFT, id="seed"))
    return subprocess.Popen(
        [sys.executable, "-c", WRITER, str(root), name, line, str(times)], stdout=subprocess.PIPE, text=True
    )


def test_two_processes_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [write(tmp_path, name, 60) for name in ("one", "two")]
    said = [writer.communicate()[0].split("\n")[:-1] for writer in writers]
    kept = [item.note for item in Log(tmp_path).read()]
    assert len(kept) == 120
    for lines in said:
        assert [note for note in kept if note in lines] == lines


def test_a_writer_that_is_killed_keeps_its_promises() -> None:
    kills = Path(__file__).parents[2] / "benchmarks" / "kills.py"
    done = subprocess.run([sys.executable, str(kills), "50"], capture_output=True, text=True, check=True)
    said = re.fullmatch(r"50 kills, (\d+) decisions promised, 0 lost\n", done.stdout)
    assert said, done.stdout
    assert int(said[1]) >= 50
