"""Small results to export and keep: made by hand from sentences, or drawn by hypothesis."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import accumulate, combinations
from typing import TYPE_CHECKING

from hypothesis import settings, strategies as st

from align.model import (
    Alignment,
    Anomaly,
    AnomalyKind,
    Bead,
    Block,
    BlockKind,
    CharSpan,
    Difference,
    DifferenceKind,
    Document,
    FragmentMark,
    Link,
    Links,
    Mark,
    Note,
    NoteCall,
    NotFound,
    NotFoundReason,
    Origin,
    Quotation,
    QuotationForm,
    QuotationKind,
    QuotationMatch,
    Quoted,
    Rendering,
    Segment,
    Segmented,
    SegSpan,
    Signature,
    Status,
    Verdict,
)
from align.result import Family, Result, TracedQuotation

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

SIGNATURE = Signature(version="0.1.0", encoder="fake@1", segmenter="lines", parameters=(("k", "6"),))

HOSTILE = {
    "markup": """<b>&amp;</b> ]]> "double" 'single' <![CDATA[ & <!-- -->""",
    "control characters": "one\x01two\x08 three\x7f four\x85five\x1fsix",
    "noncharacters": "a\ufffeb\uffffc\U0001ffffd",
    "emoji": "👩‍👩‍👧 and 🇫🇷 and ☎️",
    "no-break spaces": "«\u00a0Quoi\u202f?\u00a0»",
    "soft hyphens": "anti\u00adconsti\u00adtu\u00adtion",
    "right to left": "\u202bשלום עולם\u202c مرحبا",
    "long": "mot " * 1250,
    "line end inside": "a line\nand another\r\nand\tmore",
    "decomposed": "e\u0301te\u0301 \u0438\u0306",
    "only what is dropped": "\x01\x02",
    "formula": "=1+1",
    "backslashes": r"C:\new\table \" %s %(n)d {0}",
    "byte order mark": "\ufefftext",
}
"""What a text should not be able to break an exchange file with."""


def segmented(identity: str, sentences: Sequence[str], *, lang: str = "") -> Segmented:
    """Return a document of one paragraph of sentences, named like "fr/part-1"."""
    text = " ".join(sentences)
    ends = list(accumulate(len(sentence) + 1 for sentence in sentences))
    spans = [CharSpan(start=a, end=min(b, len(text))) for a, b in zip([0, *ends], ends, strict=False)]
    blocks = (Block(kind=BlockKind.PARAGRAPH, span=CharSpan(start=0, end=len(text))),) if text else ()
    document = Document(
        id=identity, lang=lang or identity.partition("/")[0], path=f"{identity}.txt", text=text, blocks=blocks
    )
    return Segmented(document=document, segments=tuple(Segment(block=0, span=span) for span in spans))


def runs(sizes: Sequence[Sequence[int]]) -> list[tuple[SegSpan, ...]]:
    """Return spans that tile each document, from rows of numbers of segments."""
    at = [0] * len(sizes[0]) if sizes else []
    rows = []
    for row in sizes:
        rows.append(tuple(SegSpan(start=start, end=start + size) for start, size in zip(at, row, strict=True)))
        at = [start + size for start, size in zip(at, row, strict=True)]
    return rows


def one_to_one(*lengths: int) -> list[tuple[int, ...]]:
    """Return sizes that set the segments of documents side by side, the longer ones' last segments alone."""
    return [tuple(int(index < length) for length in lengths) for index in range(max(lengths))]


def family(
    stem: str,
    texts: Mapping[str, Sequence[str]],
    *,
    beads: Sequence[Sequence[Sequence[int]]] | None = None,
    links: Sequence[Sequence[int]] | None = None,
    confidence: float = 0.93,
    status: Status = Status.MACHINE,
) -> Family:
    """Return a family from the sentences of each language, in beads and links of these sizes, or else one to one."""
    versions = tuple(segmented(f"{lang}/{stem}", sentences) for lang, sentences in texts.items())
    pairs = list(combinations(versions, 2))
    ladders = beads or [one_to_one(len(src.segments), len(tgt.segments)) for src, tgt in pairs]
    alignments = tuple(
        Alignment(
            src=src.document.id,
            tgt=tgt.document.id,
            beads=tuple(Bead(src=a, tgt=b, confidence=confidence, status=status) for a, b in runs(sizes)),
        )
        for (src, tgt), sizes in zip(pairs, ladders, strict=True)
    )
    members = runs(links or one_to_one(*(len(version.segments) for version in versions)))
    return Family(
        stem=stem,
        versions=versions,
        alignments=alignments,
        links=Links(
            documents=tuple(version.document.id for version in versions),
            links=tuple(Link(members=row, confidence=confidence) for row in members),
        ),
        quoted=tuple(Quoted(document=version.document.id) for version in versions),
    )


def result(*families: Family, sources: tuple[Segmented, ...] = (), traced: tuple[TracedQuotation, ...] = ()) -> Result:
    return Result(title="A project", families=families, sources=sources, signature=SIGNATURE, traced=traced)


def quotation(
    version: Segmented, words: str, kind: QuotationKind = QuotationKind.QUOTATION, note: str = ""
) -> Quotation:
    """Return the quotation of these words, the first that the document has."""
    span = _words(version, words)
    return Quotation(id=f"q-{span.start}", span=span, depth=1, kind=kind, note=note, fragments=(span,))


def _words(version: Segmented, words: str) -> CharSpan:
    start = version.document.text.index(words)
    return CharSpan(start=start, end=start + len(words))


def quoting() -> Result:
    """Return an article in two languages that quotes a source: found, not found, and a term in each of them."""
    plain = family(
        "x",
        {
            "fr": ["Il dit : « La barge coule vite. »[1]", "Nul n’a « ri ». Elle : « Jamais ! »"],
            "en": ["He says: “The barge is sinking.”[1]", "Nobody “laughed”. She: “Never!”"],
        },
    )
    source = segmented("ru/y", ["Утро.", "Баржа тонет.", "Вечер."])
    place = _words(source, "Баржа тонет.")
    traced = []
    quoted = []
    for version, found, term, lost in zip(
        plain.versions,
        ("La barge coule vite.", "The barge is sinking."),
        ("ri", "laughed"),
        ("Jamais !", "Never!"),
        strict=True,
    ):
        name = version.document.id
        one = quotation(version, found, note="1")
        two, three = quotation(version, term, QuotationKind.TERM), quotation(version, lost)
        quoted.append(Quoted(document=name, quotations=(one, two, three)))
        addition = Difference(kind=DifferenceKind.ADDITION, rendering=_words(version, found.split()[-1]))
        altered = name == "fr/x"
        traced += [
            TracedQuotation(
                document=name,
                quotation=one,
                counterparts=(("en/x", "q-10") if altered else ("fr/x", "q-11"),),
                place=QuotationMatch(
                    quotation=one.id,
                    document=name,
                    source="ru/y",
                    span=place,
                    fragments=(place,),
                    confidence=0.91,
                    agreed=altered,
                ),
                rendering=Rendering(
                    document=name,
                    differences=(addition,) if altered else (),
                    verdict=Verdict.ALTERED if altered else Verdict.VERBATIM,
                    reasons=("“vite.” is added without a mark",) if altered else ("no departure found",),
                ),
                otherwise=(three.span,),
            ),
            TracedQuotation(document=name, quotation=two),
            TracedQuotation(
                document=name,
                quotation=three,
                place=NotFound(quotation=three.id, document=name, reason=NotFoundReason.BELOW_THRESHOLD),
            ),
        ]
    return result(replace(plain, quoted=tuple(quoted)), sources=(source,), traced=tuple(traced))


words = st.text(
    "ab é.,;-—'\"«»=+@<>&]\\%{}[]:|#~/ЖЙ🙂\n\r\t\0\x01\x1f\x7f\x85\xa0\xad"
    "\u0301\u0306\u200b\u200f\u2028\u202f\ufeff\ufffe\uffff\U0001ffff",
    max_size=8,
)
sentences = words.map(lambda text: f"x{text}")
"""Never empty, so that segments are not; the rest is as bad as it gets."""
probabilities = st.floats(0, 1)


# Strategies are made once: to make one costs more than to draw from it.
_kinds, _statuses = st.sampled_from(BlockKind), st.sampled_from(Status)
_paragraphs = st.lists(st.lists(sentences, min_size=1, max_size=3), max_size=3)
_offsets = st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), max_size=2)
_numbers = st.lists(st.integers(1, 99), max_size=2)
_metadata = st.dictionaries(words, words, max_size=3)
_pairs = st.lists(st.tuples(words, words), max_size=2).map(tuple)


@cache
def _spans(length: int) -> st.SearchStrategy[CharSpan]:
    ends = st.tuples(st.integers(0, length), st.integers(0, length)).map(sorted)
    return ends.map(lambda ends: CharSpan(start=ends[0], end=ends[1]))


def _rename(version: Segmented, lang: str, stem: str) -> Segmented:
    return replace(version, document=replace(version.document, id=f"{lang}/{stem}", lang=lang))


@st.composite
def _segmented(draw: st.DrawFn) -> Segmented:
    """Draw a document that still has to be named."""
    blocks: list[Block] = []
    segments: list[Segment] = []
    text = ""
    for index, paragraph in enumerate(draw(_paragraphs)):
        start = len(text)
        for sentence in paragraph:
            segments.append(Segment(block=index, span=CharSpan(start=len(text), end=len(text) + len(sentence))))
            text += sentence
        blocks.append(Block(kind=draw(_kinds), span=CharSpan(start=start, end=len(text)), label=draw(words)))
        text += "\n\n"
    offsets = [(0, 0), *sorted(draw(_offsets))]
    document = Document(
        id="",
        lang="",
        path=draw(words),
        text=text,
        blocks=tuple(blocks),
        metadata=draw(_metadata),
        sha256=draw(words),
        origin=Origin(
            text_offsets=tuple(text for text, _ in offsets),
            file_offsets=tuple(file for _, file in offsets),
            line_starts=tuple(sorted({0, *draw(_numbers)})),
        ),
    )
    return Segmented(document=document, segments=tuple(segments))


_texts = _segmented()


@st.composite
def _tiles(draw: st.DrawFn, lengths: Sequence[int]) -> list[tuple[SegSpan, ...]]:
    """Draw runs that tile documents of these numbers of segments."""
    left = list(lengths)
    sizes = []
    while any(left):
        row = [draw(st.integers(0, min(2, rest))) for rest in left]
        if not any(row):
            row = left
        sizes.append(row)
        left = [rest - taken for rest, taken in zip(left, row, strict=True)]
    return runs(sizes)


@cache
def _quotations(length: int) -> st.SearchStrategy[list[Quotation]]:
    marks = st.builds(Mark, kind=st.sampled_from(FragmentMark), span=_spans(length))
    quotations = st.builds(
        Quotation,
        id=words,
        span=_spans(length),
        depth=st.integers(1, 9),
        kind=st.sampled_from(QuotationKind),
        form=st.sampled_from(QuotationForm),
        chain=words,
        speaker=words,
        note=words,
        marks=st.lists(marks, max_size=2).map(tuple),
        fragments=st.lists(_spans(length), max_size=2).map(tuple),
    )
    return st.lists(quotations, max_size=2, unique_by=lambda quotation: quotation.id)


@cache
def _quoted(length: int, blocks: int) -> st.SearchStrategy[Quoted]:
    note = st.builds(
        Note, label=words,
        blocks=st.lists(st.integers(0, blocks - 1), max_size=2).map(tuple) if blocks else st.just(()),
        urls=st.lists(words, max_size=2).map(tuple), refers=words,
    )  # fmt: skip
    anomaly = st.builds(Anomaly, kind=st.sampled_from(AnomalyKind), span=_spans(length), label=words)
    call = st.builds(NoteCall, label=words, span=_spans(length))
    return st.builds(
        Quoted,
        document=st.just(""),
        quotations=_quotations(length).map(tuple),
        notes=st.lists(note, max_size=2).map(tuple),
        calls=st.lists(call, max_size=2).map(tuple),
        anomalies=st.lists(anomaly, max_size=2).map(tuple),
    )


@st.composite
def _family(draw: st.DrawFn, stem: str, langs: Sequence[str]) -> Family:
    versions = tuple(_rename(draw(_texts), lang, stem) for lang in langs)
    alignments = []
    for src, tgt in combinations(versions, 2):
        rungs = draw(_tiles([len(src.segments), len(tgt.segments)]))
        beads = tuple(Bead(src=a, tgt=b, confidence=draw(probabilities), status=draw(_statuses)) for a, b in rungs)
        alignments.append(Alignment(src=src.document.id, tgt=tgt.document.id, beads=beads))
    members = draw(_tiles([len(version.segments) for version in versions]))
    return Family(
        stem=stem,
        versions=versions,
        alignments=tuple(alignments),
        links=Links(
            documents=tuple(version.document.id for version in versions),
            links=tuple(Link(members=row, confidence=draw(probabilities)) for row in members),
        ),
        quoted=tuple(
            replace(
                draw(_quoted(len(version.document.text), len(version.document.blocks))), document=version.document.id
            )
            for version in versions
        ),
    )


@cache
def _matches(length: int) -> st.SearchStrategy[QuotationMatch]:
    """Draw places in a source of this length, which still have to be given their quotation."""
    return st.builds(
        QuotationMatch,
        document=st.just(""),
        quotation=st.just(""),
        source=st.just("ru/source"),
        span=_spans(length),
        fragments=st.lists(_spans(length), max_size=2).map(tuple),
        confidence=probabilities,
        agreed=st.booleans(),
    )


@cache
def _places(length: int | None) -> st.SearchStrategy[QuotationMatch | NotFound | None]:
    """Draw places, or reasons why there is none, for a source of this length, or without a source."""
    matches = st.nothing() if length is None else _matches(length)
    not_found = st.builds(
        NotFound,
        document=st.just(""),
        quotation=st.just(""),
        reason=st.sampled_from(NotFoundReason),
        best=st.none() | matches,
        cited=words,
    )
    return st.none() | matches | not_found


@cache
def _renderings(length: int, source: int | None) -> st.SearchStrategy[Rendering | None]:
    """Draw renderings of words of a source in a document, of these lengths."""
    if source is None:
        return st.none()
    differences = st.builds(
        Difference,
        kind=st.sampled_from(DifferenceKind),
        marked=st.booleans(),
        added=st.booleans(),
        source=st.none() | _spans(source),
        rendering=st.none() | _spans(length),
        shared=st.none() | _spans(source),
    )
    return st.none() | st.builds(
        Rendering,
        document=st.just(""),
        differences=st.lists(differences, max_size=2).map(tuple),
        verdict=st.sampled_from(Verdict),
        reasons=st.lists(words, max_size=2).map(tuple),
    )


@st.composite
def _traced(
    draw: st.DrawFn,
    document: Document,
    quotation: Quotation,
    source: Document | None,
    known: Sequence[tuple[str, str]],
) -> TracedQuotation:
    length, size = len(document.text), None if source is None else len(source.text)
    place = draw(_places(size))
    if isinstance(place, NotFound):
        best = place.best and replace(place.best, document=document.id, quotation=quotation.id)
        place = replace(place, best=best)
    rendering = draw(_renderings(length, size))
    return TracedQuotation(
        document=document.id,
        quotation=quotation,
        counterparts=tuple(draw(st.lists(st.sampled_from(known), max_size=2))),
        place=place and replace(place, document=document.id, quotation=quotation.id),
        rendering=rendering and replace(rendering, document=document.id),
        otherwise=tuple(draw(st.lists(_spans(length), max_size=1))),
    )


few = settings(max_examples=min(30, settings().max_examples))
"""For tests that draw results, which takes long."""
_stems = st.lists(words, min_size=1, max_size=2, unique=True)
_sources = st.lists(_texts, max_size=1)


@st.composite
def results(draw: st.DrawFn, langs: Sequence[str] = ("fr", "en", "ru")) -> Result:
    """Draw a result of one or two families in all or, beyond two languages, some of these."""
    families = tuple(draw(_family(stem, langs[: draw(st.integers(2, len(langs)))])) for stem in draw(_stems))
    sources = tuple(_rename(source, "ru", "source") for source in draw(_sources))
    signature = Signature(version=draw(words), encoder=draw(words), segmenter=draw(words), parameters=draw(_pairs))
    quoting = [
        (text.document, each)
        for family in families
        for text, quoted in zip(family.versions, family.quoted, strict=True)
        for each in quoted.quotations
    ]
    known = [(document.id, each.id) for document, each in quoting]
    source = sources[0].document if sources else None
    traced = tuple(draw(_traced(document, each, source, known)) for document, each in quoting)
    return Result(title=draw(words), families=families, sources=sources, signature=signature, traced=traced)
