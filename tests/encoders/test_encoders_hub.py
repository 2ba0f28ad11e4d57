from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from align.encoders import available, encoder, hub, unknown_languages
from align.encoders.fake import FakeEncoder
from align.encoders.muse import Muse
from align.model import EncoderError

COMMIT = "0123456789abcdef0123456789abcdef01234567"


@pytest.fixture
def hub_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HF_HUB_CACHE", str(tmp_path / "hub"))
    return tmp_path / "hub"


def keep(cache: Path, name: str) -> Path:
    folder = cache / f"models--{name.replace('/', '--')}"
    snapshot = folder / "snapshots" / COMMIT
    snapshot.mkdir(parents=True)
    (folder / "refs").mkdir()
    (folder / "refs" / "main").write_text(COMMIT)
    (snapshot / "modules.json").write_text("[]")
    return snapshot


def test_a_model_in_the_cache_is_found_without_a_network(hub_cache: Path) -> None:
    snapshot = keep(hub_cache, "someone/some--model")
    assert hub.find("someone/some--model") == (snapshot, COMMIT)
    assert encoder("someone/some--model").signature == f"some--model@{COMMIT}:reencoded"


@pytest.mark.parametrize("name", ["muze", "MUSE", "museum"])
def test_a_slip_in_the_name_of_the_built_in_encoder_downloads_nothing(
    hub_cache: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setattr(hub, "_download", lambda repository: pytest.fail(f"downloads {repository}"))
    with pytest.raises(EncoderError, match=f'^unknown encoder "{name}"; the built-in one is "muse"$'):
        encoder(name)
    snapshot = keep(hub_cache, f"sentence-transformers/{name}")
    assert hub.find(name) == (snapshot, COMMIT)


def test_a_bare_name_is_one_of_sentence_transformers(hub_cache: Path) -> None:
    snapshot = keep(hub_cache, "sentence-transformers/LaBSE")
    assert hub.find("LaBSE")[0] == snapshot


def test_a_broken_reference_is_no_model(hub_cache: Path) -> None:
    snapshot = keep(hub_cache, "a/b")
    (snapshot / "modules.json").unlink()
    assert hub.find_cached("a/b") is None
    (snapshot.parents[1] / "refs" / "main").write_bytes(b"\xff\xfe")
    assert hub.find_cached("a/b") is None


@pytest.mark.parametrize(
    ("variables", "expected"),
    [
        ({"HF_HUB_CACHE": "/a"}, "/a"),
        ({"HF_HOME": "/b"}, "/b/hub"),
        ({"XDG_CACHE_HOME": "/c"}, "/c/huggingface/hub"),
        ({"HOME": "/d"}, "/d/.cache/huggingface/hub"),
    ],
)
def test_the_cache_is_where_the_client_keeps_it(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], expected: str
) -> None:
    for name in ("HF_HUB_CACHE", "HF_HOME", "XDG_CACHE_HOME"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert hub.hub_cache() == Path(expected)


@pytest.mark.parametrize("environment", [{"HF_HUB_OFFLINE": "1"}, {"HF_ENDPOINT": "http://127.0.0.1:9"}])
def test_an_unreachable_hub_gives_an_error_of_one_line(tmp_path: Path, environment: dict[str, str]) -> None:
    program = (
        "from align.encoders import encoder\n"
        "try: encoder('intfloat/multilingual-e5-small')\n"
        "except Exception as error: print(type(error).__name__, error)"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        env={**environment, "HF_HUB_CACHE": str(tmp_path), "PYTHONPATH": str(Path(hub.__file__).parents[2])},
        capture_output=True,
        text=True,
        check=True,
        timeout=300,
    )
    assert done.stdout.count("\n") == 1
    assert done.stdout.startswith("EncoderError the model intfloat/multilingual-e5-small is not on this machine")
    assert "hf download intfloat/multilingual-e5-small" in done.stdout
    assert "local folder" in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize("name", ["./models/no", "/no/such/folder", "a/b/c", "~/no-such-folder", "a\\b"])
def test_a_path_that_is_no_folder_is_no_model_of_the_hub(name: str) -> None:
    with pytest.raises(EncoderError, match="no such folder"):
        encoder(name)


def test_a_folder_without_a_model(tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match="no model here"):
        encoder(str(tmp_path))


def test_the_digest_of_a_folder_follows_its_content(tmp_path: Path) -> None:
    (tmp_path / "config.json").write_text("{}")
    (tmp_path / "model.bin").write_bytes(bytes(1000))
    before = hub.digest(tmp_path)
    (tmp_path / "README.md").write_text("New.")
    (tmp_path / ".git").mkdir()
    (tmp_path / ".git" / "index").touch()
    assert hub.digest(tmp_path) == before
    (tmp_path / "model.bin").write_bytes(bytes(999) + b"\1")
    assert hub.digest(tmp_path) != before
    assert hub.find(str(tmp_path)) == (tmp_path, hub.digest(tmp_path))


def test_available_lists_the_models_on_this_machine(hub_cache: Path) -> None:
    keep(hub_cache, "intfloat/multilingual-e5-small")
    keep(hub_cache, "someone/else")
    infos = {info.name: info for info in available()}
    assert next(iter(infos)) == "muse"
    assert infos["muse"].at_hand
    assert infos["muse"].dim == 512
    assert [name for name, info in infos.items() if info.at_hand] == [
        "muse",
        "intfloat/multilingual-e5-small",
        "someone/else",
    ]
    assert infos["someone/else"].size == 2
    assert infos["sentence-transformers/LaBSE"].size is None


def test_languages_that_the_built_in_encoder_does_not_know() -> None:
    assert unknown_languages(Muse(), ["uk", "de-AT", "el", "zh-TW", "und", "uk"]) == ("el", "uk")
    assert unknown_languages(FakeEncoder(), ["uk"]) == ()
