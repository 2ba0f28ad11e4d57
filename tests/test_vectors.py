from __future__ import annotations

import numpy as np

from align.vectors import to_float32


def test_every_finite_number_of_half_precision_is_the_same_in_single_precision() -> None:
    every = np.arange(1 << 16, dtype=np.uint16).view(np.float16)
    finite = every[np.isfinite(every)]
    found = to_float32(finite)
    assert found.dtype == np.float32
    np.testing.assert_array_equal(found, finite.astype(np.float32))
    np.testing.assert_array_equal(np.signbit(found), np.signbit(finite))


def test_a_slice_of_a_larger_array_is_left_as_it_is() -> None:
    whole = np.linspace(-1, 1, 24, dtype=np.float16).reshape(4, 3, 2)
    before = whole.copy()
    np.testing.assert_array_equal(to_float32(whole[:, 1]), whole[:, 1].astype(np.float32))
    np.testing.assert_array_equal(whole, before)
