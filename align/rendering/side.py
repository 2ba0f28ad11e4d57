"""A source and one rendering of it, with whatever is computed once for the pair."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from align.rendering.clauses import Rung, ladder
from align.rendering.gaps import Suspect, stretches, suspects

if TYPE_CHECKING:
    from collections.abc import Mapping

    from align.model import CharSpan
    from align.rendering.words import Words


@dataclass(frozen=True, eq=False)
class Side:
    """The pair that the judges of a rendering look at."""

    source: Words
    words: Words

    @cached_property
    def rungs(self) -> tuple[Rung, ...]:
        """Return the ladder of clauses, the source first."""
        return ladder(self.source, self.words)

    @cached_property
    def likeness(self) -> float:
        """Return the cosine of source and rendering; 0 if one of them has no words."""
        if not (self.source.clauses and self.words.clauses):
            return 0.0
        ours, theirs = (side.vectors_of([side.run(0, len(side.clauses))])[0] for side in (self.source, self.words))
        return float(ours @ theirs)

    @cached_property
    def unrendered(self) -> Mapping[CharSpan, Suspect]:
        """Return the evidence on whether the rendering has it, for each clause or two of the source."""
        return {suspect.span: suspect for suspect in suspects(self.source, self.words, self.rungs)}

    @cached_property
    def gains(self) -> Mapping[CharSpan, float]:
        """Return the gain in cosine if it is left out, for each stretch of words of the source."""
        return stretches(self.source, self.words, self.rungs)
