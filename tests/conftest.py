"""What all tests share; and because this file is here, pytest lets every test import the modules beside it."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, settings

from align.encoders.muse import Muse

if TYPE_CHECKING:
    from collections.abc import Iterator

# How long an example takes depends on what else the machine does, and says nothing of the program.
settings.register_profile("steady", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")


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
    """Return the article that docs/article.md walks through, which is no part of the project."""
    path = os.environ.get("ALIGN_ARTICLE")
    if not path:
        pytest.skip("ALIGN_ARTICLE does not name the English version of the article in docs/article.md")
    return Path(path)
