//! The words the rules know apart from the turns themselves. Written as `text::key` writes: lower case, no
//! accents, no signs.

/// Short writings of messages and notes, spelt out.
const SHORT: &str = "
    cest c est / ces c est / cetait c etait / sest s est / nest n est / jai j ai / jen j en / javais j avais /
    jattend j attends / jattends j attends / attend attends / jespere j espere / jamai jamais / tjs toujours /
    tjrs toujours / tjr toujours / tjours toujours / pr pour / bcp beaucoup / pb probleme / pbs problemes /
    mavez m avez / maviez m aviez / jaurais j aurais / mavait m avait / lavez l avez / yen y en / ya y a / dsl desole /
    vs vous / ms mais / rv rdv / ailleur ailleurs / qd quand / tel telephone / tph telephone / cl client / clt client /
    clte cliente / cli client / veh vehicule / dde demande / pk pourquoi / pq pourquoi / pkoi pourquoi / koi quoi /
    ke que / c c est / g j ai / pa pas / nb nombre / qqn quelqu un / qqch quelque chose / bjr bonjour";

/// Words whose full stop ends no sentence.
pub const ABBREVIATED: &str = "
    cl clt cli m mr mme mlle tel veh ds av ar int ext ref no env pb qd kms gest recep refroid cond pass dem dep rep fact
    dir resp mec sem max";

/// Little faces of people who are not pleased.
pub const GRIMACES: &[char] = &['🙄', '😡', '😠', '🤬', '😤', '👎', '🤡', '💩', '😒', '🤨', '😑', '🖕'];

pub const DENYING: &str = "
    pas jamais ni aucun aucune sans plus rien nullement aucunement non";

/// What a short writing stands for; any other word as it is.
pub fn spelt(word: &str) -> &str {
    let mut entries = SHORT.split('/').filter_map(|entry| entry.trim().split_once(' '));
    entries.find(|(short, _)| *short == word).map_or(word, |(_, spelt)| spelt)
}

pub fn is_in(word: &str, list: &str) -> bool {
    list.split_whitespace().any(|listed| listed == word)
}

/// Whether a word is one of those a phrase calls `@class`.
pub fn is_of(class: &str, word: &str) -> bool {
    let digits = word.chars().take_while(char::is_ascii_digit).count();
    let unit = &word[digits..];
    match class {
        "n" => digits > 0 && unit.is_empty() || is_in(word, NUMBERS),
        "nth" => digits > 0 && ["e", "eme", "ieme", "nd", "nde"].contains(&unit) || is_in(word, RANKS),
        "when" => digits > 0 && unit.starts_with('h') || is_in(word, DAYS),
        "span" => digits > 0 && ["h", "j", "min", "mn"].contains(&unit) || begins(word, SPANS),
        "fault" => begins(word, FAULTS),
        "part" => begins(word, PARTS),
        "dirt" => begins(word, DIRT),
        "said" => is_in(word, SAID),
        "had" => is_in(word, HAD),
        "good" => begins(word, GOOD),
        _ => false,
    }
}

/// Whether the word begins as one of the list does; `$` asks for the whole word.
fn begins(word: &str, beginnings: &str) -> bool {
    beginnings
        .split_whitespace()
        .any(|b| b.strip_suffix('$').map_or_else(|| word.starts_with(b), |whole| word == whole))
}

const NUMBERS: &str = "
    deux trois quatre cinq six sept huit neuf dix onze douze quinze vingt trente plusieurs x cent";

const RANKS: &str = "
    deuxieme seconde troisieme quatrieme cinquieme sixieme septieme huitieme dixieme enieme nieme xieme xeme ixieme";

const DAYS: &str = "
    lundi mardi mercredi jeudi vendredi samedi dimanche hier matin midi soir demain semaine weekend veille lendemain
    aujourd janvier fevrier mars avril mai juin juillet aout septembre octobre novembre decembre noel heure mois
    toussaint";

const SPANS: &str = "
    minute heure jour journee semaine mois$ an$ ans$ annee matinee h$ j$";

/// What goes wrong with a car.
const FAULTS: &str = "
    bruit voyant temoin panne fuite fuit$ probleme souci defaut vibration siffle claque grince couine odeur fumee
    message alerte symptome coups$ jeu$ craque cliquet gresille tremble anomalie dysfonction surchauffe ratat ronfle
    frottement cognement infiltration patinage erreur calage";

/// A car and what is in it.
const PARTS: &str = "
    voiture vehicule auto$ bagnole caisse$ moto camion fourgon utilitaire scooter clio golf frein boite embrayage roue
    pneu volant clim batterie turbo injecteur siege tapis capot aile porte$ portiere pare$ coffre jante retro vitre
    phare feu$ feux$ cache boulon vis$ bouchon joint courroie durite carter bache disque plaquette amorti rotule
    radiateur pompe alternateur demarr bougie filtre vidange huile direction parallelisme geometrie echappement pot$
    autoradio radio gps camera capteur carrosserie peinture banquette habitacle tableau plafond ciel enjoliveur antenne
    cle$ cles$";

const DIRT: &str = "
    rayure raye$ rayee eraflure erafle bosse tache trace sale$ salie sali$ crasse graisse cambouis boue poussiere griffe
    griffure impact enfonc abime deteriore degueulass dechire brulure megot";

const SAID: &str = "
    dit promis annonce assure garanti jure certifie affirme parle prevu convenu confirme promettait indique soutenu
    donne vendu fixe";

const HAD: &str = "
    avait avaient aviez avez ont a ai avais etait est ete avons avions devait deviez devaient sera";

/// What people say of good work; denied, it is a grievance.
const GOOD: &str = "
    content satisf ravi$ ravie ravis$ convaincu serieu pro$ pros$ professionnel correct aimable normal honnete clair$
    claire$ rassur fiable top$ terrible enchant competent sympa poli$ polis$ accueillant souriant soigne propre digne
    acceptable admissible respectu conforme transparent rigoureu joyeu brillant emballe heureu";
