"""The align.toml of docs/reference/config.md is one, and has every key that there is."""

from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

from align.read.config import CONFIG, CheckConfig, Config, read_config

DOCUMENT = Path(__file__).parents[2] / "docs" / "reference" / "config.md"


def test_every_key_is_shown(tmp_path: Path) -> None:
    [shown] = re.findall(r"```toml\n(.*?)```", DOCUMENT.read_text("utf-8"), re.DOTALL)
    (tmp_path / CONFIG).write_text(shown, "utf-8")
    config = read_config(tmp_path, stems={"part/one", "memory", "letter"}, languages={"fr", "en"})
    assert all(getattr(config, each.name) for each in fields(Config))
    # To select rules and to ignore some would say the same twice.
    assert {each.name for each in fields(CheckConfig) if not getattr(config.check, each.name)} == {"select"}
