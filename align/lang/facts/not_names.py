"""Words that are written with a capital but name neither a person nor a place, as data.

They are the words of institutions, titles and directions, which are translated word by word.
"""

from __future__ import annotations

from align.lang import language

_WHOLE = {
    "en": (
        "after before since while although though however meanwhile despite because during according once until"
        " both each every some many most more another such also only just even still yet all any others well i mr"
        " mrs ms miss dr sir lord lady king queen prince princess dame judge justice street road avenue lane"
        " highway motorway freeway parkway boulevard turnpike"
        " monday tuesday wednesday thursday friday saturday sunday january february march april may june july"
        " august september october november december english european god the a an and of in on at for to from"
        " with by no not this that these those it its he she his her they their we our you your my who what when"
        " where why how is are was were be been has have had do does did will would can could should might must as"
        " or but so if then than there here new old big great good best last first second third next one two three"
        " four five six seven eight nine ten north south east west northern southern eastern western central"
        " northwest northeast southwest southeast upper lower middle high white red black blue green golden whites reds"
        " blacks blues greens saint"
        " st mount mt rev rep sen gov defense defence reverend father mother brother sister pope bishop archbishop"
        " officer inspector sergeant captain colonel major general lieutenant admiral private detective chief"
        " senator congressman representative deputy minister premier president vice chairman chairwoman chair"
        " secretary treasurer director manager governor mayor commissioner ambassador chancellor professor doctor"
        " lawyer attorney citizen comrade court assembly commission committee house senate council parliament"
        " government cabinet ministry department state states united national international federal royal public"
        " supreme judiciary congress board university college school academy institute institution center centre"
        " museum library church cathedral hospital prison station airport hotel hall theatre theater bank fund"
        " union association society foundation federation confederation organization organisation agency bureau"
        " office service services company corporation corp inc ltd group party democratic republican democrat"
        " democrats republicans conservative conservatives labour liberal liberals socialist communist league cup"
        " premiership championship championships champions open grand prix games game series tour world war army"
        " navy air force forces guard police security city town village county region province district republic"
        " kingdom empire island islands river lake sea ocean bay beach mountain mountains valley bridge park"
        " square garden gardens forest gulf coast hurricane storm typhoon day week month year night morning"
        " evening today yesterday tomorrow weekend christmas easter times post news press radio television"
        " internet bible awards award prize act law bill amendment treaty agreement plan project program programme"
        " report fire team club football rugby sports sport music film movie book books magazine journal lords"
        " commons people men women children man woman boy girl mum dad constitution majesty majesties highness"
        " trust examiner commonwealth constitutional aids nazi nazis christian christians muslim muslims catholic"
        " catholics jewish jew jews islam islamic orthodox protestant"
    ),
    "fr": (
        "classement lorsque alors ainsi après avant depuis pendant selon toutefois cependant néanmoins enfin puis"
        " ensuite aujourd hier demain chaque tous toutes tout toute plusieurs certains certaines aucun aucune"
        " beaucoup outre malgré lors dès afin puisque parce bien même autre autres pays réseau m mm mme mlle dr me"
        " mgr dieu le la les l un une de du des d et en au aux à ce cet cette ces il elle ils elles on nous vous"
        " je tu son sa ses leur leurs mon ma mes notre nos votre vos qui que quoi où quand comment pourquoi dans"
        " par pour sur sous avec sans mais ou donc or ni car si nord sud est ouest sénateur sénatrice président"
        " présidente vice ministre premier première député députée maire juge général capitaine colonel commandant"
        " lieutenant sergent amiral inspecteur directeur directrice secrétaire saint sainte révérend père mère"
        " frère sœur pape évêque roi reine prince princesse duc duchesse lord lady sir professeur docteur maître"
        " cour assemblée commission comité chambre sénat conseil parlement gouvernement cabinet ministère"
        " département état états unis unies nations nation national nationale international internationale fédéral"
        " fédérale royal royale suprême public publique congrès université collège lycée école académie institut"
        " centre musée bibliothèque église cathédrale hôpital prison gare aéroport hôtel théâtre banque fonds"
        " union association société fondation fédération confédération organisation agence bureau office service"
        " services compagnie groupe parti démocrate démocrates républicain républicains républicaine conservateurs"
        " conservateur travailliste travaillistes libéral libéraux socialiste communiste ligue coupe championnat"
        " championnats open grand grande prix jeux jeu série tour monde mondial mondiale guerre armée marine air"
        " force forces garde police sécurité ville comté région province district république royaume empire île"
        " îles rivière fleuve lac mer océan baie plage mont montagne montagnes vallée pont parc place jardin forêt"
        " golfe côte rue avenue boulevard ouragan tempête typhon noël pâques bible internet constitution loi acte"
        " traité accord plan projet programme rapport maison blanche blanc blancs noir noirs rouge rouges bleu"
        " bleus vert verts haut"
        " haute bas basse moyen nouveau nouvelle vieux vieille petit petite occidental occidentale oriental"
        " orientale central centrale sida nazi nazis orient occident résistance révolution renaissance antiquité"
        " histoire affaires étrangères intérieur justice défense finances commerce travail santé éducation culture"
        " analyse échec sports sport équipe club football rugby musique film livre livres journal presse radio"
        " télévision temps oscars majesté croix english uni"
    ),
    "ru": (
        "для это этот эта так как что кто при из на по за под над от до об во со через между среди около после"
        " перед когда пока также однако кроме хотя если чтобы потому поэтому вы вас вам вами ваш ваша ваше ваши"
        " вашего вашей вашему вашим ваших вашу бог бога богу я он она они мы сент сен сан санкт"
    ),
    "de": "herr frau fräulein",
    "el": (
        "ιανουάριος ιανουαρίου ιανουάριο φεβρουάριος φεβρουαρίου φεβρουάριο μάρτιος μαρτίου μάρτιο απρίλιος"
        " απριλίου απρίλιο μάιος μαΐου μάιο ιούνιος ιουνίου ιούνιο ιούλιος ιουλίου ιούλιο αύγουστος αυγούστου"
        " αύγουστο σεπτέμβριος σεπτεμβρίου σεπτέμβριο οκτώβριος οκτωβρίου οκτώβριο νοέμβριος νοεμβρίου νοέμβριο"
        " δεκέμβριος δεκεμβρίου δεκέμβριο δευτέρα τρίτη τετάρτη πέμπτη παρασκευή σάββατο κυριακή κύριος κυρία κύριε"
    ),
    "es": "sra srta sres dra don doña señor señora señorita",
    "it": "sig dott dottor dottssa signor signora signorina avv ing",
    "nl": "heer mevrouw meneer dhr mevr mej",
    "pl": "pan pani panie panowie państwo",
    "pt": "sra dra exmo exma dom dona senhor senhora",
    "tr": (
        "ocak şubat mart nisan mayıs haziran temmuz ağustos eylül ekim kasım aralık pazartesi salı çarşamba perşembe"
        " cuma cumartesi pazar bay bayan sayın doç hanım bey"
    ),
}
_STEMS = {
    "ru": (
        "суд верховн ассамбле комисси комисс комитет палат сенат совет парламент правительств кабинет министерств"
        " департамент государств государственн госдеп национальн международн федеральн королев корол общественн"
        " конгресс университет колледж школ академи институт центр музе библиотек церк собор больниц госпитал"
        " тюрьм вокзал аэропорт отел гостиниц театр банк фонд союз ассоциаци обществ федераци конфедераци"
        " организаци агентств бюро офис служб компани корпораци групп парти демократ республик республиканск"
        " консерват консерв лейборист либерал социалист коммунист лиг кубок кубк чемпионат открыт гран при игр"
        " сери тур мир миров войн арми флот военн морск воздушн силы сил силам силами гварди полици безопасност"
        " город городск округ област район провинци кра республ империи остров рек озер море моря океан залив пляж"
        " гор долин мост парк площад сад лес берег улиц проспект ураган шторм тайфун рождеств пасх библи интернет"
        " конституц закон акт договор соглашени план проект программ доклад дом бел красн черн чёрн син зелен"
        " зелён больш мал верхн нижн средн нов стар северн южн восточн западн север юг восток запад юго северо"
        " центральн великобритани королевств президент вице премьер министр депутат мэр судь генерал капитан"
        " полковник майор лейтенант сержант адмирал инспектор директор секретар свят преподобн отец отц мать матер"
        " брат сестр пап епископ принц герцог лорд лед сэр профессор доктор губернатор сенатор комиссар посол"
        " генеральн юридическ юстици оборон финанс торговл труд здравоохранен образован культур внутренн иностранн"
        " отечествен народн един древн истори наци нацист христиан мусульм католи еврей евре ислам православн"
        " премь минист закона мвд советск олимпийск оскар величеств содружеств недел специальн объединенн сет"
    ),
}
_WORDS = {lang: frozenset(words.split()) for lang, words in _WHOLE.items()}
_PREFIXES = {lang: frozenset(words.split()) for lang, words in _STEMS.items()}
_ENDINGS = frozenset({
    "",
    "аяуюеиыоь", "ой", "ый", "ий", "ая", "яя", "ое", "ее", "ые", "ие", "ого", "его", "ому", "ему", "ым", "им", "ом",
    "ем", "ей", "ую", "юю", "ых", "их", "ам", "ям", "ами", "ями", "ах", "ях", "ов", "ев", "ья", "ье", "ью", "ия",
    "ию", "ии", "ием", "ией", "ка", "ки", "ку", "ск", "ский", "ская", "ское", "ского", "скому", "ским", "ском",
    "ской", "скую", "ские", "ских", "скими", "а", "я", "у", "ю", "е", "и", "ы", "о", "ь",
})  # fmt: skip
"""Endings that a case or a derived adjective adds to such a stem."""


def is_common_word(word: str, lang: str) -> bool:
    """Tell whether a capitalised word is a common word and not a name."""
    tag, lower = lang.partition("-")[0], word.lower()
    if (
        lower in _WORDS.get(tag, ()) or word in language(lang).starters or lower in _WORDS["en"]
    ):  # English titles occur in texts of all languages.
        return True
    return any(
        lower[:length] in _PREFIXES.get(tag, ()) and lower[length:] in _ENDINGS for length in range(2, len(lower) + 1)
    )
