"""What all tests share; and because this file is here, pytest lets every test import the modules beside it."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from align.encoders.muse import Muse

if TYPE_CHECKING:
    from collections.abc import Generator, Iterator

# How long an example takes depends on what else the machine does, and says nothing of the program.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("quick", settings.get_profile("steady"), max_examples=20)
settings.load_profile("steady")

HEAVY = {"torch", "transformers", "sentence_transformers"}
"""What takes seconds to import, and only tests of such encoders need."""


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """Fail a test that imports an encoder which it does not use, unless it is slow anyway."""
    before = HEAVY & sys.modules.keys()
    outcome = yield
    imported = HEAVY & sys.modules.keys() - before
    if imported and not item.get_closest_marker("slow"):
        pytest.fail(f"a fast test imports {', '.join(sorted(imported))}")
    return outcome


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with the files that take longest, since a worker takes whole files: browser tests, then slow ones."""
    items.sort(key=lambda item: [item.get_closest_marker(name) is None for name in ("browser", "slow")])


@pytest.fixture(scope="session")
def weights_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder where all workers of a run unpack the weights of the encoder, once."""
    shared = tmp_path_factory.getbasetemp()
    if "PYTEST_XDIST_WORKER" in os.environ:
        shared = shared.parent
    folder = shared / "weights"
    folder.mkdir(exist_ok=True)
    return folder


@pytest.fixture(scope="session")
def muse(weights_folder: Path) -> Iterator[Muse]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ALIGN_CACHE", str(weights_folder))
        encoder = Muse(threads=2)
        assert encoder.network
        assert encoder.tokenizer
        yield encoder


@pytest.fixture
def article() -> Path:
    """Return the article that docs/how-to/article.md walks through, which is no part of the project."""
    path = os.environ.get("ALIGN_ARTICLE")
    if not path:
        pytest.skip("ALIGN_ARTICLE does not name the English version of the article in docs/how-to/article.md")
    return Path(path)
