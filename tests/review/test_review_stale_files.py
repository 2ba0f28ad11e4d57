from __future__ import annotations

import os
from typing import TYPE_CHECKING

from align.read import read_document
from align.review.stale_files import StaleFiles

if TYPE_CHECKING:
    from pathlib import Path


def test_what_has_other_bytes_or_is_gone_was_edited(tmp_path: Path) -> None:
    one, two = (tmp_path / f"{name}.fr.txt" for name in ("one", "two"))
    for file in (one, two):
        file.write_text("Le pont est tombé.\n", "utf-8")
    edited = StaleFiles([read_document(file, id=f"fr/{file.stem}", lang="fr") for file in (one, two)])
    assert edited.paths() == []
    one.write_text("Le pont tient bon.\n", "utf-8")
    os.utime(two)
    assert edited.paths() == [str(one)]
    one.write_text("Le pont est tombé.\n", "utf-8")
    two.unlink()
    assert edited.paths() == [str(two)]
