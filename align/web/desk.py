"""The review that pages read and change, and the changes that they fetch.

Every change gets a number. A page sends the number of the last change that it knows and gets the later ones. So all
tabs show the same beads, even if another program writes decisions at the same time.
"""

from __future__ import annotations

import secrets
from collections import deque
from threading import Lock
from typing import TYPE_CHECKING, Any

from align.model import Action, Place, Status, UsageError
from align.web import cards, choices, meaning_search, requests
from align.web.dismissals import Dismissals, Step
from align.web.rows import Column
from align.web.sheet import Sheet

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from align import Change, Found, Realignment, Reported, Review
    from align.web.dismissals import Suppressions
    from align.web.rows import Record

Spot = tuple[int, int]
"""Number of a sheet, and key of a segment in it."""
_MAX_ROWS = 300
"""Maximum number of rows in an answer; after a larger change pages load all beads again."""
_MAX_NONCES = 10_000
"""Number of requests whose ids are kept, to recognise a request that a page sends again."""


class Desk:
    """A review that pages read and change. Its methods may be called from any thread."""

    def __init__(
        self,
        review: Review,
        reviewer: str,
        suppressions: Suppressions,
        *,
        find: Callable[[str], Sequence[Found]],
        progress: Callable[[], Sequence[object] | None] = lambda: None,
    ) -> None:
        """`find` searches the texts by meaning; `progress` returns the present work: what, steps done, steps in all."""
        self._review = review
        self._find = find
        self._doing = progress
        self._reviewer = reviewer
        self._dismissals = Dismissals(suppressions)
        self._nonces: deque[str] = deque(maxlen=_MAX_NONCES)
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
        self._update_cards()

    # ---- reading

    @property
    def title(self) -> str:
        """The title of the project."""
        return self._review.machine.title

    def pairs(self) -> list[str]:
        """Return a label for each ladder."""
        sides = [(self._documents[sheet.src], self._documents[sheet.tgt]) for sheet in self._sheets]
        return [f"{src.title} ({src.lang}, {tgt.lang})" for src, tgt in sides]

    def outline(self, pair: int) -> Record:
        """Return the summaries of all beads: enough to draw the strip and to estimate the heights of rows."""
        with self._lock:
            sheet = self._sheet(pair)
            documents = [self._documents[name] for name in (sheet.src, sheet.tgt)]
            return self._envelope(pair, len(self._events)) | {
                "documents": [{"id": each.id, "lang": each.lang, "title": each.title} for each in documents],
                "beads": sheet.summaries(),
            }

    def rows(self, pair: int, since: int, start: int, stop: int) -> Record:
        """Return the rows of some beads."""
        with self._lock:
            sheet = self._sheet(pair)
            start = max(0, min(start, len(sheet.ladder)))
            stop = max(start, min(stop, start + _MAX_ROWS, len(sheet.ladder)))
            return self._envelope(pair, since) | {"from": start, "rows": sheet.rows(start, stop)}

    def changes(self, pair: int, since: int) -> Record:
        """Return the new changes, and the files of the project that were edited since the server started."""
        edited = self._review.stale_files()
        with self._lock:
            self._refresh()
            return self._envelope(pair, since) | {"edited": edited}

    def search(self, pair: int, since: int, words: str) -> Record:
        """Return the indices of the beads that contain these words in any column."""
        with self._lock:
            return self._envelope(pair, since) | {"found": self._sheet(pair).search(words)}

    def meaning(self, pair: int, words: str) -> Record:
        """Search by meaning, in all languages; this may take long."""
        found = self._find(words)
        with self._lock:
            return {"found": list(meaning_search.records(found, self._sheets, self._documents, pair))}

    def progress(self) -> Record:
        """Return the progress of the present work, or None."""
        return {"progress": self._doing()}

    def place(self, key: str) -> Record:
        """Return the place of the bead or quotation that a link names; raise `UsageError` if it does not exist."""
        with self._lock:
            for number, sheet in enumerate(self._sheets):
                index = sheet.index(key)
                if index is not None:
                    return {"pair": number, "at": index}
        raise UsageError("the link leads nowhere: its sentences have changed, or it belongs to another project")

    def parked(self) -> Record:
        """Return the decisions that do not fit the present texts, each with the most similar beads."""
        with self._lock:
            view = self._review.view()
            pairs = {(sheet.src, sheet.tgt): number for number, sheet in enumerate(self._sheets)}
            ladders = [(sheet.ladder, sheet.ids) for sheet in self._sheets]
        # The rest takes a while and needs no lock, since these objects do not change.
        positions: list[choices.Positions] = [
            {(bead.src, bead.tgt): (at, ids[at]) for at, bead in enumerate(ladder.beads)} if view.parked else {}
            for ladder, ids in ladders
        ]
        return {"parked": [choices.parked_decision(each, pairs, positions) for each in view.parked]}

    def passage(self, name: str, start: int, end: int) -> Record:
        """Return the text of a document around a place."""
        if name not in self._documents:
            raise UsageError("no such document")
        return choices.passage(self._documents[name], start, end)

    def candidates(self, pair: int, bead: str) -> Record:
        """Return other pairings of the segments of a bead, best first."""
        sheet = self._sheet(pair)
        candidates = self._review.candidates(sheet.src, sheet.tgt, bead)
        return {"candidates": [choices.pairing(each, sheet.columns) for each in candidates]}

    def source_candidates(self, document: str, quotation: str) -> Record:
        """Return places that a quotation may come from, best first, and a list of all sources."""
        candidates = self._review.source_candidates(document, quotation)
        sources = [source.document for source in self._review.machine.sources]
        return {
            "candidates": [choices.source(each, self._documents[each.source]) for each in candidates],
            "sources": [{"id": source.id, "title": source.title} for source in sources],
        }

    # ---- changing

    def decide(self, body: Mapping[str, Any]) -> Record:
        """Do a request of a page, write it to disk, and return the changes.

        A page sends a request again if the answer was lost; such a request is answered but not done again. Raises
        `UsageError` if the request cannot be done, `KeyError`, `TypeError` or `ValueError` if it is malformed.
        """
        pair, since, nonce = int(body["pair"]), int(body["since"]), requests.nonce(body)
        realignment = None
        if str(body["action"]) == "realign" and not self._review.has_decision(nonce):
            # This may take long, so it is done without the lock.
            sheet = self._sheet(pair)
            realignment = self._review.realign(sheet.src, sheet.tgt, str(body["bead"]))
        with self._lock:
            sheet = self._sheet(pair)
            self._refresh()
            before = len(self._events)
            if nonce not in self._nonces and not self._review.has_decision(nonce):
                requests.check_run(body, self._epoch)
                self._do(str(body["action"]), body, sheet, realignment)
                self._nonces.append(nonce)
            changed = [{"pair": event["pair"], "at": event["at"]} for event in self._events[before:] if "at" in event]
            return self._envelope(pair, since) | {"last": changed[-1] if changed else None}

    def _do(self, action: str, body: Mapping[str, Any], sheet: Sheet, realignment: Realignment | None) -> None:
        nonce = requests.nonce(body)
        if action in {"undo", "redo"}:
            last, following = self._review.undoable(self._reviewer), self._review.redoable(self._reviewer)
            step = self._dismissals.undo(last) if action == "undo" else self._dismissals.redo(last, following)
            if step is not None:
                self._show_step(step, step.before if action == "undo" else step.reason)
            else:
                move = self._review.undo if action == "undo" else self._review.redo
                self._show_change(move(self._reviewer, id=nonce))
        elif action in {"dismiss", "restore"}:
            self._dismiss(str(body["fingerprint"]), str(body["note"]) if action == "dismiss" else "")
        else:
            if realignment is not None:
                bead = str(body["bead"])
                ladder = (sheet.src, sheet.tgt)
                change = self._review.insert_realignment(*ladder, bead, realignment, self._reviewer, id=nonce)
            else:
                change = self._review.decide(requests.parse(body, Action(action), sheet, self._reviewer))
            self._show_change(change)
            self._dismissals.drop_undone()

    def report(self, reported: Iterable[Reported]) -> None:
        """Show findings at their beads."""
        with self._lock:
            self._checking = False
            for sheet in self._sheets:
                sheet.findings = {}
            for each in reported:
                if each.finding.place.document not in self._documents:
                    continue
                record = cards.finding(each, self._documents)
                for sheet in self._sheets:
                    key = sheet.key(each.finding.place)
                    if key is not None:
                        sheet.findings.setdefault(key, []).append(record)
            self._note({"kind": "reload"})

    def _dismiss(self, fingerprint: str, reason: str) -> None:
        """Dismiss a finding, or reopen it if `reason` is empty."""
        record = next((record for _, record in self._findings(fingerprint)), None)
        if record is None:
            raise UsageError("this finding no longer exists; reload the page")
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
            self._show_step(step, reason)

    def _show_step(self, step: Step, reason: str) -> None:
        """Show a finding as dismissed, or as open if `reason` is empty."""
        spots = []
        for spot, record in self._findings(step.fingerprint):
            record |= {"state": "suppressed" if reason else "open", "reason": reason}
            spots.append(spot)
        self._redraw(spots)

    def _findings(self, fingerprint: str) -> Iterator[tuple[Spot, Record]]:
        for number, sheet in enumerate(self._sheets):
            for key, records in sheet.findings.items():
                for record in records:
                    if record["fingerprint"] == fingerprint:
                        yield (number, key), record

    # ---- changes

    def _refresh(self) -> None:
        """Show the decisions that others have written."""
        if self._review.refresh():
            for sheet in self._sheets:
                self._update(sheet)
            self._update_cards()
            self._note({"kind": "reload"})

    def _show_change(self, change: Change) -> None:
        if not change.src:
            self._redraw(self._update_cards())
        for number, sheet in enumerate(self._sheets):
            if (sheet.src, sheet.tgt) == (change.src, change.tgt):
                self._update(sheet)
                rows = sheet.rows(change.start, change.start + min(change.added, _MAX_ROWS + 1))
                splice = {"at": change.start, "removed": change.removed, "rows": rows}
                self._note({"kind": "reload"} if len(rows) > _MAX_ROWS else {"kind": "splice", "pair": number} | splice)

    def _update(self, sheet: Sheet) -> None:
        sheet.ladder = self._review.ladder(sheet.src, sheet.tgt)
        sheet.ids = self._review.ids(sheet.src, sheet.tgt)
        sheet.opinions = self._review.opinions(sheet.src, sheet.tgt)

    def _redraw(self, spots: Iterable[Spot]) -> None:
        """Send the rows with these segments again."""
        for number, at in sorted({(number, self._sheets[number].bead_of(key)) for number, key in spots}):
            rows = self._sheets[number].rows(at, at + 1)
            self._note({"kind": "splice", "pair": number, "at": at, "removed": 1, "rows": rows})

    def _note(self, event: Record) -> None:
        self._events.append(event | {"revision": len(self._events) + 1})

    def _envelope(self, pair: int, since: int) -> Record:
        """Return the fields of every answer; `changes` is None if the page must load all beads again."""
        events = [event for event in self._events[since:] if event.get("pair", pair) == pair]
        reload = not 0 <= since <= len(self._events) or any(event["kind"] == "reload" for event in events)
        sheet = self._sheet(pair)
        counts = sheet.counts()
        return {
            "pair": pair,
            "epoch": self._epoch,
            "revision": len(self._events),
            "changes": None if reload else events,
            "reviewed": counts.total() - counts[Status.MACHINE],
            "total": counts.total(),
            "checking": self._checking,
        }

    def _sheet(self, pair: int) -> Sheet:
        if not 0 <= pair < len(self._sheets):
            raise UsageError("nothing to review: no text exists in two languages")
        return self._sheets[pair]

    def _update_cards(self) -> list[Spot]:
        """Make the cards of all beads again; return the segments whose cards changed."""
        view = self._review.view()
        changed: list[Spot] = []
        for number, sheet in enumerate(self._sheets):
            before, sheet.cards = sheet.cards, {}
            for group in cards.groups(view.traced, (sheet.src, sheet.tgt)):
                key = sheet.key(Place(document=group[0].document, span=group[0].quotation.span))
                if key is not None:
                    sheet.cards.setdefault(key, []).append(cards.card(group, self._documents, view.opinions))
            keys = before.keys() | sheet.cards.keys()
            changed += ((number, key) for key in keys if before.get(key) != sheet.cards.get(key))
        return changed
