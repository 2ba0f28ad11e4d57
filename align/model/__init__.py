"""The frozen types shared by all stages, and the error tree; no I/O.

Conventions, binding for the whole package:

- A *character offset* counts code points of `Document.text`; a *segment index* counts segments of one document from 0.
  Both kinds of span are half-open. They are two types, so that a type checker notices a confusion.
- `Document.text` is NFC with LF line ends. Segments tile the blocks of their document exactly; no stage changes text.
- A confidence is a probability between 0 and 1.

The error tree: `AlignError` is an error that the user can correct; the command line prints it as one line. Its
subclasses name the stage: `ReadError`, `ConfigError`, `EncoderError`, `StoreError`, `UsageError`. Any other exception
is a bug of the program.
"""

from __future__ import annotations

from align.model.choice import choose_member
from align.model.decision import ABOUT_QUOTATIONS, CORRECTIONS, Action, Decision, Passage, Pin, Sourced
from align.model.errors import AlignError, ConfigError, EncoderError, ReadError, StoreError, UsageError, one_line
from align.model.finding import Finding, Place, Severity
from align.model.ladder import Alignment, Bead, BeadSpans, Link, Links, Status
from align.model.quotation import (
    Anomaly,
    AnomalyKind,
    FragmentMark,
    Mark,
    Note,
    NoteCall,
    NotFound,
    NotFoundReason,
    Quotation,
    QuotationForm,
    QuotationKey,
    QuotationKind,
    QuotationMatch,
    QuotationPair,
    Quoted,
)
from align.model.rendering import Difference, DifferenceKind, Rendering, Verdict, worst_verdict
from align.model.signature import Signature
from align.model.term import Term
from align.model.text import Block, BlockKind, CharSpan, Document, Origin, Segment, Segmented, SegSpan, plain

__all__ = [
    "ABOUT_QUOTATIONS",
    "CORRECTIONS",
    "Action",
    "AlignError",
    "Alignment",
    "Anomaly",
    "AnomalyKind",
    "Bead",
    "BeadSpans",
    "Block",
    "BlockKind",
    "CharSpan",
    "ConfigError",
    "Decision",
    "Difference",
    "DifferenceKind",
    "Document",
    "EncoderError",
    "Finding",
    "FragmentMark",
    "Link",
    "Links",
    "Mark",
    "NotFound",
    "NotFoundReason",
    "Note",
    "NoteCall",
    "Origin",
    "Passage",
    "Pin",
    "Place",
    "Quotation",
    "QuotationForm",
    "QuotationKey",
    "QuotationKind",
    "QuotationMatch",
    "QuotationPair",
    "Quoted",
    "ReadError",
    "Rendering",
    "SegSpan",
    "Segment",
    "Segmented",
    "Severity",
    "Signature",
    "Sourced",
    "Status",
    "StoreError",
    "Term",
    "UsageError",
    "Verdict",
    "choose_member",
    "one_line",
    "plain",
    "worst_verdict",
]
