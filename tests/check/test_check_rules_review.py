from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from check_subjects import STEM, found, subject, words

from align.check import Memory, Misfit
from align.model import Action, CharSpan, Decision, Place, Severity

if TYPE_CHECKING:
    from pathlib import Path

TEXTS = {"fr": "Le bac partit. Il revint à midi.", "en": "The ferry left. It came back at noon."}
UNITS = ({"fr": "Le bac partit.", "en": "The ferry left."}, {"fr": "Il revint à midi.", "en": "It came back at noon."})


def memory(*units: dict[str, str], langs: tuple[str, ...] = ("fr", "en"), stem: str = STEM) -> Memory:
    kept = frozenset(tuple(sorted(unit.items())) for unit in units)
    return Memory(name="fr-en.tmx", langs=frozenset(langs), units={stem: kept})


@pytest.mark.parametrize(
    ("kept", "message"),
    [
        (memory(*UNITS), ""),
        (memory({"fr": TEXTS["fr"], "en": TEXTS["en"]}), ""),  # However they were aligned.
        (memory(*UNITS, langs=("fr", "ru")), ""),
        (memory({"fr": "x", "en": "y"}, stem="other"), ""),
        (memory(UNITS[0]), "fr-en.tmx is out of date (pairs missing from it: 1)"),
        (
            memory(*UNITS, {"fr": "Fin.", "en": "End."}),
            "fr-en.tmx is out of date (units no longer in the texts: 1)",
        ),
        (
            memory(UNITS[0], {"fr": "Il revint à minuit.", "en": "It came back at noon."}),
            "fr-en.tmx is out of date (units no longer in the texts: 1, pairs missing from it: 1)",
        ),
    ],
)
def test_a_memory_out_of_date(tmp_path: Path, kept: Memory, message: str) -> None:
    findings = found("R01", subject(tmp_path, TEXTS, memories=(kept,)))
    assert [finding.message.partition(";")[0] for finding in findings] == ([message] if message else [])
    assert {finding.severity for finding in findings} <= {Severity.WARNING}


DECISION = Decision(
    id="d1",
    action=Action.ACCEPT,
    reviewer="Anna",
    at=datetime(2026, 11, 22, tzinfo=UTC),
    src="fr/story",
    tgt="en/story",
)
PLACES = (
    Place(document="fr/story", span=CharSpan(start=0, end=14)),
    Place(document="en/story", span=CharSpan(start=0, end=15)),
)


def test_a_source_that_changed_under_a_quotation_has_its_own_rule(tmp_path: Path) -> None:
    misfit = Misfit(decision=DECISION, changed=True, quoted=True, about="Le bac resta.", places=PLACES)
    about = subject(tmp_path, TEXTS, misfits=(misfit,))
    (finding,) = found("R04", about)
    assert words(about, finding) == "Le bac partit."
    assert "rests on words of the source" in finding.message
    assert found("R03", about) == []


@pytest.mark.parametrize(("changed", "code", "other"), [(True, "R03", "R02"), (False, "R02", "R03")])
def test_decisions_that_do_not_fit(tmp_path: Path, changed: bool, code: str, other: str) -> None:  # noqa: FBT001
    misfit = Misfit(decision=DECISION, changed=changed, about="Le bac resta.", places=PLACES, at=1)
    about = subject(tmp_path, TEXTS, misfits=(misfit,))
    (finding,) = found(code, about)
    assert words(about, finding) == "The ferry left."
    assert finding.message.startswith("The decision “accept” by Anna on 2026-11-22 ")
    assert finding.texts == ("d1", "Le bac resta.")
    assert found(other, about) == found("R04", about) == []
    assert found(code, subject(tmp_path, TEXTS)) == []
