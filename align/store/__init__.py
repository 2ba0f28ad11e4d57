"""A result <-> JSON Lines that keep all of it.

One object a line, each with its `kind`, keys sorted, so that results can be compared line by line:

    header       schema, title, signature, numbers of families, sources and traced quotations
    family       stem, numbers of versions, alignments and records of what is quoted; followed by
      document     for each version: the text, its blocks and segments, where it stood in the file
      alignment    ids of both documents, number of beads; followed by each `bead`
      links        ids of the documents, number of links; followed by each `link`
      quoted       for each version: notes, calls, anomalies, number of quotations; followed by each `quotation`
    document     for each source
    traced       for each quotation: ids of document and quotation, those of its counterparts, its place and its
                 rendering, null if it has none, and where the document renders the same words otherwise

A place has a `source` or, if it was not found, a `reason`, what it was `cited` from if that is missing, and perhaps the
`best` place for information. Schema 1 had no traced quotations.

The numbers say what must follow, so a file that was cut short is noticed. Spans are `[start, end]`, half-open, as in
`align.model`. A change of this layout takes a new `SCHEMA`.
"""

from __future__ import annotations

from align.store.reading import load, load_file
from align.store.records import SCHEMA
from align.store.writing import dump

__all__ = ["SCHEMA", "dump", "load", "load_file"]
