from __future__ import annotations

import hashlib
import os
import tracemalloc
from typing import TYPE_CHECKING

import pytest
from hypothesis import HealthCheck, given, settings, strategies as st

from align.files.reading import MAX_BYTES
from align.model import Document, ReadError
from align.read import Layout, read_document

if TYPE_CHECKING:
    from pathlib import Path


def read(path: Path, text: str | bytes, layout: Layout = Layout.AUTO) -> Document:
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return read_document(path, id=f"fr/{path.stem}", lang="fr", layout=layout)


def test_a_document_in_full(tmp_path: Path) -> None:
    raw = "---\ntitle: La clef\n---\n\nLa clef\nElle ouvrit [1].\n[1] Ibid.\n"
    document = read(tmp_path / "clef.txt", raw)
    assert document.id == "fr/clef"
    assert document.lang == "fr"
    assert document.path == str(tmp_path / "clef.txt")
    assert document.title == "La clef"
    assert document.sha256 == hashlib.sha256(raw.encode()).hexdigest()
    assert [(block.kind.value, block.label) for block in document.blocks] == [
        ("heading", ""),
        ("paragraph", ""),
        ("note", "1"),
    ]
    assert document.origin.position(document.text.index("La clef")) == (5, 1)
    assert document.origin.position(document.text.index("Ibid")) == (7, 5)


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize(
    ("name", "head", "word", "place"),
    [
        ("x.txt", "\ufeffPremier.{end}", "mot", (2, 7)),
        ("x.txt", "e\u0301te\u0301{end}co\xadope\u0301rer ", "mot", (2, 18)),
        ("x.txt", "a\u2028b{end}", "mot", (3, 7)),
        ("x.md", "# Titre *fort*{end}{end}> *un* \\*deux* ", "mot", (3, 22)),
        ("x.md", "---{end}k: v{end}---{end}", "mot", (4, 7)),
        ("x.md", "- a[^1]{end}{end}[^1]: **no\xadte**{end}", "mot", (4, 7)),
    ],
)
def test_places_in_the_file(  # noqa: PLR0917
    tmp_path: Path, name: str, head: str, word: str, place: tuple[int, int], end: str
) -> None:
    document = read(tmp_path / name, head.format(end=end) + "Voici mot." + end)
    assert document.origin.position(document.text.index(word)) == place


def test_utf16_counts_columns_in_characters(tmp_path: Path) -> None:
    document = read(tmp_path / "x.txt", "один\nдва три\n".encode("utf-16"))
    assert document.origin.position(document.text.index("три")) == (2, 5)


def test_typography_stays(tmp_path: Path) -> None:
    words = "«\xa0Deux\u202f? »\u2009— dit-il"
    assert read(tmp_path / "x.txt", words + ".\n").text == words + ".\n"
    assert read(tmp_path / "x.md", f"*{words}*.\n").text == words + "."


def test_one_sentence_a_line(tmp_path: Path) -> None:
    text = "---\nkey: value\n---\n# Not *Markdown*\u2028here\n"
    for name in ("x.txt", "x.md", "x.fr"):
        document = read(tmp_path / name, text, Layout.SENTENCES)
        assert [document.text[b.span.start : b.span.end] for b in document.blocks] == [
            "---",
            "key: value",
            "---",
            "# Not *Markdown* here",
        ]
        assert document.origin.position(document.text.index("here")) == (4, 18)


def test_a_language_for_a_suffix_means_plain_text(tmp_path: Path) -> None:
    assert len(read(tmp_path / "dev.fr", "Un.\nDeux.\n").blocks) == 2
    with pytest.raises(ReadError, match=r'no reader for "\.odt"; convert it to Markdown, .* `pandoc .*/x\.odt -t gfm'):
        read(tmp_path / "x.odt", "a")
    with pytest.raises(ReadError, match=r'x\.docm: no reader for "\.docm"; save it as \.txt, \.md'):
        read(tmp_path / "x.docm", "a")


@pytest.mark.parametrize("name", ["x.txt", "x.md"])
@pytest.mark.parametrize("text", ["", "\n \n", "\xad\u200b", "---\ntitle: x\n---\n", "* * *\n"])
def test_files_without_words(tmp_path: Path, name: str, text: str) -> None:
    with pytest.raises(ReadError) as caught:
        read(tmp_path / name, text)
    assert str(caught.value).startswith(f"{tmp_path / name}: the file")


def test_a_long_line_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ReadError, match=r"x\.txt:2: a line of 20,000,000 characters"):
        read(tmp_path / "x.txt", b"one\n" + b"x" * 20_000_000)


def test_a_large_file_is_refused_without_reading_it(tmp_path: Path) -> None:
    large = tmp_path / "large.txt"
    with large.open("wb") as stream:
        stream.truncate(MAX_BYTES + 1)
    tracemalloc.start()
    with pytest.raises(ReadError, match="larger than 64 MiB"):
        read_document(large, id="large", lang="fr")
    assert tracemalloc.get_traced_memory()[1] < 1e6
    tracemalloc.stop()


def test_what_is_no_regular_file(tmp_path: Path) -> None:
    folder, pipe, loop, broken = (tmp_path / f"{name}.txt" for name in ("folder", "pipe", "loop", "broken"))
    folder.mkdir()
    os.mkfifo(pipe)
    loop.symlink_to(loop)
    broken.symlink_to(tmp_path / "nowhere")
    for path, message in (
        (folder, "a folder, not a text"),
        (pipe, "not a regular file"),
        (loop, "in a circle"),
        (broken, "no such file or folder, or a broken link"),
        (tmp_path / "absent.txt", "no such file"),
        (tmp_path / f"{'x' * 300}.txt", "too long"),
        (tmp_path / "a\0b.txt", "no file can have this name"),
    ):
        with pytest.raises(ReadError, match=message):
            read_document(path, id="x", lang="fr")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read(tmp_path: Path) -> None:
    path = tmp_path / "x.txt"
    path.touch(mode=0)
    with pytest.raises(ReadError, match="check its permissions"):
        read_document(path, id="x", lang="fr")


def test_a_link_out_of_the_project(tmp_path: Path) -> None:
    outside, root = tmp_path / "secret.txt", tmp_path / "project"
    outside.write_text("Words.")
    root.mkdir()
    (root / "x.txt").symlink_to(outside)
    (root / "y.txt").symlink_to(root / "z.txt")
    (root / "z.txt").write_text("Words.")
    with pytest.raises(ReadError, match="leads out of"):
        read_document(root / "x.txt", id="x", lang="fr", root=root)
    assert read_document(root / "y.txt", id="y", lang="fr", root=root).text == "Words."
    assert read_document(root / "x.txt", id="x", lang="fr").text == "Words."


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(
    data=st.one_of(st.binary(max_size=100), st.text(max_size=100).map(str.encode)),
    name=st.sampled_from(["x.txt", "x.md"]),
    layout=st.sampled_from(Layout),
    encoding=st.sampled_from([None, "cp1251", "utf-16"]),
)
def test_any_file_is_read_or_refused_in_one_line(
    tmp_path: Path, data: bytes, name: str, layout: Layout, encoding: str | None
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    try:
        document = read_document(path, id="x", lang="fr", layout=layout, encoding=encoding)
    except ReadError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert all(min(document.origin.position(k)) >= 1 for k in range(len(document.text)))
    assert "\n" not in refusal


def test_a_name_that_cannot_be_shown_is_refused(tmp_path: Path) -> None:
    for name in (b"a\nb.txt", b"a\xff.txt"):
        path = tmp_path / os.fsdecode(name)
        path.write_text("Oui.", "utf-8")
        with pytest.raises(ReadError, match="a file name with characters that cannot be shown") as raised:
            read_document(path, id="fr/a", lang="fr")
        assert str(raised.value).isprintable()
