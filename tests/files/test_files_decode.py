from __future__ import annotations

import codecs
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

from align.files.decode import AUTO, MAX_LINE, check_lines, decode
from align.model import ReadError

PATH = Path("x.txt")
FRENCH = (
    "L’été, la fenêtre était restée ouverte ; ça sentait déjà la forêt brûlée, et le garçon n’y voyait pas à dix pas.\n"
)
PLAIN_FRENCH = FRENCH.replace("’", "'")
RUSSIAN = (
    "Третью неделю город говорит о барже. О ней говорят в очереди за хлебом, на переправе и в бане.\n"
    "«Вы обещали нам мост, — писал редактор, — а построили сцену». Ящик так и не открыли. Я там был.\n"
)
UKRAINIAN = "Її лист надрукували, і ніхто його не читав; є ще інші.\n"
GREEK = "Η επιστολή δημοσιεύτηκε, και καμιά νύχτα δεν ήταν σαν την άλλη.\n"
JAPANESE = "灯台の灯は毎晩燃えていました。父はよくその話をしておりました。\n"
CHINESE = "他说：“我走了。你留下。”这封信发表了，今天没有人再相信一个字。\n"
POLISH = "Zażółć gęślą jaźń. Później wszyscy poszli na górę, gdzie stał mały kościół, i długo się śmiali.\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
@pytest.mark.parametrize("text", [FRENCH, RUSSIAN, "plain\n", "a 🦉 and a \u0301\n"])
def test_reads_utf8_and_marked_utf16(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), PATH) == text


def test_reads_utf16_of_either_byte_order() -> None:
    assert decode(codecs.BOM_UTF16_BE + RUSSIAN.encode("utf-16-be"), PATH) == RUSSIAN
    assert decode(codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"), PATH) == RUSSIAN


@pytest.mark.parametrize(
    ("text", "encoding", "iconv"),
    [
        (RUSSIAN, "cp1251", "WINDOWS-1251"),
        (RUSSIAN.replace("—", "-").replace("«", '"').replace("»", '"'), "koi8-r", "KOI8-R"),
        (RUSSIAN.replace("—", "-").replace("«", '"').replace("»", '"'), "cp866", "CP866"),
        (RUSSIAN, "mac-cyrillic", "MAC-CYRILLIC"),
        (RUSSIAN.replace("—", "-").replace("«", '"').replace("»", '"'), "iso8859-5", "ISO-8859-5"),
        (FRENCH, "cp1252", "WINDOWS-1252"),
        (PLAIN_FRENCH, "cp1252", "WINDOWS-1252"),
        (FRENCH, "mac-roman", "MACINTOSH"),
        (PLAIN_FRENCH, "cp850", "CP850"),
        (POLISH, "cp1250", "WINDOWS-1250"),
        (POLISH, "iso8859-2", "ISO-8859-2"),
        (UKRAINIAN, "koi8-u", "KOI8-U"),
        ("Fener bekçisi, şehrin dışındaki ağaçların altında bekliyordu.\n", "cp1254", "WINDOWS-1254"),
        (GREEK, "cp1253", "WINDOWS-1253"),
        ("Άννα. " + GREEK, "iso8859-7", "ISO-8859-7"),
        ("המכתב פורסם בכתב העת, והמשרד השיב במשפט אחד בלבד.\n", "cp1255", "WINDOWS-1255"),
        ("نُشرت الرسالة في المجلة، وأجابت الإدارة بجملة واحدة.\n", "cp1256", "WINDOWS-1256"),
        (JAPANESE, "cp932", "CP932"),
        (JAPANESE, "euc-jp", "EUC-JP"),
        ("그는 등대에서 그녀를 기다리고 있었다. 불빛은 사십 년 동안 타올랐다.\n", "cp949", "CP949"),
        (CHINESE, "gb18030", "GB18030"),
        ("他說：「我走了。你留下。」她笑了。這封信發表了，今天沒有人相信。\n", "cp950", "CP950"),
        (CHINESE, "utf-16-le", "UTF-16LE"),
        (CHINESE, "utf-16-be", "UTF-16BE"),
        (RUSSIAN, "utf-16-le", "UTF-16LE"),
        (FRENCH, "utf-16-be", "UTF-16BE"),
    ],
)
def test_names_the_likely_encoding_and_both_ways_out(text: str, encoding: str, iconv: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(("ASCII only.\n" * 2 + text).encode(encoding), PATH)
    assert f"likely {iconv}:" in str(caught.value)
    assert f"iconv -f {iconv} -t UTF-8" in str(caught.value)
    assert f"give the encoding {encoding}" in str(caught.value)
    assert "\n" not in str(caught.value)
    if "16" not in encoding:
        assert caught.value.line == 3


@pytest.mark.parametrize(
    ("text", "encodings"),
    [
        ("Третью неделю город говорит о барже.\n", ["cp1251", "koi8-r", "cp866", "mac-cyrillic", "iso8859-5"]),
        ("Elle ouvrit la porte et ne vit personne ; la rue était vide.\n", ["cp1252", "mac-roman"]),
        ("Il a été frappé à l'œil par son frère.\n", ["cp1252", "iso8859-15", "mac-roman"]),
        ("“I don’t know,” she said – and left the café.\n", ["mac-roman"]),
        ("Er ging über die Straße und hörte schöne Musik.\n", ["cp1252", "mac-roman"]),
        ("Příliš žluťoučký kůň úpěl ďábelské ódy.\n", ["cp1250", "iso8859-2"]),
        ("日本\n", ["iso2022-jp", "utf-32"]),
        (CHINESE, ["utf-16-le", "gb18030"]),
    ],
)
def test_auto_reads_a_file_as_its_guess_and_warns(text: str, encodings: list[str]) -> None:
    for encoding in encodings:
        warnings: list[str] = []
        assert decode(text.encode(encoding), PATH, AUTO, warn=warnings.append) == text
        assert warnings == [
            f"x.txt: not UTF-8; read as {encoding}, which is a guess. If letters look wrong, name the encoding."
        ]


def test_auto_is_never_silent() -> None:
    with pytest.warns(UserWarning, match="read as cp1252, which is a guess"):
        decode(FRENCH.encode("cp1252"), PATH, AUTO)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_auto_guesses_nothing_where_the_file_says_it(encoding: str) -> None:
    assert decode(RUSSIAN.encode(encoding), PATH, AUTO) == RUSSIAN


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (bytes(range(256)), "this is a binary file"),
        ((RUSSIAN * 3).encode().replace("бане".encode(), b"\xff", 1), "UTF-8 with damaged bytes"),
        (b"\x80\x81\x90\x9d\xff\xfe\xfa" * 9, "convert it to UTF-8, or name its encoding"),
    ],
)
def test_auto_refuses_what_looks_like_no_encoding(data: bytes, expected: str) -> None:
    with pytest.raises(ReadError, match=expected):
        decode(data, PATH, AUTO)


@pytest.mark.parametrize("encoding", ["cp1251", "koi8-r", "mac-cyrillic", "utf-16-le"])
def test_takes_the_encoding_it_is_told(encoding: str) -> None:
    text = "Ящик открыли.\n"
    assert decode(text.encode(encoding), PATH, encoding) == text


@pytest.mark.parametrize("encoding", ["cp1251", "cp1252", "utf-16-le", "gb18030"])
def test_a_file_that_is_utf8_is_no_other_whatever_it_is_told(encoding: str) -> None:
    text = "Один файл — в старой кодировке, other files are not.\n"
    assert decode(text.encode(), PATH, encoding) == text


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("日本", "iso2022-jp"),
        ("日本\n", "utf-7"),
        ("日本\n", "hz"),
        ("Привет\n", "utf-16-le"),
        ("这是话。\n", "utf-16-le"),
    ],
)
def test_an_encoding_of_ascii_bytes_or_with_nul_is_read_as_told(text: str, encoding: str) -> None:
    assert decode(text.encode(encoding), PATH, encoding) == text


@pytest.mark.parametrize(
    ("text", "encoding"), [("NESCAFÉ® is a drink.\n", "cp1252"), ("её\n", "koi8-r"), ("там, сад\n", "cp866")]
)
def test_what_may_be_utf8_by_chance_is_refused(text: str, encoding: str) -> None:
    with pytest.raises(ReadError, match=f"may be UTF-8 as well as {encoding}; convert"):
        decode(text.encode(encoding), PATH, encoding)


@pytest.mark.parametrize("encoding", ["cp1251", "latin-1", "utf-16"])
def test_marked_utf16_is_read_whatever_is_named_for_the_others(encoding: str) -> None:
    assert decode("日本語\n".encode("utf-16"), PATH, encoding) == "日本語\n"


def test_byte_order_mark_goes_with_a_named_encoding_too() -> None:
    assert decode(codecs.BOM_UTF8 + b"a", PATH, "utf-8") == "a"


@pytest.mark.parametrize("name", ["cp9999", "rot13", "zlib", "idna", "unicode_escape", "a\0b", "undefined"])
def test_unknown_encoding(name: str) -> None:
    with pytest.raises(ReadError, match="unknown encoding"):
        decode(b"abc", PATH, name)


def test_bytes_that_do_not_fit_the_named_encoding() -> None:
    with pytest.raises(ReadError, match=r"x\.txt:2: not ascii: byte 0xE9"):
        decode(b"ok\nd\xe9j\xe0", PATH, "ascii")


def test_damaged_utf8_is_not_another_encoding() -> None:
    data = (RUSSIAN * 3).encode().replace("бане".encode(), b"\xff", 1)
    with pytest.raises(ReadError, match=r"x\.txt:1: not UTF-8 \(byte 0xFF\); it is UTF-8 with damaged bytes"):
        decode(data, PATH)


def test_truncated_utf16_is_refused_with_its_line() -> None:
    with pytest.raises(ReadError, match=r"x\.txt:2: not utf-16"):
        decode((codecs.BOM_UTF16_LE + RUSSIAN.encode("utf-16-le"))[:-1], PATH)


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        (b"", "the file is empty"),
        (b"\xef\xbb\xbf", "nothing but white space"),
        (" \n\t\xa0\u2003\n".encode(), "nothing but white space"),
        (b"%PDF-1.7\n...", "a PDF file"),
        (b"PK\x03\x04\x14", "a zip archive"),
        (b"\x89PNG\r\n\x1a\n", "a PNG picture"),
        (b"\xef\xbb\xbf\n<!DOCTYPE html>\n<p>Oui.</p>", "a web page"),
        (b'<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">', "a web page"),
        (b"{\\rtf1\\ansi", "an RTF file"),
        (b"\x1f\x8b\x08", "a gzip archive"),
        (bytes(range(256)), "this is a binary file"),
        (b"abc\0def\0\0ghi", "this is a binary file"),
        (codecs.BOM_UTF16_LE + b"a\0\0\0b\0", "contains NUL characters"),
        ("灯台\n".encode("iso2022-jp"), "not UTF-8; likely ISO-2022-JP: convert it with `iconv -f ISO-2022-JP"),
        ("a\n".encode("utf-32"), "not UTF-8; likely UTF-32: convert it with `iconv -f UTF-32"),
        (b"\x80\x81\x90\x9d\xff\xfe\xfa" * 9, "convert it to UTF-8, or name its encoding"),
    ],
)
def test_what_is_no_text_gets_one_line(data: bytes, expected: str) -> None:
    with pytest.raises(ReadError) as caught:
        decode(data, PATH)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_long_lines() -> None:
    check_lines((0, 3), MAX_LINE + 3, PATH)
    with pytest.raises(ReadError, match=r"x\.txt:2: a line of 1,048,577 characters"):
        check_lines((0, 3), MAX_LINE + 4, PATH)


@given(data=st.binary(max_size=200), encoding=st.sampled_from([None, "utf-8", "utf-16", "cp1251", "utf-7", "gb18030"]))
def test_any_bytes_are_text_or_refused(data: bytes, encoding: str | None) -> None:
    text, refusal = "-", ""
    try:
        text = decode(data, PATH, encoding)
    except ReadError as error:
        refusal = str(error)
    assert text.strip()
    assert "\n" not in refusal
