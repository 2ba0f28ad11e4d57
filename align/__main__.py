"""The program `align`: run the command line, and turn what the user can mend into one line and exit code 2."""

from __future__ import annotations

import gc
import sys


def main() -> None:
    """Run the command line with the arguments of the process."""
    # What imports make stays; to look for garbage in it again and again would take a tenth of a short command.
    gc.set_threshold(100_000)
    from align.cli import app
    from align.model import AlignError

    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        app(args=arguments)
    except (AlignError, OSError) as error:  # What the system still refuses is mostly to take what is printed.
        if len(arguments) < len(sys.argv) - 1:
            raise
        sys.stderr.write(f"align: {_told(error)}\n")
        sys.exit(2)


def _told(error: Exception) -> str:
    if not isinstance(error, OSError):
        return str(error)
    return f"{error.filename or 'stdout'}: {error.strerror or error}"


if __name__ == "__main__":
    main()
