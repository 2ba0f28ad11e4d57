from __future__ import annotations

import json

import pytest

from align.check import add_fingerprints
from align.check.storage import dump, load
from align.model import CharSpan, Finding, Place, Severity

PLACE = Place(document="fr/a", span=CharSpan(start=1, end=4))
FOUND = add_fingerprints(
    [
        Finding(
            rule="F01",
            severity=Severity.ERROR,
            message="half a character: \ud800",
            place=PLACE,
            passages=(PLACE,),
            marked=(PLACE, PLACE),
            texts=("12", "14"),
        ),
        Finding(rule="N01", severity=Severity.INFO, message="a call", place=PLACE),
    ]
)


def test_kept_findings_come_back() -> None:
    assert load(dump("key", FOUND), "key") == FOUND


@pytest.mark.parametrize(
    "damaged",
    [
        "",
        "[]",
        "[" * 100_000,
        dump("other", FOUND),
        dump("key", FOUND)[:-9],
        dump("key", FOUND).replace('"start": 1', '"start": 5'),
        dump("key", FOUND).replace('"start": 1', '"start": NaN'),
        dump("key", FOUND).replace('"error"', '"grave"'),
        dump("key", FOUND).replace('"rule"', '"rules"'),
        json.dumps({"key": "key"}),
    ],
)
def test_damaged_findings_are_refused(damaged: str) -> None:
    with pytest.raises(ValueError):  # noqa: PT011 - nobody reads the message
        load(damaged, "key")
