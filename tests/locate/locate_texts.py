"""Small articles and sources for the tests of the search, and an encoder that knows their words."""

from __future__ import annotations

from align.encoders.fake import FakeEncoder
from align.locate import Article, SourceIndex, source_index
from align.model import Block, BlockKind, CharSpan, Document, Segmented
from align.quote import quotations
from align.segment import segment

_MEANINGS = """
library библиотека bibliothèque; burned сгорела brûlé; night ночью nuit; books книги livres; river река fleuve;
keeper хранитель gardien; wept плакал pleuré; barge баржа barge; sank затонула coulé; nobody никто personne;
asked спросил demandé; tables столы tables; empty пусты vides; key ключ clef;
lost потерян perdue; forever навсегда toujours;
city город ville; slept спал dormait; sugar сахар sucre; grief скорбь chagrin; winter зима hiver; long длинной longue;
bread хлеб pain; dear дорог cher; children дети enfants; read читали lisaient; aloud вслух voix
"""
ENCODER = FakeEncoder(
    {word: line.split()[0] for line in _MEANINGS.replace("\n", " ").split(";") for word in line.split()}
)

RUSSIAN = """Зима была длинной, хлеб был дорог, дети читали вслух.
Хранитель плакал. Библиотека сгорела ночью, и книги унесла река. Никто не спросил, где ключ: он потерян навсегда.
Город спал, столы пусты. Баржа затонула в 1974 году, с ней 412 ящиков."""
OTHER = """Скорбь, как и сахар, выдают по норме. В городе тихо.
Реку видно из окон, и каждый смотрит на неё по-своему. Вечером зажигают лампы."""


def segmented(text: str, name: str, lang: str) -> Segmented:
    blocks, at = [], 0
    for line in text.split("\n"):
        if line:
            blocks.append(Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=at, end=at + len(line))))
        at += len(line) + 1
    return segment(Document(id=f"{lang}/{name}", lang=lang, path=name, text=text, blocks=tuple(blocks)))


def article(text: str, lang: str = "en", sources: dict[str, str] | None = None) -> Article:
    made = segmented(text, "article", lang)
    return Article(segmented=made, quotations=quotations(made.document).quotations, sources=sources or {})


def source(text: str, name: str = "source", *, fine: bool = True) -> SourceIndex:
    return source_index(segmented(text, name, "ru"), ENCODER, fine=fine)
