from __future__ import annotations

import pytest
from result_samples import family, result

from align.formats import EXPORTERS, exporter
from align.model import UsageError

PAIR = result(family("a", {"fr": ["Un."], "en": ["One."]}))


@pytest.mark.parametrize("name", sorted(EXPORTERS))
def test_every_format_writes_a_pair(name: str) -> None:
    content = "".join(exporter(name)(PAIR).chunks)
    assert content.endswith("\n")
    if name != "beads":
        assert "One." in content


def test_a_format_is_known_by_name_and_by_suffix() -> None:
    assert sorted(EXPORTERS) == ["beads", "html", "jsonl", "po", "tmx", "tsv"]
    assert exporter(".TMX") is exporter("tmx")


@pytest.mark.parametrize("name", ["docx", ".", "", "..tmx"])
def test_an_unknown_format_lists_the_known(name: str) -> None:
    with pytest.raises(UsageError, match="known are beads, html, jsonl, po, tmx, tsv"):
        exporter(name)
