from __future__ import annotations

import pytest
from result_samples import family, result

from align.formats.beads import export
from align.model import UsageError


def test_the_beads_of_two_texts_are_lines() -> None:
    of = result(
        family("a", {"fr": ["Un.", "Deux."], "en": ["One.", "two.", "Three."]}, beads=[[(1, 2), (1, 0), (0, 1)]])
    )
    assert "".join(export(of).chunks) == "[0]:[0, 1]:0.93\n[1]:[]:0.93\n[]:[2]:0.93\n"


def test_more_than_two_texts_are_a_usage_error() -> None:
    one = family("a", {"fr": ["Un."], "en": ["One."]})
    with pytest.raises(UsageError, match="here are 2 pairs"):
        export(result(one, one))
    with pytest.raises(UsageError, match="here are 0 pairs"):
        export(result())
