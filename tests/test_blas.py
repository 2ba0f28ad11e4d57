from __future__ import annotations

import pytest
from threadpoolctl import threadpool_info, threadpool_limits

from align.blas import single_products


def threads() -> set[int]:
    return {library["num_threads"] for library in threadpool_info() if library["user_api"] == "blas"}


def test_products_keep_one_thread_until_the_last_that_asked_for_it_is_done() -> None:
    with threadpool_limits(2, user_api="blas"):
        first, second = single_products(), single_products()
        first.__enter__()
        assert threads() == {1}
        second.__enter__()
        first.__exit__(None, None, None)
        assert threads() == {1}
        second.__exit__(None, None, None)
        assert threads() == {2}


def test_a_failure_gives_the_threads_back() -> None:
    def fail() -> None:
        with single_products():
            raise KeyError

    with threadpool_limits(2, user_api="blas"):
        with pytest.raises(KeyError):
            fail()
        assert threads() == {2}
