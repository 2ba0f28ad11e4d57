"""A model's name -> the folder that holds it: one of the user's own, or a snapshot in the hub's cache.

Nothing here imports the hub's client before a download, so that models can be listed and named at once.
"""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

from align.model import EncoderError

TIMEOUT = 5.0
"""Seconds to wait for the hub to answer at all."""
# The same weights for other frameworks, which the hub often keeps beside ours.
_OTHER_FRAMEWORKS = ["*.h5", "*.msgpack", "*.ot", "*.onnx", "onnx/*", "openvino/*", "*.tflite", "rust_model*"]


def find(name: str) -> tuple[Path, str]:
    """Return the folder of a model, and its revision: the commit in the hub, or a digest of a folder of one's own.

    `name` is a folder or the name of a model on the hub ("intfloat/multilingual-e5-small"), which is fetched if it is
    not in the hub's cache and HF_HUB_OFFLINE does not forbid it. Raises EncoderError if there is no such model, or the
    hub cannot be reached.
    """
    folder = Path(name).expanduser()
    if folder.is_dir():
        if not is_model(folder):
            raise EncoderError("no model here: neither modules.json nor config.json", path=name)
        return folder, digest(folder)
    if name.count("/") > 1 or name.startswith((".", "~", "/")) or "\\" in name:
        raise EncoderError("no such folder; give the folder of a sentence-transformers model", path=name)
    repository = name if "/" in name else f"sentence-transformers/{name}"
    snapshot = cached(repository) or _fetched(repository)
    return snapshot, snapshot.name


def cached(repository: str) -> Path | None:
    """Return the snapshot of a model that is the newest in the hub's cache, or None."""
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
    """Tell whether a folder looks like one of a sentence-transformers or transformers model."""
    return (folder / "modules.json").is_file() or (folder / "config.json").is_file()


def hub_cache() -> Path:
    """Return the folder where the hub's client keeps models; its environment variables are honoured."""
    if "HF_HUB_CACHE" in os.environ:
        return Path(os.environ["HF_HUB_CACHE"]).expanduser()
    cache = os.environ.get("XDG_CACHE_HOME", "~/.cache")
    return Path(os.environ.get("HF_HOME", f"{cache}/huggingface")).expanduser() / "hub"


def digest(folder: Path) -> str:
    """Return a digest of names and content of the files of a model, what is hidden or Markdown excepted."""
    whole = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        if path.is_file() and path.suffix != ".md" and not any(part.startswith(".") for part in name.parts):
            with path.open("rb") as file:
                whole.update(f"{name.as_posix()}\0{hashlib.file_digest(file, 'sha256').hexdigest()}\n".encode())
    return whole.hexdigest()[:16]


def _fetched(repository: str) -> Path:
    """Fetch a model from the hub."""
    from huggingface_hub import HfApi, snapshot_download

    try:
        HfApi().model_info(repository, timeout=TIMEOUT)  # Answers at once where a download would try for minutes.
        return Path(snapshot_download(repository, ignore_patterns=_OTHER_FRAMEWORKS))
    except Exception as error:  # noqa: BLE001 - the hub raises whatever its layers do
        reason = (str(error).strip() or type(error).__name__).splitlines()[0]
        raise EncoderError(
            f"the model {repository} is not on this machine and cannot be fetched ({reason}); "
            f"fetch it where there is a network with: hf download {repository} - or give the path of a local folder"
        ) from None
