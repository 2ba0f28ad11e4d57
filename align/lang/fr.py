"""French."""

from __future__ import annotations

from align.lang.default import Language, words

FRENCH = Language(
    tag="fr",
    quotes=(("«", "»"), ("“", "”"), ("‘", "’"), ("„", "“"), ("‹", "›"), ('"', '"')),
    dashes="—–-",
    # Titles, eras and streets before their names, words of comparison, shortened forenames, Russian initials of two
    # letters.
    never_final=words(
        "M MM Mm Mme Mmes Mlle Mlles Mgr Mgrs Me Mes Dr Drs Pr Prof St Ste Sts Stes Cdt Gal Gén Lt Sgt Cap Ctt S.M S.E"
        " S.A.R S.S R.P P.S cf c c.-à-d p.ex av apr bd boul env vs trad dir coll op loc Ch Chr Ph Th Fr Jh Iou Ia Ie Kh"
        " Ts Tch resp réf ex.gr i.e e.g"
    ),
    before_number=words(
        "no nos n° janv févr avr juil sept oct nov déc art fig al chap ch sect éd prop rem ill pl v h ex tél RN"
    ),
    locators=words("p P pp t T vol livr liv fol f ff l ll n col"),
    # Companies, dates, measures, and abbreviations that follow a name in a reference.
    possibly_final=words(
        "J.-C Cie S.A U.R.S.S U.S.A O.N.U Sté Ets hab suiv ss sqq cit éd ibid id Jr s.d s.l n.d.l.r N.D.L.R h.t"
    ),
    final=words("etc"),
    starters=words(
        "Le La Les L’ Un Une Des Du De D’ Il Elle Ils Elles On Nous Vous Je J’ Tu Ce C’ Cet Cette Ces Cela Ça Mais Et"
        " Ou Or Donc Car Ni Si S’ Quand Lorsque Comme Puis Ensuite Alors Ainsi Après Avant Dans En À A Au Aux Par Pour"
        " Sur Sous Sans Avec Contre Chez Vers Depuis Pendant Entre Que Qu’ Qui Quoi Où Comment Pourquoi Quel Quelle Son"
        " Sa Ses Mon Ma Mes Notre Nos Votre Vos Leur Leurs Tous Tout Toute Toutes Certains Plusieurs Quelques Aucun"
        " Aucune Chaque Même Ne N’ Non Oui Pas Plus Rien Personne Enfin Cependant Pourtant Toutefois Néanmoins Toujours"
        " Jamais Déjà Voici Voilà Lui Moi Y Est Deux Trois Malgré Selon Parmi Afin Celui Celle Ceux Celles"
    ),
    particles=words("Le La Les L’ Des Du De D’"),
    divisions=words(
        "chapitre livre partie tome volume section article acte scène chant lettre annexe note figure titre"
    ),
)
