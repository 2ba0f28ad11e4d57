"""What lies on the table of the review page: a review, and what has changed since a page last asked.

Every change gets a number. A page says which number it has seen and gets what came after it, so that any number of
tabs, and whoever else writes decisions meanwhile, see the same beads.
"""

from __future__ import annotations

import secrets
from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Any

from align.model import Action, Place, Status, UsageError
from align.web import bodies, cards, meaning
from align.web.dismissals import Dismissals, Step
from align.web.rows import Column
from align.web.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from align import Change, Found, ParkedDecision, Realignment, Reported, Review
    from align.model import SegSpan
    from align.web.dismissals import Suppressions
    from align.web.rows import Record

Spot = tuple[int, int]
"""The number of a sheet, and a place in it as `Sheet.spot` counts them."""
_MOST = 300
"""Rows that an answer carries at most; a page that lacks more asks for all anew."""
_WINDOW = 3000
"""Code points of a source on either side of a place in it that a person may choose from."""
_REMEMBERED = 10_000
"""Requests that are known again if they come twice; a page sends one after another."""


class Desk:
    """A review that pages read and change; every method may be called from any thread."""

    def __init__(
        self,
        review: Review,
        reviewer: str,
        suppressions: Suppressions,
        *,
        find: Callable[[str], Sequence[Found]],
        doing: Callable[[], Sequence[object] | None] = lambda: None,
    ) -> None:
        """`find` searches the texts by meaning; `doing` says what takes long now, how much is done, and of how much."""
        self._review = review
        self._find = find
        self._doing = doing
        self._reviewer = reviewer
        self._dismissals = Dismissals(suppressions)
        self._done: deque[str] = deque(maxlen=_REMEMBERED)
        self._epoch = secrets.token_hex(8)
        self._lock = Lock()
        self._events: list[Record] = []
        self._checking = True
        machine = review.machine
        versions = [version for family in machine.families for version in family.versions]
        self._documents = machine.documents
        quoted = {each.document: each.quotations for family in machine.families for each in family.quoted}
        columns = {version.document.id: Column(version, quoted.get(version.document.id, ())) for version in versions}
        self._sheets = [
            Sheet(
                src=src,
                tgt=tgt,
                columns=(columns[src], columns[tgt]),
                ladder=review.ladder(src, tgt),
                ids=review.ids(src, tgt),
                opinions=review.opinions(src, tgt),
            )
            for src, tgt in review.pairs()
        ]
        self._lay_cards()

    # ---- reading

    @property
    def title(self) -> str:
        """The project's name for people."""
        return self._review.machine.title

    def pairs(self) -> list[str]:
        """Return a name for each ladder."""
        sides = [(self._documents[sheet.src], self._documents[sheet.tgt]) for sheet in self._sheets]
        return [f"{src.title} ({src.lang}, {tgt.lang})" for src, tgt in sides]

    def outline(self, pair: int) -> Record:
        """Return what the page needs to know of all beads of a ladder: to draw the strip and to guess heights."""
        with self._lock:
            sheet = self._sheet(pair)
            documents = [self._documents[name] for name in (sheet.src, sheet.tgt)]
            return self._envelope(pair, len(self._events)) | {
                "documents": [{"id": each.id, "lang": each.lang, "title": each.title} for each in documents],
                "beads": sheet.heads(),
            }

    def rows(self, pair: int, since: int, start: int, stop: int) -> Record:
        """Return beads with all their words."""
        with self._lock:
            sheet = self._sheet(pair)
            start = max(0, min(start, len(sheet.ladder)))
            stop = max(start, min(stop, start + _MOST, len(sheet.ladder)))
            return self._envelope(pair, since) | {"from": start, "rows": sheet.rows(start, stop)}

    def changes(self, pair: int, since: int) -> Record:
        """Return what is new, here and in the files of the project."""
        edited = self._review.stale_files()
        with self._lock:
            self._refresh()
            return self._envelope(pair, since) | {"edited": edited}

    def search(self, pair: int, since: int, words: str) -> Record:
        """Return the indices of the beads that have these words in any column."""
        with self._lock:
            return self._envelope(pair, since) | {"found": self._sheet(pair).search(words)}

    def meaning(self, pair: int, words: str) -> Record:
        """Return the beads that say what some words say, in whatever language; this may take long."""
        found = self._find(words)
        with self._lock:
            return {"found": list(meaning.records(found, self._sheets, self._documents, pair))}

    def doing(self) -> Record:
        """Return what takes long at the moment."""
        return {"doing": self._doing()}

    def place(self, key: str) -> Record:
        """Return where a bead or a quotation stands that a link names; raise `UsageError` if it is nowhere."""
        with self._lock:
            for number, sheet in enumerate(self._sheets):
                index = sheet.index(key)
                if index is not None:
                    return {"pair": number, "at": index}
        raise UsageError("the link leads to nothing here: its words have changed, or it is of another project")

    def parked(self) -> Record:
        """Return the decisions that do not fit the texts as they are, and the beads that they may be about now."""
        with self._lock:
            view = self._review.view()
            pairs = {(sheet.src, sheet.tgt): number for number, sheet in enumerate(self._sheets)}
            ladders = [(sheet.ladder, sheet.ids) for sheet in self._sheets]
        # None of these changes any more, and to look through them takes a while.
        places = [
            {(bead.src, bead.tgt): (at, ids[at]) for at, bead in enumerate(ladder.beads)} if view.parked else {}
            for ladder, ids in ladders
        ]
        return {"parked": [_parked_record(each, pairs, places) for each in view.parked]}

    def passage(self, name: str, start: int, end: int) -> Record:
        """Return words of a document around a place."""
        if name not in self._documents:
            raise UsageError("no such document")
        document = self._documents[name]
        start, end = sorted(max(0, min(offset, len(document.text))) for offset in (start, end))
        first = max(0, start - _WINDOW)
        return {
            "document": name,
            "lang": document.lang,
            "offset": first,
            "text": document.text[first : end + _WINDOW],
            "start": start,
            "end": end,
        }

    def candidates(self, pair: int, bead: str) -> Record:
        """Return other ways to pair the segments of a bead, best first."""
        sheet = self._sheet(pair)
        return {
            "candidates": [
                {
                    "src": [each.src.start, each.src.end],
                    "tgt": [each.tgt.start, each.tgt.end],
                    "score": each.score,
                    "words": [
                        column.segmented.text(run)
                        for column, run in zip(sheet.columns, (each.src, each.tgt), strict=True)
                    ],
                }
                for each in self._review.candidates(sheet.src, sheet.tgt, bead)
            ]
        }

    def source_candidates(self, document: str, quotation: str) -> Record:
        """Return places that a quotation may come from, best first, and all sources."""
        return {
            "candidates": [
                {
                    "source": each.source,
                    "title": self._documents[each.source].title,
                    "lang": self._documents[each.source].lang,
                    "start": each.span.start,
                    "end": each.span.end,
                    "score": each.score,
                    "words": each.span.slice(self._documents[each.source].text),
                }
                for each in self._review.source_candidates(document, quotation)
            ],
            "sources": [
                {"id": source.document.id, "title": source.document.title} for source in self._review.machine.sources
            ],
        }

    # ---- changing

    def decide(self, body: Mapping[str, Any]) -> Record:
        """Do what a page asks for and return what that changed; it is on disk when this returns.

        What comes again, since its answer was lost on the way, is answered and not done again. Raises `UsageError` if
        it cannot be done, `KeyError`, `TypeError` or `ValueError` if it makes no sense.
        """
        pair, since, name = int(body["pair"]), int(body["since"]), bodies.name(body)
        realignment = None
        if str(body["action"]) == "realign" and not self._review.has_decision(name):
            # This may take long, and others go on meanwhile.
            sheet = self._sheet(pair)
            realignment = self._review.realign(sheet.src, sheet.tgt, str(body["bead"]))
        with self._lock:
            sheet = self._sheet(pair)
            self._refresh()
            before = len(self._events)
            if name not in self._done and not self._review.has_decision(name):
                bodies.check_run(body, self._epoch)
                self._do(str(body["action"]), body, sheet, realignment)
                self._done.append(name)
            changed = [{"pair": event["pair"], "at": event["at"]} for event in self._events[before:] if "at" in event]
            return self._envelope(pair, since) | {"last": changed[-1] if changed else None}

    def _do(self, action: str, body: Mapping[str, Any], sheet: Sheet, realignment: Realignment | None) -> None:
        name = bodies.name(body)
        if action in {"undo", "redo"}:
            last, following = self._review.undoable(self._reviewer), self._review.redoable(self._reviewer)
            step = self._dismissals.undo(last) if action == "undo" else self._dismissals.redo(last, following)
            if step is not None:
                self._settled(step, step.before if action == "undo" else step.reason)
            else:
                change = self._review.undo if action == "undo" else self._review.redo
                self._take(change(self._reviewer, id=name))
        elif action in {"dismiss", "restore"}:
            self._settle(str(body["fingerprint"]), str(body["note"]) if action == "dismiss" else "")
        else:
            if realignment is not None:
                bead = str(body["bead"])
                self._take(
                    self._review.insert_realignment(sheet.src, sheet.tgt, bead, realignment, self._reviewer, id=name)
                )
            else:
                self._take(self._review.decide(bodies.request(body, Action(action), sheet, self._reviewer)))
            self._dismissals.decided()

    def report(self, reported: Iterable[Reported]) -> None:
        """Lay findings beside the beads that they concern."""
        with self._lock:
            self._checking = False
            for sheet in self._sheets:
                sheet.findings = {}
            for each in reported:
                if each.finding.place.document not in self._documents:
                    continue
                record = cards.finding(each, self._documents)
                for sheet in self._sheets:
                    spot = sheet.spot(each.finding.place)
                    if spot is not None:
                        sheet.findings.setdefault(spot, []).append(record)
            self._note({"kind": "anew"})

    def _settle(self, fingerprint: str, reason: str) -> None:
        """Let a finding stand, or without a reason let it no longer."""
        record = next((record for _, record in self._findings(fingerprint)), None)
        if record is None:
            raise UsageError("this finding is not there any more; reload the page")
        step = Step(
            fingerprint=fingerprint,
            rule=record["rule"],
            message=record["message"],
            before=record["reason"],
            reason=reason,
            last=self._review.undoable(self._reviewer),
        )
        if bool(step.before) != bool(reason):
            self._dismissals.do(step, self._review.redoable(self._reviewer))
            self._settled(step, reason)

    def _settled(self, step: Step, reason: str) -> None:
        """Show that a finding may stand, or without a reason that it may not."""
        spots = []
        for spot, record in self._findings(step.fingerprint):
            record |= {"state": "suppressed" if reason else "open", "reason": reason}
            spots.append(spot)
        self._redraw(spots)

    def _findings(self, fingerprint: str) -> Iterator[tuple[Spot, Record]]:
        for number, sheet in enumerate(self._sheets):
            for spot, records in sheet.findings.items():
                for record in records:
                    if record["fingerprint"] == fingerprint:
                        yield (number, spot), record

    # ---- what has changed

    def _refresh(self) -> None:
        """Take in what others have written."""
        if self._review.refresh():
            for sheet in self._sheets:
                self._take_ladder(sheet)
            self._lay_cards()
            self._note({"kind": "anew"})

    def _take(self, change: Change) -> None:
        if not change.src:
            self._redraw(self._lay_cards())
        for number, sheet in enumerate(self._sheets):
            if (sheet.src, sheet.tgt) == (change.src, change.tgt):
                self._take_ladder(sheet)
                rows = sheet.rows(change.start, change.start + min(change.added, _MOST + 1))
                splice = {"at": change.start, "removed": change.removed, "rows": rows}
                self._note({"kind": "anew"} if len(rows) > _MOST else {"kind": "splice", "pair": number} | splice)

    def _take_ladder(self, sheet: Sheet) -> None:
        sheet.ladder = self._review.ladder(sheet.src, sheet.tgt)
        sheet.ids = self._review.ids(sheet.src, sheet.tgt)
        sheet.opinions = self._review.opinions(sheet.src, sheet.tgt)

    def _redraw(self, spots: Iterable[Spot]) -> None:
        """Show anew what stands beside some beads."""
        for number, at in sorted({(number, self._sheets[number].at(spot)) for number, spot in spots}):
            rows = self._sheets[number].rows(at, at + 1)
            self._note({"kind": "splice", "pair": number, "at": at, "removed": 1, "rows": rows})

    def _note(self, event: Record) -> None:
        self._events.append(event | {"revision": len(self._events) + 1})

    def _envelope(self, pair: int, since: int) -> Record:
        """Return what every answer carries; its changes are None if the page had better ask for everything."""
        events = [event for event in self._events[since:] if event.get("pair", pair) == pair]
        lost = not 0 <= since <= len(self._events) or any(event["kind"] == "anew" for event in events)
        sheet = self._sheet(pair)
        counts = sheet.counts()
        return {
            "pair": pair,
            "epoch": self._epoch,
            "revision": len(self._events),
            "changes": None if lost else events,
            "reviewed": counts.total() - counts[Status.MACHINE],
            "total": counts.total(),
            "checking": self._checking,
        }

    def _sheet(self, pair: int) -> Sheet:
        if not 0 <= pair < len(self._sheets):
            raise UsageError("no text is here in two languages, so there is nothing to review")
        return self._sheets[pair]

    def _lay_cards(self) -> list[Spot]:
        """Put the quotations beside their beads, and return where that changed something."""
        view = self._review.view()
        changed: list[Spot] = []
        for number, sheet in enumerate(self._sheets):
            before, sheet.cards = sheet.cards, {}
            for group in cards.groups(view.traced, (sheet.src, sheet.tgt)):
                spot = sheet.spot(Place(document=group[0].document, span=group[0].quotation.span))
                if spot is not None:
                    sheet.cards.setdefault(spot, []).append(cards.card(group, self._documents, view.opinions))
            spots = before.keys() | sheet.cards.keys()
            changed += ((number, spot) for spot in spots if before.get(spot) != sheet.cards.get(spot))
        return changed


def _parked_record(
    parked: ParkedDecision,
    pairs: Mapping[tuple[str, str], int],
    places: Sequence[Mapping[tuple[SegSpan, SegSpan], tuple[int, str]]],
) -> Record:
    decision = parked.decision
    pins = decision.pins[parked.pin : parked.pin + 1]
    named = [passage for pin in pins for passage in (pin.src, pin.tgt)]
    passages = [*named, *([decision.quotation] if decision.quotation else [])]
    pair = pairs.get((decision.src, decision.tgt), 0)
    near = [(*found, each.score) for each in parked.similar if (found := places[pair].get((each.src, each.tgt)))]
    return {
        "id": parked.name,
        "action": str(decision.action),
        "by": decision.reviewer,
        "note": decision.note,
        "value": decision.value,
        "why": str(parked.reason),
        "words": [passage.excerpt for passage in passages if passage.excerpt],
        "pair": pair,
        "near": [{"at": at, "key": key, "score": score} for at, key, score in near],
    }
