"""A result -> one self-contained page, `report.html`: the versions side by side.

Everything that comes from a text is escaped, and the content security policy of the page admits only the inlined style
and script, so that a hostile text stays text. The script only adds search, filters, sorting and a colour switch;
without it the page is a plain table.
"""

from __future__ import annotations

from collections import Counter
from string import Template
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from align.formats.html.cards import cards, looked_for, section
from align.formats.html.markup import (
    Anchors,
    band,
    csp_hash,
    escape,
    language,
    read_asset,
    title,
)
from align.formats.html.table import Table, blocks, pieces
from align.lang.names import language_name
from align.look import stylesheet
from align.model import QuotationKind
from align.wording import quantity, two_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from align.formats.html.table import TableRow
    from align.model import Alignment, Segmented, Signature
    from align.result import Family, Result

_STRIP_BARS = 240
"""Most bars in the strip that shows confidence along a text: a screen can show and a finger can hit about as many."""

_STRIP_WIDTH = 1200
"""Width of the strip in drawing units, about one a screen pixel: browsers blur a drawing that they stretch far."""

_STACK_FROM = 4
"""Number of versions from which their cells wrap under each other, as they no longer fit side by side."""


def render(result: Result) -> str:
    """Return the page; the same result gives the same page, byte for byte.

    The id of a row depends only on its words, so that a link to it survives changes elsewhere in the text.
    """
    return _page(result, "report.html", ("report.js", "cards.js"), _family, _size)


def render_quotations(result: Result) -> str:
    """Return a page of only the quotations and their sources."""
    return _page(result, "quotations.html", ("cards.js",), _cards_of, lambda _: "")


def _page(
    result: Result,
    template: str,
    scripts: Sequence[str],
    show: Callable[..., Iterator[str]],
    size: Callable[[Family], str],
) -> str:
    """Return a page; `show` yields the content for each text, `size` its size for the table of contents."""
    anchors = Anchors()
    families = [(anchors.of_words("text", family.stem), family) for family in result.families]
    source_anchors = {source.document.id: anchors.of_words("source", source.document.id) for source in result.sources}
    style = "".join((stylesheet(), read_asset("report.css"), read_asset("cards.css")))
    script = "".join(map(read_asset, scripts))
    texts = "".join(
        part for anchor, family in families for part in show(anchor, family, result, source_anchors, anchors)
    )
    return Template(read_asset("head.html") + read_asset(template)).substitute(
        policy=(
            f"default-src 'none'; style-src '{csp_hash(style)}'; script-src '{csp_hash(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        title=escape(result.title),
        style=style,
        script=script,
        contents="".join(_contents(families, result.sources, size)),
        texts=texts or "<p>No text is here in two languages, so there is nothing to show side by side.</p>\n",
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
            f'<li><a href="#{anchor}">{title(family.versions[0].document)}</a> <small>{escape(languages)}'
            f"{size(family)}</small></li>\n"
        )
    if sources:
        yield f'<li><a href="#sources">Sources</a> <small>{quantity(len(sources), "text")}</small></li>\n'
    yield "</ol>\n</nav>\n"


def _size(family: Family) -> str:
    """Return the number of rows of a text and of unsure ones, in words."""
    if len(family.versions) == 1:
        return f"; {quantity(len(family.versions[0].segments), 'row')}"
    unsure = sum(band(two_digits(link.confidence)) == "unsure" for link in family.links.links)
    return f"; {quantity(len(family.links.links), 'row')}, {unsure:,} unsure"


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
        yield f'<div class="version">\n<h3>{escape(language_name(document.lang))}</h3>\n'
        # Without a title in the front matter, the heading above already shows the file's name.
        name = f'<p class="name">{title(document)}</p>\n' if "title" in document.metadata else ""
        yield f"{name}{_metadata(document.metadata)}</div>\n"
    yield f'</div>\n<div class="figures">\n{_counts(family)}{_pairs(family)}</div>\n'
    if some:
        size = quantity(len(some), "quotation")
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
    """Draw the confidence along the text; a bar shows the least sure of its rows."""
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
        rows.append(f'<tr><th scope="row">{escape(language_name(version.document.lang))}</th>{cells}</tr>\n')
    return (
        '<table class="figure">\n<caption>Sentences and quotations</caption>\n<thead><tr>'
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
        f'<p class="doubt">{escape(names[alignment.src])} and {escape(names[alignment.tgt])} agree very little:'
        " are they versions of one text?</p>\n"
        for alignment in family.alignments
        if alignment.hardly_agrees
    )
    return (
        '<table class="figure">\n<caption>Pairs of sentences</caption>\n<thead><tr><th scope="col">Languages</th>'
        '<th scope="col">Trust</th><th scope="col">Pairs</th><th scope="col">Mean confidence</th>'
        f'<th scope="col" class="types">By type</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n{doubts}'
    )


def _pair(alignment: Alignment, names: Mapping[str, str]) -> str:
    types = Counter(bead.type for bead in alignment.beads)
    ordered = sorted(types.items(), key=lambda item: (-item[1], item[0]))
    by_type = " ".join(f"<span>{kind} <b>{number:,}</b></span>" for kind, number in ordered)
    mean = sum(bead.confidence for bead in alignment.beads) / len(alignment) if len(alignment) else 0
    return (
        f'<tr><th scope="row">{escape(names[alignment.src])}, {escape(names[alignment.tgt])}</th>'
        f"<td>{two_digits(alignment.trust):.2f}</td><td>{len(alignment):,}</td><td>{two_digits(mean):.2f}</td>"
        f'<td class="types">{by_type}</td></tr>\n'
    )


def _sources(sources: Sequence[Segmented], anchors: Mapping[str, str]) -> Iterator[str]:
    if sources:
        yield '<section class="sources" id="sources" aria-labelledby="sources-title">\n'
        yield '<h2 id="sources-title">Sources</h2>\n<p>Texts in one language only.</p>\n'
        for source in sources:
            yield from _source(source, anchors[source.document.id])
        yield "</section>\n"


def _source(source: Segmented, anchor: str) -> Iterator[str]:
    document = source.document
    size = f"{escape(language_name(document.lang))}, {quantity(len(source.segments), 'sentence')}"
    yield f'<article class="source" id="{anchor}" aria-labelledby="{anchor}-title">\n'
    yield f'<h3 id="{anchor}-title">{title(document)}</h3>\n{_metadata(document.metadata)}'
    text = blocks(source, pieces(source, ()), range(len(source.segments)))
    yield f"<details><summary>Read the text <small>{size}</small></summary>\n"
    yield f'<div class="prose"{language(document)}>{text}</div></details>\n</article>\n'


def _metadata(metadata: Mapping[str, str]) -> str:
    """List the front matter except title and language: first author, date and address, then the rest by name."""
    known = [key for key in ("author", "date", "url") if key in metadata]
    others = sorted(metadata.keys() - {"title", "lang", *known})
    entries = "".join(
        f"<div><dt>{escape(key)}</dt><dd><bdi>{_value(key, metadata[key])}</bdi></dd></div>\n" for key in known + others
    )
    return f'<dl class="metadata">\n{entries}</dl>\n' if entries else ""


def _value(key: str, value: str) -> str:
    """Escape a value of the front matter; a web address under `url` becomes a link, any other value does not."""
    try:
        address = urlsplit(value.strip())
    except ValueError:
        return escape(value)
    if key != "url" or address.scheme not in ("http", "https") or not address.netloc:
        return escape(value)
    return f'<a href="{escape(value.strip())}" rel="noopener noreferrer">{escape(value.strip())}</a>'


def _signature(signature: Signature) -> str:
    pairs = (
        ("align", signature.version),
        ("encoder", signature.encoder),
        ("segmenter", signature.segmenter),
        *signature.parameters,
    )
    entries = "".join(f"<div><dt>{escape(name)}</dt><dd>{escape(value)}</dd></div>\n" for name, value in pairs)
    return f'<dl class="signature">\n{entries}</dl>\n'
