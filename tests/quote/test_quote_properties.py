from __future__ import annotations

from itertools import pairwise

from hypothesis import example, given, strategies as st
from quote_texts import document

from align.quote import quotations

LANGUAGES = st.sampled_from(["en", "fr", "ru", "de", "xx"])
NOISE = st.lists(
    st.sampled_from(
        [*"«»“”„‘’\"'()[]…—-.,:?!", " ", "\n", "слово", "Word", "dit-il", "сказал он", "s’", "[1]", "²", "> a"]
    ),
    max_size=40,
).map("".join)


def lines(text: str) -> str:
    """Drop empty lines, and white space at the ends of lines."""
    return "\n".join(line.strip() for line in text.split("\n") if line.strip()) or "x"


@given(text=NOISE, lang=LANGUAGES)
@example(text="««“»)«", lang="fr")
@example(text="—\n«", lang="fr")
@example(text="> a««[1]", lang="en")
def test_quotations_of_any_text_are_nested_and_inside_it(text: str, lang: str) -> None:
    made = document(lines(text), lang)
    found = quotations(made)
    assert found == quotations(made)
    spans = [q.span for q in found.quotations]
    for i, one in enumerate(spans):
        assert 0 <= one.start < one.end <= len(made.text)
        for other in spans[i + 1 :]:
            assert one.end <= other.start or other.end <= one.end
    for q in found.quotations:
        cuts = sorted([*((m.span, True) for m in q.marks), *((f, False) for f in q.fragments)])
        assert all(q.span.start <= span.start < span.end <= q.span.end for span, _ in cuts)
        assert all(one[0].end <= two[0].start for one, two in pairwise(cuts))
    assert len({q.id for q in found.quotations}) == len(spans)
    assert all(made.text[a.span.start : a.span.end] for a in found.anomalies)


Tree = list[tuple[str, "Tree"]]
MARKS = st.sampled_from(["«»", "“”", "‹›", "„”"])
TREES: st.SearchStrategy[Tree] = st.recursive(
    st.just([]), lambda inner: st.lists(st.tuples(MARKS, inner), min_size=1, max_size=3), max_leaves=12
)


def render(tree: Tree, depth: int = 1, offset: int = 0) -> tuple[str, list[tuple[int, int, int]]]:
    """Return a text with the quotations of a tree, and the start, end and depth of each."""
    text, spans = "word", []
    for marks, inner in tree:
        start = offset + len(text) + 2
        words, within = render(inner, depth + 1, start)
        spans += [(start, start + len(words), depth), *within]
        text += f" {marks[0]}{words}{marks[1]} word"
    return text, spans


@given(tree=TREES, lang=st.sampled_from(["en", "fr", "xx"]))
def test_balanced_nested_quotations_are_found_exactly(tree: Tree, lang: str) -> None:
    text, expected = render(tree)
    found = quotations(document(text, lang))
    assert found.anomalies == ()
    assert [(q.span.start, q.span.end, q.depth) for q in found.quotations] == expected
