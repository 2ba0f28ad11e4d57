"""Bytes -> what they probably are: a file format by its first bytes, an encoding by the words that it gives."""

from __future__ import annotations

import codecs
import re
from typing import NamedTuple

_SAMPLE = 2**15  # Bytes to judge before and after the first byte that is not UTF-8; words soon repeat themselves.
_MAX_DAMAGE = 0.1  # Largest share of unreadable code points, of those outside ASCII, in damaged UTF-8.
_MIN_SCORE = 0.5  # Least mean score of a code point outside ASCII for which an encoding is named.
_MIN_HAN_SCORE = 0.3  # The same for scripts with thousands of letters, of which few are common.

_SIGNATURES = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a zip archive (a docx, odt or epub file, perhaps)"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Word or Office file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"BZh", "a bzip2 archive"),
    (b"\xfd7zXZ", "an xz archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"Rar!", "a RAR archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\0", "a SQLite database"),
)
_ACCENTED = 3  # No Latin word has more letters than this and an accent on each of them.


class Encoding(NamedTuple):
    """One encoding under its two names."""

    python: str
    iconv: str


_CYRILLIC = frozenset("оеаинтсрвлкмдпуяыьгзбчёієїОЕАИНТСРВЛКМДПУЯЫЬГЗБЧЁІЄЇ")
_WESTERN = frozenset("éèàêçôîâùûëïöäüßñáíóúãõåøæœ")
_CENTRAL = frozenset("ąćęłńśźżčďěňřšťůýžáéíóúőűöü")
_TURKISH = frozenset("ığşİçöüâîû")
_GREEK = frozenset("αοιετσνηυρπκμλςωγδθχάέήίόύώ")
_HEBREW = frozenset("יוהלאתרבמשנדעקחפםג")
_ARABIC = frozenset("اليمونرتبةعدسفهكحقأإىئ،")
_KANA = frozenset("のにはをたがでてとしれさあるいもすかなっこよらりくだまきつせおけえうみめひそ")
_HANGUL = frozenset("이다는의가에을하고지로한도를기사은리나서어아인해자그대일시")
_HANS = frozenset("的一是不了在人有我他这个们中来上大为和国地到以说时要就出会可也你对生能而子那得着下自之年过发后作里")
_HANT = frozenset("的一是不了在人有我他這個們中來上大為和國地到以說時要就出會可也你對生能而子那得著下自之年過發後作裡")
_HAN = (_KANA, _HANGUL, _HANS, _HANT)
_TYPOGRAPHY = frozenset("«»“”„‘’‚–—…№°§€·•©™¿¡\xa0，。、：；！？「」『』《》（）")

# In order of preference where two give the same words.
_CANDIDATES = (
    (Encoding("cp1251", "WINDOWS-1251"), _CYRILLIC),
    (Encoding("koi8-r", "KOI8-R"), _CYRILLIC),
    (Encoding("koi8-u", "KOI8-U"), _CYRILLIC),
    (Encoding("cp866", "CP866"), _CYRILLIC),
    (Encoding("mac-cyrillic", "MAC-CYRILLIC"), _CYRILLIC),
    (Encoding("iso8859-5", "ISO-8859-5"), _CYRILLIC),
    (Encoding("cp1252", "WINDOWS-1252"), _WESTERN),
    (Encoding("iso8859-15", "ISO-8859-15"), _WESTERN),
    (Encoding("mac-roman", "MACINTOSH"), _WESTERN),
    (Encoding("cp850", "CP850"), _WESTERN),
    (Encoding("cp1250", "WINDOWS-1250"), _CENTRAL),
    (Encoding("iso8859-2", "ISO-8859-2"), _CENTRAL),
    (Encoding("cp1254", "WINDOWS-1254"), _TURKISH),
    (Encoding("cp1253", "WINDOWS-1253"), _GREEK),
    (Encoding("iso8859-7", "ISO-8859-7"), _GREEK),
    (Encoding("cp1255", "WINDOWS-1255"), _HEBREW),
    (Encoding("cp1256", "WINDOWS-1256"), _ARABIC),
    (Encoding("cp932", "CP932"), _KANA),
    (Encoding("euc-jp", "EUC-JP"), _KANA),
    (Encoding("cp949", "CP949"), _HANGUL),
    (Encoding("gb18030", "GB18030"), _HANS),
    (Encoding("cp950", "CP950"), _HANT),
)

_PAGE = re.compile(rb"(?:\xef\xbb\xbf)?\s*(?:<\?xml[^>]*>\s*)?<(?:!doctype\s+html|html)\b", re.IGNORECASE)
_WORD = re.compile(r"[^\W\d_]+")
_APOSTROPHE = re.compile(r"(?<=[^\W\d_])’(?=[^\W\d_])")


def looks_like(data: bytes) -> str | None:
    """Name the binary format, with its article, whose files begin like `data`; return None for any other file."""
    if _PAGE.match(data):
        return "a web page"
    return next((name for signature, name in _SIGNATURES if data.startswith(signature)), None)


def stateful_encoding(data: bytes) -> Encoding | None:
    """Name the encoding of a file that UTF-8 or UTF-16 would read as something else, without any error; or None."""
    if b"\x1b$B" in data or b"\x1b$@" in data:  # Japanese mail consists of ASCII bytes.
        return Encoding("iso2022-jp", "ISO-2022-JP")
    if data.startswith((codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)):  # The first begins with the mark of UTF-16.
        return Encoding("utf-32", "UTF-32")
    return None


def likely_encoding(data: bytes, fault: int) -> Encoding | None:
    """Name the encoding in which the bytes before and after the offset `fault` look most like words.

    The answer is UTF-8 if only a few bytes are not UTF-8. The zero bytes of its spaces betray UTF-16 without a byte
    order mark. Words betray the others: the letters of a word belong to one script, its capitals follow a rule, and
    most of its letters are common in some language. Returns None if no encoding stands out.
    """
    if b"\0" in data:
        return _likely_utf16(data)
    sample = data[max(0, fault - _SAMPLE) : fault + _SAMPLE]
    if _is_damaged_utf8(sample):
        return Encoding("utf-8", "UTF-8")
    scored = [(_score(sample.decode(each.python, "replace"), common), each, common) for each, common in _CANDIDATES]
    score, best, common = max(scored, key=lambda candidate: candidate[0])
    return best if score >= (_MIN_HAN_SCORE if common in _HAN else _MIN_SCORE) else None


def _likely_utf16(data: bytes) -> Encoding | None:
    for candidate in (Encoding("utf-16-le", "UTF-16LE"), Encoding("utf-16-be", "UTF-16BE")):
        text = data[: 2 * _SAMPLE].decode(candidate.python, "replace")
        # In the wrong byte order, line ends and spaces become letters that no language has.
        if any(char.isspace() for char in text) and all(char.isprintable() or char.isspace() for char in text):
            return candidate
    return None


def _is_damaged_utf8(sample: bytes) -> bool:
    text = sample.decode("utf-8", "replace")
    foreign = sum(char > "\x7f" for char in text)
    return text.count("\ufffd") <= _MAX_DAMAGE * foreign


def _score(text: str, common: frozenset[str]) -> float:
    """Return the mean score of the code points outside ASCII: 1 for a common letter, -1 for one out of place."""
    total = count = 0.0
    for char in _WORD.sub("", text):
        if char > "\x7f":
            count += 1
            total += 0.5 if char in _TYPOGRAPHY else -1
    total += 0.5 * len(_APOSTROPHE.findall(text))  # An apostrophe inside a word is as good as a common letter.
    for word in _WORD.findall(text):
        foreign = [char for char in word if char > "\x7f"]
        count += len(foreign)
        if _is_regular(word):
            total += sum(1 if char in common else 0.2 for char in foreign)
        else:
            total -= len(foreign)
    return total / count if count else 0.0


def _is_regular(word: str) -> bool:
    one_case = word.islower() or word.isupper() or word.istitle() or word.lower() == word.upper()
    beyond_latin = sum(char >= "\u0370" for char in word)
    accented = len(word) > _ACCENTED and all("\x7f" < char < "\u0370" for char in word)
    return one_case and not accented and beyond_latin in (0, len(word))
