//! What is held against the bill: dearer than said, never asked for, paid for nothing or not done.

use super::phrase::{Cue, Phrases};

pub static CUES: &[&Cue] = &[&DEAR, &UNASKED, &FOR_NOTHING, &NOT_DONE];

static DEAR: Cue = Cue {
    weight: 3,
    deniable: true,
    phrases: Phrases::new(
        "
        @n euros pour ?l ?ce ?ca ?cela ?me un|une|ca|ampoule|entendre|rien|changer|brancher|voir|dire|diag* / @n
        euros ?un|une ?le|la @part , / devis @n ?euros , facture* @n / plus cher que|qu _
        devis|annonce|prevu|ailleurs|promis|convenu / pas signe|accepte _ facture|montant|prix / signe que le /
        m|on a|ont compte|facture / devis|annonce* a|de @n|euros _ facture* / attendait|attendais|attendions a
        mieux|autre / a ce|tel|pareil tarif|prix|montant / que je trouve|j achete a @n / combien vous|ca allez|va
        _ prendre|couter / exorbitant* / hors de prix / hallucinant* /
        trop|tres|vraiment|hyper|super|excessivement cher|chere|chers|cheres|eleve* / bien trop cher|eleve* / hors
        budget / ca fait cher / cher paye / cher la|le|pour ?l ?ce ?un|une
        heure|minute|ampoule|de|que|quart|simple / cher pour|de ce|un|une|l|rien / paye* cher|une fortune /
        fortune / c est cher / tarif*|prix|facture|montant|addition|total|note ?est|a|sont|ont|en|de ?tres ?@n
        ?bien excessi*|abusi*|delirant*|exagere*|fou*|prohibiti*|gonfle* /
        tarif*|prix|facture|montant|addition|total|note ?est|a|sont|ont|en|de ?tres ?@n ?bien
        salee|sale|double*|explos*|triple*|augment*|pris / tarif*|prix|facture|montant|addition|total|note
        ?est|a|sont|ont|en|de ?tres ?@n ?bien differ*|superieur*|injustifi*|delirante|flamb*|non|astronomique* /
        tarif*|prix|facture|montant|addition|total|note ?est|a|sont|ont|en|de ?tres ?@n ?bien
        demesure*|scandaleu*|opaque*|ne|ahurissant*|incomprehensible*|grimp* / salee / douloureuse /
        assomm*|matraqu*|coup de bambou|massue / facture* ?finale _
        pas|plus|superieur*|double|aucun|non|jamais|devis|salee|ne|autre / superieur* a|au|aux _
        devis|annonce|prevu|convenu|estim*|promis / depass*|depasse ?de|le|du|mon|d ?@n ?le
        devis|budget|estim*|prix|montant|annonce*|limite / depassement / de plus que|qu / @n|euros de
        plus|trop|difference|ecart / @n|euros moins cher ?en ?chez ailleurs|face|autre|voisin|concurrent* /
        plus|different*|autre|loin ?que|du|de|le ?le|un|au devis|prevu|annonce|prix|estimation / devis
        ?signe|initial|accepte ?etait|de|a|disait|annonce|initial|signe|pas|non|ne|et ?de ?@n
        respecte*|facture|explose|double*|gonfle*|depasse*|@n|passe /
        devient|deviennent|devenu|passe|passe*|passee|monte a|@n|de / facture*|facturez @n|deux fois / factur*
        alors|sans|quand / factur*|compt* ?on|m|a|de|du|le|la
        gardiennage|degrippant|chiffons|fournitures|jamais|non / double facturation / facture*|paye*|prelev*
        @n|deux fois / moins cher / meme|autre|voisin|concurrent* _ moins cher / rapport qualite / pour ce que c
        est / pour ce qu / se gavent|gaver|gave / se goinfr* / bonne marge|marges / presse citron / gratter",
    ),
};

/// Work or a price nobody agreed to.
static UNASKED: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        aurait|auriez|auraient pu m|me|nous ?en parler|prevenir|appeler|demander / decouvert|decouvre|decouvrons
        ?en ?la ?sur facture|ligne|comptoir|lisant / force*|forcer _ la main / imaginaire* / alors que|qu
        je|j|on|nous / pas de devis / a la tete du / travaux|panne|panne* imaginaire*|inutile*|invente*|fictif* /
        le|au en caisse|comptoir / sans ?avoir|me|m|nous|l|lui ?rien ?avoir ?me ?mon|ma|notre|votre|aucun|mon ?en
        demander|demande|accord|autorisation|consentement|prevenir|consulter|parler|avertir|dire /
        jamais|pas|rien|ni|non|nullement ?ete|rien|vous|me|m|avoir|nous|donne|eu|du|ai|ete|d|mon|a ?ete|avez|a|ont
        ?mon|tout|ete demande*|accord|autorise*|valide*|commande*|signe*|parle|sollicite*|mentionne*|evoque* /
        jamais|pas|rien|ni|non|nullement ?ete|rien|vous|me|m|avoir|nous|donne|eu|du|ai|ete|d|mon|a ?ete|avez|a|ont
        ?mon|tout|ete signale|convenu*|approuve*|voulu|informe|figur*|prevu*|souhaite*|accepte|consulte / n ai
        ?rien|jamais|pas|ete|ni|nullement ?ete|rien demande*|autorise*|valide*|signe*|commande*|accepte*|donne* /
        non demande*|prevu*|autorise*|convenu*|valide*|commande*|justifie*|signale*|conforme* / pas|plus
        ?ete|sur|au|dans|le ?le|mentionne|devis prevu*|devis|demande*|l / figure* _ nulle|pas|devis /
        vendu*|vendre|vend|vendent|refile*|refourgu*|fourgu*|impose*|force*|facturer*|pousse* _
        inutile*|besoin|cher|pas|neuf*|forc*|main|pneus|amortisseurs|plaquettes|alors|dont|pour|d office / vente
        forcee / force* la main / d office / pousse a la / avait|avais|avaient|ai pas ?du ?tout besoin / nul|aucun
        besoin / dont ?elle|il|je|j n avait|ai|a _ besoin / alors que|qu c|il|elle
        etait|suffisait|n|marchait|avait|y / il suffisait / change* _ pour rien|inutile*|alors|au hasard /
        mis|decouvr*|apprend*|appris|apprends _ au|devant le fait|moment|comptoir|caisse|prix|accompli / fait
        accompli / pas pour / demande|eu|donne|sans ?jamais ?pas mon accord / mon accord pour _ pas / sans _
        accord",
    ),
};

static FOR_NOTHING: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        @n|euros|@span|paye*|payer|argent|tout|deplace*|venu|journee|km|heures ?euros ?ca ?de ?plus pour
        rien|ca|cela|un|une|s|ne|me|m|se|entendre / pour rien / jete* _ fenetre*|argent|perdu* / paye*|payer _
        pour rien|quand|ne|plein / j ai|avoir|avons paye _ pour|et / j ai ?deja|pourtant ?deja paye ?@n _
        alors|et|mais|pour / deja paye* / repayer / payer|paye ?une deux|deuxieme|nouveau fois / payer a nouveau /
        payer encore / @n|euros pour rien|ca|cela|entendre / @n|euros et ?la|le|ca|sa|c|ma|toujours|rien ?@part
        ?est toujours|rien|encore|pas|meme|marche / tout ca pour / gaspill* / a perte / a rallonge / sans resultat
        / n a servi / sans effet / rien arrange* / tombe*|retombe* ?encore ?toujours en panne
        quand|encore|apres|@n|le|au / encore ?tombe* en panne / remorqu* _ apres|bout|km|lendemain",
    ),
};

/// Paid for, or agreed, and not done.
static NOT_DONE: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        pas|jamais|non visse*|revisse*|resserre*|clipse*|rebranche*|referme*|bouche* / mauvais|mauvaise
        pneu|joint|filtre|cote|voiture|cle / facture|facturee|factures|facturees|facturez|paye|payee|compte _
        pas|jamais|non ?ete change*|fait*|effectue*|remplace*|monte*|realise* / pas|jamais|non ?ete
        change*|fait*|effectue*|remplace*|nettoye*|rince*|controle* / pas|jamais|non ?ete
        reinitialise*|revisse*|rebranche*|serre*|resserre*|remis*|remonte*|vidange* /
        oublie|oubliee|oublier|oublies|oubli ?de|d ?le|la|les|des|un|une
        remettre|resserrer|remonter|serrer|outil*|chiffon / oublie|oubliee|oublier|oublies|oubli ?de|d
        ?le|la|les|des|un|une mettre|reinitialiser|faire|rappeler|appeler|prevenir|commander / m|nous
        oublie*|zappe*|oublies / vous|ils|ont|avez|on _ oublie*|zappe* / ont|avez|on perdu|egare _
        mon|ma|mes|cle*|carte|ecrou* / introuvable* / manque*|manquait|manquent ?il
        @n|un|une|des|le|la|les|du|mon|ma|quelque / sans|pas|plus ?le|la|l|de|un|ma|mon
        cache|bouchon|vis|roue|antenne|enjoliveur*|tapis|carnet|tampon / pas _ tamponne* /
        outil*|chiffon|tournevis|cle|vis|gant*|clip|agrafe|boulon* _
        oublie*|laisse*|traine*|trouve*|dans|sur|sous|en trop / trouve*|retrouve* _
        vis|outil*|tournevis|chiffon|clip*|boulon* / trouve*|retrouve* _
        megot*|cle|ecrou*|gant*|mouchoir*|gobelet|canette / devisse* / mal serre* / avec un
        colson|scotch|chatterton|serflex|ficelle|bout / erreur* de|sur|dans|d ?la|le|l ?votre
        facture|diagnostic|diag|reference|piece|commande|plaque|saisie|dimension|modele / mauvais|mauvaise
        piece|reference|diag|diagnostic|huile|taille|modele|pneus|serrage|montage|carburant / diagnostic _
        faux|errone|rate|bidon / volant|pare|phare|plaque|remonte*|monte*|pose* ?toujours ?est ?encore ?mis de
        travers / fait|faite|lave*|repare*|termine*|monte* a moitie / moitie du|de|fait*",
    ),
};
