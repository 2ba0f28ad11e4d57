"""The program `align`: run the command line, and turn what the user can mend into one line and exit code 2."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line with the arguments of the process."""
    from align.cli import app
    from align.model import AlignError

    arguments = [argument for argument in sys.argv[1:] if argument != "--debug"]
    try:
        app(args=arguments)
    except AlignError as error:
        if len(arguments) < len(sys.argv) - 1:
            raise
        sys.stderr.write(f"align: {error}\n")
        sys.exit(2)


if __name__ == "__main__":
    main()
