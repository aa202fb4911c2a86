//! What shows that nothing is held against the garage: praise, requests, the customer's own fault, anger at
//! somebody else.

use super::phrase::{Cue, Phrases};

/// Said of the garage, or instead of a grievance.
pub static CUES: &[&Cue] = &[&THANKS, &PRAISE, &OWN_FAULT, &UNDERSTOOD, &SMILES, &RELIEF];

/// Said on the way: the calm write so, but the angry may ask for something too.
pub static ASIDES: &[&Cue] = &[&REQUEST, &AGREED, &EASY, &SYMPTOM, &ACCIDENT, &MINE];

/// They look like anger and are none: taken out before anything else is read.
pub static SOOTHING: Phrases = Phrases::new(
    "
    menac* de lacher|casser|ceder|rompre / qui a|va dit|dire que / n|ne ?ai|avons|ont pas|jamais|rien ?eu ?a
    ?me|nous|se plaindre|plains / difficilement ?faire ?un reproche* / pas|plus ?eu ?a ?vous plaindre / ceux la|ci
    / pas nous / pas de|votre votre faute / pensait|pensais que ce|c serait|etait / n est pas un|une ?roman
    arnaque*|escroquerie / ni / deconseille* ?une|un|de|d _ inutile*|cher*|remplacer|changer / jamais mon|ce
    garage / en proces avec / coute un bras|cher ,|mais|c / plus chers / impossible de dire du /
    aucun|pas|jamais|sans regret / ne mets jamais d avis / ne|n mets|laisse jamais d|de avis|commentaire* /
    toujours pas|aucune ?une mauvaise surprise|panne|souci|probleme / jamais un|une ?mot|prix ?de
    gonfle|travers|mauvaise|souci|retard|probleme|surprise|erreur|facture / pas de|d
    chichi*|baratin|blabla|pieges|coup|entourloupe|arnaque|supplement / ne l ont|a pas|jamais fait /
    auraient|aurait|auriez pu _ facturer|profiter|vendre / pas besoin de me rappeler|repondre / rien|aucun|pas
    defaut|stress|souci / le plus|tres|si serieux / vieux litige|probleme|souci / litige|affaire|dossier _
    clos|classe*|regle*|termine / aucun|sans|zero stress / pas fan / pas inquiet* / pas mal / moitie prix / l
    ont|a dit tout de suite / retour|commentaire|avis negatif / pas de retour / question de budget / le soir meme
    / dans l heure / inferieur* au / plus rien a / plus ?rien depuis / rien contre / pas de reponse urgente / pas
    urgent* / pas oppose* / s inquiet* pour rien / m inquiete pour rien / plus aucun|une|de|d ?seule
    @fault|tirage|souci|vibrations|jeu / pas une|un ?seul ?seule trace|tache|rayure|goutte|euro|souci / trace de
    doigt / l ?aucune trace de / non mecontent* / pas|jamais|ni|non|aucunement|nullement ?ete ?du ?tout ?vraiment
    ?etre mecontent*|decu*|fache*|enerve*|deçu|arnaque*|vole* / pas|jamais|ni|non|aucunement|nullement ?ete ?du
    ?tout ?vraiment ?etre presse*|inquiet*|grave|regrette*|cher|chere|oublie|surpris* / ne|n|jamais
    regrett*|reproch* / aucun|aucune|pas|sans|zero|ni ?le ?la ?moindre ?de|d ?l
    souci*|probleme*|reproche*|reclamation*|regret*|inquietude / aucun|aucune|pas|sans|zero|ni ?le ?la ?moindre
    ?de|d ?l deception|reserve|mauvaise|fausse|surprise|urgence / aucun|aucune|pas|sans|zero|ni ?le ?la ?moindre
    ?de|d ?l retard|attente|rayure*|trace*|bruit*|voyant* / aucun|aucune|pas|sans|zero|ni ?le ?la ?moindre ?de|d
    ?l panne*|fuite*|alerte*|embrouille*|erreur*|litige / rien|aucune|pas _ a ?vous|leur|nous
    redire|dire|reprocher|signaler|critiquer / pas ?d ?de attente / sans attendre / pas ?si ?tres ?du ?trop
    cher|chere / pas le moins cher / desole*|excuse*|pardon|confus|navre* ?moi ?nous ?encore ?pour|du|de|d
    ?le|la|mon|ce|l|notre ?petit retard|derangement|oubli|attente|erreur|reponse / mon|notre retard / en avance /
    retard de paiement / n|ne est|sont|s est|a|fait|reapparait ?jamais|plus|pas pas|plus|jamais / pas|plus|jamais
    revenu*|reapparu*|rallume*|recommence|mecontent*|tombe* / avis|commentaires negatifs|mauvais
    m|ne|injustes|trompeurs / mauvais avis m|ne|je / avis negatifs / comprends ?pas les|ces avis|critiques|mauvais
    / 5|cinq|4 etoiles / met|mets|mettre|mettrais|meritent|merite|donne|vaut|mettrai _ 5|cinq|10|dix /
    d|aucune|pas etoile / enleve pas / rembours* ?par|de ?mon|ma|l|la|son
    assur*|mutuelle|employeur|secu|entreprise / tout n est pas parfait / tant pis pour / pas de demande / sans
    hesit* / n hesit* / pas ?etre roule*|vendu|arnaque*|prise|pris|pousse / on|ne|n|jamais|rien ?lui|m|me|nous|a
    ?rien|pas|jamais vendu / rien vendu|impose|force / jamais ?m|ete ?a
    laisse*|decu*|arnaque*|menti|rate|failli|fait / jamais ?m|ete ?laisse|lache tomber|decu*|trahi* /
    catastrophe|drame|accident evite* / n en ?vous ?ne ?veux|veut|tiens _ pas|rigueur|nullement / en veux
    nullement|pas / ne|n|y|sans gene|derange|inquiete|pose|pas aucun|pas|plus|probleme / pas d|de
    arnaque|mauvaise|surprise|panique / comme promis|prevu|convenu / pas|sans ?m|nous ?l ?m ?a|ont ?en deranger /
    plus besoin / note precedente / mauvaise note / m inquiet* / deja mieux / au lieu de|des @n / avant ?les|l
    heure|delai / plus tot que|prevu / en dessous",
);

/// A later sentence of this kind takes back what was said before.
pub static CALMED: Phrases = Phrases::new(
    "
    content*|satisfait*|ravi*|rassure*|heureu*|calme* _ maintenant|desormais|finalement /
    maintenant|desormais|finalement|reparti*|repart|ressort* _ content*|satisfait*|ravi*|rassure*|heureu*|calme* /
    tout _ regle|rentre|va|arrange|resolu|ordre|parfait / c est regle|resolu|arrange|oublie|pardonne / mais
    regle*|ravi*|arrange*|resolu*|vite / s est calme*|excuse*|adouci* / se calme* / calme* apres|par|une / pas
    contre|apres nous|vous / au contraire / accepte* _ excuses|geste|explication* / nous a remercie* /
    comprend|compris|comprenait et|tres|bien / probleme|souci|panne|bruit|litige|malentendu|incident ?a|est|ete
    ?vite|enfin|depuis ?ete resolu*|regle*|clos|disparu|repare*|leve|dissipe|corrige* /
    aussitot|vite|immediatement|tout de suite repris*|corrige*|repare*|regle*|rembourse*|rattrape*|resolu* /
    corrige|repare|refait|rattrape|reprise|repris ?et gratuitement|sans|avec ?le sourire|discuter|broncher /
    rattrape* / j avais ?eu tort|mal / a tort / eu tort / mes excuses / je retire / sans rancune / c etait moi|ma
    / tout est rentre",
);

/// Said of somebody else.
pub static OF_OTHERS: Phrases = Phrases::new(
    "
    societe|agence|boite|compagnie ?de ?la location|leasing|assurance / ex mecano|garage|garagiste /
    depanneur|depannage mandate / eux|elle memes / erreur|faute|probleme chez eux / aupres|contre|envers
    d|de|eux|elle|lui / modele / particulier / greve / modele|achat / achat|sans eux / plateforme /
    remorqueur|depanneur / individus|voleur de|d / on m a vole / l autre garage / contre la|le|l|son|sa|cette|ces
    ?grosse marque|constructeur|individus|chantier|assurance* / apres|contre eux / ma|m a ?on vole /
    fouine|rat|rongeur*|martre / deux|trois|@n concessions|garages|mecanos / plainte / assistance /
    conducteur|chauffard / usine|chantier|route|voirie|commune|ville / leur|leurs nouveau|nouvelle / assur* /
    expert / l expert / ancien|precedent|autre|autres|dernier ?mon ?ce
    garage|garagiste|garages|mecano|proprietaire / garage|garagiste|mecano precedent|d avant|d a /
    trois|plusieurs|deux|@n garages / ailleurs on|ils|c|m|j / habitue* _ ailleurs|autres / concession* / centre
    auto / centres autos / vendeur / constructeur / mutuelle / banque / prefecture / fourriere / son|mon ex / la
    poste / parking|voisin|tiers|inconnu|livreur|marteaux / transporteur|fournisseur|grossiste|leasing|loueur /
    administration|ants|fisc|mairie|marque|peage / par un autre|confrere / controle technique|controleur",
);

/// Though it is us.
pub static OF_US: Phrases = Phrases::new(
    "
    contre vous|nous / chez vous|nous / votre garage|atelier|equipe|travail|faute|intervention / votre
    reparation|facture|mecanicien|collegue|passage|devis|service / a cause de vous / vous m|nous avez / vous
    avez|etes|aviez / contre|apres|sur vous|nous / vos soins|services|tarifs|equipes|prestations / nous
    tient|menace|accuse|reproche / protection juridique / independant / ils ont|sont|m / a nous|vous / nous
    a|avons|avez|prend",
);

static THANKS: Cue = Cue {
    weight: 2,
    deniable: true,
    phrases: Phrases::new(
        "
        merci|mercis|remerci* ?a ?encore ?bien infiniment|chaleureusement|vivement|beaucoup|mille / merci|remerci*
        ?encore a|pour|d|de tous|toute|eux|avoir|votre|l / mille merci* / merci beaucoup / grace a vous|eux|votre
        / heureusement que|qu / vous m avez|etes _ sauve|super|adorable*|geniaux / sauve|sauvee|sauves",
    ),
};

static PRAISE: Cue = Cue {
    weight: 3,
    deniable: true,
    phrases: Phrases::new(
        "
        offert|offerte / amicalement / pas le leur|votre / exemplaire* / clos|classee / raisonnable* / detendu* /
        j y retournerai|retourne|vais / evite le pire / mains en or / difficile de trouver / explique*
        tout|bien|patiemment / on vous|nous|m montre|explique / franchise / confie* _ desormais|maintenant /
        regle|trouve|repare* en|dans ?une|un|deux|@n @span / @n ans que j y / la fidelite / trouve en|un|une|la /
        je|on|nous|vous|a recommande*|conseille / a recommander / yeux fermes / content|contente|contents /
        satisfait* / ravi|ravie|ravis / nickel / impeccable* / parfait|parfaite|parfaitement|parfaits / excellent*
        / adorable* / remarquable* / irreprochable* / honnete|honnetes|honnetete /
        vraiment|toujours|equipe|garage|accueil|travail|etes top / formidable* / extra / incroyable* /
        rapide*|rapidite|vite / comme neuve|neuf|promis|avant / efficace* / gentil*|gentillesse / souriant* / avec
        ?le sourire / a l ecoute / enchante* / rassur* / soulage* / bien
        recu*|accueilli*|servi*|conseille*|explique / tres
        bien|bon|bonne|pro|sympa|gentil*|honnete*|clair*|agreable* / vaut le|la detour|peine / bonne adresse /
        quel|quelle metier|coeur|talent|equipe|gentillesse / restes adorables|calmes / heureusement / enfin _
        garage|gens|honnete*|competent* / bruit|voyant|probleme|souci|fuite|odeur|alerte ?a ?est
        disparu|resolu*|repare*|regle* / repare* ?vite|en|dans une|un|deux|la|@n journee|heure|jour / revit / une
        merveille / roule comme|bien|nickel / on|vous|ils ?ne|n ?en|m voleurs / habitue* a / felicit* / elegant /
        preference / reviendrai|reviendrons|reviens / qui dit mieux / depanne* / bluff* / propre / moins cher",
    ),
};

static REQUEST: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        payer|regler en @n|plusieurs fois / je|on peut|peux ?t payer|passer|venir|avoir|recuperer / 3x|4x /
        facilite* ?de paiement / vous faites ca / vaut elle / selon vous / vous avez un|une|des
        numero|place|creneau|contact / je vous|te l|la amene|apporte|depose / pouvez|pourriez|pouvons vous|nous|tu
        / concerne t / compris dans / cherche une explication / juste pour|savoir / quand on peut|vous /
        tenez moi au / rien ne presse|d autre / chiffrer / attester / pouvez|pourriez|pourrez|auriez vous /
        puis|peut je|on / vous pouvez|pourriez|auriez / vous faites|prenez ca|aussi|les|la|des|quand / avez vous
        une|un|des|le|la / svp / s il vous plait / stp / est il possible / est ce que / c est possible / possible
        de|d|? / je|nous souhaite|souhaiterais|souhaiterai|voudrais|aimerais|souhaitons|desire|cherche
        avoir|prendre|connaitre|recuperer|faire|un|une / demande|dde|veut|voudrait|souhaite ?un|une|le|la|juste
        ?savoir copie|duplicata|prix|devis|rdv|chiffrage|creneau|tarif|facture|si|remise / combien|c est combien /
        quel|quelle|quels|a quel est|prix|tarif|sont|jour|heure|moment / le|un|demande|a prix d|de|du|pour /
        que|qu me conseillez|dois|faut|pensez / a
        voir|essayer|revoir|rappeler|passer|controler|verifier|diag|prevoir / prendre|avoir ?un rdv|rendez / rdv
        demain / dispo|disponible* quand|? / creneau / une place /
        attestation|copie|duplicata|certificat|releve|acquittee / renvoyer|envoyer|transmettre ?moi
        ?la|le|les|l|vos|une|un facture|photos|papiers|devis / parvenir / depannage / vous
        confirme|autorise|ramene|depose|envoie / merci de noter / merci d avance , svp / par avance / c est
        grave|normal / normal ou / savoir si|pourquoi / faites vous aussi|le|la|les|des / prenez vous|quand / tout
        va",
    ),
};

static OWN_FAULT: Cue = Cue {
    weight: 4,
    deniable: true,
    phrases: Phrases::new(
        "
        j ai|avais ?du confondu|inverse|melange / par ?le ?la client|cliente , / par lui|elle|moi / gene de /
        honteux , / honteuse , / desole|desolee|desoles|pardon|navre|navree|confus|oups|excusez / j ai|avais ?bien
        ?completement ?encore oublie*|perdu|egare|rate|insiste|raye*|cogne*|tape*|accroche*|mal
        lu|compris|ferme|vu|serre / j ai|avais ?eu tort / je|j ?me ?ai|suis|m trompe|trompee|plante / s est
        trompe* / ma faute / mon erreur|etourderie|oubli / de ma|sa part / c etait moi / par lui|elle|moi meme /
        lui|elle meme / cliente|client|mr|m|mme ?a oublie*|perdu*|reconnait|confus*|s excuse*|trompe* / reconnait
        / s excuse* / mes excuses / trop attendu / mari|femme|fils|fille a|m|avait ?a
        oublie*|raye*|accroche*|eu|cogne* / je vous dois encore|de|le|la|@n / trop percu / trop verse / je
        serai|suis|arrive ?un ?peu en retard / coincee|coince _ bouchon*|boulot|reunion / bouchon*",
    ),
};

static AGREED: Cue = Cue {
    weight: 3,
    deniable: true,
    phrases: Phrases::new(
        "
        ok ?pour|vidange|merci|je|on|c est|a|parfait|super / ok|est|suis|client|tout a fait d accord / d accord
        pour|sur|avec / accord pour le|la|les devis|travaux|remplacement|reparation / donne son accord /
        vous|donne mon accord / valide|signe|confirme|autorise / je signe|confirme|valide|autorise / ca marche /
        bonne journee / accepte* / aucun souci / va bien / regle cb|cheque|comptant / paie|paye
        lundi|demain|cb|sans / ras / clair",
    ),
};

static UNDERSTOOD: Cue = Cue {
    weight: 3,
    deniable: true,
    phrases: Phrases::new(
        "
        comprend ?tres|et bien|regle|accepte / client*|cliente calme|rassure*|comprehensi*|compris|previent /
        client*|cliente prevenu*|informe*|sympa|patient*|pressé|presse / calme / sympa /
        plaisante|plaisantant|rigole|rit|sourit|blague|humour / sans gravite / rien de grave|d
        alarmant|particulier / s y attendait|attendais / c etait ?prevu prevu|normal / comme ?vous ?me ?l ?aviez
        annonce|dit|prevu|explique / m aviez|avez ?bien prevenu*|explique*|conseille*|annonce* / tenu
        informe|au|parole|courant / tenue informee / sourd* / handicap*",
    ),
};

/// Little trouble, told as such.
static EASY: Cue = Cue {
    weight: 2,
    deniable: false,
    phrases: Phrases::new(
        "
        un peu|petit rate|souci|bruit|retard|long|excentre|bourru / quand meme / pas grave / ca vaut / n empeche /
        pas facile / rien d / voila tout / tranquil* / a l occasion / sans urgence / pas presse* / quand vous
        pourrez|pouvez|voulez / premiere fois / par ailleurs",
    ),
};

static SMILES: Cue = Cue {
    weight: 2,
    deniable: false,
    phrases: Phrases::new(
        "
        haha / lol / mdr / ptdr / hihi / bises / bisous",
    ),
};

/// They feared worse than what came.
static RELIEF: Cue = Cue {
    weight: 4,
    deniable: false,
    phrases: Phrases::new(
        "
        suis|est maintenant|desormais|finalement|enfin convaincu*|conquis*|rassure*|fan / au depart|debut _
        maintenant|convaincu*|conquis* / c est plus que correct / pensait que / renouvel* /
        chouquettes|croissants|chocolats|gateau*|bouteille|pourboire offert*|apporte*|pour / a bientot / pour une
        fois ?j ?on ai|a / tout compris / sans eux / prefere rester|nous|vous|ici / compte sur nous|vous / tout ce
        qu|que ?il|elle|ils pouvait|pouvaient / je|j|on|m ?m ?y
        croyais|craignais|pensais|redoutais|venais|attendais|imaginais / craignait|redoutait /
        apprehendais|apprehension / tout cela|ca appartient|passe / agreablement / a reculons / conquis* /
        echaude*|echaudee par / moteur|bruit|voyant|sifflement parti|eteint|disparu / vous aviez|avez raison /
        comme on n en voit plus|voit / ce fut un plaisir / moins que prevu|pensais / moins cher que prevu /
        bluffant*|bluffe* / respect , / comment font ils / pas croyable / d habitude / depuis plus rien",
    ),
};

/// What befell the car elsewhere.
static ACCIDENT: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        chevreuil* / sans plomb / vole le|mon|ma|mes / choc av|ar|avant|arriere / indemne* / moisi / infiltration
        / accident* / accrochage / constat / tiers en tort / grele / vandalis* / sanglier|chevreuil|biche /
        poteau|trottoir|borne|caddie|barriere|muret / nid de poule / une crevaison sur|lente|hier|ce|en /
        creve|creves / accroche un|une|le|ma|mon / choc / embouti*",
    ),
};

/// The car told as to a doctor.
static SYMPTOM: Cue = Cue {
    weight: 2,
    deniable: false,
    phrases: Phrases::new(
        "
        j ai|y a|avec ?toujours ?plus un|une|du|de|le|la @fault / fait|entend un|du ?gros|petit|leger bruit* /
        au|a l|en demarrage|freinage|ralenti|acceleration|virage|froid|chaud|marche|cote / en marche|cote arriere
        / allume* ce|hier|depuis|matin|en / depuis hier|ce|quelques / c est grave / ose plus rouler / en panne
        ,|sur|devant|chez|a / remorque* / batterie a plat /
        vidange|revision|distribution|pneus|plaquettes|disques|courroie a|et|+ prevoir|faire|changer",
    ),
};

/// Their own plans.
static MINE: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        je decline|refuse|renonce le|la|au|l|a|cette / mon|ma fils|fille|mari|femme a / budget / en vue de|d /
        vendu la|ma|son / j ai un train|avion|rdv / j|je|doit|dois|peux ?dois ?devoir
        annule|annuler|reporte|reporter|decale|decaler|deplacer|repousser / mon|le rdv|rendez annuler|decaler / on
        decale / je passe|passerai ce|demain|vers|le|dans|apres|regler|recuperer / je reviens vers vous /
        conges|vacances jusqu* / en conges / a oublie ses|son|sa|un|une / je l ai perdu* / merci de ?me|nous
        preciser|noter|confirmer|indiquer|envoyer|transmettre|communiquer / je prefere|prefererais / je vous
        adresse|joins|depose|amene / veuillez trouver",
    ),
};
