"""Make single changes in professional translations, and count how often the checks find them.

python benchmarks/check_mutations.py FOLDER [--cache FOLDER] [--half development|confirmation] [--count N] [--seed N]
    [--langs fr,en,ru] [--kinds number,name] [--alone] [--list]

FOLDER is that of check_precision.py. Only lines without findings at or near them are changed. A change counts as found
if the changed text has a new finding at the changed line or a neighbouring one; for a quotation mark, anywhere, because
its counterpart may be far away. The changed text is compared with the unchanged one, as with `align check
--changed-since`; with --alone it is checked by itself. Each change is checked in two of the three versions, drawn at
random, or in those of `--langs`. Clauses are cut from quotations in French and English, with the Russian as their
source if the folder has `sources`.
"""

from __future__ import annotations

import argparse
import random
import re
from bisect import bisect_right
from collections import Counter
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from check_precision import LANGS, PAIRS, findings, line_of, read_news, subject

from align.listener import Silence
from align.model import BlockKind, Finding, Severity
from align.workspace.bench import Workbench

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from check_precision import News

    from align.check import Subject

MONTHS = {
    "en": (
        "January",
        "February",
        "March",
        "April",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ),
    "fr": (
        "janvier",
        "février",
        "mars",
        "avril",
        "mai",
        "juin",
        "juillet",
        "août",
        "septembre",
        "octobre",
        "novembre",
        "décembre",
    ),
    "ru": (
        "января",
        "февраля",
        "марта",
        "апреля",
        "мая",
        "июня",
        "июля",
        "августа",
        "сентября",
        "октября",
        "ноября",
        "декабря",
    ),
}
NEGATIONS = {
    "en": re.compile(r"(?<= )not |n['’]t\b|(?<= )never "),
    "fr": re.compile(r"\b(?:ne |n['’])(?P<kept>\S+ )(?:pas|jamais) "),
    "ru": re.compile(r"(?<= )не (?!только|менее|более)"),
}
_LATIN_NAMES = (
    "Bernardi",
    "Whitfield",
    "Lindqvist",
    "Karpenko",
    "Okafor",
    "Moreau",
    "Tolland",
    "Varga",
    "Estrada",
    "Petrov",
)
OTHER_NAMES = {
    "en": _LATIN_NAMES,
    "fr": _LATIN_NAMES,
    "ru": ("Бернарди", "Уитфилд", "Линдквист", "Карпенко", "Окафор", "Моро", "Толланд", "Варга", "Эстрада", "Петров"),
}
"""Names that replace a name."""
MARKS = '«»“”"'
LATIN = dict(zip("абвгдезийклмнопрстуф", "abvgdeziiklmnoprstuf", strict=True))
BESIDE = 4
"""Least distance, in lines, of a change from findings of the unchanged text."""
LONG = 4
"""Fewest letters of a changed name, and words of a cut clause."""


class Site(NamedTuple):
    """A line of one version of a text."""

    news: News
    langs: Sequence[str]
    """Languages of the checked versions, the pivot first."""
    lang: str
    line: int
    names: Sequence[str]
    """Words of the language that are certainly names."""

    @property
    def text(self) -> str:
        return self.news.lines[self.lang][self.line]


class Change(NamedTuple):
    """A text with one change in one version."""

    clean: dict[str, list[str]]
    """The unchanged lines by language; notes come last."""
    changed: dict[str, list[str]]
    line: int


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--cache", type=Path, default=Path("build/cache"))
    parser.add_argument("--half", choices=("development", "confirmation"))
    parser.add_argument("--count", type=int, default=60, help="changes of each kind")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--langs", default="")
    parser.add_argument("--kinds", default=",".join(KINDS))
    parser.add_argument("--alone", action="store_true", help="check without the unchanged text")
    parser.add_argument("--list", action="store_true", help="print the changes that were not found")
    options = parser.parse_args()
    bench = Bench(Workbench.open(Path(), "muse", options.cache, Silence()), options)
    for kind in options.kinds.split(","):
        bench.run(kind)


class Bench:
    """Draws changes of every kind in one set of documents."""

    def __init__(self, workbench: Workbench, options: argparse.Namespace) -> None:
        self.workbench = workbench
        self.options = options
        self.news = read_news(options.folder, options.half)
        self.sourced = False
        self.faulty: dict[object, set[int]] = {}
        self.before: dict[object, tuple[Subject, set[tuple[object, ...]]]] = {}
        # A word that occurs in small letters, in any of the languages, may not be a name.
        texts = ((options.folder / f"dev.{lang}").read_text("utf-8") for lang in LANGS)
        common = {word for text in texts for word in re.findall(r"\b[^\W\d_A-ZА-Я][^\W\d_]*", text)}
        self.names = {
            lang: sorted(
                {
                    match[0]
                    for each in self.news
                    for line in range(len(each.numbers))
                    for match in names_in(each, lang, line)
                    if match[0].lower() not in common
                }
            )
            for lang in LANGS
        }

    def run(self, kind: str) -> None:
        """Make the changes of a kind, and print how many were found."""
        self.sourced = kind == "clause"
        self.faulty, self.before = {}, {}
        rng = random.Random(f"{self.options.seed}{kind}")
        sites = list(self.sites(kind))
        rng.shuffle(sites)
        found: Counter[str] = Counter()
        rules: Counter[str] = Counter()
        tried = 0
        for news, langs, lang, line in sites:
            change = KINDS[kind](Site(news, langs, lang, line, self.names[lang]), rng)
            if change is None or not self.clean(news, langs, line):
                continue
            tried += 1
            severities = self.found(kind, news, change, rules)
            found["warning"] += bool(severities & {Severity.ERROR, Severity.WARNING})
            found["info"] += bool(severities)
            if self.options.list and not severities & {Severity.ERROR, Severity.WARNING}:
                print(f"{kind} {'-'.join(langs)} {lang} {news.name} {news.numbers[line]}: {news.lines[lang][line]}")
                print(f"    {change.changed[lang][min(line, len(change.changed[lang]) - 1)]}")
                print("    ", *(news.lines[other][line] for other in langs if other != lang))
            if tried == self.options.count:
                break
        shares = ", ".join(f"{found[name] / max(1, tried):.0%} at {name} or above" for name in ("warning", "info"))
        by = ", ".join(f"{rule} {count}" for rule, count in rules.most_common(6))
        print(f"{kind}: {tried} changes; found {shares}; by {by}", flush=True)

    def sites(self, kind: str) -> Iterator[tuple[News, Sequence[str], str, int]]:
        """Yield every line of every document, with a language drawn for it and the versions to check."""
        rng = random.Random(f"{self.options.seed}{kind}langs")
        given: Sequence[str] = self.options.langs.split(",") if self.options.langs else ()
        if kind == "clause":
            given = ("fr", "en")
        for news in self.news:
            for line in range(len(news.numbers)):
                langs = given or rng.choice(PAIRS)
                yield news, langs, rng.choice(langs), line

    def clean(self, news: News, langs: Sequence[str], line: int) -> bool:
        """Say whether the unchanged text has no finding above "info" at or near a line, in any version."""
        key = news.name, tuple(langs)
        if key not in self.faulty:
            of = self.subject(news, lines_of(news, langs))
            self.faulty[key] = {line_of(of, each) for each in findings(of) if each.severity is not Severity.INFO}
        return all(abs(line - other) > BESIDE for other in self.faulty[key])

    def found(self, kind: str, news: News, change: Change, rules: Counter[str]) -> set[Severity]:
        """Return the severities of the findings that the change causes."""
        key = news.name, tuple(change.clean), tuple(map(tuple, change.clean.values()))
        if key not in self.before:
            clean = self.subject(news, change.clean)
            self.before[key] = clean, {identity(finding) for finding in findings(clean)}
        clean, known = self.before[key]
        changed = self.subject(news, change.changed)
        if not self.options.alone:
            changed = replace(changed, before=clean.versions)
        severities = set()
        for finding in findings(changed):
            if identity(finding) not in known and (kind == "mark" or near(changed, finding, change.line)):
                severities.add(finding.severity)
                rules[finding.rule] += 1
        return severities

    def subject(self, news: News, lines: dict[str, list[str]]) -> Subject:
        lost = self.options.folder / "sources" / f"{news.name}.ru.txt"
        sources = [lost.read_text("utf-8").splitlines()] if "ru" not in lines and lost.exists() else []
        return subject(news.name, lines, self.workbench, sources if self.sourced else [])


def identity(finding: Finding) -> tuple[object, ...]:
    """Return the parts of a finding that do not depend on its position."""
    return finding.rule, finding.place.document, finding.message, finding.texts


def near(of: Subject, finding: Finding, line: int) -> bool:
    """Say whether a finding is at the changed line, a neighbouring line, or a note."""
    for place in (finding.place, *finding.passages):
        if place.document in of.versions:
            blocks = of.versions[place.document].document.blocks
            first, last = (
                bisect_right(blocks, at, key=lambda block: block.span.start) - 1
                for at in (place.span.start, place.span.end)
            )
            if first - 1 <= line <= last + 1 or blocks[max(0, first)].kind is BlockKind.NOTE:
                return True
    return False


def lines_of(news: News, langs: Sequence[str]) -> dict[str, list[str]]:
    return {lang: list(news.lines[lang]) for lang in langs}


def change_line(site: Site, words: str) -> Change | None:
    """Return the change of one line into other words, or None if the words are the same."""
    if words == site.text:
        return None
    after = lines_of(site.news, site.langs)
    after[site.lang][site.line] = words
    return Change(lines_of(site.news, site.langs), after, site.line)


def splice(text: str, match: re.Match[str], words: str) -> str:
    return text[: match.start()] + words + text[match.end() :]


def number(site: Site, rng: random.Random) -> Change | None:
    """Change one digit of a number in figures."""
    text = site.text
    figures = list(re.finditer(r"(?<![\w.,-])\d+(?:[.,  ]\d+)*(?![\w-])", text))
    if not figures:
        return None
    match = rng.choice(figures)
    digit = rng.choice(list(re.finditer(r"\d", match[0])))
    others = [each for each in "123456789" if each != digit[0]]
    return change_line(site, splice(text, match, splice(match[0], digit, rng.choice(others))))


def date(site: Site, rng: random.Random) -> Change | None:
    """Replace a month by another."""
    text = site.text
    months = list(re.finditer(rf"\b(?:{'|'.join(MONTHS[site.lang])})\b", text))
    if not months:
        return None
    match = rng.choice(months)
    other = rng.choice([month for month in MONTHS[site.lang] if month != match[0]])
    return change_line(site, splice(text, match, other))


def names_in(news: News, lang: str, line: int) -> list[re.Match[str]]:
    """Return the certain names in a line: words inside sentences that are spelled the same in another language."""
    other = news.lines["fr" if lang == "en" else "en"][line]
    theirs = set(re.findall(r"\b[A-Z][a-z]+", other))
    heads = {word[:3].lower() for word in theirs}
    found = []
    for match in re.finditer(r"(?<=[\w,)] )[A-ZА-Я][a-zéèçа-яё]+(?=[ ,.])", news.lines[lang][line]):
        word = match[0]
        latin = "".join(LATIN.get(letter, letter) for letter in word.lower()[:3])
        alike = latin in heads if lang == "ru" else word in theirs
        if len(word) >= LONG and alike:
            found.append(match)
    return found


def name(site: Site, rng: random.Random) -> Change | None:
    """Replace a name by another."""
    here = [match for match in names_in(site.news, site.lang, site.line) if match[0] in site.names]
    if not here:
        return None
    match = rng.choice(here)
    other = rng.choice([name for name in OTHER_NAMES[site.lang] if name[0] != match[0][0]])
    return change_line(site, splice(site.text, match, other))


def negation(site: Site, rng: random.Random) -> Change | None:
    """Remove a negation."""
    text = site.text
    denials = list(NEGATIONS[site.lang].finditer(text))
    if not denials:
        return None
    match = rng.choice(denials)
    return change_line(site, splice(text, match, match["kept"] if site.lang == "fr" else ""))


def mark(site: Site, rng: random.Random) -> Change | None:
    """Remove a quotation mark."""
    text = site.text
    marks = list(re.finditer(f"[{MARKS}]", text))
    return change_line(site, splice(text, rng.choice(marks), "")) if marks else None


def both_marks(site: Site, rng: random.Random) -> Change | None:
    """Remove both marks of a quotation of a whole sentence."""
    text = site.text
    quoted = list(re.finditer(r'[«“"](\s?[^\W\d_a-zа-яё][^«»“”"]{30,}?)[»”"]', text))
    if not quoted:
        return None
    match = rng.choice(quoted)
    return change_line(site, splice(text, match, match[1].strip()))


def address(site: Site, rng: random.Random) -> Change:
    """Add a web address after a line in all versions, and change one letter of it in one version."""
    page = "".join(rng.choices("abcdefghijk", k=6))
    letter = rng.randrange(len(page))
    other = page[:letter] + rng.choice("lmnopqrst") + page[letter + 1 :]
    before = lines_of(site.news, site.langs)
    for each in before.values():
        each[site.line] += f" (https://www.example.org/{page}.html)"
    after = {each: list(lines) for each, lines in before.items()}
    after[site.lang][site.line] = after[site.lang][site.line].replace(page, other)
    return Change(before, after, site.line)


def note(site: Site, rng: random.Random) -> Change:
    """Give every third line of all versions a note, and remove a call or a note, or change the label of a call."""
    calls = [k for k in range(len(site.news.numbers)) if k % 3 == site.line % 3]
    before = lines_of(site.news, site.langs)
    for each in before.values():
        for label, k in enumerate(calls, 1):
            each[k] += f"[{label}]"
        each += [f"[{label}]: Archives, {label}, 1974." for label in range(1, len(calls) + 1)]
    after = {each: list(lines) for each, lines in before.items()}
    label = calls.index(site.line) + 1
    how = rng.choice(("call", "note", "label"))
    if how == "note":
        del after[site.lang][len(site.news.numbers) + label - 1]
    else:
        after[site.lang][site.line] = after[site.lang][site.line].replace(
            f"[{label}]", "" if how == "call" else f"[{label + len(calls)}]"
        )
    return Change(before, after, site.line)


def omission(site: Site, __: random.Random) -> Change | None:
    """Remove a sentence."""
    after = lines_of(site.news, site.langs)
    del after[site.lang][site.line]
    return Change(lines_of(site.news, site.langs), after, site.line) if after[site.lang] else None


def swap(site: Site, __: random.Random) -> Change | None:
    """Exchange a sentence with the next."""
    after = lines_of(site.news, site.langs)
    if site.line + 1 >= len(after[site.lang]):
        return None
    after[site.lang][site.line : site.line + 2] = after[site.lang][site.line + 1], after[site.lang][site.line]
    return Change(lines_of(site.news, site.langs), after, site.line)


def clause(site: Site, rng: random.Random) -> Change | None:
    """Cut a clause out of a quotation."""
    if site.lang == "ru":  # The Russian is the source.
        return None
    clauses = [
        (quoted.start(1) + match.start(), quoted.start(1) + match.end())
        for quoted in re.finditer(r'(?<![^\s(])[«“"]([^«»“”"]{40,})[»”"]', site.text)
        for match in re.finditer(r"(?:^|[,;:.!?–—])[^,;:–—.!?]+(?=[,;:.!?–—]|$)", quoted[1])
        if LONG < len(match[0].split()) < len(quoted[1].split()) - LONG
    ]
    if not clauses:
        return None
    start, end = rng.choice(clauses)
    return change_line(site, site.text[:start] + site.text[end:])


KINDS: dict[str, Callable[..., Change | None]] = {
    "number": number,
    "date": date,
    "name": name,
    "negation": negation,
    "mark": mark,
    "both-marks": both_marks,
    "address": address,
    "note": note,
    "omission": omission,
    "swap": swap,
    "clause": clause,
}


if __name__ == "__main__":
    main()
