from __future__ import annotations

import pytest
from hypothesis import given, strategies as st

from align.lang.facts import Date, FactKind, compare, facts, shared_names, similar_names


def mismatch_kinds(a: tuple[str, str], b: tuple[str, str], known: frozenset[str] = frozenset()) -> list[FactKind]:
    return [mismatch.kind for mismatch in compare(facts(a[1], a[0]), facts(b[1], b[0]), known=known)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("fr", "1\u202f234,5 tonnes"), ("en", "1,234.5 tonnes")),
        (("ru", "двенадцать тысяч томов"), ("fr", "12 000 volumes")),
        (("ru", "17 мая 1974 г."), ("en", "on May 17, 1974,")),
        (("ru", "17.05.1974"), ("fr", "le 17 mai 1974")),
        (("ru", "девятого октября"), ("en", "on the ninth of October")),
        (("ru", "семнадцатого"), ("fr", "le 17")),
        (("ru", "в 30-х годах"), ("en", "in the thirties")),
        (("fr", "les années 80"), ("en", "the 1980s")),
        (("ru", "XIX век"), ("fr", "XIXe siècle")),
        (("ru", "XIX век"), ("en", "19th century")),
        (("ru", "В ночь на 18 мая"), ("fr", "Dans la nuit du 17 au 18 mai")),
        (("ru", "в семь часов вечера"), ("fr", "à 19 heures")),
        (("en", "both brothers"), ("ru", "два брата")),
        (("en", "10 miles"), ("ru", "16 км")),
        (("en", "30 yards"), ("fr", "30 mètres")),
        (("en", "650 pounds"), ("ru", "300 кг")),
        (("ru", "5 км"), ("en", "3.1 miles")),
        (("en", "2 to 4 inches"), ("fr", "5 à 10 cm")),
        (("fr", "trois jours et trois nuits"), ("ru", "трёх суток")),
        (("ru", "декабрьских выборах"), ("en", "the December elections")),
        (("fr", "une barge"), ("en", "one of the barges")),
        (("fr", "à 1,5 km de là"), ("en", "about a mile away")),
        (("en", "half a mile"), ("fr", "800 mètres")),
        (("en", "the 6-foot-6 forward"), ("fr", "1,98 m")),
        (("en", "six feet six inches tall"), ("ru", "ростом 198 см")),
        (("fr", "1 m 98"), ("ru", "198 сантиметров")),
        (("ru", "двухметровый забор"), ("fr", "une clôture de 2 mètres")),
        (("en", "1,000 acres"), ("fr", "400 hectares")),
        (("en", "2,000 square feet"), ("ru", "190 кв. м")),
        (("en", "80 degrees"), ("fr", "26 degrés")),
        (("ru", "минус 5 градусов"), ("fr", "moins 5 °C")),
        (("fr", "sûr à 100 %"), ("en", "quite sure")),
        (("ru", "более 30 лет назад"), ("en", "decades ago")),
        (("ru", "более 30 лет назад"), ("fr", "il y a plusieurs dizaines d’années")),
        (("ru", "11 футболистов"), ("en", "11 players")),
    ],
)
def test_equal_values_in_two_forms_are_no_difference(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert mismatch_kinds(a, b) == []
    assert mismatch_kinds(b, a) == []


@pytest.mark.parametrize(
    ("a", "b", "kinds"),
    [
        (("ru", "сто шестьдесят ящиков"), ("en", "a hundred and sixteen crates"), [FactKind.NUMBER]),
        (("ru", "от 9 октября"), ("fr", "du 9 novembre"), [FactKind.DATE]),
        (("ru", "17 мая 1974 г."), ("en", "17 May 1947"), [FactKind.DATE]),
        (("fr", "trois hommes"), ("en", "men"), [FactKind.NUMBER]),
        (("fr", "5 dollars"), ("en", "5 euros"), [FactKind.NUMBER]),
        (("fr", "10 km"), ("en", "16 miles"), [FactKind.NUMBER]),
        (("en", "6 feet"), ("fr", "6 mètres"), [FactKind.NUMBER]),
        (("en", "10 miles"), ("ru", "17 км"), [FactKind.NUMBER]),
        (("en", "640 pounds"), ("fr", "295 kg"), [FactKind.NUMBER]),
        (("fr", "1,98 m"), ("ru", "189 см"), [FactKind.NUMBER]),
        (("en", "80 degrees"), ("fr", "36 degrés"), [FactKind.NUMBER]),
        (("fr", "une hausse de 100 %"), ("en", "a rise of 10%"), [FactKind.NUMBER]),
    ],
)
def test_different_values_are_a_difference(a: tuple[str, str], b: tuple[str, str], kinds: list[FactKind]) -> None:
    assert mismatch_kinds(a, b) == kinds


def mismatch_kinds_without_tables(a: tuple[str, str], b: tuple[str, str]) -> list[FactKind]:
    ours, theirs = facts(a[1], a[0], other_langs=(b[0],)), facts(b[1], b[0], other_langs=(a[0],))
    return [mismatch.kind for mismatch in compare(ours, theirs)]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("de", "am 21. 12. 1920"), ("pl", "21.12.1920 r.")),
        (("nl", "op 21-12-1920"), ("pt", "em 21/12/1920")),
        (("el", "στις 21/12/1920"), ("en", "on 21 December 1920")),
        (("zh", "1920年12月21日"), ("en", "on 21 December 1920")),
        (("de", "35 000 Einträge"), ("pl", "35 tys. wpisów")),
        (("it", "35mila"), ("es", "35.000")),
        (("es", "3,5 millones"), ("en", "3.5 million")),
        (("pt", "35 mil"), ("tr", "35 bin")),
        (("zh", "350万条"), ("en", "3.5 million entries")),
        (("ja", "2億人"), ("fr", "200 millions")),
        (("ar", "٣٥ ألفًا"), ("fr", "35 000")),
        (("ar", "٢٬٥٠٠ ورقة و١٬٢٥٠٫٥٠ كرونة"), ("fr", "2 500 feuilles, 1 250,50 couronnes")),
        (("zh", "早上6点30分"), ("en", "6.30 in the morning")),
        (("el", "στις 6.30 π.μ."), ("en", "at 6.30 a.m.")),
        (("uk", "35 тис. записів"), ("ru", "тридцать пять тысяч записей")),
        (("de", "12 Jahre"), ("en", "twelve years")),
        (("de", "zwölf Jahre"), ("en", "twelve years")),
        (("nl", "om 6.30 uur"), ("pt", "às 6h30")),
    ],
)
def test_figures_of_languages_without_tables_are_compared_by_value(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert mismatch_kinds_without_tables(a, b) == []
    assert mismatch_kinds_without_tables(b, a) == []


@pytest.mark.parametrize(
    ("a", "b"),
    [
        (("de", "am 21. 12. 1920"), ("pl", "22.12.1920 r.")),
        (("zh", "350万条"), ("en", "3.6 million entries")),
        (("zh", "6点30分"), ("en", "6.40 in the morning")),
        (("ar", "٢٬٥٠٠ ورقة"), ("fr", "2 600 feuilles")),
        (("de", "am 9.11.1920"), ("pl", "8.11.1920 r.")),
    ],
)
def test_different_figures_of_languages_without_tables_are_a_difference(a: tuple[str, str], b: tuple[str, str]) -> None:
    assert set(mismatch_kinds_without_tables(a, b)) == {FactKind.NUMBER}


def test_a_date_has_its_parts_and_its_span() -> None:
    text = "Il partit le 17 mai 1974 au matin."
    (date,) = (fact for fact in facts(text, "fr") if fact.kind is FactKind.DATE)
    assert date.value == Date(day=17, month=5, year=1974)
    assert text[date.span.start : date.span.end] == "17 mai 1974"


@pytest.mark.parametrize("text", ["It may rain.", "They march on.", "May I?"])
def test_a_verb_is_no_firm_month(text: str) -> None:
    assert not any(fact.kind is FactKind.DATE and fact.firm for fact in facts(text, "en"))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Щавелеву", "Chtchavelev"),
        ("Щавелева", "Shchavelev"),
        ("Chtchavelev", "Shchavelev"),
        ("Журавлёва", "Jouravliova"),
        ("Журавлёвой", "Zhuravlyova"),
        ("Толстой", "Tolstoï"),
        ("Ящерске", "Iachtchersk"),
        ("Аделаиду", "Adélaïde"),
        ("Хрящов", "Khryashchov"),
        ("Джон", "John"),
        ("Уэст", "West"),
        ("Говард", "Howard"),
        ("Тереза", "Theresa"),
        ("Уайтхолл", "Whitehall"),
        ("Германии", "Allemagne"),
        ("Соединённых", "States"),
        ("Хезер", "Heather"),
        ("Смит", "Smith"),
        ("Чжу", "Zhu"),
        ("Йельском", "Yale"),
        ("Индонезийское", "Indonesian"),
        ("Достоевского", "Dostoevsky"),
        ("Уэйд", "Wade"),
        ("Азиатским", "Asian"),
        ("Иранская", "Iran"),
        ("Китайский", "China"),
        ("Μπραντ", "Brandt"),
        ("Λίντνερ", "Lindner"),
        ("Νόβακ", "Новака"),
    ],
)
def test_a_name_matches_across_scripts_and_cases(a: str, b: str) -> None:
    assert similar_names(a, b)
    assert similar_names(b, a)


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Чечулин", "Shchavelev"),
        ("Москва", "Paris"),
        ("Горле", "Gullet"),
        ("Laverne", "Толланд"),
        ("Россия", "Germany"),
        ("Петровский", "Ivanov"),
        ("Пинск", "Minsk"),
    ],
)
def test_different_names_do_not_match(a: str, b: str) -> None:
    assert not similar_names(a, b)


RU = "Пришёл вчера Петров, а потом и Сидоров."
FR = "Hier vinrent Petrov, puis Sidorov."


def test_a_replaced_name_is_a_difference_only_if_both_names_are_known() -> None:
    known = shared_names(facts(RU, "ru"), facts(FR, "fr"))
    assert known == {"Петров", "Сидоров", "Petrov", "Sidorov"}
    assert mismatch_kinds(("ru", "и пришёл Петров"), ("fr", "et Sidorov vint"), known) == [FactKind.NAME]
    assert mismatch_kinds(("ru", "и пришёл Петров"), ("fr", "et Sidorov vint")) == []


def test_a_name_replaced_by_a_pronoun_or_a_translation_is_no_difference() -> None:
    known = shared_names(facts(RU, "ru"), facts(FR, "fr"))
    assert mismatch_kinds(("ru", "и пришёл Петров"), ("fr", "et il vint"), known) == []
    assert mismatch_kinds(("ru", "с Нижней улицы"), ("fr", "de la rue Basse"), known) == []


def test_a_word_that_begins_a_sentence_is_no_firm_name() -> None:
    found = {
        fact.value: fact.firm for fact in facts("Bricks shift. Then Bartleby came.", "en") if fact.kind is FactKind.NAME
    }
    assert found["Bartleby"]
    assert not found["Bricks"]


@pytest.mark.parametrize(
    ("lang", "text", "firm"),
    [
        ("ru", "не заплатили", True),
        ("ru", "не только", False),
        ("ru", "до тех пор, пока он не придёт", False),
        ("ru", "пока не пришёл", True),
        ("fr", "il ne vient pas", True),
        ("fr", "il ne boit que de l’eau", False),
        ("fr", "n’en demandons pas", True),
        ("en", "they haven’t", True),
        ("en", "without", False),
        ("en", "not only", False),
    ],
)
def test_a_negation_is_firm_unless_its_idiom_does_not_negate(lang: str, text: str, firm: bool) -> None:  # noqa: FBT001
    found = [fact for fact in facts(text, lang) if fact.kind is FactKind.NEGATION]
    assert found
    assert any(fact.firm for fact in found) is firm


@pytest.mark.parametrize(
    ("kind", "lang", "text"),
    [
        (FactKind.MODALITY, "ru", "может быть"),
        (FactKind.MODALITY, "fr", "peut-être"),
        (FactKind.MODALITY, "en", "perhaps"),
        (FactKind.PERSON, "ru", "нашей"),
        (FactKind.PERSON, "fr", "nous"),
        (FactKind.PERSON, "en", "our"),
        (FactKind.RECURRENCE, "ru", "больше не"),
        (FactKind.RECURRENCE, "fr", "on ne lira plus"),
        (FactKind.RECURRENCE, "en", "no longer"),
    ],
)
def test_cues_are_found(kind: FactKind, lang: str, text: str) -> None:
    assert any(fact.kind is kind and fact.firm for fact in facts(text, lang))


def test_ne_plus_que_and_plus_de_are_no_recurrence() -> None:
    for text in ("il n’a plus que lui", "il n’y a pas plus de dix hommes"):
        assert not any(fact.kind is FactKind.RECURRENCE and fact.firm for fact in facts(text, "fr"))


@pytest.mark.parametrize(
    ("lang", "text"),
    [
        ("en", "So said the Supreme Court and the House."),
        ("fr", "Ainsi parla la Cour suprême du Nord."),
        ("ru", "Так сказал Верховный суд."),
        ("tr", "Kitap 3 Ekim günü çıktı."),
        ("pt", "Assim falou a Dra. Ela."),
        ("el", "Έφτασε στις 3 Οκτωβρίου."),
    ],
)
def test_institutions_titles_and_directions_are_no_names(lang: str, text: str) -> None:
    assert not any(fact.kind is FactKind.NAME and fact.firm for fact in facts(text, lang))


def test_a_name_after_a_title_is_firm() -> None:
    text = "It was said by Sen. Flake."
    assert any(fact.value == "Flake" and fact.firm for fact in facts(text, "en"))


@given(st.text(max_size=60), st.sampled_from(["en", "fr", "ru", "pt-BR", "und"]))
def test_any_text_agrees_with_itself(text: str, lang: str) -> None:
    found = facts(text, lang)
    assert all(0 <= fact.span.start < fact.span.end <= len(text) for fact in found)
    assert list(found) == sorted(found, key=lambda fact: (fact.span, fact.kind))
    assert compare(found, found) == ()
