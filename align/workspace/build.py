"""A result -> the files that are made of it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from align.files import make_folder
from align.formats import exporter, language_pairs, quoted_pairs
from align.formats.tmx import writer as tmx
from align.model import UsageError
from align.workspace.targets import write_target

if TYPE_CHECKING:
    from align.formats import Export
    from align.listener import Listener
    from align.result import Result


def refuse_other_project(result: Result, root: Path) -> None:
    """Raise `UsageError` if no text of a result lies in a project folder: its files would overwrite those of others."""
    paths = [Path(document.path) for document in result.documents.values() if document.path]
    if not any(path.resolve().is_relative_to(root.resolve()) for path in paths):
        raise UsageError(f"no text of this result is in {root}; build a result of Workspace.run, or use align.write")


def write_result(result: Result, form: str, path: Path, listener: Listener) -> None:
    """Write a result to a file in a format of `align.formats`."""
    write_export(exporter(form)(result), path, listener)


def write_build(result: Result, folder: Path, listener: Listener) -> tuple[Path, ...]:
    """Write the files of a project's `build` folder and return their paths.

    They are a memory for each pair of languages, one memory of all languages, the full result and the report page. A
    note names memories of an earlier run that are no longer made.
    """
    pairs = language_pairs(result)
    # If source and article are versions of one text elsewhere, the file of that pair has their quotations already.
    pairs += tuple(pair for pair in quoted_pairs(result) if pair not in pairs and pair[::-1] not in pairs)
    exports = {f"{src}-{tgt}.tmx": tmx.bilingual(result, src, tgt) for src, tgt in pairs}
    if exports:
        exports["all.tmx"] = tmx.multilingual(result)
    exports["alignment.jsonl"] = exporter("jsonl")(result)
    exports["report.html"] = exporter("html")(result)
    make_folder(folder)
    for name, export in exports.items():
        write_export(export, folder / name, listener)
    if left := sorted(path.name for path in folder.glob("*.tmx") if path.name not in exports):
        listener.note(f"{folder}: an earlier run left files that are no longer made: {', '.join(left)}")
    return tuple(folder / name for name in exports)


def write_export(export: Export, path: Path, listener: Listener) -> None:
    """Write the chunks of an export to a file and pass on its notes."""
    write_target(path, export.chunks)
    for note in export.notes:
        listener.note(f"{path}: {note}")
