from __future__ import annotations

from typing import TYPE_CHECKING

from align.encoders.fake import FakeEncoder
from align.encoders.muse import Muse
from align.model import Block, BlockKind, CharSpan, Document, Segmented
from align.pipeline.aligner import Aligner
from align.pipeline.listener import Silence
from align.segment import segment

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align.vectors import Vectors


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


def test_what_is_in_question_is_decided_by_clauses(tmp_path: Path) -> None:
    asked: list[str] = []

    class Listening(FakeEncoder):
        def encode(self, texts: Sequence[str]) -> Vectors:
            asked.extend(texts)
            return super().encode(texts)

    src, tgt = (
        segment(Document(id=f"{lang}/x", lang=lang, path="x", text=text, blocks=(paragraph(text),)))
        for lang, text in (
            ("fr", "Le chat noir dort, la lune luit. La pluie froide tombe."),
            ("en", "The black cat sleeps. Full moon shines, cold rain falls."),
        )
    )
    Aligner(encoder=Listening(), cache=tmp_path, threads=1).align(src, tgt, Silence())
    assert {"la lune luit.", "Full moon shines,"} <= set(asked)


def paragraph(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=0, end=len(text)))
