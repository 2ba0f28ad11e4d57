"""Words that express a negation, a possibility, a "we" or a recurrence, as data for three languages."""

from __future__ import annotations

from dataclasses import dataclass

from align.lang.facts.model import FactKind


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """How a language expresses one kind of cue: word lists, each as alternatives of a pattern; see `CueStrength`."""

    kind: FactKind
    firm: str
    loose: str
    idioms: str = "(?!)"
    joined: str = "(?!)"
    beside: str = "(?!)"
    implied: str = "(?!)"
    faint: str = "(?!)"


_ENGLISH = (
    Cue(
        kind=FactKind.NEGATION,
        idioms=r"no doubt|whether or not|or not|if not|why not|not to mention|no matter|no sooner|nothing but",
        firm=r"not|\w+n[’']t|never|nobody|no[ -]one|nothing|nowhere|neither|none|cannot|no(?!\.)",
        joined=r"nor",
        implied=(
            r"not (?:only|just|merely|simply)|without|unless|unable|inability|incapable|impossib\w+|refus\w+"
            r"|declin\w+ to|den(?:y|ie[sd])|fail(?:s|ed|ing)? to|lack(?:s|ed|ing)?|rather than|hardly|scarcely"
            r"|unlikely|unknown|unaware|unclear|uncertain|unavailable"
        ),
        loose=(
            r"seldom|rarely|until|fail\w*|lack\w*|\w{3,}less|free of|far from|avoid\w*|stop\w*"
            r"|instead|reject\w*|un(?!i|der|til|cle)\w{4,}|dis(?:agr|appr|hon|lik|obe|satis|trust)\w+"
            r"|in(?:acc|adeq|cap|comp|conv|corr|eff|elig|exp|just|suff|vis)\w+|im(?:mob|mor|pat|perf|prob|pract)\w+"
            r"|il(?:leg|log)\w+|ir(?:rat|reg|res)\w+"
        ),
        faint=r"only|but|too|little|few|lest|(?:im|in|dis)\w{4,}",
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
        idioms=(
            r"pas seulement|sans[ -](?:doute|cesse|abris?)|n[’']importe|quoi qu\w*|n[’']est-ce pas|plus que"
            r"|(?:plus|si|à) jamais|pourquoi ne pas|ou non|ou pas"
        ),
        # "Ne" alone does not negate after verbs of fearing or in a comparison, nor does "ne … que". With a few verbs
        # it does: "il ne peut", "je ne sais".
        firm=(
            r"(?:ne|n[’'])(?=\W*(?:\w+\W+){0,6}?(?:pas|jamais|rien|personne|aucune?|plus(?! qu)|ni|point|nulle?|guère)"
            r"\b)"
            r"|(?:ne|n[’'])(?=\W*(?:sa(?:is|it|vais|vait|vaient)|p(?:eux?|eut|euvent|ouvai\w+|urent|ut)|os\w+)\b)|non"
        ),
        joined=(
            r"jamais|rien|aucune?|ni|(?:personne|nulle?)(?=\W+(?:\w+\W+){0,4}?(?:ne\b|n[’']))"
            r"|pas(?= (?:de|du|une?|tou[ts]|si|encore|très|vraiment|toujours|plus|moins|autant|aussi)\b| d[’'])"
        ),
        implied=(
            r"non seulement|sans|à moins|incapa\w+|impossib\w+|refus\w+|ni(?:er|é|ent|ait|aient|ant)|échou\w+"
            r"|manqu\w+ (?:de|d[’'])|absence|plutôt (?:que|qu[’'])|guère|peu probable|inconnu\w*"
            r"|ignor(?:e|ent|ait|aient)|incertain\w*|indisponib\w+"
        ),
        loose=(
            r"ne|n[’']\w+|peu|rarement|manqu\w+|dépourv\w+|absen\w+|ignor\w+|empêch\w+|au lieu|avant"
            r"|jusqu\w*|évit\w+|cess\w+|loin|rejet\w+|mécon\w+|mal(?:adr|hon|sain)\w+|non-\w+"
            r"|in(?:acc|adé|apt|comp|conn|conv|corr|eff|élig|exp|jus|suff|util|vis)\w+"
            r"|im(?:mob|mor|pat|parf|prob|prat|prév|prud|puis)\w+|il(?:lég|log)\w+|ir(?:rat|rég|res)\w+"
        ),
        faint=r"sauf|seulement|seule?s?|mais|pas|trop|plutôt|moins|(?:im|in|ir|dé|mal)\w{4,}",
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
        # "Ne … plus" means "no longer", unless it compares or counts: "ne … plus de dix", "ne … plus grand que".
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
        # "Пока не" means "until" at the beginning of a clause, and "not yet" elsewhere.
        idioms=(
            r"(?:(?<=, )|(?<=пор ))пока[^.,;!?]{0,20} не|чуть не|едва не|не раз|не менее|не более"
            r"|не мо[гж]\w* не|не столько|не то чтобы|лишь|без (?:вести|сомнения)"
            r"|(?:как|что|где|кто|куда|когда|как\w+|ч[её]м|кого) бы(?: \w+){0,2} ни"
        ),
        firm=r"не|нет|нельзя|некому|нечего|незачем|некуда",
        joined=r"ни(?! од[ни])",
        beside=r"ни|никто|никого|никому|никем|никогда|ничего|ничто|ничему|ничем|нигде|никуда|никак\w*|отнюдь",
        implied=(
            r"не только|не просто|без|отказ\w+|невозмож\w+|неспособ\w+|отриц\w+|отсутств\w+|вряд ли|едва ли"
            r"|маловероят\w+|неизвест\w+|неясн\w+|недоступ\w+"
        ),
        loose=(
            r"едва|редко|лишен\w*|мало|вместо|отверг\w*|прекра[тщ]\w+|переста\w+|избе[гж]\w+"
            r"|напрасно|пока|бес(?!ед)\w{3,}|без(?!опас)\w{3,}"
            r"|не(?!бес|больш|дав|движ|дел|котор|мец|многи|обход|рв|ред|скольк|смотря|фт)\w{4,}"
        ),
        faint=r"кроме|только|а|но|до|слишком|против|не\w{4,}|без\w{3,}|бес\w{3,}",
    ),
    Cue(
        kind=FactKind.MODALITY,
        firm=r"может быть|быть может|возможно|вероятно|пожалуй|наверное|видимо|по-видимому|должно быть",
        loose=(
            r"мо[гж]\w+|могл\w*|можно|кажется|казал\w+|похоже|бы|б|словно|якобы|наверняка|дума\w+|счита\w+|полага\w+"
            r"|скорее|вроде|долж\w+|веро\w+|предпол\w+|если|как будто|потенциал\w*|шанс\w*|ли|пусть|риск\w*"
        ),
    ),
    # Verb endings show the person, and "свой" refers to any owner.
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
"""By primary language subtag."""
