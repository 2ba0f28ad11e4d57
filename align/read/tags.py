"""Names of folders and files -> BCP 47 language tags."""

from __future__ import annotations

import re


def _names(table: str) -> frozenset[str]:
    return frozenset(table.split())


# ISO 639-1, the languages that have a tag of two letters.
_TWO_LETTERS = _names(
    """
    aa ab ae af ak am an ar as av ay az ba be bg bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en eo
    es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv ka
    kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne ng
    nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg sh si sk sl sm sn so sq sr ss st
    su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
    """
)

# Three letters are a language too, but these are, in practice, something else.
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
    """Return a name as a BCP 47 tag in its usual case, None if it is none.

    "FR" gives "fr", "pt_br" "pt-BR", "zh-hant" "zh-Hant". Languages of two letters must be in ISO 639-1; those of
    three are taken on trust, but for names that folders commonly have, such as src, doc and tmp.
    """
    match = _TAG.fullmatch(name.replace("_", "-"))
    if not match:
        return None
    language = match["language"].lower()
    if language in _FOLDERS or (len(language) == 2 and language not in _TWO_LETTERS):  # noqa: PLR2004
        return None
    parts = [language, (match["script"] or "").title(), (match["region"] or "").upper(), match["variants"][1:].lower()]
    return "-".join(part for part in parts if part)
