from __future__ import annotations

import pytest
from quote_texts import document

from align.quote import quotations


@pytest.mark.parametrize(
    ("lang", "text", "chains", "speakers"),
    [
        ("en", "“We came,” said Anna Reed, “and we stay.”", "aa", ["Anna Reed"] * 2),
        ("en", "“We came”, declared Reed. “We stay”.", "aa", ["Reed"] * 2),
        ("en", "“We all came” - Reed continued - “and we stay”.", "aa", ["Reed"] * 2),
        ("en", "“We came at night.” “We stayed for years.”", "aa", [""] * 2),
        ("en", "“We all came here”, in Reed’s opinion, “and we stay”.", "aa", ["Reed"] * 2),
        ("en", "“We came at night”. Reed wrote that in May. “We stay.”", "aa", ["Reed"] * 2),
        ("fr", "« Nous sommes venus », déclare Paul Morin. « Nous restons. »", "aa", ["Paul Morin"] * 2),
        ("fr", "« Nous sommes venus », écrit-il, « pour rester ».", "aa", [""] * 2),
        ("fr", "« Nous sommes là », a ajouté Morin, « et nous restons ».", "aa", ["Morin"] * 2),
        ("ru", "«Мы пришли, — писал Иван Громов, — и остались».", " ", ["Иван Громов"]),
        ("ru", "«Мы пришли», — писал он, — «и остались».", "aa", [""] * 2),
        ("ru", "«Мы пришли и остались», — заявила Анна Громова.", " ", ["Анна Громова"]),
        ("de", "„Wir kamen“, sagte Anna Holm, „und wir bleiben.“", "aa", ["Anna Holm"] * 2),
        ("it", "«Siamo venuti» disse Anna Rossi «e restiamo.»", "aa", ["Anna Rossi"] * 2),
        ("nl", "‘Wij nemen er nota van,’ stond er, ‘en zwijgen.’", "aa", [""] * 2),
        ("zh", "“我们来了，”信中说，“并且留下。”", "aa", [""] * 2),
        ("ar", "«من فيينا»، أجابت، «ولكنني أتكلم لغتكم.»", "aa", [""] * 2),
        # A language of which only the marks are known.
        ("fi", "”Tulimme tänne viimein”, kirjeessä luki, ”ja jäämme.”", "aa", [""] * 2),
        # Not one quotation.
        ("fi", "”Tulimme tänne viimein”, kirjeessä luki, ”Kotiin” oli sana.", "  ", [""] * 2),
        ("uk", "Він писав: «Ми прийшли вночі».", " ", [""]),
        ("en", "“We came here first,” said Reed. “They came later,” said Hill.", "  ", ["Reed", "Hill"]),
        ("en", "“We came here first” [1], said Reed. “We stay” [2].", "  ", ["Reed", ""]),
        ("en", "“We came here first”, said Reed, and added that “they all came later”.", "  ", ["Reed", "Reed"]),
        ("en", "They were “new men” and “old hands”.", "  ", ["", ""]),
        ("en", "“We came by night.” The town was asleep, he says, in May. “We stayed for years.”", "  ", ["", ""]),
        ("en", "the “new men” (so they say) and “old hands”", "  ", ["", ""]),
        # Speakers of single quotations.
        ("en", "Last year Anna Reed wrote: “We came by night.”", " ", ["Anna Reed"]),
        ("en", "According to Anna Reed, they say “nobody came by night”.", " ", ["Anna Reed"]),
        ("en", "He wrote: “We came by night.”", " ", [""]),
        ("en", "“We came by night.” Reed wrote a book.", " ", [""]),
        ("fr", "Selon Paul Morin, on dit que « personne ne vint de nuit ».", " ", ["Paul Morin"]),
        ("ru", "Анна Громова вспоминала: «Мы пришли ночью».", " ", ["Анна Громова"]),
        ("ru", "По словам Громова, он считает, что «никто не пришёл ночью».", " ", ["Громова"]),
        ("ru", "— Мы пришли, — сказал Громов. — И остались.", " ", ["Громов"]),
    ],
)
def test_chains_and_speakers(lang: str, text: str, chains: str, speakers: list[str]) -> None:
    found = quotations(document(text, lang)).quotations
    first = {q.chain for q in found if q.chain}
    assert "".join("a" if q.chain else " " for q in found) == chains
    assert first <= {found[0].id}
    assert [q.speaker for q in found] == speakers


def test_ids_stay_while_the_words_stay() -> None:
    before = quotations(document("“We came by night,” he said. A “term”.\nA “term”.")).quotations
    after = quotations(document("New words.\n“We came  by night”, he says. A «term».\nA “Term”, “new”.")).quotations
    assert [q.id for q in before] == [q.id for q in after][:3]
    assert len({q.id for q in before}) == 3
    assert not any(" " in q.id for q in before)
