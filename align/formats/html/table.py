"""A text and its translations -> the rows of the page, a link each, with quotations marked."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from align.formats.html.markup import band, escape, language, stretches
from align.lang.names import language_name
from align.model import BlockKind, Link, QuotationKind, SegSpan
from align.wording import two_digits

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from align.formats.html.cards import Card
    from align.formats.html.markup import Anchors
    from align.model import CharSpan, Quotation, Segmented
    from align.result import Family, TracedQuotation


_GROUP = 50
"""Rows in a body of the table: browsers skip a full body out of sight as a whole, but rows only one by one."""


class TableRow(NamedTuple):
    """A row of the table, without its words."""

    anchor: str
    number: int
    kind: str
    """The numbers of sentences of the versions, "1-1"; empty if there is only one version."""
    confidence: float


class Piece(NamedTuple):
    """A segment, rendered for the page."""

    markup: str
    quoted: bool
    """Whether it contains a quotation; terms and titles do not count."""


class Table:
    """The rows of a text."""

    rows: tuple[TableRow, ...]

    def __init__(self, family: Family, anchors: Anchors) -> None:
        self._versions = family.versions
        self._pieces = [
            pieces(version, quoted.quotations) for version, quoted in zip(family.versions, family.quoted, strict=True)
        ]
        self._links = _links(family)
        self._starts = {
            version.document.id: [segment.span.start for segment in version.segments] for version in family.versions
        }
        self._rows: dict[tuple[str, int], str] = {}
        rows = []
        for number, link in enumerate(self._links, start=1):
            words = (version.text(run) for version, run in zip(family.versions, link.members, strict=True))
            kind = "-".join(str(len(run)) for run in link.members) if len(self._versions) > 1 else ""
            rows.append(TableRow(anchors.of_words("r", family.stem, *words), number, kind, two_digits(link.confidence)))
            for version, run in zip(family.versions, link.members, strict=True):
                self._rows |= {(version.document.id, segment): rows[-1].anchor for segment in run}
        self.rows = tuple(rows)

    def row(self, item: TracedQuotation) -> str:
        """Return the id of the row in which a quotation begins; empty if there is none."""
        segment = bisect_right(self._starts[item.document], item.quotation.span.start) - 1
        return self._rows.get((item.document, segment), "")

    def markup(self, label: str, some: Sequence[Card]) -> Iterator[str]:
        """Yield the table; `label` is the id of its title, and its rows link to the cards `some`."""
        quoted_in: dict[str, list[tuple[int, str]]] = {}
        for number, card in enumerate(some, start=1):
            for anchor in dict.fromkeys(map(self.row, card.citation.pieces)):
                quoted_in.setdefault(anchor, []).append((number, card.anchor))
        yield f'<table class="links" role="table" aria-labelledby="{label}">\n'
        yield '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Row</th>'
        for version in self._versions:
            yield f'<th role="columnheader" scope="col">{escape(language_name(version.document.lang))}</th>'
        yield "</tr></thead>\n"
        lines = [
            _line(
                row,
                _classes(link, self._versions, self._pieces),
                [
                    _cell(version, own, run, pivot=version is self._versions[0])
                    for version, own, run in zip(self._versions, self._pieces, link.members, strict=True)
                ],
                quoted_in.get(row.anchor, ()),
            )
            for row, link in zip(self.rows, self._links, strict=True)
        ]
        for start in range(0, max(len(lines), 1), _GROUP):
            body = lines[start : start + _GROUP]
            full = ' class="full"' if len(body) == _GROUP else ""
            yield f'<tbody role="rowgroup"{full}>\n{"".join(body)}</tbody>\n'
        yield "</table>\n"


def _links(family: Family) -> Sequence[Link]:
    """Return the links of a text; for a text in one language only, a link for each of its sentences."""
    if len(family.versions) > 1:
        return family.links.links
    sentences = range(len(family.versions[0].segments))
    return [Link(members=(SegSpan(start=k, end=k + 1),), confidence=1.0) for k in sentences]


def _classes(link: Link, versions: Sequence[Segmented], pieces: Sequence[Sequence[Piece]]) -> str:
    """Return the classes of a row, which the filters and the style use."""
    classes = [band(two_digits(link.confidence))]
    if any(len(run) != 1 for run in link.members):
        classes.append("uneven")
    if not all(link.members):
        classes.append("missing")
    if any(pieces[k][index].quoted for k, run in enumerate(link.members) for index in run):
        classes.append("quoted")
    if _opens_block(versions, link.members):
        classes.append("opens")
    return " ".join(classes)


def _line(row: TableRow, classes: str, cells: Sequence[str], quoted_in: Sequence[tuple[int, str]]) -> str:
    traced = "".join(f' <a class="traced" href="#{anchor}">quotation {number}</a>' for number, anchor in quoted_in)
    word = band(row.confidence)
    # In a text with one version, a row has no confidence.
    judged = f' <span class="type">{row.kind}</span> <span class="conf {word}">{row.confidence:.2f} {word}</span>'
    return (
        f'<tr role="row" id="{row.anchor}" class="{classes}" data-c="{row.confidence:.2f}">'
        f'<th role="rowheader" scope="row"><a href="#{row.anchor}">{row.number}</a>'
        f"{judged if row.kind else ''}{traced}</th>{''.join(cells)}</tr>\n"
    )


def _cell(version: Segmented, pieces: Sequence[Piece], run: SegSpan, *, pivot: bool) -> str:
    document = version.document
    if not run:
        name = escape(language_name(document.lang))
        reason = f"Nothing in the {name} corresponds" if pivot else f"Not translated into {name}"
        return f'<td role="cell" class="gap"{language(document)}><p lang="en" dir="ltr">{reason}</p></td>'
    return f'<td role="cell"{language(document)}>{blocks(version, pieces, run)}</td>'


def blocks(version: Segmented, segments: Sequence[Piece], run: SegSpan | range) -> str:
    """Return a run of segments as paragraphs, each with the class of its block."""
    paragraphs = []
    for index, members in groupby(run, key=lambda k: version.segments[k].block):
        block = version.document.blocks[index]
        first, *rest = members
        opens = version.segments[first].span.start == block.span.start
        label = f'<b class="label">{escape(block.label)}</b> ' if block.label and opens else ""
        others = "".join(f'<span class="s">{segments[k].markup}</span>' for k in rest)
        kind = "" if block.kind is BlockKind.PARAGRAPH else f' class="{block.kind}"'
        paragraphs.append(f"<p{kind}>{label}{segments[first].markup}{others}</p>")
    return "".join(paragraphs)


def _opens_block(versions: Sequence[Segmented], members: Sequence[SegSpan]) -> bool:
    """Say whether a row begins a block in its first non-empty version, so that the page adds space before it."""
    version, run = next((version, run) for version, run in zip(versions, members, strict=True) if run)
    return run.start == 0 or version.segments[run.start].block != version.segments[run.start - 1].block


def pieces(version: Segmented, quotations: Sequence[Quotation]) -> list[Piece]:
    """Return every segment with its quotations marked."""
    touching: list[list[Quotation]] = [[] for _ in version.segments]
    starts = [segment.span.start for segment in version.segments]
    ends = [segment.span.end for segment in version.segments]
    for quotation in quotations:
        for index in range(bisect_right(ends, quotation.span.start), bisect_left(starts, quotation.span.end)):
            touching[index].append(quotation)
    text = version.document.text
    return [
        Piece(
            _mark_quotations(text, segment.span, inside),
            quoted=any(quotation.kind is QuotationKind.QUOTATION for quotation in inside),
        )
        for segment, inside in zip(version.segments, touching, strict=True)
    ]


def _mark_quotations(text: str, span: CharSpan, quotations: Sequence[Quotation]) -> str:
    """Escape a segment, with each stretch wrapped in an element for its innermost quotation."""
    out = []
    for start, end in stretches(span, (quotation.span for quotation in quotations)):
        words = escape(text[start:end])
        inside = [quotation for quotation in quotations if quotation.span.start <= start < quotation.span.end]
        if inside:
            innermost = max(inside, key=lambda quotation: (quotation.depth, quotation.span.start))
            words = f'<span class="q {innermost.kind} d{innermost.depth}">{words}</span>'
        out.append(words)
    return "".join(out)
