"""A model's name -> its folder: a local one, or a snapshot in the hub's cache.

The hub's client is imported only for a download, so listing models is fast.
"""

from __future__ import annotations

import difflib
import hashlib
import os
from pathlib import Path

from align.model import EncoderError

BUILT_IN = "muse"
"""Name of the encoder that is no model of the hub."""
TIMEOUT = 5.0
"""Seconds to wait for an answer of the hub."""
# The same weights for other frameworks, which many models on the hub also have.
_OTHER_FRAMEWORKS = ["*.h5", "*.msgpack", "*.ot", "*.onnx", "onnx/*", "openvino/*", "*.tflite", "rust_model*"]


def find(name: str) -> tuple[Path, str]:
    """Return the folder of a model, and its revision: the commit on the hub, or a digest of a local folder.

    `name`: a folder, or the name of a model on the hub ("intfloat/multilingual-e5-small"). A model that is not in the
    hub's cache is downloaded, unless HF_HUB_OFFLINE forbids it.

    Raises EncoderError if there is no such model or the hub cannot be reached.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        if not is_model(folder):
            raise EncoderError("no model here: neither modules.json nor config.json", path=name)
        return folder, digest(folder)
    if name.count("/") > 1 or name.startswith((".", "~", "/")) or "\\" in name:
        raise EncoderError("no such folder; give the folder of a sentence-transformers model", path=name)
    repository = name if "/" in name else f"sentence-transformers/{name}"
    snapshot = find_cached(repository)
    if snapshot is None:
        if "/" not in name and difflib.get_close_matches(name.lower(), [BUILT_IN]):
            raise EncoderError(f'unknown encoder "{name}"; the built-in one is "{BUILT_IN}"')
        snapshot = _download(repository)
    return snapshot, snapshot.name


def find_cached(repository: str) -> Path | None:
    """Return the newest snapshot of a model in the hub's cache, or None."""
    folder = hub_cache() / f"models--{repository.replace('/', '--')}"
    try:
        snapshot = folder / "snapshots" / (folder / "refs" / "main").read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError):
        return None
    return snapshot if is_model(snapshot) else None


def cached_models() -> list[str]:
    """Return the names of the sentence-transformers models in the hub's cache, in alphabetical order."""
    folders = hub_cache().glob("models--*--*/snapshots/*/modules.json")
    return sorted({path.parents[2].name.removeprefix("models--").replace("--", "/", 1) for path in folders})


def is_model(folder: Path) -> bool:
    """Say whether a folder looks like a sentence-transformers or transformers model."""
    return (folder / "modules.json").is_file() or (folder / "config.json").is_file()


def hub_cache() -> Path:
    """Return the folder where the hub's client keeps models; honours the client's environment variables."""
    if "HF_HUB_CACHE" in os.environ:
        return Path(os.environ["HF_HUB_CACHE"]).expanduser()
    cache = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    return Path(os.environ.get("HF_HOME", f"{cache}/huggingface")).expanduser() / "hub"


def digest(folder: Path) -> str:
    """Return a digest of the names and contents of a model's files, except hidden and Markdown files."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and path.suffix != ".md" and not any(part.startswith(".") for part in name.parts):
            with path.open("rb") as file:
                whole.update(f"{name.as_posix()}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def _download(repository: str) -> Path:
    """Download a model from the hub and return its snapshot."""
    from huggingface_hub import HfApi, snapshot_download

    try:
        HfApi().model_info(repository, timeout=TIMEOUT)  # Answers at once where a download would try for minutes.
        return Path(snapshot_download(repository, ignore_patterns=_OTHER_FRAMEWORKS))
    except Exception as error:  # noqa: BLE001 - the client lets any error of its layers through
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise EncoderError(
            f"the model {repository} is not on this machine and cannot be fetched ({reason}); "
            f"fetch it where there is a network with: hf download {repository} - or give the path of a local folder"
        ) from None
