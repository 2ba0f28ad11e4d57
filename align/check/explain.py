"""Rules -> Markdown that says what each is for: what `--explain` prints, and docs/reference/checks.md."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from align.check.registry import FAMILIES, all_rules, find_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Rule

_INTRODUCTION = """\
# What `align check` checks

This page is made of the rules themselves: `align check --explain all > docs/reference/checks.md`.

An *error* is almost certainly a fault, a *warning* should be looked at, an *info* is often right as it is. A rule is
named by its code (`F01`) or with its whole family (`F`), on the command line (`--select`, `--ignore`) and in
`align.toml`:

```toml
[check]
ignore = ["S06"]
glossary = "glossary.csv"  # the first line names languages: fr,en,ru; or a .tbx or .tmx file

[check.severity]           # error, warning, info or off
F01 = "error"
T = "info"

[check.documents."part-1"] # the same for one text, by its stem
N03 = "off"
```

What may stand is kept in `review/suppressions.toml`, a table for each finding, or in `align.toml`, where such a table
begins with `[[check.suppress]]`. The fingerprint is that which `align check` shows beside the finding; it stays the
same as long as the words concerned do.

```toml
[[suppress]]
fingerprint = "0123456789abcdef"
reason = "the source counts in old style"
author = "Anna"
expires = 2027-06-30       # if it should not hold for good
```

A verdict on a quotation that a person overruled on the review page counts as that person gave it.

`align check --baseline` lets stand everything that is found now (`review/baseline.txt`), so that only what is new is
reported. Suppressions and lines of the baseline that nothing answers to any more are reported as stale.
"""


def explained(code: str) -> Iterator[str]:
    """Yield what a rule is for, or the page of all rules if the code is "all"; raise `UsageError` for no rule."""
    if code.lower() != "all":
        yield from _rule(find_rule(code), "#")
        return
    yield _INTRODUCTION
    for letter, group in groupby(all_rules(), key=lambda rule: rule.code[0]):
        yield f"\n## {letter}: {FAMILIES[letter]}\n"
        for rule in group:
            yield "\n"
            yield from _rule(rule, "###")


def _rule(rule: Rule, heading: str) -> Iterator[str]:
    yield f"{heading} {rule.code} {rule.name}\n\n"
    yield f"*{rule.severity}*. {rule.rationale}\n\n"
    yield f"Reported:\n\n{_quoted(rule.bad)}\n\nNot reported:\n\n{_quoted(rule.good)}\n"


def _quoted(example: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in example.splitlines())
