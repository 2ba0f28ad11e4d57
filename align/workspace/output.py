"""Results and findings -> text in the formats that programs and people read."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from align.files import check_folder
from align.formats import EXPORTERS, exporter
from align.listener import LoggingListener
from align.model import Severity, UsageError, choose_member
from align.workspace.build import write_export
from align.workspace.targets import refuse_to_overwrite

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from align.check.outcome import Outcome
    from align.formats import Export
    from align.listener import Listener
    from align.result import Result

QUOTATION_FORMATS = ("text", "jsonl", "tsv", "html")
FINDING_FORMATS = ("text", "json", "sarif", "junit", "github")


def choose_format(name: str, known: Iterable[str]) -> str:
    """Return a format if it is known; raise `UsageError` that lists the known ones otherwise."""
    names = list(known)
    if name not in names:
        raise UsageError(f'unknown format "{name}"; known are {", ".join(names)}')
    return name


def check_output(path: Path | str, form: str | None = None, *, inputs: Iterable[Path | str] = ()) -> str:
    """Check before the work begins that a result can be written to a path; "-" is stdout.

    Args:
        path: The file to write; its suffix tells the format.
        form: The format, whatever the suffix.
        inputs: Files that are read.

    Returns:
        The format.

    Raises:
        UsageError: The format is missing or unknown, or the path is one of the inputs or must not be overwritten.
        StoreError: The folder of the file does not exist.

    """
    target = Path(path)
    name = (form or target.suffix).removeprefix(".").lower()
    if not name:
        raise UsageError(f"{target}: no suffix tells the format; name the format, for example tsv")
    if str(target) != "-":
        refuse_to_overwrite(target, map(Path, inputs))
        check_folder(target)
    return choose_format(name, EXPORTERS)


def render(result: Result, form: str) -> Export:
    """Return a result in a format.

    Args:
        result: What `Workspace.run`, `align_files` or `trace_files` returned.
        form: "tmx", "tsv", "po", "jsonl", "html" or "beads".

    Returns:
        The text in chunks, and notes for the user.

    Raises:
        UsageError: The format is unknown, or cannot hold this result.

    """
    return exporter(form)(result)


def write(result: Result, path: Path | str, form: str | None = None, *, listener: Listener | None = None) -> None:
    """Write a result to a file.

    Args:
        result: What `Workspace.run`, `align_files` or `trace_files` returned.
        path: The file; its suffix tells the format.
        form: The format, whatever the suffix.
        listener: Hears notes; by default they go to the logger "align".

    Raises:
        UsageError: The format is unknown, or the file is one of the texts or must not be overwritten.
        StoreError: The file cannot be written.

    """
    texts = (Path(text.document.path) for text in result.texts.values() if text.document.path)
    name = check_output(path, form, inputs=texts)
    write_export(render(result, name), Path(path), listener or LoggingListener())


def render_quotations(result: Result, form: str = "text", *, width: int = 120) -> Iterator[str]:
    """Yield the quotations of a result: "text" for a terminal of some columns, "jsonl", "tsv" or "html"."""
    from align.formats import quotations
    from align.formats.html import page

    choose_format(form, QUOTATION_FORMATS)
    if form == "html":
        yield page.render_quotations(result)
    elif form == "text":
        yield from (f"{line}\n" for line in quotations.table(result, width))
    else:
        yield from (quotations.jsonl if form == "jsonl" else quotations.tsv)(result)


def render_findings(
    outcome: Outcome,
    form: str = "text",
    *,
    fail_on: Severity | str = Severity.ERROR,
    width: int = 120,
    colour: bool = False,
) -> Iterator[str]:
    """Yield the findings of a check: "text" for a terminal, "json", "sarif", "junit" or "github".

    `fail_on` is the least severity that fails the check; `width` (columns) and `colour` are for text.
    """
    from align.check import report

    choose_format(form, FINDING_FORMATS)
    severity = choose_member(Severity, fail_on, "severity")
    if form == "text":
        yield from (f"{line}\n" for line in report.text(outcome, report.Style(width=width, colour=colour)))
    else:
        yield from report.MACHINE[form](outcome, severity)


def explain_rule(code: str) -> Iterator[str]:
    """Yield what a rule is for, with examples; "all" explains every rule. Raises `UsageError` for an unknown code."""
    from align.check.explain import explain_rules

    yield from explain_rules(code)
