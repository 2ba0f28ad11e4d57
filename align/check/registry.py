"""Registry of rules. Each rule is the attribute `RULE` of a module named for its code, in the package of its family."""

from __future__ import annotations

import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from align.model import UsageError
from align.wording import suggest

if TYPE_CHECKING:
    from collections.abc import Iterable

    from align.check.rule import Rule

FAMILIES = {
    "S": "texts",
    "B": "pairs",
    "F": "facts",
    "Q": "quotations",
    "N": "notes",
    "T": "terminology",
    "R": "review",
}
"""Letters of the families of rules, and the subject of each family."""

_PACKAGES = ("segments", "beads", "facts", "quotations", "notes", "terms", "review")
_RULE_MODULE = re.compile(r"[a-z]\d\d_")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules in the order of their codes; raise `ValueError` if two have the same code."""
    packages = [import_module(f"align.check.{name}") for name in _PACKAGES]
    found: list[Rule] = [
        import_module(f"{package.__name__}.{module.name}").RULE
        for package in packages
        for module in iter_modules(package.__path__)
        if _RULE_MODULE.match(module.name)
    ]
    order = list(FAMILIES)
    found.sort(key=lambda each: (order.index(each.code[0]), each.code))
    if len({each.code for each in found}) < len(found):
        raise ValueError("two rules have the same code")
    return tuple(found)


def find_rule(code: str) -> Rule:
    """Return the rule with a code; raise `UsageError` if there is none."""
    known = {each.code: each for each in all_rules()}
    if code.upper() not in known:
        raise UsageError(f'unknown rule "{code}"; {suggest(code.upper(), known)}')
    return known[code.upper()]


def select_rules(select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """Return the selected rules (all if `select` is empty) without the ignored ones.

    Both name rules by code or by the letter of a family. A rule selected by its code stays even if its family is
    ignored. Raises `UsageError` for an unknown name.
    """
    chosen, ignored = ({check_name(name) for name in names} for names in (select, ignore))
    return tuple(
        each
        for each in all_rules()
        if (not chosen or {each.code, each.code[0]} & chosen)
        and each.code not in ignored
        and (each.code[0] not in ignored or each.code in chosen)
    )


def check_name(name: str) -> str:
    """Return a code or the letter of a family in capitals; raise `UsageError` if it is neither."""
    known = {*FAMILIES, *(each.code for each in all_rules())}
    if name.upper() not in known:
        raise UsageError(f'"{name}" is neither a rule nor a family of rules; {suggest(name.upper(), known)}')
    return name.upper()
