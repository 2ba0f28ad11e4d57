from __future__ import annotations

import numpy as np
import pytest
from locate_texts import ENCODER, article

from align.locate.query import Ending, Query, queries


def queries_of(text: str) -> list[list[Query]]:
    made = article(text)
    return queries(made.segmented, made.quotations, ENCODER, np.zeros(ENCODER.dim, np.float32))


def test_an_omission_separates_stretches_and_an_insertion_does_not() -> None:
    [[one, two]] = queries_of("He wrote: “The library [of ours] burned at night (…) nobody wept.”")
    assert (one.fragments, two.fragments) == (2, 1)
    assert two.length == len("nobody wept.")


@pytest.mark.parametrize(
    ("text", "ending"),
    [
        ("He said “the barge sank.”", Ending.FINAL),
        ("“The barge sank,” he said.", Ending.COMMA),
        ("« La barge a coulé », dit-il.", Ending.COMMA),
        ("He called “the empty city” a dream.", Ending.OPEN),
    ],
)
def test_endings_of_quoted_words(text: str, ending: Ending) -> None:
    [[one]] = queries_of(text)
    assert one.ending is ending


def test_the_words_of_the_sentence_around_a_quotation() -> None:
    [[one]] = queries_of(
        "It was cold. The keeper Zhuravlyova wept: “The library burned in 1974, said Tchaly.” Then he left."
    )
    assert one.around is not None
    assert one.rest == len("ThekeeperZhuravlyovawept")
    assert {"1974"} < one.names
    assert not one.keys & one.around_keys


def test_a_quotation_that_is_a_paragraph_has_nothing_around_it() -> None:
    [[one]] = queries_of("“The library burned at night.”")
    assert one.around is None
    assert one.rest == 0


def test_ends_of_sentences_inside_are_counted() -> None:
    [[one]] = queries_of("“The barge sank. Nobody asked? The city slept.”")
    assert one.stops == 2


def test_given_vectors_of_the_article_change_nothing() -> None:
    made = article("Nobody wept. He wrote: “The library burned at night.” The river slept.")
    centre, at_hand = np.zeros(ENCODER.dim, np.float32), ENCODER.encode(made.segmented.texts())
    [[one]], [[other]] = (queries(made.segmented, made.quotations, ENCODER, centre, *some) for some in ((), (at_hand,)))
    np.testing.assert_allclose(one.words, other.words, atol=1e-6)
    [[third]] = queries(made.segmented, made.quotations, ENCODER, centre, -at_hand)
    assert not np.allclose(one.words, third.words, atol=1e-3)
