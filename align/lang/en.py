"""English."""

from __future__ import annotations

from align.lang.default import Language, words

ENGLISH = Language(
    tag="en",
    quotes=(("“", "”"), ("‘", "’"), ("«", "»"), ('"', '"'), ("'", "'")),
    dashes="—–-",
    # Titles before names, words of comparison and reference, shortened forenames, Russian initials of two letters.
    never_final=words(
        "Mr Mrs Ms Mx Messrs Mme Mlle Dr Drs Prof Rev Revd Hon Rt Gen Maj Col Lt Capt Cmdr Adm Sgt Cpl Brig Gov Govs"
        " Sen Sens Rep Reps Pres Supt Insp St Ste Mt Ft e.g i.e cf viz v vs approx ca Cf Geo Wm Chas Thos Jas Jos Robt"
        " Th Ch Yu Ya Ye Zh Kh Ts Sh trans transl op loc esp incl resp"
    ),
    before_number=words("No no Nos nos fig figs art arts ch chs chap chaps sec eq par para paras c nr tel ext b d"),
    locators=words("p P pp vol vols bk fol ff f n nn l ll col cols"),
    # Places, companies, dates, measures and degrees: "in the U.S. The", but "the U.S. Army".
    possibly_final=words(
        "U.S U.K U.N E.U U.S.A U.S.S.R D.C a.m p.m A.M P.M A.D B.C C.E B.C.E Inc Corp Co Cos Ltd Bros Dept Univ Assn"
        " Jr Sr Esq Ph.D M.D B.A M.A Ave Blvd Rd Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec Mon Tue Tues Wed Thu"
        " Thurs Fri Sat al ed eds cit Calif Fla Pa Va Conn Ariz Mich Minn Tenn Wash Ky Ga est dist lb lbs oz ft sq mph"
    ),
    final=words("etc ibid"),
    # Without May, Will and other words that are also names.
    starters=words(
        "The A An This That These Those He She It We You They I There Here In On At By For From With Without After"
        " Before When While If But And Or So As Then Now Yet However Although Though Because Since What Who Why How"
        " Where Which Whose His Her Its Our My Your Their All Some Many Most Few No Not Nobody None Nothing One Once"
        " Only Even Also Moreover Meanwhile To Of Under Over Until Despite During Among Between Both Each Every Another"
        " Such Is Are Was Were Did Does Do Has Have Had Can Would Could Should Perhaps Let Later Still Two Three"
        " Several Instead Indeed Thus Hence Therefore Finally Nevertheless Today Yesterday Tomorrow Never Yes Well"
    ),
    divisions=words("chapter part book section volume article act scene canto letter appendix note figure table §"),
    reporting=words(
        "said says asked asks cried replied answered exclaimed shouted whispered murmured muttered added continued"
        " inquired enquired demanded repeated returned began wondered thought declared insisted called screamed yelled"
        " sighed laughed wrote writes observed remarked responded retorted protested interrupted concluded snapped"
        " growled gasped explained told"
    ),
)
