"""Evaluate the location of quotations in their sources by cross-validation, or fit its model.

    python benchmarks/quotations.py NTREX           # cross-validation over documents
    python benchmarks/quotations.py NTREX --fit     # fit to all documents and write align/locate/span_model.json

NTREX is the folder of the data: `quotes.jsonl`, `articles/`, `sources/`, and the texts themselves line by line,
`dev.en`, `dev.fr`, `dev.ru`, `dev.docs`. The quotations of every article are searched in the source of its document and
the sources of nine others, and again without its own.

The weights maximise the log of the expected overlap with the gold, less a quadratic penalty that is the same for all
weights. The model also learns from other cases than those measured, because real articles are not translations of their
sources, and real sources are running text: see `LESSONS`.
"""

from __future__ import annotations

import argparse
import json
import os
import random
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.optimize import minimize

import align.locate
from align.encoders import encoder
from align.evaluate.spans import LocatedQuotation, SourcePlace, compare, figures, intersection_over_union
from align.locate import Article, SpanModel, source_index
from align.locate.decide import decide, first_step
from align.locate.evidence import Evidence, evidence
from align.locate.features import FEATURES
from align.locate.library import Library, library
from align.locate.neighbours import NEIGHBOURS, neighbours
from align.model import (
    Block,
    BlockKind,
    CharSpan,
    Document,
    Quotation,
    QuotationKind,
    QuotationMatch,
)
from align.quote import quotations
from align.read import read_document
from align.segment import SEGMENTER, segment

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from align.encoders import Encoder
    from align.locate import SourceIndex
    from align.locate.search import Candidates
    from align.locate.source import Floats

    Doubles = NDArray[np.float64]

LANGUAGES = ("en", "fr")
OTHERS = 9
FOLDS = 5
PENALTY = 5.0
LESSONS = {
    "supplied": 1.0,
    "withheld": 1.0,
    "running": 0.5,
    "elsewhere": 0.5,
    "elsewhere, withheld": 0.5,
    "passages": 0.5,
}
"""The cases from which the first step learns, with their weights. "supplied" and "withheld" are the measured cases,
with and without the source. In "running" the lines of the source are in order and one paragraph. In "elsewhere" the
quotations are in sentences of other articles, because the context of a quotation need not be in the source. "passages"
are of two to four sentences, in such sentences and from such a source."""
LESSONS_TOGETHER = {"supplied": 1.0, "withheld": 1.5, "running": 0.5}
"""The same for the second step."""
SKIPPED = 4
"""Of the candidates that do not overlap the gold, one in 4 is used, with a weight of 4."""
CITED = 2.0
"""Weight of a note that names the source: odds of seven to one. It is set by hand, as the data has no notes."""
VOTES = 1.25
"""The best of 1, 1.25, 1.5 and 2, by the probability of the gold where French and English vote together."""
THRESHOLD = 0.25
"""Lowest confidence of a found place: about as many true places lie below as wrong ones above."""


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Example:
    """The evidence on the quotations of an article, and the true places of some of them."""

    lesson: str
    name: str
    lang: str
    library: Library
    known: tuple[Evidence, ...]
    quotations: tuple[Quotation, ...]
    truth: Mapping[int, CharSpan | None]
    """The place of a quotation, by its number, in the source of the same name; None if that source is withheld."""


def examples(folder: Path, model: Encoder) -> Iterator[Example]:
    """Search for the quotations in all cases for measuring and learning."""
    records = [json.loads(line) for line in (folder / "quotes.jsonl").read_text("utf-8").splitlines()]
    names = sorted({record["doc"] for record in records})
    articles = {
        (name, lang): extract(read_document(folder / f"articles/{name}.{lang}.txt", id=f"{lang}/{name}", lang=lang))
        for name in names
        for lang in LANGUAGES
    }
    documents = {name: read_document(folder / f"sources/{name}.ru.txt", id=f"ru/{name}", lang="ru") for name in names}
    sources = {name: source_index(segment(document), model) for name, document in documents.items()}
    lines = aligned_lines(folder)
    for name in names:
        chance = random.Random(name)
        others = [sources[other] for other in chance.sample([other for other in names if other != name], OTHERS)]
        shuffled = documents[name].text
        ordered = in_order(shuffled, lines[name, "ru"])
        running = source_index(segment(make_document(f"ru/{name}", "ru", [" ".join(ordered)])), model)
        for lang in LANGUAGES:
            gold = [record for record in records if (record["doc"], record["lang"]) == (name, lang)]
            article = articles[name, lang]
            indices = [closest(article.quotations, CharSpan(start=one["start"], end=one["end"])) for one in gold]
            places = [CharSpan(start=one["ru_start"], end=one["ru_end"]) for one in gold]
            text = article.segmented.document.text
            words = [text[q.span.start : q.span.end] for q in (article.quotations[index] for index in indices)]
            said = [shuffled[place.start : place.end] for place in places]
            passages = list(draw_passages(lines[name, lang], ordered, chance))
            strangers = [one for (other, tongue), one in articles.items() if other != name and tongue == lang]
            moved = move_quotations(name, lang, words, strangers, chance)
            long = move_quotations(name, lang, [passage for passage, _ in passages], strangers, chance)
            at = dict(zip(indices, places, strict=True))
            at_running = dict(zip(indices, find_again(running, said), strict=True))
            at_long = dict(enumerate(find_again(running, [russian for _, russian in passages])))
            for lesson, quoting, own, truth in (
                ("supplied", article, [sources[name]], at),
                ("withheld", article, [], dict.fromkeys(at)),
                ("running", article, [running], {i: place for i, place in at_running.items() if place}),
                ("elsewhere", moved, [sources[name]], dict(enumerate(places))),
                ("elsewhere, withheld", moved, [], dict.fromkeys(range(len(places)))),
                ("passages", long, [running], {i: place for i, place in at_long.items() if place}),
            ):
                everything = library([*own, *others])
                known = evidence([quoting], [], everything, model)
                yield Example(
                    lesson=lesson,
                    name=name,
                    lang=lang,
                    library=everything,
                    known=tuple(known),
                    quotations=quoting.quotations,
                    truth=truth,
                )


def extract(document: Document) -> Article:
    return Article(segmented=segment(document), quotations=quotations(document).quotations, sources={})


def closest(some: Sequence[Quotation], span: CharSpan) -> int:
    return max(range(len(some)), key=lambda index: intersection_over_union(some[index].span, span))


def aligned_lines(folder: Path) -> dict[tuple[str, str], list[str]]:
    """Return the sentences of each document in each language; sentences of equal index translate each other."""
    lines: dict[tuple[str, str], list[str]] = {}
    names = (folder / "dev.docs").read_text("utf-8").split("\n")
    for lang in (*LANGUAGES, "ru"):
        for name, line in zip(names, (folder / f"dev.{lang}").read_text("utf-8").split("\n"), strict=True):
            lines.setdefault((name, lang), []).append(line)
    return lines


def in_order(text: str, lines: Sequence[str]) -> list[str]:
    """Return the lines of a source in the order of `lines`, from which they differ in punctuation."""
    by_letters = {letters(line): line for line in text.splitlines()}
    return [by_letters.get(letters(line), line) for line in lines]


def letters(line: str) -> str:
    return "".join(filter(str.isalnum, line))


def draw_passages(lines: Sequence[str], russian: Sequence[str], chance: random.Random) -> Iterator[tuple[str, str]]:
    """Draw passages that do not overlap, with their originals."""
    at = chance.randrange(4)
    while at + 2 <= len(lines):
        size = chance.randint(2, 4)
        yield " ".join(lines[at : at + size]), " ".join(russian[at : at + size])
        at += size + chance.randrange(6)


def find_again(source: SourceIndex, passages: Sequence[str]) -> list[CharSpan | None]:
    text = source.document.text
    starts = [text.find(passage) for passage in passages]
    return [
        CharSpan(start=start, end=start + len(passage)) if start >= 0 else None
        for start, passage in zip(starts, passages, strict=True)
    ]


def make_document(name: str, lang: str, paragraphs: Sequence[str]) -> Document:
    """Make a document from paragraphs."""
    blocks, text = [], ""
    for paragraph in paragraphs:
        span = CharSpan(start=len(text), end=len(text) + len(paragraph.strip()))
        blocks.append(Block(kind=BlockKind.PARAGRAPH, span=span))
        text += paragraph.strip() + "\n"
    return Document(id=name, lang=lang, path=name, text=text, blocks=tuple(blocks))


def move_quotations(
    name: str, lang: str, words: Sequence[str], others: Sequence[Article], chance: random.Random
) -> Article:
    """Make an article with each quotation in a sentence from another article, in place of a quotation there."""
    frames = [frame for other in others for frame in surroundings(other)]
    paragraphs, quoted, at = [], [], 0
    for number, text in enumerate(words):
        before, after = chance.choice(frames)
        paragraphs.append(f"{before}{text}{after}")
        span = CharSpan(start=at + len(before), end=at + len(before) + len(text))
        quoted.append(Quotation(id=str(number), span=span, depth=1, kind=QuotationKind.QUOTATION, fragments=(span,)))
        at += len(paragraphs[-1]) + 1
    return Article(
        segmented=segment(make_document(f"{lang}/{name}", lang, paragraphs)), quotations=tuple(quoted), sources={}
    )


def surroundings(article: Article) -> Iterator[tuple[str, str]]:
    """Yield the words before and after each quotation in its sentences."""
    text = article.segmented.document.text
    for quotation in article.quotations:
        span = quotation.span
        around = [s.span for s in article.segmented.segments if s.span.start < span.end and s.span.end > span.start]
        yield text[around[0].start : span.start].lstrip(), text[span.end : around[-1].end].rstrip()


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Lesson:
    """The candidates for one quotation, with their true overlaps."""

    features: Floats
    gains: Floats | None
    """Overlap of each candidate with the true place; None if the source is withheld."""
    counts: Floats
    """Number of candidates that each represents."""
    weight: float


def lesson(one: Example, index: int, features: Floats, weight: float) -> Lesson:
    found, place = one.known[index].stretches[0].found, one.truth[index]
    gains = None if place is None else overlaps(one.library, found, f"ru/{one.name}", place)
    nothing = np.ones(len(found), np.bool_) if gains is None else gains == 0
    kept = ~nothing | (np.arange(len(found)) % SKIPPED == 0)
    return Lesson(
        features=features[kept],
        gains=None if gains is None else gains[kept],
        counts=np.where(nothing, SKIPPED, 1)[kept].astype(np.float32),
        weight=weight,
    )


def overlaps(everything: Library, found: Candidates, name: str, place: CharSpan) -> Floats:
    out = np.zeros(len(found), np.float32)
    for number, source in enumerate(everything.sources):
        if source.id == name:
            here = found.in_source(number)
            start, end = source.offsets[found.start[here], 0], source.offsets[found.end[here] - 1, 1]
            shared = np.minimum(end, place.end) - np.maximum(start, place.start)
            out[here] = np.maximum(shared, 0) / (np.maximum(end, place.end) - np.minimum(start, place.start))
    return out


def fit(lessons: Sequence[Lesson], penalty: float) -> tuple[Floats, float]:
    """Return the weights of the features, and the score of the case that no candidate is right."""
    table = np.concatenate([one.features for one in lessons])
    mean, scale = table.mean(axis=0), table.std(axis=0) + np.float32(1e-3)
    table = (table - mean) / scale
    sizes = [len(one.counts) for one in lessons]
    first, owner = np.cumsum([0, *sizes[:-1]]), np.repeat(np.arange(len(sizes)), sizes)
    log_counts = np.log(np.concatenate([one.counts for one in lessons]))
    gains = np.concatenate([np.zeros(len(one.counts)) if one.gains is None else one.gains for one in lessons])
    none = np.array([one.gains is None for one in lessons])
    weight = np.array([one.weight for one in lessons])

    def loss(point: Doubles) -> tuple[float, Doubles]:
        weights, nowhere = point[:-1], point[-1]
        score = (table @ weights.astype(np.float32)).astype(np.float64) + log_counts
        peak = np.maximum(np.maximum.reduceat(score, first), nowhere)
        share, share_none = np.exp(score - peak[owner]), np.exp(nowhere - peak)
        total = np.add.reduceat(share, first) + share_none
        right = share * gains
        hit = np.where(none, share_none, np.add.reduceat(right, first)) + 1e-12 * total
        value = -float(weight @ np.log(hit / total)) + penalty / 2 * float(weights @ weights)
        pull = weight[owner] * (share / total[owner] - np.where(none[owner], 0, right / hit[owner]))
        slope = (table.T @ pull.astype(np.float32)).astype(np.float64) + penalty * weights
        return value, np.append(slope, weight @ (share_none / total - np.where(none, share_none / hit, 0)))

    best = minimize(loss, np.zeros(table.shape[1] + 1), jac=True, method="L-BFGS-B", options={"maxiter": 150}).x
    weights = best[:-1] / scale
    return weights, float(best[-1] + mean @ weights)


def learn(seen: Sequence[Example]) -> dict[str, Any]:
    """Fit both steps; return the content of the model file."""
    alone, alone_none = fit(
        [
            lesson(one, index, one.known[index].stretches[0].features[0], LESSONS[one.lesson])
            for one in seen
            for index in one.truth
            if teaches(one, index)
        ],
        PENALTY,
    )
    record = {
        "name": "spans-1",
        "alone": round_weights(FEATURES, alone),
        "alone_none": round(alone_none, 4),
        "votes": VOTES,
        "together": dict.fromkeys(NEIGHBOURS, 0.0),
        "together_score": 1.0,
        "together_none": 0.0,
        "threshold": THRESHOLD,
    }
    model = SpanModel.of(record)
    together, together_none = fit(
        [
            lesson(one, index, table, LESSONS_TOGETHER[one.lesson])
            for one in seen
            if one.lesson in LESSONS_TOGETHER
            for index, table in second_step(one, model)
        ],
        1.0,
    )
    return record | {
        "together": round_weights(NEIGHBOURS, together[1:]) | {"cited": CITED},
        "together_score": round(float(together[0]), 4),
        "together_none": round(together_none, 4),
    }


def teaches(one: Example, index: int) -> bool:
    """Say whether a quotation is in one piece, as in the gold, and has candidates."""
    stretches = one.known[index].stretches
    return len(stretches) == 1 and len(stretches[0].found) > 0


def second_step(one: Example, model: SpanModel) -> Iterator[tuple[int, Floats]]:
    """Yield the features of the second step, after the score of the first."""
    scores, sights = first_step(one.known, model)
    for index in one.truth:
        if teaches(one, index):
            others = neighbours(sights, index, one.known[index].stretches[0].found, None)
            yield index, np.column_stack([scores[index][0], others])


def round_weights(names: dict[str, str], weights: Floats) -> dict[str, float]:
    return {name: round(float(weight), 4) for name, weight in zip(names, weights, strict=True)}


def verdicts(one: Example, model: SpanModel) -> tuple[list[LocatedQuotation], list[LocatedQuotation]]:
    """Return the gold places and the located ones."""
    gold, auto = [], []
    found = decide(one.library, one.known, model)
    for index, place in one.truth.items():
        span = one.quotations[index].span
        result = found[one.known[index].voices[0]]
        lang, name = one.lang, f"{one.name} {one.lesson}"
        truth = SourcePlace(source=f"ru/{one.name}", span=place) if place else None
        gold.append(LocatedQuotation(document=name, lang=lang, span=span, place=truth))
        there = SourcePlace(source=result.source, span=result.span) if isinstance(result, QuotationMatch) else None
        auto.append(LocatedQuotation(document=name, lang=lang, span=span, place=there))
    return gold, auto


def cross_validate(everything: Sequence[Example]) -> Iterator[tuple[Example, SpanModel]]:
    names = sorted({one.name for one in everything})
    random.Random(0).shuffle(names)
    for fold in range(FOLDS):
        unseen = set(names[fold::FOLDS])
        model = SpanModel.of(learn([one for one in everything if one.name not in unseen]))
        for one in everything:
            if one.name in unseen:
                yield one, model


def report(judged: Sequence[tuple[Example, SpanModel]]) -> None:
    for lessons in (("supplied", "withheld"), ("running",), ("elsewhere", "elsewhere, withheld"), ("passages",)):
        gold: list[LocatedQuotation] = []
        auto: list[LocatedQuotation] = []
        for one, model in judged:
            if one.lesson in lessons:
                some, located = verdicts(one, model)
                gold += some
                auto += located
        for lang, score in figures(compare(gold, auto)).items():
            print(
                f"{' / '.join(lessons):32} {lang}: {score.supplied} supplied, {score.found:.3f} found,"
                f" {score.right:.3f} right, mean IoU {score.overlap:.3f};"
                f" {score.withheld} withheld, {score.not_found:.3f} not found"
            )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--fit", action="store_true")
    arguments = parser.parse_args()
    model = encoder("muse")
    everything = list(examples(arguments.folder, model))
    if arguments.fit:
        record = learn(everything) | {"encoder": model.signature}
        target = Path(align.locate.__file__).with_name("span_model.json")
        target.write_text(json.dumps(record, indent=2) + "\n", "utf-8")
        print("seen:")
        report([(one, SpanModel.of(record)) for one in everything])
    else:
        print(f"encoder:{model.signature}|segmenter:{SEGMENTER}|folds:{FOLDS}|penalty:{PENALTY}|threshold:{THRESHOLD}")
        report(list(cross_validate(everything)))


if __name__ == "__main__":
    os.environ.setdefault("OMP_NUM_THREADS", "1")
    main()
