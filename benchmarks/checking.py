"""Measure how long `align check` takes on a large project: cold, warm, and after one document changed.

python benchmarks/checking.py [--texts 100] [--sentences 100] [--folder FOLDER]

The project has two versions of each text, made of sentences that differ in numbers, places and verbs. Times are of
whole processes, from their start. The only assertion is that warm runs find the same as the cold one.
"""

from __future__ import annotations

import argparse
import random
import subprocess
import sys
import tempfile
import time
from pathlib import Path

WHO = (
    ("La passeuse", "The ferrywoman"),
    ("Le gardien", "The keeper"),
    ("Ma voisine", "My neighbour"),
    ("Le maire", "The mayor"),
)
DID = (("a compté", "counted"), ("a vendu", "sold"), ("a perdu", "lost"), ("a décrit", "described"), ("a caché", "hid"))
WHAT = (("barques", "boats"), ("lettres", "letters"), ("caisses", "crates"), ("clefs", "keys"), ("cartes", "maps"))
WHERE = (("sur le quai", "on the quay"), ("devant la gare", "outside the station"), ("dans la cour", "in the yard"))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--texts", type=int, default=100)
    parser.add_argument("--sentences", type=int, default=100)
    parser.add_argument("--folder", type=Path)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as temporary:
        folder = options.folder or Path(temporary)
        write_project(folder, options.texts, options.sentences)
        print(f"{2 * options.texts} documents, {2 * options.texts * options.sentences:,} sentences")
        cold, found = time_check(folder)
        print(f"cold                  {cold:6.2f} s")
        for _ in range(3):
            warm, again = time_check(folder)
            print(f"warm                  {warm:6.2f} s")
            if again != found:
                sys.exit("a warm run finds something else")
        changed = folder / "en" / "text-000.txt"
        changed.write_text(changed.read_text("utf-8").replace("boats", "barges"), "utf-8")
        print(f"one document changed  {time_check(folder)[0]:6.2f} s")
        print(found.splitlines()[-1])


def write_project(folder: Path, texts: int, sentences: int) -> None:
    rng = random.Random(1)
    for number in range(texts):
        pairs = [sentence(rng) for _ in range(sentences)]
        for side, lang in enumerate(("fr", "en")):
            path = folder / lang / f"text-{number:03}.txt"
            path.parent.mkdir(parents=True, exist_ok=True)
            paragraphs = [" ".join(pair[side] for pair in pairs[at : at + 5]) for at in range(0, sentences, 5)]
            path.write_text("\n\n".join(paragraphs) + "\n", "utf-8")


def sentence(rng: random.Random) -> tuple[str, str]:
    who, did, what, where = (rng.choice(each) for each in (WHO, DID, WHAT, WHERE))
    count, year = rng.randint(2, 999), rng.randint(1800, 1999)
    return (
        f"{who[0]} {did[0]} {count} {what[0]} {where[0]} en {year}.",
        f"{who[1]} {did[1]} {count} {what[1]} {where[1]} in {year}.",
    )


def time_check(folder: Path) -> tuple[float, str]:
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "align", "check", str(folder), "--quiet"],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode > 1:
        sys.exit(done.stderr)
    return time.perf_counter() - start, done.stdout


if __name__ == "__main__":
    main()
