from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from check_quotations import paired, source, traced
from check_subjects import found, subject, words

from align.model import CharSpan, Difference, DifferenceKind, Finding, Severity

if TYPE_CHECKING:
    from pathlib import Path

FIRES = [
    ("F01", "Il y a 160 caisses.", "There are 116 crates.", "116"),
    ("F01", "Il y a cent soixante caisses.", "There are a hundred and sixteen crates.", "hundred and sixteen"),
    ("F01", "Louis XIV régna.", "Louis XVI reigned.", "XVI"),
    ("F01", "Il gagna 3 matchs sur 5.", "He won 5 games of 5.", "5"),
    ("F01", "Douze mille volumes.", "Volumes.", "Douze mille"),
    ("F02", "Il partit le 9 novembre.", "He left on 9 October.", "9 October"),
    ("F02", "Né le 17 mai 1974.", "Born on May 17, 1947.", "May 17, 1947"),
    ("F03", "Cela coûte 5 dollars.", "It costs 5 euros.", "5 euros"),
    ("F03", "64 km plus loin.", "54 km further.", "54 km"),
    ("F03", "400 m plus loin.", "405 m further.", "405 m"),
    ("F03", "La hausse fut de 3,5 %.", "The rise was 5.3 per cent.", "5.3 per cent"),
    ("F03", "Trois mètres et demi d’eau.", "Three metres of water.", "Three metres"),
    ("F04", "Voir https://exemple.org/1974/05.", "See https://exemple.org/1974/06.", "https://exemple.org/1974/06"),
    ("F04", "Écrire à anna@exemple.org.", "Write to ana@exemple.org.", "ana@exemple.org"),
    ("F06", "On ne nous a pas payés.", "We have been paid.", "ne"),
    ("F06", "Il n’a pas payé, et il ne veut pas partir.", "He has not paid, and he wants to leave.", "ne"),
    ("F06", "Il est incapable de payer.", "He can pay.", "incapable"),
    ("F06", "Il n’est pas venu ; sa sœur est malheureuse.", "He came; his sister is unhappy.", "n’"),
    ("F07", "Les cinq hommes partirent.", "The men left.", "cinq"),
]
SILENT = [
    (
        "F01",
        "Il y a 1\u202f234,5 tonnes et 252 caisses.",
        "There are 1,234.5 tons and two hundred and fifty-two crates.",
    ),
    ("F01", "Le XIXe siècle, un homme.", "The 19th century, a man."),
    ("F01", "Les deux frères.", "Both brothers."),
    ("F02", "Il partit le 17 mai 1974.", "He left on May 17, 1974."),
    ("F03", "16 km plus loin.", "10 miles further."),
    ("F03", "Trois mètres et demi d’eau.", "Three and a half metres of water."),
    ("F03", "64 km plus loin.", "65 km further."),
    ("F03", "Il faisait 26 degrés.", "It was 27 degrees."),
    ("F03", "Il fait 1,98 m.", "Его двухметровый рост."),
    ("F04", "Voir https://fr.wikipedia.org/wiki/Moscou.", "See http://en.wikipedia.org/wiki/Moscow."),
    ("F04", "Voir www.Exemple.org/a/ demain.", "See https://exemple.org/a tomorrow."),
    ("F06", "On ne nous a pas payés.", "We were never paid."),
    ("F06", "Il ne vit jamais rien ni personne.", "He never saw anything or anybody."),
    ("F06", "Il ne pouvait pas venir.", "He was unable to come."),
    ("F06", "Il n’est pas heureux.", "He is unhappy."),
    ("F06", "Il refuse de venir.", "He declines to come."),
    ("F06", "Non seulement il paie, mais il part.", "He not only pays, he leaves."),
    ("F06", "Personne ne l’a vu.", "Его никто не видел."),
    ("F07", "Les deux hommes.", "Both men."),
]


@pytest.mark.parametrize("code", ["F01", "F02", "F03", "F06", "F07"])
def test_what_only_tables_can_read_is_not_missed_in_a_language_without_any(tmp_path: Path, code: str) -> None:
    en = "On 3 May 1921 three thousand people paid 25 marks, and nobody regretted it."
    de = "Am 3. Mai 1921 zahlten dreitausend Menschen 25 Mark, und niemand bereute es."
    assert found(code, subject(tmp_path, {"en": en, "de": de})) == []
    assert found(code, subject(tmp_path, {"de": de, "en": en})) == []


def test_figures_are_compared_in_any_language(tmp_path: Path) -> None:
    text = subject(
        tmp_path, {"en": "Since 3 May 1921 he owed 250 marks.", "de": "Seit dem 3. Mai 1921 schuldete er 520 Mark."}
    )
    (finding,) = found("F01", text)
    assert words(text, finding) == "520"


@pytest.mark.parametrize(("code", "fr", "en", "about"), FIRES)
def test_a_fact_that_differs_is_found(tmp_path: Path, code: str, fr: str, en: str, about: str) -> None:
    text = subject(tmp_path, {"fr": fr, "en": en})
    (finding,) = found(code, text)
    assert words(text, finding) == about


FR = "On ne nous a pas payés. Il part."
CAUSED = [
    ("F06", (FR, "We were never paid. He is leaving."), (FR, "We have been paid. He is leaving."), "en"),
    # It was put into the original.
    ("F06", ("On nous a payés. Il part.", "We have been paid."), (FR, "We have been paid."), "fr"),
    (
        "F07",
        ("Les cinq hommes partirent.", "The five men left."),
        ("Les cinq hommes partirent.", "The men left."),
        "en",
    ),
    # Another number was lacking before.
    (
        "F07",
        ("Les cinq hommes et les trois femmes.", "The men and the three women."),
        ("Les cinq hommes et les trois femmes.", "The five men and the women."),
        "en",
    ),
    # One more is lost.
    (
        "F06",
        ("Il ne paie pas, jamais rien, et ne part pas.", "He does not pay and he leaves."),
        ("Il ne paie pas, jamais rien, et ne part pas.", "He pays and he leaves."),
        "en",
    ),
    # The other version was edited too, but not in that.
    ("F06", ("Il n'est pas payé.", "He was not paid."), ("Il n’est pas payé.", "He was paid."), "en"),
    # The sentence now reads as another does.
    (
        "F06",
        ("Il ne part pas. Il pleut. Il part.", "He does not leave. It is raining. He leaves."),
        ("Il ne part pas. Il pleut. Il part.", "He leaves. It is raining. He leaves."),
        "en",
    ),
]
HINTS = [
    # It was so before.
    ("F06", (FR, "We have been paid. He is leaving."), (FR, "We have now been paid. He is leaving.")),
    # The sentences are new.
    ("F06", ("Il part.", "He is leaving."), (FR, "We have been paid. He is leaving.")),
    ("F06", (FR, "He is leaving."), (FR, "We have been paid. He is leaving.")),
    # Sentences changed places.
    (
        "F06",
        ("On ne nous a pas payés. Il part. Ici.", "We were never paid. He is leaving. We have been paid."),
        ("Il part. On ne nous a pas payés. Ici.", "He is leaving. We have been paid. We were never paid."),
    ),
    # What was said in two sentences is said in one, or the other way round.
    ("F06", ("Il part. On ne paie pas.", "We are paid."), ("Il part et on ne paie pas.", "We are paid.")),
    ("F06", ("Il part et on ne paie pas.", "We are paid."), ("Il part. On ne paie pas.", "We are paid.")),
]
Versions = tuple[str, str]


def held_against(folder: Path, code: str, before: Versions, now: Versions) -> list[Finding]:
    """Return what a rule finds in a text in French and English that is held against what it was, in one bead."""
    pair = subject(folder, dict(zip(("fr", "en"), before, strict=True)), beads=one_bead(before)).versions
    text = subject(folder, dict(zip(("fr", "en"), now, strict=True)), beads=one_bead(now))
    assert {finding.severity for finding in found(code, text)} <= {Severity.INFO}
    return found(code, replace(text, before=pair))


def one_bead(versions: Versions) -> list[tuple[int, int]]:
    sizes = [text.count(".") for text in versions]
    return [] if sizes[0] == sizes[1] else [(sizes[0], sizes[1])]


@pytest.mark.parametrize(("code", "before", "now", "edited"), CAUSED)
def test_a_hint_that_an_edit_of_one_version_brought_about_is_a_warning(
    tmp_path: Path, code: str, before: Versions, now: Versions, edited: str
) -> None:
    told = held_against(tmp_path, code, before, now)
    assert {finding.severity for finding in told} == {Severity.WARNING}
    language = {"fr": "French", "en": "English"}[edited]
    assert all(finding.message.endswith(f"; an edit of the {language} caused this") for finding in told)


@pytest.mark.parametrize(("code", "before", "now"), HINTS)
def test_a_hint_that_no_edit_brought_about_remains_one(
    tmp_path: Path, code: str, before: Versions, now: Versions
) -> None:
    told = held_against(tmp_path, code, before, now)
    assert {finding.severity for finding in told} == {Severity.INFO}
    assert not any("edit" in finding.message for finding in told)


def test_an_old_hint_does_not_hide_what_an_edit_brought_about(tmp_path: Path) -> None:
    texts = {"fr": "On ne nous a pas payés.", "en": "We worked for free.", "ru": "Нам заплатили."}
    before = subject(tmp_path, {"ru": "Нам не заплатили."}).versions
    (finding,) = found("F06", replace(subject(tmp_path, texts), before=before))
    assert finding.severity is Severity.WARNING
    assert {place.document for place in finding.passages} == {"fr/story", "ru/story"}


@pytest.mark.parametrize(("code", "fr", "en"), SILENT)
def test_the_same_fact_in_another_dress_is_not(tmp_path: Path, code: str, fr: str, en: str) -> None:
    lang = "ru" if re.search("[а-я]", en) else "en"
    assert found(code, subject(tmp_path, {"fr": fr, lang: en})) == []


@pytest.mark.parametrize(
    ("code", "fr", "en", "severity"),
    [
        ("F03", "À 30 mètres du but.", "At 27 metres from goal.", Severity.INFO),
        ("F03", "À 320 km du but.", "At 300 km from goal.", Severity.INFO),
        ("F03", "À 37 mètres du but.", "At 27 metres from goal.", Severity.WARNING),
        ("F03", "Une hausse de 30 %.", "A rise of 27%.", Severity.WARNING),
        ("F02", "Il partit le 28 septembre.", "He left on Friday.", Severity.INFO),
        ("F02", "Il partit vendredi 28 septembre.", "He left on Friday.", Severity.WARNING),
        ("F02", "Il partit le 28 septembre.", "He left.", Severity.WARNING),
    ],
)
def test_a_rounded_measure_and_a_day_of_the_week_for_a_date_are_hints(
    tmp_path: Path, code: str, fr: str, en: str, severity: Severity
) -> None:
    assert [finding.severity for finding in found(code, subject(tmp_path, {"fr": fr, "en": en}))] == [severity]


@pytest.mark.parametrize(
    ("fr", "en"),
    [
        ("Il partit. Il revint en 1974.", "He left in 1974. He came back."),
        ("Il vit Karpenko. Il partit avec Moreau.", "He saw Karpenko and Moreau. He left."),
    ],
)
def test_what_moved_into_the_neighbouring_bead_is_not_missed(tmp_path: Path, fr: str, en: str) -> None:
    text = subject(tmp_path, {"fr": fr, "en": en})
    assert [finding for code in ("F01", "F05") for finding in found(code, text)] == []


def test_a_number_of_the_neighbouring_bead_does_not_answer_twice(tmp_path: Path) -> None:
    text = subject(tmp_path, {"fr": "Il vint en 1974. Il partit en 1974.", "en": "He came in 1974. He left in 1976."})
    assert [words(text, finding) for finding in found("F01", text)] == ["1976"]


def test_a_null_bead_states_nothing(tmp_path: Path) -> None:
    text = subject(tmp_path, {"fr": "Il vint. Il avait 34 ans.", "en": "He came."}, beads=[(1, 1), (1, 0)])
    assert found("F01", text) == []


def test_an_n_to_m_bead_is_compared_as_a_whole(tmp_path: Path) -> None:
    text = subject(
        tmp_path, {"fr": "Il avait 34 ans. Elle en avait 45.", "en": "He was 34 and she 45."}, beads=[(2, 1)]
    )
    assert found("F01", text) == []


def test_a_note_call_is_no_number_and_a_note_has_its_own_rules(tmp_path: Path) -> None:
    fr = "Il partit[^12].\n\n[^12]: Archives, 1974, https://exemple.org/a.\n"
    en = "He left[^13].\n\n[^13]: Archives, 1975, https://exemple.org/b.\n"
    text = subject(tmp_path, {"fr": fr, "en": en})
    assert [finding for code in ("F01", "F04") for finding in found(code, text)] == []


def test_the_finding_shows_both_passages_and_marks_both_numbers(tmp_path: Path) -> None:
    text = subject(tmp_path, {"fr": "Il y a 160 caisses.", "en": "There are 116 crates."})
    (finding,) = found("F01", text)
    assert [place.document for place in finding.passages] == ["fr/story", "en/story"]
    assert [place.document for place in finding.marked] == ["fr/story", "en/story"]
    assert finding.message == "Number differs: “160” in French, “116” in English"
    assert finding.severity is Severity.WARNING


@pytest.mark.parametrize(
    ("code", "fr", "en", "message"),
    [
        ("F06", "On nous a payés.", "We were not paid.", "The English negates (“not”); the French sentence does not"),
        ("F07", "Les cinq hommes partirent.", "The men left.", "Number “cinq” is missing from the English"),
        ("F01", "Volumes.", "Twelve thousand volumes.", "Number “Twelve thousand” is missing from the French"),
    ],
)
def test_the_message_about_a_missing_fact_names_the_languages(
    tmp_path: Path, code: str, fr: str, en: str, message: str
) -> None:
    (finding,) = found(code, subject(tmp_path, {"fr": fr, "en": en}))
    assert finding.message == message


def test_what_is_told_of_a_quotation_is_not_told_again(tmp_path: Path) -> None:
    text = paired(
        tmp_path, {"fr": "« Il y a 160 caisses ici », dit-il.", "en": "“There are 116 crates here,” he said."}
    )
    span = CharSpan(start=text.versions["en/story"].document.text.index("116"), end=14)
    difference = Difference(kind=DifferenceKind.NUMBER, rendering=span)
    assert len(found("F01", text)) == 1
    assert found("F01", traced(text, source(tmp_path, "Здесь 160 ящиков."), {"en/story": (difference,)})) == []


@pytest.mark.parametrize(
    ("langs", "one", "other", "about"),
    [
        (
            ("fr", "en"),
            "Hier vint Karpenko. Puis Karpenko partit.",
            "Yesterday Karpenko came. Then Moreau left.",
            "Moreau",
        ),
        (
            ("ru", "en"),
            "Ключ взял Чечулин. Так сказал Чечулин.",
            "The key was with Chechulin. So said Okafor.",
            "Okafor",
        ),
        (("ru", "fr"), "Ключ взял Чечулин у нас.", "La clef fut prise par Moreau.", "Moreau"),
        # Beside the same name it may stand anywhere, and one that is said twice is to be said twice.
        (
            ("fr", "ru"),
            "Ce fut la troisième défaite de la saison pour les joueurs d’Adam Lindqvist.",
            "Для людей Адама Кифа, побеждённых в пятницу вечером дома, это было третье поражение.",
            "Кифа",
        ),
        (
            ("fr", "ru"),
            "L’église fut dirigée par Lindqvist Howard Johnson.",
            "Церковью руководил Джон Говард Джонсон.",
            "Джон",
        ),
        (
            ("en", "ru"),
            "Then the Rangers came. Yet Karpenko won.",
            "Тут пришли «Рейнджерс». Но «Рейнджерс» победили.",
            "Рейнджерс",
        ),
        (
            ("fr", "en"),
            "Hier Scott Karpenko vit Declan Menga.",
            "Yesterday Scott Robinson saw Declan Menga.",
            "Robinson",
        ),
        # At the head of a sentence a name is known by its fellow, and in a list by its neighbours.
        (("fr", "en"), "Matthew Albence parla hier.", "Last week Varga Albence spoke.", "Varga"),
        (("ru", "fr"), "Они были в Берлине и Москве вчера.", "Ils furent à Berlin et Karpenko hier.", "Karpenko"),
        # A country that is named elsewhere is surely not rendered by a name that is nowhere else.
        (
            ("en", "ru"),
            "He lives in Germany. The reply came from Germany at last.",
            "Он живёт в Германии. Наконец пришёл ответ от Линдквист.",
            "Линдквист",
        ),
        # Nor is one that is named once, if nothing else is left over.
        (("fr", "en"), "Il sut que l’Europe avait gagné.", "He knew that Karpenko had won.", "Karpenko"),
        # The only names that are left over may stand anywhere.
        (
            ("fr", "en"),
            "Selon un rapport de Nielsen, ils furent plus de vingt millions de personnes.",
            "It is likely that more than the twenty million people were told by Bernardi.",
            "Bernardi",
        ),
        # A name that is known by another is not a strange spelling of this one.
        (
            ("fr", "en"),
            "Ici vint Hibernian. Puis Hibernian partit.",
            "Here came Hibernian. Then Bernardi left.",
            "Bernardi",
        ),
        # Nor is one taken for a name, or for a word, that it only resembles, if it has a nearer counterpart elsewhere.
        (
            ("en", "ru"),
            "Here came Daley at last. Then Tolland left.",
            "Наконец пришёл Дейли. Потом Дейли ушёл.",
            "Дейли",
        ),
        (
            ("en", "fr"),
            "Here came Candide. Then Candide was led away.",
            "Ici vint Candide. Puis Okafor fut conduit ailleurs.",
            "Okafor",
        ),
        (
            ("fr", "en"),
            "Ici vint Coulibaly. Puis Morelos vit Coulibaly.",
            "Here came Coulibaly. Then Morelos saw Moreau.",
            "Moreau",
        ),
        # What the sentence before lacks as well stands no less for another name.
        (("fr", "en"), "Hier il partit. Puis vint Karpenko.", "Hence Karpenko left. Then came Moreau.", "Moreau"),
        # Beside the same name it is missed though it is dropped elsewhere.
        (
            ("fr", "en"),
            "Il vit Dolly Menga. Elle vit Dolly Menga.",
            "He saw Menga. She saw Lindqvist Menga.",
            "Lindqvist",
        ),
        # What is a word elsewhere is a name where both versions leave it as it is.
        (
            ("fr", "en"),
            "Il vit Johnny English. Puis Johnny English partit.",
            "He saw Johnny English. Then Johnny Okafor left.",
            "Okafor",
        ),
    ],
)
def test_a_name_that_stands_for_another_is_found(
    tmp_path: Path, langs: tuple[str, str], one: str, other: str, about: str
) -> None:
    text = subject(tmp_path, dict(zip(langs, (one, other), strict=True)))
    assert [words(text, finding) for finding in found("F05", text)] == [about]


@pytest.mark.parametrize(
    ("langs", "one", "other"),
    [
        (("ru", "fr"), "К нам пришёл Толстой.", "Chez nous vint Tolstoï."),
        (("ru", "en"), "Он видел Толстого и Гамильтона.", "He saw Tolstoy and Hamilton."),
        (("fr", "en"), "Il vit en Allemagne.", "He lives in Germany."),
        (("fr", "en"), "Alors Karpenko partit.", "Then he left."),
        (("ru", "en"), "Сказал Уилл Уэст.", "So said Will West."),
        (("fr", "en"), "Il lut « La Clef des chambres vides ».", "He read “The Key to Empty Rooms”."),
        (("fr", "en"), "Selon la Cour, il partit.", "He left, says the House."),
        (("ru", "en"), "Он видел Пуча в Цинхае.", "He saw Puig in Qinghai."),
        (("en", "ru"), "He saw a Bavarian and Karpenko.", "Он видел баварца и Карпенко."),
        (("en", "ru"), "He won at St Johnstone and Ladbrokes.", "Он победил в Сент-Джонстоне."),
        (("en", "ru"), "They came to London. The Metropolitan Police came.", "Они в Лондоне. Пришла полиция Лондона."),
        (("en", "fr"), "The Blues met Karpenko.", "Le Chelsea vit Karpenko."),
        (("fr", "en"), "Ils virent les Napolitains.", "They saw Napoli there."),
        (("en", "ru"), "In the Europa League he saw it.", "Он видел это в Евролиге."),
        # Whoever is called by two names here may be called by one there.
        (("fr", "en"), "Hier Mme May parla, puis May partit.", "Yesterday Theresa May spoke, then she left."),
        # A word that is written small elsewhere is no name, and in German a capital shows none.
        (("fr", "en"), "Il vit la Vérité. La vérité est là.", "He saw Karpenko. Here it is."),
        (("fr", "en"), "Il vit Karpenko le jour de la fête.", "He came on the Seventeenth of May."),
        (("de", "fr"), "Er sah den Gipfel und Karpenko.", "Il vit Karpenko et Moreau."),
        (("en", "fr"), "He Found Only Kitchens Yesterday Morning", "Hier il vit seulement Moreau et des cuisines"),
    ],
)
def test_a_name_in_another_dress_is_not(tmp_path: Path, langs: tuple[str, str], one: str, other: str) -> None:
    assert found("F05", subject(tmp_path, dict(zip(langs, (one, other), strict=True)))) == []


def test_a_name_that_is_spelled_differently_throughout_is_left_alone(tmp_path: Path) -> None:
    fr = "Hier vint Jong. Puis vint Jong. Enfin Jong partit."
    ru = "Вчера пришёл Чен. Потом пришёл Чен. Наконец Чен ушёл."
    assert found("F05", subject(tmp_path, {"fr": fr, "ru": ru})) == []


@pytest.mark.parametrize(
    ("code", "texts", "about"),
    [
        # One translation is wrong.
        ("F01", ("En 1974.", "In 1974.", "В 1975 году."), ["1975"]),
        # The pivot is: once is enough.
        ("F01", ("En 1974.", "In 1975.", "В 1975 году."), ["1975"]),
        # Each translation has a fault of its own.
        ("F01", ("En 1974.", "In 1975.", "В 1976 году."), ["1975", "1976"]),
        # The pivot does not say.
        ("F01", ("Les hommes partirent.", "Five men left.", "Шесть человек ушли."), ["Шесть"]),
        ("F05", ("Puis il partit.", "Then Karpenko left.", "Потом Моро ушёл."), ["Моро"]),
    ],
)
def test_three_versions_show_each_fault_once(
    tmp_path: Path, code: str, texts: tuple[str, str, str], about: list[str]
) -> None:
    text = subject(tmp_path, dict(zip(("fr", "en", "ru"), texts, strict=True)))
    assert [words(text, finding) for finding in found(code, text)] == about
