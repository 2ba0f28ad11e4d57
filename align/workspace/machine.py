"""What the machine found in a project, kept in its cache so that a review opens at once."""

from __future__ import annotations

import hashlib
import json
from contextlib import suppress
from typing import TYPE_CHECKING

from align import read
from align.files import write_cache
from align.model import StoreError
from align.segment import SEGMENTER
from align.store import dump, load_file
from align.workspace import align_project
from align.workspace.families import read_version

if TYPE_CHECKING:
    from pathlib import Path

    from align.listener import Listener
    from align.result import Result
    from align.workspace.aligner import Aligner


def machine_result(root: Path, aligner: Aligner, listener: Listener, *, encoding: str | None = None) -> Result:
    """Return what the machine finds in a project, whatever people decided; kept if nothing changed since."""
    project = read.find_project(root)
    documents = [
        read_version(version, text.title, root, encoding)
        for text in (*project.texts, *project.sources)
        for version in text.versions
    ]
    facts = [
        str(aligner.signature(SEGMENTER)),
        project.title,
        project.pivot,
        sorted(project.paired),
        {stem: dict(cites) for stem, cites in project.cites.items()},
        dict(project.absent),
        # The bytes say where the words stand in the file; the same bytes are other words in another encoding.
        [(each.id, each.path, each.sha256, each.text, dict(each.metadata)) for each in documents],
    ]
    name = hashlib.sha256(json.dumps(facts, sort_keys=True).encode()).hexdigest()[:32]
    kept = aligner.cache / "machine" / f"{name}.jsonl"
    if kept.exists():
        with suppress(StoreError):
            return load_file(kept)
    result = align_project(root, aligner, listener, encoding=encoding, decisions=())
    write_cache(kept, dump(result))
    for other in kept.parent.glob("*.jsonl"):
        if other != kept:
            with suppress(OSError):
                other.unlink()
    return result
