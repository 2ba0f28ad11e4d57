"""The names of align's own TMX properties, which the writer prints and the reader looks for."""

from __future__ import annotations


def property_type(name: str) -> str:
    """Return the `type` attribute of a property."""
    return f"x-align-{name}"


SIGNATURE = property_type("signature")
"""In the header: what determined the result."""
DOCUMENT = "document"
"""Property of a unit: the stem of its text."""
