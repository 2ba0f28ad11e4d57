"""Registry of rules. Each rule is the attribute `RULE` of a module named for its code, in the package of its family."""

from __future__ import annotations

import difflib
import re
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING

from align.model import UsageError

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from align.check.rule import Rule

FAMILIES = {
    "S": "texts",
    "B": "beads",
    "F": "facts",
    "Q": "quotations",
    "N": "notes",
    "T": "terminology",
    "R": "review",
}
"""Letters of the families of rules, and what each family checks."""

_PACKAGES = ("segments", "beads", "facts", "quotations", "notes", "terms", "review")
_RULE_MODULE = re.compile(r"[a-z]\d\d_")


@cache
def all_rules() -> tuple[Rule, ...]:
    """Return all rules, by code; raise `ValueError` if two have the same."""
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
    """Return the rule of a code; raise `UsageError` if there is none."""
    known = {each.code: each for each in all_rules()}
    if code.upper() not in known:
        raise UsageError(f'no rule "{code}"; {nearest(code, known)}')
    return known[code.upper()]


def select_rules(select: Iterable[str], ignore: Iterable[str]) -> tuple[Rule, ...]:
    """Return the rules that are selected, all if none is, less those that are ignored.

    Each is named by its code or by the letter of its family; what is selected by its code is not ignored with its
    family. Raises `UsageError` for a name of nothing.
    """
    chosen, passed = ({check_name(name) for name in names} for names in (select, ignore))
    return tuple(
        each
        for each in all_rules()
        if (not chosen or {each.code, each.code[0]} & chosen)
        and each.code not in passed
        and (each.code[0] not in passed or each.code in chosen)
    )


def check_name(name: str) -> str:
    """Return a code or the letter of a family as the rules write it; raise `UsageError` if it is neither."""
    known = {*FAMILIES, *(each.code for each in all_rules())}
    if name.upper() not in known:
        raise UsageError(f'"{name}" is no rule and no family of rules; {nearest(name, known)}')
    return name.upper()


def nearest(name: str, known: Collection[str]) -> str:
    """Say which of some names is the nearest to one that is not among them."""
    return f'the nearest known is "{difflib.get_close_matches(name.upper(), sorted(known), n=1, cutoff=0.0)[0]}"'
