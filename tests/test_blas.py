from __future__ import annotations

import pytest
from threadpoolctl import threadpool_limits

from align.blas import _PROCESS, one_blas_thread


def threads() -> set[int]:
    """Return the number of threads of numpy's matrix products; other packages have BLAS libraries of their own."""
    return {library["num_threads"] for library in _PROCESS.libraries.info()}


def test_products_keep_one_thread_until_the_last_context_ends() -> None:
    with threadpool_limits(2, user_api="blas"):
        first, second = one_blas_thread(), one_blas_thread()
        first.__enter__()
        assert threads() == {1}
        second.__enter__()
        first.__exit__(None, None, None)
        assert threads() == {1}
        second.__exit__(None, None, None)
        assert threads() == {2}


def test_an_error_restores_the_threads() -> None:
    def fail() -> None:
        with one_blas_thread():
            raise KeyError

    with threadpool_limits(2, user_api="blas"):
        with pytest.raises(KeyError):
            fail()
        assert threads() == {2}
