from __future__ import annotations

import io
import re
import subprocess
import zipfile
from typing import TYPE_CHECKING

import docx
import openpyxl
import polib
import pytest

import align
from align.encoders.fake import FakeEncoder
from align.listener import Silence
from align.model import Action, ReadError, UsageError
from align.review.session import Request, Review
from align.workspace.exchange import export_review, import_review, read_returned

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from align.workspace.exchange import ImportedReview

FRENCH = ["Le chat dort.", "=1+2 ou 3.", "Il pleut.", "Oui.", "Oui."]
ENGLISH = ["Le chat dort ici.", "=1+2 ou 3 là.", "Il pleut ici.", "Oui.", "Oui."]


def opened(root: Path) -> Review:
    return align.open_project(root, encoder=FakeEncoder()).review()


def project(root: Path) -> Review:
    for lang, lines in (("fr", FRENCH), ("en", ENGLISH)):
        (root / lang).mkdir(exist_ok=True)
        (root / lang / "a.txt").write_text("\n".join(lines) + "\n", encoding="utf-8")
    (root / "align.toml").write_text('[project]\npivot = "fr"\n', encoding="utf-8")
    review = opened(root)
    assert len(review.ladder("fr/a", "en/a")) == 5
    return review


def say(review: Review, action: Action, number: int, *, reviewer: str = "Ann", **more: str) -> None:
    beads = (review.ids("fr/a", "en/a")[number],)
    review.decide(
        Request(action=action, reviewer=reviewer, src="fr/a", tgt="en/a", beads=beads, **more)  # type: ignore[arg-type]
    )


def statuses(review: Review) -> list[str]:
    return [bead.status for bead in review.ladder("fr/a", "en/a").beads]


def comments(review: Review, number: int) -> list[tuple[str, str]]:
    opinion = review.opinions("fr/a", "en/a").get(number)
    return [(comment.reviewer, comment.note) for comment in opinion.comments] if opinion else []


def written(review: Review, form: str, folder: Path) -> Path:
    (path,) = export_review(review, form, folder / f"out.{form}", Silence())
    return path


def taken(review: Review, form: str, path: Path) -> list[str]:
    found: ImportedReview = import_review(review, read_returned(path, form), "Bob")
    return [each.what for each in found.changes]


def test_a_catalogue_has_every_word_in_its_place_and_passes_through_gettext(tmp_path: Path) -> None:
    review = project(tmp_path)
    say(review, Action.ACCEPT, 0)
    say(review, Action.COMMENT, 0, note="Trop\nlong ?")
    path = written(review, "po", tmp_path)
    text = path.read_text(encoding="utf-8")
    entry = polib.pofile(text)[0]
    assert entry.tcomment == "Ann: Trop long ?"
    assert entry.comment == "confidence 1.000, type 1-1, status accepted"
    assert entry.flags == []
    assert all(entry.fuzzy for entry in polib.pofile(text)[1:])
    assert str(polib.pofile(text, wrapwidth=0)) == text
    assert subprocess.run(["msgcat", "--no-wrap", path], check=True, capture_output=True).stdout.decode() == text
    check = subprocess.run(["msgfmt", "-c", "-o", tmp_path / "a.mo", path], check=True, capture_output=True)
    assert check.stderr == b""


def test_flags_and_comments_of_a_catalogue_come_back_once(tmp_path: Path) -> None:
    review = project(tmp_path)
    say(review, Action.ACCEPT, 0)
    say(review, Action.ACCEPT, 1)
    say(review, Action.COMMENT, 2, note="Hm.")
    path = written(review, "po", tmp_path)
    catalogue = polib.pofile(str(path), wrapwidth=0)
    catalogue[1].flags = ["fuzzy"]
    catalogue[2].flags = []
    catalogue[2].tcomment += "\nReally?"
    catalogue[4].msgstr = "Yes."
    catalogue.append(polib.POEntry(msgctxt="a:0000", msgid="Old", msgstr="New"))
    catalogue.save(str(path))
    # What somebody decides after the export is not undone by a file that knows nothing of it.
    say(review, Action.ACCEPT, 3)
    assert taken(review, "po", path) == [
        "needs-review",
        "accepted",
        "comment: Really?",
        'proposed edit of en/a: "Oui." -> "Yes."',
        "its words have changed since the export; nothing done",
    ]
    assert statuses(review) == ["accepted", "needs-review", "accepted", "accepted", "machine"]
    assert comments(review, 2) == [("Ann", "Hm."), ("Bob", "Really?")]
    assert statuses(opened(tmp_path)) == statuses(review)
    before = review.decisions
    assert taken(review, "po", path)[-2:] == [
        'proposed edit of en/a: "Oui." -> "Yes."',
        "its words have changed since the export; nothing done",
    ]
    assert review.decisions == before


def test_a_catalogue_that_lost_the_words_of_the_machine_only_accepts(tmp_path: Path) -> None:
    review = project(tmp_path)
    say(review, Action.ACCEPT, 0)
    path = written(review, "po", tmp_path)
    catalogue = polib.pofile(str(path), wrapwidth=0)
    for entry in catalogue:
        entry.comment = ""
    catalogue[0].flags = ["fuzzy"]
    catalogue[1].flags = []
    catalogue.save(str(path))
    assert taken(review, "po", path) == ["accepted"]
    assert statuses(review)[:2] == ["accepted", "accepted"]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "no msgid"),
        (b"/etc/passwd", "no msgid"),
        (b'msgid "a"\nmsgstr "b"\nwhat is this\n', "not a PO catalogue: Syntax error"),
        (b'msgid ""\nmsgstr "Content-Type: text/plain; charset=klingon\\n"\n', 'unknown encoding "klingon"'),
        (b'msgid ""\nmsgstr ""\n\nmsgid "\xff"\nmsgstr ""\n', "not a PO catalogue in utf-8"),
        (b'msgctxt "a"\nmsgid "x"\nmsgstr "y"\n\nmsgctxt "a"\nmsgid "x"\nmsgstr "z"\n', "not a PO catalogue"),
    ],
)
def test_a_file_that_is_not_a_catalogue_is_refused_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.po"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=message) as error:
        read_returned(path, "po")
    assert "\n" not in str(error.value)


def test_a_workbook_comes_back_and_computes_nothing(tmp_path: Path) -> None:
    review = project(tmp_path)
    say(review, Action.ACCEPT, 0)
    say(review, Action.COMMENT, 1, note="=cmd|' /C calc'!A0")
    path = written(review, "xlsx", tmp_path)
    book = openpyxl.load_workbook(path)
    sheet = book.active
    assert sheet is not None
    assert [cell.value for cell in sheet[1]] == [
        "id", "source", "target", "quotes", "confidence", "verdict", "status", "comment", "status before"
    ]  # fmt: skip
    assert (sheet["B3"].value, sheet["B3"].data_type, sheet["B3"].quotePrefix) == ("=1+2 ou 3.", "s", True)
    assert sheet["H3"].value == "Ann: =cmd|' /C calc'!A0"
    assert (sheet.auto_filter.ref, sheet.print_title_rows) == ("A1:I6", "$1:$1")
    assert "f" not in {cell.data_type for row in sheet for cell in row}
    sheet["G2"], sheet["G3"], sheet["G4"], sheet["H5"], sheet["C6"] = "machine", "Rejected", "fine", "Why?", "Yes."
    book.save(path)
    assert taken(review, "xlsx", path) == [
        "machine",
        "rejected",
        'unknown status "fine"; known are machine, accepted, rejected, needs-review',
        "comment: Why?",
        'proposed edit of en/a: "Oui." -> "Yes."',
    ]
    assert statuses(review) == ["machine", "rejected", "machine", "machine", "machine"]
    assert comments(review, 3) == [("Bob", "Why?")]


def archive(parts: dict[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, data in parts.items():
            packed.writestr(name, data)
    return out.getvalue()


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"PK no archive", "not a workbook"),
        (archive({"a.xml": b"<a/>"}), "not a workbook"),
        (
            archive({"a.xml": b"<a/>"}).replace(b"PK\x01\x02\x14\x03\x14\x00\x00", b"PK\x01\x02\x14\x03\x14\x00\x01"),
            "password",
        ),
        (archive({"a.xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>'}), "document type"),
        (archive({"a.xml": "<!DOCTYPE a><a/>".encode("utf-16")}), "document type"),
    ],
    ids=["no archive", "no workbook", "encrypted", "entity", "utf-16"],
)
def test_hostile_workbooks_are_refused_in_one_line(tmp_path: Path, content: bytes, message: str) -> None:
    path = tmp_path / "x.xlsx"
    path.write_bytes(content)
    with pytest.raises(ReadError, match=message) as error:
        read_returned(path, "xlsx")
    assert "\n" not in str(error.value)


def test_a_workbook_that_unpacks_to_too_much_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("align.formats.xlsx.reader._UNPACKED", 4 << 20)
    path = tmp_path / "x.xlsx"
    path.write_bytes(archive({"a.xml": bytes(3 << 20), "b.xml": bytes(3 << 20)}))
    with pytest.raises(ReadError, match="unpacks to more than 4 MiB"):
        read_returned(path, "xlsx")


def reworked(path: Path, change: Callable[[bytes], bytes]) -> None:
    """Write a workbook with its only sheet changed."""
    with zipfile.ZipFile(path) as packed:
        parts = {name: packed.read(name) for name in packed.namelist()}
    parts["xl/worksheets/sheet1.xml"] = change(parts["xl/worksheets/sheet1.xml"])
    path.write_bytes(archive(parts))


def test_rows_beyond_the_declared_size_are_read_up_to_the_limit_of_the_format(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = written(project(tmp_path), "xlsx", tmp_path)
    assert len(read_returned(path, "xlsx")) == 5
    reworked(path, lambda sheet: re.sub(rb'<dimension ref="[^"]*"', b'<dimension ref="A1:I3"', sheet))
    assert len(read_returned(path, "xlsx")) == 5
    monkeypatch.setattr("align.formats.xlsx.reader._ROWS", 100)
    reworked(path, lambda sheet: sheet.replace(b'<row r="6"', b'<row r="999999999"'))
    assert len(read_returned(path, "xlsx")) == 4


def test_a_document_for_a_sheet_is_refused(tmp_path: Path) -> None:
    path = written(project(tmp_path), "docx", tmp_path)
    with pytest.raises(
        ReadError, match=r"out\S*: not a workbook \(\.xlsx\), or a damaged one; save it as \.xlsx, with"
    ):
        read_returned(path, "xlsx")


def test_a_sheet_with_other_columns_is_refused(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    assert book.active is not None
    book.active.append(["name", "source"])
    book.save(tmp_path / "x.xlsx")
    with pytest.raises(ReadError, match='no column "id"'):
        read_returned(tmp_path / "x.xlsx", "xlsx")


def test_a_table_for_paper_has_a_row_for_each_bead(tmp_path: Path) -> None:
    review = project(tmp_path)
    say(review, Action.REJECT, 1)
    (table,) = docx.Document(str(written(review, "docx", tmp_path))).tables
    assert len(table.rows) == 6
    assert [cell.text for cell in table.rows[2].cells][1:3] == ["=1+2 ou 3.", "=1+2 ou 3 là."]
    assert table.rows[2].cells[4].text.startswith("rejected\n")
    # The texts get most of the page, and the heads tell themselves apart.
    widths = [cell.width.cm for cell in table.rows[2].cells if cell.width]
    assert widths[1] == widths[2] == max(widths) > 7
    assert sum(widths) == pytest.approx(29.7 - 2 * 1.5, abs=0.01)
    assert table.rows[0].cells[1].paragraphs[0].runs[0].bold


def test_each_pair_gets_a_file_of_its_own(tmp_path: Path) -> None:
    project(tmp_path)
    (tmp_path / "de").mkdir()
    (tmp_path / "de" / "a.txt").write_text("\n".join(FRENCH) + "\n", encoding="utf-8")
    review = opened(tmp_path)
    paths = export_review(review, "po", tmp_path / "out", Silence())
    assert [path.name for path in paths] == ["fr-de.po", "fr-en.po", "de-en.po"]
    (path,) = export_review(review, "tmx", tmp_path / "fr-en.tmx", Silence(), pair=("fr", "en"))
    assert 'xml:lang="de"' not in path.read_text(encoding="utf-8")
    with pytest.raises(UsageError, match="no text exists in fr and es; known are fr:de, fr:en, de:en"):
        export_review(review, "po", tmp_path, Silence(), pair=("fr", "es"))
