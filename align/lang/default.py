"""The type of a language table, the table for unknown languages, and short tables for some neighbouring languages."""

from __future__ import annotations

from dataclasses import dataclass

PAIRS = (("“", "”"), ("«", "»"), ("‘", "’"), ("„", "“"), ('"', '"'))
"""Quotation marks that occur in any language."""

MARKS = (("“", "”“"), ("«", "»"), ("„", '“”"'), ("‘", "’"), ("‚", "‘’"), ("‹", "›"), ('"', '"'), ("'", "'"))
"""Opening marks, each with every mark that texts use to close it."""
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
"""The marks of languages where “ and ‘ close and guillemets point inwards, such as German."""
_NORDIC = (("”", "”"), ("’", "’"), ("»", "»"))
_CORNERS = (("「", "」"), ("『", "』"))


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Language:
    """The habits of one written language, as data.

    Abbreviations are listed without their last full stop and without spaces: "т.д" stands for "т. д.". A lower-case
    entry also covers the capitalised form ("vol" covers "Vol."), unless it is a single letter, because a single capital
    is an initial. A capitalised entry does not cover the lower case.
    The defaults apply to unknown languages.
    """

    tag: str = "und"
    """BCP 47 tag of the table."""
    quotes: tuple[tuple[str, str], ...] = PAIRS
    """Opening and closing quotation marks: the usual levels from the outermost inwards, then other pairs in use."""
    marks: tuple[tuple[str, str], ...] = MARKS
    """Opening marks, each with every mark that may close it in careless typing; includes the marks of `quotes`."""
    dashes: str = "—–-―"
    """Dashes that open a speaker's turn or set off a reporting clause, the usual one first."""
    stops: str = ""
    """Characters that end a sentence in this language but not in others."""
    ordinal_stop: bool = False
    """Whether "3." means "third"."""
    spaced: bool = True
    """Whether spaces separate words and sentences."""
    capital_nouns: bool = False
    """Whether every noun is capitalised, so that a capital does not indicate a name."""
    never_final: frozenset[str] = frozenset({"Dr", "dr", "Prof", "prof", "Mr", "Mrs", "St"})
    """Abbreviations that never end a sentence, because the word they belong to follows."""
    before_number: frozenset[str] = frozenset(
        {"nr", "Nr", "No", "no", "fig", "Fig", "art", "tab", "cap", "n", "núm", "num"}
    )
    """Abbreviations only before a number, because many are also words: "No. 5", but "No. He left." """
    locators: frozenset[str] = frozenset({"p", "pp", "s", "S", "str", "vol", "t", "pág", "págs", "pag"})
    """Like `before_number`, for places in a book: such an abbreviation and its number never begin a sentence."""
    possibly_final: frozenset[str] = frozenset()
    """Abbreviations that end a sentence only before one of the `starters`, because a name may also follow them."""
    final: frozenset[str] = frozenset({"etc"})
    """Abbreviations that end a sentence before any capital, as words do."""
    starters: frozenset[str] = frozenset()
    """Capitalised words that are not names, so that they prove the beginning of a sentence."""
    particles: frozenset[str] = frozenset()
    """The `starters` that can also begin a surname, and so prove nothing after initials."""
    divisions: frozenset[str] = frozenset()
    """Names of the parts of a text, in lower case: with a number they are a label, not a sentence."""
    reporting: frozenset[str] = frozenset()
    """Verbs of saying that follow their subject: “Why?” Anna asked."""
    reports: str = ""
    """Pattern (of the `regex` package) of the beginning of a reporting clause after quoted words, for scripts without
    capitals to show whether a new sentence begins."""


def words(text: str) -> frozenset[str]:
    """Split a text at white space and return the set of its words."""
    return frozenset(text.split())


DEFAULT = Language()


OTHERS = (
    Language(
        tag="cs",
        quotes=(("„", "“"), ("‚", "‘"), ("»", "«"), ('"', '"')),
        marks=_INWARD,
        ordinal_stop=True,
        never_final=words("např tzv tj mj dr Dr prof Prof doc Ing Mgr sv tzn resp cca ul nám srov hl p"),
        before_number=words("č čl odst obr tab kap roč"),
        locators=words("s str l fol"),
        possibly_final=words("tis mil mld stol n.l př.n.l Kč hod"),
        final=words("atd apod aj"),
        starters=words(
            "Ten Ta To Ti Tyto Tato Tento V Ve Na A I Ale On Ona Oni Ono Po Před Od Do Za Když Jak Co Kdo Proč Kde"
            " Pak Potom Tam Tady Dnes Nikdo Nic Už Ještě Jen Je Byl Byla Bylo Byli Není Ne Ano Já Ty My Vy Jeho Její"
            " Jejich S Se Z Ze K Ke O U Pro Bez Nad Pod Při Mezi Snad Možná Proto Tak"
        ),
    ),
    Language(
        tag="de",
        quotes=(("„", "“"), ("‚", "‘"), ("»", "«"), ("›", "‹"), ("«", "»"), ('"', '"')),
        marks=_INWARD,
        ordinal_stop=True,
        capital_nouns=True,
        never_final=words(
            "z.B d.h u.a i.d.R o.ä bzw ca Dr Prof Hr Fr Frl Hrsg hrsg vgl Vgl sog St evtl z d u o v m i s Mr Mrs ggf"
            " inkl zzgl s.o s.u v.a z.T u.U m.E i.e.S geb gest Ing Dipl Mag Bsp bes betr dt engl frz griech lat russ"
            " Jh rd Hl hl"
        ),
        before_number=words("Nr Nrn Abb Tab Art Abs Kap Anm Ziff Tel Fig Jg"),
        locators=words("S Sp Bd Bde Bl Z f ff H"),
        possibly_final=words("n.Chr v.Chr Chr Str Mio Mrd Tsd Jan Feb Mär Apr Jun Jul Aug Sep Sept Okt Nov Dez"),
        final=words("usw etc usf u.ä u.a.m u.v.m u.dgl"),
        starters=words(
            "Der Die Das Den Dem Des Ein Eine Einen Er Sie Es Wir Ihr Ich Und Aber Doch In Im Am An Auf Aus Bei Bis"
            " Da Dann Dort Hier Als Wenn Weil Wie Was Wer Wo Warum Nach Nun Nur Seit Sein Seine Ihre So Um Von Vor Zu"
            " Zum Zur Man Mit Nicht Noch Schon Auch Diese Dieser Dieses Kein Keine Mein Meine Unser Heute Damals"
            " Niemand Nichts Vielleicht Immer Sonst Deshalb Trotzdem Jetzt Über Unter Bevor Nachdem Weder Ja Nein"
        ),
        divisions=words("kapitel teil buch band abschnitt"),
    ),
    Language(
        tag="el",
        quotes=(("«", "»"), ("“", "”"), ('"', '"')),
        stops=";",
        never_final=words("π.χ κ κα κκ δρ Δρ καθ βλ πρβλ περ"),
        before_number=words("αρ άρ αριθ αρθ κεφ εικ πίν παρ"),
        locators=words("σ σσ σελ τ τόμ τομ φ φφ στ"),
        possibly_final=words("χλμ εκατ δισ χιλ μ.Χ π.Χ π.μ μ.μ αι"),
        final=words("κ.λπ κ.ά κ.ο.κ κτλ κλπ κ.εξ"),
        starters=words(
            "Ο Η Το Οι Τα Του Της Των Τον Την Τους Τις Στο Στη Στην Στον Στα Στις Στους Ένας Μια Μία Ένα Και Αλλά"
            " Όμως Μα Αν Όταν Όπως Πως Πώς Τι Ποιος Ποια Πού Γιατί Εγώ Εσύ Εμείς Εσείς Αυτός Αυτή Αυτό Αυτοί Εκείνος"
            " Εκείνη Εκεί Εδώ Μετά Ύστερα Έπειτα Τότε Τώρα Σήμερα Χθες Δεν Μην Μη Ναι Όχι Με Σε Από Για Προς Κατά"
            " Μόνο Κανείς Τίποτα Ίσως Μάλλον Ήταν Είναι Είχε Έτσι Ούτε Κάθε Όλοι Όλα Πολλοί Θα Να"
        ),
        divisions=words("κεφάλαιο μέρος βιβλίο τόμος άρθρο ενότητα"),
    ),
    Language(
        tag="es",
        quotes=(("«", "»"), ("“", "”"), ("‘", "’"), ('"', '"')),
        never_final=words(
            "EE Sr Sra Srta Srs Sres D Dña Dr Dra Prof Lic Ing Gral p.ej Ud Uds Vd Vds Sto Sta av avda cf ej vid ca"
        ),
        before_number=words("n nr núm num No no art cap fig tab s"),
        locators=words("p pp pág págs vol t f ff fol"),
        possibly_final=words("EE.UU a.C d.C a.m p.m S.A Cía"),
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
        never_final=words(
            "sig Sig sig.ra Sig.ra sig.na Dott dott dott.ssa Dott.ssa Dr Prof prof Avv Ing On on p.es cfr ecc.mo ca"
        ),
        before_number=words("n nr num No no art cap fig tab sec"),
        locators=words("p pp pag pagg vol voll t c cc f ff"),
        possibly_final=words("a.C d.C S.p.A"),
        final=words("ecc etc"),
        starters=words(
            "Il Lo La I Gli Le Un Una Uno E Ma Non In A Di Da Per Con Su Se Si È Era Lui Lei Loro Io Noi Questo"
            " Questa Quello Quella Quando Come Che Chi Dopo Poi Così Anche Già Qui"
        ),
        particles=words("La Lo Di Da"),
    ),
    Language(
        tag="pl",
        quotes=(("„", "”"), ("«", "»"), ("‘", "’"), ('"', '"')),
        ordinal_stop=True,
        never_final=words("np tzw dr prof mgr inż ks św ul al im m.in gen płk tj tzn por zob red ok p hab doc ur"),
        before_number=words("nr poz art ust rys tab pkt zesz rozdz"),
        locators=words("s t str k z"),
        possibly_final=words("r w ww n.e tys mln mld zł gr godz"),
        final=words("itd itp"),
        starters=words(
            "To Ten Ta Te Ci W We Na Z Ze I A Ale On Ona Ono Oni One Po Przed Od Do Za Gdy Kiedy Jak Co Kto Gdzie"
            " Dlaczego Nie Jest Był Była Było Byli Tak Ja Ty My Wy Jego Jej Ich Dziś Dzisiaj Wczoraj Jutro Potem"
            " Wtedy Teraz Tu Tutaj Tam Nikt Nic Już Jeszcze Tylko Może Więc Jednak Bo Że Żeby Jeśli Czy O U Dla Bez"
            " Nad Pod Przy Przez Między Każdy Cóż Ani Lecz Zapewne"
        ),
    ),
    Language(
        tag="pt",
        quotes=(("“", "”"), ("«", "»"), ("‘", "’"), ('"', '"')),
        never_final=words("Sr Sra Srs Dr Dra Prof Profa Eng Exmo Exma D p.ex cf av Av"),
        before_number=words("n nr núm num No no art cap fig tab séc sécs"),
        locators=words("p pp pág págs vol vols t f ff fl fls"),
        possibly_final=words("a.C d.C S.A Cia EUA"),
        starters=words(
            "O A Os As Um Uma E Mas Não Em No Na De Do Da Por Para Com Sem Se Seu Sua É Era Ele Ela Eles Isso Isto"
            " Este Esta Esse Essa Quando Como Que Quem Eu Nós Depois Então Assim Também Já Aqui Hoje Ontem Ninguém"
            " Nada Foi Eram Talvez Ainda Só Ao À Aos Às Nos Nas Dos Das Num Numa Onde Porque Sim"
        ),
        particles=words("Da Do De"),
    ),
    Language(
        tag="uk",
        quotes=(("«", "»"), ("„", "“"), ("“", "”"), ('"', '"')),
        never_final=words("т.зв т.е т.к ім вул проф акад див пор напр св о гр тов п пп м просп пл бл див"),
        before_number=words("рис табл кв буд"),
        locators=words("с т стор гл арк вип"),
        possibly_final=words("р рр ст н.е тис млн млрд грн коп обл"),
        final=words("т.д т.п ін"),
        starters=words(
            "В У На Він Вона Воно Вони Це Цей Ця Ці Але І Й А Я Ми Ви Ти Так Як Що Щоб Коли Якщо Потім Після Там Тут"
            " Не Та Той Те Ті З Із Зі До Від За Для При Без Під Над Через Ні Усі Всі Його Її Їх Йому Їй Їм Вже Ще"
            " Лише Тільки Навіть Ось Хто Де Куди Чому Тепер Зараз Тому Крім Між Отже Або Чи Мій Наш Хоча Поки"
            " Сьогодні Вчора Завтра Ніхто Ніщо Про"
        ),
    ),
    Language(
        tag="ja",
        quotes=(*_CORNERS, ("“", "”")),
        marks=(*_CORNERS, *MARKS),
        spaced=False,
        reports=r"と(?!ころ|き)|って",
    ),
    Language(
        tag="ko",
        quotes=(("“", "”"), ("‘", "’"), ('"', '"')),
        marks=(*_CORNERS, ("《", "》"), *MARKS),
        reports=r"[\p{Hangul} ]{0,20}(?:말|대답|외쳤|물었|소리쳤|속삭였|중얼거렸)\p{Hangul}{0,3}다[.,]",
    ),
    Language(
        tag="zh",
        quotes=(("“", "”"), ("‘", "’"), *_CORNERS, ("《", "》")),
        marks=(*_CORNERS, ("《", "》"), *MARKS),
        spaced=False,
        reports=r"[\p{Han}·]{0,12}[说說道问問答喊叫嚷][着著了]?[，。！？；]",
    ),
    Language(
        tag="nl",
        quotes=(("‘", "’"), ("“", "”"), ("„", "”"), ('"', '"')),
        never_final=words(
            "dhr Dhr mevr Mevr mw Mw dr Dr prof Prof drs ir mr ds bijv bv d.w.z o.a m.n i.p.v t.o.v ca resp St nl z.g"
        ),
        before_number=words("nr nrs No no art afb tab hfdst fig"),
        locators=words("p pp blz bl vol dl"),
        possibly_final=words("v.Chr n.Chr mln mld jl"),
        final=words("enz etc e.d e.v e.a"),
        starters=words(
            "De Het Een En Maar Want Of Dus In Op Aan Van Voor Met Bij Naar Uit Over Onder Na Toen Als Wat Wie Waar"
            " Waarom Hoe Hij Zij Ze Wij We Ik Jij Je U Er Dit Dat Die Deze Zijn Haar Hun Mijn Ook Niet Nog Nu Daar"
            " Dan Zo Niemand Vandaag"
        ),
        divisions=words("hoofdstuk deel boek"),
    ),
    Language(
        tag="tr",
        quotes=(("“", "”"), ("‘", "’"), ("«", "»"), ('"', '"')),
        ordinal_stop=True,
        never_final=words("Dr dr Prof Doç Yrd Av Sn Hz Alb Gen bkz Bkz krş örn çev haz M.Ö M.S İ.Ö İ.S"),
        before_number=words("No no nr md şek"),
        locators=words("s ss sf C c"),
        possibly_final=words("Ltd Şti A.Ş T.C yy"),
        final=words("vb vs vd"),
        starters=words(
            "Bu O Şu Bir Ve Ama Fakat Ancak Ben Sen Biz Siz Onlar Onu Ona Onun Sonra Önce Ne Neden Nasıl Niçin Kim"
            " Nerede Şimdi Burada Orada Her Hiç Hiçbir Bugün Dün Yarın Belki Evet Hayır Çünkü Eğer Böyle Öyle Artık"
            " Yine Hâlâ Herkes Kimse Bunu Buna Bunun Bütün Daha En Çok Yalnız Sadece Oysa Bazı"
        ),
        divisions=words("bölüm kısım kitap cilt madde"),
    ),
    Language(
        tag="ar",
        quotes=(("«", "»"), ("“", "”"), ('"', '"')),
        marks=(*MARKS, ("”", "“")),
        never_final=words("أ.د"),
        before_number=words("رقم"),
        locators=words("ص صص ج مج ط"),
        final=words("إلخ الخ"),
        reports=r"[وف]?(?:قال|سأل|أجاب|صاح|همس|رد|أضاف|تابع|هتف|صرخ)(?:ت|وا|ه|ها|ني|هم|ته|تها|تهم|تني)?\b",
    ),
    Language(
        tag="he",
        quotes=(('"', '"'), ("„", "”"), ("“", "”"), ("«", "»")),
        marks=(*MARKS, ("״", "״"), ("”", "“”")),
        reports=r"ו?(?:אמר|שאל|השיב|ענה|קרא|צעק|לחש|הוסיף|מלמל|פסק)(?:ה|ו|תי|נו)?\b",
    ),
    *(
        Language(
            tag=tag,
            quotes=_NORDIC,
            marks=(*_NORDIC, *MARKS),
            never_final=words("dr Dr prof Prof t.ex bl.a d.v.s dvs ca s.k esim Esim ns mm"),
            before_number=words("kl Kl nr Nr kap fig"),
            locators=words("s ss"),
            final=words("etc osv m.fl m.m jne ym"),
        )
        for tag in ("fi", "sv")
    ),
)
"""Tables for neighbouring languages: enough for their notes and quotations, less complete than French, English and
Russian."""
