"""The links of the pages outside the documentation site lead to files that are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGES = ("README.md", "ARCHITECTURE.md", "CONTRIBUTING.md", "CHANGELOG.md", "texts/README.md")
LINK = re.compile(r"\]\((?!https?://|#)([^)#]+)")


@pytest.mark.parametrize("page", PAGES)
def test_every_link_leads_to_a_file(page: str) -> None:
    path = ROOT / page
    assert not [link for link in LINK.findall(path.read_text("utf-8")) if not (path.parent / link).exists()]


def test_the_readme_has_links() -> None:
    assert len(LINK.findall((ROOT / "README.md").read_text("utf-8"))) > 15
