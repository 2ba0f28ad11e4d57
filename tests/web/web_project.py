"""A small project written for the tests, opened with a fake encoder."""

from __future__ import annotations

from typing import TYPE_CHECKING

import align
from align.encoders.fake import FakeEncoder
from align.web.desk import Desk
from align.web.dismissals import Suppressions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from align import Found, Review

ARTICLE = {
    "fr": [
        "# Le gué",
        "Le pont numéro 41 est tombé en 1931. Le maire Orlova nota la date. Personne ne vint.",
        "Une lettre de Kirsanov disait : « Le fleuve Orlova a rendu 17 barques et gardé 3 marins. »",
        "Au village 88 on compta \\<b>les\\</b> barques. On compta aussi Petrov et Petrova. Il en restait 12.",
        "La route 66 est longue. La route 67 est courte. La route 68 est fermée.",
    ],
    "en": [
        "# The ford",
        "Bridge number 41 fell in 1931. Mayor Orlova noted the date. Nobody came.",
        "A letter from Kirsanov said: “The river Orlova returned 17 boats and kept 3 sailors.”",
        "In village 88 they counted \\<b>the\\</b> boats. They counted Petrov and Petrova too. There were 12 left.",
        "Road 66 is long. Road 67 is short. Road 68 is closed.",
    ],
}
LETTER = "Письмо.\n\nРека вернула 17 лодок и оставила себе 3 матросов. Больше писать не о чем.\n"
CONCEPTS = {
    word: concept
    for concept, words in {
        "river": "fleuve river река",
        "boat": "barques boats лодок",
        "sailor": "marins sailors матросов",
        "return": "rendu returned вернула",
        "keep": "gardé kept оставила",
        "fall": "tombé fell",
        "bridge": "pont bridge",
        "road": "route road",
        "long": "longue long",
        "short": "courte short",
        "close": "fermée closed",
        "date": "date",
        "nobody": "personne nobody",
        "come": "vint came",
        "letter": "lettre letter",
        "count": "compta counted",
        "left": "restait left",
    }.items()
    for word in words.split()
}


def write_project(root: Path) -> Path:
    """Write the project's files."""
    for lang, paragraphs in ARTICLE.items():
        (root / lang).mkdir(parents=True)
        (root / lang / "gue.md").write_text("\n\n".join(paragraphs) + "\n", "utf-8")
    (root / "ru").mkdir()
    (root / "ru" / "pismo.txt").write_text(LETTER, "utf-8")
    (root / "align.toml").write_text('[project]\ntitle = "Le gué <&>"\npivot = "fr"\n', "utf-8")
    return root


def open_review(root: Path) -> Review:
    return align.open_project(root, encoder=FakeEncoder(CONCEPTS)).review()


def open_desk(
    root: Path,
    reviewer: str = "Anna",
    *,
    add: Callable[[str, str, str, str], None] = lambda *_: None,
    remove: Callable[[str], None] = lambda _: None,
    find: Callable[[str], Sequence[Found]] = lambda _: (),
) -> Desk:
    return Desk(open_review(root), reviewer, Suppressions(add=add, remove=remove), find=find)
