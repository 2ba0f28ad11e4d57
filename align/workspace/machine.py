"""The result of a project before any decision, cached so that a review opens at once."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING

from align import read
from align.files import write_cache
from align.model import StoreError
from align.segment import SEGMENTER
from align.store import dump, load_file
from align.workspace.families import read_version
from align.workspace.project import align_project

if TYPE_CHECKING:
    from align.result import Result
    from align.workspace.bench import Workbench


def machine_result(bench: Workbench) -> Result:
    """Return the result of the project without decisions; from the cache if nothing changed."""
    project = read.find_project(bench.root)
    documents = [
        read_version(bench, version, text.title)
        for text in (*project.texts, *project.sources)
        for version in text.versions
    ]
    cached = bench.cache.path(
        "machine",
        str(bench.signature(SEGMENTER)),
        project.title,
        project.pivot,
        project.paired,
        project.cites,
        project.absent,
        # The bytes determine the places of words in the file; in another encoding the same bytes are other words.
        [(each.id, each.path, each.sha256, each.text, each.metadata) for each in documents],
        suffix=".jsonl",
    )
    if cached.exists():
        with suppress(StoreError):
            return load_file(cached)
    result = align_project(bench, decisions=())
    write_cache(cached, dump(result))
    for other in cached.parents[1].glob("*/*.jsonl"):
        if other != cached:
            with suppress(OSError):
                other.unlink()
    return result
