//! What unhappy people feel, say of those who served them, threaten and do.

use super::phrase::{Cue, Phrases};

/// Praise that stands beside a grievance is irony.
pub static MOCKING_PRAISE: Phrases = Phrases::new(
    "
    bravo / chapeau / genial / super / formidable / felicitations / merci pour|les|l|le|la|du|des / quel|quelle
    service|accueil|organisation / au top / ideal* / magnifique / merveilleux / fantastique / la classe / parfait
    / excellent",
);

pub static CUES: &[&Cue] =
    &[&FELT, &FELT_TURNS, &JUDGED, &NOT_GOOD, &MANNERS, &TREATED, &SCENE, &NOTED, &IRONY, &ASKED_SHARPLY];

/// Feelings in one word, which a « pas » before them takes away.
static FELT: Cue = Cue {
    weight: 4,
    deniable: true,
    phrases: Phrases::new(
        "
        mecontent* / furieu* / furax / furibond* / en colere / colere / enerve / enervee / enerves / fache* /
        agace / agacee / agacement / excede* / remonte|remontee / tres|bien|assez|plutot remonte|remontee / decu*
        / decev* / deception / insatisf* / amer / amere / depite* / outre / outree / ulcere* / revolte* /
        revoltant* / ecoeur* / degout* / consterne* / consternant* / atterre* / stupefait* / stupeur / sidere* /
        indigne* / choque* / scandalis* / exaspere* / irrite* / vexe* / blesse|blessee par / frustre* / desabuse*
        / las|lasse de|d / ne decolere / enrage / contrarie* / froisse|froissee / humilie* / trahi / trahie /
        desempare* / soupconneu* / mefiant* / dubitatif / dubitative / aigri* / bougon / ronchon* / stresse* par
        votre|vos / regrette|regrettons _ confie*|choisi|venu*|confiance|de vous avoir / confiance _
        perdu|perdue|rompue|entamee|ebranlee|trahie / perdu|perd|perte _ confiance",
    ),
};

static FELT_TURNS: Cue = Cue {
    weight: 4,
    deniable: false,
    phrases: Phrases::new(
        "
        ras le bol / ras la casquette / marre / y en a assez|marre / en ai|a|avons _ assez / plein le dos|cul|les
        / la coupe est pleine / goutte d eau / a bout / perd|perds|perdre|perdons|perdu patience / patience _
        limite*|bout|erode|epuise*|emousse / limites _ patience / c est _ trop / la _ fois de trop / n en
        peux|peut plus / n en|ne|n _ revien*|reviens pas / j hallucine / on croit|croirait rever / je reve pas|, /
        c est quoi ce|cette|ces|le|votre / c est n importe quoi / n importe quoi / du grand n importe / c est
        ?un|le comble / je tombe des nues / nerfs / j aurais ?du|pas _ du|mieux / aurai pas du / aurais pas du /
        aurais mieux fait / fait confiance _ tort|erreur / j en passe / ca suffit / ca commence a / commence a _
        bien faire long|habitude|douter|inquieter / y en a ras / on ne m y reprendra / on m y reprendra /
        quelle|la|tres|une mauvaise surprise / mauvaise experience / pire experience|garage|service / quelle
        honte|deception|galere|blague|horreur|perte|plaie / cauchemar / calvaire / galere avec vous|eux / la
        blague / une blague / pas drole / pas serein* / inquiet _ serieux / me|nous laisse* perplexe* / fort de
        cafe / il fallait oser / faut oser / un peu fort / c est|sont gonfle|gonfles / gonfles / culot / toupet /
        faut pas exagerer / abuser / abusez / depasse les bornes / pousse le bouchon / pas tres content* /
        regrettable / hallucinant* / aberrant* / ahurissant* / navrant* / affligeant*",
    ),
};

static JUDGED: Cue = Cue {
    weight: 4,
    deniable: true,
    phrases: Phrases::new(
        "
        avez|ont|avoir ?vous ?pas ?aucune honte / honte vous / gens|equipe|personnes qui ?ne
        decouvrent|connaissent|savent|s / n y connai*|connaissent / on ?ne sait pas , / ne savent pas|rien / bande
        de|d charlot*|incapable*|voleur*|escroc*|rigolo*|guignol* / bande de|d
        clown*|arnaqueur*|branquignol*|nul*|menteur*|bras / charlot* / conneries|connerie / profitent|profiter
        clairement|des|de|du / dementi|contredit*|infirme* par|en|le|votre / au mauvais sens /
        encaisser|encaissent / sur le dos des|du / scandal* / honteu* / une honte / honte a|de / inadmissible* /
        inacceptable* / intolerable* / lamentable* / deplorable* / minable* / arnaq* / escro* / voleur* / du vol /
        vol / crapule* / bandit* / tromperie / abuse / abusif / abusive / abusifs / incompeten* / amateur* /
        amateurisme / nul / nulle / nuls / nulles / nullissime / catastroph* / malhonnete* / mensong* / menteur* /
        menti / mentez / ment / floue / flouee / roule|roulee|roules dans / me|nous suis|sommes|s est fait
        avoir|rouler|entuber|plumer|pigeonner / pigeon* / vache a lait / bacle* / inqualifiable* / odieu* /
        pitoyable* / desastre / desastreu* / mediocre* / mediocrite / execrable* / affreu* / horrible*
        service|accueil|experience / ignoble* / bidon / charlatan* / guignol* / rigolo* / clown* / branquignol* /
        bras casses / brele* / incapable* / negligen* / bricol* / bricoleur* / rafistol* / a fuir / fuyez / fuir /
        evitez / a eviter / passez votre chemin / je|nous|a deconseille / deconseille / a deconseiller / danger*
        public* / irresponsable* / inconscien* / travail* de|d cochon|sagouin|amateur|sauvage|arabe / sagouin* /
        cochonne / torchon / foire / sabote* / massacre* / peu serieu*|scrupuleu* / sans scrupule* / de pire en
        pire / s est|sont|a degrade|degradee|degrades / degradee / degringole / a|en baisse / laxis* / foutoir /
        bazar / bordel* / pagaille / mafia / racket* / attrape couillon|nigaud* / magouill* / entourloupe* /
        combine* / pas la hauteur / usine a / n y connaissent rien / indigne* / mascarade / foutaise* / fumiste* /
        fumisterie / je m en foutis* / merde / merdique / de merde / mauvaise foi / mauvaise volonte / mal
        fait|faite|faits|faites|remis|remise|remonte|remontee|serre / mal
        serree|serres|serrees|monte|pose|branche|repare|visse|colle / peine serre*",
    ),
};

/// Good words taken back: « pas très content », « peu sérieux », « manque de transparence ».
static NOT_GOOD: Cue = Cue {
    weight: 4,
    deniable: false,
    phrases: Phrases::new(
        "
        pas|peu|guere|aucunement|moyennement|plus ?du ?tout
        ?tres|vraiment|trop|franchement|completement|bien|super @good / manque|absence|defaut de|d
        ?tout|total|totale
        serieu*|professionnalisme|communication|respect|transparence|suivi|rigueur|soin|considera* /
        manque|absence|defaut de|d ?tout|total|totale
        honnetete|information|competence*|organisation|amabilite|politesse|tact|clarte|ecoute /
        aucun|aucune|zero|nulle|sans ?la|le ?moindre respect|serieux|communication|suivi|excuse* /
        aucun|aucune|zero|nulle|sans ?la|le ?moindre
        explication*|consideration|professionnalisme|conscience|competence*|scrupule* /
        aucun|aucune|zero|nulle|sans ?la|le ?moindre organisation|ecoute|empathie|amabilite|transparence|rigueur /
        aucun|aucune|zero|nulle|sans ?la|le ?moindre geste|honnetete|egard*|remords|honte|compassion / ni
        excuse*|explication*|bonjour|merci|pardon / laisse* _ desirer / loin d etre @good / pas _ la hauteur / pas
        du travail / recommande|recommanderai|recommander|conseille|conseillerai _ pas|personne|guere / rien _
        recommand* / pas apprecie* / peu apprecie* / apprecie ?tres|fort peu|moyen*|pas / n apprecie* /
        peux|peut|pourrais mieux faire / peut mieux faire / pas la premiere fois / pas une facon|maniere* / pas
        comme ca qu / pas admissible|acceptable|tolerable|normal / c est normal|logique ca / trouve _ normal /
        vous trouvez ca / deplore|deplorons / pas terrible / pas fameu* / pas glorieu* / zero pointe / bof /
        mouais / moyen moyen / tres moyen* / sans plus / pas a recommander / hors de question",
    ),
};

/// Manners of those who serve.
static MANNERS: Cue = Cue {
    weight: 4,
    deniable: true,
    phrases: Phrases::new(
        "
        se fiche|fout|moque du|de monde|nous|moi|client* / insult* / ca donne le ton / malpoli* / impoli* /
        desagreable* / glacial* / hautain* / arrogan* / insolen* / mepris* / condescend* / agressi* / desinvolt* /
        antipathi* / grossier* / grossiere* / irrespect* / malaimable* / mal aimable* / de haut / accueil
        ?plutot|tres|assez|plus ?que froid|froide|nul|deplorable|limite|bof|mediocre|execrable / impression _
        deranger|gener|embeter|parler a|transparent / comme un|une|des
        chien*|moins|voleur|idiot*|malpropre*|gamin*|imbecile|numero / qu un|on numero / est un numero / mal
        recu*|accueilli*|parle|recevoir|parler / m a|ont _ envoye|envoyee|envoyer|envoyes
        balader|promener|paitre|bouler / envoy* balader|promener|paitre|bouler|chier|sur les roses / rembarr* /
        raccroche* ?au nez / m ignor* / ignore* _ message*|appel*|demande*|mail*|client* / leve|levent|levant les
        yeux / hausse|haussent les epaules / sans un regard|bonjour|sourire|merci / pas un|meme
        bonjour|merci|sourire|mot|regard|desole|excuse*|un / plus un sourire /
        prend|prends|prenez|prennent|prendre|pris|prise|prises ?vraiment pour ?un|une|des ?parfait|vrai
        idiot*|con|conne|cons|imbecile*|pigeon*|debile*|vache|bille|naze /
        prend|prends|prenez|prennent|prendre|pris|prise|prises ?vraiment pour ?un|une|des ?parfait|vrai
        lapin*|gamin*|abruti*|jambon|billes|andouille|poire|neuneu*|quiche*|bleue /
        moquez|moque|moquent|moquer|moquant|moqu* de|du|d|bien / fich*|foutez|foutent|foutre|payez de|du
        moi|nous|client*|monde|gueule|tete|poire|ma / foutage / narquois* / sourire en coin / renvoie* la balle /
        renvoient la balle / se defaus* / rejett* la faute / n assume* / pas votre|notre|leur probleme",
    ),
};

/// What the garage said to them, told back with spite.
static TREATED: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        cobaye* / otage* / a ce rythme|train|stade / tutoye / encore faudrait / dois je vraiment|tout|encore /
        derriere vous / mon pantalon|chemise|manteau|costume / est fichu|foutu|ruine* / si je|j|on ai ?bien
        compren*|compris / encore|toujours a moi|nous de|d / aurait|aurais|aurions ?bien
        aime|prefere|souhaite|apprecie|pu|du / avec tout le respect / ne me|nous|lui convient pas / ne convient
        pas / votre reponse|explication*|version ne|est|n / entre deux portes / prendre|prenne|pris au serieux /
        se sont tus / elles font toutes|c est l usure|le temps / au moins ou|, / preuve|photos a l appui / ou
        juste|seulement / mot d excuse* / relance* / dialogue|discussion impossible / j ai du ?les ?vous
        menacer|insister|reclamer|hausser|batailler / je trouve|trouvons
        scandal*|honteux|anormal|limite|inadmissible|etonnant|bizarre|fort|curieux / patient*|patience _
        fini*|limite*|bout / ose* me|nous|dire|repondre|pretendre|encore / me|m|nous reproch* / bien sur c est /
        bien sur , / m a repondu|retorque|reponds / on m _ repond / soi disant / pretend* / parait il / pretexte*
        / excuse* _ bidon / toujours une|la|les meme|bonne* excuse* / histoires a dormir /
        du|de|leur|votre|vos|beau|tout baratin* / du vent / langue de bois / vaines promesses / promesse* _ tenu*
        / parole* _ tenu* / fort* en promesse* / que des promesses / de la fiction|poudre / bonnes paroles /
        belles paroles / rougir / vous devriez / devraient _ honte|revoir|apprendre / apprenez|apprendre _
        travailler|metier|vivre|parler / faites votre|vos travail|boulot|metier / faire _ votre|leur
        travail|boulot|metier / vrai|vraie mecanicien|garage|mecano|garagiste|pro|professionnel* / quelqu un de
        serieux|competent / digne de ce nom / vous appelez ca|cela / a quoi bon|sert|servez|ca sert / invente* _
        panne*|probleme*|travaux / vous semblez / visiblement|manifestement|apparemment / semble|semblez vous|ne
        pas / je serais|aurais curieux|aime / si ce n est pas trop / trop demander / simple*
        politesse|respect|appel|coup / moindre* des chose*|excuse*|explication*|reponse|nouvelle*|egard*|mot /
        vous vous rendez compte / y a t il un|quelqu / je vous laisse deviner|imaginer|apprecier|juger / devinez /
        fait confiance",
    ),
};

/// What unhappy people do at the counter and on the telephone.
static SCENE: Cue = Cue {
    weight: 4,
    deniable: true,
    phrases: Phrases::new(
        "
        reparti*|parti* sans laisser|payer|la|sa|son|attendre|un|signer / claque|claquant|claquait _ porte /
        raccroche / raccroche _ nez / hausse|hausser|monte|montee|monter|eleve le|de|la|du ton|voix / ton
        monte|sec|agressif|froid|menacant|cassant / cri|crie|criait|crier|hurle*|gueule*|vocifere*|vociferant /
        engueul* / s emporte* / s est emporte*|plaint*|enerve*|agace*|fache*|braque* / insult* / injuri* / rale /
        ralant / raler / raleur / grogne* / ronchonne* / peste / pestant / soupir* / tape du|sur poing|comptoir /
        tape _ poing|comptoir / menac* / fait ?un|une ?gros|grosse scandale|scene|esclandre / esclandre /
        prend|prenait|pris a partie|temoin / en prend|pris a nous|vous / s en est pris a / invectiv* / jete _
        cle*|cles|facture|papiers / jette _ cle*|facture / est reparti* furieu*|fache*|sans|en /
        parti|partie|reparti|repartie _ sans dire|payer|saluer|un mot|signer / refuse|refusee|decline _
        poignee|cafe|main|geste|excuse*|serrer / poli* _ froid* / froid* _ poli* / ton|reste tres
        froid|froide|sec|seche|distant* / pas un mot / sans un mot / a ri jaune|et / rire jaune / ironi* / sarcas*
        / cynique* / pince|pincee sans / mauvaise humeur / de mauvais poil / pas commode /
        veut|demande|exige|reclame|souhaite a ?absolument ?voir|parler|a|rencontrer _
        patron|chef|directeur|direction|responsable|gerant|superieur / en pleurs|larmes / pleure / nous|vous
        reproche / reprochant / accus* / se plaint|plaignent|plaignant du|de
        delai|attente|accueil|service|prix|tarif|retard|travail|nous / doleance* / fait|depose|formule|adresse
        ?une reclamation / insatisfaction / mecontentement / met|mis|mise|met* en cause / nous|vous _ responsable*
        / votre responsabilite / en veut|voulait a|au / nous en veut",
    ),
};

/// Words of an adviser who writes down a grievance.
static NOTED: Cue = Cue {
    weight: 3,
    deniable: true,
    phrases: Phrases::new(
        "
        c est|ce|trouve|trouvons pas ?tres ?du ?tout normal* / rappelle fermement|sechement / fermement / discute
        pas / compare avec / paiera|payera|reglera quand|que|si / comprendrez que|qu / prend|pris|prenait ?tres
        mal / tres mal pris / du vent / veut|souhaite|desire|voulons|veux plus
        echanger|parler|discuter|entendre|etre|de / ton de plus en / supprim* ?mes|mon|toutes ?mes
        coordonnees|donnees|fiche|numero|dossier / enregistre les|nos / ironique* / cite|citant la / a appris
        par|qu|que / aurait aime / ne|refuse signe|signer pas|le|la / ne signe pas / traite|traitant nous|vous
        d|de / explication* ecrite* / s attendait a mieux|autre / insiste ,|lourdement|pour|que / se sent
        balade*|pas|un / conteste|contestent|contester|contestation / exige|exigent|exiger|exigeons /
        refuse|refusent|refus de|d payer|regler|signer|prendre / veut|veux|voulons|veulent pas|plus
        payer|regler|entendre / geste / un geste / remise ?exigee|en|de compensation|dedommagement / dedommag* /
        indemnis* / compensation / compense / insiste|insistant lourdement / comprend|comprends|comprenons
        pas|plus ?du ?tout comment|pourquoi|que|qu|cette|la / comprend pas comment|pourquoi|qu|que / comprends pas
        comment|pourquoi / je cherche|aimerais|voudrais a / comprendre comment|pourquoi /
        surpris|etonne|etonnee|etonner|etonnes par|du|de|d|que|qu|des / m interroge / s etonne|interroge / dit
        avoir _ floue|arnaque|roule|trompe / se sent|sentir|sens|senti|sentie ?un|vraiment ?peu
        floue*|trompe*|arnaque*|roule*|lese*|trahi* / se sent|sentir|sens|senti|sentie ?un|vraiment ?peu
        pris*|meprise*|vole*|neglige*|abandonne*|oublie* / lese* / trompe sur / ne lache|lachera pas / a prendre
        avec|gerer avec|des pincettes / pincettes / client* difficile / client* sensible / sav chaud / litige /
        dossier litige / note @n 10 / sans conviction / pas convaincu* / attend* des excuses / excuses ecrites /
        dit|disant|trouve|trouvant|estime|juge|considere|pense|parle ?que ?qu ?de|d ?on ?c ?est ?se ?fait ?du ?de
        ?l abus|exagere|cher|anormal|inadmissible|limite|honteux|long|excessif|tromperie|vol / demande qui a|qui
        va",
    ),
};

static IRONY: Cue = Cue {
    weight: 3,
    deniable: false,
    phrases: Phrases::new(
        "
        prenez votre temps / surtout prenez|ne|pas / recommande _ d en face|ailleurs|concurrent*|fuir|eviter /
        tres classe / un tutoriel|tuto / ca fait que|qu / je vous remercie de|du votre , / le reste _
        aucune|pas|non / se passe|passent de commentaire* / je|c est note , / la magie / parait il / cher garage /
        merci de|d m|nous avoir laisse*|fait|oublie*|plante*|rendu / quel talent|exploit /
        bravo|chapeau|felicitations|merci ?encore ?beaucoup pour|les|l|le|la|au ?vos ?votre
        ?l|les|le|la|cette|ce|ces @n|attente|retard*|accueil|rayure*|surprise|facture|tache|trace*|oubli|non /
        bravo|chapeau|felicitations|merci ?encore ?beaucoup pour|les|l|le|la|au ?vos ?votre
        ?l|les|le|la|cette|ce|ces
        perte|voyant|bruit|panne|cadeau|rien|absence|silence|ponctualite|organisation|serieux /
        super|genial|bravo|formidable|parfait|top|magnifique|excellent _ encore|toujours|sauf|maintenant|sans / un
        vrai bonheur|regal|plaisir / quel bonheur|regal|plaisir|talent|sens|humour|progres / toujours aussi
        @good|rapide*|efficace*|ponctuel*|organise*|reactif*|agreable* / vive la|le|les / dans vos|tes|mes reves /
        en prime|cadeau|bonus|supplement|option / cadeau bonus / cerise sur / j ose esperer|croire / ose|oser
        esperer|croire / j espere|esperons que|qu _ cette|ce fois|coup / que cette fois / une fois|bonne fois ?de
        ?pour plus|toutes / comme par hasard|magie|miracle / elle est vivante / pour votre culture / il etait une
        fois / la saga / le feuilleton / j attends la suite / pour un soi|prix|tarif pareil|pareille / pour ce
        prix|tarif / sapin de noel / voiture|vehicule|auto terminee|reparee|termine|repare _ mais|avec|sauf / vous
        avez le temps / rien que ca / sans commentaire* / no comment / au moins , / par magie",
    ),
};

/// Questions nobody asks who is pleased.
static ASKED_SHARPLY: Cue = Cue {
    weight: 2,
    deniable: false,
    phrases: Phrases::new(
        "
        qu avez vous / serieux , / explication rapide / merci de reparer|corriger|refaire|reprendre|remedier
        gratuit*|au|sans|a / expliquez moi|nous / faudrait|faudra vous|savoir|se / mettre|mettez vous d accord /
        autre|une chose _ autre chose / une chose au / vous aviez|deviez|auriez du|pu / ou quoi / ou bien / et la
        , / comment se fait / comment _ possible|peut|pouvez|peuvent|ose*|expliqu* / comment un|une|est ce /
        pourquoi _ avoir|alors|m|on|ce|cette|promettre|personne|facture*|toujours|n avez|pas /
        expliquez|expliquer|explication* _ moi|pourquoi|comment / j attends ?toujours ?encore ?une|des|vos|votre
        explication*|reponse|excuse*|rappel|retour|appel / attends|attend|attente ?de|d ?vos|une|votre|des
        explication*|excuses / quand comptez|pensez|allez|daignerez|est ce que vous comptez / vous
        comptez|pensez|allez ?me ?la ?le ?vraiment faire|rappeler|reparer|finir|rendre|repondre|assumer|appeler /
        jusqu a|quand quand / combien de fois|passages|semaines|relances / ca va durer|duree|encore / va durer /
        on fait comment / je fais comment|quoi / qui va payer|rembourser|me / qui paye|paie|assume / au juste /
        vous foutez|fichez|faites quoi / encore faudrait il / faut|faudra il|que combien|encore / vous laisse
        jusqu / sous huit|quinze|@n|huitaine|quinzaine jours|h / sous huitaine|quinzaine / dernier|derniere|ultime
        rappel|relance|avertissement|delai|chance / dites moi|nous juste|au|clairement|franchement /
        repondez|rappelez|reparez|rendez moi|nous|svp|enfin",
    ),
};
