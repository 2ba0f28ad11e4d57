"""Change one thing in professional translations, again and again, and say how often the checks find it.

python benchmarks/check_mutations.py FOLDER [--cache FOLDER] [--half development|confirmation] [--count N] [--seed N]
    [--langs fr,en,ru] [--kinds number,name] [--alone] [--list]

FOLDER is that of check_precision.py. Only lines are changed at or near which nothing is found before. A change is found
if there is a finding that the unchanged text does not have, at the changed line or the one beside it; of a quotation
mark, anywhere, for its fellow may stand far away. The changed text is held against the unchanged one, as
`align check --changed-since` does it; with --alone it is checked by itself. The versions that are checked are two of
the three, drawn for each change, or those of `--langs`. Clauses are cut out of quotations in French and English, with
the Russian as their source if the folder has `sources`.
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
"""What is put in the place of a name."""
MARKS = '«»“”"'
LATIN = dict(zip("абвгдезийклмнопрстуф", "abvgdeziiklmnoprstuf", strict=True))
BESIDE = 4
"""How many lines a change is kept away from what is found without it."""
LONG = 4
"""Letters of a name that is changed, at least, and words of a clause that is cut."""


class Site(NamedTuple):
    """A line of one version of a text."""

    news: News
    langs: Sequence[str]
    """The versions that are checked, the pivot first."""
    lang: str
    line: int
    names: Sequence[str]
    """Words of the language that are surely names."""

    @property
    def text(self) -> str:
        return self.news.lines[self.lang][self.line]


class Change(NamedTuple):
    """A text of which one version was changed at one place."""

    clean: dict[str, list[str]]
    """The lines by language, before; notes are the last of them."""
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
    parser.add_argument("--alone", action="store_true", help="without telling the checks how the text was")
    parser.add_argument("--list", action="store_true", help="print what was not found")
    options = parser.parse_args()
    bench = Bench(Workbench.open(Path(), "muse", options.cache, Silence()), options)
    for kind in options.kinds.split(","):
        bench.run(kind)


class Bench:
    """The changes of every kind, drawn from one set of documents."""

    def __init__(self, workbench: Workbench, options: argparse.Namespace) -> None:
        self.workbench = workbench
        self.options = options
        self.news = read_news(options.folder, options.half)
        self.sourced = False
        self.faulty: dict[object, set[int]] = {}
        self.before: dict[object, tuple[Subject, set[tuple[object, ...]]]] = {}
        # A word that is somewhere written small, in any of the languages, is not surely a name.
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
        """Make all changes of a kind and print how many were found."""
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
        """Yield every line of every language, with the versions that are to be checked."""
        rng = random.Random(f"{self.options.seed}{kind}langs")
        given: Sequence[str] = self.options.langs.split(",") if self.options.langs else ()
        if kind == "clause":
            given = ("fr", "en")
        for news in self.news:
            for line in range(len(news.numbers)):
                langs = given or rng.choice(PAIRS)
                yield news, langs, rng.choice(langs), line

    def clean(self, news: News, langs: Sequence[str], line: int) -> bool:
        """Tell whether no version has a finding of weight at a line or near it before anything is changed."""
        key = news.name, tuple(langs)
        if key not in self.faulty:
            of = self.subject(news, lines_of(news, langs))
            self.faulty[key] = {line_of(of, each) for each in findings(of) if each.severity is not Severity.INFO}
        return all(abs(line - other) > BESIDE for other in self.faulty[key])

    def found(self, kind: str, news: News, change: Change, rules: Counter[str]) -> set[Severity]:
        """Return how grave the findings are that the change brings."""
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
    """Return what tells a finding, wherever it stands."""
    return finding.rule, finding.place.document, finding.message, finding.texts


def near(of: Subject, finding: Finding, line: int) -> bool:
    """Tell whether a finding shows the changed line, one beside it, or a note."""
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


def changed(site: Site, words: str) -> Change | None:
    """Make the change of one line into other words; there is none if the words are the same."""
    if words == site.text:
        return None
    after = lines_of(site.news, site.langs)
    after[site.lang][site.line] = words
    return Change(lines_of(site.news, site.langs), after, site.line)


def spliced(text: str, match: re.Match[str], words: str) -> str:
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
    return changed(site, spliced(text, match, spliced(match[0], digit, rng.choice(others))))


def date(site: Site, rng: random.Random) -> Change | None:
    """Put another month in the place of one."""
    text = site.text
    months = list(re.finditer(rf"\b(?:{'|'.join(MONTHS[site.lang])})\b", text))
    if not months:
        return None
    match = rng.choice(months)
    other = rng.choice([month for month in MONTHS[site.lang] if month != match[0]])
    return changed(site, spliced(text, match, other))


def names_in(news: News, lang: str, line: int) -> list[re.Match[str]]:
    """Return the words inside the sentences of a line that are surely names: spelled alike in another language."""
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
    """Put another name in the place of one."""
    here = [match for match in names_in(site.news, site.lang, site.line) if match[0] in site.names]
    if not here:
        return None
    match = rng.choice(here)
    other = rng.choice([name for name in OTHER_NAMES[site.lang] if name[0] != match[0][0]])
    return changed(site, spliced(site.text, match, other))


def negation(site: Site, rng: random.Random) -> Change | None:
    """Leave a negation out."""
    text = site.text
    denials = list(NEGATIONS[site.lang].finditer(text))
    if not denials:
        return None
    match = rng.choice(denials)
    return changed(site, spliced(text, match, match["kept"] if site.lang == "fr" else ""))


def mark(site: Site, rng: random.Random) -> Change | None:
    """Leave a quotation mark out."""
    text = site.text
    marks = list(re.finditer(f"[{MARKS}]", text))
    return changed(site, spliced(text, rng.choice(marks), "")) if marks else None


def both_marks(site: Site, rng: random.Random) -> Change | None:
    """Leave both marks of a quotation of a whole sentence out."""
    text = site.text
    quoted = list(re.finditer(r'[«“"](\s?[^\W\d_a-zа-яё][^«»“”"]{30,}?)[»”"]', text))
    if not quoted:
        return None
    match = rng.choice(quoted)
    return changed(site, spliced(text, match, match[1].strip()))


def address(site: Site, rng: random.Random) -> Change:
    """Give an address after a line of all versions, and change a letter of it in one."""
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
    """Give every third line of all versions a note, and leave out a call or a note, or change the label of a call."""
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
    """Leave a sentence out."""
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
    if site.lang == "ru":  # That is the source.
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
    return changed(site, site.text[:start] + site.text[end:])


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
