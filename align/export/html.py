"""A result as one self-contained page, `report.html`: the versions side by side, in and out of a browser's JavaScript.

Everything that comes from a text is escaped, and the page's own content security policy admits no style and no script
but the two inlined here, so that a hostile text stays text. The page is a plain table without its script, which only
adds search, filters, order and a colour switch.
"""

from __future__ import annotations

import base64
import hashlib
import html
import math
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from importlib.resources import files
from itertools import groupby, pairwise
from string import Template
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from align.model import BlockKind, QuotationKind

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from align.model import Alignment, CharSpan, Document, Link, Quotation, Segmented, SegSpan, Signature
    from align.result import Family, Result

SURE, LIKELY = 0.9, 0.5
"""The least confidence that the page calls "sure" and "likely"; what is below both is "unsure"."""

_STRIP_BARS = 240
"""The most bars in the strip that shows confidence along a text: about what a screen can show and a finger can hit."""

_STRIP_WIDTH = 1200
"""Units of its drawing, some to a screen pixel: browsers blur what they stretch far."""

_STACK_FROM = 4
"""So many versions no longer fit side by side; their cells wrap under each other."""

_UNPRINTABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})

_LANGUAGES = {
    "ar": "Arabic", "be": "Belarusian", "bg": "Bulgarian", "ca": "Catalan", "cs": "Czech", "da": "Danish",
    "de": "German", "el": "Greek", "en": "English", "eo": "Esperanto", "es": "Spanish", "et": "Estonian",
    "eu": "Basque", "fa": "Persian", "fi": "Finnish", "fr": "French", "ga": "Irish", "grc": "Ancient Greek",
    "he": "Hebrew", "hi": "Hindi", "hr": "Croatian", "hu": "Hungarian", "hy": "Armenian", "id": "Indonesian",
    "is": "Icelandic", "it": "Italian", "ja": "Japanese", "ka": "Georgian", "ko": "Korean", "la": "Latin",
    "lt": "Lithuanian", "lv": "Latvian", "mk": "Macedonian", "nb": "Norwegian Bokmål", "nl": "Dutch",
    "nn": "Norwegian Nynorsk", "no": "Norwegian", "pl": "Polish", "pt": "Portuguese", "ro": "Romanian",
    "ru": "Russian", "sk": "Slovak", "sl": "Slovene", "sq": "Albanian", "sr": "Serbian", "sv": "Swedish",
    "th": "Thai", "tr": "Turkish", "uk": "Ukrainian", "ur": "Urdu", "vi": "Vietnamese", "yi": "Yiddish",
    "zh": "Chinese",
}  # fmt: skip


def render(result: Result) -> str:
    """Return the page; the same result gives the same page, byte for byte.

    The ids of its rows are made of the words in them, so that a link to a row survives changes elsewhere in the text.
    """
    anchors = _Anchors()
    families = [(anchors.of_words("text", family.stem), family) for family in result.families]
    style, script = _asset("report.css"), _asset("report.js")
    return Template(_asset("report.html")).substitute(
        policy=(
            f"default-src 'none'; style-src '{_digest(style)}'; script-src '{_digest(script)}'; "
            "base-uri 'none'; form-action 'none'"
        ),
        title=_text(result.title),
        style=style,
        script=script,
        contents="".join(_contents(families, result.sources)),
        texts="".join(part for anchor, family in families for part in _family(anchor, family, anchors))
        or "<p>No text exists in two languages here, so there is nothing to show side by side.</p>\n",
        sources="".join(_sources(result.sources, anchors)),
        signature=_signature(result.signature),
    )


def language_name(tag: str) -> str:
    """Return the English name of the language of a BCP 47 tag ("French", "Portuguese (BR)"), or else the tag."""
    primary, _, rest = tag.partition("-")
    name = _LANGUAGES.get(primary.lower())
    return tag if name is None else f"{name} ({rest})" if rest else name


def band(confidence: float) -> str:
    """Return "sure", "likely" or "unsure" for a confidence as the page shows it."""
    return "sure" if confidence >= SURE else "likely" if confidence >= LIKELY else "unsure"


class _Row(NamedTuple):
    """What the strip needs to know of a row."""

    anchor: str
    confidence: float


class _Piece(NamedTuple):
    """A segment as the page shows it."""

    markup: str
    quoted: bool
    """Whether it holds somebody's words; a term or a title is not that."""


class _Anchors:
    """Hands out ids made of words; the second of the same words gets a number."""

    def __init__(self) -> None:
        self._taken: Counter[str] = Counter()

    def of_words(self, prefix: str, *words: str) -> str:
        digest = hashlib.blake2b("\x1f".join(words).encode("utf-8", "replace"), digest_size=5).hexdigest()
        name = f"{prefix}-{digest}"
        self._taken[name] += 1
        return name if self._taken[name] == 1 else f"{name}-{self._taken[name]}"


def _contents(families: Sequence[tuple[str, Family]], sources: Sequence[Segmented]) -> Iterator[str]:
    if not sources and len(families) <= 1:
        return
    yield '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n<ol>\n'
    for anchor, family in families:
        unsure = sum(band(_shown(link.confidence)) == "unsure" for link in family.links.links)
        languages = ", ".join(language_name(version.document.lang) for version in family.versions)
        yield (
            f'<li><a href="#{anchor}">{_title(family.versions[0].document)}</a> <small>{_text(languages)}; '
            f"{_count(len(family.links.links), 'row')}, {unsure:,} unsure</small></li>\n"
        )
    if sources:
        yield f'<li><a href="#sources">Sources</a> <small>{_count(len(sources), "text")}</small></li>\n'
    yield "</ol>\n</nav>\n"


def _family(anchor: str, family: Family, anchors: _Anchors) -> Iterator[str]:
    documents = [version.document for version in family.versions]
    columns = f"n{len(documents)}" if len(documents) < _STACK_FROM else "nx"
    pieces = [
        _pieces(version, quoted.quotations) for version, quoted in zip(family.versions, family.quoted, strict=True)
    ]
    rows, markup = [], []
    for number, link in enumerate(family.links.links, start=1):
        words = (version.text(run) for version, run in zip(family.versions, link.members, strict=True))
        row = _Row(anchors.of_words("r", family.stem, *words), _shown(link.confidence))
        rows.append(row)
        markup.append(_line(row, number, link, family.versions, pieces))

    yield f'<section class="family {columns}" id="{anchor}" aria-labelledby="{anchor}-title">\n'
    yield f'<h2 id="{anchor}-title">{_title(documents[0])}</h2>\n<div class="versions">\n'
    for document in documents:
        yield f'<div class="version">\n<h3>{_text(language_name(document.lang))}</h3>\n'
        yield f'<p class="name">{_title(document)}</p>\n{_metadata(document.metadata)}</div>\n'
    yield f'</div>\n<div class="figures">\n{_counts(family)}{_pairs(family)}</div>\n{_strip(rows)}'
    yield f'<table class="links" role="table" aria-labelledby="{anchor}-title">\n'
    yield '<thead role="rowgroup"><tr role="row"><th role="columnheader" scope="col">Row</th>'
    for document in documents:
        yield f'<th role="columnheader" scope="col">{_text(language_name(document.lang))}</th>'
    yield '</tr></thead>\n<tbody role="rowgroup">\n'
    yield from markup
    yield "</tbody>\n</table>\n</section>\n"


def _line(row: _Row, number: int, link: Link, versions: Sequence[Segmented], pieces: Sequence[Sequence[_Piece]]) -> str:
    word = band(row.confidence)
    classes = [word]
    if any(len(run) != 1 for run in link.members):
        classes.append("uneven")
    if not all(link.members):
        classes.append("missing")
    if any(pieces[k][index].quoted for k, run in enumerate(link.members) for index in run):
        classes.append("quoted")
    if _opens_block(versions, link.members):
        classes.append("opens")
    kind = "-".join(str(len(run)) for run in link.members)
    cells = "".join(map(_cell, versions, pieces, link.members))
    return (
        f'<tr role="row" id="{row.anchor}" class="{" ".join(classes)}" data-c="{row.confidence:.2f}">'
        f'<th role="rowheader" scope="row"><a href="#{row.anchor}">{number}</a> <span class="type">{kind}</span> '
        f'<span class="conf {word}">{row.confidence:.2f} {word}</span></th>{cells}</tr>\n'
    )


def _cell(version: Segmented, pieces: Sequence[_Piece], run: SegSpan) -> str:
    document = version.document
    if not run:
        nothing = f'<p lang="en" dir="ltr">nothing here in {_text(language_name(document.lang))}</p>'
        return f'<td role="cell" class="gap"{_language(document)}>{nothing}</td>'
    return f'<td role="cell"{_language(document)}>{_blocks(version, pieces, run)}</td>'


def _blocks(version: Segmented, pieces: Sequence[_Piece], run: SegSpan | range) -> str:
    """Return a run of segments as paragraphs, each with the look of its block."""
    paragraphs = []
    for index, members in groupby(run, key=lambda k: version.segments[k].block):
        block = version.document.blocks[index]
        first, *rest = members
        opens = version.segments[first].span.start == block.span.start
        label = f'<b class="label">{_text(block.label)}</b> ' if block.label and opens else ""
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
        words = _text(text[start:end])
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
        rows.append(f'<tr><th scope="row">{_text(language_name(version.document.lang))}</th>{cells}</tr>\n')
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
        f'<tr><th scope="row">{_text(names[alignment.src])}, {_text(names[alignment.tgt])}</th>'
        f'<td>{len(alignment):,}</td><td>{_shown(mean):.2f}</td><td class="types">{by_type}</td></tr>\n'
    )


def _sources(sources: Sequence[Segmented], anchors: _Anchors) -> Iterator[str]:
    if sources:
        yield '<section class="sources" id="sources" aria-labelledby="sources-title">\n'
        yield '<h2 id="sources-title">Sources</h2>\n<p>Texts that exist here in one language only.</p>\n'
        for source in sources:
            yield from _source(source, anchors)
        yield "</section>\n"


def _source(source: Segmented, anchors: _Anchors) -> Iterator[str]:
    document = source.document
    anchor = anchors.of_words("source", document.id)
    size = f"{_text(language_name(document.lang))}, {_count(len(source.segments), 'sentence')}"
    yield f'<article class="source" id="{anchor}" aria-labelledby="{anchor}-title">\n'
    yield f'<h3 id="{anchor}-title">{_title(document)}</h3>\n{_metadata(document.metadata)}'
    text = _blocks(source, _pieces(source, ()), range(len(source.segments)))
    yield f"<details><summary>Read the text <small>{size}</small></summary>\n"
    yield f'<div class="prose"{_language(document)}>{text}</div></details>\n</article>\n'


def _metadata(metadata: Mapping[str, str]) -> str:
    """List what the front matter adds to title and language: first who, when and where, then the rest by name."""
    known = [key for key in ("author", "date", "url") if key in metadata]
    others = sorted(metadata.keys() - {"title", "lang", *known})
    entries = "".join(
        f"<div><dt>{_text(key)}</dt><dd><bdi>{_value(key, metadata[key])}</bdi></dd></div>\n" for key in known + others
    )
    return f'<dl class="metadata">\n{entries}</dl>\n' if entries else ""


def _value(key: str, value: str) -> str:
    """Make a link of a web address, and of nothing else that calls itself one."""
    try:
        address = urlsplit(value.strip())
    except ValueError:
        return _text(value)
    if key != "url" or address.scheme not in ("http", "https") or not address.netloc:
        return _text(value)
    return f'<a href="{_text(value.strip())}" rel="noopener noreferrer">{_text(value.strip())}</a>'


def _signature(signature: Signature) -> str:
    pairs = (
        ("align", signature.version),
        ("encoder", signature.encoder),
        ("segmenter", signature.segmenter),
        *signature.parameters,
    )
    entries = "".join(f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>\n" for name, value in pairs)
    return f'<dl class="signature">\n{entries}</dl>\n'


def _title(document: Document) -> str:
    return f"<bdi{_language(document)}>{_text(document.title)}</bdi>"


def _language(document: Document) -> str:
    """Return the attributes that tell a browser how to read, break and speak the words of a document."""
    direction = ' dir="rtl"' if _runs_leftward(document.lang) else ""
    return f' lang="{_text(document.lang)}"{direction}'


def _runs_leftward(tag: str) -> bool:
    """Say whether a BCP 47 tag means right-to-left writing: by its script if it names one, or else by its language."""
    language, *others = tag.lower().split("-")
    script = next((part for part in others if len(part) == len("Arab") and part.isalpha()), None)
    return language in _RIGHT_TO_LEFT_LANGUAGES if script is None else script in _RIGHT_TO_LEFT_SCRIPTS


def _count(number: int, noun: str) -> str:
    return f"{number:,} {noun}{'' if number == 1 else 's'}"


def _shown(confidence: float) -> float:
    """Cut a confidence to the two digits that the page shows, so that nothing short of certainty reads 1.00."""
    return math.floor(confidence * 100 + 1e-9) / 100


def _text(text: str) -> str:
    """Escape for text and attributes alike; what HTML cannot hold becomes the replacement character."""
    return html.escape(_UNPRINTABLE.sub("\ufffd", text))


def _asset(name: str) -> str:
    return files("align.export").joinpath(name).read_text("utf-8")


def _digest(code: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(code.encode()).digest()).decode("ascii")
