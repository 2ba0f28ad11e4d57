from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

import pytest

from align.model import StoreError
from align.workspace.suppressions import read_suppressions, suppress, unsuppress

if TYPE_CHECKING:
    from pathlib import Path


def fingerprint(number: int) -> str:
    return f"{number:016x}"


def test_simultaneous_writers_lose_nothing(tmp_path: Path) -> None:
    for number in range(40):
        suppress(tmp_path, fingerprint(number), reason="as in the source", author="Ann")

    def work(number: int) -> None:
        # Taking one back writes the file anew, and must not write over what the other adds meanwhile.
        if number < 40:
            unsuppress(tmp_path, fingerprint(number))
        else:
            suppress(tmp_path, fingerprint(number), reason="as in the source", author="Ben")

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(work, [number for k in range(40) for number in (k, 40 + k)]))
    assert {item.fingerprint for item in read_suppressions(tmp_path)} == {
        fingerprint(number) for number in range(40, 80)
    }


def test_a_link_that_leads_out_of_the_project_is_not_written_through(tmp_path: Path) -> None:
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "project").mkdir()
    (tmp_path / "project" / "review").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(StoreError, match="leads out of the project"):
        suppress(tmp_path / "project", fingerprint(1), reason="why", author="Ann")
    assert not list((tmp_path / "elsewhere").iterdir())


def test_removing_an_unknown_suppression_makes_no_file(tmp_path: Path) -> None:
    unsuppress(tmp_path, fingerprint(1))
    assert not list(tmp_path.iterdir())
