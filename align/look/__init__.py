"""The look that the report and the review page share: one style sheet."""

from __future__ import annotations

from importlib.resources import files


def stylesheet() -> str:
    """Return the shared style sheet."""
    return files("align.look").joinpath("look.css").read_text("utf-8")
