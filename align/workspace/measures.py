"""Beads judged by gold, and encoders listed and measured."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from align import bitext
from align.beads import index_beads, parse_beads
from align.encoders import available, encoder, speed
from align.evaluate import Counts, Reliability, count, judge_beads, mismatch, reliability
from align.evaluate.diagram import reliability_svg
from align.files import check_folder
from align.files.reading import read_lines
from align.model import ReadError, UsageError
from align.store import load_file
from align.version import VERSION
from align.workspace.targets import refuse_to_overwrite, write_target

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.beads import IndexBead
    from align.encoders import EncoderInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Beads judged by gold."""

    files: int
    counts: Counts
    reliability: Reliability
    signature: str
    """How the counts and, if known, the beads were made."""
    warnings: tuple[str, ...]
    """Signs that beads and gold are of different documents, or have their sides exchanged."""

    def record(self) -> dict[str, object]:
        """Return the figures as plain values."""
        strict, lax = self.counts.strict, self.counts.lax
        return {
            "files": self.files,
            **{
                name: {"precision": score.precision, "recall": score.recall, "f1": score.f1}
                for name, score in (("strict", strict), ("lax", lax))
            },
            "calibration_error": self.reliability.error if self.reliability.bins else None,
            "reliability": [asdict(item) for item in self.reliability.bins],
            "signature": self.signature,
            "warnings": list(self.warnings),
        }

    def draw(self, path: Path | str) -> None:
        """Write the reliability diagram to an SVG file.

        Raises:
            UsageError: No bead has a confidence, or the file must not be overwritten.
            StoreError: The file cannot be written.

        """
        if not self.reliability.bins:
            raise UsageError(f"{path}: nothing to draw, since the beads have no confidence")
        write_target(Path(path), [reliability_svg(self.reliability, self.signature)])

    def table(self) -> str:
        """Return the figures for people."""
        lines = ["          precision  recall     F1"]
        for name, score in (("strict", self.counts.strict), ("lax", self.counts.lax)):
            lines.append(f"{name:8}     {score.precision:.4f}  {score.recall:.4f} {score.f1:.4f}")
        if self.reliability.bins:
            lines += ["", "confidence     beads   mean  right"]
            lines += [
                f"{item.lower:.1f} to {item.upper:.1f}  {item.beads:8}  {item.confidence:.3f}  {item.right:.3f}"
                for item in self.reliability.bins
            ]
            lines.append(f"expected calibration error {self.reliability.error:.3f}")
        return "\n".join([*lines, "", self.signature])


def check_diagram(path: Path | str, *, inputs: Iterable[Path | str] = ()) -> None:
    """Check before the work begins that a diagram can be written.

    Args:
        path: The file to write.
        inputs: Files that are read.

    Raises:
        UsageError: The file is not named .svg, is one of the inputs, or must not be overwritten.
        StoreError: The folder of the file does not exist.

    """
    target = Path(path)
    if target.suffix.lower() != ".svg":
        raise UsageError(f"{target}: the diagram is SVG; name it {target.with_suffix('.svg')}")
    refuse_to_overwrite(target, map(Path, inputs))
    check_folder(target)


def evaluate_beads(pairs: Sequence[tuple[Path | str, Path | str]]) -> Scores:
    """Judge beads by gold: precision, recall and F1, strict and lax, by the counts of Vecalign's scorer.

    Args:
        pairs: Files of gold beads, each with a file of beads or an alignment.jsonl; all pairs are counted together.

    Raises:
        ReadError: A file cannot be read, or a gold file has no beads.
        UsageError: An alignment.jsonl does not contain exactly one ladder.

    """
    counts, verdicts, signatures, warnings = Counts(), [], set(), []
    for gold_path, auto_path in [(Path(gold), Path(auto)) for gold, auto in pairs]:
        gold = parse_beads(read_lines(gold_path), path=gold_path)
        if not gold:
            raise ReadError("has no beads", path=gold_path)
        auto, signature = _automatic(auto_path)
        signatures.add(signature)
        if why := mismatch(gold, auto):
            warnings.append(f"{auto_path} and {gold_path}: {why}")
        counts += count(gold, auto)
        verdicts += judge_beads(gold, auto)
    made = "; ".join(sorted(signatures - {""})) or f"align:{VERSION}"
    return Scores(
        files=len(pairs),
        counts=counts,
        reliability=reliability(verdicts),
        signature=f"{made}|scorer:vecalign|files:{len(pairs)}",
        warnings=tuple(warnings),
    )


def _automatic(path: Path) -> tuple[tuple[IndexBead, ...], str]:
    """Return the beads of a file, and the signature of their result if the file has one."""
    if path.suffix != ".jsonl":
        return parse_beads(read_lines(path), path=path), ""
    result = load_file(path)
    ladders = [ladder for family in result.families for ladder in family.alignments]
    if len(ladders) != 1:
        raise UsageError(f"{path} holds {len(ladders)} ladders but must hold one; use a file of beads")
    return tuple(index_beads(ladders[0])), str(result.signature)


def list_encoders(*, measure: bool = False) -> list[tuple[EncoderInfo, float | None]]:
    """List the installed encoders, and some that can be downloaded.

    Args:
        measure: Whether to measure the speed of the installed ones.

    Returns:
        Each encoder with its speed in sentences a second, the vectors of all runs included; None if not measured.

    """
    sample = [
        f"{word} {number}: the ferry left the pier at dawn." for number in range(64) for word in ("Then", "Later")
    ]
    return [
        (info, speed(encoder(info.name), sample, bitext.RUN) if measure and info.at_hand else None)
        for info in available()
    ]
