"""Places of findings -> lines and columns of files."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Mapping

    from align.model import Document, Place


@dataclass(frozen=True, slots=True, kw_only=True)
class Where:
    """A place as lines and columns, both from 1; columns count code points, and the end column is exclusive."""

    path: str
    line: int
    column: int
    end_line: int
    end_column: int

    @classmethod
    def of(cls, place: Place, documents: Mapping[str, Document]) -> Where:
        """Return the lines and columns of a place in its file."""
        document = documents[place.document]
        line, column = document.origin.position(place.span.start)
        end_line, end_column = line, column
        if place.span:
            # The offset after the last character may belong to quite another part of the file.
            end_line, end_column = document.origin.position(place.span.end - 1)
            end_column += 1
        return cls(path=document.path, line=line, column=column, end_line=end_line, end_column=end_column)

    def __str__(self) -> str:
        return f"{self.path}:{self.line}:{self.column}"

    @property
    def uri(self) -> str:
        """The file as a URI, relative if the path is."""
        path = Path(self.path)
        return path.as_uri() if path.is_absolute() else quote(path.as_posix())
