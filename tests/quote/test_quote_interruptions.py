from __future__ import annotations

import pytest
from quote_texts import document

from align.model import FragmentMark
from align.quote import quotations

OMISSION, INSERTION, SIC, CALL, CLAUSE = (
    FragmentMark.OMISSION,
    FragmentMark.INSERTION,
    FragmentMark.SIC,
    FragmentMark.CALL,
    FragmentMark.CLAUSE,
)


@pytest.mark.parametrize(
    ("lang", "text", "marks", "fragments"),
    [
        ("en", "“We came (…) too late.”", [(OMISSION, "(…)")], ["We came", "too late."]),
        ("en", "“We came […]. Too [...] late.”", [(OMISSION, "[…]"), (OMISSION, "[...]")], ["We came", "Too", "late."]),
        ("ru", "«Мы пришли <…> поздно».", [(OMISSION, "<…>")], ["Мы пришли", "поздно"]),
        ("en", "“We came … too late.”", [(OMISSION, "…")], ["We came", "too late."]),
        ("en", "“... too late.”", [(OMISSION, "...")], ["too late."]),
        ("ru", "«…и поздно».", [(OMISSION, "…")], ["и поздно"]),
        ("en", "“Well… perhaps, he thought...”", [], ["Well… perhaps, he thought..."]),
        ("en", "“They [the guests] came.”", [(INSERTION, "[the guests]")], ["They", "came."]),
        ("en", "“[T]he guests came.”", [], ["[T]he guests came."]),
        ("en", "“Their [1931] reply”", [(INSERTION, "[1931]")], ["Their", "reply"]),
        ("en", "“They goed [sic] home.”", [(SIC, "[sic]")], ["They goed", "home."]),
        ("fr", "« Ils allèrent (sic !) chez lui »", [(SIC, "(sic !)")], ["Ils allèrent", "chez lui"]),
        ("ru", "«Они пошёл [так в тексте] домой»", [(SIC, "[так в тексте]")], ["Они пошёл", "домой"]),
        ("ru", "«Они (так) шли»", [], ["Они (так) шли"]),
        ("fr", "« Le maire (le sien, NDLR) viendra »", [(INSERTION, "(le sien, NDLR)")], ["Le maire", "viendra"]),
        ("ru", "«Он (сын. — Прим. ред.) придёт»", [(INSERTION, "(сын. — Прим. ред.)")], ["Он", "придёт"]),
        ("en", "“The mayor (my uncle) came.”", [], ["The mayor (my uncle) came."]),
        ("en", "“The mayor [12], they say, came.”", [(CALL, "[12]")], ["The mayor", "they say, came."]),
        ("en", "“The mayor¹² came over 5 km².”", [(CALL, "¹²")], ["The mayor", "came over 5 km²."]),
        ("ru", "«Я приду, — сказал он, — завтра».", [(CLAUSE, ", — сказал он, — ")], ["Я приду", "завтра"]),
        ("es", "«Iré —dijo él— mañana».", [(CLAUSE, "—dijo él— ")], ["Iré", "mañana"]),
        ("pl", "„Przyjdę – pisał do nas – jutro”.", [(CLAUSE, "– pisał do nas – ")], ["Przyjdę", "jutro"]),
        ("pl", "„Idę – razem z tymi, co to mówili – dziś”.", [], ["Idę – razem z tymi, co to mówili – dziś"]),
        ("ru", "«Я приду. — Он помолчал. — Завтра».", [], ["Я приду. — Он помолчал. — Завтра"]),
        ("ru", "«Река — это дорога, а дорога — река».", [], ["Река — это дорога, а дорога — река"]),
        ("fr", "« Je viens, dit-il, demain. »", [(CLAUSE, ", dit-il,")], ["Je viens", "demain."]),
        ("fr", "« Je viens, assure Paul Morin, demain. »", [(CLAUSE, ", assure Paul Morin,")], ["Je viens", "demain."]),
        ("fr", "« Je viens, dit-on, demain. »", [], ["Je viens, dit-on, demain."]),
    ],
)
def test_marks_and_fragments(lang: str, text: str, marks: list[tuple[FragmentMark, str]], fragments: list[str]) -> None:
    made = document(text, lang)
    [quotation] = quotations(made).quotations
    assert [(m.kind, made.text[m.span.start : m.span.end]) for m in quotation.marks] == marks
    assert [made.text[f.start : f.end] for f in quotation.fragments] == fragments


def test_marks_of_the_inner_quotation_cut_the_outer_one_but_not_its_reporting_clause() -> None:
    made = document("«Он писал: „Мы (…) ждали, — повторил он, — долго“».", "ru")
    outer, inner = quotations(made).quotations
    assert [m.kind for m in outer.marks] == [OMISSION]
    assert [m.kind for m in inner.marks] == [OMISSION, CLAUSE]
