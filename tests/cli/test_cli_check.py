from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import pytest

import align
from align.__main__ import main
from align.check import FAMILIES
from align.check.explain import explain_rules
from align.check.outcome import State
from align.encoders.fake import FakeEncoder
from align.listener import Silence
from align.model import Action, CharSpan, ConfigError, ReadError, Severity, UsageError
from align.review.session import Request
from align.workspace import suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from align.check.outcome import Outcome

ROOT = Path(__file__).parents[2]
NOTES = "It left [1]. It came back [2].\n\n[1] Diary.\n"
TODAY = date(2026, 11, 22)


@pytest.fixture
def program(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str, str]]:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["align", "check", *arguments])
        with pytest.raises(SystemExit) as ended:
            main()
        out, err = capsys.readouterr()
        return int(ended.value.code or 0), out, err

    return call


def write(root: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    return root


class Hearing(Silence):
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        self.warnings.append(message)


def checked(
    root: Path,
    *,
    encoder: FakeEncoder | None = None,
    since: str = "",
    today: date = TODAY,
    listener: Silence | None = None,
) -> Outcome:
    workspace = align.open_project(root, encoder=encoder or FakeEncoder(), listener=listener or Silence())
    return workspace.check(since=since, today=today)


def codes(outcome: Outcome, state: State = State.OPEN) -> list[str]:
    return [each.finding.rule for each in outcome.reported if each.state is state]


# ---- the command


def test_a_project_of_one_language(program: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    write(tmp_path, {"en/story.txt": NOTES})
    code, out, err = program()
    assert (code, err) == (1, "")
    assert out.startswith("en/story.txt:1:27: error N01: This calls note 2, which is missing [")
    assert out.endswith("\n1 error, 0 warnings, 0 info in 1 document\n")
    assert "\x1b" not in out


@pytest.mark.parametrize(
    ("options", "code"),
    [
        (("--ignore", "N01"), 0),
        (("--select", "S,B"), 0),
        (("--select", "N01"), 1),
        (("--ignore", "N"), 0),
        (("--ignore", "S,F", "--ignore", "T"), 1),
    ],
)
def test_selecting(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path, options: tuple[str, ...], code: int
) -> None:
    write(tmp_path, {"en/story.txt": NOTES})
    assert program(*options)[0] == code


@pytest.mark.parametrize(("fail_on", "code"), [("error", 0), ("warning", 0), ("info", 1)])
def test_failing_from_a_severity_on(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path, fail_on: str, code: int
) -> None:
    write(tmp_path, {"en/story.txt": "What ? Nothing.\n"})
    assert program("--fail-on", fail_on)[0] == code


@pytest.mark.parametrize("form", ["json", "sarif", "junit", "github"])
def test_formats(program: Callable[..., tuple[int, str, str]], tmp_path: Path, form: str) -> None:
    write(tmp_path, {"en/story.txt": NOTES})
    code, out, _ = program("--format", form)
    assert code == 1
    assert "N01" in out
    if form in {"json", "sarif"}:
        json.loads(out)


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--format", "xml"), 'unknown format "xml"'),
        (("--fail-on", "fatal"), 'unknown severity "fatal"'),
        (("--select", "X1"), '"X1" is neither a rule'),
        (("--baseline", "--select", "N"), "the baseline covers all findings"),
        (("--explain", "Z9"), 'unknown rule "Z9"'),
        (("--changed-since", "main"), "git"),
        (("nowhere",), "nowhere"),
    ],
)
def test_a_wrong_option_is_one_line(
    program: Callable[..., tuple[int, str, str]], tmp_path: Path, options: tuple[str, ...], message: str
) -> None:
    write(tmp_path, {"en/story.txt": NOTES})
    code, out, err = program(*options)
    assert (code, out) == (2, "")
    assert message in err
    assert err.count("\n") == 1


def test_explaining(program: Callable[..., tuple[int, str, str]]) -> None:
    code, out, _ = program("--explain", "n05")
    assert code == 0
    assert out.startswith("# N05 Broken reference\n")
    assert "\nReported:\n\n> " in out
    assert "\nNot reported:\n\n> " in out


def test_the_page_of_the_rules_is_up_to_date() -> None:
    assert (ROOT / "docs" / "reference" / "checks.md").read_text("utf-8") == "".join(explain_rules("all")), (
        "run: align check --explain all > docs/reference/checks.md"
    )


# ---- baseline and suppressions


def test_a_baseline_hides_the_present_findings(program: Callable[..., tuple[int, str, str]], tmp_path: Path) -> None:
    write(tmp_path, {"en/story.txt": NOTES})
    assert program("--baseline")[0] == 0
    code, out, _ = program()
    assert (code, out) == (0, "nothing to report in 1 document; 1 in the baseline\n")
    write(tmp_path, {"en/story.txt": "New.\n\n" + NOTES.replace("\n\n[1]", " It sank [3].\n\n[1]")})
    code, out, _ = program()
    assert code == 1
    assert "note 3" in out
    assert "note 2" not in out
    write(tmp_path, {"en/story.txt": "It left.\n"})
    assert "stale baseline: 1 finding no longer exists" in program()[1]


def test_dismissing_a_finding(tmp_path: Path) -> None:
    write(tmp_path, {"en/story.txt": NOTES})
    (found,) = checked(tmp_path).reported
    suppressions.suppress(
        tmp_path, found.fingerprint, reason="lost", author="Anna", rule="N01", expires=date(2027, 1, 1), today=TODAY
    )
    outcome = checked(tmp_path)
    assert (codes(outcome), codes(outcome, State.SUPPRESSED)) == ([], ["N01"])
    suppression = outcome.reported[0].suppression
    assert suppression
    assert (suppression.author, suppression.decided) == ("Anna", TODAY)
    late = checked(tmp_path, today=date(2027, 1, 2))
    assert (codes(late), len(late.stale_suppressions)) == (["N01"], 1)
    write(tmp_path, {"en/story.txt": NOTES.replace("[2]", "")})
    assert [each.fingerprint for each in checked(tmp_path).stale_suppressions] == [found.fingerprint]
    write(tmp_path, {"en/story.txt": NOTES})
    suppressions.unsuppress(tmp_path, found.fingerprint)
    assert codes(checked(tmp_path)) == ["N01"]


def test_the_configuration_dismisses_a_finding(tmp_path: Path) -> None:
    write(tmp_path, {"en/story.txt": NOTES})
    (found,) = checked(tmp_path).reported
    table = f'[[check.suppress]]\nfingerprint = "{found.fingerprint}"\nreason = "lost"\nauthor = "Anna"\n'
    write(tmp_path, {"align.toml": f"{table}expires = 2027-01-01\n"})
    outcome = checked(tmp_path)
    assert (codes(outcome), codes(outcome, State.SUPPRESSED)) == ([], ["N01"])
    late = checked(tmp_path, today=date(2027, 1, 2))
    assert (codes(late), len(late.stale_suppressions)) == (["N01"], 1)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        ('[[check.suppress]]\nfingerprint = "a"\nauthor = "Anna"', "number 1: reason is missing"),
        ('[check]\nsuppress = ["a"]', "number 1: it must be a table"),
        ('[check]\nsuppress = "a"', "each begun with"),
        ('[[check.suppres]]\nfingerprint = "a"', 'the nearest known is "suppress"'),
    ],
)
def test_a_suppression_in_the_configuration_is_checked(tmp_path: Path, table: str, message: str) -> None:
    write(tmp_path, {"en/story.txt": NOTES, "align.toml": table})
    with pytest.raises(ConfigError, match=re.escape(message)):
        checked(tmp_path)


@pytest.mark.parametrize(
    ("fingerprint", "reason", "author"), [("x", "so", "Anna"), ("a" * 16, " ", "Anna"), ("a" * 16, "so", "")]
)
def test_dismissing_needs_a_fingerprint_a_reason_and_a_name(
    tmp_path: Path, fingerprint: str, reason: str, author: str
) -> None:
    with pytest.raises(UsageError):
        suppressions.suppress(tmp_path, fingerprint, reason=reason, author=author)
    assert not (tmp_path / "review").exists()


def test_a_damaged_baseline_is_refused(tmp_path: Path) -> None:
    write(tmp_path, {"en/story.txt": NOTES, "review/baseline.txt": "\nnonsense here\n"})
    with pytest.raises(ConfigError, match=r"baseline\.txt:2: "):
        checked(tmp_path)


# ---- align.toml


@pytest.mark.parametrize("file", [suppressions.SUPPRESSIONS, suppressions.BASELINE])
def test_a_conflict_that_git_left_is_named(tmp_path: Path, file: Path) -> None:
    entry = (
        '[[suppress]]\nfingerprint = "0123456789abcdef"'
        if file == suppressions.SUPPRESSIONS
        else "0123456789abcdef N01"
    )
    root = write(tmp_path, {"en/one.txt": NOTES, str(file): f"<<<<<<< HEAD\n{entry}\n=======\n>>>>>>> other\n"})
    with pytest.raises(ConfigError, match=rf"{file.name}:1: unresolved git conflict: keep the entries of both sides"):
        checked(root)


def test_severities_by_rule_family_and_document(tmp_path: Path) -> None:
    write(tmp_path, {"en/one.txt": NOTES, "en/two.txt": NOTES, "en/three.txt": NOTES})
    config = """
        [check.severity]
        N = "info"
        [check.documents.one]
        N01 = "warning"
        [check.documents.two]
        N01 = "off"
    """
    (tmp_path / "align.toml").write_text(config, "utf-8")
    found = {each.finding.place.document: each.finding.severity for each in checked(tmp_path).reported}
    assert found == {"en/one": Severity.WARNING, "en/three": Severity.INFO}


@pytest.mark.parametrize(
    ("config", "message"),
    [
        ('[check]\nselekt = ["N"]', 'unknown key in [check] "selekt"; the nearest known is "select"'),
        ('[check]\nselect = "N"', "check.select must be a list, written [...]"),
        ('[check]\nignore = ["N011"]', '"N011" is neither a rule nor a family of rules; the nearest known is "N01"'),
        (
            '[check.severity]\nN01 = "grave"',
            'check.severity.N01: no severity "grave"; known are error, info, off',
        ),
        ('[check.severity]\nN01 = "eror"', 'check.severity.N01: no severity "eror"; the nearest known is "error"'),
        ('[check.severity]\nN99 = "error"', '"N99" is neither a rule'),
        (
            '[check.documents.stori]\nN01 = "off"',
            'unknown key in [check.documents] "stori"; the nearest known is "story"',
        ),
        ('[check.documents.story]\nN99 = "off"', '"N99" is neither a rule'),
    ],
)
def test_errors_in_align_toml_are_named(tmp_path: Path, config: str, message: str) -> None:
    write(tmp_path, {"en/story.txt": NOTES, "align.toml": config})
    with pytest.raises(ConfigError) as raised:
        checked(tmp_path)
    assert message in str(raised.value)
    assert "align.toml: " in str(raised.value)


# ---- what is kept

FR = {f"fr/{name}.txt": "Le bac 12 partit. Le bac 13 revint [1].\n\n[1] Journal.\n" for name in ("one", "two")}
EN = {f"en/{name}.txt": "The bac 12 left. The bac 13 came back.\n" for name in ("one", "two")}


class Refusing(FakeEncoder):
    def encode(self, texts: Sequence[str]) -> NoReturn:
        raise AssertionError(f"asked for {len(texts)} texts though nothing changed")

    def runs(self, sentences: Sequence[str], k: int) -> NoReturn:  # noqa: ARG002
        self.encode(sentences)

    def spans(self, texts: Sequence[str]) -> NoReturn:
        self.encode(texts)


def test_the_encoder_only_encodes_changed_texts(tmp_path: Path) -> None:
    write(tmp_path, {**FR, **EN})
    first = checked(tmp_path)
    assert codes(first)
    again = checked(tmp_path, encoder=Refusing())
    assert (again.reported, again.stale_suppressions) == (first.reported, first.stale_suppressions)
    write(tmp_path, {"en/two.txt": "The bac 12 left. The bac 14 came back.\n"})
    with pytest.raises(AssertionError, match="though nothing changed"):
        checked(tmp_path, encoder=Refusing())


def test_another_configuration_costs_nothing(tmp_path: Path) -> None:
    write(tmp_path, {**FR, **EN})
    checked(tmp_path)
    families = "".join(f'{letter} = "info"\n' for letter in FAMILIES)
    write(tmp_path, {"align.toml": f"[check.severity]\n{families}"})
    assert {each.finding.severity for each in checked(tmp_path, encoder=Refusing()).reported} == {Severity.INFO}


def test_damaged_findings_are_found_again(tmp_path: Path) -> None:
    write(tmp_path, {**FR, **EN})
    first = checked(tmp_path)
    for kept in (tmp_path / "build" / "cache" / "findings").glob("*/*.json"):
        kept.write_text(kept.read_text("utf-8").replace('"place"', '"places"'), "utf-8")
    assert checked(tmp_path).reported == first.reported


def test_a_glossary(tmp_path: Path) -> None:
    config = '[project]\npivot = "fr"\n[check]\nselect = ["T"]\nglossary = "terms.csv"'
    write(tmp_path, {**FR, **EN, "align.toml": config})
    with pytest.raises(ReadError, match=r"terms\.csv: no such file"):
        checked(tmp_path)
    write(tmp_path, {"terms.csv": "fr,en\nbac,bac\n"})
    assert codes(checked(tmp_path)) == []
    write(tmp_path, {"terms.csv": "fr,en\nbac,ferry\n"})
    assert set(codes(checked(tmp_path))) == {"T01"}
    write(tmp_path, {"align.toml": "[check]\nglossary = 1"})
    with pytest.raises(ConfigError, match=r"check\.glossary must be a string"):
        checked(tmp_path)


# ---- git


def git(root: Path, *arguments: str) -> None:
    settings = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull, "PATH": os.environ["PATH"]}
    who = ("-c", "user.name=Anna", "-c", "user.email=anna@example.org")
    subprocess.run(["git", "-C", str(root), *who, *arguments], check=True, capture_output=True, env=settings)


def test_only_findings_in_changed_files_are_reported(tmp_path: Path) -> None:
    root = write(tmp_path / "project", {"en/one.txt": NOTES, "en/two.txt": NOTES})
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    assert codes(checked(root, since="HEAD")) == []
    write(root, {"en/one.txt": NOTES + "\n[3] Log.\n", "en/three.txt": NOTES})
    changed = {each.finding.place.document for each in checked(root, since="HEAD").reported}
    assert changed == {"en/one", "en/three"}
    assert len(checked(root).reported) > len(checked(root, since="HEAD").reported)
    for revision in ("nowhere", "--output=x"):
        with pytest.raises(UsageError, match="git does not know the revision"):
            checked(root, since=revision)


def test_a_hook_in_a_linked_worktree_finds_the_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path / "main" / "project", {"en/one.txt": NOTES, "en/two.txt": NOTES})
    git(tmp_path / "main", "init", "-q")
    git(tmp_path / "main", "add", ".")
    git(tmp_path / "main", "commit", "-qm", "first")
    git(tmp_path / "main", "worktree", "add", "-q", str(tmp_path / "linked"))
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "main" / ".git" / "worktrees" / "linked"))
    root = write(tmp_path / "linked" / "project", {"en/one.txt": NOTES + "\n[3] Log.\n"})
    assert {each.finding.place.document for each in checked(root, since="HEAD").reported} == {"en/one"}


def test_a_changed_glossary_is_a_changed_file_of_its_findings(tmp_path: Path) -> None:
    root = write(
        tmp_path / "project",
        {
            "fr/one.txt": "Le bac 12 partit avec Anna.\n",
            "en/one.txt": "Ferry 12 left with Anna.\n",
            "terms.csv": "fr,en\nbac,ferry\n",
            "align.toml": '[project]\npivot = "fr"\n\n[check]\nglossary = "terms.csv"\n',
        },
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    assert codes(checked(root, since="HEAD")) == []
    write(root, {"terms.csv": "fr,en\nbac,barge\n"})
    assert codes(checked(root, since="HEAD")) == ["T01"]


def test_a_sentence_dropped_from_a_translation_is_found_though_its_original_did_not_change(tmp_path: Path) -> None:
    left, back = ["Le bac 12 partit avec Anna.", "Il revint en 1987 sans elle."], "It came back in 1987 without her."
    root = write(
        tmp_path / "project",
        {
            "fr/one.txt": "\n".join(left),
            "en/one.txt": f"Ferry 12 left with Anna.\n{back}",
            "align.toml": '[project]\npivot = "fr"\n',
        },
    )
    git(tmp_path, "init", "-q")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    assert "B01" not in codes(checked(root))
    write(root, {"en/one.txt": "Ferry 12 left with Anna.\n"})
    assert "B01" in codes(checked(root))
    assert "B01" in codes(checked(root, since="HEAD"))
    git(tmp_path, "commit", "-qam", "second")
    assert codes(checked(root, since="HEAD")) == []


def test_a_negation_lost_in_an_edit_is_a_warning_and_an_old_one_a_hint(tmp_path: Path) -> None:
    fr = "Le bac 12 ne partit pas.\n\nLe bac 13 ne revint jamais.\n"
    root = write(
        tmp_path / "project",
        {
            "fr/one.txt": fr,
            "en/one.txt": "The bac 12 did not leave.\n\nThe bac 13 came back.\n",
            "align.toml": '[project]\npivot = "fr"\n[align]\npaired = ["one"]\n',
        },
    )
    git(tmp_path, "init", "-q", "-b", "master")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    write(root, {"en/one.txt": "The bac 12 left.\n\nThe bac 13 came back.\n"})

    def found(since: str = "") -> list[tuple[str, str, Severity]]:
        outcome = checked(root, since=since)
        return [(each.fingerprint, each.finding.texts[0], each.finding.severity) for each in outcome.reported]

    (one, ne, hint), (two, other, _) = found()
    assert (ne, other, hint) == ("ne", "ne", Severity.INFO)
    for _ in range(2):  # The second time they are read from the cache.
        assert found("HEAD") == [(one, "ne", Severity.WARNING), (two, "ne", Severity.INFO)]
        assert [severity for *_, severity in found()] == [Severity.INFO, Severity.INFO]
    git(tmp_path, "commit", "-qam", "second")
    write(root, {"en/one.txt": "The bac 12 left.\n\nThe bac 13 did come back.\n"})
    assert {severity for *_, severity in found("HEAD")} == {Severity.INFO}
    assert {severity for *_, severity in found("HEAD~1")} == {Severity.INFO, Severity.WARNING}
    git(tmp_path, "mv", "project/en", "project/it")
    git(tmp_path, "commit", "-qm", "there is no English version any more")
    (root / "it").rename(root / "en")
    assert {severity for *_, severity in found("HEAD")} == {Severity.INFO}


def test_a_branch_is_compared_with_its_last_common_revision(tmp_path: Path) -> None:
    root = write(
        tmp_path / "project",
        {"fr/one.txt": "Le bac 13 ne revint jamais.\n", "en/one.txt": "The bac 13 came back.\n"},
    )
    git(tmp_path, "init", "-q", "-b", "trunk")
    git(tmp_path, "add", ".")
    git(tmp_path, "commit", "-qm", "first")
    git(tmp_path, "branch", "mine")
    write(root, {"en/one.txt": "The bac 13 never came back.\n"})
    git(tmp_path, "commit", "-qam", "mended on the trunk")
    git(tmp_path, "checkout", "-q", "mine")
    assert codes(checked(root, since="trunk")) == []
    write(root, {"en/one.txt": "The bac 13 came back, too.\n"})
    assert {each.finding.severity for each in checked(root, since="trunk").reported} == {Severity.INFO}
    git(tmp_path, "checkout", "-q", "--orphan", "another")
    git(tmp_path, "commit", "-qam", "a history of its own")
    assert {each.finding.severity for each in checked(root, since="trunk").reported} == {Severity.WARNING}


def test_a_committed_memory_is_compared_with_the_texts(tmp_path: Path) -> None:
    texts = {
        "fr/one.txt": "Le bac 12 partit.\n\nLe bac 13 revint.\n",
        "en/one.txt": "The bac 12 left.\n\nThe bac 13 came.\n",
    }
    root = write(tmp_path, texts)
    memory = root / "fr-en.tmx"
    align.write(align.open_project(root, encoder=FakeEncoder()).run(), memory)
    git(root, "init", "-q")
    git(root, "add", "fr-en.tmx", "fr", "en")
    assert "R01" not in codes(checked(root))
    write(root, {"fr/one.txt": "Le bac 12 partit.\n\nLe bac 14 revint.\n"})
    (finding,) = (each.finding for each in checked(root).reported if each.finding.rule == "R01")
    assert finding.message.startswith(
        "fr-en.tmx is out of date (units no longer in the texts: 1, pairs missing from it: 1)"
    )
    git(root, "add", ".")
    git(root, "commit", "-qm", "texts changed, and no memory")
    assert "R01" not in codes(checked(root, since="HEAD"))
    memory.write_text(memory.read_text("utf-8").replace("14", "15"), "utf-8")
    assert "R01" in codes(checked(root, since="HEAD"))
    memory.write_text("<tmx><body>", "utf-8")
    assert "R01" not in codes(checked(root, listener=(heard := Hearing())))
    assert any("fr-en.tmx:1: not XML" in message for message in heard.warnings)


# ---- review


def test_a_reviewed_bead_whose_text_changed(tmp_path: Path) -> None:
    root = write(tmp_path, {"fr/one.txt": "Le bac 12 partit.\n\nFin.\n", "en/one.txt": "The bac 12 left.\n\nEnd.\n"})
    review = align.open_project(root, encoder=FakeEncoder()).review()
    ((src, tgt),) = review.pairs()
    bead = review.ids(src, tgt)[0]
    review.decide(Request(action=Action.ACCEPT, reviewer="Anna", src=src, tgt=tgt, beads=(bead,)))
    assert "R03" not in codes(checked(root))
    write(root, {"en/one.txt": "The bac 13 left.\n\nEnd.\n"})
    (finding,) = (each.finding for each in checked(root).open if each.finding.rule == "R03")
    outcome = checked(root)
    assert outcome.documents[finding.place.document].text[: finding.place.span.end] == "The bac 13 left."


def test_each_changed_bead_of_a_decision_is_reported_until_it_is_judged_again(tmp_path: Path) -> None:
    texts = {"fr/one.txt": "Le bac 12 partit.\n\nFin 7.\n", "en/one.txt": "The bac 12 left.\n\nEnd 7.\n"}
    root = write(tmp_path, texts)

    def accept(*beads: int) -> None:
        review = align.open_project(root, encoder=FakeEncoder()).review()
        ((src, tgt),) = review.pairs()
        ids = tuple(review.ids(src, tgt)[bead] for bead in beads)
        review.decide(Request(action=Action.ACCEPT, reviewer="Anna", src=src, tgt=tgt, beads=ids))

    def told() -> dict[str, str]:
        found = [each for each in checked(root).open if each.finding.rule == "R03"]
        return {each.fingerprint: each.finding.message.partition(": ")[2] for each in found}

    accept(0, 1)
    write(root, {"en/one.txt": "The bac 13 left.\n\nEnd 8.\n"})
    both = told()
    assert len(both) == 2
    write(root, {"en/one.txt": "The bac 12 left.\n\nEnd 8.\n"})
    (left,) = told().items()
    assert both[left[0]] == left[1] == "“End 7.”"
    accept(1)
    assert told() == {}
    write(root, {"en/one.txt": "The bac 12 left.\n\nEnd 9.\n"})
    assert len(told()) == 2  # Both decisions on it, by now.


def test_beads_that_cross_or_lost_one_side_are_shown_where_their_words_are(tmp_path: Path) -> None:
    lines = ["Le bac 12 partit.", "Un homme cria.", "Fin 7."], ["The bac 12 left.", "A man shouted.", "End 7."]
    french, english = ("\n\n".join(each) for each in lines)
    pivot = '[project]\npivot = "fr"\n'
    root = write(tmp_path, {"fr/one.txt": french, "en/one.txt": english, "align.toml": pivot})
    review = align.open_project(root, encoder=FakeEncoder()).review()
    ((src, tgt),) = review.pairs()
    review.decide(Request(action=Action.ACCEPT, reviewer="Anna", src=src, tgt=tgt, beads=review.ids(src, tgt)))

    def told(*english: str) -> list[tuple[str, str]]:
        outcome = checked(write(root, {"en/one.txt": "\n\n".join(english)}))
        places = [each.finding.place for each in outcome.open if each.finding.rule in {"R02", "R03"}]
        texts = [outcome.documents[place.document].text for place in places]
        return [
            (place.document, text[place.span.start : place.span.end]) for place, text in zip(places, texts, strict=True)
        ]

    assert told(lines[1][1], lines[1][0], lines[1][2]) in ([("en/one", line)] for line in lines[1][:2])
    assert told(lines[1][0], lines[1][2]) == [("fr/one", "Un homme cria.")]


def test_a_reworded_quotation_is_reported_until_it_is_judged_again(tmp_path: Path) -> None:
    texts = {
        "fr/one.txt": "Il a dit : « Le bac 1987 est parti avec Anna. »\n",
        "en/one.txt": "He said: “Ferry 1987 left with Anna.”\n",
    }
    root = write(tmp_path, texts)

    def uphold() -> None:
        review = align.open_project(root, encoder=FakeEncoder()).review()
        name = next(item.quotation.id for item in review.result.traced if item.document == "en/one")
        review.decide(Request(action=Action.UPHOLD, reviewer="Anna", src="en/one", quotation=name, value="verbatim"))

    uphold()
    assert "R03" not in codes(checked(root))
    write(root, {"en/one.txt": texts["en/one.txt"].replace("left", "sailed")})
    assert "R03" in codes(checked(root))
    uphold()
    assert "R03" not in codes(checked(root))


@pytest.mark.parametrize("action", [Action.SPAN, Action.UPHOLD])
def test_a_source_that_changed_under_a_reviewed_quotation(tmp_path: Path, action: Action) -> None:
    texts = {
        "fr/one.txt": "Il a dit : « Le bac 1987 est parti avec Anna. »\n",
        "en/one.txt": "He said: “Ferry 1987 left with Anna.”\n",
        "ru/two.txt": "Город спит. Le bac 1987 est parti avec Anna. Баржа тонет.\n",
    }
    root = write(tmp_path, texts)
    review = align.open_project(root, encoder=FakeEncoder()).review()
    item = next(item for item in review.result.traced if item.document == "fr/one")
    more = {"source": "ru/two", "span": CharSpan(start=12, end=44)} if action is Action.SPAN else {"value": "verbatim"}
    request = Request(action=action, reviewer="Anna", src="fr/one", quotation=item.quotation.id, **more)
    review.decide(request)
    write(root, {"ru/two.txt": texts["ru/two.txt"].replace("тонет", "горит")})
    assert not {"R03", "R04"}.intersection(codes(checked(root)))
    write(root, {"ru/two.txt": texts["ru/two.txt"].replace("1987", "1978")})
    assert "R03" not in codes(checked(root))
    (finding,) = (each.finding for each in checked(root).open if each.finding.rule == "R04")
    assert finding.place.document == "fr/one"
    assert [place.document for place in finding.passages] == ["fr/one", "ru/two"]
    write(root, texts)
    assert "R04" not in codes(checked(root))


def test_a_warning_counts_decisions_on_missing_texts(tmp_path: Path) -> None:
    test_a_reviewed_bead_whose_text_changed(tmp_path)
    (tmp_path / "en" / "one.txt").rename(tmp_path / "en" / "two.txt")
    checked(tmp_path, listener=(heard := Hearing()))
    assert any("1 decision on texts that are missing" in message for message in heard.warnings)


# ---- what it must reach


@pytest.mark.slow
def test_the_running_example_has_one_error_and_it_is_planted(muse: object, tmp_path: Path) -> None:  # noqa: ARG001
    shutil.copytree(ROOT / "texts", tmp_path / "texts", ignore=shutil.ignore_patterns("build"))
    outcome = align.open_project(tmp_path / "texts", listener=Silence()).check(select=("S", "B", "N", "R"), today=TODAY)
    (error,) = (each.finding for each in outcome.open)
    assert (error.rule, error.severity) == ("B01", Severity.ERROR)
    text = outcome.documents["fr/la-barge-aux-livres"].text
    assert text[error.place.span.start : error.place.span.end].startswith("C’est le genre de détail")


# ---- in CI


def test_the_hook_definition_is_valid_and_names_a_command_that_is_there() -> None:
    clientlib = pytest.importorskip("pre_commit.clientlib")
    (hook,) = clientlib.load_manifest(ROOT / ".pre-commit-hooks.yaml")
    assert (hook["entry"], hook["pass_filenames"]) == ("align check", False)
    for name in (
        "fr/part-1.md",
        "ru/a/b.txt",
        "align.toml",
        "review/suppressions.toml",
        "fr-en.tmx",
        "a.csv",
        "review/decisions.jsonl",
    ):
        assert re.search(hook["files"], name)
    assert not re.search(hook["files"], "src/main.py")


def test_the_examples_for_ci_use_options_that_are_there(program: Callable[..., tuple[int, str, str]]) -> None:
    yaml = pytest.importorskip("yaml")
    text = (ROOT / "docs" / "how-to" / "ci.md").read_text("utf-8")
    known = set(re.findall(r"--[a-z-]+", program("--help")[1]))
    used = re.findall(r"align check ([^`\n|>]*)", text)
    options = {option for arguments in used for option in re.findall(r"(?<!\S)--[a-z-]+", arguments)}
    assert {"--changed-since", "--format", "--baseline"} <= options <= known
    for workflow in re.findall(r"```yaml\n(name:.*?)```", text, re.DOTALL):
        steps = yaml.safe_load(workflow)["jobs"]["check"]["steps"]
        assert any("align check" in step.get("run", "") for step in steps)
