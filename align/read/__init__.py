"""Files and folders -> documents and projects: give a path, get a `Document` or a `Project`."""

from __future__ import annotations

from align.read.document import read_document
from align.read.glossary import read_glossary
from align.read.language import Assumed, language_of
from align.read.project import Project, Text, TextFile, find_project
from align.read.tags import language_tag, loose_name
from align.read.text import Layout

__all__ = [
    "Assumed",
    "Layout",
    "Project",
    "Text",
    "TextFile",
    "find_project",
    "language_of",
    "language_tag",
    "loose_name",
    "read_document",
    "read_glossary",
]
