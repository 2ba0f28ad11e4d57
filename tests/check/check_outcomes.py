"""Outcomes to report: two versions, findings of every severity and state."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from align.check.outcome import Outcome, Reported, State
from align.check.suppressions import Suppression
from align.model import CharSpan, Finding, Place, Severity
from align.read import read_document

if TYPE_CHECKING:
    from pathlib import Path

    from align.model import Document

FR = "Le bac part.\n\nEn 1869, « il » partit: 100 % d’un coup.\n"
EN = "The ferry leaves.\n\nIn 1896 “he” left: 100 % at once.\n"
SUPPRESSION = Suppression(
    fingerprint="b" * 16, reason="old <style> & new", author="Anna", rule="F01", decided=date(2026, 11, 22)
)


def documents(folder: Path) -> dict[str, Document]:
    found = {}
    for lang, text in (("fr", FR), ("en", EN)):
        path = folder / lang / "a,b.md"
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, "utf-8")
        found[f"{lang}/a,b"] = read_document(path, id=f"{lang}/a,b", lang=lang)
    return found


def place(document: Document, words: str) -> Place:
    start = document.text.index(words)
    return Place(document=document.id, span=CharSpan(start=start, end=start + len(words)))


def outcome(folder: Path) -> Outcome:
    files = documents(folder)
    fr, en = files.values()
    passages = (place(fr, "En 1869, « il » partit: 100 % d’un coup."), place(en, "In 1896 “he” left: 100 % at once."))
    numbers = Finding(
        rule="N01",
        severity=Severity.ERROR,
        message='number differs: 1869, 1896\r\n::error::100 % “<&>"',
        place=place(en, "1896"),
        passages=passages,
        marked=(place(fr, "1869"), place(en, "1896")),
    )
    added = Finding(
        rule="B02", severity=Severity.WARNING, message="nothing renders this", place=place(en, "The ferry leaves.")
    )
    spaces = Finding(rule="S05", severity=Severity.INFO, message="no space before a colon", place=place(fr, ":"))
    return Outcome(
        reported=(
            Reported(finding=added, fingerprint="c" * 16, state=State.OPEN),
            Reported(finding=numbers, fingerprint="a" * 16, state=State.OPEN),
            Reported(finding=numbers, fingerprint="b" * 16, state=State.SUPPRESSED, suppression=SUPPRESSION),
            Reported(finding=spaces, fingerprint="d" * 16, state=State.OPEN),
            Reported(finding=spaces, fingerprint="e" * 16, state=State.BASELINE),
        ),
        documents=files,
        stale_suppressions=(Suppression(fingerprint="f" * 16, reason="mended", author="Boris", rule="N02"),),
        stale_baseline=("0" * 16,),
    )
