"""File formats: a result -> the content of a file; a file from other programs -> its beads or texts.

`EXPORTERS` maps the name of a format, which is its suffix, to an exporter, which takes a `Result` and returns an
`Export`: chunks of text, to be written in UTF-8, and notes for the user. Functions that only one format offers, such as
one memory for each pair of languages, are in its module. A format that is also read has a package: `reader`, `writer`,
and `layout` with the names that both use.
"""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from align.formats import beads, tsv
from align.formats.html import page as html
from align.formats.po import writer as po
from align.formats.quotation_units import quoted_pairs
from align.formats.tmx import writer as tmx
from align.formats.units import Export, language_pairs
from align.model import UsageError
from align.store import dump

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from align.result import Result

__all__ = ["EXPORTERS", "Export", "exporter", "language_pairs", "quoted_pairs"]


def _html(result: Result) -> Export:
    return Export(chunks=(html.render(result),))


def _jsonl(result: Result) -> Export:
    return Export(chunks=dump(result))


EXPORTERS: Mapping[str, Callable[[Result], Export]] = MappingProxyType(
    {
        "beads": beads.export,
        "html": _html,
        "jsonl": _jsonl,
        "po": po.export,
        "tmx": tmx.export,
        "tsv": tsv.export,
    }
)


def exporter(name: str) -> Callable[[Result], Export]:
    """Return the exporter for a format ("tmx") or a suffix (".tmx"); raise `UsageError` if there is none."""
    try:
        return EXPORTERS[name.removeprefix(".").lower()]
    except KeyError:
        known = ", ".join(EXPORTERS)
        raise UsageError(f'unknown format "{name}"; known are {known}') from None
