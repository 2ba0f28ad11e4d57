"""Judge the renderings of gold quotations, and count the planted errors that are found, and the false alarms.

python benchmarks/rendering.py texts TEXTS GOLD              (a project folder, and the folder of its annotation)
python benchmarks/rendering.py quotes QUOTES [--seed N]      (JSON Lines of faithful renderings: lang, text, ru, ...)
python benchmarks/rendering.py lines A.en B.ru DOCS          (parallel lines, and the document that each belongs to)
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter, defaultdict
from itertools import combinations
from pathlib import Path
from typing import TYPE_CHECKING, Any

from align.encoders import encoder
from align.lang.facts import Fact, FactKind, compare, facts, shared_names, similar_names
from align.model import CharSpan, DifferenceKind, FragmentMark, Mark, Rendering
from align.rendering import Excerpt, inconsistencies, judge

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.encoders import Encoder

_MARK = re.compile(r"(?P<omission>[\[(]…[\])])|(?P<sic>\[\*?sic\*?\])|(?P<insertion>\[[^\]]+\])")
_FACTS = frozenset(
    (DifferenceKind.NUMBER, DifferenceKind.DATE, DifferenceKind.NAME, DifferenceKind.NEGATION, DifferenceKind.MODALITY,
     DifferenceKind.PERSON, DifferenceKind.RECURRENCE)
)  # fmt: skip


def main() -> None:
    """Print figures and every finding."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)
    texts = commands.add_parser("texts")
    texts.add_argument("texts", type=Path)
    texts.add_argument("gold", type=Path)
    texts.set_defaults(run=lambda options, model: _texts(options.texts, options.gold, model))
    quotes = commands.add_parser("quotes")
    quotes.add_argument("quotes", type=Path)
    quotes.add_argument("--seed", type=int, default=1)
    quotes.set_defaults(run=lambda options, model: _quotes(options.quotes, options.seed, model))
    lines = commands.add_parser("lines")
    lines.add_argument("left", type=Path)
    lines.add_argument("right", type=Path)
    lines.add_argument("docs", type=Path)
    lines.add_argument("--seed", type=int, default=1)
    lines.set_defaults(run=lambda options, _: _lines(options.left, options.right, options.docs, options.seed))
    options = parser.parse_args()
    options.run(options, encoder("muse", threads=1))


def _texts(texts: Path, gold: Path, model: Encoder) -> None:
    records = _records(gold / "quotations.jsonl")
    planted = _records(gold / "planted.jsonl")
    files = {
        f"{lang}/{path.stem}": _body(path) for lang in ("fr", "en", "ru") for path in sorted((texts / lang).iterdir())
    }
    known = _known(files)
    by_id: dict[str, dict[str, dict[str, Any]]] = defaultdict(dict)
    for record in records:
        by_id[record["id"]][record["lang"]] = record
    where = defaultdict(set)
    for plant in planted:
        for quotation in [plant["quotation"]] if isinstance(plant["quotation"], str) else plant["quotation"]:
            for lang in ("fr", "en") if plant["where"] == "both" else (plant["where"],):
                where[quotation, lang].add(plant["id"])
    found, false, pairs = set(), 0, []
    for name, versions in by_id.items():
        source = _source(files, versions["fr"])
        renderings = [_version(versions[lang]) for lang in ("fr", "en")]
        pairs += [(name, source, rendering) for rendering in renderings]
        for lang, judged in zip(("fr", "en"), judge(source, renderings, model, known=known), strict=True):
            faults = [r for d, r in zip(judged.differences, judged.reasons, strict=False) if not d.marked]
            plants = where[name, lang]
            print(name, lang, judged.verdict, "|", "; ".join(judged.reasons), "|", *sorted(plants))
            found |= plants if faults else set()
            false += bool(faults and not plants)
    for (name, *one), (other_name, *other) in combinations(pairs, 2):
        for _ in inconsistencies([(one[0], one[1]), (other[0], other[1])]):
            lang = one[1].lang
            plants = where[name, lang] & where[other_name, lang]
            print(name, other_name, lang, "rendered differently |", *sorted(plants))
            found |= plants
            false += not plants
    print(f"planted found: {len(found)} of {len(planted)}, not {sorted({p['id'] for p in planted} - found)}")
    print(f"false alarms: {false} of {len(records)}")


def _quotes(path: Path, seed: int, model: Encoder) -> None:
    groups: dict[tuple[str, int, int], dict[str, str]] = defaultdict(dict)
    for record in _records(path):
        groups[record["doc"], record["ru_start"], record["ru_end"]] |= {
            "ru": record["ru"],
            record["lang"]: record["text"],
        }
    cases = [group for group in groups.values() if {"fr", "en"} <= group.keys()]
    counts: Counter[str] = Counter()
    for case in cases:
        for lang, judged in zip(("fr", "en"), _judge(case, model), strict=True):
            kinds = {difference.kind for difference in judged.differences if not difference.marked}
            counts["judged"] += 1
            counts["facts"] += bool(kinds & _FACTS)
            counts["silent"] += bool(kinds - _FACTS)
            if kinds:
                print(lang, judged.verdict, "|", "; ".join(judged.reasons), "|", case["ru"], "|", case[lang])
    print(dict(counts))
    _count_found_mutations(cases, random.Random(seed), model)


def _count_found_mutations(cases: Sequence[dict[str, str]], rng: random.Random, model: Encoder) -> None:
    """Change one rendering of each case, and count the changes that are found."""
    clauses = {lang: [c for case in cases for c in _clauses(case[lang])] for lang in ("fr", "en", "ru")}
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for case in cases:
        for lang in ("fr", "en"):
            for name, mutant, kinds in _mutants(case, lang, clauses, rng):
                tried[name] += 1
                judged = _judge(mutant, model)[("fr", "en").index(lang)]
                caught[name] += any(d.kind in kinds and not d.marked for d in judged.differences)
    for name, count in tried.items():
        print(f"{name}: {caught[name]} of {count}")


def _mutants(
    case: dict[str, str], lang: str, clauses: dict[str, list[str]], rng: random.Random
) -> Iterable[tuple[str, dict[str, str], frozenset[DifferenceKind]]]:
    own = _clauses(case[lang])
    silent = frozenset((DifferenceKind.CUT, DifferenceKind.ADDITION))
    if len(own) > 1:
        cut = rng.choice([clause for clause in own if len(clause.split()) > 3] or own)
        rest = " ".join(case[lang].replace(cut, " ", 1).split())
        yield "clause cut from the rendering", case | {lang: rest}, silent
    added = rng.choice(clauses[lang])
    yield "foreign clause added to the rendering", case | {lang: f"{case[lang].rstrip(' .,')}, {added}."}, silent
    figures = re.search(r"\d+", case[lang])
    if figures:
        number = str(int(figures[0]) + rng.randint(1, 9))
        changed = case[lang][: figures.start()] + number + case[lang][figures.end() :]
        yield "number changed", case | {lang: changed}, frozenset((DifferenceKind.NUMBER, DifferenceKind.DATE))


def _lines(left: Path, right: Path, docs: Path, seed: int) -> None:
    """Compare the facts of parallel lines, and again with one fact changed on the right."""
    sides = [path.read_text(encoding="utf-8").splitlines() for path in (left, right)]
    langs = [path.suffix[1:] for path in (left, right)]
    read = [[facts(line, lang) for line in side] for side, lang in zip(sides, langs, strict=True)]
    names = docs.read_text(encoding="utf-8").split()
    rng = random.Random(seed)
    told: Counter[str] = Counter()
    tried: Counter[str] = Counter()
    caught: Counter[str] = Counter()
    for name in sorted(set(names)):
        rows = [i for i, other in enumerate(names) if other == name]
        known = shared_names(*([fact for i in rows for fact in side[i]] for side in read))
        for i in rows:
            found = compare(read[0][i], read[1][i], known=known)
            told["name" if found and all(m.kind is FactKind.NAME for m in found) else "number or date"] += bool(found)
            for mismatch in found:
                ends = zip((mismatch.left, mismatch.right), sides, strict=True)
                print(i + 1, mismatch.kind, *(f and side[i][f.span.start : f.span.end] for f, side in ends))
            for kind, mutant in _changed_lines(sides[1][i], read[1][i], sorted(known), rng):
                tried[kind] += 1
                after = compare(read[0][i], facts(mutant, langs[1]), known=known)
                caught[kind] += after != found
    print(f"{len(names)} lines; told on the lines as they are: {dict(told)}")
    for kind, count in tried.items():
        print(f"changed {kind}: found {caught[kind]} of {count}")


def _changed_lines(
    line: str, read: Sequence[Fact], known: Sequence[str], rng: random.Random
) -> Iterable[tuple[str, str]]:
    """Yield copies of a line with one number in figures, or one known name, replaced by another."""
    figures = re.search(r"\d+", line)
    if figures:
        yield "number", line[: figures.start()] + str(int(figures[0]) + rng.randint(1, 9)) + line[figures.end() :]
    candidates = [fact for fact in read if fact.kind is FactKind.NAME and fact.firm and fact.value in known]
    others = [name for name in known if candidates and (name[0] > "z") == (str(candidates[0].value)[0] > "z")]
    if candidates and others:
        span, other = candidates[0].span, rng.choice(others)
        if not similar_names(line[span.start : span.end], other):
            yield "name", line[: span.start] + other + line[span.end :]


def _clauses(text: str) -> list[str]:
    return [clause for clause in re.split(r"(?<=[,;:.!?])\s+", text) if len(clause.split()) > 2]


def _judge(case: dict[str, str], model: Encoder) -> tuple[Rendering, ...]:
    source, *renderings = (
        Excerpt(document=lang, lang=lang, text=case[lang], fragments=(CharSpan(start=0, end=len(case[lang])),))
        for lang in ("ru", "fr", "en")
    )
    return judge(source, renderings, model)


def _known(files: dict[str, str]) -> frozenset[str]:
    found = {name: facts(text, name[:2]) for name, text in files.items()}
    pairs = [(a, b) for a in found for b in found if a[:2] == "ru" != b[:2]]
    return frozenset().union(*(shared_names(found[a], found[b]) for a, b in pairs))


def _body(path: Path) -> str:
    return re.sub(r"\A---\n.*?\n---\n", "", path.read_text(encoding="utf-8"), flags=re.DOTALL).replace("*", "")


def _source(files: dict[str, str], record: dict[str, Any]) -> Excerpt:
    text = files[record["source"]]
    at, fragments = text.index(record["source_text"]), []
    for fragment in record["fragments"]:
        at = text.index(fragment, at)
        fragments.append(CharSpan(start=at, end=at + len(fragment)))
        at += len(fragment)
    return Excerpt(document=record["source"], lang="ru", text=text, fragments=tuple(fragments))


def _version(record: dict[str, Any]) -> Excerpt:
    text = record["text"]
    marks, fragments, at = [], [], 0
    for match in _MARK.finditer(text):
        marks.append(Mark(kind=FragmentMark(str(match.lastgroup)), span=CharSpan(start=match.start(), end=match.end())))
        fragments.append(CharSpan(start=at, end=match.start()))
        at = match.end()
    fragments.append(CharSpan(start=at, end=len(text)))
    return Excerpt(
        document=record["doc"], lang=record["lang"], text=text, fragments=tuple(fragments), marks=tuple(marks)
    )


def _records(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    main()
