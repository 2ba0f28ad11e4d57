"""The use cases of measuring: beads judged by gold, and encoders weighed."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING

from align import __version__ as version
from align import bitext
from align.beads import index_beads, parse_beads
from align.encoders import available, encoder, speed
from align.evaluate import Counts, Reliability, count, judge_beads, mismatch, reliability
from align.evaluate.diagram import reliability_svg
from align.files import write_atomically
from align.files.reading import read_lines
from align.model import ReadError, UsageError
from align.store import load_file

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from align.beads import IndexBead
    from align.encoders import EncoderInfo


@dataclass(frozen=True, slots=True, kw_only=True)
class Scores:
    """Beads judged by gold."""

    files: int
    counts: Counts
    reliability: Reliability
    signature: str
    """How the counts were made and, as far as it is known, the beads."""
    warnings: tuple[str, ...]
    """Why some of the beads and their gold are hardly of one document, or not in one order of sides."""

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


def draw(scores: Scores, path: Path) -> None:
    """Write the reliability diagram of some scores to an SVG file; raise `UsageError` if no bead has a confidence."""
    if not scores.reliability.bins:
        raise UsageError(f"{path}: nothing to draw, for the beads to be judged have no confidence")
    write_atomically(path, [reliability_svg(scores.reliability, scores.signature)])


def evaluate(pairs: Sequence[tuple[Path, Path]]) -> Scores:
    """Judge files of automatic beads by files of gold beads, pooled; raise `ReadError` if a gold file has none."""
    counts, verdicts, signatures, warnings = Counts(), [], set(), []
    for gold_path, auto_path in pairs:
        gold = parse_beads(read_lines(gold_path), path=gold_path)
        if not gold:
            raise ReadError("holds no beads, and so nothing to judge by", path=gold_path)
        auto, signature = _automatic(auto_path)
        signatures.add(signature)
        if why := mismatch(gold, auto):
            warnings.append(f"{auto_path} and {gold_path}: {why}")
        counts += count(gold, auto)
        verdicts += judge_beads(gold, auto)
    made = "; ".join(sorted(signatures - {""})) or f"align:{version}"
    return Scores(
        files=len(pairs),
        counts=counts,
        reliability=reliability(verdicts),
        signature=f"{made}|scorer:vecalign|files:{len(pairs)}",
        warnings=tuple(warnings),
    )


def _automatic(path: Path) -> tuple[tuple[IndexBead, ...], str]:
    """Return the beads of a file and the signature of what made them, if the file tells."""
    if path.suffix != ".jsonl":
        return parse_beads(read_lines(path), path=path), ""
    result = load_file(path)
    ladders = [ladder for family in result.families for ladder in family.alignments]
    if len(ladders) != 1:
        raise UsageError(f"{path} holds {len(ladders)} ladders, and one is needed; use a file of beads")
    return tuple(index_beads(ladders[0])), str(result.signature)


def encoders(*, measure: bool) -> list[tuple[EncoderInfo, float | None]]:
    """List the encoders, and measure those at hand if asked to.

    Beside each stands its speed, in sentences a second with the vectors of all runs that an alignment needs; None if it
    was not measured.
    """
    sample = [
        f"{word} {number}: the ferry left the pier at dawn." for number in range(64) for word in ("Then", "Later")
    ]
    return [
        (info, speed(encoder(info.name), sample, bitext.RUN) if measure and info.at_hand else None)
        for info in available()
    ]
