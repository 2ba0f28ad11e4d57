"""The program `align`. An error that the user can correct becomes one line and exit code 2."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from typer.exceptions import TyperException

_BROKEN_PIPE = 141
"""Exit code of a program whose reader went away, as shells report it: 128 and the number of SIGPIPE."""


def main() -> None:
    """Run the command line with the arguments of the process."""
    # Imports create no garbage; searching for it would take a tenth of the time of a short command.
    gc.set_threshold(100_000)
    from typer.exceptions import TyperException

    from align.cli import app
    from align.model import AlignError

    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        code = app(args=arguments, prog_name="align", standalone_mode=False)
    except SystemExit as end:
        # Typer ends a program that writes to a broken pipe with 1, which would mean findings.
        if not isinstance(end.__context__, BrokenPipeError):
            raise
        code = _BROKEN_PIPE
    except TyperException as error:
        sys.stderr.write(f"{_explain_syntax(error, arguments)}\n")
        code = 2
    except (AlignError, OSError) as error:  # An OSError is mostly a stdout that cannot be written.
        if len(arguments) < len(sys.argv) - 1:
            raise
        sys.stderr.write(f"align: {_explain(error)}\n")
        code = 2
    sys.exit(code)


def _explain_syntax(error: TyperException, arguments: list[str]) -> str:
    """Return what is wrong with the arguments, in one line; where a command is missing, the help that lists them."""
    from align.model import one_line

    message = error.format_message()
    context = getattr(error, "ctx", None)
    if context and message == context.get_help():
        return message
    # Some errors of the parser do not know the command in which they arose.
    command = context.command_path if context else " ".join(["align", *arguments[: 1 + (arguments[0] == "import")]])
    return one_line(f"align: {message[:1].lower()}{message[1:].rstrip('.')}; see {command} --help")


def _explain(error: Exception) -> str:
    if not isinstance(error, OSError):
        return str(error)
    if error.filename:
        return f"{error.filename}: {error.strerror or error}"
    return f"stdout: cannot be written: {error.strerror or error}"


if __name__ == "__main__":
    main()
