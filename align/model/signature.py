"""What determines a result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Everything that determines a result; stands beside every score and every artefact."""

    version: str
    """Of this package."""
    encoder: str
    """Name and revision of the encoder, and how it makes vectors of runs."""
    segmenter: str
    """Name and revision of the segmentation rules."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Names and values of what else matters, sorted by name."""

    def __str__(self) -> str:
        parts = [("align", self.version), ("encoder", self.encoder), ("segmenter", self.segmenter), *self.parameters]
        return "|".join(f"{name}:{value}" for name, value in parts)
