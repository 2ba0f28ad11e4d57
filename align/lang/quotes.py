"""BCP 47 tag -> how the language quotes: marks, reporting verbs, words that indicate titles and so-called terms."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from align.lang import language
from align.lang.quote_rules import QuoteRules, forms, words
from align.lang.quotes_others import OTHERS

__all__ = ["QuoteRules", "quote_rules"]

_EN = QuoteRules(
    elisions=words("tis twas twere em cause n til bout round neath"),
    verbs=words(
        "allow allows allowed concede concedes conceded acknowledge acknowledges acknowledged acknowledging add "
        "adds added adding admit admits admitted admitting affirm affirms affirmed affirming announce announces "
        "announced announcing answer answers answered answering argue argues argued arguing ask asks asked "
        "asking assert asserts asserted asserting assure assures assured assuring claimed claiming comment "
        "commented complain complains complained conclude concludes concluded concluding confess confesses "
        "confessed confirmed considered considers continue continues continued continuing cried declare "
        "declares declared declaring denied denies exclaim exclaims exclaimed explain explains explained "
        "explaining insist insists insisted insisting maintain maintains maintained muttered murmured note "
        "noted notes noting objected objects observed observes observing promised promises proclaimed proclaims "
        "protested protests quipped recall recalls recalled recalling remarked remarks repeat repeats repeated "
        "repeating replied replies reply replying reported reports responded responds retorted said say saying "
        "says shouted spoke stated stating stressed stresses suggested suggests tells thinks thought told "
        "testified testifies urged warn warned warning warns whispered wonder wondered wonders write writes "
        "writing wrote written recounts recounted believes believed"
    ),
    helpers=r"has|have|had|is|was|also|then|later|immediately|again|further|once|now|candidly|publicly|"
    r"recently|simply|in turn|himself|herself|to|me|us|him|her|them|at once",
    sources=(r"[Aa]ccording to NAME", r"[Ii]n NAME(?:’s|’) (?:opinion|words|view)", r"[Ii]n the words of NAME"),
    not_names=words(
        "he she it they we i you one this that these those the a an another who what when where why how in on "
        "at by for from of to and but or nor so yet thus then there here his her their our my its your all some "
        "many no not as if while once never later meanwhile upon during after before with without nobody "
        "everyone others"
    ),
    introducers=words("that namely"),
    works=words(
        "article articles book books novel essay poem play film movie song story chapter pamphlet treatise "
        "newspaper magazine journal weekly daily review column series heading headline title titled entitled "
        "headed called editorial letter feuilleton memoirs memoir"
    ),
    so_called=("so-called", "what is called", "what they call", "known as", "what he calls", "what she calls"),
    clause_words=words(
        "i he she it we they you is are was were am has have had will would shall should can could must may "
        "might do does did isn’t aren’t wasn’t weren’t don’t doesn’t didn’t won’t can’t couldn’t it’s i’m we’re "
        "they’re let who"
    ),
    capitals=True,
    editors=(
        r"\bEd\.",
        r"\beditor’?s? note\b",
        r"\btranslator’?s? note\b",
        r"\bmy emphasis\b",
        r"\bemphasis (?:added|mine)\b",
    ),
    see_note=(r"see (?:also )?(?:note|n\.|footnote)", r"as in note"),
)

_FR = QuoteRules(
    repeats="»—–",
    shares_closing=True,
    dialogue=True,
    verbs=forms(
        "accus concéd concèd affirm ajout annonc articul assur avou balbuti clam comment confess confi confirm "
        "considér constat continu contest cri déclar demand dénonc déplor écri estim exclam expliqu griffonn "
        "grommel hurl ignor indiqu insist interrog lanc lâch martel murmur not objecti observ pens plaid précis "
        "proclam professer protest racont rappel rapport rassur réaffirm récapitul recommand relat relev "
        "remarqu répliqu répèt répét résum rétorqu révél ripost risqu signal souffl soulign soupir suppos "
        "témoign tonn tranch trouv",
        "e ent a èrent ait aient é ée és",
    )
    | words(
        "dit disent disait disaient dirent écrit écrivent écrivait écrivit écrivirent répond répondent "
        "répondait répondit répondirent répondu conclut poursuit poursuivent poursuivait poursuivit "
        "poursuivirent poursuivi reprend reprennent reprenait reprit reprirent repris reconnaît reconnaissait "
        "reconnut admet admettait admit admis soutient soutenait soutint soutenu prétend prétendait prétendit "
        "concluait concluaient promet promit avertit prévient prévint prévenu fit convient s’écria "
        "s’écrie s’exclama s’exclame s’insurge s’interroge souvient rédige rédigea jugea jugeait lança lançait"
    ),
    helpers=r"a|ont|avait|avaient|aurait|aussi|encore|ensuite|alors|ainsi|même|lui|leur|nous|me|m’|y|en|l’|d’abord|"
    r"aussitôt|toujours|plus tard|de nouveau|s’|se|quant à lui|quant à elle",
    inversions=r"(?:-t)?-(?:il|elle|ils|elles)\b",
    sources=(r"[Ss]elon NAME", r"[Dd]’après NAME", r"[Dd]e l’avis de NAME", r"[Pp]our NAME, "),
    not_names=words(
        "il elle ils elles on je tu nous vous ce cet cette ces le la les un une des du de d’ et mais ou or ni "
        "car si ainsi puis alors à au aux en dans par pour sur sous avec sans son sa ses leur leurs mon ma mes "
        "notre nos votre vos tout tous quand comme que qui quoi où là ici après avant plus pas rien l’ c’est"
    ),
    introducers=words("que qu’"),
    works=words(
        "article articles livre livres roman romans essai poème pièce film chanson récit nouvelle chapitre "
        "brochure traité journal hebdomadaire quotidien mensuel revue magazine feuilleton chronique série titre "
        "intitulé intitulée intitulés éditorial lettre mémoires souvenirs ouvrage recueil rubrique tribune "
        "bulletin gazette"
    ),
    so_called=(
        "soi-disant",
        "prétendu",
        "prétendue",
        "prétendus",
        "prétendues",
        "ce qu’on appelle",
        "ce qu’il appelle",
        "ce qu’elle appelle",
    ),
    clause_words=words(
        "je j’ai il elle nous vous ils elles on est sont était étaient sera seront fut furent ai as a ont avait "
        "avaient aura c’est ce n’est n’a n’ont suis sommes êtes avons avez faut peut peuvent doit doivent qu’il "
        "qu’elle qu’on qu’ils"
    ),
    editors=(
        r"\bN\.?\s?D\.?\s?L\.?\s?R\b",
        r"\bN\.?\s?D\.?\s?[TAE]\b",
        r"\bNote d[ue]\b",
        r"souligné (?:par|dans)",
        r"\bc’est (?:nous|moi) qui soulign",
    ),
    op_cit=("op. cit", "art. cit", "ouvr. cité", "ouvrage cité", "article cité"),
    see_note=(r"(?:voir|cf\.|v\.) (?:aussi |supra |ci-dessus )?,?\s?(?:la )?note", r"supra,? (?:note|n\.)"),
)

_RU = QuoteRules(
    shares_closing=True,
    dialogue=True,
    verbs=forms(
        "сказа написа рассказа доказыва показа указа указыва подчеркну отмети заяви добави продолжа продолжи "
        "ответи отвеча спроси спрашива воскликну вскрича закрича крикну утвержда призна признава вспомина "
        "вспомни объясни объясня поясни поясня замети замеча сообщи сообща прошепта шепну пробормота подума "
        "писа говори заключи заверя завери предупреди предупрежда настаива возрази возража повтори повторя "
        "уточни уточня констатирова провозгласи полага счита удивля вздохну усмехну произнес переби откликну "
        "отозва",
        "л ла ло ли лся лась лись",
    )
    | words(
        "говорит говорят пишет пишут сообщает сообщают утверждает утверждают заявляет заявляют отмечает "
        "отмечают подчеркивает подчеркивал подчеркивала добавляет добавлял добавляла продолжает отвечает "
        "отвечают спрашивает восклицает восклицал признает признается признался призналась вспоминает объясняет "
        "поясняет замечает считает считают полагает уверен уверена убежден убеждена настаивает возражает "
        "повторяет уточняет рассказывает рассказывал рассказывала предупреждает заключает пояснил подытожил "
        "произнес произнесла отрезал отрезала бросил бросила указывает жалуется жаловался жаловалась заверяет "
        "обещает обещал обещала думает думал думала удивляется шутит шутил цитирует пишу пишем"
    ),
    helpers=r"он|она|мне|нам|ему|ей|им|нам|же|тогда|потом|затем|ещё|еще|также|тоже|далее|дальше|сам|сама|снова|сразу|"
    r"тут же|в ответ|наконец",
    sources=(r"[Пп]о (?:словам|мнению|выражению|утверждению|свидетельству) NAME",),
    not_names=words(
        "мне нам ему ей им вам тебе меня нас его вас он она оно они мы я ты вы это этот эта эти тот та те там "
        "тут так вот но а и или да нет не ни на в во к ко с со у о об от до за из по под при для как когда где "
        "кто что если чтобы потом затем тогда все ее их наш наша мой моя свой один"
    ),
    introducers=words("что будто"),
    works=words(
        "статья статье статью статьи статьей книга книге книгу книги книгой роман романе романа романом повесть "
        "повести рассказ рассказе рассказа поэма поэме поэму поэмы пьеса пьесе пьесу фильм фильме фильма песня "
        "песне песню очерк очерке очерка глава главе главу газета газете газету газеты газетой журнал журнале "
        "журнала журналом еженедельник еженедельнике сборник сборнике сборника брошюра брошюре брошюру "
        "передовая передовой передовице фельетон фельетоне рубрика рубрике названием заголовком заглавием "
        "альманах альманахе партия партии завод завода заводе фабрика фабрике пароход парохода пароходе театр "
        "театра театре общество обществе общества гостиница гостинице гостиницы издательство издательстве"
    ),
    so_called=(
        "так называемый",
        "так называемая",
        "так называемое",
        "так называемые",
        "так называемой",
        "так называемого",
        "так называемую",
        "так называемых",
        "так называемым",
        "так называемом",
        "т. н.",
        "т.н.",
    ),
    clause_words=words("я ты он она оно мы вы они есть был была было были будет будут буду нет"),
    sic=("sic", "так", "так в тексте", "так в оригинале", "так в подлиннике", "так в газете"),
    editors=(
        r"\b[Пп]рим\.",
        r"\b[Рр]ед\.",
        r"\bАвт\.",
        r"\b[Пп]ер\.\s*$",
        r"курсив (?:мой|наш|автора)",
        r"выделено (?:мной|нами|автором)",
    ),
    ibid=("ibid", "ibidem", "idem", "там же", "тамже", "он же", "она же"),
    op_cit=("op. cit", "указ. соч", "цит. соч", "указ. ст", "указ. изд", "ук. соч"),
    see_note=(r"см\.(?: также| выше)?,? (?:примечание|примеч\.|прим\.|сноск[уи])",),
)

_TABLES = {
    "en": _EN,
    "fr": _FR,
    "ru": _RU,
    **OTHERS,
}


@cache
def quote_rules(lang: str) -> QuoteRules:
    """Return the rules for a BCP 47 tag, or for its primary language, or the rules common to most languages.

    If a table lists no `not_names`, they are the words that begin sentences in this language.
    """
    table = language(lang)
    rules = _TABLES.get(lang.partition("-")[0].lower(), QuoteRules())
    not_names = rules.not_names or frozenset(word.lower() for word in table.starters)
    return replace(rules, pairs=table.marks, not_names=not_names)
