"""A result <-> JSON Lines that keep all of it.

Each line is one object with its `kind` and sorted keys, so that results can be compared line by line:

    header       schema, title, signature, numbers of families, sources and traced quotations
    family       stem, numbers of versions, alignments and quoted documents; then
      document     for each version: the text, its blocks and segments, where it stood in the file
      alignment    ids of both documents, number of beads; then each `bead`
      links        ids of the documents, number of links; then each `link`
      quoted       for each version: notes, calls, anomalies, number of quotations; then each `quotation`
    document     for each source
    traced       for each quotation: ids of document and quotation, counterparts, place, rendering, and where else the
                 document renders the same words

`align.store.records` lists the keys of each kind. Each number says how many lines follow, so the reader notices a file
that was cut short. Spans are `[start, end]`, half-open, as in `align.model`. A change of this layout takes a new
`SCHEMA`. Schema 1 had no traced quotations.
"""

from __future__ import annotations

from align.store.reading import load, load_file
from align.store.records import SCHEMA
from align.store.writing import dump

__all__ = ["SCHEMA", "dump", "load", "load_file"]
