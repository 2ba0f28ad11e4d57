from __future__ import annotations

import pytest

from align.lang.names import language_name


@pytest.mark.parametrize(
    ("tag", "name"),
    [("fr", "French"), ("FR", "French"), ("pt-BR", "Portuguese (BR)"), ("zh-Hant", "Chinese (Hant)"), ("tlh", "tlh")],
)
def test_languages_have_names_for_people(tag: str, name: str) -> None:
    assert language_name(tag) == name
