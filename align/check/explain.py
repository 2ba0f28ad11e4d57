"""Rules -> Markdown that explains them: the output of `--explain`, and docs/checks.md."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from align.check.registry import FAMILIES, all_rules, find_rule

if TYPE_CHECKING:
    from collections.abc import Iterator

    from align.check.rule import Rule

_INTRODUCTION = """\
# What `align check` checks

This page is generated from the rules: `align check --explain all > docs/checks.md`.

An *error* is almost certainly a fault, a *warning* deserves a look, and the text of an *info* is often right. Name a
rule by its code (`F01`) or by its family (`F`), on the command line (`--select`, `--ignore`) and in `align.toml`:

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

To accept a finding as it is, add a table to `review/suppressions.toml`, or to `align.toml`, where the table begins
with `[[check.suppress]]`. `align check` shows the fingerprint beside the finding. It stays the same while the words
concerned do.

```toml
[[suppress]]
fingerprint = "0123456789abcdef"
reason = "the source counts in old style"
author = "Anna"
expires = 2027-06-30       # optional: the last day
```

If a person overruled the verdict on a quotation on the review page, the person's verdict counts.

`align check --baseline` accepts all present findings (`review/baseline.txt`), so that only new ones are reported.
Suppressions and lines of the baseline whose finding no longer exists are reported as stale.
"""


def explain_rules(code: str) -> Iterator[str]:
    """Yield the explanation of a rule, or of all rules if the code is "all"; raise `UsageError` for an unknown code."""
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
    yield f"Reported:\n\n{_block_quote(rule.bad)}\n\nNot reported:\n\n{_block_quote(rule.good)}\n"


def _block_quote(example: str) -> str:
    return "\n".join(f"> {line}".rstrip() for line in example.splitlines())
