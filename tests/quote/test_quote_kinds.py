from __future__ import annotations

import pytest
from quote_texts import document

from align.model import QuotationKind
from align.quote import quotations

QUOTATION, TERM, TITLE = QuotationKind.QUOTATION, QuotationKind.TERM, QuotationKind.TITLE


@pytest.mark.parametrize(
    ("lang", "text", "kind"),
    [
        # A note, a reporting clause or a colon makes a quotation, however short.
        ("en", "They spoke of “a quiet year” [1].", QUOTATION),
        ("en", "They said “no”.", TERM),
        ("en", "They answered: “No.”", QUOTATION),
        ("en", "“A quiet year”, said Anna Reed.", QUOTATION),
        ("en", "She insists that “nobody ever came”.", QUOTATION),
        ("fr", "Il l’affirme : « jamais ».", QUOTATION),
        ("fr", "« Une année calme », assure Anne Morin.", QUOTATION),
        ("ru", "«Тихий год», — писала Анна.", QUOTATION),
        # Length, sentences and clauses.
        ("en", "It was “the quietest of all the years” there.", QUOTATION),
        ("en", "It ends so. “Nobody came.” Then night.", QUOTATION),
        ("en", "In that “I am here” lay all.", QUOTATION),
        ("fr", "Ce « nous sommes là » suffit.", QUOTATION),
        # Scripts without capitals or spaces.
        ("zh", "船长写信给他的弟弟：“我把船卖了，卖了两千五百克朗。”", QUOTATION),
        ("zh", "他说过“没有人知道是谁点的灯”这句话。", QUOTATION),
        ("ja", "彼は言った：「船を売った。」", QUOTATION),
        ("ar", "ثم كتب. «بعت القارب.» وسكت.", QUOTATION),
        ("zh", "所谓的“改革”来了。", TERM),
        ("zh", "这封信发表在《海的信使》上。", TITLE),
        ("zh", "“从维也纳来的，”她回答说。", QUOTATION),
        ("ja", "彼は「明日は港へ行く」と言った。", QUOTATION),
        # Reporting clauses of other languages.
        ("de", "„Aus Wien“, antwortete sie.", QUOTATION),
        ("it", "«Veniamo da Vienna» rispose lei.", QUOTATION),
        ("he", '"מווינה," השיבה היא.', QUOTATION),
        ("tr", "“Geldik,” dedi.", QUOTATION),
        ("pl", "w czasopiśmie i w gazecie „Nowy dzień w mieście” wyszło", TITLE),
        ("ar", "جاء «المحررون» ليلا.", TERM),
        # Terms.
        ("en", "The “liberators” came by night.", TERM),
        ("fr", "Les « libérateurs » vinrent de nuit.", TERM),
        ("ru", "Эти «освободители» пришли ночью.", TERM),
        ("en", "the so-called “Council of the Free and Loyal Towns”", TERM),
        ("fr", "la soi-disant « république des villes libres et loyales »", TERM),
        ("ru", "так называемый «совет вольных и верных городов»", TERM),
        # Titles.
        ("en", "She wrote the novel “nobody came to the river”.", TITLE),
        ("en", "a play entitled “A Quiet Year”", TITLE),
        ("fr", "dans l’article « une année calme pour tous »", TITLE),
        ("ru", "в газете «Заря» вышло", TITLE),
        ("ru", "Пароход подошёл: на «Заре» пели.", TITLE),
        ("en", "They met at the “Golden Anchor” again.", TITLE),
        ("en", "They met at the “Golden anchor” again.", TERM),
        ("fr", "Ils se virent à « L’Ancre d’or » ce soir.", TITLE),
        ("en", "# “A year by the river”", TITLE),
        ("en", "[1] “A year by the quiet river”, Dawn, 1931.", TITLE),
    ],
)
def test_kinds(lang: str, text: str, kind: QuotationKind) -> None:
    [quotation] = quotations(document(text, lang)).quotations
    assert quotation.kind is kind
