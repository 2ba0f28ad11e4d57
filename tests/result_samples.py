"""Small results to export and keep: made by hand from sentences, or drawn by hypothesis."""

from __future__ import annotations

from dataclasses import replace
from itertools import accumulate, combinations
from typing import TYPE_CHECKING

from hypothesis import strategies as st

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
                    reasons=("silent addition of “vite.”",) if altered else ("complete",),
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


def _spans(length: int) -> st.SearchStrategy[tuple[int, int]]:
    return st.tuples(st.integers(0, length), st.integers(0, length)).map(lambda ends: (min(ends), max(ends)))


@st.composite
def _segmented(draw: st.DrawFn, identity: str) -> Segmented:
    blocks: list[Block] = []
    segments: list[Segment] = []
    text = ""
    for index, paragraph in enumerate(draw(st.lists(st.lists(sentences, min_size=1, max_size=3), max_size=3))):
        start = len(text)
        for sentence in paragraph:
            segments.append(Segment(block=index, span=CharSpan(start=len(text), end=len(text) + len(sentence))))
            text += sentence
        blocks.append(
            Block(kind=draw(st.sampled_from(BlockKind)), span=CharSpan(start=start, end=len(text)), label=draw(words))
        )
        text += "\n\n"
    more = draw(st.lists(st.tuples(st.integers(1, 99), st.integers(1, 99)), max_size=2))
    offsets = [(0, 0), *sorted(more)]
    document = Document(
        id=identity,
        lang=identity.partition("/")[0],
        path=draw(words),
        text=text,
        blocks=tuple(blocks),
        metadata=draw(st.dictionaries(words, words, max_size=3)),
        sha256=draw(words),
        origin=Origin(
            text_offsets=tuple(text for text, _ in offsets),
            file_offsets=tuple(file for _, file in offsets),
            line_starts=tuple(sorted({0, *draw(st.lists(st.integers(1, 99), max_size=2))})),
        ),
    )
    return Segmented(document=document, segments=tuple(segments))


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


@st.composite
def _quotation(draw: st.DrawFn, length: int) -> Quotation:
    spans = _spans(length).map(lambda ends: CharSpan(start=ends[0], end=ends[1]))
    marks = st.builds(Mark, kind=st.sampled_from(FragmentMark), span=spans)
    return Quotation(
        id=draw(words),
        span=draw(spans),
        depth=draw(st.integers(1, 9)),
        kind=draw(st.sampled_from(QuotationKind)),
        form=draw(st.sampled_from(QuotationForm)),
        chain=draw(words),
        speaker=draw(words),
        note=draw(words),
        marks=tuple(draw(st.lists(marks, max_size=2))),
        fragments=tuple(draw(st.lists(spans, max_size=2))),
    )


@st.composite
def _quoted(draw: st.DrawFn, document: Document) -> Quoted:
    spans = _spans(len(document.text)).map(lambda ends: CharSpan(start=ends[0], end=ends[1]))
    note = st.builds(
        Note, label=words, blocks=st.lists(st.integers(0, 9), max_size=2).map(tuple),
        urls=st.lists(words, max_size=2).map(tuple), refers=words,
    )  # fmt: skip
    return Quoted(
        document=document.id,
        quotations=tuple(
            draw(st.lists(_quotation(len(document.text)), max_size=2, unique_by=lambda quotation: quotation.id))
        ),
        notes=tuple(draw(st.lists(note, max_size=2))),
        calls=tuple(draw(st.lists(st.builds(NoteCall, label=words, span=spans), max_size=2))),
        anomalies=tuple(
            draw(st.lists(st.builds(Anomaly, kind=st.sampled_from(AnomalyKind), span=spans, label=words), max_size=2))
        ),
    )


@st.composite
def _family(draw: st.DrawFn, stem: str, langs: Sequence[str]) -> Family:
    versions = tuple(draw(_segmented(f"{lang}/{stem}")) for lang in langs)
    alignments = []
    for src, tgt in combinations(versions, 2):
        rungs = draw(_tiles([len(src.segments), len(tgt.segments)]))
        beads = tuple(
            Bead(src=a, tgt=b, confidence=draw(probabilities), status=draw(st.sampled_from(Status))) for a, b in rungs
        )
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
        quoted=tuple(draw(_quoted(version.document)) for version in versions),
    )


_anywhere = _spans(99).map(lambda ends: CharSpan(start=ends[0], end=ends[1]))


def _match(document: str, quotation: str, sources: Sequence[str]) -> st.SearchStrategy[QuotationMatch]:
    return st.builds(
        QuotationMatch,
        document=st.just(document),
        quotation=st.just(quotation),
        source=st.sampled_from(sources),
        span=_anywhere,
        fragments=st.lists(_anywhere, max_size=2).map(tuple),
        confidence=probabilities,
        agreed=st.booleans(),
    )


_differences = st.builds(
    Difference,
    kind=st.sampled_from(DifferenceKind),
    marked=st.booleans(),
    added=st.booleans(),
    source=st.none() | _anywhere,
    rendering=st.none() | _anywhere,
    shared=st.none() | _anywhere,
)
_renderings = st.builds(
    Rendering,
    document=words,
    differences=st.lists(_differences, max_size=2).map(tuple),
    verdict=st.sampled_from(Verdict),
    reasons=st.lists(words, max_size=2).map(tuple),
)


def _traced(document: str, quotation: Quotation, sources: Sequence[str]) -> st.SearchStrategy[TracedQuotation]:
    match = _match(document, quotation.id, sources) if sources else st.nothing()
    lost = st.builds(
        NotFound,
        document=st.just(document),
        quotation=st.just(quotation.id),
        reason=st.sampled_from(NotFoundReason),
        best=st.none() | match,
        cited=words,
    )
    return st.builds(
        TracedQuotation,
        document=st.just(document),
        quotation=st.just(quotation),
        counterparts=st.lists(st.tuples(words, words), max_size=2).map(tuple),
        place=st.none() | match | lost,
        rendering=st.none() | _renderings,
        otherwise=st.lists(_anywhere, max_size=1).map(tuple),
    )


@st.composite
def results(draw: st.DrawFn, langs: Sequence[str] = ("fr", "en", "ru")) -> Result:
    """Draw a result of one or two families in all or, beyond two languages, some of these."""
    families = tuple(
        draw(_family(stem, langs[: draw(st.integers(2, len(langs)))]))
        for stem in draw(st.lists(words, min_size=1, max_size=2, unique=True))
    )
    sources = tuple(draw(st.lists(_segmented("ru/source"), max_size=1)))
    parameters = tuple(draw(st.lists(st.tuples(words, words), max_size=2)))
    signature = Signature(version=draw(words), encoder=draw(words), segmenter=draw(words), parameters=parameters)
    traced = tuple(
        draw(_traced(quoted.document, quotation, [source.document.id for source in sources]))
        for family in families
        for quoted in family.quoted
        for quotation in quoted.quotations
    )
    return Result(title=draw(words), families=families, sources=sources, signature=signature, traced=traced)
