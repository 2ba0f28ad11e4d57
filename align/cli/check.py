"""The command that checks a project: check."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from align.cli.options import EncoderOption, EncodingOption, FolderArgument, QuietOption, choose


def check(
    folder: FolderArgument = Path(),
    *,
    select: Annotated[
        list[str] | None,
        typer.Option(
            "--select",
            metavar="CODES",
            help="Check only these rules or families of rules, for example F,N01. Repeatable.",
        ),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", help="Leave out these rules or families. Repeatable."),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on",
            metavar="SEVERITY",
            help="Exit with 1 if there is a finding of this severity or higher: error, warning or info.",
        ),
    ] = "error",
    changed_since: Annotated[
        str,
        typer.Option(
            "--changed-since",
            metavar="REV",
            help="Report only findings in files changed since this git revision, and compare the edits with it.",
        ),
    ] = "",
    form: Annotated[
        str, typer.Option("--format", metavar="NAME", help="Format: text, json, sarif, junit or github.")
    ] = "text",
    baseline: Annotated[
        bool,
        typer.Option(
            "--baseline",
            help="Write all present findings to review/baseline.txt, so that only new ones are reported later.",
        ),
    ] = False,
    explain: Annotated[
        str, typer.Option("--explain", metavar="CODE", help="Explain a rule, for example F01, or all rules, and exit.")
    ] = "",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check texts, alignment and quotations for mistakes.

    With --changed-since, a hint becomes a warning if a recent edit caused it. To dismiss a finding, add it with its
    reason to review/suppressions.toml or align.toml. Exit codes: 0 if no finding is as
    severe as --fail-on, 1 if one is, 2 for wrong files or options.

    \b
    align check texts
    align check texts --select Q,N --fail-on warning
    align check --changed-since origin/main --format github
    align check --explain F01
    """  # noqa: D301
    import os
    import shutil
    import sys

    import align
    from align.terminal import Terminal, print_out

    if explain:
        print_out(align.explain_rule(explain))
        return
    threshold = align.Severity(choose("severity", fail_on, list(align.Severity)))
    choose("format", form, align.FINDING_FORMATS)
    if baseline and (select or ignore or changed_since):
        raise align.UsageError("the baseline covers all findings; leave --select, --ignore and --changed-since out")
    with Terminal(quiet=quiet) as terminal:
        workspace = align.open_project(folder, encoder=encoder, encoding=encoding, listener=terminal)
        outcome = workspace.check(select=_codes(select), ignore=_codes(ignore), since=changed_since)
        if baseline:
            written = workspace.write_baseline(outcome)
            terminal.note(f"{written}: contains the present findings; from now on only new ones are reported")
            return
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = shutil.get_terminal_size((120, 24)).columns
    print_out(align.render_findings(outcome, form, fail_on=threshold, width=width, colour=colour))
    if outcome.fails(threshold):
        raise typer.Exit(1)


def _codes(lists: list[str] | None) -> list[str]:
    return [name.strip() for names in lists or () for name in names.split(",") if name.strip()]
