"""The command line: parse, call `align`, print. Results go to stdout or to files, everything else to stderr."""

from __future__ import annotations

import inspect
from typing import Annotated

import typer

from align.cli.alignment import files, run
from align.cli.check import check
from align.cli.exchange import export, importing, status
from align.cli.measures import encoders, evaluate
from align.cli.quotations import find, quotes
from align.cli.review import review

app = typer.Typer(
    name="align",
    help="Align parallel texts sentence by sentence, and see how quotations were translated.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (run, files, quotes, find, encoders, check, review, status, export, evaluate):
    name = "eval" if command is evaluate else command.__name__
    # By default typer would cut most of these sentences short in the list of commands.
    app.command(name, short_help=(inspect.getdoc(command) or "").partition("\n\n")[0])(command)
app.add_typer(importing, name="import")


def _print_version(value: bool) -> None:  # noqa: FBT001 - typer calls it
    if value:
        from align import __version__

        typer.echo(__version__)
        raise typer.Exit


@app.callback()
def _main(
    *,
    version: Annotated[
        bool, typer.Option("--version", help="Print the version and exit.", is_eager=True, callback=_print_version)
    ] = False,
    debug: Annotated[bool, typer.Option("--debug", help="Show the traceback of an error.")] = False,
) -> None:
    pass
