from __future__ import annotations

from result_samples import segmented

from align.model import SegSpan
from align.quote import quotations
from align.web.rows import Column


def test_a_term_in_quotation_marks_is_no_quotation() -> None:
    text = segmented("en/x", ["The “liberators” came.", "She said: “Nobody came to help us.”", "Silence."])
    column = Column(text, quotations(text.document).quotations)
    assert [column.has_quotation(SegSpan(start=k, end=k + 1)) for k in range(3)] == [False, True, False]
    assert [kind for _, kind, _ in column.records(SegSpan(start=0, end=1))[0]["words"]] == ["", "term", ""]
