"""What people say of findings, and where a project keeps it: single findings that may stand, and a baseline of all."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from align.check import suppressions
from align.files import make_folder, write_atomically
from align.files.exclusive import append, exclusive
from align.files.reading import read_bytes
from align.model import ConfigError, StoreError, UsageError

if TYPE_CHECKING:
    from align.check.outcome import Outcome
    from align.check.suppressions import Suppression

SUPPRESSIONS = Path("review") / "suppressions.toml"
"""The file of a project that keeps what people let stand."""
BASELINE = Path("review") / "baseline.txt"
"""The file of a project that keeps what was found when its baseline was written."""
_FINGERPRINT = re.compile(r"[0-9a-f]{16}")
_CONFLICT = re.compile(r"(?m)^(?:<{7}|>{7})(?: |$)")


def suppress(
    root: Path,
    fingerprint: str,
    *,
    reason: str,
    author: str,
    rule: str = "",
    message: str = "",
    expires: date | None = None,
    today: date | None = None,
) -> None:
    """Let a finding stand: add that to the file of suppressions.

    `rule` and `message` are for whoever reads the file. Raises `UsageError` if reason or author is missing or the
    fingerprint is none, `StoreError` if the file cannot be written.
    """
    if not _FINGERPRINT.fullmatch(fingerprint):
        raise UsageError(f'"{fingerprint}" is no fingerprint; align check shows it beside each finding')
    for name, value in (("a reason", reason), ("an author", author)):
        if not value.strip():
            raise UsageError(f"a finding is dismissed with a reason and a name; {name} is missing")
    table = suppressions.dump(
        suppressions.Suppression(
            fingerprint=fingerprint,
            rule=rule,
            message=message,
            reason=reason,
            author=author,
            decided=today or date.today(),  # noqa: DTZ011 - the day where the person is
            expires=expires,
        )
    )
    path = root / SUPPRESSIONS
    try:
        path.parent.mkdir(exist_ok=True)
        with exclusive(path, root) as descriptor:
            append(descriptor, table.encode())
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", path=path) from error


def unsuppress(root: Path, fingerprint: str) -> None:
    """Take back that a finding may stand; nothing happens if nobody said so."""
    path = root / SUPPRESSIONS
    if not path.exists():
        return
    try:
        with exclusive(path, root):
            text = _text(path, root)
            kept = suppressions.without(text, fingerprint, path)
            if kept != text:
                write_atomically(path, [kept])
    except OSError as error:
        raise StoreError(f"cannot be written: {error.strerror}", path=path) from error


def read_suppressions(root: Path) -> tuple[Suppression, ...]:
    """Return what people let stand in a project."""
    path = root / SUPPRESSIONS
    return suppressions.parse(_text(path, root), path)


def write_baseline(root: Path, outcome: Outcome) -> Path:
    """Write what is found now, and not suppressed, to the baseline, in place of what it held; return its file."""
    lines = sorted(
        f"{each.fingerprint} {each.finding.rule} {each.finding.place.document}: {each.finding.message}\n"
        for each in outcome.reported
        if each.suppression is None
    )
    path = root / BASELINE
    make_folder(path.parent)
    write_atomically(path, lines)
    return path


def read_baseline(root: Path) -> tuple[str, ...]:
    """Return the fingerprints in the baseline of a project; raise `ConfigError` for a line without one."""
    path = root / BASELINE
    fingerprints = []
    for number, line in enumerate(_text(path, root).splitlines(), 1):
        if line.strip():
            fingerprint = line.split()[0]
            if not _FINGERPRINT.fullmatch(fingerprint):
                message = f'"{fingerprint}" is not a fingerprint; delete the file, and write the baseline again'
                raise ConfigError(message, path=path, line=number)
            fingerprints.append(fingerprint)
    return tuple(fingerprints)


def _text(path: Path, root: Path) -> str:
    """Return the words of a file of the project, none if it is not there."""
    if not path.exists():
        return ""
    try:
        text = read_bytes(path, root=root).decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError as error:
        raise ConfigError("not UTF-8", path=path) from error
    if mark := _CONFLICT.search(text):
        message = (
            "unresolved git conflict: keep the entries of both sides and delete the lines with <<<<<<<, ======="
            " and >>>>>>>"
        )
        raise ConfigError(message, path=path, line=text.count("\n", 0, mark.start()) + 1)
    return text
