"""BCP 47 tag -> direction of writing."""

from __future__ import annotations

_RIGHT_TO_LEFT_SCRIPTS = frozenset({"adlm", "arab", "hebr", "nkoo", "rohg", "syrc", "thaa"})
_RIGHT_TO_LEFT_LANGUAGES = frozenset({"ar", "arc", "ckb", "dv", "fa", "he", "ks", "ps", "sd", "ug", "ur", "yi"})


def is_right_to_left(tag: str) -> bool:
    """Say whether a tag means right-to-left writing: by its script if it names one, otherwise by its language."""
    language, *others = tag.lower().split("-")
    script = next((part for part in others if len(part) == len("Arab") and part.isalpha()), None)
    return language in _RIGHT_TO_LEFT_LANGUAGES if script is None else script in _RIGHT_TO_LEFT_SCRIPTS
