from __future__ import annotations

import shutil
from itertools import pairwise
from typing import TYPE_CHECKING

from align.encoders.fake import FakeEncoder
from align.encoders.muse import Muse
from align.files.cache import Cache
from align.listener import Silence
from align.model import Block, BlockKind, CharSpan, Document, Segmented
from align.segment import segment
from align.workspace.bench import Workbench
from align.workspace.ladders import align_documents

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align.encoders import Encoder
    from align.listener import Listener
    from align.model import Alignment
    from align.vectors import Vectors


class Heard(Silence):
    def __init__(self) -> None:
        self.warnings: list[str] = []
        self.steps: list[tuple[str, int, int]] = []

    def progress(self, what: str, done: int, total: int) -> None:
        self.steps.append((what, done, total))

    def warn(self, message: str) -> None:
        self.warnings.append(message)


def bench(folder: Path, encoder: Encoder, listener: Listener) -> Workbench:
    return Workbench(root=folder, encoder=encoder, cache=Cache(folder=folder), listener=listener)


def test_languages_that_the_encoder_does_not_know_are_named_once(tmp_path: Path) -> None:
    langs = ["fr", "uk", "el", "uk"]
    texts = [
        Segmented(document=Document(id=f"{lang}/x", lang=lang, path="x", text="", blocks=()), segments=())
        for lang in langs
    ]
    heard = Heard()
    workbench = bench(tmp_path, Muse(), heard)
    workbench.warn_of_unknown_languages(texts[:1])
    assert heard.warnings == []
    workbench.warn_of_unknown_languages(texts)
    assert [line.partition(";")[0] for line in heard.warnings] == ["the built-in encoder does not know el and uk"]


class Listening(FakeEncoder):
    def __init__(self) -> None:
        super().__init__()
        self.asked: list[str] = []

    def encode(self, texts: Sequence[str]) -> Vectors:
        self.asked.extend(texts)
        return super().encode(texts)


def in_question() -> tuple[Segmented, Segmented]:
    src, tgt = (
        segment(Document(id=f"{lang}/x", lang=lang, path="x", text=text, blocks=(paragraph(text),)))
        for lang, text in (
            ("fr", "Le chat noir dort, la lune luit. La pluie froide tombe."),
            ("en", "The black cat sleeps. Full moon shines, cold rain falls."),
        )
    )
    return src, tgt


def test_what_is_in_question_is_decided_by_clauses(tmp_path: Path) -> None:
    listening = Listening()
    align_documents(bench(tmp_path, listening, Silence()), *in_question())
    assert {"la lune luit.", "Full moon shines,"} <= set(listening.asked)


def test_clauses_are_encoded_audibly_and_once(tmp_path: Path) -> None:
    heard, again = Heard(), Listening()
    first = align_documents(bench(tmp_path, Listening(), heard), *in_question())
    assert ("comparing clauses of fr/x and en/x", 3, 3) in heard.steps
    shutil.rmtree(tmp_path / "ladders")
    assert align_documents(bench(tmp_path, again, Silence()), *in_question()) == first
    assert again.asked == []


def test_a_ladder_is_not_kept_for_other_paragraphs(tmp_path: Path) -> None:
    def aligned(*breaks: str) -> Alignment:
        texts = []
        for lang, text in (("fr", "Un chat dort. Il pleut. Il vente."), ("en", "A cat sleeps. It rains. It blows.")):
            edges = [0, *(at for mark in breaks if (at := text.find(mark)) > 0), len(text) + 1]
            spans = [CharSpan(start=start, end=end - 1) for start, end in pairwise(edges)]
            blocks = tuple(Block(kind=BlockKind.PARAGRAPH, span=span) for span in spans)
            texts.append(segment(Document(id=f"{lang}/x", lang=lang, path="x", text=text, blocks=blocks)))
        assert [len(side.segments) for side in texts] == [3, 3]
        return align_documents(
            bench(tmp_path, FakeEncoder(), Silence()),
            texts[0],
            texts[1],
        )

    plain, parted = aligned(), aligned("Il", "It")
    assert plain.beads != parted.beads
    assert aligned().beads == plain.beads


def paragraph(text: str) -> Block:
    return Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=0, end=len(text)))
