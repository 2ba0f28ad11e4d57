"""Kill a writer of decisions again and again, and check that every decision it promised is in the log.

python benchmarks/kills.py [KILLS]   (default: 1,000)

The writer appends decisions to the log of a new folder and promises each by printing its id once `Log.append` returned.
It is killed at some moment after its first promises, and the next one goes on with the same log. Ends with 1 if a
promise is broken.
"""

from __future__ import annotations

import argparse
import os
import signal
import sys
import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from align.model import Action, Decision, Passage, Pin
from align.review.log import Log

PIN = Pin(
    src=Passage(digest="0123456789abcdef", length=4, excerpt="Oui."),
    tgt=Passage(digest="fedcba9876543210", length=4, excerpt="Да."),
)
DRAFT = Decision(id="", action=Action.ACCEPT, reviewer="Ann", at=datetime.now(UTC), src="fr/a", tgt="ru/a", pins=(PIN,))


def main() -> None:
    """Print how many decisions were promised, and how many of them are lost."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("kills", nargs="?", type=int, default=1000, metavar="KILLS")
    kills = parser.parse_args().kills
    promised: list[str] = []
    with TemporaryDirectory() as folder:
        root = Path(folder)
        for number in range(kills):
            promised += write_and_die(Log(root), number)
        lost = set(promised) - {decision.id for decision in Log(root).read()}
    print(f"{kills} kills, {len(promised)} decisions promised, {len(lost)} lost")
    sys.exit(len(lost) > 0)


def write_and_die(log: Log, number: int) -> list[str]:
    """Return the ids that a writer promised before it was killed: one at least."""
    log.read()  # The writer is a copy of this process, which has the log in memory then.
    reader, writer = os.pipe()
    child = os.fork()
    if not child:
        os.close(reader)
        try:
            write(log, number, writer)
        finally:
            os._exit(1)
    os.close(writer)
    with os.fdopen(reader) as said:
        promised = [said.readline() for _ in range(1 + number % 3)]
        time.sleep((number % 40) / 8_000)  # Not to make it in time, but to kill it at another moment each time.
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        promised += said
    return [line.strip() for line in promised if line.endswith("\n")]


def write(log: Log, number: int, promises: int) -> None:
    """Append decisions until somebody kills this process."""
    count = 0
    while True:
        note = f"{number} {count} {'слово ' * 50}"
        (kept,) = log.append([replace(DRAFT, note=note)])
        os.write(promises, kept.id.encode() + b"\n")
        count += 1


if __name__ == "__main__":
    main()
