"""A folder of development data -> bitexts with gold beads.

The folder holds `transread/NAME_fr.{en,fr,gold}`, `text-berg-dev/dev.{de,fr,defr}` and `ntrex/dev.{en,fr,ru,docs}`:
one sentence a line, and gold beads in the field's notation. It is not part of the project; CONTRIBUTING.md says where
its texts come from.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from perturb import perturb

from align.beads import IndexBead, parse_beads

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """A bitext and its true beads."""

    group: str
    """The bitexts of a group are pooled: "novels", "Text+Berg", "news fr-en", ..."""
    name: str
    langs: tuple[str, str]
    src: tuple[str, ...]
    tgt: tuple[str, ...]
    beads: tuple[IndexBead, ...]

    @property
    def apart(self) -> tuple[IndexBead, ...]:
        """The beads, with a null bead for each sentence, as aligners write them."""
        out: list[IndexBead] = []
        for bead in self.beads:
            if bead.src and bead.tgt:
                out.append(bead)
            else:
                out += [IndexBead(src=(i,), tgt=()) for i in bead.src] + [IndexBead(src=(), tgt=(j,)) for j in bead.tgt]
        return tuple(out)


def development_sets(folder: Path, *, seed: int = 1) -> Iterator[Gold]:
    """Read the development data; `seed` draws the merged, split, dropped and inserted lines of the news."""
    for path in sorted((folder / "transread").glob("*_fr.gold")):
        yield _read(
            "novels",
            path.stem.removesuffix("_fr"),
            ("en", "fr"),
            (path.with_suffix(".en"), path.with_suffix(".fr"), path),
        )
    berg = folder / "text-berg-dev"
    if berg.is_dir():
        yield _read("Text+Berg", "dev", ("de", "fr"), (berg / "dev.de", berg / "dev.fr", berg / "dev.defr"))
    news = folder / "ntrex"
    if news.is_dir():
        documents = lines(news / "dev.docs")
        for number, (src, tgt) in enumerate((("fr", "en"), ("en", "ru"), ("fr", "ru"))):
            bitext = perturb(lines(news / f"dev.{src}"), lines(news / f"dev.{tgt}"), documents, seed=10 * seed + number)
            yield Gold(
                group=f"news {src}-{tgt}",
                name=f"seed {seed}",
                langs=(src, tgt),
                src=bitext.src,
                tgt=bitext.tgt,
                beads=bitext.gold,
            )


def lines(path: Path) -> list[str]:
    """Return the lines of a file, one sentence each."""
    return path.read_text("utf-8").removesuffix("\n").split("\n")


def _read(group: str, name: str, langs: tuple[str, str], paths: tuple[Path, Path, Path]) -> Gold:
    src, tgt, gold = paths
    return Gold(
        group=group,
        name=name,
        langs=langs,
        src=tuple(lines(src)),
        tgt=tuple(lines(tgt)),
        beads=parse_beads(lines(gold), path=gold),
    )
