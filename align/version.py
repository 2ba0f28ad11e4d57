"""Version of the package, which stands in the signature of every result."""

from __future__ import annotations

VERSION = "0.2.0"
