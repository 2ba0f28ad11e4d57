"""How the languages other than English, French and Russian quote: smaller tables of the commonest verbs and words."""

from __future__ import annotations

from align.lang.quote_rules import QuoteRules, forms, words

_IBID = ("ibid", "ibidem", "idem", "id", "loc. cit")


def _add_prefixes(prefixes: str, verbs: str) -> frozenset[str]:
    return frozenset(prefix + verb for prefix in ("", *prefixes) for verb in verbs.split())


OTHERS = {
    "ar": QuoteRules(
        verbs=_add_prefixes(
            "وف",
            "قال قالت قالوا يقول تقول سأل سألت سألها سأله سألته أجاب أجابت أجابه كتب كتبت يكتب تكتب أضاف أضافت يضيف"
            " تضيف صاح صاحت همس همست صرح صرحت أكد أكدت يؤكد أعلن أعلنت أوضح أوضحت رد ردت تابع تابعت هتف هتفت",
        ),
        introducers=words("إن أن بأن"),
        works=words("مجلة جريدة صحيفة كتاب رواية مقال مقالة فيلم قصيدة أغنية"),
        ibid=(*_IBID, "المصدر نفسه", "المرجع نفسه"),
    ),
    "be": QuoteRules(dialogue=True),
    "cs": QuoteRules(
        dialogue=True,
        verbs=forms(
            "řek zepta pta odpovědě odvěti zvola zašepta zamumla napsa psa doda prohlási tvrdi vysvětli poznamena"
            " zdůrazni přizna varova připomně opakova pokračova vyprávě mysle říka říkáva uved",
            "l la lo li ly",
        )
        | words("říká píše dodává tvrdí uvádí vysvětluje píší říkají"),
        helpers="mu|jí|mi|nám|také|pak|potom|ještě|dále",
        introducers=words("že"),
        works=words("časopis časopisu časopise noviny novin román románu kniha knihy knize článek článku film filmu"),
        so_called=("takzvaný", "takzvaná", "takzvané", "takzvaného", "takzvaných", "tzv."),
        ibid=(*_IBID, "tamtéž"),
    ),
    "de": QuoteRules(
        repeats="«",
        verbs=words(
            "sagte sagt sagten sagen gesagt fragte fragt fragten antwortete antwortet antworteten erwiderte erwidert"
            " entgegnete entgegnet rief ruft riefen schrie flüsterte flüstert murmelte meinte meint meinten erklärte"
            " erklärt erklärten bemerkte bemerkt behauptete behauptet schrieb schreibt schrieben schreiben"
            " geschrieben berichtete berichtet erzählte erzählt betonte betont fügte fügt ergänzte ergänzt hieß heißt"
            " dachte denkt versicherte versichert warnte warnt klagte klagt wiederholte wiederholt gestand notierte"
            " notiert zitierte zitiert lautete lautet verkündete verkündet kommentierte kommentiert fuhr"
        ),
        helpers="hat|hatte|habe|ihm|ihr|ihnen|mir|uns|sich|auch|dann|noch|später|daraufhin|leise|dazu",
        sources=(r"[Ll]aut NAME",),
        introducers=words("dass daß"),
        works=words(
            "zeitung zeitschrift roman romans buch buches artikel aufsatz gedicht stück film lied novelle erzählung"
            " kapitel essay tagebuch heft titel"
        ),
        so_called=("sogenannte", "sogenannten", "sogenannter", "sogenanntes", "so genannte", "so genannten"),
        editors=(r"\bAnm\.\s?d\.", r"\bHervorhebung"),
        ibid=(*_IBID, "ebd", "ebenda"),
        op_cit=("op. cit", "a. a. o"),
    ),
    "el": QuoteRules(
        dialogue=True,
        bare_dashes=True,
        verbs=words(
            "είπε λέει λένε είπαν έλεγε έλεγαν ρώτησε ρωτά ρωτάει απάντησε απαντά φώναξε ψιθύρισε μουρμούρισε έγραψε"
            " γράφει έγραφε γράψει πρόσθεσε προσθέτει πρόσθετε δήλωσε δηλώνει εξήγησε εξηγεί παρατήρησε σημείωσε"
            " σημειώνει υποστήριξε υποστηρίζει παραδέχτηκε προειδοποίησε επανέλαβε συνέχισε διηγήθηκε σκέφτηκε τόνισε"
            " τονίζει ανέφερε αναφέρει αναφώνησε"
        ),
        helpers="έχει|είχε|του|της|τους|μου|μας|επίσης|ακόμη|τότε|ο|η|οι",
        introducers=words("ότι πως"),
        works=words(
            "βιβλίο βιβλίου μυθιστόρημα άρθρο περιοδικό περιοδικού εφημερίδα εφημερίδας ταινία ταινίας τραγούδι ποίημα"
        ),
        so_called=("λεγόμενος", "λεγόμενη", "λεγόμενο", "λεγόμενοι", "λεγόμενες", "λεγόμενα", "λεγόμενων"),
        ibid=(*_IBID, "ό.π", "στο ίδιο"),
    ),
    "es": QuoteRules(
        dialogue=True,
        bare_dashes=True,
        verbs=words(
            "dijo dice dicen dijeron decía decían dicho preguntó pregunta preguntaba preguntaron respondió responde"
            " respondieron contestó contesta exclamó murmuró susurró gritó escribió escribe escriben escribía escrito"
            " añadió añade añadía afirmó afirma afirman explicó explica señaló señala aseguró asegura declaró declara"
            " comentó comenta reconoció reconoce advirtió advierte recordó recuerda insistió insiste replicó repuso"
            " repitió repite concluyó concluye contó cuenta sostuvo sostiene admitió admite pensó rezaba reza"
            " prosiguió continuó observó anunció apuntó opinó relató"
        ),
        helpers="ha|había|han|también|luego|después|entonces|le|me|nos|les|se|lo",
        sources=(r"[Ss]egún NAME",),
        introducers=words("que"),
        works=words(
            "libro novela artículo revista periódico diario película canción poema cuento obra ensayo capítulo relato"
        ),
        so_called=("llamado", "llamada", "llamados", "llamadas", "supuesto", "supuesta"),
        ibid=(*_IBID, "ibíd", "íd"),
    ),
    "he": QuoteRules(
        verbs=_add_prefixes(
            "ו",
            "אמר אמרה אמרו אומר אומרת שאל שאלה שאלו השיב השיבה השיבו ענה ענתה כתב כתבה כתבו כותב כותבת הוסיף הוסיפה קרא"
            " קראה צעק צעקה לחש לחשה טען טענה הסביר הסבירה הצהיר הצהירה ציין ציינה סיפר סיפרה הדגיש הדגישה הזהיר",
        ),
        introducers=words("כי"),
        works=words("ספר הספר רומן הרומן מאמר המאמר עיתון העיתון העת סרט הסרט שיר השיר"),
        ibid=(*_IBID, "שם"),
    ),
    "it": QuoteRules(
        dialogue=True,
        bare_dashes=True,
        verbs=words(
            "disse dice dicono dissero diceva dicevano detto chiese chiede chiedeva domandò domanda rispose risponde"
            " risposero esclamò mormorò sussurrò gridò scrisse scrive scrivono scriveva scritto aggiunse aggiunge"
            " aggiungeva affermò afferma spiegò spiega dichiarò dichiara osservò commentò commenta ammise ammette"
            " avvertì ricordò ricorda insistette replicò ribatté ripeté ripete concluse conclude raccontò racconta"
            " sostenne sostiene pensò continuò proseguì riferì riferisce annunciò"
        ),
        helpers="ha|aveva|hanno|anche|poi|allora|gli|le|mi|ci|si|lo",
        sources=(r"[Ss]econdo NAME",),
        introducers=words("che"),
        works=words(
            "libro romanzo articolo rivista giornale film canzone poesia racconto opera saggio quotidiano capitolo"
        ),
        so_called=("cosiddetto", "cosiddetta", "cosiddetti", "cosiddette"),
        ibid=(*_IBID, "ivi"),
    ),
    "ja": QuoteRules(
        verbs=frozenset("言述書答問尋叫語話申"),
        so_called=("いわゆる",),
        ibid=(*_IBID, "同上", "同前", "同書"),
    ),
    "nl": QuoteRules(
        verbs=words(
            "zei zegt zeiden zeggen gezegd vroeg vraagt vroegen antwoordde antwoordt antwoordden riep roept riepen"
            " fluisterde mompelde schreef schrijft schreven geschreven voegde verklaarde verklaart verklaarden merkte"
            " beweerde beweert vertelde vertelt dacht denkt herhaalde vervolgde benadrukte benadrukt waarschuwde"
            " meende meent betoogde betoogt luidt luidde"
        ),
        helpers="heeft|had|hem|haar|hun|mij|ons|ook|toen|nog|later|daarop|zacht",
        sources=(r"[Vv]olgens NAME",),
        introducers=words("dat"),
        works=words("boek roman artikel krant tijdschrift film lied gedicht verhaal hoofdstuk blad"),
        so_called=("zogenaamde", "zogeheten", "zogenoemde"),
        ibid=(*_IBID, "aldaar"),
    ),
    "pl": QuoteRules(
        dialogue=True,
        bare_dashes=True,
        verbs=forms(
            "powiedzia zapyta spyta odpowiedzia zawoła woła napisa pisa doda dodawa stwierdzi twierdzi oświadczy"
            " wyjaśni zauważy zaznaczy podkreśli przyzna ostrzeg przypomnia powtórzy kontynuowa opowiada pomyśla"
            " myśla mówi wspomina zapewni relacjonowa brzmia głosi odpar rzek odrzek",
            "ł ła ło ły",
        )
        | words(
            "krzyknął krzyknęła szepnął szepnęła mruknął mruknęła odpowiedzieli powiedzieli napisali pisali mówili"
            " mówi mówią pisze piszą pyta pytają odpowiada twierdzi twierdzą dodaje zauważa podkreśla przyznaje"
            " wspomina wyjaśnia brzmi głosi"
        ),
        helpers="mu|jej|jemu|mi|nam|im|on|ona|też|także|potem|wtedy|dalej|jeszcze",
        sources=(r"[Zz]daniem NAME", r"[Ww]edług NAME"),
        introducers=words("że iż"),
        works=words(
            "czasopismo czasopisma gazeta gazety gazecie pismo pisma piśmie powieść powieści książka książki książce"
            " artykuł artykułu artykule film filmu filmie wiersz wiersza wierszu"
        ),
        so_called=("tak zwany", "tak zwana", "tak zwane", "tak zwanego", "tak zwanych", "tzw."),
        ibid=(*_IBID, "tamże"),
        op_cit=("op. cit", "dz. cyt"),
    ),
    "pt": QuoteRules(
        dialogue=True,
        bare_dashes=True,
        verbs=words(
            "disse diz dizem disseram dizia diziam perguntou pergunta perguntaram respondeu responde"
            " responderam exclamou murmurou sussurrou gritou escreveu escreve escrevem escrevera escrevia escrito"
            " acrescentou acrescenta acrescentava afirmou afirma explicou explica declarou declara observou comentou"
            " comenta admitiu admite advertiu lembrou lembra insistiu replicou retorquiu repetiu repete concluiu"
            " conclui contou conta sustentou pensou continuou prosseguiu anunciou relatou garantiu"
        ),
        helpers="tem|tinha|havia|também|depois|então|lhe|lhes|me|nos|se|o",
        sources=(r"[Ss]egundo NAME",),
        introducers=words("que"),
        works=words(
            "livro romance artigo revista jornal filme canção poema conto obra ensaio capítulo diário crónica crônica"
        ),
        so_called=("chamado", "chamada", "chamados", "chamadas", "dito", "dita"),
    ),
    "tr": QuoteRules(
        dialogue=True,
        verbs=words(
            "dedi dediler diyor diyordu demişti demiş deniyordu deniliyordu diye sordu soruyor cevap cevapladı"
            " yanıtladı bağırdı bağırıyordu fısıldadı mırıldandı yazdı yazıyor yazıyordu yazmıştı ekledi ekliyor"
            " ekliyordu açıkladı belirtti belirtiyor söyledi söylüyor söylüyordu anlattı anlatıyor vurguladı uyardı"
            " hatırlattı tekrarladı düşündü"
        ),
        so_called=("sözde",),
        ibid=(*_IBID, "a.g.e", "a.e"),
    ),
    "uk": QuoteRules(
        dialogue=True,
        verbs=words(
            "сказав сказала сказали писав писала писали написав написала написали запитав запитала спитав спитала"
            " питав питала відповів відповіла відповіли вигукнув вигукнула крикнув крикнула кричав кричала гукав"
            " гукала прошепотів прошепотіла додав додала додали додає заявив заявила заявляє пояснив пояснила"
            " зауважив зауважила зазначив зазначила наголосив наголосила визнав визнала попередив попередила згадував"
            " згадувала повторив повторила продовжив продовжила розповів розповіла подумав подумала вважав вважала"
            " говорив говорила говорить каже кажуть казав казала пише пишуть стверджує стверджував відказав відказала"
            " мовив мовила ішлося йшлося"
        ),
        helpers="він|вона|йому|їй|мені|нам|їм|також|теж|потім|тоді|далі|ще",
        sources=(r"[Зз]а (?:словами|свідченням) NAME", r"[Нн]а думку NAME"),
        introducers=words("що"),
        works=words(
            "журнал журналу журналі газета газети газеті роман роману романі книга книги книзі стаття статті повість"
            " повісті вірш вірша фільм фільму"
        ),
        so_called=("так званий", "так звана", "так зване", "так звані", "так званих", "т. зв."),
        ibid=(*_IBID, "там само"),
    ),
    "zh": QuoteRules(
        verbs=frozenset("说說道问問答喊叫嚷称稱写寫"),
        so_called=("所谓", "所謂", "所谓的", "所謂的"),
        ibid=(*_IBID, "同上", "同前"),
    ),
}
"""By primary language; for any other language only the marks are known."""
