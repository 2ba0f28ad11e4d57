"""The program `align`. An error that the user can correct becomes one line and exit code 2."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line with the arguments of the process."""
    # Imports create no garbage; searching for it would take a tenth of the time of a short command.
    gc.set_threshold(100_000)
    from align.cli import app
    from align.model import AlignError

    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        app(args=arguments)
    except (AlignError, OSError) as error:  # An OSError is mostly a stdout that cannot be written.
        if len(arguments) < len(sys.argv) - 1:
            raise
        sys.stderr.write(f"align: {_message(error)}\n")
        sys.exit(2)


def _message(error: Exception) -> str:
    if not isinstance(error, OSError):
        return str(error)
    return f"{error.filename or 'stdout'}: {error.strerror or error}"


if __name__ == "__main__":
    main()
