"""The command that checks a project: check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from align.cli.options import EncoderOption, EncodingOption, FolderArgument, QuietOption


def check(
    folder: FolderArgument = Path(),
    *,
    select: Annotated[
        list[str] | None,
        typer.Option("--select", metavar="CODES", help="Only these rules or families: F,N01; repeatable."),
    ] = None,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore", metavar="CODES", help="Not these rules or families; repeatable.")
    ] = None,
    fail_on: Annotated[
        str, typer.Option("--fail-on", metavar="SEVERITY", help="Exit with 1 from here on: error, warning or info.")
    ] = "error",
    changed_since: Annotated[
        str,
        typer.Option(
            "--changed-since",
            metavar="REV",
            help="Only what touches files that changed since in git; texts are also compared with what they were.",
        ),
    ] = "",
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="text, json, sarif, junit or github.")] = "text",
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Write what is found now to review/baseline.txt, and let it stand.")
    ] = False,
    explain: Annotated[
        str, typer.Option("--explain", metavar="CODE", help="Say what a rule is for, and stop; all for every rule.")
    ] = "",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check a project for what an edit broke.

    Exit code 0: nothing to report; 1: findings; 2: something is wrong with the files or the options. What may stand is
    kept in review/suppressions.toml or align.toml, with a reason.

    \b
    align check texts
    align check texts --select Q,N --fail-on warning
    align check --changed-since origin/main --format github
    align check --explain F01
    """  # noqa: D301
    import os
    import shutil
    import sys

    from align import workspace
    from align.check import report
    from align.check.explain import explain_rules
    from align.model import Severity, UsageError
    from align.terminal import Terminal
    from align.workspace import checks, suppressions

    if explain:
        workspace.print_out(explain_rules(explain))
        return
    if fail_on not in {*Severity}:
        raise UsageError(f'unknown severity "{fail_on}"; known are {", ".join(Severity)}')
    if form not in {"text", *report.MACHINE}:
        raise UsageError(f'unknown format "{form}"; known are {", ".join(["text", *report.MACHINE])}')
    if baseline and (select or ignore or changed_since):
        raise UsageError("the baseline covers all findings; leave --select, --ignore and --changed-since out")
    with Terminal(quiet=quiet) as terminal:
        aligner = workspace.Aligner.make(encoder, folder / "build" / "cache")
        outcome = checks.check_project(
            folder,
            aligner,
            terminal,
            select=_names(select),
            ignore=_names(ignore),
            since=changed_since,
            encoding=encoding,
        )
        if baseline:
            written = suppressions.write_baseline(folder, outcome)
            terminal.note(f"{written}: holds what is found now; from here on it is not reported")
            return
    threshold = Severity(fail_on)
    if form == "text":
        colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        style = report.Style(width=shutil.get_terminal_size((120, 24)).columns, colour=colour)
        workspace.print_out(line + "\n" for line in report.text(outcome, style))
    else:
        workspace.print_out(report.MACHINE[form](outcome, threshold))
    if outcome.fails(threshold):
        raise typer.Exit(1)


def _names(lists: list[str] | None) -> list[str]:
    return [name.strip() for names in lists or () for name in names.split(",") if name.strip()]
