from __future__ import annotations

import numpy as np
import pytest
from locate_texts import ENCODER, RUSSIAN, source

from align.encoders.fake import FakeEncoder
from align.locate.records import pack, unpack


@pytest.mark.parametrize("text", [RUSSIAN, "Слово", "***"])
@pytest.mark.parametrize("fine", [True, False])
def test_a_packed_index_is_unpacked_unchanged(text: str, fine: bool) -> None:  # noqa: FBT001
    made = source(text, fine=fine)
    back = unpack(pack(made), made.document, ENCODER, fine=fine)
    assert (back.id, back.fine, back.keys) == (made.id, fine, made.keys)
    for name in ("tokens", "offsets", "gaps", "sentence", "bounds", "block", "names", "capital"):
        np.testing.assert_array_equal(getattr(back, name), getattr(made, name))
    for one, other in ((back.windows, made.windows), (back.sentences, made.sentences)):
        np.testing.assert_array_equal(one.starts, other.starts)
        np.testing.assert_array_equal(one.ends, other.ends)
        np.testing.assert_array_equal(one.vectors, other.vectors)
    first, last = np.zeros(len(made), np.int64), np.arange(len(made)) + 1
    np.testing.assert_array_equal(back.vectors(first, last), made.vectors(first, last))


def test_a_record_that_is_no_index_is_refused() -> None:
    made = source(RUSSIAN)
    for other in (np.zeros(1), np.zeros(1, np.dtype([("tokens", "i8", (2,))])), np.repeat(pack(made), 2)):
        with pytest.raises(ValueError, match="not the record of an index"):
            unpack(other, made.document, FakeEncoder(), fine=True)
