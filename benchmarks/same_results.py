"""Compare two results, such as those of two versions of the program, but for the version and words for people.

    python benchmarks/same_results.py OLD/alignment.jsonl NEW/alignment.jsonl

Prints how many lines are equal, or what differs in the first line that is not. The version in the signature, the paths
of the texts and the reasons of renderings are left out. The exit code is 1 if the results differ.
"""

from __future__ import annotations

import argparse
import json
import sys
from itertools import zip_longest
from pathlib import Path
from typing import Any


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("old", type=Path)
    parser.add_argument("new", type=Path)
    options = parser.parse_args()
    equal = 0
    for number, (before, after) in enumerate(zip_longest(lines(options.old), lines(options.new)), 1):
        if before != after:
            old, new = before or {}, after or {}
            print(f"line {number} differs, after {equal} equal lines:")
            for key in sorted(key for key in old.keys() | new.keys() if old.get(key) != new.get(key)):
                print(f"  {key}: {old.get(key)!s:.80} -> {new.get(key)!s:.80}")
            sys.exit(1)
        equal += 1
    print(f"the same: {equal} lines")


def lines(path: Path) -> list[dict[str, Any]]:
    return [strip(json.loads(line)) for line in path.read_text("utf-8").splitlines()]


def strip(record: dict[str, Any]) -> dict[str, Any]:
    record.pop("path", None)
    if record["kind"] == "header":
        record["signature"].pop("version")
    if record["kind"] == "traced" and record["rendering"]:
        record["rendering"].pop("reasons")
    return record


if __name__ == "__main__":
    main()
