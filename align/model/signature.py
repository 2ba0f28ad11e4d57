"""The signature of a result."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Signature:
    """Everything that determines a result; stored with every score and every artefact."""

    version: str
    """Version of this package."""
    encoder: str
    """Name and revision of the encoder, and its method for vectors of runs."""
    segmenter: str
    """Name and revision of the segmentation rules."""
    parameters: tuple[tuple[str, str], ...] = ()
    """Names and values of other parameters, sorted by name."""

    def __str__(self) -> str:
        parts = [("align", self.version), ("encoder", self.encoder), ("segmenter", self.segmenter), *self.parameters]
        return "|".join(f"{name}:{value}" for name, value in parts)
