from __future__ import annotations

import pytest

from align.terminal import Terminal


@pytest.mark.parametrize(
    ("live", "error", "told"),
    [(True, KeyboardInterrupt, True), (True, KeyError, False), (False, KeyboardInterrupt, False)],
)
def test_an_interruption_is_answered_with_a_note(
    live: bool,  # noqa: FBT001 - a parameter of the test
    error: type[BaseException],
    told: bool,  # noqa: FBT001 - a parameter of the test
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr("sys.stderr.isatty", lambda: live, raising=False)
    terminal = Terminal(quiet=False)
    with terminal:
        terminal.progress("encoding", 1, 2)
        terminal.__exit__(error, None, None)
    assert ("align: note: interrupted; the finished encoding is saved" in capsys.readouterr().err) == told
