//! What unhappy people threaten, ask back and advise, and how they leave.

use super::phrase::{Cue, Phrases};

pub static CUES: &[&Cue] = &[&THREAT, &MONEY_BACK, &LEAVING, &WARNING];

static THREAT: Cue = Cue {
    weight: 4,
    deniable: true,
    phrases: Phrases::new(
        "
        avis negatif*|google|defavorable|sale|sur|salé|bien / mauvais avis|commentaire /
        laisse*|mettre|mettrai|poster*|publi*|ecrire|redige* _ avis|commentaire|temoignage / avis en ligne /
        @n|une|1|zero|aucune|0 etoile|etoiles / etoile* de trop|en moins|parce|car|et|par / dgccrf / repression
        des fraudes / signal*conso / signalconso / signaler _ dgccrf|fraude*|pratique*|service* / signalement /
        avocat* / tribuna* / justice / juridique* / mon|notre|son conseil vous|nous|prendra|juridique /
        mise*|mets|met|mettons en demeure / mediateur / mediation / conciliateur / litige* /
        porter|porte|depose|deposer|deposerai|porterai plainte / que choisir / 60 millions / consommateur* /
        mediateur|code|droit de la consommation / recommande avec|ar|a.r|recu|suit / courrier|lettre|pli
        recommande* / lrar / lettre recommandee / poursuivre|poursuites|poursuite / huissier / commissaire de
        justice / proces / assigner* / assignation / prejudice* / expertise
        contradictoire|judiciaire|amiable|independante / expert independant|judiciaire|mandate / contre expertise
        / faire valoir / mes|nos droits / reseaux sociaux / facebook / ca se saura / bouche a oreille / je|on|nous
        previen* _ entourage|autour|collegues|amis / en sont avertis / aurez|entendre|entendrez de|parler _
        nouvelles|moi / saisir* / saisi _ mediateur|tribunal|service|siege / maison mere / siege ?de ?la marque /
        service client* ?de marque|national / direction generale / suites a donner / toutes suites /
        fais|faire|fait opposition / presse locale / ca va _ mal / en rester la / restera pas la",
    ),
};

static MONEY_BACK: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        remboursez / rembourser / remboursement / remboursiez / rembourse moi|ca|l|les / rendez ?moi ?nous
        ?mon|l|mes|notre argent|sous / recuperer mon argent / avoir sur la facture / me _ restituer / annuler la
        facture / annulez la|cette|votre facture / revoir|reviser|corriger|rectifier|refaire _
        facture|addition|montant / merci de corriger|rectifier|revoir|justifier / justifi* _
        facture|montant|tarif|ligne|prix|heures|ecart / paierai|payerai|reglerai|paye|paie|payer
        pas|rien|que|uniquement|seulement / paierons|payons|reglerons|regler|reglons|paiera|reglera
        pas|rien|que|uniquement|seulement / n en reglerai|paierai / a vos|leurs|nos frais / sans frais /
        gratuitement / a votre|leur|notre charge / prenez en charge / geste de votre|leur part / faire un geste",
    ),
};

static LEAVING: Cue = Cue {
    weight: 4,
    deniable: false,
    phrases: Phrases::new(
        "
        voit|va|vu avec|chez le|un|son ?garage beau|autre|cousin|ami / plus ?l intention de / plus ?etre
        votre|client|cliente / beau frere / que|qu le meme|cet|ce|votre ?meme mecanicien|mecano|apprenti / ne
        touche* ?plus a / touch* _ a ?ma|mon|sa voiture|vehicule / c est|bien|la ?est termine|fini /
        cloture*|cloturer _ dossier|compte|contrat / chez ?le ?la ?un concurrent*|concurrence|confrere* / bonne
        continuation / d autres prestataires|garages|devis|solutions|adresses / etudi*|envisag*|reflechi* _
        autre*|changer|ailleurs|quitter|resilier|partir|prestataire*|stop*|arreter /
        recupere|reprend|reprends|recuperer _ son|ses|mes|mon|ma carnet|roues|pneus|cles|dossier / ne
        vien|viens|vient|viendra|viendrai|viendrons|passe|passera plus / ne passerai|passera|passerons pas|plus /
        plus jamais / jamais plus / derniere fois _ que|qu / c est la derniere fois / premiere et derniere /
        revien*|reviendr*|retourn*|remettr*|mettr*|reverr*|revoir|reviens|retournerai|verr* _
        pas|plus|jamais|sitot / pas|plus|jamais|n y pres|remettre|revenir|retourner|remettra|revoir ?de ?les
        pieds|revenir|revoir / plus _ les pieds / me|nous|y reverr*|reverra|verrez plus|pas|jamais /
        perdu|perdre|perdez|perd|perdent ?un|une|des|encore|bon|bonne|fidele ?bon ?bonne ?fidele
        client|cliente|clients / un|une client* de moins|perdu* /
        changer*|changera*|change|changeons|vais|va|allons changer ?de
        garage|prestataire|garagiste|cremerie|atelier / changer*|changerai*|changerons ?de
        garage|prestataire|garagiste|cremerie /
        voir|aller|vais|irai|ira|iront|partir|pars|part|parti|partie|va|allons|allez ?me ?la ?le ?les ?repare*
        ?reparer ?mon ?ma ?ce ?voiture ?vehicule ailleurs /
        faire|fera|ferai|fais|fait|reparer|repare|trouve|trouver|amener|emmener|emmene|porte|passe ?me ?la ?le
        ?les ?repare* ?reparer ?mon ?ma ?ce ?voiture ?vehicule ailleurs / ailleurs ?ce que|la
        prochaine|desormais|dorenavant / la concurrence / un|autre|chez confrere|concurrent / garage d en face /
        adieu / ciao / rompre|resili*|denonc*|cesser|arreter|mettre fin _
        contrat|convention|collaboration|partenariat|relation / resili* / plus|pas ?avoir affaire|faire
        affaire|confier*|confierai*|confie / laissez tomber ,|les|je|j|c|votre / annulez tout /
        reprends|reprend|recupere* _ voiture|vehicule|auto en l etat / reparee ou pas|non / basta / seul garage du
        coin / faute de mieux / fera|ferai|ferons pas|plus _ ici|chez / fidele depuis",
    ),
};

static WARNING: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        faites vous votre idee|opinion / verifiez|verifier|controlez|comptez|relisez|surveillez _
        facture*|devis|tout|apres|vos|roues / mefiez|mefiance|mefier vous / ne vous fiez / faites _ attention /
        attention aux|a ?ce arnaque*|lignes|facture*|prix|garage / gare a / si vous _
        tenez|aimez|voulez|avez|etes|cherchez _ attendre|perdre|nerfs|temps|argent|presse*|patient*|patience / si
        vous aimez / prevoyez / bon courage / bonne chance / sauve qui peut / armez vous / ne confiez|laissez _
        voiture|vehicule|pas|jamais / ne perdez pas / n y allez / n allez|achetez|signez|payez / a vos risques",
    ),
};
