"""Traced quotations -> cards: the words of the source, and every rendering of them held against these.

A card has what renders the same words: the quotation in every version, and the pieces into which a reporting clause
parts it.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from align.formats.html.markup import band, count, escaped, language, language_name, painted, shown, title
from align.formats.quotations import reasons, why_not
from align.model import CharSpan, NotFound, NotFoundReason, QuotationMatch, Verdict

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from align.formats.html.markup import Anchors
    from align.model import Document
    from align.result import Family, TracedQuotation

_CONTEXT = 100
"""Characters of the source that are shown before and after quoted words."""
_SAME = 40
"""Between two stretches of the source that are shown, so many characters are shown as well."""
NOT_JUDGED = "not judged"
"""What stands for a verdict where the versions lead to several sources."""
NO_SOURCE = "no source"
"""What stands for a verdict where there was nothing to look in."""
_ORDER = (*Verdict, NOT_JUDGED, NO_SOURCE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What renders the same words."""

    anchor: str
    """Its id in the page."""
    versions: tuple[tuple[TracedQuotation, ...], ...]
    """The pieces of each version that has some, in the order of the versions and of their texts."""


def cards(family: Family, traced: Iterable[TracedQuotation], anchors: Anchors) -> tuple[Card, ...]:
    """Return the cards of an article, in the order of its first version; terms and titles have none."""
    documents = {version.document.id: version.document for version in family.versions}
    items = {
        (item.document, item.quotation.id): item
        for item in traced
        if item.document in documents and item.place is not None
    }
    groups: dict[tuple[str, str], list[tuple[str, str]]] = {key: [key] for key in items}
    for key, item in items.items():
        for other in (*item.counterparts, (item.document, item.quotation.chain)):
            if other in groups and groups[other] is not groups[key]:
                joined = [*groups[key], *groups[other]]
                groups |= dict.fromkeys(joined, joined)
    order = {key: number for number, key in enumerate(items)}
    out = []
    for group in {id(group): group for group in groups.values()}.values():
        own = [items[key] for key in sorted(group, key=order.__getitem__)]
        words = [documents[item.document].text[item.quotation.span.start : item.quotation.span.end] for item in own]
        versions = (tuple(item for item in own if item.document == name) for name in documents)
        out.append(
            Card(anchor=anchors.of_words("q", family.stem, *words), versions=tuple(some for some in versions if some))
        )
    return tuple(out)


def looked_for(some: Iterable[Card]) -> bool:
    """Tell whether there was a source to look in for any of the quotations, or it is known which it would be."""
    return any(
        not (
            isinstance(item.place, NotFound) and item.place.reason is NotFoundReason.NO_SOURCE and not item.place.cited
        )
        for card in some
        for pieces in card.versions
        for item in pieces
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


def verdict_of(item: TracedQuotation) -> str:
    """Return the verdict on a quotation in a word or two, also where it has no place."""
    if isinstance(item.place, QuotationMatch):
        return item.rendering.verdict if item.rendering else NOT_JUDGED
    supplied = not (isinstance(item.place, NotFound) and item.place.reason is NotFoundReason.NO_SOURCE)
    return Verdict.NOT_FOUND if supplied else NO_SOURCE


def _figures(size: int, verdicts: Mapping[tuple[str, str], int]) -> str:
    """Return a table of the verdicts on some cards by language."""
    names, langs = _names(verdicts)
    head = "".join(f'<th scope="col">{name.capitalize()}</th>' for name in names)
    rows = "".join(
        f'<tr><th scope="row">{escaped(language_name(lang))}</th>'
        + "".join(f"<td>{verdicts.get((lang, name), 0):,}</td>" for name in names)
        + "</tr>\n"
        for lang in langs
    )
    return (
        f'<div class="figures"><table class="figure">\n<caption>{count(size, "quotation")}, by verdict</caption>\n'
        f'<thead><tr><th scope="col">Language</th>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table></div>\n'
    )


def _filters(some: Sequence[Card], verdicts: Mapping[tuple[str, str], int], documents: Mapping[str, Document]) -> str:
    names, langs = _names(verdicts)
    sources = dict.fromkeys(source for card in some for source in _sources(card))
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
    shown_options = "".join(f'<option value="{escaped(key)}">{escaped(name)}</option>' for key, name in options.items())
    return (
        f'<label>{label} <select name="{label.lower()}"><option value="">any</option>{shown_options}</select></label>\n'
    )


def _names(verdicts: Mapping[tuple[str, str], int]) -> tuple[list[str], list[str]]:
    """Return the verdicts and the languages that there are."""
    names = {name for _, name in verdicts}
    return [name for name in _ORDER if name in names], list(dict.fromkeys(lang for lang, _ in verdicts))


def _verdicts(card: Card, documents: Mapping[str, Document]) -> list[tuple[str, str]]:
    """Return language and verdict of each version."""
    return [(documents[pieces[0].document].lang, verdict_of(pieces[0])) for pieces in card.versions]


def _sources(card: Card) -> list[str]:
    places = (item.place for pieces in card.versions for item in pieces)
    return list(dict.fromkeys(place.source for place in places if isinstance(place, QuotationMatch)))


def _card(
    number: int,
    card: Card,
    documents: Mapping[str, Document],
    source_anchors: Mapping[str, str],
    row: Callable[[TracedQuotation], str],
) -> str:
    items = [item for pieces in card.versions for item in pieces]
    about = [
        *dict.fromkeys(f"note {escaped(item.quotation.note)}" for item in items if item.quotation.note),
        *dict.fromkeys(f"<bdi>{escaped(item.quotation.speaker)}</bdi>" for item in items if item.quotation.speaker),
    ]
    found = "".join(_source(name, items, documents, source_anchors) for name in _sources(card))
    versions = "".join(_version(pieces, documents, row) for pieces in card.versions)
    verdicts = escaped("|".join(f"{lang}:{verdict}" for lang, verdict in _verdicts(card, documents)))
    return (
        f'<article class="card" id="{card.anchor}" data-verdicts="{verdicts}" '
        f'data-sources="{escaped("|".join(_sources(card)))}" aria-label="Quotation {number}">\n'
        f'<p class="about"><a href="#{card.anchor}">{number}</a> {", ".join(about[:4])}</p>\n'
        f'<div class="sides">\n{found}{versions}</div>\n</article>\n'
    )


def _source(
    name: str, items: Sequence[TracedQuotation], documents: Mapping[str, Document], anchors: Mapping[str, str]
) -> str:
    """Return the words of a source with some of their context, what is quoted and what is at issue marked."""
    document = documents[name]
    placed = [
        (item, item.place) for item in items if isinstance(item.place, QuotationMatch) and item.place.source == name
    ]
    quoted = [fragment for _, place in placed for fragment in place.fragments]
    marks = [(fragment, "f") for fragment in quoted]
    marks += [
        (difference.source, "o" if difference.marked else "d")
        for item, _ in placed
        if item.rendering
        for difference in item.rendering.differences
        if difference.source
    ]
    excerpts = _excerpts(document.text, quoted)
    shown_parts = " […] ".join(painted(document, span, marks) for span in excerpts)
    # Where the words before or after are not shown, an ellipsis says so.
    before = "… " if excerpts and excerpts[0].start else ""
    after = " …" if excerpts and excerpts[-1].end < len(document.text.rstrip()) else ""
    confidence = shown(max(place.confidence for _, place in placed))
    link = f'<a href="#{anchors[name]}">{title(document)}</a>' if name in anchors else title(document)
    disagreed = "" if all(place.agreed for _, place in placed) else " The versions, asked alone, lead elsewhere."
    return (
        f'<div class="side original"><h3>{escaped(language_name(document.lang))}: {link}</h3>\n'
        f'<p class="words"{language(document)}>{before}{shown_parts}{after}</p>\n'
        f'<p class="found"><span class="conf {band(confidence)}">{confidence:.2f} {band(confidence)}</span>'
        f"{disagreed}</p></div>\n"
    )


def _excerpts(text: str, quoted: Iterable[CharSpan]) -> list[CharSpan]:
    """Return the stretches to show: what is quoted and its context, at whole words, those together that are close."""
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


def _version(
    pieces: Sequence[TracedQuotation], documents: Mapping[str, Document], row: Callable[[TracedQuotation], str]
) -> str:
    document, first = documents[pieces[0].document], pieces[0]
    differences = [difference for item in pieces if item.rendering for difference in item.rendering.differences]
    marks = [
        (difference.rendering, "o" if difference.marked else "d") for difference in differences if difference.rendering
    ]
    words = "".join(
        f'<p class="words"{language(document)}>{painted(document, item.quotation.span, marks)}</p>\n' for item in pieces
    )
    verdict = verdict_of(first)
    why = tuple(why_not(item.place) for item in pieces if isinstance(item.place, NotFound))
    if isinstance(first.place, QuotationMatch):
        why = reasons(first, document.text) or ("its versions lead to several sources",)
    told = "".join(f"<li>{escaped(reason)}</li>" for reason in dict.fromkeys(why) if reason != verdict)
    listed = f'<ul class="reasons">{told}</ul>' if told else ""
    place = row(first)
    link = f' <a href="#{place}">in the text</a>' if place else ""
    return (
        f'<div class="side"><h3>{escaped(language_name(document.lang))}{link}</h3>\n{words}'
        f'<p class="verdict {verdict.replace(" ", "-")}">{verdict}</p>\n{listed}</div>\n'
    )
