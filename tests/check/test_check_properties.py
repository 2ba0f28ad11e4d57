from __future__ import annotations

from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory

from check_subjects import subject
from hypothesis import given, settings, strategies as st

from align.check import all_rules, check
from align.check.outcome import make_outcome
from align.check.report import MACHINE, Style, text
from align.check.storage import dump, load
from align.model import Severity

PIECES = (
    "Il partit", " à l’aube", ". ", "? ", "! ", "; ", "\n\n", "\n", " [1]", " [2]", "[12, p. 7]", "\n\n[1] Ibid.",
    "\n\n[2] http://example.org/a", "\n\n[2] http//example", " « ", " »", "“", "”", "‘", "’", '"', "(…)", "[…]",
    "[sic]", " 1 234,5", " 1896", " 3 juin 1974", " 50 %", " Tolstoï", " Толстой", "Мoсква", "Ã©", "\ufffd", " not",
    " ne pas", "\u00a0", "\u202f", "🙂", "e\u0301", "— ", "***", "http://", "://", " op. cit.",
)  # fmt: skip
texts = st.lists(st.sampled_from(PIECES), max_size=25).map(lambda pieces: "x" + "".join(pieces))


@settings(max_examples=60)
@given(texts, texts)
def test_every_rule_and_report_bears_whatever_is_read(fr: str, en: str) -> None:
    with TemporaryDirectory() as folder:
        about = subject(Path(folder), {"fr": fr, "en": en}, suffix=".txt")
    judged = check([about], all_rules())
    assert len({each.fingerprint for each in judged}) == len(judged)
    codes = {rule.code for rule in all_rules()}
    documents = {name: version.document for name, version in about.versions.items()}
    for each in judged:
        finding = each.finding
        assert finding.rule in codes
        assert finding.message
        assert "\n" not in finding.message
        for place in (finding.place, *finding.passages, *finding.marked):
            assert place.span.end <= len(documents[place.document].text)
    assert load(dump("key", judged), "key") == judged
    outcome = make_outcome(judged, documents, lambda each: each.severity, today=date(2026, 11, 22))
    assert list(text(outcome, Style(width=90, colour=True)))
    reports = {form: list(report(outcome, Severity.INFO)) for form, report in MACHINE.items()}
    assert len(reports["github"]) == len(judged)
    assert all("".join(reports[form]) for form in ("json", "sarif", "junit"))
