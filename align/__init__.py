"""Align parallel texts sentence by sentence, and see how quotations were rendered.

A project folder:

    >>> import align
    >>> ws = align.open_project("texts")
    >>> result = ws.run()
    >>> result.title
    'La barge aux livres / The Barge of Books'

Methods of a `Workspace`: `run`, `build`, `check`, `find`, `review`, `status`, `export`, `import_review`,
`suppress`, `unsuppress`, `write_baseline`.

Without a project: `align_texts`, `align_files`, `trace_files`, `import_bitext`.

Results as text or files: `render`, `write`, `summarise`, `render_quotations`, `render_findings`, `explain_rule`.

Measures: `evaluate_beads`, `evaluate_quotations`, `list_encoders`.

Types of a result: `Result` has families, sources and citations; `Family`, `Segmented`, `Document`, `Alignment`, `Bead`,
`Links`, `Citation`, `Quotation`, `QuotationMatch`, `NotFound`, `Rendering`, and what they hold in `align.model`.

Errors that a user can correct, each a message of one line with file, place, fault and remedy:

    AlignError
    ├── UsageError      a call or an option is wrong
    ├── ReadError       an input file cannot be used
    ├── ConfigError     align.toml, the suppressions or the baseline are wrong
    ├── StoreError      a result or the decisions cannot be read or written
    └── EncoderError    an encoder is missing or cannot be made

A name is imported when it is first used, so `import align` is quick; `__init__.pyi` lists the names.
"""

from __future__ import annotations

import lazy_loader

from align.version import VERSION

__version__ = VERSION
_load, _, _names = lazy_loader.attach_stub(__name__, __file__)
__all__ = ["__version__", *_names]  # noqa: PLE0604 - the stub lists them


def __dir__() -> list[str]:
    return __all__


def __getattr__(name: str) -> object:
    if name in _names:
        return _load(name)
    from difflib import get_close_matches

    near = "".join(f"; did you mean {each}?" for each in get_close_matches(name, _names, n=1))
    # With `name` and without `obj`, Python makes no suggestion of its own.
    raise AttributeError(f"align has no {name}{near}", name=name)
