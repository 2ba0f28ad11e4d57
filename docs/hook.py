"""The commands of `align` -> a page of the documentation site: MkDocs calls `on_files` when it builds."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer.main
from mkdocs.structure.files import File, Files

from align.cli import app

if TYPE_CHECKING:
    from collections.abc import Iterator

    from mkdocs.config.defaults import MkDocsConfig
    from typer.core import TyperCommand

PAGE = "reference/commands.md"
_INTRODUCTION = """\
# Commands

This page is made from the program's own help: `align --help` and `align COMMAND --help` print the same.

Results go to files or to the standard output; progress, warnings and errors go to the standard error. Exit code 0 means
success. Exit code 1 means that `align check` has findings or `align find` found nothing. Exit code 2 means that a file or
an option is wrong; the message names the place, the fault and the remedy.
"""
_AS_IT_STANDS = "\b"
"""Click's sign for a paragraph whose lines stay as they are. In our help these paragraphs are examples."""


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the page of commands to the files of the site."""
    files.append(File.generated(config, PAGE, content="\n".join(commands_page())))
    return files


def commands_page() -> Iterator[str]:
    """Yield the lines of the page: a heading, the help, the arguments and the options of each command."""
    yield _INTRODUCTION
    for name, command in _commands("align", typer.main.get_command(app)):
        yield f"## {name}\n"
        yield from _help(command.help or "")
        for kind, title in (("argument", "Argument"), ("option", "Option")):
            yield from _table(title, [each for each in command.params if each.param_type_name == kind])


def _commands(name: str, command: TyperCommand) -> Iterator[tuple[str, TyperCommand]]:
    """Yield a command with its whole name, or all commands of a group."""
    members = getattr(command, "commands", None)
    if members is None:
        yield name, command
    else:
        for key, member in members.items():
            yield from _commands(f"{name} {key}", member)


def _help(text: str) -> Iterator[str]:
    for paragraph in text.split("\n\n"):
        example = paragraph.removeprefix(f"{_AS_IT_STANDS}\n")
        yield paragraph + "\n" if example == paragraph else f"```sh\n{example}\n```\n"


def _table(title: str, params: list) -> Iterator[str]:
    if not params:
        return
    yield f"| {title} | |\n|---|---|"
    for param in params:
        help_ = (param.help or "").replace("|", r"\|")
        default = param.default
        if isinstance(default, (str, int)) and not isinstance(default, bool):
            help_ += f" Default: `{default}`."
        names = ", ".join(f"`{name}`" for name in (*param.opts, *param.secondary_opts))
        yield f"| {names} | {help_} |"
    yield ""
