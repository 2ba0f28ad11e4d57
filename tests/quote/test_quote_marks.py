from __future__ import annotations

import pytest
from quote_texts import depths_and_words, document
from work import calls

from align.model import AnomalyKind, FragmentMark, QuotationForm
from align.quote import quotations

NBSP, NNBSP = "\u00a0", "\u202f"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("fr", "Elle dit « oui, mais plus tard » et part.", [(1, "oui, mais plus tard")]),
        ("fr", f"Elle dit «{NBSP}oui{NBSP}» et «{NNBSP}non{NNBSP}».", [(1, "oui"), (1, "non")]),
        ("ru", "Он ответил: «Приду к ужину».", [(1, "Приду к ужину")]),
        ("en", "She said “not today” and left.", [(1, "not today")]),
        ("en", "It’s the dogs’ bowl, the ’90s, O’Brien’s hat and rock ’n’ roll.", []),
        ("en", "the ‘90s were over", []),
        ("he", 'בצה"ל כתב ד"ר לוי: "הארץ קטנה" ועזב כ־14 ק"מ.', [(1, "הארץ קטנה")]),
        ("zh", "这是“一种‘疲倦’的标志”。", [(1, "一种‘疲倦’的标志"), (2, "疲倦")]),
        ("zh", '他说"你好"就走了。', [(1, "你好")]),
        ("en", "the word ‘river’ isn’t his", [(1, "river")]),
        ("en", "the ‘dogs’ bowl’ is theirs", [(1, "dogs’ bowl")]),
        ("en", "the ‘cats’ and the ‘dogs’ met", [(1, "cats"), (1, "dogs")]),
        (
            "en",
            "“‘It’s mine,’ she says, and I’m gone”",
            [(1, "‘It’s mine,’ she says, and I’m gone"), (2, "It’s mine,")],
        ),
        ("en", "It's 'quite simple', isn't it?", [(1, "quite simple")]),
        ("en", "'Tis a pity, and 'em too, in the '60s", []),
        ("fr", "L'homme qu'on appelle l’ami", []),
        ("en", 'He said "no" and "never"—"never", twice.', [(1, "no"), (1, "never"), (1, "never")]),
        ("en", 'a 12" record called "Dawn"', [(1, "Dawn")]),
        ("en", '"He said "go" to me"', [(1, 'He said "go" to me'), (2, "go")]),
        ("fr", f'mot " entre espaces " ici, 5{NBSP}% ', [(1, "entre espaces")]),
        ("de", "Er sagte: „Ich komme“ und „Ich gehe“.", [(1, "Ich komme"), (1, "Ich gehe")]),
        ("de", "Er sagte: »Ich komme« und ging.", [(1, "Ich komme")]),
        ("de", "Er sagte: «Ich komme» und ging.", [(1, "Ich komme")]),
        ("de", "„Sie rief ‚halt‘ und lief“", [(1, "Sie rief ‚halt‘ und lief"), (2, "halt")]),
        ("ru", "„Слово“ и «внутри „другого“ слова»", [(1, "Слово"), (1, "внутри „другого“ слова"), (2, "другого")]),
        ("ru", "сказано “на ветру” и “в тени”", [(1, "на ветру"), (1, "в тени")]),
        ("en", "“one «two ‘three’ two» one”", [(1, "one «two ‘three’ two» one"), (2, "two ‘three’ two"), (3, "three")]),
        ("fr", "« un “deux” un »", [(1, "un “deux” un"), (2, "deux")]),
        ("en", "an empty “” pair and “ ” another", []),
        ("pl", "Powiedział: „Idę” i wyszedł.", [(1, "Idę")]),
        ("cs", "Řekl: »Jdu« a ‚odešel‘.", [(1, "Jdu"), (1, "odešel")]),
        ("sv", "Hon sade: ”Jag kommer”, och ’gick’.", [(1, "Jag kommer"), (1, "gick")]),
        ("fi", "Hän sanoi: »Tulen» ja ”menen”.", [(1, "Tulen"), (1, "menen")]),
        ("ja", "彼は「『はい』と言った」と書いた。", [(1, "『はい』と言った"), (2, "はい")]),
        ("zh", "他说：“我来。”", [(1, "我来。")]),
        ("en", "typed “wrong way“ round", [(1, "wrong way")]),
    ],
)
def test_marks_of_one_paragraph(lang: str, text: str, expected: list[tuple[int, str]]) -> None:
    assert depths_and_words(text, lang) == expected
    assert quotations(document(text, lang)).anomalies == ()


@pytest.mark.parametrize(
    ("lang", "mark", "end"), [("en", "“", "”"), ("fr", "« ", " »"), ("fr", "» ", " »"), ("en", '"', '"')]
)
def test_a_quotation_over_paragraphs_repeats_its_mark(lang: str, mark: str, end: str) -> None:
    opener = mark if mark != "» " else "« "
    made = document(f"{opener}One stays.\n{mark}Two goes.\n{mark}Three comes{end}, he wrote.\nNo more.", lang)
    found = quotations(made)
    [quotation] = found.quotations
    assert [made.text[f.start : f.end] for f in quotation.fragments] == ["One stays.", "Two goes.", "Three comes"]
    assert [m.kind for m in quotation.marks] == [FragmentMark.REPEAT] * 2
    assert found.anomalies == ()


def test_inner_marks_are_repeated_too() -> None:
    made = document("“He said: ‘First.\n“‘Second,’ and left.”")
    outer, inner = quotations(made).quotations
    assert (outer.depth, inner.depth) == (1, 2)
    assert [made.text[f.start : f.end] for f in inner.fragments] == ["First.", "Second,"]


def test_a_quotation_may_go_on_without_repeated_marks() -> None:
    assert depths_and_words("He wrote: “One.\nTwo.\nThree.” That was all.") == [(1, "One.\n\nTwo.\n\nThree.")]


@pytest.mark.parametrize(
    ("lang", "text", "expected", "kinds"),
    [
        # Forgotten at the end: the words run to the end of the paragraph, and no further.
        ("en", "He wrote: “One.\nTwo.\nThree.", [(1, "One.")], ["unclosed"]),
        ("en", "He wrote: “One.\n“Two.\nThree.", [(1, "One.\n\n“Two.")], ["unclosed"]),
        # A stray mark before good quotations is given up.
        ("en", "A “stray mark, then “good words” and “more”.\nEnd.", [(1, "good words"), (1, "more")], ["unclosed"]),
        ("en", "He wrote: “One.\nShe wrote “two” and “three”.", [(1, "One."), (1, "two"), (1, "three")], ["unclosed"]),
        ("en", "One” two “three”", [(1, "three")], ["unopened"]),
        ("en", "“one «two three” four» five", [(1, "one «two three")], ["unclosed", "unopened"]),
        ("en", "# A “heading\n“Words” follow.", [(1, "heading"), (1, "Words")], ["unclosed"]),
    ],
)
def test_unbalanced_marks(lang: str, text: str, expected: list[tuple[int, str]], kinds: list[str]) -> None:
    assert depths_and_words(text, lang) == expected
    assert [anomaly.kind for anomaly in quotations(document(text, lang)).anomalies] == kinds


def test_an_anomaly_points_at_its_mark() -> None:
    made = document("Good “words” and a “stray «one” here.")
    [anomaly] = quotations(made).anomalies
    assert anomaly.kind is AnomalyKind.UNCLOSED
    assert made.text[anomaly.span.start : anomaly.span.end] == "«"


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "«Я читал «Обломова», — сказал он.", [(1, "Я читал «Обломова"), (2, "Обломова")]),
        (
            "fr",
            "« Il m’a dit : « Reste », a-t-il raconté.\n« Et puis ? »",
            [(1, "Il m’a dit : « Reste"), (2, "Reste"), (1, "Et puis ?")],
        ),
        (
            "fr",
            "« Il aime « Phèdre », dit-on.\n« Et Racine. »",
            [(1, "Il aime « Phèdre », dit-on.\n\n« Et Racine."), (2, "Phèdre")],
        ),
    ],
)
def test_two_closing_marks_written_once(lang: str, text: str, expected: list[tuple[int, str]]) -> None:
    assert depths_and_words(text, lang) == expected


def test_block_quotations_are_one() -> None:
    made = document("He wrote:\n> First.\n> Second “inner” words.[3]\nThen.\n> Another.\n[3] A source.")
    first, inner, another = quotations(made).quotations
    assert made.text[first.span.start : first.span.end] == "First.\n\nSecond “inner” words."
    assert (first.form, first.note, inner.depth) == (QuotationForm.BLOCK, "3", 2)
    assert made.text[another.span.start : another.span.end] == "Another."


def test_a_block_quotation_in_marks_is_counted_once() -> None:
    [quotation] = quotations(document("> “First.\n> “Second.”")).quotations
    assert (quotation.form, quotation.depth) == (QuotationForm.MARKS, 1)


@pytest.mark.parametrize(
    ("lang", "text", "expected"),
    [
        ("ru", "— Да, — сказал он.", ["Да"]),
        ("ru", "— Да, — сказал он. — Завтра приду.", ["Да | Завтра приду."]),
        ("ru", "— Кто там?\n— Никого.", ["Кто там?", "Никого."]),
        ("ru", "Он спросил:\n— Кто там?\nТишина.", ["Кто там?"]),
        ("ru", "-- Да, -- сказал он. -- Завтра приду.", ["Да | Завтра приду."]),
        ("ru", "— это не реплика", []),
        ("ru", "* — пункт списка\n* — ещё пункт", []),
        ("es", "—¿Viene usted? —preguntó.", ["¿Viene usted?"]),
        ("es", "—De Viena —respondió ella—. Pero hablo su idioma.", ["De Viena | Pero hablo su idioma."]),
        ("pl", "— Z Wiednia — odpowiedziała. — Ale mówię.", ["Z Wiednia | Ale mówię."]),
        ("pt", "— De Viena — respondeu ela.", ["De Viena"]),
        ("fr", "— Oui, dit-elle.", ["Oui"]),
        ("fr", "— Oui, répondit Paul, et demain aussi.", ["Oui | et demain aussi."]),
        ("fr", "--Oui, répondit Paul.\n—Demain ?", ["Oui", "Demain ?"]),
        ("fr", "-t-il, dit Paul.\n--- ---\n—", []),
        # Marks may hold a dialogue, whose turns dashes part.
        ("fr", "« Tu pars ? dit-il.\n— Oui, dit-elle.\n— Bien. »\nElle sortit.", ["Tu pars ?", "Oui", "Bien."]),
        ("fr", "« Tu pars ?\n--Oui. » Il se tut.\n« Bien. »", ["Tu pars ?", "Oui.", "Bien."]),
        ("fr", '" Tu pars ?\n-- Oui. "\nElle sortit.', ["Tu pars ?", "Oui."]),
        ("fr", "Il dit : ‘Tu pars.\n— Oui.\nIl sortit.", []),
        ("fr", "« Trois points :\n— le pain ;\n— la paix. »", ["Trois points : | le pain ; | la paix."]),
        ("ru", "«Кто там?\n— Никого.\n— Как никого?»", ["Кто там?", "Никого.", "Как никого?"]),
        ("en", "— a dash\n— another", []),
        ("ru", "— Он сказал: «Жди», — ответила она.", ["Он сказал: «Жди»", "Жди"]),
    ],
)
def test_turns_of_a_dialogue(lang: str, text: str, expected: list[str]) -> None:
    made = document(text, lang)
    turns = [" | ".join(made.text[f.start : f.end] for f in q.fragments) for q in quotations(made).quotations]
    assert turns == expected


def test_an_unclosed_dialogue_is_reported_at_its_opening_mark() -> None:
    made = document("Elle dit : « Tu pars ?\n— Demain.\n— Bien.\nIl sortit.", "fr")
    found = quotations(made)
    assert [made.text[q.span.start : q.span.end] for q in found.quotations] == ["Tu pars ?", "Demain.", "Bien."]
    assert {q.form for q in found.quotations} == {QuotationForm.DIALOGUE}
    assert [(a.kind, a.span.start) for a in found.anomalies] == [(AnomalyKind.UNCLOSED, made.text.index("«"))]


@pytest.mark.parametrize("piece", ["“", "«", '"', "'x ", "‘a’ s’ b ", "“a” ", "[", "(", "— да, — сказал ", "[1] ", "…"])
def test_work_grows_with_hostile_input(piece: str) -> None:
    # What patterns take, `benchmarks/hostile.py` tells.
    short, long = (document("x " + piece * (length // len(piece)) + "x", "ru") for length in (2_000, 8_000))
    quotations(short)
    assert calls(lambda: quotations(long)) < 5 * calls(lambda: quotations(short))
