"""A small invented result with everything that the page can show."""

from __future__ import annotations

from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING

from align.model import (
    Alignment,
    Bead,
    Block,
    BlockKind,
    CharSpan,
    Document,
    Link,
    Links,
    Quotation,
    QuotationKind,
    Quoted,
    Segment,
    Segmented,
    SegSpan,
    Signature,
)
from align.result import Family, Result

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

Paragraph = tuple[BlockKind, str, list[str]]
"""Kind, label of a note, sentences."""

HEADING, PLAIN, QUOTE, ITEM, NOTE = BlockKind
FOLDER = Path(__file__).parent / "orvane"
SIGNATURE = Signature(version="0.1.0", encoder="muse@3", segmenter="rules@1", parameters=(("max_run", "6"),))


def version(name: str, paragraphs: Sequence[Paragraph], metadata: Mapping[str, str] | None = None) -> Segmented:
    """Make a document from paragraphs, blank lines between them; a segment is a sentence with the space after it."""
    text, blocks, segments = "", [], []
    for index, (kind, label, sentences) in enumerate(paragraphs):
        text += "\n\n" if text else ""
        start = len(text)
        for k, sentence in enumerate(sentences):
            words = sentence + (" " if k + 1 < len(sentences) else "")
            segments.append(Segment(block=index, span=CharSpan(start=len(text), end=len(text) + len(words))))
            text += words
        blocks.append(Block(kind=kind, span=CharSpan(start=start, end=len(text)), label=label))
    lang = name.partition("/")[0]
    document = Document(
        id=name, lang=lang, path=f"{name}.md", text=text, blocks=tuple(blocks), metadata=dict(metadata or {})
    )
    return Segmented(document=document, segments=tuple(segments))


def orvane(name: str, file: str, **metadata: str) -> Segmented:
    """Read a text of the folder `orvane`: one sentence a line, with paragraphs as in Markdown and notes as [1]."""
    kinds = {"#": HEADING, ">": QUOTE, "-": ITEM, "[1]": NOTE}
    paragraphs = []
    for paragraph in (FOLDER / file).read_text(encoding="utf-8").strip().split("\n\n"):
        mark, _, words = paragraph.partition(" ")
        kind = kinds.get(mark, PLAIN)
        label = mark.strip("[]") if kind is NOTE else ""
        paragraphs.append((kind, label, (paragraph if kind is PLAIN else words).split("\n")))
    return version(name, paragraphs, metadata)


def quote(
    where: Segmented, first: str, last: str, *, depth: int = 1, kind: QuotationKind = QuotationKind.QUOTATION
) -> Quotation:
    """Make a quotation that runs from the first words to the last."""
    text = where.document.text
    start = text.index(first)
    span = CharSpan(start=start, end=text.index(last, start) + len(last))
    return Quotation(id=f"q{start}", span=span, depth=depth, kind=kind)


def family(
    versions: Sequence[Segmented],
    rows: Sequence[tuple[tuple[int, ...], float]],
    quotations: Sequence[Sequence[Quotation]] | None = None,
) -> Family:
    """Make a family from rows, each with the number of segments per version and a confidence; pairs follow the rows."""
    at = [0] * len(versions)
    links = []
    for sizes, confidence in rows:
        members = tuple(SegSpan(start=start, end=start + size) for start, size in zip(at, sizes, strict=True))
        links.append(Link(members=members, confidence=confidence))
        at = [run.end for run in members]
    alignments = tuple(
        Alignment(
            src=versions[i].document.id,
            tgt=versions[j].document.id,
            beads=tuple(
                Bead(src=link.members[i], tgt=link.members[j], confidence=link.confidence)
                for link in links
                if link.members[i] or link.members[j]
            ),
        )
        for i, j in combinations(range(len(versions)), 2)
    )
    return Family(
        stem=versions[0].document.stem,
        versions=tuple(versions),
        alignments=alignments,
        links=Links(documents=tuple(one.document.id for one in versions), links=tuple(links)),
        quoted=tuple(
            Quoted(document=version.document.id, quotations=tuple(found))
            for version, found in zip(versions, quotations or [()] * len(versions), strict=True)
        ),
    )


def sample() -> Result:
    french = orvane(
        "fr/phare",
        "fr.txt",
        title="Le phare d’Orvane",
        author="Hélène Marchais",
        date="1913-05-04",
        url="https://example.org/orvane?page=1&langue=fr",
    )
    english = orvane(
        "en/phare",
        "en.txt",
        title="The Lighthouse at Orvane",
        author="Translated by Ruth Alder",
        date="1921",
        url="javascript:alert(1)",
    )
    russian = orvane(
        "ru/phare",
        "ru.txt",
        title="Орванский маяк",
        author="Пер. А. Лужина",
        provenance="Рукопись, собрание переводчицы",
    )
    letter = orvane("ru/pismo", "pismo.txt", title="Письмо в портовый совет", author="И. Сорель", date="3 марта 1911")
    rows = [
        ((1, 1, 1), 0.998),
        ((1, 1, 1), 0.97),
        ((1, 2, 1), 0.91),
        ((1, 1, 1), 0.9),
        ((1, 1, 1), 0.95),
        ((1, 1, 1), 0.88),
        ((1, 1, 0), 0.62),
        ((1, 1, 1), 0.96),
        ((2, 1, 2), 0.47),
        ((1, 0, 1), 0.31),
        ((1, 1, 1), 1.0),
    ]
    term, title = QuotationKind.TERM, QuotationKind.TITLE
    quotations = (
        (
            quote(french, "la mer ne", "lui doit"),
            quote(french, "Un phare n’éclaire", "raison."),
            quote(french, "qui attend", "déjà perdu", depth=2),
            quote(french, "philosophie", "philosophie", kind=term),
        ),
        (
            quote(english, "the sea takes", "is owed"),
            quote(english, "A lighthouse does", "was right."),
            quote(english, "whoever waits", "lost already", depth=2),
            quote(english, "philosophy", "philosophy", kind=term),
            quote(english, "La Vigie", "La Vigie", kind=title),
        ),
        (
            quote(russian, "море берёт", "ему должны"),
            quote(russian, "Маяк не светит", "и был прав"),
            quote(russian, "кто ждёт", "уже пропал", depth=2),
            quote(russian, "Вижи", "Вижи", kind=title),
        ),
    )
    return Result(
        title="The Orvane papers",
        families=(family((french, english, russian), rows, quotations),),
        sources=(letter,),
        signature=SIGNATURE,
    )


def long_result(rows: int) -> Result:
    """Make a text with this number of rows, ten to a paragraph, every fifth unsure."""
    names = {"fr": "Phrase numéro", "en": "Sentence number", "ru": "Предложение номер"}
    versions = [
        version(
            f"{lang}/long",
            [(PLAIN, "", [f"{words} {k}." for k in range(at, min(at + 10, rows))]) for at in range(0, rows, 10)],
        )
        for lang, words in names.items()
    ]
    links = [((1, 1, 1), 0.3 if k % 5 == 0 else 0.95) for k in range(rows)]
    return Result(title="A long text", families=(family(versions, links),), sources=(), signature=SIGNATURE)
