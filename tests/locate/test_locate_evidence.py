from __future__ import annotations

import numpy as np
from locate_texts import ENCODER, OTHER, RUSSIAN, article, source

from align.locate import default_model
from align.locate.decide import posteriors
from align.locate.evidence import evidence
from align.locate.library import library

LONG = "“The keeper wept. The library burned at night, and the river took the books. Nobody asked for the key: lost.”"


def test_hopeless_candidates_are_dropped_and_the_others_keep_their_probabilities() -> None:
    sources = library([source(OTHER, "other"), source(RUSSIAN)])
    model = default_model()
    every, hopeful = (evidence([article(LONG)], [], sources, ENCODER, *some) for some in ((), (model,)))
    [[all_of_it], [rest]] = ([part for one in known for part in one.stretches] for known in (every, hopeful))
    assert 0 < len(rest.found) < len(all_of_it.found)
    assert rest.features.shape[1] == len(rest.found)
    [one], [other] = posteriors(every, model), posteriors(hopeful, model)
    np.testing.assert_allclose([*one.mass.values()], [*other.mass.values()], atol=0.01)
