"""A result as one self-contained page, `report.html`: the versions side by side, in and out of a browser's JavaScript.

Everything that comes from a text is escaped, and the page's own content security policy admits no style and no script
but the two inlined here, so that a hostile text stays text. The page is a plain table without its script, which only
adds search, filters, order and a colour switch.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from itertools import groupby, pairwise
from string import Template
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from align.export.cards import Card, cards, looked_for, section
from align.export.markup import (
    Anchors,
    asset,
    band,
    count,
    digest,
    escaped,
    language,
    language_name,
    shown,
    title,
)
from align.model import BlockKind, Link, QuotationKind, SegSpan

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from align.model import Alignment, CharSpan, Quotation, Segmented, Signature
    from align.result import Family, Result, Traced

_STRIP_BARS = 240
"""The most bars in the strip that shows confidence along a text: about what a screen can show and a finger can hit."""

_STRIP_WIDTH = 1200
"""Units of its drawing, some to a screen pixel: browsers blur what they stretch far."""

_STACK_FROM = 4
"""So many versions no longer fit side by side; their cells wrap under each other."""


def render(result: Result) -> str:
    """Return the page; the same result gives the same page, byte for byte.

    The ids of its rows are made of the words in them, so that a link to a row survives changes elsewhere in the text.
    """
    return _page(result, "report.html", ("report.js", "cards.js"), _family)


def render_quotations(result: Result) -> str:
    """Return a page of the quotations alone, with the sources."""
    return _page(result, "quotations.html", ("cards.js",), _cards_of)


def _page(result: Result, template: str, scripts: Sequence[str], show: Callable[..., Iterator[str]]) -> str:
    anchors = Anchors()
    families = [(anchors.of_words("text", family.stem), family) for family in result.families]
    source_anchors = {source.document.id: anchors.of_words("source", source.document.id) for source in result.sources}
    style = asset("report.css") + asset("cards.css")
    script = "".join(map(asset, scripts))
    texts = "".join(
        part for anchor, family in families for part in show(anchor, family, result, source_anchors, anchors)
    )
    return Template(asset(template)).substitute(
        policy=(
            f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        title=escaped(result.title),
        style=style,
        script=script,
        contents="".join(_contents(families, result.sources)),
        texts=texts or "<p>No text exists in two languages here, so there is nothing to show side by side.</p>\n",
        sources="".join(_sources(result.sources, source_anchors)),
        signature=_signature(result.signature),
    )


class _Row(NamedTuple):
    """A row of the table, without its words."""

    anchor: str
    number: int
    kind: str
    """How many sentences there are of each version: "1-1"."""
    confidence: float


class _Piece(NamedTuple):
    """A segment as the page shows it."""

    markup: str
    quoted: bool
    """Whether it holds somebody's words; a term or a title is not that."""


def _contents(families: Sequence[tuple[str, Family]], sources: Sequence[Segmented]) -> Iterator[str]:
    if not sources and len(families) <= 1:
        return
    yield '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ol>\n'
    for anchor, family in families:
        unsure = sum(band(shown(link.confidence)) == "unsure" for link in family.links.links)
        languages = ", ".join(language_name(version.document.lang) for version in family.versions)
        yield (
            f'<li><a href="#{anchor}">{title(family.versions[0].document)}</a> <small>{escaped(languages)}; '
            f"{count(len(family.links.links), 'row')}, {unsure:,} unsure</small></li>\n"
        )
    if sources:
        yield f'<li><a href="#sources">Sources</a> <small>{count(len(sources), "text")}</small></li>\n'
    yield "</ol>\n</nav>\n"


def _family(
    anchor: str, family: Family, result: Result, source_anchors: Mapping[str, str], anchors: Anchors
) -> Iterator[str]:
    documents = [version.document for version in family.versions]
    columns = f"n{len(documents)}" if len(documents) < _STACK_FROM else "nx"
    pieces = [
        _pieces(version, quoted.quotations) for version, quoted in zip(family.versions, family.quoted, strict=True)
    ]
    some = cards(family, result.traced, anchors)
    if not looked_for(some):
        some = ()
    links, rows, places = _links(family), [], _Places(family)
    for number, link in enumerate(links, start=1):
        words = (version.text(run) for version, run in zip(family.versions, link.members, strict=True))
        kind = "-".join(str(len(run)) for run in link.members)
        rows.append(_Row(anchors.of_words("r", family.stem, *words), number, kind, shown(link.confidence)))
        places.add(rows[-1].anchor, link)
    quoted_in = places.cards(some)

    yield f'<section class="family {columns}" id="{anchor}" aria-labelledby="{anchor}-title">\n'
    yield f'<h2 id="{anchor}-title">{title(documents[0])}</h2>\n<div class="versions">\n'
    for document in documents:
        yield f'<div class="version">\n<h3>{escaped(language_name(document.lang))}</h3>\n'
        yield f'<p class="name">{title(document)}</p>\n{_metadata(document.metadata)}</div>\n'
    yield f'</div>\n<div class="figures">\n{_counts(family)}{_pairs(family)}</div>\n'
    if some:
        size = count(len(some), "quotation")
        yield f'<p class="jump"><a href="#{anchor}-quotations">{size} and their sources</a></p>\n'
    yield _strip(rows)
    yield f'<table class="links" role="table" aria-labelledby="{anchor}-title">\n'
    yield '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Row</th>'
    for document in documents:
        yield f'<th role="columnheader" scope="col">{escaped(language_name(document.lang))}</th>'
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    for row, link in zip(rows, links, strict=True):
        cells = list(map(_cell, family.versions, pieces, link.members))
        yield _line(row, _classes(link, family.versions, pieces), cells, quoted_in.get(row.anchor, ()))
    yield "</tbody>\n</table>\n</section>\n"
    if some:
        yield from section(f"{anchor}-quotations", some, result.documents, source_anchors, places.row)


def _cards_of(
    anchor: str, family: Family, result: Result, source_anchors: Mapping[str, str], anchors: Anchors
) -> Iterator[str]:
    some = cards(family, result.traced, anchors)
    yield f'<section class="family" id="{anchor}" aria-labelledby="{anchor}-title">\n'
    yield f'<h2 id="{anchor}-title">{title(family.versions[0].document)}</h2>\n</section>\n'
    yield from section(f"{anchor}-quotations", some, result.documents, source_anchors, lambda _: "")


def _links(family: Family) -> Sequence[Link]:
    """Return the links of a text; of one that is here in one language only, each of its sentences."""
    if len(family.versions) > 1:
        return family.links.links
    sentences = range(len(family.versions[0].segments))
    return [Link(members=(SegSpan(start=k, end=k + 1),), confidence=1.0) for k in sentences]


class _Places:
    """In which row of the page the sentences of a text stand, and so its quotations."""

    def __init__(self, family: Family) -> None:
        self._names = [version.document.id for version in family.versions]
        self._starts = {
            version.document.id: [segment.span.start for segment in version.segments] for version in family.versions
        }
        self._rows: dict[tuple[str, int], str] = {}

    def add(self, row: str, link: Link) -> None:
        """Hear of a row and its link."""
        for name, run in zip(self._names, link.members, strict=True):
            self._rows |= {(name, segment): row for segment in run}

    def row(self, item: Traced) -> str:
        """Return the id of the row in which a quotation begins, empty if there is none."""
        segment = bisect_right(self._starts[item.document], item.quotation.span.start) - 1
        return self._rows.get((item.document, segment), "")

    def cards(self, some: Sequence[Card]) -> dict[str, list[tuple[int, str]]]:
        """Return number and id of the cards whose quotations begin in each row, by its id."""
        found: dict[str, list[tuple[int, str]]] = {}
        for number, card in enumerate(some, start=1):
            for row in dict.fromkeys(self.row(item) for pieces in card.versions for item in pieces):
                found.setdefault(row, []).append((number, card.anchor))
        return found


def _classes(link: Link, versions: Sequence[Segmented], pieces: Sequence[Sequence[_Piece]]) -> str:
    """Return what the filters and the look of a row go by."""
    classes = [band(shown(link.confidence))]
    if any(len(run) != 1 for run in link.members):
        classes.append("uneven")
    if not all(link.members):
        classes.append("missing")
    if any(pieces[k][index].quoted for k, run in enumerate(link.members) for index in run):
        classes.append("quoted")
    if _opens_block(versions, link.members):
        classes.append("opens")
    return " ".join(classes)


def _line(row: _Row, classes: str, cells: Sequence[str], quoted_in: Sequence[tuple[int, str]]) -> str:
    traced = "".join(f' <a class="traced" href="#{anchor}">quotation {number}</a>' for number, anchor in quoted_in)
    word = band(row.confidence)
    return (
        f'<tr role="row" id="{row.anchor}" class="{classes}" data-c="{row.confidence:.2f}">'
        f'<th role="rowheader" scope="row"><a href="#{row.anchor}">{row.number}</a> '
        f'<span class="type">{row.kind}</span> '
        f'<span class="conf {word}">{row.confidence:.2f} {word}</span>{traced}</th>{"".join(cells)}</tr>\n'
    )


def _cell(version: Segmented, pieces: Sequence[_Piece], run: SegSpan) -> str:
    document = version.document
    if not run:
        nothing = f'<p lang="en" dir="ltr">nothing here in {escaped(language_name(document.lang))}</p>'
        return f'<td role="cell" class="gap"{language(document)}>{nothing}</td>'
    return f'<td role="cell"{language(document)}>{_blocks(version, pieces, run)}</td>'


def _blocks(version: Segmented, pieces: Sequence[_Piece], run: SegSpan | range) -> str:
    """Return a run of segments as paragraphs, each with the look of its block."""
    paragraphs = []
    for index, members in groupby(run, key=lambda k: version.segments[k].block):
        block = version.document.blocks[index]
        first, *rest = members
        opens = version.segments[first].span.start == block.span.start
        label = f'<b class="label">{escaped(block.label)}</b> ' if block.label and opens else ""
        others = "".join(f'<span class="s">{pieces[k].markup}</span>' for k in rest)
        kind = "" if block.kind is BlockKind.PARAGRAPH else f' class="{block.kind}"'
        paragraphs.append(f"<p{kind}>{label}{pieces[first].markup}{others}</p>")
    return "".join(paragraphs)


def _opens_block(versions: Sequence[Segmented], members: Sequence[SegSpan]) -> bool:
    """Say whether the first version that has anything here begins a block, so that the page can breathe before it."""
    version, run = next((version, run) for version, run in zip(versions, members, strict=True) if run)
    return run.start == 0 or version.segments[run.start].block != version.segments[run.start - 1].block


def _pieces(version: Segmented, quotations: Sequence[Quotation]) -> list[_Piece]:
    """Return every segment with the quotations marked in it."""
    touching: list[list[Quotation]] = [[] for _ in version.segments]
    starts = [segment.span.start for segment in version.segments]
    ends = [segment.span.end for segment in version.segments]
    for quotation in quotations:
        for index in range(bisect_right(ends, quotation.span.start), bisect_left(starts, quotation.span.end)):
            touching[index].append(quotation)
    text = version.document.text
    return [
        _Piece(
            _marked(text, segment.span, inside),
            quoted=any(quotation.kind is QuotationKind.QUOTATION for quotation in inside),
        )
        for segment, inside in zip(version.segments, touching, strict=True)
    ]


def _marked(text: str, span: CharSpan, quotations: Sequence[Quotation]) -> str:
    """Escape a segment, each stretch of it wrapped by the innermost quotation in which it stands.

    Flat stretches, not nested elements: quotations that cross each other must not make elements that do.
    """
    ends = {end for quotation in quotations for end in (quotation.span.start, quotation.span.end)}
    cuts = sorted({span.start, span.end} | {end for end in ends if span.start < end < span.end})
    stretches = []
    for start, end in pairwise(cuts):
        words = escaped(text[start:end])
        inside = [quotation for quotation in quotations if quotation.span.start <= start < quotation.span.end]
        if inside:
            innermost = max(inside, key=lambda quotation: (quotation.depth, quotation.span.start))
            words = f'<span class="q {innermost.kind} d{innermost.depth}">{words}</span>'
        stretches.append(words)
    return "".join(stretches)


def _strip(rows: Sequence[_Row]) -> str:
    """Draw confidence along the text; of the rows that share a bar the least sure one stands for all."""
    if not rows:
        return ""
    bars = min(len(rows), _STRIP_BARS)
    drawing = []
    for k in range(bars):
        worst = min(rows[k * len(rows) // bars : (k + 1) * len(rows) // bars], key=lambda row: row.confidence)
        left, right = k * _STRIP_WIDTH // bars, (k + 1) * _STRIP_WIDTH // bars
        height = 2 + round(18 * (1 - worst.confidence))
        drawing.append(
            f'<a href="#{worst.anchor}" tabindex="-1"><path class="room" d="M{left} 0H{right}V20H{left}z"/>'
            f'<path class="{band(worst.confidence)}" d="M{left} {20 - height}H{right - 1}V20H{left}z"/></a>'
        )
    return (
        f'<div class="strip"><svg viewBox="0 0 {_STRIP_WIDTH} 20" preserveAspectRatio="none" aria-hidden="true">'
        f"{''.join(drawing)}</svg></div>\n"
    )


def _counts(family: Family) -> str:
    rows = []
    for version, quoted in zip(family.versions, family.quoted, strict=True):
        kinds = Counter(quotation.kind for quotation in quoted.quotations)
        numbers = (len(version.segments), *(kinds[kind] for kind in QuotationKind))
        cells = "".join(f"<td>{number:,}</td>" for number in numbers)
        rows.append(f'<tr><th scope="row">{escaped(language_name(version.document.lang))}</th>{cells}</tr>\n')
    return (
        '<table class="figure">\n<caption>Sentences and what they quote</caption>\n<thead><tr>'
        '<th scope="col">Language</th><th scope="col">Sentences</th><th scope="col">Quotations</th>'
        '<th scope="col">Terms</th><th scope="col">Titles</th></tr></thead>\n'
        f"<tbody>\n{''.join(rows)}</tbody>\n</table>\n"
    )


def _pairs(family: Family) -> str:
    names = {version.document.id: language_name(version.document.lang) for version in family.versions}
    rows = "".join(_pair(alignment, names) for alignment in family.alignments)
    return (
        '<table class="figure">\n<caption>Beads, pair by pair</caption>\n<thead><tr><th scope="col">Pair</th>'
        '<th scope="col">Beads</th><th scope="col">Mean confidence</th><th scope="col" class="types">By type</th>'
        f"</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"
    )


def _pair(alignment: Alignment, names: Mapping[str, str]) -> str:
    types = Counter(bead.type for bead in alignment.beads)
    ordered = sorted(types.items(), key=lambda item: (-item[1], item[0]))
    by_type = " ".join(f"<span>{kind} <b>{number:,}</b></span>" for kind, number in ordered)
    mean = sum(bead.confidence for bead in alignment.beads) / len(alignment) if len(alignment) else 0
    return (
        f'<tr><th scope="row">{escaped(names[alignment.src])}, {escaped(names[alignment.tgt])}</th>'
        f'<td>{len(alignment):,}</td><td>{shown(mean):.2f}</td><td class="types">{by_type}</td></tr>\n'
    )


def _sources(sources: Sequence[Segmented], anchors: Mapping[str, str]) -> Iterator[str]:
    if sources:
        yield '<section class="sources" id="sources" aria-labelledby="sources-title">\n'
        yield '<h2 id="sources-title">Sources</h2>\n<p>Texts that exist here in one language only.</p>\n'
        for source in sources:
            yield from _source(source, anchors[source.document.id])
        yield "</section>\n"


def _source(source: Segmented, anchor: str) -> Iterator[str]:
    document = source.document
    size = f"{escaped(language_name(document.lang))}, {count(len(source.segments), 'sentence')}"
    yield f'<article class="source" id="{anchor}" aria-labelledby="{anchor}-title">\n'
    yield f'<h3 id="{anchor}-title">{title(document)}</h3>\n{_metadata(document.metadata)}'
    text = _blocks(source, _pieces(source, ()), range(len(source.segments)))
    yield f"<details><summary>Read the text <small>{size}</small></summary>\n"
    yield f'<div class="prose"{language(document)}>{text}</div></details>\n</article>\n'


def _metadata(metadata: Mapping[str, str]) -> str:
    """List what the front matter adds to title and language: first who, when and where, then the rest by name."""
    known = [key for key in ("author", "date", "url") if key in metadata]
    others = sorted(metadata.keys() - {"title", "lang", *known})
    entries = "".join(
        f"<div><dt>{escaped(key)}</dt><dd><bdi>{_value(key, metadata[key])}</bdi></dd></div>\n"
        for key in known + others
    )
    return f'<dl class="metadata">\n{entries}</dl>\n' if entries else ""


def _value(key: str, value: str) -> str:
    """Make a link of a web address, and of nothing else that calls itself one."""
    try:
        address = urlsplit(value.strip())
    except ValueError:
        return escaped(value)
    if key != "url" or address.scheme not in ("http", "https") or not address.netloc:
        return escaped(value)
    return f'<a href="{escaped(value.strip())}" rel="noopener noreferrer">{escaped(value.strip())}</a>'


def _signature(signature: Signature) -> str:
    pairs = (
        ("align", signature.version),
        ("encoder", signature.encoder),
        ("segmenter", signature.segmenter),
        *signature.parameters,
    )
    entries = "".join(f"<div><dt>{escaped(name)}</dt><dd>{escaped(value)}</dd></div>\n" for name, value in pairs)
    return f'<dl class="signature">\n{entries}</dl>\n'
