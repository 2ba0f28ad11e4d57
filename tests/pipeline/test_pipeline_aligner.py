from __future__ import annotations

from typing import TYPE_CHECKING

from align.encoders.muse import Muse
from align.model import Document, Segmented
from align.pipeline.aligner import Aligner
from align.pipeline.listener import Silence

if TYPE_CHECKING:
    from pathlib import Path


class Heard(Silence):
    def __init__(self) -> None:
        self.warnings: list[str] = []

    def warn(self, message: str) -> None:
        self.warnings.append(message)


def test_languages_that_the_encoder_does_not_know_are_named_once(tmp_path: Path) -> None:
    langs = ["fr", "uk", "el", "uk"]
    texts = [
        Segmented(document=Document(id=f"{lang}/x", lang=lang, path="x", text="", blocks=()), segments=())
        for lang in langs
    ]
    aligner, heard = Aligner(encoder=Muse(), cache=tmp_path, threads=1), Heard()
    aligner.warn_of_strange(texts[:1], heard)
    assert heard.warnings == []
    aligner.warn_of_strange(texts, heard)
    assert [line.partition(",")[0] for line in heard.warnings] == ["the built-in encoder does not know el and uk"]
