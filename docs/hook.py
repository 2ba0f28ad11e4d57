"""Pages of the documentation site that are made from the program: MkDocs calls `on_files` when it builds.

The commands come from the help of the program, the Python API from the names in `align/__init__.pyi`.
"""

from __future__ import annotations

import ast
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING

import typer.main
from mkdocs.structure.files import File
from typer.core import TyperArgument, TyperOption

import align
from align.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from typer._click.core import Command  # typer has a click of its own

_COMMANDS = """\
# Commands

This page is made from the program's help: `align --help` and `align COMMAND --help` print the same.

Results go to files or to the standard output; progress, warnings and errors go to the standard error. Exit code 0
means success. Exit code 1 means that `align check` has findings or `align find` found nothing. Exit code 2 means that a
file or an option is wrong; the message names the place, the fault and the remedy.
"""
_PYTHON = """\
# Python

Everything here is in the module `align`. This page is made from its docstrings;
[scripts and notebooks](../how-to/python.md) shows how to use them.

Importing `align` is quick: a name is loaded when you first use it. Results are immutable. Spans are half-open.
`CharSpan` counts characters of `Document.text`, `SegSpan` counts sentences from 0. Every confidence is a probability
between 0 and 1.
"""
_SECTIONS = {
    "Projects": ("workspace.workspace", "workspace.search"),
    "Texts without a project": ("workspace.loose", "workspace.bitexts", "read"),
    "Output": ("workspace.output", "workspace.summary", "workspace.build", "formats"),
    "Measures": ("workspace.measures", "workspace.quote_scores", "evaluate"),
    "Results": ("result",),
    "Texts, alignments and quotations": ("model",),
    "Checks": ("check",),
    "Review": ("review", "workspace.exchange"),
    "Encoders and listeners": ("encoders", "vectors", "listener"),
}
"""Headings of the Python page, and the modules whose public names they cover."""
_ERRORS = "Errors"
OTHERS = "Others"
"""Heading of what no section covers; a test keeps it empty."""
_AS_IT_STANDS = "\b\n"
"""Click's sign for a paragraph whose lines stay as they are. In our help these paragraphs are examples."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the pages to the files of the site."""
    files.append(File.generated(config, "reference/commands.md", content="\n".join(commands_page())))
    files.append(File.generated(config, "reference/python.md", content="\n".join(python_page())))
    return files


def commands_page() -> Iterator[str]:
    """Yield the lines of the page of commands: heading, help, arguments and options of each."""
    yield _COMMANDS
    for name, command in _commands("align", typer.main.get_command(app)):
        yield f"## {name}\n"
        for paragraph in (command.help or "").split("\n\n"):
            example = paragraph.removeprefix(_AS_IT_STANDS)
            yield f"{paragraph}\n" if example == paragraph else f"```sh\n{example}\n```\n"
        for kind, title in ((TyperArgument, "Argument"), (TyperOption, "Option")):
            yield from _table(title, [each for each in command.params if isinstance(each, kind)])


def _commands(name: str, command: Command) -> Iterator[tuple[str, Command]]:
    """Yield a command with its whole name, or all commands of a group."""
    members = getattr(command, "commands", None)
    if members is None:
        yield name, command
    else:
        for key, member in members.items():
            yield from _commands(f"{name} {key}", member)


def _table(title: str, params: Sequence[TyperArgument | TyperOption]) -> Iterator[str]:
    if not params:
        return
    yield f"| {title} | |\n|---|---|"
    for param in params:
        words = (param.help or "").replace("|", r"\|")
        if isinstance(param.default, (str, int, Path)) and not isinstance(param.default, bool):
            words += f" Default: `{param.default}`."
        names = ", ".join(f"`{name}`" for name in (*param.opts, *param.secondary_opts) if name.startswith("-"))
        value = f"`{param.metavar}`" if param.metavar else ""
        yield f"| {' '.join(filter(None, (names, value))).replace('|', '&#124;')} | {words} |"
    yield ""


def python_page() -> Iterator[str]:
    """Yield the lines of the page of the Python API: all public names, for mkdocstrings to fill in."""
    yield _PYTHON
    found = sorted(public_names(), key=lambda each: (_place(*each), each[1][0].isupper()))
    for title, members in groupby(found, key=lambda each: _place(*each)[1]):
        yield f"## {title}\n"
        yield from (f"::: align.{name}\n" for _, name in members)


def public_names() -> Iterator[tuple[str, str]]:
    """Yield the module and the name of everything that `align` offers, except whole modules."""
    stub = ast.parse(Path(str(align.__file__)).with_suffix(".pyi").read_text("utf-8"))
    for node in stub.body:
        if isinstance(node, ast.ImportFrom) and node.module:
            yield from ((node.module, alias.name) for alias in node.names)


def _place(module: str, name: str) -> tuple[int, str, int]:
    """Return the number of the section that covers a name, its title, and the number of the module in it."""
    if name.endswith("Error"):
        return len(_SECTIONS), _ERRORS, 0
    for number, (title, modules) in enumerate(_SECTIONS.items()):
        for order, each in enumerate(modules):
            if module == each or module.startswith(f"{each}."):
                return number, title, order
    return len(_SECTIONS) + 1, OTHERS, 0
