"""What may be known of a language, what is assumed of one that is not known, and small tables for a few neighbours."""

from __future__ import annotations

from dataclasses import dataclass

PAIRS = (("“", "”"), ("«", "»"), ("‘", "’"), ("„", "“"), ('"', '"'))
"""Quotation marks as one meets them anywhere."""

MARKS = (("“", "”“"), ("«", "»"), ("„", '“”"'), ("‘", "’"), ("‚", "‘’"), ("‹", "›"), ('"', '"'), ("'", "'"))
"""The same, with all that is seen to close what each opens."""
_INWARD = (
    ("„", '“”"'),
    ("»", "«"),
    ("«", "»"),
    ("‚", "‘’"),
    ("›", "‹"),
    ("‹", "›"),
    ("“", "”"),
    ('"', '"'),
    ("'", "'"),
)
"""Where “ and ‘ close and guillemets point inwards, as in German."""
_NORDIC = (("”", "”"), ("’", "’"), ("»", "»"))
_CORNERS = (("「", "」"), ("『", "』"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """The habits of one written language, as data.

    Abbreviations are written without their last full stop and without spaces: "т.д" stands for "т. д.". One that is
    listed in lower case covers its capitalised form as well ("Vol." for "vol."), unless it is a single letter, for a
    capital alone is an initial; what is listed with a capital does not cover the lower case.
    The defaults are what holds for a language of which nothing is known.
    """

    tag: str = "und"
    """BCP 47 tag of the table."""
    quotes: tuple[tuple[str, str], ...] = PAIRS
    """Opening and closing quotation marks: the customary levels from the outermost inwards, then what else occurs."""
    marks: tuple[tuple[str, str], ...] = MARKS
    """Opening marks, each with all that may close it, whoever typed the text; those of `quotes` are among them."""
    dashes: str = "—–-―"
    """What opens the turn of a speaker and sets off a reporting clause, the customary one first."""
    stops: str = ""
    """Characters that end a sentence here though elsewhere they do not."""
    ordinal_stop: bool = False
    """Whether "3." means "third"."""
    capital_nouns: bool = False
    """Whether every noun has a capital, so that a capital shows no name."""
    never: frozenset[str] = frozenset()
    """Abbreviations that never end a sentence: what they belong to follows."""
    numbered: frozenset[str] = frozenset({"nr", "Nr", "No", "no", "fig", "Fig", "art", "tab", "cap", "n", "núm", "num"})
    """Abbreviations only before a number, for many are words otherwise: "No. 5", but "No. He left." """
    locators: frozenset[str] = frozenset({"p", "pp", "s", "S", "str", "vol", "t", "pág", "págs", "pag"})
    """Like `numbered`, of places in a book: with its number one never begins a sentence."""
    doubtful: frozenset[str] = frozenset()
    """Abbreviations that end a sentence only before one of the `starters`, for a name may follow as well."""
    final: frozenset[str] = frozenset({"etc"})
    """Abbreviations that end a sentence before any capital, as a word does."""
    starters: frozenset[str] = frozenset()
    """Capitalised words that are no names, so that they prove the beginning of a sentence."""
    particles: frozenset[str] = frozenset()
    """Those `starters` that also open a surname, and so prove nothing after initials."""
    divisions: frozenset[str] = frozenset()
    """Names of parts of a text, lower case: with a number they are a label, not a sentence."""
    reporting: frozenset[str] = frozenset()
    """Verbs of saying that follow their subject: “Why?” Anna asked."""


def words(text: str) -> frozenset[str]:
    """Make a set of the words of a text that are parted by white space."""
    return frozenset(text.split())


DEFAULT = Language()


OTHERS = (
    Language(
        tag="cs",
        quotes=(("„", "“"), ("‚", "‘"), ("»", "«"), ('"', '"')),
        marks=_INWARD,
        ordinal_stop=True,
        never=words("např tzv tj mj dr Dr prof Prof doc Ing Mgr sv tzn resp cca ul nám"),
        numbered=words("č čl odst obr tab"),
        starters=words("Ten Ta To V Na A Ale On Ona Oni Po Před Od Do Za Když Jak Co Kdo"),
    ),
    Language(
        tag="de",
        quotes=(("„", "“"), ("‚", "‘"), ("»", "«"), ("›", "‹"), ("«", "»"), ('"', '"')),
        marks=_INWARD,
        ordinal_stop=True,
        capital_nouns=True,
        never=words(
            "z.B d.h u.a i.d.R o.ä bzw ca Dr Prof Hr Fr Frl Hrsg hrsg vgl Vgl sog St evtl z d u o v m i s Mr Mrs ggf"
            " inkl zzgl s.o s.u v.a z.T u.U m.E i.e.S geb gest Ing Dipl Mag Bsp bes betr dt engl frz griech lat russ Jh"
        ),
        numbered=words("Nr Nrn Abb Tab Art Abs Kap Anm Ziff Tel Fig"),
        locators=words("S Sp Bd Bde Z f ff H"),
        doubtful=words("n.Chr v.Chr Chr Str Mio Mrd Tsd Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez"),
        final=words("usw etc usf u.ä"),
        starters=words(
            "Der Die Das Den Dem Des Ein Eine Einen Er Sie Es Wir Ihr Ich Und Aber Doch In Im Am An Auf Aus Bei Bis Da"
            " Dann Dort Hier Als Wenn Weil Wie Was Wer Wo Warum Nach Nun Nur Seit Sein Seine Ihre So Um Von Vor Zu Zum"
            " Zur Man Mit Nicht Noch Schon Auch Diese Dieser Dieses"
        ),
        divisions=words("kapitel teil buch band abschnitt"),
    ),
    Language(tag="el", quotes=(("«", "»"), ("“", "”"), ('"', '"')), stops=";", never=words("π.χ κ κα δρ βλ σελ αρ")),
    Language(
        tag="es",
        quotes=(("«", "»"), ("“", "”"), ("‘", "’"), ('"', '"')),
        never=words("Sr Sra Srta Srs Sres D Dña Dr Dra Prof Lic Ing Gral p.ej Ud Uds Vd Vds Sto Sta av avda cf ej"),
        doubtful=words("EE.UU a.C d.C a.m p.m S.A Cía"),
        starters=words(
            "El La Los Las Un Una Y Pero No En A De Al Por Para Con Sin Se Su Sus Es Era Él Ella Ellos Esto Ese Esa"
            " Este Esta Cuando Como Si Que Qué Quién Yo Tú Nosotros Después Entonces Luego Así También Ya Aquí Allí"
        ),
        particles=words("La Las Los De El"),
        divisions=words("capítulo parte libro tomo artículo"),
    ),
    Language(
        tag="it",
        quotes=(("«", "»"), ("“", "”"), ("‘", "’"), ('"', '"')),
        never=words("sig Sig sig.ra Sig.ra sig.na Dott dott Dr Prof prof Avv Ing On p.es cfr ecc.mo ca"),
        doubtful=words("a.C d.C S.p.A"),
        final=words("ecc etc"),
        starters=words(
            "Il Lo La I Gli Le Un Una Uno E Ma Non In A Di Da Per Con Su Se Si È Era Lui Lei Loro Io Noi Questo Questa"
            " Quello Quella Quando Come Che Chi Dopo Poi Così Anche Già Qui"
        ),
        particles=words("La Lo Di Da"),
    ),
    Language(
        tag="pl",
        quotes=(("„", "”"), ("«", "»"), ("‘", "’"), ('"', '"')),
        ordinal_stop=True,
        never=words("np tzw dr prof mgr inż ks św ul al im m.in gen płk tj tzn por zob red"),
        numbered=words("nr poz art ust rys tab pkt"),
        locators=words("s t str"),
        doubtful=words("r w ww n.e tys mln mld zł gr godz"),
        final=words("itd itp"),
        starters=words("To Ten Ta W Na Z I A Ale On Ona Oni Po Przed Od Do Za Gdy Kiedy Jak Co Kto Nie Jest Był Tak"),
    ),
    Language(
        tag="pt",
        quotes=(("“", "”"), ("«", "»"), ("‘", "’"), ('"', '"')),
        never=words("Sr Sra Srs Dr Dra Prof Profa Eng Exmo Exma D p.ex cf av Av"),
        doubtful=words("a.C d.C S.A Cia EUA"),
        starters=words(
            "O A Os As Um Uma E Mas Não Em No Na De Do Da Por Para Com Sem Se Seu Sua É Era Ele Ela Eles Isso Isto"
            " Este Esta Esse Essa Quando Como Que Quem Eu Nós Depois Então Assim Também Já Aqui"
        ),
        particles=words("Da Do De"),
    ),
    Language(
        tag="uk",
        quotes=(("«", "»"), ("„", "“"), ("“", "”"), ('"', '"')),
        never=words("т.зв т.е т.к ім вул проф акад див пор напр св о гр тов п пп м просп пл"),
        numbered=words("рис табл ст кв буд"),
        locators=words("с т стор гл"),
        doubtful=words("р рр ст н.е тис млн млрд грн коп обл"),
        final=words("т.д т.п ін"),
        starters=words("В У На Він Вона Вони Це Але І Й А Я Ми Ви Ти Так Як Що Коли Якщо Потім Після Там Тут Не Та"),
    ),
    Language(tag="ja", quotes=(*_CORNERS, ("“", "”")), marks=(*_CORNERS, *MARKS)),
    Language(
        tag="zh",
        quotes=(("“", "”"), ("‘", "’"), *_CORNERS, ("《", "》")),
        marks=(*_CORNERS, ("《", "》"), *MARKS),
    ),
    *(Language(tag=tag, quotes=_NORDIC, marks=(*_NORDIC, *MARKS)) for tag in ("fi", "sv")),
)
"""Neighbours: enough for notes and quotations in them, without the care that the home languages get."""
