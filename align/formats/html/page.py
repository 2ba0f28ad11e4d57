"""A result as one self-contained page, `report.html`: the versions side by side, in and out of a browser's JavaScript.

Everything that comes from a text is escaped, and the page's own content security policy admits no style and no script
but the two inlined here, so that a hostile text stays text. The page is a plain table without its script, which only
adds search, filters, order and a colour switch.
"""

from __future__ import annotations

from collections import Counter
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from align.formats.html.cards import cards, looked_for, section
from align.formats.html.markup import (
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
from align.formats.html.table import Table, blocks, pieces
from align.model import QuotationKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from align.formats.html.table import TableRow
    from align.model import Alignment, Segmented, Signature
    from align.result import Family, Result

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
    return _page(result, "report.html", ("report.js", "cards.js"), _family, _size)


def render_quotations(result: Result) -> str:
    """Return a page of the quotations alone, with the sources."""
    return _page(result, "quotations.html", ("cards.js",), _cards_of, lambda _: "")


def _page(
    result: Result,
    template: str,
    scripts: Sequence[str],
    show: Callable[..., Iterator[str]],
    size: Callable[[Family], str],
) -> str:
    """Put a page together; `show` yields what there is of each text, `size` says how much of it for the contents."""
    anchors = Anchors()
    families = [(anchors.of_words("text", family.stem), family) for family in result.families]
    source_anchors = {source.document.id: anchors.of_words("source", source.document.id) for source in result.sources}
    style = "".join(map(asset, ("look.css", "report.css", "cards.css")))
    script = "".join(map(asset, scripts))
    texts = "".join(
        part for anchor, family in families for part in show(anchor, family, result, source_anchors, anchors)
    )
    return Template(asset("head.html") + asset(template)).substitute(
        policy=(
            f"default-src 'none'; style-src '{digest(style)}'; script-src '{digest(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        title=escaped(result.title),
        style=style,
        script=script,
        contents="".join(_contents(families, result.sources, size)),
        texts=texts or "<p>No text exists in two languages here, so there is nothing to show side by side.</p>\n",
        sources="".join(_sources(result.sources, source_anchors)),
        signature=_signature(result.signature),
    )


def _contents(
    families: Sequence[tuple[str, Family]], sources: Sequence[Segmented], size: Callable[[Family], str]
) -> Iterator[str]:
    if not sources and len(families) <= 1:
        return
    yield '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ol>\n'
    for anchor, family in families:
        languages = ", ".join(language_name(version.document.lang) for version in family.versions)
        yield (
            f'<li><a href="#{anchor}">{title(family.versions[0].document)}</a> <small>{escaped(languages)}'
            f"{size(family)}</small></li>\n"
        )
    if sources:
        yield f'<li><a href="#sources">Sources</a> <small>{count(len(sources), "text")}</small></li>\n'
    yield "</ol>\n</nav>\n"


def _size(family: Family) -> str:
    """Say how many rows a text has and how many of them are unsure."""
    if len(family.versions) == 1:
        return f"; {count(len(family.versions[0].segments), 'row')}"
    unsure = sum(band(shown(link.confidence)) == "unsure" for link in family.links.links)
    return f"; {count(len(family.links.links), 'row')}, {unsure:,} unsure"


def _family(
    anchor: str, family: Family, result: Result, source_anchors: Mapping[str, str], anchors: Anchors
) -> Iterator[str]:
    documents = [version.document for version in family.versions]
    columns = f"n{len(documents)}" if len(documents) < _STACK_FROM else "nx"
    some = cards(family, result.citations, anchors)
    if not looked_for(some):
        some = ()
    table = Table(family, anchors)

    yield f'<section class="family {columns}" id="{anchor}" aria-labelledby="{anchor}-title">\n'
    yield f'<h2 id="{anchor}-title">{title(documents[0])}</h2>\n<div class="versions">\n'
    for document in documents:
        yield f'<div class="version">\n<h3>{escaped(language_name(document.lang))}</h3>\n'
        # Where the front matter names none, the file's name stands above already.
        name = f'<p class="name">{title(document)}</p>\n' if "title" in document.metadata else ""
        yield f"{name}{_metadata(document.metadata)}</div>\n"
    yield f'</div>\n<div class="figures">\n{_counts(family)}{_pairs(family)}</div>\n'
    if some:
        size = count(len(some), "quotation")
        yield f'<p class="jump"><a href="#{anchor}-quotations">{size} and their sources</a></p>\n'
    if len(documents) > 1:
        yield _strip(table.rows)
    yield from table.markup(f"{anchor}-title", some)
    yield "</section>\n"
    if some:
        yield from section(f"{anchor}-quotations", some, result.documents, source_anchors, table.row)


def _cards_of(
    anchor: str, family: Family, result: Result, source_anchors: Mapping[str, str], anchors: Anchors
) -> Iterator[str]:
    some = cards(family, result.citations, anchors)
    yield f'<section class="family" id="{anchor}" aria-labelledby="{anchor}-title">\n'
    yield f'<h2 id="{anchor}-title">{title(family.versions[0].document)}</h2>\n</section>\n'
    yield from section(f"{anchor}-quotations", some, result.documents, source_anchors, lambda _: "")


def _strip(rows: Sequence[TableRow]) -> str:
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
    if not family.alignments:
        return ""
    names = {version.document.id: language_name(version.document.lang) for version in family.versions}
    rows = "".join(_pair(alignment, names) for alignment in family.alignments)
    doubts = "".join(
        f'<p class="doubt">{escaped(names[alignment.src])} and {escaped(names[alignment.tgt])} hardly agree:'
        " are they versions of one text?</p>\n"
        for alignment in family.alignments
        if alignment.hardly_agrees
    )
    return (
        '<table class="figure">\n<caption>Beads, pair by pair</caption>\n<thead><tr><th scope="col">Pair</th>'
        '<th scope="col">Trust</th><th scope="col">Beads</th><th scope="col">Mean confidence</th>'
        f'<th scope="col" class="types">By type</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n{doubts}'
    )


def _pair(alignment: Alignment, names: Mapping[str, str]) -> str:
    types = Counter(bead.type for bead in alignment.beads)
    ordered = sorted(types.items(), key=lambda item: (-item[1], item[0]))
    by_type = " ".join(f"<span>{kind} <b>{number:,}</b></span>" for kind, number in ordered)
    mean = sum(bead.confidence for bead in alignment.beads) / len(alignment) if len(alignment) else 0
    return (
        f'<tr><th scope="row">{escaped(names[alignment.src])}, {escaped(names[alignment.tgt])}</th>'
        f"<td>{shown(alignment.trust):.2f}</td><td>{len(alignment):,}</td><td>{shown(mean):.2f}</td>"
        f'<td class="types">{by_type}</td></tr>\n'
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
    text = blocks(source, pieces(source, ()), range(len(source.segments)))
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
