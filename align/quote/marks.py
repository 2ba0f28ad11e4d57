"""Blocks -> the quotations between quotation marks, found with a stack; and the unbalanced marks.

A quotation may continue in the next block of its kind if this block begins with the repeated opening mark (in French,
also the closing mark or a dash). Without a repeated mark, it may still be closed in one of the next few paragraphs, if
no paragraph before that contains other quotations with the same marks. In languages with dialogues, a dash at the
beginning of a paragraph hands the marked words over to another speaker, if the words before it are complete.

An unclosed quotation ends with the last paragraph that certainly belongs to it, in which its mark was opened or last
repeated. If other quotations with the same marks follow it there, it is dropped, because its opening mark is then more
likely to be the error.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from itertools import groupby
from typing import TYPE_CHECKING

import regex

from align.model import Anomaly, AnomalyKind, BlockKind, CharSpan, QuotationForm
from align.quote.forms import TURN
from align.quote.roles import APOSTROPHES, Role, Roles
from align.quote.tree import RawQuotation, trim

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from align.model import Block
    from align.quote.speech import Speech

MAX_DEPTH = 32
"""Deeper marks are reported as unclosed: no real text nests so deep, and the limit bounds the time."""

MAX_CARRIED = 8
"""Maximum number of paragraphs over which a quotation may continue without repeating its mark."""

_RUNS_ON = frozenset({BlockKind.PARAGRAPH, BlockKind.QUOTE})
_CLAUSE = 80
"""Number of code points to search for a reporting clause."""
_SINGLE = "‘'"
"""Marks that may be apostrophes; a quotation opened by one continues in another paragraph only with its mark."""
_STOP = 8
"""Number of code points at the end of quoted words to search for a full stop before closing marks and brackets."""
_STOPPED = regex.compile(r"[.!?…]\W*$")
_AFTER_SHARED = regex.compile(r"\s*(?:[.,;:!?…)\]—–-]|$)")


@dataclass(slots=True, kw_only=True)
class _Open:
    """An opening mark that waits for its closing mark, or a dash after which its quotation continues."""

    at: int
    head: int
    """Offset of the first word."""
    origin: int
    """Offset of the opening mark."""
    mark: str
    closers: str
    reached: int
    """End of the last block that certainly belongs to the quotation."""
    repeats: list[CharSpan] = field(default_factory=list)
    inside: list[RawQuotation] = field(default_factory=list)
    """Inner quotations with the same mark, closed since."""
    carried: int = 0
    """Number of later blocks that do not repeat the mark."""
    turn: bool = False
    """Whether it is a turn of a dialogue."""

    def has_inner(self, start: int, end: int | None = None) -> bool:
        """Tell whether an inner quotation with the same mark begins between two offsets."""
        return any(raw.outer.start >= start and (end is None or raw.outer.start < end) for raw in self.inside)


def parse(text: str, blocks: Sequence[Block], speech: Speech) -> tuple[list[RawQuotation], list[Anomaly]]:
    """Find all quotations between marks, and all marks without a partner; in no particular order."""
    parser = _Parser(text, speech)
    for _, run in groupby(enumerate(blocks), key=lambda item: _run(*item)):
        for _, block in run:
            parser.read(block.span)
        parser.give_up()
    return parser.quotations, parser.anomalies


def _run(index: int, block: Block) -> BlockKind | int:
    """Return a key shared by neighbouring blocks if a quotation may continue from one to the other."""
    return block.kind if block.kind in _RUNS_ON else index


class _Parser:
    def __init__(self, text: str, speech: Speech) -> None:
        rules = speech.rules
        self.quotations: list[RawQuotation] = []
        self.anomalies: list[Anomaly] = []
        self._text = text
        self._rules = rules
        self._speech = speech
        self._closers = dict(rules.pairs)
        marks = "".join(opener + closers for opener, closers in rules.pairs)
        self._pattern = regex.compile(f"[{regex.escape(marks + APOSTROPHES)}]")
        self._stack: list[_Open] = []

    def read(self, span: CharSpan) -> None:
        """Parse one block, with the quotations still open from the blocks before it."""
        at = self._resume(span)
        roles = Roles(self._text, span, self._rules)
        for match in self._pattern.finditer(self._text, at, span.end):
            top = self._stack[-1].closers if self._stack else ""
            role = roles.of(match.start(), top, "".join(frame.closers for frame in self._stack))
            if role is Role.OPEN:
                self._open(match.start(), span)
            elif role is Role.CLOSE:
                self._close(match.start())
        if len(self._stack) == 1 and (shared := self._inner_with_shared_closing(self._stack[0], reported=True)):
            self._keep(self._stack.pop(), shared.inner.end, shared.outer.end)
        if self._stack and self._stack[0].carried:
            frame = self._stack[0]
            if frame.carried == MAX_CARRIED or frame.has_inner(span.start):
                self._drop(self._stack[:1])
                del self._stack[0]

    def give_up(self) -> None:
        """Settle all quotations that are still open."""
        self._drop(self._stack)
        self._stack.clear()

    def _resume(self, span: CharSpan) -> int:
        """Consume the repeated marks at the beginning of a block; return the offset after them."""
        at, kept = span.start, 0
        if self._rules.dialogue and len(self._stack) == 1 and (dash := self._hands_on(span)):
            frame = self._stack.pop()
            frame.turn = True
            self._keep(frame, frame.reached, frame.reached)
            self._push(frame.mark, span, dash, origin=frame.origin, turn=True)
            return dash.end
        for frame in self._stack:
            also = self._rules.repeats if frame.mark == "«" else ""
            if frame.carried or at >= span.end or self._text[at] not in frame.mark + also:
                break
            frame.repeats.append(CharSpan(start=at, end=at + 1))
            frame.reached = span.end
            kept, at = kept + 1, trim(self._text, at + 1, span.end).start
        if kept == 0 and len(self._stack) == 1 and self._stack[0].mark not in _SINGLE:
            self._stack[0].carried += 1
        else:
            self._drop(self._stack[kept:])
            del self._stack[kept:]
        return at

    def _hands_on(self, span: CharSpan) -> CharSpan | None:
        """Return the dash at the beginning of a block that begins another speaker's words, or None."""
        frame = self._stack[0]
        dash = TURN.match(self._text, span.start, span.end) if frame.mark not in _SINGLE else None
        if dash is None or not _STOPPED.search(self._text, max(frame.head, frame.reached - _STOP), frame.reached):
            return None
        return CharSpan(start=dash.start(), end=dash.end())

    def _open(self, at: int, span: CharSpan) -> None:
        if len(self._stack) >= MAX_DEPTH:
            self._report(AnomalyKind.UNCLOSED, at)
        else:
            self._push(self._text[at], span, CharSpan(start=at, end=at + 1), origin=at)

    def _push(self, mark: str, block: CharSpan, head: CharSpan, *, origin: int, turn: bool = False) -> None:
        closers = self._closers[mark]
        self._stack.append(
            _Open(at=head.start, head=head.end, origin=origin, mark=mark, closers=closers, reached=block.end, turn=turn)
        )

    def _close(self, at: int) -> None:
        char = self._text[at]
        depth = len(self._stack) - 1
        while depth >= 0 and char not in self._stack[depth].closers:
            depth -= 1
        if depth < 0:
            self._report(AnomalyKind.UNOPENED, at)
            return
        for frame in self._stack[depth + 1 :]:
            self._report(AnomalyKind.UNCLOSED, frame.origin)
        frame = self._stack[depth]
        del self._stack[depth:]
        self._keep(frame, at, at + 1)

    def _keep(self, frame: _Open, end: int, outer_end: int) -> None:
        """Make a quotation of the words between an opening mark and an end, if there are any."""
        inner = trim(self._text, frame.head, end)
        if frame.turn:
            inner = self._speech.strip_final_clause(self._text, inner)
        if not inner:
            return
        outer = CharSpan(start=frame.at, end=outer_end)
        form = QuotationForm.DIALOGUE if frame.turn else QuotationForm.MARKS
        raw = RawQuotation(outer=outer, inner=inner, form=form, repeats=tuple(frame.repeats))
        self.quotations.append(raw)
        for other in self._stack:
            if other.mark == frame.mark and other.at < frame.at:
                other.inside.append(raw)

    def _drop(self, frames: Iterable[_Open]) -> None:
        """Settle frames without a closing mark; only the outermost can still become a quotation."""
        for depth, frame in enumerate(frames):
            outermost = depth == 0 and frame is self._stack[0]
            has_inner = frame.has_inner(frame.at, frame.reached)
            shared = self._inner_with_shared_closing(frame)
            if shared is not None:
                self._keep(frame, shared.inner.end, shared.outer.end)
                continue
            self._report(AnomalyKind.UNCLOSED, frame.origin)
            if outermost and frame.mark not in _SINGLE and (frame.repeats or not has_inner):
                self._keep(frame, frame.reached, frame.reached)

    def _inner_with_shared_closing(self, frame: _Open, *, reported: bool = False) -> RawQuotation | None:
        """Return the inner quotation whose closing mark also closes this frame, or None.

        `reported` requires a reporting clause after it, for frames that could still continue in the next block.
        """
        if not self._rules.shares_closing or len(frame.inside) != 1 or frame.repeats:
            return None
        inner = frame.inside[0]
        if inner.outer.end > frame.reached or not _AFTER_SHARED.match(self._text, inner.outer.end, frame.reached):
            return None
        clause = self._text[inner.outer.end : min(frame.reached, inner.outer.end + _CLAUSE)]
        return inner if not reported or self._speech.opens_with_report(clause) else None

    def _report(self, kind: AnomalyKind, at: int) -> None:
        self.anomalies.append(Anomaly(kind=kind, span=CharSpan(start=at, end=at + 1)))
