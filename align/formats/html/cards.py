"""Citations -> cards: the words of the source, and how each version renders them."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.formats.html.markup import band, escape, highlight, language, title
from align.formats.quotations import elsewhere, reasons, why_not
from align.lang.names import language_name
from align.model import CharSpan, NotFound, NotFoundReason, Verdict
from align.wording import quantity, two_digits

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from align.formats.html.markup import Anchors
    from align.model import Document
    from align.result import Citation, CitingVersion, Family, TracedQuotation

_CONTEXT = 100
"""Characters of the source shown before and after the quoted words."""
_SAME = 40
"""Two excerpts at most this many characters apart are shown as one."""
_NOT_JUDGED = "not judged"
"""Shown instead of a verdict if the versions lead to several sources."""
_NO_SOURCE = "no source"
"""Shown instead of a verdict if there was no source to search."""
_ORDER = (*Verdict, _NOT_JUDGED, _NO_SOURCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A citation with its place in the page."""

    anchor: str
    """Its id in the page."""
    citation: Citation


def cards(family: Family, citations: Iterable[Citation], anchors: Anchors) -> tuple[Card, ...]:
    """Return the cards of an article, in the order of the citations; those of other articles have none."""
    texts = {version.document.id: version.document.text for version in family.versions}
    out = []
    for citation in citations:
        if all(version.document in texts for version in citation.versions):
            words = (piece.quotation.span.slice(texts[piece.document]) for piece in citation.pieces)
            out.append(Card(anchor=anchors.of_words("q", family.stem, *words), citation=citation))
    return tuple(out)


def looked_for(some: Iterable[Card]) -> bool:
    """Tell whether any of the quotations has a source that was searched, or that is at least known by name."""
    return any(
        not (
            isinstance(piece.place, NotFound)
            and piece.place.reason is NotFoundReason.NO_SOURCE
            and not piece.place.cited
        )
        for card in some
        for piece in card.citation.pieces
    )


def section(
    anchor: str,
    some: Sequence[Card],
    documents: Mapping[str, Document],
    source_anchors: Mapping[str, str],
    row: Callable[[TracedQuotation], str],
) -> Iterator[str]:
    """Yield the cards of an article as a section of a page.

    `documents` are all by id, `source_anchors` the ids that sources have in the page, by the id of the document; `row`
    gives the id of the row of the page in which a quotation begins, empty if there is none.
    """
    yield f'<section class="quotations" id="{anchor}" aria-labelledby="{anchor}-title">\n'
    verdicts = Counter(pair for card in some for pair in _verdicts(card, documents))
    yield f'<h2 id="{anchor}-title">Quotations</h2>\n{_figures(len(some), verdicts)}'
    yield _filters(some, verdicts, documents)
    for number, card in enumerate(some, start=1):
        yield _card(number, card, documents, source_anchors, row)
    yield '<p class="nothing" hidden>No quotation matches.</p>\n</section>\n'


def _verdict(version: CitingVersion) -> str:
    """Return the verdict on a version in a word or two, also if it was not judged."""
    return version.verdict or (_NOT_JUDGED if any(piece.match for piece in version.pieces) else _NO_SOURCE)


def _figures(size: int, verdicts: Mapping[tuple[str, str], int]) -> str:
    """Return a table of the verdicts on some cards by language."""
    names, langs = _names(verdicts)
    head = "".join(f'<th scope="col">{name.capitalize()}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{escape(language_name(lang))}</th>'
        + "".join(f"<td>{verdicts.get((lang, name), 0):,}</td>" for name in names)
        + "</tr>\n"
        for lang in langs
    )
    return (
        f'<div class="figures"><table class="figure">\n<caption>{quantity(size, "quotation")}, by verdict</caption>\n'
        f'<thead><tr><th scope="col">Language</th>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n'
    )


def _filters(some: Sequence[Card], verdicts: Mapping[tuple[str, str], int], documents: Mapping[str, Document]) -> str:
    names, langs = _names(verdicts)
    sources = dict.fromkeys(source for card in some for source in card.citation.sources)
    choices = (
        _choice("Verdict", {name: name for name in names}),
        _choice("Language", {lang: language_name(lang) for lang in langs}),
        _choice("Source", {source: documents[source].title for source in sources}),
    )
    return (
        f'<form class="filters" aria-label="Choose quotations" hidden>\n{"".join(choices)}'
        '<p class="count" role="status"></p>\n</form>\n'
    )


def _choice(label: str, options: Mapping[str, str]) -> str:
    shown_options = "".join(f'<option value="{escape(key)}">{escape(name)}</option>' for key, name in options.items())
    return (
        f'<label>{label} <select name="{label.lower()}"><option value="">any</option>{shown_options}</select></label>\n'
    )


def _names(verdicts: Mapping[tuple[str, str], int]) -> tuple[list[str], list[str]]:
    """Return the verdicts and the languages that occur."""
    names = {name for _, name in verdicts}
    return [name for name in _ORDER if name in names], list(dict.fromkeys(lang for lang, _ in verdicts))


def _verdicts(card: Card, documents: Mapping[str, Document]) -> list[tuple[str, str]]:
    """Return language and verdict of each version."""
    return [(documents[version.document].lang, _verdict(version)) for version in card.citation.versions]


def _card(
    number: int,
    card: Card,
    documents: Mapping[str, Document],
    source_anchors: Mapping[str, str],
    row: Callable[[TracedQuotation], str],
) -> str:
    citation = card.citation
    quotations = [piece.quotation for piece in citation.pieces]
    about = [
        *dict.fromkeys(f"note {escape(quotation.note)}" for quotation in quotations if quotation.note),
        *dict.fromkeys(f"<bdi>{escape(quotation.speaker)}</bdi>" for quotation in quotations if quotation.speaker),
    ]
    found = "".join(_source(name, citation, documents, source_anchors) for name in citation.sources)
    versions = "".join(_version(version, documents, row) for version in citation.versions)
    verdicts = escape("|".join(f"{lang}:{verdict}" for lang, verdict in _verdicts(card, documents)))
    return (
        f'<article class="card" id="{card.anchor}" data-verdicts="{verdicts}" '
        f'data-sources="{escape("|".join(citation.sources))}" aria-label="Quotation {number}">\n'
        f'<p class="about"><a href="#{card.anchor}">{number}</a> {", ".join(about[:4])}</p>\n'
        f'<div class="sides">\n{found}{versions}</div>\n</article>\n'
    )


def _source(name: str, citation: Citation, documents: Mapping[str, Document], anchors: Mapping[str, str]) -> str:
    """Return the words of a source with some of their context; the quoted words and the differences are marked."""
    document = documents[name]
    placed = [(piece, place) for piece in citation.pieces if (place := piece.match) and place.source == name]
    quoted = [fragment for _, place in placed for fragment in place.fragments]
    marks = [(fragment, "f") for fragment in quoted]
    marks += [
        (difference.source, "o" if difference.marked else "d")
        for piece, _ in placed
        if piece.rendering
        for difference in piece.rendering.differences
        if difference.source
    ]
    excerpts = _excerpts(document.text, quoted)
    shown_parts = " […] ".join(highlight(document, span, marks) for span in excerpts)
    # An ellipsis says that the source has more words before or after.
    before = "… " if excerpts and excerpts[0].start else ""
    after = " …" if excerpts and excerpts[-1].end < len(document.text.rstrip()) else ""
    confidence = two_digits(max(place.confidence for _, place in placed))
    link = f'<a href="#{anchors[name]}">{title(document)}</a>' if name in anchors else title(document)
    disagreed = "" if all(place.agreed for _, place in placed) else " The versions, asked alone, lead elsewhere."
    return (
        f'<div class="side original"><h3>{escape(language_name(document.lang))}: {link}</h3>\n'
        f'<p class="words"{language(document)}>{before}{shown_parts}{after}</p>\n'
        f'<p class="found"><span class="conf {band(confidence)}">{confidence:.2f} {band(confidence)}</span>'
        f"{disagreed}</p></div>\n"
    )


def _excerpts(text: str, quoted: Iterable[CharSpan]) -> list[CharSpan]:
    """Return the stretches to show: quoted words with their context, cut between words; close ones are joined."""
    out: list[CharSpan] = []
    for span in sorted(quoted):
        start, end = max(0, span.start - _CONTEXT), min(len(text), span.end + _CONTEXT)
        if start:
            start = min(span.start, text.find(" ", start) + 1 or span.start)
        if end < len(text):
            end = max(span.end, text.rfind(" ", 0, end))
        if out and start <= out[-1].end + _SAME:
            start, end = out[-1].start, max(end, out.pop().end)
        out.append(CharSpan(start=start, end=end))
    return out


def _version(version: CitingVersion, documents: Mapping[str, Document], row: Callable[[TracedQuotation], str]) -> str:
    document = documents[version.document]
    marks = [
        (difference.rendering, "o" if difference.marked else "d")
        for rendering in version.renderings
        for difference in rendering.differences
        if difference.rendering
    ]
    words = "".join(
        f'<p class="words"{language(document)}>{highlight(document, piece.quotation.span, marks)}</p>\n'
        for piece in version.pieces
    )
    verdict = _verdict(version)
    why = dict.fromkeys(_reasons(version, document.text))
    told = "".join(f"<li>{escape(reason)}</li>" for reason in why if reason != verdict)
    listed = f'<ul class="reasons">{told}</ul>' if told else ""
    place = row(version.pieces[0])
    link = f' <a href="#{place}">in the text</a>' if place else ""
    return (
        f'<div class="side"><h3>{escape(language_name(document.lang))}{link}</h3>\n{words}'
        f'<p class="verdict {verdict.replace(" ", "-")}">{verdict}</p>\n{listed}</div>\n'
    )


def _reasons(version: CitingVersion, text: str) -> Iterator[str]:
    """Yield the reasons of the verdict, piece by piece; that one piece is verbatim is no reason of a worse verdict."""
    for piece in version.pieces:
        if isinstance(piece.place, NotFound):
            yield why_not(piece.place)
        elif piece.verdict is Verdict.VERBATIM is not version.verdict:
            yield from elsewhere(piece, text)
        else:
            yield from reasons(piece, text) or ("its versions lead to several sources",)
