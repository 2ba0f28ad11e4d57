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
        typer.Option("--select", metavar="CODES", help="Apply only these rules or families: F,N01; repeatable."),
    ] = None,
    ignore: Annotated[
        list[str] | None,
        typer.Option("--ignore", metavar="CODES", help="Leave out these rules or families; repeatable."),
    ] = None,
    fail_on: Annotated[
        str,
        typer.Option(
            "--fail-on", metavar="SEVERITY", help="Exit with 1 from this severity on: error, warning or info."
        ),
    ] = "error",
    changed_since: Annotated[
        str,
        typer.Option(
            "--changed-since",
            metavar="REV",
            help="Report only findings in files changed since this revision of git, and compare edits with it.",
        ),
    ] = "",
    form: Annotated[str, typer.Option("--format", metavar="NAME", help="text, json, sarif, junit or github.")] = "text",
    baseline: Annotated[
        bool,
        typer.Option("--baseline", help="Write all findings to review/baseline.txt; only new ones are reported later."),
    ] = False,
    explain: Annotated[
        str, typer.Option("--explain", metavar="CODE", help="Explain a rule, or all rules, and stop.")
    ] = "",
    encoder: EncoderOption = "muse",
    encoding: EncodingOption = None,
    quiet: QuietOption = False,
) -> None:
    """Check a project for mistakes, and for consistency that an edit broke.

    Exit code 0: no finding as severe as --fail-on says; 1: there is one; 2: the files or the options are wrong. To
    dismiss a finding, write it, with a reason, into review/suppressions.toml or align.toml.

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
            terminal.note(f"{written}: holds the present findings; from now on only new ones are reported")
            return
    colour = sys.stdout.isatty() and not os.environ.get("NO_COLOR")
    width = shutil.get_terminal_size((120, 24)).columns
    print_out(align.render_findings(outcome, form, fail_on=threshold, width=width, colour=colour))
    if outcome.fails(threshold):
        raise typer.Exit(1)


def _codes(lists: list[str] | None) -> list[str]:
    return [name.strip() for names in lists or () for name in names.split(",") if name.strip()]
