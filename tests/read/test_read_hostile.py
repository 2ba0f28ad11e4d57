"""Whatever is in a file, reading it ends with what it says or with one line on what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st
from result_samples import quoting

from align.formats.po import reader as po, writer as po_export
from align.formats.tmx import reader as tmx, writer as tmx_export
from align.formats.xlsx import reader as xlsx, writer as xlsx_export
from align.model import AlignError
from align.read import Layout, read_document, read_glossary
from align.read.config import read_config
from align.store import dump, load_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

TBX = (
    '<?xml version="1.0"?><martif><text><body><termEntry><langSet xml:lang="fr"><tig><term>a</term></tig></langSet>'
    '<langSet xml:lang="en"><tig><term>b</term></tig></langSet></termEntry></body></text></martif>'
)
TOML = (
    '[project]\ntitle = "T"\npivot = "fr"\n[cites.a]\n1 = "b"\n[check]\nselect = ["F"]\n[check.severity]\nF01 = "off"\n'
)
MARKDOWN = "---\ntitle: T\n---\n# Un\n\n> Deux « trois ».[^1]\n\n- quatre\n\n[^1]: *Cinq* [six](http://x)\n"
READERS: dict[str, tuple[str, bytes, Callable[[Path], object]]] = {
    "text": (
        ".txt",
        b"Un.\n\nDeux [1] ?\n\n[1] Trois.\n",
        lambda path: read_document(path, id="fr/a", lang="fr"),
    ),
    "lines": (".txt", b"Un.\nDeux.\n", lambda path: read_document(path, id="a", lang="fr", layout=Layout.SENTENCES)),
    "markdown": (".md", MARKDOWN.encode(), lambda path: read_document(path, id="fr/a", lang="fr")),
    "table": (".csv", b'fr,en\na,"b|c"\n', lambda path: read_glossary(path, root=path.parent)),
    "terms": (".tbx", TBX.encode(), lambda path: read_glossary(path, root=path.parent)),
    "memory": (
        ".tmx",
        "".join(tmx_export.bilingual(quoting(), "fr", "en").chunks).encode(),
        lambda path: (tmx.read_units(path, None), list(tmx.read_texts(path, root=path.parent))),
    ),
    "catalogue": (
        ".po",
        "".join(po_export.bilingual(quoting(), "fr", "en").chunks).encode(),
        lambda path: (po.read_review(path), po.read_units(path)),
    ),
    "sheet": (".xlsx", xlsx_export.bilingual(quoting(), "fr", "en")[0], xlsx.read_review),
    "result": (".jsonl", "".join(dump(quoting())).encode(), load_file),
    "project": (".toml", TOML.encode(), lambda path: read_config(path.parent, stems={"a", "b"}, languages={"fr"})),
}
STRANGE = st.sampled_from(
    [
        b"", b"\0", b"\xff\xfe", b"\xef\xbb\xbf", b"\xed\xa0\x80", b"\\ud800", b"&#0;", b"&a;", b"<", b'"', b"'", b"\\",
        b"\n", b"\r", b"\xc2\x85", b"\xe2\x80\xa8", b"\x1b[2J", b"1e999", b"9" * 5000, b"null", b"[" * 5000,
        b'{"a":' * 5000, b"<a>" * 5000, b"]]>", b"---\n", b"../", b"charset=utf-7", b"msgid", b"<!DOCTYPE a [",
    ]
)  # fmt: skip


@st.composite
def damaged(draw: st.DrawFn, whole: bytes) -> bytes:
    """Draw a file cut short, in which stretches are replaced."""
    data = whole[: draw(st.integers(0, len(whole)))] if draw(st.booleans()) else whole
    for _ in range(draw(st.integers(1, 3))):
        start = draw(st.integers(0, len(data)))
        data = data[:start] + draw(STRANGE | st.binary(max_size=4)) + data[start + draw(st.integers(0, 30)) :]
    return data


@pytest.mark.filterwarnings("error")
@pytest.mark.parametrize("reader", READERS)
@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_damage_is_read_or_told_in_a_line(reader: str, data: st.DataObject, tmp_path: Path) -> None:
    suffix, whole, read = READERS[reader]
    path = tmp_path / f"align{suffix}"
    path.write_bytes(whole)
    read(path)
    path.write_bytes(data.draw(damaged(whole)))
    try:
        read(path)
    except AlignError as error:
        told = str(error)
        assert told.startswith(str(path))
        assert not set(told) & {"\n", "\r", "\x1b", "\0"}
        assert len(told) < 1000
