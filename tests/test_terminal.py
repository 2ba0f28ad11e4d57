from __future__ import annotations

import pytest

from align.terminal import Terminal


@pytest.mark.parametrize(
    ("live", "error", "told"),
    [(True, KeyboardInterrupt, True), (True, KeyError, False), (False, KeyboardInterrupt, False)],
)
def test_who_interrupts_work_that_is_shown_hears_that_nothing_is_lost(
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
    assert ("align: note: interrupted; what was encoded is kept" in capsys.readouterr().err) == told
