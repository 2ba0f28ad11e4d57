"""The requests of pages, on a real review."""

from __future__ import annotations

import json
import secrets
from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient
from web_project import ARTICLE, LETTER, open_desk, open_review, write_project

from align.check.outcome import Reported, State
from align.model import Action, CharSpan, Finding, Place, Severity, StoreError
from align.read import read_document
from align.review.session import Request, Review
from align.web.app import make_app
from align.web.desk import Desk
from align.web.dismissals import Suppressions
from align.web.guard import Door
from align.workspace.search import Found

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

PORT = 8765
HOME = f"http://127.0.0.1:{PORT}"
ACTING = {"origin": HOME, "x-align-review": "1"}


class Page:
    """A client like the page: it keeps the rows, applies changes, and loads all rows again if it must."""

    def __init__(self, desk: Desk) -> None:
        door = Door(PORT)
        app = make_app(desk, door=door, names={"127.0.0.1"}, port=PORT, on_lockout=lambda: None)
        self.client = TestClient(app, base_url=HOME)
        self.client.get(f"/?token={door.token}")
        self.open()

    def open(self) -> None:
        outline = self.get("outline", pair=0)
        self.revision, self.epoch = outline["revision"], outline["epoch"]
        self.rows = self.get("rows", pair=0, since=self.revision, **{"from": 0, "to": 300})["rows"]
        assert [row["c"] for row in self.rows] == outline["beads"]["c"]

    def get(self, name: str, **given: object) -> dict[str, Any]:
        answer = self.client.get(f"/api/{name}", params={key: str(value) for key, value in given.items()})
        assert answer.status_code == 200, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def post(self, action: str, **given: object) -> tuple[int, dict[str, Any]]:
        return self.send(self.body(action, **given))

    def body(self, action: str, **given: object) -> dict[str, Any]:
        known = {"pair": 0, "since": self.revision, "epoch": self.epoch, "nonce": secrets.token_hex(8)}
        return known | {"action": action, **given}

    def send(self, body: dict[str, Any]) -> tuple[int, dict[str, Any]]:
        answer = self.client.post("/api/decide", json=body, headers=ACTING)
        return answer.status_code, answer.json()

    def do(self, action: str, **given: object) -> dict[str, Any]:
        status, answer = self.post(action, **given)
        assert status == 200, answer
        self.apply(answer)
        return answer

    def poll(self) -> None:
        self.apply(self.get("changes", pair=0, since=self.revision))

    def apply(self, answer: dict[str, Any]) -> None:
        if answer["changes"] is None:
            self.open()
            return
        for change in answer["changes"]:
            if change["revision"] <= self.revision:
                continue
            self.rows[change["at"] : change["at"] + change["removed"]] = change["rows"]
        self.revision = answer["revision"]

    def key(self, number: int) -> str:
        found: str = self.rows[number]["key"]
        return found

    def texts(self, side: str) -> list[str]:
        return ["".join(words for segment in row[side] for words, *_ in segment["words"]).strip() for row in self.rows]

    @property
    def types(self) -> list[str]:
        return [row["t"] for row in self.rows]

    @property
    def statuses(self) -> list[str]:
        return [row["s"] for row in self.rows]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return write_project(tmp_path / "project")


@pytest.fixture
def page(root: Path) -> Page:
    return Page(open_desk(root))


def decisions(root: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (root / "review" / "decisions.jsonl").read_text("utf-8").splitlines()]


def test_rows_contain_all_sentences_in_order(page: Page) -> None:
    assert page.types == ["1-1"] * 11
    assert " ".join(page.texts("src")) == " ".join(ARTICLE["fr"]).removeprefix("# ").replace("\\", "")
    assert " ".join(page.texts("tgt")) == " ".join(ARTICLE["en"]).removeprefix("# ").replace("\\", "")
    assert page.rows[0]["src"][0]["kind"] == "heading"
    assert page.rows[4]["src"][0]["words"][1] == [
        "Le fleuve Orlova a rendu 17 barques et gardé 3 marins.",
        "quotation",
        1,
    ]


def test_a_decision_is_on_disk_before_the_answer(page: Page, root: Path) -> None:
    page.do("accept", beads=[page.key(2)])
    assert page.statuses[2] == "accepted"
    [decision] = decisions(root)
    assert (decision["action"], decision["reviewer"]) == ("accept", "Anna")
    assert Page(open_desk(root)).statuses[2] == "accepted"


def test_every_operation_can_be_undone_and_redone(page: Page) -> None:
    fresh = page.rows.copy()
    page.do("merge", beads=[page.key(1), page.key(2)])
    assert page.types[1] == "2-2"
    page.do("split", beads=[page.key(1)], at=[1, 1])
    assert page.types[1:3] == ["1-1", "1-1"]
    page.do("shift", beads=[page.key(1)], side="tgt", step=1)
    assert page.types[1:3] == ["1-0", "1-2"]
    page.do("reject", beads=[page.key(5)])
    page.do("comment", beads=[page.key(6)], note="<script>alert(1)</script>")
    assert page.rows[6]["comments"][0]["note"] == "<script>alert(1)</script>"
    page.do("link", runs=[[8, 10], [8, 9]])
    assert "2-1" in page.types
    done = page.rows.copy()
    for _ in range(6):
        page.do("undo")
    assert page.rows == fresh
    assert page.post("undo")[0] == 409
    for _ in range(6):
        page.do("redo")
    assert page.rows == done
    assert page.post("redo")[1]["error"] == "nothing to redo"


@pytest.mark.parametrize(
    "asked",
    [
        {"action": "undo"},
        {"action": "redo"},
        {"action": "comment", "beads": [3], "note": "look"},
        {"action": "accept", "beads": [3]},
        {"action": "merge", "beads": [3, 4]},
        {"action": "link", "runs": [[8, 10], [8, 9]]},
    ],
)
def test_a_repeated_request_is_done_once_even_after_a_restart(page: Page, root: Path, asked: dict[str, Any]) -> None:
    for number in (0, 1, 2):
        page.do("accept", beads=[page.key(number)])
    page.do("undo")
    named = {"beads": [page.key(number) for number in asked["beads"]]} if "beads" in asked else {}
    body = page.body(**(asked | named))
    assert page.send(body)[0] == 200
    done = decisions(root)
    assert len(done) == 5
    assert page.send(body)[0] == 200
    later = Page(open_desk(root))
    assert later.send(body)[0] == 200
    assert decisions(root) == done


def test_after_a_restart_only_requests_identified_by_content_are_done(page: Page, root: Path) -> None:
    page.do("accept", beads=[page.key(1)])
    never_came = [
        page.body("undo"),
        page.body("redo"),
        page.body("link", runs=[[8, 10], [8, 9]]),
        page.body("accept", beads=[page.key(2)]),
    ]
    later = Page(open_desk(root))
    answers = [later.send(body) for body in never_came]
    assert [status for status, _ in answers] == [409, 409, 409, 200]
    assert "was restarted" in answers[0][1]["error"]
    assert [each["action"] for each in decisions(root)] == ["accept", "accept"]


def test_accept_above_keeps_reviewed_beads(page: Page) -> None:
    page.do("reject", beads=[page.key(1)])
    page.do("accept", above=page.key(4))
    assert page.statuses[:5] == ["accepted", "rejected", "accepted", "accepted", "machine"]
    assert page.post("accept", above=page.key(4))[0] == 409
    page.do("undo")
    assert page.statuses[:5] == ["machine", "rejected", "machine", "machine", "machine"]


def test_realign_keeps_accepted_beads(page: Page) -> None:
    page.do("merge", beads=[page.key(1), page.key(2)])
    status, answer = page.post("realign", bead=page.key(5))
    assert status == 409
    assert "same pairs again" in answer["error"]
    page.do("reject", beads=[page.key(5)])
    before, rejected = page.rows.copy(), page.key(5)
    body = page.body("realign", bead=rejected)
    page.apply(page.send(body)[1])
    assert rejected not in [row["key"] for row in page.rows]
    assert (page.types[1], page.statuses[1]) == ("2-2", "accepted")
    page.apply(page.send(body)[1])
    page.do("undo")
    assert page.rows == before


def test_two_pages_see_the_same(page: Page) -> None:
    other = Page.__new__(Page)
    other.client = page.client
    other.open()
    page.do("merge", beads=[page.key(1), page.key(2)])
    other.do("accept", beads=[other.key(9)])
    page.poll()
    assert page.rows == other.rows
    assert page.types.count("2-2") == 1
    gone = other.post("merge", beads=["gue:58816549b6e26c42", "gue:416f31310257716f"])
    assert gone[0] == 409
    assert "reload" in gone[1]["error"]


def test_decisions_of_another_program_come_with_the_next_poll(page: Page, root: Path) -> None:
    other = open_review(root)
    src, tgt = other.pairs()[0]
    other.decide(Request(action=Action.ACCEPT, reviewer="Boris", src=src, tgt=tgt, beads=(other.ids(src, tgt)[3],)))
    page.poll()
    assert page.statuses[3] == "accepted"
    assert page.rows[3]["by"] == "Boris"


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("FERMÉE", [10]),
        ("fermee", [10]),
        ("mayor ORLOVA", [2]),
        ("<b>les</b>  barques", [5]),
        ("матросов", [4]),
        ("“The river", [4]),
        ('"the river', [4]),
        ("<b>", [5]),
        ("&lt;", []),
        ("nowhere", []),
    ],
)
def test_search_in_any_language(page: Page, words: str, found: list[int]) -> None:
    assert page.get("search", pair=0, since=0, words=words)["found"] == found


def test_search_by_meaning_finds_beads_and_quoted_sources(root: Path) -> None:
    def at(document: str, words: str, confidence: float) -> Found:
        path = root / (document + (".txt" if document.startswith("ru") else ".md"))
        text = read_document(path, id=document, lang=document[:2], encoding=None, root=root).text
        start = text.index(words)
        return Found(
            path="", line=1, document=document, lang=document[:2], start=start, end=start + len(words),
            confidence=confidence, before="b", text=words, after="a",
        )  # fmt: skip

    hits = [
        at("en/gue", "Nobody came", 0.9),
        at("fr/gue", "Personne", 0.8),
        at("ru/pismo", "вернула 17 лодок", 0.7),
        at("ru/pismo", "Больше писать", 0.6),
        replace(at("fr/gue", "Orlova", 0.5), text="Another text"),
        replace(at("fr/gue", "Orlova", 0.5), document="fr/gone"),
    ]
    asked: list[str] = []

    def find(words: str) -> list[Found]:
        asked.append(words)
        return hits

    page = Page(open_desk(root, find=find))
    page.do("merge", beads=[page.key(0), page.key(1)])
    found = page.get("meaning", pair=0, words="nikt nie przyszedł")["found"]
    assert asked == ["nikt nie przyszedł"]
    assert [(each["key"], each["lang"], each["words"][1]) for each in found] == [
        (page.key(2), "en", "Nobody came"),
        (page.key(3), "ru", "вернула 17 лодок"),
        (None, "ru", "Больше писать"),
    ]
    assert page.get("progress") == {"progress": None}


def test_links_still_work_after_a_merge(page: Page) -> None:
    bead, quotation = page.key(8), page.rows[4]["cards"][0]["renderings"][1]
    page.do("merge", beads=[page.key(0), page.key(1)])
    assert page.get("place", key=bead) == {"pair": 0, "at": 7}
    assert page.get("place", key=f"{quotation['document']}/{quotation['quotation']}") == {"pair": 0, "at": 3}
    assert page.client.get("/api/place?key=nothing").status_code == 409


def test_a_card_shows_the_source_and_opinions(page: Page, root: Path) -> None:
    [card] = page.rows[4]["cards"]
    assert card["source"]["title"] == "pismo"
    assert ["Река вернула 17 лодок и оставила себе 3 матросов", True] in card["source"]["words"]
    french = card["renderings"][0]
    about = {"document": french["document"], "quotation": french["quotation"]}
    status, answer = page.post("overrule", **about, value="verbatim", note="")
    assert status == 409, answer
    page.do("overrule", **about, value="verbatim", note="the river has no name in Russian")
    opinion = page.rows[4]["cards"][0]["renderings"][0]["opinion"]
    assert (opinion["action"], opinion["value"], opinion["by"]) == ("overrule", "verbatim", "Anna")
    page.do("undo")
    assert page.rows[4]["cards"] == [card]
    page.do("uphold", **about, value="altered")
    assert page.rows[4]["cards"][0]["renderings"][0]["opinion"]["action"] == "uphold"
    assert [each["action"] for each in decisions(root)] == ["overrule", "undo", "uphold"]


def test_the_span_is_corrected_by_selecting_words(page: Page) -> None:
    french = page.rows[4]["cards"][0]["renderings"][0]
    about = {"document": french["document"], "quotation": french["quotation"]}
    found = page.get("sources", **about)
    assert found["sources"] == [{"id": "ru/pismo", "title": "pismo"}]
    assert any("17 лодок" in each["words"] for each in found["candidates"])
    passage = page.get("passage", document="ru/pismo", start=9, end=57)
    assert passage["text"][passage["start"] - passage["offset"] :].startswith("Река вернула")
    start = LETTER.index("Больше")
    page.do("span", **about, source="ru/pismo", span=[start, start + 6], note="")
    assert ["Больше", True] in page.rows[4]["cards"][0]["source"]["words"]


def test_opinions_and_comments_are_shown_without_a_verdict(page: Page) -> None:
    french = page.rows[4]["cards"][0]["renderings"][0]
    about = {"document": french["document"], "quotation": french["quotation"]}
    page.do("comment", **about, note="which letter?")
    rendering = page.rows[4]["cards"][0]["renderings"][0]
    assert (rendering["opinion"], rendering["comments"][0]["note"]) == (None, "which letter?")
    page.do("uphold", **about, value=french["verdict"])
    start = LETTER.index("Больше")
    page.do("span", **about, source="ru/pismo", span=[start, start + 6], note="")
    after = page.rows[4]["cards"][0]["renderings"][0]
    assert (after["verdict"], after["opinion"]["action"], after["opinion"]["value"]) == ("", "span", "")


def test_a_decision_on_changed_words_is_parked_and_can_be_repeated(page: Page, root: Path) -> None:
    page.do("accept", beads=[page.key(10)])
    text = (root / "en" / "gue.md").read_text("utf-8")
    (root / "en" / "gue.md").write_text(text.replace("Road 68 is closed.", "Road 68 is now closed."), "utf-8")
    later = Page(open_desk(root))
    [waiting] = later.get("parked")["parked"]
    assert (waiting["action"], waiting["by"]) == ("accept", "Anna")
    assert "Road 68 is closed." in waiting["words"]
    assert (waiting["near"][0]["at"], later.statuses[10]) == (10, "machine")
    later.do("accept", beads=[waiting["near"][0]["key"]], of=waiting["id"])
    assert later.statuses[10] == "accepted"
    assert later.get("parked")["parked"] == []


def test_candidates_are_other_pairings(page: Page) -> None:
    found = page.get("candidates", pair=0, bead=page.key(5))["candidates"]
    assert found
    page.do("link", runs=[found[0]["src"], found[0]["tgt"]])
    assert found[0]["words"][0] in page.texts("src")


def finding(start: int, end: int, message: str = "a date differs") -> Reported:
    found = Finding(
        rule="F01",
        severity=Severity.WARNING,
        message=message,
        place=Place(document="en/gue", span=CharSpan(start=start, end=end)),
    )
    return Reported(finding=found, fingerprint=f"{start:016x}", state=State.OPEN)


def test_findings_are_shown_at_their_beads_and_dismissed_with_a_reason(root: Path) -> None:
    kept: dict[str, tuple[str, ...]] = {}

    def remove(name: str) -> None:
        del kept[name]

    desk = open_desk(root, add=lambda name, *rest: kept.update({name: rest}), remove=remove)
    page = Page(desk)
    assert page.get("changes", pair=0, since=0)["checking"]
    desk.report([finding(10, 16), replace(finding(10**6, 10**6 + 1))])
    page.poll()
    [record] = page.rows[1]["findings"]
    assert (record["rule"], record["lang"], record["state"], page.rows[1]["f"]) == ("F01", "en", "open", "fb")
    page.do("dismiss", fingerprint=record["fingerprint"], note="old style")
    assert kept == {record["fingerprint"]: ("F01", "a date differs", "old style")}
    assert (page.rows[1]["findings"][0]["state"], page.rows[1]["f"]) == ("suppressed", "b")
    page.do("restore", fingerprint=record["fingerprint"])
    assert kept == {}
    page.do("restore", fingerprint=record["fingerprint"])  # It is open already.
    assert page.post("dismiss", fingerprint="0", note="x")[0] == 409


def test_dismissals_and_decisions_are_undone_and_redone_in_order(root: Path) -> None:
    kept: dict[str, str] = {}
    desk = open_desk(root, add=lambda name, _, __, why: kept.update({name: why}), remove=kept.__delitem__)
    desk.report([finding(10, 16), finding(60, 66), finding(110, 116)])
    page = Page(desk)
    [a, b, c] = [found["fingerprint"] for row in page.rows for found in row["findings"]]

    def state() -> tuple[list[str], int]:
        return sorted(kept), page.statuses.count("accepted")

    steps: list[Callable[[], object]] = [
        lambda: page.do("dismiss", fingerprint=a, note="one"),
        lambda: page.do("accept", beads=[page.key(4)]),
        lambda: page.do("dismiss", fingerprint=b, note="two"),
        lambda: page.do("dismiss", fingerprint=c, note="three"),
        lambda: page.do("restore", fingerprint=b),
        lambda: page.do("accept", beads=[page.key(5)]),
    ]
    states = [state()]
    for step in steps:
        step()
        states.append(state())
    for _ in range(2):
        for expected in states[-2::-1]:
            last = page.body("undo")
            page.apply(page.send(last)[1])
            page.apply(page.send(last)[1])  # Twice is once.
            assert state() == expected
        assert page.post("undo")[0] == 409
        for expected in states[1:]:
            page.do("redo")
            assert state() == expected
        assert page.post("redo")[0] == 409
    assert kept == {a: "one", c: "three"}
    page.do("undo")
    page.do("undo")
    page.do("reject", beads=[page.key(9)])
    assert page.post("redo")[0] == 409
    page.do("undo")
    page.do("restore", fingerprint=b)
    assert page.post("redo")[0] == 409  # Something new was done since.


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"[]",
        b"null",
        b'{"pair": 0}',
        b'{"pair": "x", "since": 0, "action": "accept"}',
        b"[" * 100_000,
        b"\xff",
    ]
    + [
        json.dumps({"pair": 0, "since": 0, "epoch": "", "nonce": "0" * 16, **more}).encode()
        for more in (
            {"action": "split", "beads": ["x"], "at": [1]},
            {"action": "accept", "above": "x"},
            {"action": "accept", "beads": ["x"], "nonce": "../../x"},
            {"action": "accept", "beads": ["x"], "nonce": None},
        )
    ],
)
def test_malformed_requests_are_refused(page: Page, root: Path, body: bytes) -> None:
    answer = page.client.post("/api/decide", content=body, headers=ACTING)
    assert answer.status_code == 400
    assert "reload" in answer.json()["error"]
    assert not (root / "review" / "decisions.jsonl").exists()


@pytest.mark.parametrize(
    "more",
    [
        {"action": "explode"},
        {"action": "link", "runs": [[3, 1], [0, 1]]},
        {"action": "span", "quotation": "x"},
    ],
)
def test_malformed_requests_of_this_run_are_refused(page: Page, root: Path, more: dict[str, Any]) -> None:
    status, answer = page.send(page.body(**more))
    assert status == 400
    assert "reload" in answer["error"]
    assert not (root / "review" / "decisions.jsonl").exists()


def test_long_bodies_are_refused(page: Page) -> None:
    assert page.client.post("/api/decide", content=b" " * (1 << 18), headers=ACTING).status_code == 413


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("pair=9&since=0&from=0&to=1", 409),
        ("pair=-1&since=0&from=0&to=1", 409),
        ("pair=x&since=0&from=0&to=1", 400),
        ("pair=0&since=x&from=0&to=1", 400),
    ],
)
def test_malformed_queries_are_refused(page: Page, query: str, status: int) -> None:
    assert page.client.get(f"/api/rows?{query}").status_code == status


def test_rows_are_limited_to_existing_beads(page: Page) -> None:
    rows = page.get("rows", pair=0, since=0, **{"from": -5, "to": 10**9})
    assert (rows["from"], len(rows["rows"])) == (0, 11)
    assert page.get("rows", pair=0, since=0, **{"from": 50, "to": 60})["rows"] == []


def test_a_page_with_an_unknown_revision_must_reload(page: Page) -> None:
    assert page.get("changes", pair=0, since=99)["changes"] is None
    assert page.get("changes", pair=0, since=-1)["changes"] is None


def test_a_lone_surrogate_in_a_comment_is_replaced(page: Page) -> None:
    body = page.body("comment", beads=[page.key(0)], note="half \udc00 of one")
    answer = page.client.post("/api/decide", content=json.dumps(body).encode(), headers=ACTING)
    assert answer.status_code == 200, answer.text
    page.open()
    assert "half ? of one" in json.dumps(page.rows[0])


def test_a_full_disk_is_reported_and_the_request_can_be_repeated(page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_: object, __: object) -> None:
        raise StoreError("cannot be written: no space left", path="decisions.jsonl")

    with monkeypatch.context() as patch:
        patch.setattr(Review, "decide", full)
        status, answer = page.post("accept", beads=[page.key(0)])
    assert (status, page.statuses[0]) == (503, "machine")
    assert "no space left" in answer["error"]
    page.do("accept", beads=[page.key(0)])


def test_the_page_itself_is_safe_and_complete(page: Page) -> None:
    answer = page.client.get("/")
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    assert "Le gué &lt;&amp;&gt;" in answer.text
    assert "style=" not in answer.text
    assert "<style" not in answer.text
    assert " onclick" not in answer.text
    assert answer.text.count("<script") == answer.text.count('<script type="module" src="/static/')
    for address in ("review.js", "look.css", "review.css", "mark.svg"):
        assert page.client.get(f"/static/{address}").status_code == 200


@pytest.mark.parametrize("path", ["/static/../desk.py", "/static/%2e%2e/desk.py", "/static//etc/passwd", "/static/"])
def test_only_files_of_the_page_are_served(page: Page, path: str) -> None:
    assert page.client.get(path).status_code == 404


def test_a_project_without_translations_is_explained(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    (tmp_path / "fr" / "a.txt").write_text("Seul.\n", "utf-8")
    suppressions = Suppressions(add=lambda *_: None, remove=lambda _: None)
    desk = Desk(open_review(tmp_path), "Anna", suppressions, find=lambda _: ())
    door = Door(PORT)
    app = make_app(desk, door=door, names={"127.0.0.1"}, port=PORT, on_lockout=lambda: None)
    client = TestClient(app, base_url=HOME)
    client.get(f"/?token={door.token}")
    assert client.get("/").status_code == 200
    assert "two languages" in client.get("/api/outline?pair=0").json()["error"]
