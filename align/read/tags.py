"""Names of folders and files -> BCP 47 language tags, and the name of a text without its language."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from align.lang.names import two_letter_code

if TYPE_CHECKING:
    from pathlib import Path


def _names(table: str) -> frozenset[str]:
    return frozenset(table.split())


# ISO 639-1, the languages that have a code of two letters. A table, since every command asks for them at its start.
_TWO_LETTERS = _names(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka
    kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng
    nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st
    su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """
)

# Three-letter names that could be languages, but usually are something else.
_FOLDERS = _names(
    """
    aux bak bin bib cfg css csv dat dev dir dist doc eml env etc git htm img inc lib log man mat mht new obj odp ods odt
    old org ott out pdf pic pkg png pot raw ref res rst rtf run sav sbv src srt sql sys tbx tex tmp tmx tsv txt usr var
    vcs vtt web www xlf xls xml zip
    """
)

_TAG = re.compile(
    r"(?P<language>[a-z]{2,3})(?:-(?P<script>[a-z]{4}))?(?:-(?P<region>[a-z]{2}|\d{3}))?"
    r"(?P<variants>(?:-(?:[a-z\d]{5,8}|\d[a-z\d]{3}))*)",
    re.IGNORECASE | re.ASCII,
)


def language_tag(name: str) -> str | None:
    """Return a name as a BCP 47 tag in its usual form; None if it is not one.

    "FR", "fra" and "fre" give "fr", "pt_br" gives "pt-BR", "zh-hant" gives "zh-Hant". A language of two letters must
    be in ISO 639-1. A language of three letters becomes two letters where it has such a code. Any other three letters
    are accepted, except common names of folders and files such as src, doc and tmp.
    """
    match = _TAG.fullmatch(name.replace("_", "-"))
    if not match:
        return None
    language = match["language"].lower()
    if len(language) == 2:  # noqa: PLR2004
        if language not in _TWO_LETTERS:
            return None
    elif language in _FOLDERS:
        return None
    else:
        language = two_letter_code(language)
    parts = [language, (match["script"] or "").title(), (match["region"] or "").upper(), match["variants"][1:].lower()]
    return "-".join(part for part in parts if part)


def loose_name(path: Path, lang: str) -> str:
    """Return the name of a file that belongs to no project, in NFC: without its suffix and without its language.

    Args:
        path: The file.
        lang: BCP 47 tag of the text. A part of the name that names this language is taken off ("book.fr.txt",
            "book.fra.txt", "book.fr"), whatever its region or script; every other part stays ("v1.2.en.md" is "v1.2").
    """
    name = path.with_suffix("")
    tag = language_tag(name.suffix[1:])
    if tag and tag.partition("-")[0] == lang.partition("-")[0]:
        name = name.with_suffix("")
    return unicodedata.normalize("NFC", name.name)
