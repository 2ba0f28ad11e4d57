"""The words that carry a negation, a possibility, a "we" or a recurrence, as data for three languages."""

from __future__ import annotations

from dataclasses import dataclass

from align.lang.facts.model import FactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """How a language expresses one kind of cue: three lists of words, as alternatives of a pattern."""

    kind: FactKind
    firm: str
    """What says it without doubt."""
    loose: str
    """What may say it: an answer to a firm cue, but no cue that could be missed."""
    idioms: str = "(?!)"
    """Fixed phrases with a firm word in them that mean something else; taken before it, and not firm."""


_ENGLISH = (
    Cue(
        kind=FactKind.NEGATION,
        idioms=r"not only|no doubt|whether or not|not to mention|no matter",
        firm=r"not|\w+n[’']t|never|nobody|no one|nothing|nowhere|neither|nor|none|cannot|no(?!\.)",
        loose=(
            r"without|hardly|scarcely|seldom|rarely|unless|until|refus\w+|den(?:y|ie[sd])|fail\w*|lack\w*|\w+less|only|but"
            r"|(?:un|im|in|dis)\w{4,}|free of|far from|avoid\w*|stop\w*|instead|unable|too|little|few|lest"
        ),
    ),
    Cue(
        kind=FactKind.MODALITY,
        firm=r"perhaps|maybe|possibly|probably|presumably|apparently",
        loose=(
            r"may|might|could|can|must|seems?|seemed|seemingly|likely|unlikely|would|should|suppose\w*|appear\w*|think"
            r"|thought|believe\w*|guess|surely|no doubt|supposedly|allegedly|reportedly|imagine|chance\w*|if"
            r"|potential\w*|suspect\w*|as though|sort of|kind of|expect\w*"
        ),
    ),
    Cue(kind=FactKind.PERSON, idioms=r"let[’']s|let us", firm=r"we|us|our|ours|ourselves", loose="(?!)"),
    Cue(
        kind=FactKind.RECURRENCE,
        firm=r"again|once more|any ?more|no longer|any longer",
        loose=r"re\w{3,}|back|another|still|already|further|renew\w*|anew|yet|continu\w+",
    ),
)
_FRENCH = (
    Cue(
        kind=FactKind.NEGATION,
        idioms=r"non seulement|pas seulement|sans doute|n[’']importe|quoi qu\w*|n[’']est-ce pas|plus que",
        # "Ne" alone, after verbs of fearing or in a comparison, denies nothing; nor does "ne … que".
        firm=(
            r"(?:ne|n[’'])(?=\W*(?:\w+\W+){0,6}?(?:pas|jamais|rien|personne|aucune?|plus|ni|point|nulle?)\b)"
            r"|(?:jamais|rien|personne|aucune?|ni|nulle?)(?=\W+(?:\w+\W+){0,4}?(?:ne\b|n[’']))|pas (?:de|une?)\b|non"
        ),
        loose=(
            r"sans|ne|n[’']\w+|rarement|guère|peu|refus\w+|ni[ae]\w*|manqu\w+|(?:im|in|ir|dé|mal)\w{4,}|sauf|seulement"
            r"|seule?s?|mais|pas|jamais|aucune?|au lieu|avant|trop|évit\w+|cess\w+|plutôt|loin|moins|rien"
        ),
    ),
    Cue(
        kind=FactKind.MODALITY,
        firm=r"peut-être|probablement|vraisemblablement|apparemment|sans doute|possiblement",
        loose=(
            r"p(?:eu[xt]|euvent|ouv\w+|ourr\w+|uisse\w*|u)|sembl\w+|paraî\w+|doi\w+|dev\w+|dû|croi\w+|pens\w+|suppos\w+"
            r"|possib\w+|probab\w+|\w+rai(?:t|s|ent)|sûrement|serai\w*|aurai\w*|si|éventuel\w*|potentiel\w*|risqu\w+"
            r"|impression|sorte|espèce|prétend\w*|censée?s?|chances?"
        ),
    ),
    Cue(kind=FactKind.PERSON, firm=r"nous|notre|nos", loose=r"on|\w+ons"),
    Cue(
        kind=FactKind.RECURRENCE,
        # "Ne … plus" says "no longer", unless it compares or counts: "ne … plus de dix", "ne … plus grand que".
        firm=(
            r"de nouveau|à nouveau|encore une fois"
            r"|(?:ne|n[’'])(?=\W*(?:\w+\W+){1,3}?plus\b(?!\W+(?:de\b|d[’']|que\b|qu[’']|\w+\W+qu)))"
        ),
        loose=r"encore|plus|re\w{3,}|ré\w{3,}|r[’']\w+|déjà|toujours|continu\w+|désormais",
    ),
)
_RUSSIAN = (
    Cue(
        kind=FactKind.NEGATION,
        idioms=(
            r"пока[^.,;!?]{0,20} не|чуть не|едва не|не только|не раз|не менее|не более|не могл?[аио]? не|не столько"
            r"|(?:как|что|где|кто) бы ни|не то чтобы|лишь"
        ),
        firm=(
            r"не|нет|ни|никто|никого|никому|никогда|ничего|ничто|ничем|нигде|никуда|никакой|никаких|никак|нельзя|некому"
            r"|нечего|незачем|некуда"
        ),
        loose=(
            r"без|вряд ли|едва|редко|отказ\w+|не\w{4,}|бес\w{3,}|без\w{3,}|мало|лишен\w*|кроме|только|а|но|вместо|до"
            r"|отриц\w+|отсутств\w+|прекрат\w+|избе\w+|слишком|отнюдь|против|напрасно|пока"
        ),
    ),
    Cue(
        kind=FactKind.MODALITY,
        firm=r"может быть|быть может|возможно|вероятно|пожалуй|наверное|видимо|по-видимому|должно быть",
        loose=(
            r"мо[гж]\w+|могл\w*|можно|кажется|казал\w+|похоже|бы|б|словно|якобы|наверняка|дума\w+|счита\w+|полага\w+"
            r"|скорее|вроде|долж\w+|веро\w+|предпол\w+|если|как будто|потенциал\w*|шанс\w*|ли|пусть|риск\w*"
        ),
    ),
    # Verbs show the person by their endings, and "свой" stands for any owner.
    Cue(
        kind=FactKind.PERSON, firm=r"мы|нас|нам|нами|наш\w*", loose=r"\w+(?:ем|ём|им|емся|имся)|сво\w+|себ\w+|давай\w*"
    ),
    Cue(
        kind=FactKind.RECURRENCE,
        firm=r"снова|опять|вновь|ещё раз|еще раз|больше не|больше нет",
        loose=(
            r"уже не|уже нет|ещё|еще|больше|уже|пере\w{3,}|воз\w{3,}|вос\w{3,}|обратно|по-прежнему|дальше|далее"
            r"|продолж\w+|с тех пор|повтор\w+"
        ),
    ),
)

TABLES = {"en": _ENGLISH, "fr": _FRENCH, "ru": _RUSSIAN}
"""By the language subtag."""
