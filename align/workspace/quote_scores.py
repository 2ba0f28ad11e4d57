"""Gold and located quotations -> figures."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec

from align.evaluate.spans import Figures, compare, figures, read_gold, read_located
from align.files.reading import read_lines
from align.formats import quotations as quotes
from align.model import QuotationMatch, ReadError, UsageError
from align.store import load

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence


@dataclass(frozen=True, slots=True, kw_only=True)
class QuotationScores:
    """Located quotations judged by gold, by the language of the article."""

    figures: Mapping[str, Figures]
    signature: str
    """Of the result that located them; empty if unknown."""

    def record(self) -> dict[str, object]:
        """Return the figures as plain values."""
        return {**{lang: asdict(one) for lang, one in self.figures.items()}, "signature": self.signature}

    def table(self) -> str:
        """Return the figures for people."""
        lines = ["lang  quotations  extracted  found  right  mean IoU  withheld  not found"]
        lines += [
            f"{lang:4}  {one.supplied:10}  {one.extracted:9.3f}  {one.found:.3f}  {one.right:.3f}  {one.overlap:8.3f}"
            f"  {one.withheld:8}  {one.not_found:9.3f}"
            for lang, one in self.figures.items()
        ]
        return "\n".join([*lines, *filter(None, ["", self.signature])])


def evaluate_quotations(gold_path: Path | str, auto_path: Path | str) -> QuotationScores:
    """Judge located quotations: an alignment.jsonl, or what `align quotes --format jsonl` writes.

    Gold that gives words instead of code points needs the texts, which only an alignment.jsonl contains.
    """
    gold_path, auto_path = Path(gold_path), Path(auto_path)
    lines = read_lines(auto_path)
    texts: dict[str, str] = {}
    signature = ""
    if any(record.get("kind") == "header" for record in _records(lines[:1], auto_path)):
        result = load(lines, path=auto_path)
        places = (item.place for item in result.traced if isinstance(item.place, QuotationMatch))
        if unknown := {place.source for place in places} - result.texts.keys():
            raise ReadError(f'its quotations are from "{min(unknown)}", which it lacks; run again', path=auto_path)
        texts = {name: document.text for name, document in result.documents.items()}
        signature = str(result.signature)
        lines = list(quotes.jsonl(result))
    wanted = _records(read_lines(gold_path), gold_path)
    if not texts and any("occurrence" in record for record in wanted):
        raise UsageError(f"{gold_path} gives words, so the texts are needed; name an alignment.jsonl, not {auto_path}")
    compared = compare(
        read_gold(wanted, texts, path=gold_path), read_located(_records(lines, auto_path), path=auto_path)
    )
    return QuotationScores(figures=figures(compared), signature=signature)


def _records(lines: Sequence[str], path: Path) -> list[dict[str, Any]]:
    records = []
    for number, line in enumerate(lines, start=1):
        try:
            record = msgspec.json.decode(line)
        except (ValueError, RecursionError) as error:
            raise ReadError(f"not JSON Lines: {error}", path=path, line=number) from error
        if not isinstance(record, dict):
            raise ReadError("every line must be a JSON object", path=path, line=number)
        records.append(record)
    return records
