//! What goes wrong with the service itself: the work did not hold, the car came late, dearer, dirty or damaged,
//! nobody answers.

use super::phrase::{Cue, Phrases};

pub static CUES: &[&Cue] =
    &[&CAME_BACK, &STILL, &AFTER_YOU, &PROMISED, &LATE, &UNREACHABLE, &DAMAGED, &UNSAFE, &WEAK, &BURDEN, &TOLD];

/// The fault is there again, or the customer is.
static CAME_BACK: Cue = Cue {
    weight: 4,
    deniable: true,
    phrases: Phrases::new(
        "
        rallume* _ a peine / @fault allume* @n ?cinq _ apres / quarante|cinquante|cent|deux|dix|vingt
        kilometres|km apres / puis plus rien / pas mieux plus|qu ?qu avant mes|ma|mon|les|votre / pas plus qu
        avant / revenu ,|.|hier|ce / exactement|toujours ?est ?le ?la ?identique meme|memes|pareil /
        encore|toujours molle|mou|bloque*|casse*|pire / deux|trois fois ?la|le|les
        meme|memes|facture*|revenir|deplace* / revenir @n|deux|trois fois / a nouveau a|ma|la|le / encore un|une
        report|retard|fois|panne|annulation|erreur|oubli|voyant|bruit / encore un|une
        fuite|probleme|souci|facture|relance|retour|passage|semaine|mauvaise|excuse / case depart / point de
        depart / identique le|au|des|apres / comme avant / cloque*|ecaille*|craquel*|decolle*|rouille _ apres|plus
        tard|deja|mois / hs _ apres|a @n km / garantie introuvable|refusee|bidon / rien n a change / toujours
        pareil|idem|la|present* / de pire / retour au meme point / @nth ?et ?derniere
        fois|retour|passage|rdv|visite|venue|tentative|relance|message|appel / @nth ?et ?derniere
        reparation|intervention|essai|mail|courrier|demande|devis|diag|depose|report|panne / @n|deux|trois
        passages|retours|visites|allers|aller|relances|messages / @n|deux|trois
        rdv|reparations|interventions|courriels|mails|appels|reports / @fault ?est ?deja ?de
        revenu*|retour|reapparu*|recommence|recommencent|reprend / @fault ?est ?deja ?de
        repris|rallume*|revient|reviennent|persiste*|identique*|subsiste* / revenu* au
        bout|apres|des|aussitot|le|dans|en|sur|pire|comme / reapparu* / rallume* / est revenu|revenue|revenus /
        sa|ca|c a recommence*|revient|reprend|refait|continue / recommence / persiste / a|de nouveau ?en ?le ?la
        ?du @fault|allume* / encore en panne|tombe*|allume*|la|le|une|un|des|du|de / encore|toujours
        ?le|la|un|une|du|des|ce|cette ?meme @fault / meme|memes @fault / le|la meme @fault|chose|histoire /
        retour*|revient|revenu|revenue|repasse|ramene|ramener|revenir ?nous|vous|a ?voir|cause|suite ?a|au pour
        ?le|la ?meme|cause @fault / retombe*|retombee en|deja / a peine
        sorti*|rentre*|recupere*|parti*|rendu*|repare*|@n / le soir meme , / le lendemain / retombe* /
        @n|quelques|une km|kilometres|metres|jours|semaine|semaines|mois|minutes|heures apres / apres seulement|a
        peine @n|une|quelques",
    ),
};

/// Not done yet, though it should be.
static STILL: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        toujours|encore|meme pas ?de|d ?eu|ete recu|repare*|regle*|resolu*|prete*|pret|fait*|rappele*|reponse /
        toujours|encore|meme pas ?de|d ?eu|ete
        nouvelle*|fini*|arrive*|rendu*|marche*|commence*|disponible|rembourse*|fonction* / toujours|encore rien /
        toujours ?pas ?aucune ?le|la|un|une|sans|du ?meme travers|@fault|pied|nouvelle*|date|arret / toujours a
        pied|travers|gauche|droite|l arret / n est|ont|a|avez|etait|sont ?toujours pas|rien ?ete ?du ?tout
        resolu*|regle*|repare*|fait*|change*|corrige*|traite* / n est|ont|a|avez|etait|sont ?toujours pas|rien
        ?ete ?du ?tout verifie*|remis*|remplace*|nettoye*|servi|trouve|compris|touche / rien|pas ?n a|n est ?ete
        ?de ?tout repare*|resolu*|fait|change|regle*|serieux|trouve|vu / n a|ont rien|pas ?ete
        repare*|servi|regle*|resolu*|change*|arrange / n ai|a rien|pas ?ete servi|change|resolu / ne|n
        @part|ca|elle|il|la|le marche*|fonctionne* ?toujours|pas pas|plus|mieux /
        marche*|fonctionne*|ferme*|demarre*|tient|refroidit|chauffe* ?toujours pas|plus|mal|moins
        depuis|alors|apres / toujours ?aussi|autant mal|mou|molle|dur|d|de|bruyant*|faible / meme pas / pas mieux
        / rien de mieux|fait|change / aussi|encore pire / pire qu*|que|encore / plus mal / moins bien / ne
        tient|tenait pas / n a pas tenu / pas tenu / rien n a / laisse* comme",
    ),
};

/// It began with the garage's own work.
static AFTER_YOU: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        apres un|une|le|la|les|ma|mon ?simple parallelisme|vidange|geometrie|revision|equilibrage|reparation /
        avez forc*|bloqu* / vous|ils ont|avez ?bloque ?garde|immobilise ma|mon|notre / y etait|etaient avant /
        malgre les|la|le|mes|nos @n|facture / qu avez vous fait / que|qu ?avez faites|fait|foutu*|fabrique* vous /
        que vous|on|ils avez|ont|a fait|faits|faites|change*|pose*|monte*|repare*|remplace*|serre*|casse* /
        fait|faite|pose*|change*|remplace*|repare* ici|chez nous|vous / avant et apres /
        certain|certaine|persuade*|convaincu* que|qu|d / depuis|apres|malgre|suite ?a|au ?que
        ?le|la|l|votre|vos|notre|nos|leur ?derniere|dernier|grande
        passage|intervention|reparation|revision|vidange|changement|remplacement / depuis|apres|malgre|suite ?a|au
        ?que ?le|la|l|votre|vos|notre|nos|leur ?derniere|dernier|grande
        chgt|reglage|pose|montage|restitution|travaux|geometrie / depuis que vous|nous|on / depuis qu elle|il|on
        sort|est|passe* / depuis que ?la|le _ sort*|rendu*|recupere*|repar*|chez|passe* / depuis
        votre|vos|notre|nos / apres|malgre votre|vos|notre|nos|leur|leurs|@n
        passage*|intervention*|reparation*|relance*|message*|visite*|appels|rdv|promesses|travaux / alors que|qu _
        vous|vient|venez|etait|avait|j ai|neuf|neuve|neufs|paye|change*|ok / sort*|sorti*|sortie|sortant de
        chez|votre ?vous|atelier|l atelier / avant que vous|ils / avant ?elle|tout|ca ?elle
        marchait|roulait|allait|fonctionnait / marchait|fonctionnait|roulait|allait ?tres ?bien
        mieux|avant|tres|parfaitement|en / n y etait|etaient pas / pas la avant|quand|en / etait|etaient
        pas|nickel|neuf|neuve|propre|intact* ?la ?presente avant|quand|depot|hier / etait|etaient pas la
        ,|hier|avant / a cause de vous|nous|eux|la|votre|vos / par votre|vos|notre|leur
        faute|soins|erreur*|negligence|manque|mecanicien|atelier / votre|leur|vos|leurs
        faute|erreur*|negligence*|oubli*|incompetence|manque|conneries|betise* / c est vous qui / vous avez|aviez
        _ oublie*|casse*|perdu*|abime*|raye*|menti / on|ils|vous|garage a|ont|avez|m _
        oublie*|casse*|abime*|raye*|perdu|vole|egare|massacre|salope / qu on|vous vient|venez de
        changer|remplace*|poser|faire|reparer",
    ),
};

static PROMISED: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        report*|annul*|decal*|repouss* @n|2|deux|trois / @n|deux|trois reports|annulations / avait
        demande|dit|precise|convenu _ appel|avant|de / sur place _ rien|on|pas|personne / rien de note|prevu / pas
        note*|dans le planning|au planning / demi tour / nous|on sommes|est @when / on|vous|ils ?me|m|nous|lui|l
        ?en avait|aviez|avaient|avions|avez|ont ?bien|pourtant promis|garanti|jure|assure|certifie / m|nous|lui
        avait|aviez|avaient|avez|ont promis|garanti|jure|assure|certifie /
        promis*|promesse*|promettre|promettent|promettez / prevu|prevue|promise|promis|attendue
        ?pour|depuis|initialement hier|lundi|mardi|mercredi|jeudi|vendredi _ toujours|pas|rien /
        devait|devaient|deviez|devrait|aurait ?me|etre ?l ?etre
        prete|pret|rappel*|durer|couter|prendre|appeler|livree|terminee|rendue|finie|m|nous / au lieu de|d|du /
        comme prevu|promis|convenu|annonce _ pas|non / c etait prevu|pret|pour|prete|lundi|annonce / puis @when /
        @when|lundi|mardi|mercredi|jeudi|vendredi puis|nous|on|toujours|il|rien|et / nous|on sommes|est|on @when /
        il est @when|@n / sans cesse|arret|fin / sans ?me|nous ?l|en
        prevenir|avertir|avis|appeler|explication*|raison|excuse*|prevenu / personne|jamais|meme pas ?ne ?n
        ?ete|a|avez ?m ?nous ?daigne prevenu*|prevenir|informe*|averti*|previen* / pas ete|ai|m|nous ?ete
        prevenu*|informe*|averti* / sans ?me ?nous prevenir / la veille|dernier moment|derniere minute _
        annule*|report*|decale*|pour|a / encore|fois|toujours|sans annule*|report*|repouss*|decale* /
        rdv|rendez|est|encore ?vous ?encore annule*|repousse* ?encore ?par la|nous|vous|veille|matin|sans|garage /
        venu*|deplace*|deplacement|trajet|aller|km|kilometres|@n _ pour rien / porte|portail ferme*|close /
        tombe|trouve _ ferme|porte / garage|atelier ferme*",
    ),
};

static LATE: Cue = Cue {
    weight: 3,
    deniable: true,
    phrases: Phrases::new(
        "
        prise en charge a / prevenu|prevenue|appele|rappele a|que @when / pas un message|appel|coup|sms|mail /
        ambiance|allure / en reunion|pause|formation / @n|une|un ?bonnes|bonne @span ?et|de|d|pour ?demi ?plus
        attente|retard|attendre|rdv|immobilis*|rien|changer / ca|cela|voila|voici|depuis|deja fait ?deja
        ?plus|bientot ?de @n|une|des / voila|voici|bientot ?maintenant|deja|plus ?de @n|une|un|des / @span sans
        ?ma ?mon voiture|vehicule|nouvelle*|reponse|retour / @span perdue*|immobilis* / depuis ?plus ?de
        @n|une|des ?@span sans / immobilis* depuis|chez|pour / dort|croupit|moisit|traine _
        chez|dans|sur|depuis|cour|parking|atelier / j|on|nous|femme|mari|fille|fils|mere|pere
        attends|attend|attendons|attendu toujours|encore|depuis|la|dehors|debout|une|votre|@n / attends|attente
        ?toujours|encore depuis / attendu @n|plus|une / retard* inacceptable*|repete*|accumule*|a
        repetition|systematique* / en retard de|sur / avec|apres @n|une @span de retard / rendu*|livre*|fini* _
        retard / au prochain retard / vu le retard / delai* _
        pas|jamais|interminable*|long*|non|depasse*|fantaisiste* / delai* _
        tenu*|respecte*|inadmissible*|explose*|annonce*|ridicule*|delirant* / interminable* /
        trop|bien|tres|vraiment|super long|longue|longs|lent|lente|lents|lentement / lenteur* / c est long / perdu
        _ journee|matinee|temps|heure*|demi|rtt|conge|semaine* / perte de temps / pose|posant|pris|prendre|poser _
        demi|journee|rtt|conge|jour|taxi|train|bus / je travaille|bosse moi",
    ),
};

static UNREACHABLE: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        il|y y|n a personne / personne ?chez ?vous ou quoi / attend* dehors|sous / personne
        ne|n|pour|me|m|a|repond*|rappel*|au|pas|chez|hier|capable|disponible|sait / personne _
        repond*|rappel*|prevenu*|decroche*|appele*|informe*|vient|explique* /
        vous|ils|on|telephone|standard|accueil ?ne ?me repond*|rappel*|decroch* ?jamais pas|jamais|plus /
        jamais|pas repond*|rappel*|decroch*|recontact* / pas|jamais|toujours|plus|aucun|aucune|sans|zero
        ?un|une|le|la|eu|recu|obtenir|de|d ?seul|seule|moindre|eu|recu
        rappel|reponse|nouvelle|nouvelles|coup|info|infos|information|signe / sans|aucune|aucun|pas|point|zero
        ?aucune|la|le|moindre|de|eu|d nouvelle*|reponse*|retour|info*|explication* / silence radio|complet|total /
        radio silence / injoignable* / impossible|moyen|arrive|arrivons|reussi* ?de|d|a ?vous|les|l
        joindre|avoir|obtenir|contacter|parler / impossible de|d les|vous|l|le|avoir|obtenir|savoir|parler / pas
        moyen / sonne|sonnait dans|vide|sans|occupe / boite vocale /
        message*|appel*|mail*|courriel*|relance*|sms|courrier* ?laisse*|restes|reste|est|sont sans reponse|suite /
        messages|appels|mails|courriels|relances|sms restes|ignores|laisses /
        laisse*|envoye*|appele*|relance*|appelle|ecris|ecrit|telephone ?deja|plus|au|plusieurs|encore ?moins
        @n|plusieurs|x|des fois|messages|mails|message|sms|@span / a chaque fois / tous les matins / courir apres
        / il ?m ?nous ?a fallu|faut|faudra ?que ?de ?je|d
        relancer|insister|appeler|rappeler|revenir|quemander|batailler|reclamer / oblige* de|d
        relancer|insister|appeler|rappeler|revenir / relance* sans|restee*|@n /
        doit|devait|deviez|devaient|promis|cense* ?de|me|nous|m ?etre rappel* / ne ?me|nous|m|l ?a|avez|ont
        rappel* jamais|pas / vous ne|n|me repond*|rappel*|decroch*",
    ),
};

static DAMAGED: Cue = Cue {
    weight: 3,
    deniable: true,
    phrases: Phrases::new(
        "
        marquee|marque|raye*|griffe*|abime* ?au|a|pendant ?le montage|demontage|atelier|garage|lavage / veut une
        neuve|neuf / avec des bulles|coulures|traces|plis|defauts / bulle*|coulure*|defaut* ?de peinture|dans|sur
        / amput* / nuance|teinte|couleur|peinture differente|pas|visible|ecart|decalage / constate* a|au|apres|en
        la|restitution|retour|recup* / declaration ?de sinistre / balance|jete|laisse _ dans|coffre / pleine ?pas
        d huile|boue / @dirt sur|dans|partout|noire*|au|d|de / plein|pleine|pleins de @dirt / @dirt @part /
        rendu*|restitue*|recupere*|retrouve*|recuperer|rend|ressort*|rendez|revenu*|repris*|livre* _
        @dirt|sans|pas|avec|plein*|trempe*|casse* /
        rendu*|restitue*|recupere*|retrouve*|recuperer|rend|ressort*|rendez|revenu*|repris*|livre* _
        vide|sec|dans|cendrier|poussier*|odeur|puant*|pire / plein*|pleine|couvert* de|d
        @dirt|doigts|poils|huile|traces|eau / traces de
        doigts|pas|pattes|chaussures|mains|graisse|huile|cambouis|pneus /
        nouvelle|nouveau|belle|beau|franche|vilaine @dirt /
        reservoir|plein|jauge|carburant|essence|gasoil|compteur _ vide|sec|reserve|en plus|moins|km|manqu* / @n km
        au|de plus|en plus / qui a roule|fume|conduit|utilise / je ne fume pas / siege regle / puait|pue|puent /
        sent|sentait le|la tabac|cigarette|clope / cochon*|porcherie|degueu*|crade*|poubelle / etat de
        proprete|lamentable|salete|deplorable|ma|l|interieur|dans / salete* / nettoyage a|aux|vos|nos frais /
        degat*|sinistre",
    ),
};

static UNSAFE: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        serr* _ peine|roue*|mal|pas|boulon* / roue* _ serree*|desserree*|partie|partir|perdu*|serrees /
        failli|manque ?nous|me ?y se|perdre|tuer|mourir|passer|rester|avoir|accident|etre|finir|emboutir|perdu /
        mis|mise|mettre|mettez|met ?ma|mes|nos|la|en|notre vie|danger|vies|enfants|famille / dangereu* _
        rendre|laisser|repartir|travail|conduire|route|vous|rendu* / laisser|laisse|laissez|laissent _
        repartir|partir|rouler|avec / pas rassure*|tranquille|confiance / aucune|plus|pas confiance / avec
        enfants|mes enfants|ma fille|bebe|famille _ bord|dedans|arriere|panne / plus de frein* depuis|apres /
        securite _ famille|enfants|jeu|ma|jouez / contre visite _ apres|alors|refuse* / refuse* au ct|controle",
    ),
};

/// Hints, of which it takes several.
static WEAK: Cue = Cue {
    weight: 1,
    deniable: false,
    phrases: Phrases::new(
        "
        pourtant / alors que|qu / encore une|un / pourquoi / sale|sales / seulement / soit disant / franchement /
        resultat / bilan / personne / apparemment / bizarre* / sinon / en plus / helas / malgre / vous avez / vos
        / vous ne|n",
    ),
};

/// What it costs them.
static BURDEN: Cue = Cue {
    weight: 2,
    deniable: false,
    phrases: Phrases::new(
        "
        dommage / taxi / a pied / besoin de ma|notre voiture|vehicule|auto|fourgon / ca fait ?maintenant ?deja
        ?plus @n|une|longtemps / debranche* / desserre* / fait|faite|pose*|change*|remplace* ici|chez ?nous|vous
        la|le|il / comme d habitude|toujours / a ce prix|tarif / enfin une|la|le|reponse|honnete / sans
        voiture|vehicule|camion|fourgon|auto / balade*|ballade*|trimball*|interlocuteur* / oblige* de|d /
        contraint* / bloque*|coince* _ cause|vous|travail|boulot|vacances|route / vacances _
        gachees|annulees|eau|foutu*|rate* / gach*|gache|ruine / foutu* en / plante|plantee|plantes|planque / en
        rade|carafe / sans voiture|vehicule|solution|moyen|mobilite / je|il|elle|nous me|se|nous
        ?suis|retrouv*|retrouve* sans|a|plante|bloque*|avec|coince* / enfants a / abus* de|d / jour ferie / perdu*
        _ client|chantier|argent|contrat|euros|marche|vue",
    ),
};

/// What was said before, which alone may have been kept.
static TOLD: Cue = Cue {
    weight: 2,
    deniable: false,
    phrases: Phrases::new(
        "
        m|nous|lui|on|vous|ils|l avait|aviez|avaient|avions|avez ?bien|pourtant @said / aviez|avions @said / on
        me|nous|lui dit|annonce|promet|parle|repond",
    ),
};
