//! A garage's customer list, drawn at random, in which the twins (records of one and the same customer) are known.
//!
//! About 8 % of the records are second or third records of a customer who is already in the list, made the way
//! garages make them; about as many more are hard non-twins (homonyms, couples, sold cars, companies of one group).
//! `why` says how a record was drawn. The first record of a family of non-twins, like the first record of a
//! customer, is `"plain"`: a mistake on a pair is to be reported under the `why` of the *later* record.
//!
//! The truth can be decided by a person who sees both records: see `decidable`, which every twin has passed, and the
//! rule (checked in the tests) that two different customers of one town never bear nearly the same name.
//! Names, numbers and addresses are drawn at random: nothing may ever be sent to them.

use std::collections::{BTreeMap, BTreeSet};

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Kind {
    Particulier,
    Professionnel,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Person {
    /// The place of the record in the list.
    pub number: usize,
    /// The index of the first record of the same customer; that one has `None`.
    pub twin_of: Option<usize>,
    pub kind: Kind,
    pub civility: &'static str,
    pub first_name: String,
    pub last_name: String,
    pub company: String,
    /// Nine digits with a valid Luhn key.
    pub siren: Option<String>,
    pub email: String,
    /// As typed.
    pub phone: String,
    /// AA-123-BB, or as typed in some of the twins.
    pub plates: Vec<String>,
    pub town: String,
    pub postcode: String,
    /// How the record was drawn.
    pub why: &'static str,
}

/// Every `why` of a twin.
pub const TWINS: [&str; 22] = [
    "typo",
    "accent",
    "names swapped",
    "capitals",
    "compound first name",
    "particle",
    "double name shortened",
    "married name",
    "short first name",
    "initial",
    "phone writing",
    "phone typo",
    "second phone",
    "two phones in one field",
    "e-mail typo",
    "missing fields",
    "plate writing",
    "moved",
    "company writing",
    "company typo",
    "new contact",
    "twin in a family",
];

/// Every `why` of a hard non-twin.
pub const HARD: [&str; 9] = [
    "homonym",
    "couple",
    "father and son",
    "brothers",
    "sold car",
    "company group",
    "near company",
    "private and company",
    "placeholder",
];

/// Draws a list of `how_many` records; the same seed gives the same list.
#[must_use]
pub fn draw(seed: u64, how_many: usize) -> Vec<Person> {
    World::new(seed).list(how_many)
}

// ---------------------------------------------------------------------------------------------------- names

type Weighted = (&'static str, u32);

const MEN: &[Weighted] = &[
    ("Jean", 30),
    ("Pierre", 22),
    ("Michel", 30),
    ("Philippe", 26),
    ("Alain", 22),
    ("Nicolas", 20),
    ("Christophe", 19),
    ("Patrick", 19),
    ("Daniel", 17),
    ("Bernard", 17),
    ("Christian", 16),
    ("Frédéric", 15),
    ("Laurent", 15),
    ("Stéphane", 16),
    ("David", 15),
    ("Julien", 15),
    ("Sébastien", 15),
    ("Éric", 15),
    ("Thierry", 15),
    ("Thomas", 14),
    ("Pascal", 14),
    ("Alexandre", 13),
    ("Olivier", 13),
    ("Jacques", 13),
    ("Gérard", 12),
    ("André", 12),
    ("François", 12),
    ("Didier", 11),
    ("Claude", 10),
    ("Maxime", 10),
    ("Guillaume", 10),
    ("Vincent", 10),
    ("Romain", 9),
    ("Anthony", 9),
    ("Kévin", 9),
    ("Jérôme", 9),
    ("Bruno", 9),
    ("Antoine", 9),
    ("Benjamin", 8),
    ("Mohamed", 8),
    ("Marc", 8),
    ("Mathieu", 7),
    ("Florian", 7),
    ("Cédric", 7),
    ("Fabrice", 7),
    ("Serge", 7),
    ("Dominique", 6),
    ("Franck", 6),
    ("Hervé", 6),
    ("Gilles", 6),
    ("Denis", 6),
    ("Quentin", 6),
    ("Clément", 7),
    ("Lucas", 6),
    ("Hugo", 5),
    ("Arnaud", 6),
    ("Ludovic", 6),
    ("Mickaël", 6),
    ("Yves", 5),
    ("Roger", 5),
    ("René", 6),
    ("Robert", 5),
    ("Georges", 4),
    ("Raymond", 3),
    ("Marcel", 3),
    ("Henri", 4),
    ("Louis", 5),
    ("Paul", 6),
    ("Joël", 5),
    ("Damien", 5),
    ("Fabien", 4),
    ("Lionel", 3),
    ("Xavier", 4),
    ("Rémi", 3),
    ("Bastien", 3),
    ("Karim", 3),
    ("Mehdi", 3),
    ("Rachid", 3),
    ("Ahmed", 2),
    ("Youssef", 2),
    ("José", 5),
    ("Manuel", 4),
    ("Antonio", 2),
    ("Joaquim", 1),
    ("Ibrahim", 1),
    ("Jean-Pierre", 10),
    ("Jean-Claude", 9),
    ("Jean-Luc", 7),
    ("Jean-Michel", 6),
    ("Jean-Paul", 6),
    ("Jean-François", 6),
    ("Jean-Marc", 5),
    ("Jean-Louis", 4),
    ("Jean-Jacques", 4),
    ("Jean-Marie", 3),
    ("Jean-Philippe", 3),
    ("Jean-Yves", 3),
    ("Jean-Baptiste", 2),
    ("Pierre-Yves", 1),
    ("Marc-Antoine", 1),
];

const WOMEN: &[Weighted] = &[
    ("Marie", 30),
    ("Nathalie", 22),
    ("Isabelle", 21),
    ("Sylvie", 20),
    ("Catherine", 18),
    ("Martine", 17),
    ("Françoise", 16),
    ("Christine", 16),
    ("Monique", 14),
    ("Valérie", 15),
    ("Sandrine", 14),
    ("Stéphanie", 14),
    ("Véronique", 14),
    ("Sophie", 14),
    ("Céline", 13),
    ("Julie", 12),
    ("Chantal", 11),
    ("Patricia", 11),
    ("Aurélie", 11),
    ("Nicole", 11),
    ("Anne", 10),
    ("Jacqueline", 10),
    ("Émilie", 10),
    ("Laurence", 9),
    ("Brigitte", 10),
    ("Annie", 9),
    ("Élodie", 8),
    ("Laura", 8),
    ("Camille", 8),
    ("Caroline", 8),
    ("Virginie", 8),
    ("Corinne", 8),
    ("Florence", 7),
    ("Delphine", 7),
    ("Karine", 7),
    ("Audrey", 7),
    ("Hélène", 7),
    ("Christelle", 7),
    ("Pauline", 7),
    ("Mélanie", 7),
    ("Manon", 6),
    ("Léa", 7),
    ("Dominique", 6),
    ("Michèle", 6),
    ("Élisabeth", 6),
    ("Claire", 6),
    ("Marine", 6),
    ("Lucie", 6),
    ("Marion", 6),
    ("Amandine", 6),
    ("Jessica", 6),
    ("Danielle", 5),
    ("Chloé", 5),
    ("Charlotte", 5),
    ("Maria", 5),
    ("Fatima", 4),
    ("Nadia", 3),
    ("Samira", 2),
    ("Aïcha", 1),
    ("Odile", 3),
    ("Colette", 3),
    ("Denise", 4),
    ("Simone", 3),
    ("Yvette", 3),
    ("Ginette", 2),
    ("Joëlle", 4),
    ("Agnès", 4),
    ("Gaëlle", 3),
    ("Noémie", 3),
    ("Emma", 3),
    ("Inès", 2),
    ("Anne-Marie", 4),
    ("Marie-Christine", 4),
    ("Marie-Claude", 3),
    ("Marie-Thérèse", 3),
    ("Marie-France", 3),
    ("Marie-Laure", 2),
    ("Marie-Hélène", 2),
    ("Anne-Sophie", 2),
    ("Anne-Laure", 2),
];

/// The commonest French names, by falling frequency (see `World::last_name`).
const COMMON: &[&str] = &[
    "Martin",
    "Bernard",
    "Thomas",
    "Petit",
    "Robert",
    "Richard",
    "Durand",
    "Dubois",
    "Moreau",
    "Laurent",
    "Simon",
    "Michel",
    "Lefebvre",
    "Leroy",
    "Roux",
    "David",
    "Bertrand",
    "Morel",
    "Fournier",
    "Girard",
    "Bonnet",
    "Dupont",
    "Lambert",
    "Fontaine",
    "Rousseau",
    "Vincent",
    "Muller",
    "Lefèvre",
    "Faure",
    "André",
    "Mercier",
    "Blanc",
    "Guérin",
    "Boyer",
    "Garnier",
    "Chevalier",
    "François",
    "Legrand",
    "Gauthier",
    "Garcia",
    "Perrin",
    "Robin",
    "Clément",
    "Morin",
    "Nicolas",
    "Henry",
    "Roussel",
    "Mathieu",
    "Gautier",
    "Masson",
    "Marchand",
    "Duval",
    "Denis",
    "Dumont",
    "Marie",
    "Lemaire",
    "Noël",
    "Meyer",
    "Dufour",
    "Meunier",
    "Brun",
    "Blanchard",
    "Giraud",
    "Joly",
    "Rivière",
    "Lucas",
    "Brunet",
    "Gaillard",
    "Barbier",
    "Arnaud",
    "Martinez",
    "Gérard",
    "Roche",
    "Renard",
    "Schmitt",
    "Roy",
    "Leroux",
    "Colin",
    "Vidal",
    "Caron",
    "Picard",
    "Roger",
    "Fabre",
    "Aubert",
    "Lemoine",
    "Dumas",
    "Lacroix",
    "Olivier",
    "Philippe",
    "Bourgeois",
    "Pierre",
    "Benoît",
    "Rey",
    "Rolland",
    "Leclercq",
    "Guillaume",
    "Lecomte",
    "Lopez",
    "Jean",
    "Dupuy",
    "Guillot",
    "Hubert",
    "Berger",
    "Carpentier",
    "Sanchez",
    "Dupuis",
    "Moulin",
    "Louis",
    "Deschamps",
    "Huet",
    "Vasseur",
    "Perez",
    "Boucher",
    "Fleury",
    "Royer",
    "Klein",
    "Jacquet",
    "Adam",
    "Poirier",
    "Marty",
    "Aubry",
    "Guyot",
    "Carré",
    "Charles",
    "Charpentier",
    "Ménard",
    "Maillard",
    "Baron",
    "Bertin",
    "Bailly",
    "Schneider",
    "Fernandez",
    "Collet",
    "Léger",
    "Bouvier",
    "Julien",
    "Prévost",
    "Millet",
    "Perrot",
    "Daniel",
    "Cousin",
    "Germain",
    "Breton",
    "Besson",
    "Langlois",
    "Rémy",
    "Pelletier",
    "Lévêque",
    "Perrier",
    "Leblanc",
    "Barré",
    "Lebrun",
    "Marchal",
    "Weber",
    "Mallet",
    "Hamon",
    "Boulanger",
    "Jacob",
    "Monnier",
    "Michaud",
    "Rodriguez",
    "Guichard",
    "Gillet",
    "Étienne",
    "Poulain",
    "Tessier",
    "Chevallier",
    "Collin",
    "Chauvin",
    "Bouchet",
    "Gay",
    "Lemaître",
    "Bénard",
    "Maréchal",
    "Humbert",
    "Reynaud",
    "Antoine",
    "Perret",
    "Barthélemy",
    "Cordier",
    "Pichon",
    "Lejeune",
    "Gilbert",
    "Lamy",
    "Delaunay",
    "Pasquier",
    "Carlier",
    "Laporte",
];

const FOREIGN: &[Weighted] = &[
    ("Ferreira", 6),
    ("Pereira", 6),
    ("Rodrigues", 5),
    ("Fernandes", 4),
    ("Gomes", 3),
    ("Lopes", 3),
    ("Benali", 3),
    ("Haddad", 3),
    ("Bouzid", 2),
    ("Khelifi", 2),
    ("Belkacem", 2),
    ("Mansouri", 2),
    ("Traoré", 3),
    ("Diallo", 3),
    ("Diarra", 2),
    ("Nguyen", 4),
    ("Tran", 2),
    ("Yilmaz", 2),
    ("Kaya", 2),
    ("Rossi", 2),
    ("Kowalski", 1),
    ("Nowak", 1),
];

const PARTICLES: &[Weighted] = &[
    ("Le Gall", 8),
    ("Le Roux", 7),
    ("Le Goff", 6),
    ("Le Bris", 3),
    ("Le Floch", 3),
    ("Le Meur", 3),
    ("Le Guen", 3),
    ("Le Breton", 4),
    ("Da Silva", 9),
    ("Dos Santos", 7),
    ("Da Costa", 5),
    ("De Oliveira", 4),
    ("De Sousa", 4),
    ("El Amrani", 2),
    ("Ben Salah", 2),
    ("de Villeneuve", 1),
    ("de Montigny", 1),
    ("du Chesnay", 1),
    ("du Plessis", 1),
    ("d'Aubigny", 1),
    ("d'Orgeval", 1),
    ("de La Roche", 1),
    ("de La Vallée", 1),
    ("de Saint-Aubin", 1),
];

const STEMS: &[&str] = &[
    "Arn", "Bail", "Barr", "Baud", "Bert", "Blond", "Bouch", "Bourd", "Brac", "Bris", "Cad", "Cail", "Chab", "Champ",
    "Char", "Chat", "Chauv", "Cord", "Coud", "Court", "Cuv", "Dam", "Daud", "Desm", "Drou", "Fab", "Fauch", "Ferr",
    "Foug", "Gal", "Gar", "Gerv", "Gour", "Grang", "Guill", "Gib", "Hard", "Herb", "Houd", "Jacqu", "Jamb", "Joub",
    "Lamb", "Land", "Lav", "Lorm", "Maing", "Marc", "Maz", "Mont", "Mor", "Navel", "Pail", "Pasqu", "Pell", "Pig",
    "Plant", "Pott", "Quin", "Rag", "Rich", "Rob", "Rouss", "Sabl", "Salm", "Tard", "Thib", "Tourn", "Vach", "Vald",
    "Vauch", "Verd", "Vign", "Viol",
];

const ENDS: &[&str] = &[
    "ier", "eau", "et", "on", "in", "ard", "aud", "el", "ot", "al", "ereau", "oux", "eron", "illon", "igny", "iac",
    "elle", "ault", "eret", "enet", "onnier", "inot", "eroy", "ance",
];

const SHORT: &[(&str, &str)] = &[
    ("Alexandre", "Alex"),
    ("Frédéric", "Fred"),
    ("Stéphane", "Steph"),
    ("Stéphanie", "Steph"),
    ("Nicolas", "Nico"),
    ("Sébastien", "Seb"),
    ("Florian", "Flo"),
    ("Florence", "Flo"),
    ("Isabelle", "Isa"),
    ("Valérie", "Val"),
    ("Philippe", "Phil"),
    ("Benjamin", "Ben"),
    ("Maxime", "Max"),
    ("Véronique", "Véro"),
    ("Christophe", "Chris"),
    ("Mickaël", "Micka"),
    ("Caroline", "Caro"),
    ("Guillaume", "Guigui"),
    ("Catherine", "Cathy"),
    ("Gérard", "Gégé"),
];

const FATHERS: &[(&str, &str, &str)] = &[
    ("M.", "Jean", "Jean-Marc"),
    ("M.", "Jean", "Jean-Luc"),
    ("M.", "Jean", "Jean-Pierre"),
    ("M.", "Jean", "Jean-Philippe"),
    ("M.", "Pierre", "Pierre-Yves"),
    ("M.", "Pierre", "Jean-Pierre"),
    ("M.", "Paul", "Jean-Paul"),
    ("M.", "Jean-Claude", "Claude"),
    ("M.", "Jean-Louis", "Louis"),
    ("M.", "Marc", "Marc-Antoine"),
    ("M.", "Henri", "Henri-Paul"),
    ("M.", "Michel", "Mickaël"),
    ("M.", "André", "Andréas"),
    ("Mme", "Marie", "Marie-Laure"),
    ("Mme", "Anne", "Anne-Sophie"),
    ("Mme", "Marie-Hélène", "Hélène"),
];

const BROTHERS: &[(&str, &str, &str)] = &[
    ("M.", "Julien", "Lucien"),
    ("M.", "Florian", "Florent"),
    ("M.", "Damien", "Fabien"),
    ("M.", "Jean-Paul", "Jean-Luc"),
    ("M.", "Jean-Marc", "Jean-Michel"),
    ("M.", "Thomas", "Mathias"),
    ("M.", "Bastien", "Sébastien"),
    ("M.", "Antoine", "Anthony"),
    ("M.", "Benoît", "Benjamin"),
    ("M.", "Rachid", "Rabah"),
    ("M.", "Christophe", "Christian"),
    ("M.", "Hugo", "Lucas"),
    ("M.", "Nicolas", "Guillaume"),
    ("M.", "Alexandre", "Alexis"),
    ("Mme", "Marine", "Marion"),
    ("Mme", "Pauline", "Coline"),
    ("Mme", "Stéphanie", "Sandrine"),
    ("Mme", "Christine", "Christelle"),
];

const NEAR_NAMES: &[(&str, &str)] = &[
    ("Durand", "Durant"),
    ("Dupont", "Dupond"),
    ("Lefebvre", "Lefèvre"),
    ("Gauthier", "Gautier"),
    ("Leroy", "Leroi"),
    ("Martin", "Martins"),
    ("Thomas", "Tomas"),
    ("Bernard", "Besnard"),
    ("Petit", "Petiot"),
    ("Chevalier", "Chevallier"),
    ("Collin", "Colin"),
    ("Mathieu", "Matthieu"),
    ("Schmitt", "Schmidt"),
    ("Meyer", "Mayer"),
    ("Reynaud", "Raynaud"),
    ("Rolland", "Roland"),
    ("Moreau", "Moreau"),
    ("Girard", "Girard"),
    ("Rousseau", "Rousseaux"),
    ("Dupuis", "Dupuy"),
];

const TRADES: &[Weighted] = &[
    ("Transports", 12),
    ("Plomberie", 9),
    ("Électricité", 9),
    ("Maçonnerie", 9),
    ("Menuiserie", 8),
    ("Boulangerie", 6),
    ("Peinture", 7),
    ("Couverture", 7),
    ("Paysage", 6),
    ("Garage", 5),
    ("Ambulances", 4),
    ("Taxi", 6),
    ("Location", 3),
    ("Nettoyage", 5),
    ("Terrassement", 5),
    ("Chauffage", 5),
    ("Carrelage", 4),
    ("Immobilier", 3),
    ("", 20),
];

const LEGAL: &[Weighted] = &[("SARL", 45), ("SAS", 22), ("EURL", 13), ("SA", 4), ("SASU", 9), ("SCI", 2), ("EIRL", 5)];

/// Town, postcode, prefix of its landlines, weight: a garage of Chartres.
const TOWNS: &[(&str, &str, &str, u32)] = &[
    ("Chartres", "28000", "0237", 200),
    ("Lucé", "28110", "0237", 90),
    ("Mainvilliers", "28300", "0237", 70),
    ("Luisant", "28600", "0237", 50),
    ("Le Coudray", "28630", "0237", 35),
    ("Lèves", "28300", "0237", 35),
    ("Champhol", "28300", "0237", 30),
    ("Barjouville", "28630", "0237", 18),
    ("Morancez", "28630", "0237", 20),
    ("Saint-Prest", "28300", "0237", 18),
    ("Jouy", "28300", "0237", 15),
    ("Sours", "28630", "0237", 16),
    ("Nogent-le-Phaye", "28630", "0237", 13),
    ("Gasville-Oisème", "28300", "0237", 10),
    ("Saint-Georges-sur-Eure", "28190", "0237", 20),
    ("Fontenay-sur-Eure", "28630", "0237", 10),
    ("Thivars", "28630", "0237", 9),
    ("Ver-lès-Chartres", "28630", "0237", 8),
    ("Amilly", "28300", "0237", 14),
    ("Bailleau-l'Évêque", "28300", "0237", 9),
    ("Maintenon", "28130", "0237", 30),
    ("Épernon", "28230", "0237", 30),
    ("Gallardon", "28320", "0237", 22),
    ("Auneau", "28700", "0237", 25),
    ("Voves", "28150", "0237", 18),
    ("Bonneval", "28800", "0237", 20),
    ("Illiers-Combray", "28120", "0237", 18),
    ("Courville-sur-Eure", "28190", "0237", 20),
    ("La Loupe", "28240", "0237", 14),
    ("Châteauneuf-en-Thymerais", "28170", "0237", 15),
    ("Nogent-le-Roi", "28210", "0237", 16),
    ("Dreux", "28100", "0237", 30),
    ("Vernouillet", "28500", "0237", 14),
    ("Anet", "28260", "0237", 6),
    ("Châteaudun", "28200", "0237", 22),
    ("Nogent-le-Rotrou", "28400", "0237", 12),
    ("Toury", "28310", "0237", 8),
    ("Janville", "28310", "0237", 8),
    ("Rambouillet", "78120", "0134", 22),
    ("Ablis", "78660", "0130", 9),
    ("Étampes", "91150", "0164", 6),
    ("Dourdan", "91410", "0164", 8),
    ("Versailles", "78000", "0139", 8),
    ("Paris", "75011", "0143", 10),
    ("Paris", "75015", "0145", 10),
    ("Orléans", "45000", "0238", 10),
    ("Le Mans", "72000", "0243", 8),
    ("Tours", "37000", "0247", 5),
    ("Évreux", "27000", "0232", 5),
    ("Rouen", "76000", "0235", 4),
    ("Nantes", "44000", "0240", 4),
    ("Rennes", "35000", "0299", 3),
];

const DOMAINS: &[Weighted] = &[
    ("gmail.com", 40),
    ("orange.fr", 20),
    ("hotmail.fr", 9),
    ("hotmail.com", 3),
    ("wanadoo.fr", 8),
    ("free.fr", 8),
    ("sfr.fr", 5),
    ("laposte.net", 5),
    ("yahoo.fr", 4),
    ("outlook.fr", 3),
    ("icloud.com", 2),
];

const PLACEHOLDERS: &[&str] = &["pasdemail@nomail.com", "aucun@aucun.fr", "x@x.fr", "sans@mail.fr"];
const NO_PHONES: &[&str] = &["0600000000", "0237000000"];

// ---------------------------------------------------------------------------------------------------- drawing

struct Random(u64);

impl Random {
    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// A number below `end`; 0 when `end` is 0.
    fn below(&mut self, end: usize) -> usize {
        ((u128::from(self.next()) * end as u128) >> 64) as usize
    }

    fn chance(&mut self, percent: usize) -> bool {
        self.below(100) < percent
    }

    fn one<T: Copy>(&mut self, of: &[T]) -> T {
        of[self.below(of.len())]
    }

    fn weighted(&mut self, of: &[Weighted]) -> &'static str {
        let total: u32 = of.iter().map(|w| w.1).sum();
        let mut left = self.below(total as usize) as u32;
        for (name, weight) in of {
            if left < *weight {
                return name;
            }
            left -= weight;
        }
        of[0].0
    }

    fn digits(&mut self, how_many: usize) -> String {
        (0..how_many).map(|_| char::from(b'0' + self.below(10) as u8)).collect()
    }
}

/// The inner parts of a company's name.
#[derive(Clone)]
struct Firm {
    name: String,
    trade: &'static str,
    legal: &'static str,
}

/// A record in the making: `clean` as it should be written, `shown` as it was typed.
struct Draft {
    who: usize,
    twin: bool,
    /// Part of a family of hard non-twins: its twins are only lightly damaged.
    family: bool,
    twins: usize,
    clean: Person,
    shown: Person,
    firm: Option<Firm>,
    key: u64,
}

struct World {
    random: Random,
    drafts: Vec<Draft>,
    emails: BTreeSet<String>,
    domains: BTreeSet<String>,
    phones: BTreeSet<String>,
    plates: BTreeSet<String>,
    sirens: BTreeSet<String>,
    /// By normal town: who, normal first name, normal last name.
    names: BTreeMap<String, Vec<(usize, String, String)>>,
    /// By normal town: normal names of firms.
    firms: BTreeMap<String, Vec<String>>,
    first_names: BTreeSet<String>,
    common: BTreeSet<String>,
    people: usize,
}

impl World {
    fn new(seed: u64) -> World {
        let first_names = MEN.iter().chain(WOMEN).map(|n| normal(n.0)).collect();
        let common = COMMON.iter().map(|n| normal(n)).collect();
        let mut random = Random(seed ^ 0x5649_5349_4F4E_4352);
        random.next();
        World {
            random,
            drafts: Vec::new(),
            emails: BTreeSet::new(),
            domains: BTreeSet::new(),
            phones: BTreeSet::new(),
            plates: BTreeSet::new(),
            sirens: BTreeSet::new(),
            names: BTreeMap::new(),
            firms: BTreeMap::new(),
            first_names,
            common,
            people: 0,
        }
    }

    fn list(mut self, how_many: usize) -> Vec<Person> {
        let twins = how_many * 8 / 100;
        let hard = how_many * 8 / 100;
        let plain = how_many - twins - hard;
        let share = |percent: usize| hard * percent / 100;
        let groups = share(7);
        let near = share(6);
        let rest = [
            ("couple", share(19)),
            ("father and son", share(10)),
            ("brothers", share(9)),
            ("sold car", share(13)),
            ("private and company", share(6)),
            ("placeholder", share(3)),
        ];
        let homonyms = hard - groups - near - rest.iter().map(|r| r.1).sum::<usize>();

        let mut left = plain;
        self.homonyms(homonyms, &mut left);
        self.company_groups(groups, &mut left);
        self.near_companies(near, &mut left);
        for _ in 0..left {
            self.plain();
        }
        for (why, how_many) in rest {
            for _ in 0..how_many {
                if !self.relative(why) {
                    self.plain();
                }
            }
        }
        while self.drafts.len() < how_many - twins {
            self.plain();
        }
        for place in 0..twins {
            if !self.twin(place, twins) {
                self.plain();
            }
        }
        self.finish()
    }

    fn finish(mut self) -> Vec<Person> {
        self.swap_some();
        self.drafts.sort_by_key(|d| d.key);
        let mut first: BTreeMap<usize, usize> = BTreeMap::new();
        let mut list = Vec::with_capacity(self.drafts.len());
        for (number, draft) in self.drafts.into_iter().enumerate() {
            let base = *first.entry(draft.who).or_insert(number);
            let mut person = draft.shown;
            person.number = number;
            person.twin_of = (base != number).then_some(base);
            list.push(person);
        }
        list
    }

    /// The damaged record is not always the later one: exchanges what is written in a quarter of the simple pairs.
    fn swap_some(&mut self) {
        let mut at: BTreeMap<usize, usize> = BTreeMap::new();
        for index in 0..self.drafts.len() {
            let draft = &self.drafts[index];
            if !draft.twin {
                at.insert(draft.who, index);
                continue;
            }
            let Some(&base) = at.get(&draft.who) else { continue };
            if self.drafts[base].family || self.drafts[base].twins != 1 || !self.random.chance(25) {
                continue;
            }
            let (before, after) = self.drafts.split_at_mut(index);
            let (one, two) = (&mut before[base].shown, &mut after[0].shown);
            std::mem::swap(one, two);
            std::mem::swap(&mut one.why, &mut two.why);
        }
    }

    // -------------------------------------------------------------------------------------------- single fields

    fn last_name(&mut self) -> String {
        let dice = self.random.below(1000);
        if dice < 28 {
            let one = self.simple_last_name();
            let two = self.simple_last_name();
            if one != two {
                return format!("{one}-{two}");
            }
            return one;
        }
        if dice < 68 {
            return self.random.weighted(PARTICLES).to_owned();
        }
        self.simple_last_name()
    }

    fn simple_last_name(&mut self) -> String {
        let dice = self.random.below(100);
        if dice < 30 {
            return self.common_name(COMMON.len()).to_owned();
        }
        if dice < 37 {
            return self.random.weighted(FOREIGN).to_owned();
        }
        let (stem, end) = (self.random.one(STEMS), self.random.one(ENDS));
        format!("{stem}{end}")
    }

    /// One of the `first` commonest names: the first 1.8 times as frequent as the second, then falling like 1 / rank.
    fn common_name(&mut self, first: usize) -> &'static str {
        let weight = |rank: usize| if rank == 0 { 236 } else { 131 * 12 / (11 + rank) };
        let total: usize = (0..first).map(weight).sum();
        let mut left = self.random.below(total);
        for (rank, name) in COMMON.iter().enumerate().take(first) {
            if left < weight(rank) {
                return name;
            }
            left -= weight(rank);
        }
        COMMON[0]
    }

    fn first_name(&mut self, civility: &str) -> String {
        self.random.weighted(if civility == "Mme" { WOMEN } else { MEN }).to_owned()
    }

    fn town(&mut self) -> (&'static str, &'static str) {
        let total: u32 = TOWNS.iter().map(|t| t.3).sum();
        let mut left = self.random.below(total as usize) as u32;
        for town in TOWNS {
            if left < town.3 {
                return (town.0, town.1);
            }
            left -= town.3;
        }
        (TOWNS[0].0, TOWNS[0].1)
    }

    fn mobile(&mut self) -> String {
        loop {
            let prefix = if self.random.chance(78) { "06" } else { "07" };
            let phone = format!("{prefix}{}{}", 1 + self.random.below(9), self.random.digits(7));
            if self.phones.insert(phone.clone()) {
                return phone;
            }
        }
    }

    fn landline(&mut self, postcode: &str) -> String {
        let prefix = TOWNS.iter().find(|t| t.1 == postcode).map_or("0237", |t| t.2);
        loop {
            let phone = format!("{prefix}{}{}", 1 + self.random.below(9), self.random.digits(5));
            if self.phones.insert(phone.clone()) {
                return phone;
            }
        }
    }

    fn plate(&mut self) -> String {
        const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTVWXYZ";
        loop {
            let mut letter = || char::from(self.random.one(LETTERS));
            let (a, b, c, d) = (letter(), letter(), letter(), letter());
            // The first letter tells the year: most cars on the road are between A and H.
            let a = if self.random.chance(95) { char::from(self.random.one(b"ABCDEFGH")) } else { a };
            let plate = format!("{a}{b}-{:03}-{c}{d}", 1 + self.random.below(999));
            if self.plates.insert(plate.clone()) {
                return plate;
            }
        }
    }

    fn siren(&mut self) -> String {
        loop {
            let eight = format!("{}{}", self.random.one(&[3, 4, 5, 7, 8, 9]), self.random.digits(7));
            let siren = (0..10).map(|key| format!("{eight}{key}")).find(|s| luhn(s)).unwrap_or_default();
            if siren.len() == 9 && self.sirens.insert(siren.clone()) {
                return siren;
            }
        }
    }

    fn email(&mut self, first: &str, last: &str) -> String {
        let (first, last) = (slug(first, '-'), slug(last, '-'));
        let initial: String = first.split('-').filter_map(|p| p.chars().next()).collect();
        let domain = self.random.weighted(DOMAINS);
        let joined: String = last.split('-').collect();
        let mut local = match self.random.below(100) {
            0..=37 => format!("{first}.{last}"),
            38..=52 => format!("{initial}.{last}"),
            53..=64 => format!("{last}.{first}"),
            65..=74 => format!("{initial}{joined}"),
            75..=84 => format!("{first}{}", 1 + self.random.below(98)),
            85..=92 => format!("{joined}{}", self.random.one(&["28", "78", "75", "1", "59", "72", "84"])),
            _ => format!("{first}-{joined}"),
        };
        if self.random.chance(18) {
            local.push_str(&format!("{:02}", 40 + self.random.below(60)));
        }
        self.unique_email(&local, domain)
    }

    fn unique_email(&mut self, local: &str, domain: &str) -> String {
        let mut email = format!("{local}@{domain}");
        while !self.emails.insert(email.clone()) {
            email = format!("{local}{}@{domain}", 1 + self.random.below(999));
        }
        email
    }

    // -------------------------------------------------------------------------------------------- plain customers

    fn is_taken(&self, who: usize, town: &str, first: &str, last: &str) -> bool {
        let (first, last) = (normal(first), bare(last));
        self.names
            .get(&normal_town(town))
            .is_some_and(|all| all.iter().any(|(other, f, l)| *other != who && near_names((&first, &last), (f, l))))
    }

    fn note_name(&mut self, who: usize, person: &Person) {
        let entry = (who, normal(&person.first_name), bare(&person.last_name));
        self.names.entry(normal_town(&person.town)).or_default().push(entry);
    }

    fn is_taken_firm(&self, town: &str, name: &str) -> bool {
        let name = normal(name);
        self.firms.get(&normal_town(town)).is_some_and(|all| all.iter().any(|n| within_one(n, &name)))
    }

    fn plain(&mut self) {
        if self.random.chance(14) {
            let person = self.fresh_firm(None, None);
            self.push(person.0, Some(person.1));
        } else {
            let person = self.fresh(None);
            self.push(person, None);
        }
    }

    /// Adds a new customer.
    fn push(&mut self, clean: Person, firm: Option<Firm>) -> usize {
        let who = self.people;
        self.people += 1;
        self.note_name(who, &clean);
        if let Some(firm) = &firm {
            self.firms.entry(normal_town(&clean.town)).or_default().push(normal(&firm.name));
        }
        let shown = self.typed(&clean);
        let key = self.random.next() >> 1;
        self.drafts.push(Draft { who, twin: false, family: false, twins: 0, clean, shown, firm, key });
        self.drafts.len() - 1
    }

    /// Adds a new customer who stands in a family with `head`, later in the list.
    fn push_relative(&mut self, head: usize, why: &'static str, mut clean: Person, firm: Option<Firm>) {
        clean.why = why;
        let index = self.push(clean, firm);
        self.drafts[head].family = true;
        self.drafts[index].family = true;
        self.drafts[index].key = self.key_after(head);
    }

    fn key_after(&mut self, index: usize) -> u64 {
        let key = self.drafts[index].key;
        let room = (u64::MAX >> 1) - key;
        key + 1 + self.random.below(room as usize) as u64
    }

    /// A private customer; `name` is civility, first and last name.
    fn fresh(&mut self, name: Option<(&'static str, &str, &str)>) -> Person {
        let mut tries = 0;
        let (civility, first, last, (town, postcode)) = loop {
            let civility = name.map_or_else(|| if self.random.chance(56) { "M." } else { "Mme" }, |n| n.0);
            let first = name.map_or_else(|| self.first_name(civility), |n| n.1.to_owned());
            let last = name.map_or_else(|| self.last_name(), |n| n.2.to_owned());
            let town = self.town();
            tries += 1;
            if tries > 1000 || !self.is_taken(usize::MAX, town.0, &first, &last) {
                break (civility, first, last, town);
            }
        };
        let phone = match self.random.below(100) {
            0..=79 => self.mobile(),
            80..=96 => self.landline(postcode),
            _ => String::new(),
        };
        let email = if self.random.chance(74) { self.email(&first, &last) } else { String::new() };
        let cars = match self.random.below(100) {
            0..=5 => 0,
            6..=78 => 1,
            79..=95 => 2,
            _ => 3,
        };
        let plates = (0..cars).map(|_| self.plate()).collect();
        Person {
            number: 0,
            twin_of: None,
            kind: Kind::Particulier,
            civility,
            first_name: first,
            last_name: last,
            company: String::new(),
            siren: None,
            email,
            phone,
            plates,
            town: town.to_owned(),
            postcode: postcode.to_owned(),
            why: "plain",
        }
    }

    fn fresh_firm(&mut self, name: Option<Firm>, not_in: Option<&[String]>) -> (Person, Firm) {
        let mut tries = 0;
        let (firm, (town, postcode)) = loop {
            let firm = name.clone().unwrap_or_else(|| self.firm());
            let town = self.town();
            tries += 1;
            let elsewhere = not_in.is_none_or(|towns| !towns.contains(&normal_town(town.0)));
            if elsewhere && (tries > 1000 || !self.is_taken_firm(town.0, &firm.name)) {
                break (firm, town);
            }
            if tries > 2000 {
                break (firm, town);
            }
        };
        let with_contact = self.random.chance(55);
        let (civility, first, last) = loop {
            let civility = if self.random.chance(75) { "M." } else { "Mme" };
            let first = self.first_name(civility);
            let last = self.last_name();
            if !self.is_taken(usize::MAX, town, &first, &last) {
                break (civility, first, last);
            }
        };
        let web = format!("{} {}", firm.trade, firm.name);
        let mut domain = slug(web.trim(), '-');
        if self.random.chance(40) {
            domain = domain.replace('-', "");
        }
        if !self.domains.insert(domain.replace('-', "")) {
            // A firm of the same name elsewhere has a site of its own.
            domain = format!("{domain}-{}", slug(town, '-'));
        }
        domain.push_str(".fr");
        let email = match self.random.below(100) {
            0..=49 => {
                let local = self.random.one(&["contact", "contact", "compta", "secretariat", "info", "accueil"]);
                self.unique_email(local, &domain)
            }
            50..=79 => {
                let local = slug(web.trim(), '.');
                let domain = self.random.weighted(DOMAINS);
                self.unique_email(&local, domain)
            }
            _ => String::new(),
        };
        let phone = if self.random.chance(65) { self.landline(postcode) } else { self.mobile() };
        let cars = 1 + self.random.below(if firm.trade == "Transports" { 8 } else { 3 });
        let plates = (0..cars).map(|_| self.plate()).collect();
        let siren = if self.random.chance(75) { Some(self.siren()) } else { None };
        let person = Person {
            number: 0,
            twin_of: None,
            kind: Kind::Professionnel,
            civility: if with_contact { civility } else { "" },
            first_name: if with_contact { first } else { String::new() },
            last_name: if with_contact { last } else { String::new() },
            company: self.first_writing(&firm),
            siren,
            email,
            phone,
            plates,
            town: town.to_owned(),
            postcode: postcode.to_owned(),
            why: "plain",
        };
        (person, firm)
    }

    fn firm(&mut self) -> Firm {
        let legal = self.random.weighted(LEGAL);
        if self.random.chance(7) {
            let name: String = (0..3).map(|_| char::from(self.random.one(b"ABCDEFGHIJLMNPRSTV"))).collect();
            let trade = self.random.one(&["Services", "Bâtiment", "Rénovation", "Transports"]);
            return Firm { name, trade, legal };
        }
        Firm { name: self.simple_last_name(), trade: self.random.weighted(TRADES), legal }
    }

    fn first_writing(&mut self, firm: &Firm) -> String {
        let Firm { name, trade, legal } = firm;
        if trade.is_empty() {
            return match self.random.below(4) {
                0 => format!("Ets {name}"),
                1 => format!("{name} {legal}"),
                _ => format!("{legal} {name}"),
            };
        }
        match self.random.below(6) {
            0 => format!("{legal} {trade} {name}"),
            1 => format!("{legal} {name}"),
            2 => format!("{name} {trade}"),
            3 => format!("{trade} {name} {legal}"),
            _ => format!("{trade} {name}"),
        }
    }

    // -------------------------------------------------------------------------------------------- hard non-twins

    fn homonyms(&mut self, how_many: usize, plain: &mut usize) {
        let mut left = how_many;
        let mut size = 12;
        let mut name = ("M.", "Jean".to_owned(), "Martin".to_owned());
        while left > 0 && *plain > 0 {
            let mut towns = Vec::new();
            let mut head = None;
            for _ in 0..size {
                if left == 0 {
                    break;
                }
                // Every one in another town, with a phone of their own.
                let mut person = self.fresh(Some((name.0, &name.1, &name.2)));
                for _ in 0..200 {
                    if !towns.contains(&person.town) && !person.phone.is_empty() {
                        break;
                    }
                    person = self.fresh(Some((name.0, &name.1, &name.2)));
                }
                if towns.contains(&person.town) {
                    break;
                }
                if person.phone.is_empty() {
                    person.phone = self.mobile();
                }
                towns.push(person.town.clone());
                if let Some(head) = head {
                    self.push_relative(head, "homonym", person, None);
                    left -= 1;
                } else {
                    head = Some(self.push(person, None));
                    *plain -= 1;
                    if *plain == 0 {
                        break;
                    }
                }
            }
            let civility = if self.random.chance(55) { "M." } else { "Mme" };
            let common = if civility == "M." { &MEN[..25] } else { &WOMEN[..25] };
            name = (civility, self.random.weighted(common).to_owned(), self.common_name(40).to_owned());
            size = 2 + self.random.below(6);
        }
    }

    fn company_groups(&mut self, how_many: usize, plain: &mut usize) {
        let mut left = how_many;
        while left > 0 && *plain > 0 {
            let mut trades = vec!["Transports", "Logistique", "Location", "Immobilier", "Services"];
            let mut take = |random: &mut Random| trades.swap_remove(random.below(trades.len()));
            let firm = self.firm();
            let firm = Firm { trade: take(&mut self.random), ..firm };
            let (mut head, firm) = self.fresh_firm(Some(firm), None);
            let shared_phone = self.random.chance(70);
            let shared_email = !shared_phone || self.random.chance(50);
            head.company = format!("{} {}", firm.name, firm.trade);
            head.siren = Some(self.siren());
            if shared_email {
                head.email = self.unique_email("contact", &format!("groupe-{}.fr", slug(&firm.name, '-')));
            }
            let mut others = Vec::new();
            for _ in 0..(1 + self.random.below(3)).min(left) {
                let sister = Firm { name: firm.name.clone(), trade: take(&mut self.random), legal: firm.legal };
                let (mut other, sister) = self.fresh_firm(Some(sister), None);
                other.company = format!("{} {}", sister.name, sister.trade);
                other.siren = Some(self.siren());
                if self.random.chance(60) {
                    other.town.clone_from(&head.town);
                    other.postcode.clone_from(&head.postcode);
                }
                if shared_phone {
                    other.phone.clone_from(&head.phone);
                }
                if shared_email {
                    other.email.clone_from(&head.email);
                }
                // A contact of their own, or none.
                if self.is_taken(usize::MAX, &other.town, &other.first_name, &other.last_name) {
                    (other.civility, other.first_name, other.last_name) = ("", String::new(), String::new());
                }
                others.push((other, sister));
            }
            let head = self.push(head, Some(firm));
            *plain -= 1;
            for (other, sister) in others {
                self.push_relative(head, "company group", other, Some(sister));
                left -= 1;
            }
        }
    }

    fn near_companies(&mut self, how_many: usize, plain: &mut usize) {
        for _ in 0..how_many {
            if *plain == 0 {
                return;
            }
            let (one, two) = self.random.one(NEAR_NAMES);
            let trade = self.random.one(&["Transports", "Transports", "Ambulances", "Taxi", "Garage", "Maçonnerie"]);
            let legal = self.random.weighted(LEGAL);
            let mut heads = Vec::new();
            for name in [one, two] {
                let firm = Firm { name: name.to_owned(), trade, legal };
                let towns: Vec<String> = heads.iter().map(|h: &(Person, Firm)| normal_town(&h.0.town)).collect();
                let (mut person, firm) = self.fresh_firm(Some(firm), Some(&towns));
                person.company = format!("{trade} {name}");
                person.siren = Some(self.siren());
                heads.push((person, firm));
            }
            let (Some(other), Some(head)) = (heads.pop(), heads.pop()) else { return };
            let head = self.push(head.0, Some(head.1));
            *plain -= 1;
            self.push_relative(head, "near company", other.0, Some(other.1));
        }
    }

    /// Draws one more customer who stands near one of the plain ones; false when no suitable one is found.
    fn relative(&mut self, why: &'static str) -> bool {
        if why == "placeholder" {
            let mut person = self.fresh(None);
            if person.phone.is_empty() || person.phone.starts_with("02") && self.random.chance(50) {
                person.phone = self.random.one(NO_PHONES).to_owned();
            } else {
                person.email = self.random.one(PLACEHOLDERS).to_owned();
            }
            person.why = why;
            self.push(person, None);
            return true;
        }
        for _ in 0..500 {
            let head = self.random.below(self.drafts.len());
            let draft = &self.drafts[head];
            if draft.family || draft.twin || draft.clean.kind != Kind::Particulier || draft.clean.why != "plain" {
                continue;
            }
            let base = draft.clean.clone();
            let made = match why {
                "couple" => self.spouse(&base).map(|p| (p, None)),
                "father and son" => self.son(head, FATHERS, true),
                "brothers" => self.son(head, BROTHERS, false),
                "sold car" => self.buyer(&base).map(|p| (p, None)),
                _ => self.own_company(&base),
            };
            if let Some((person, firm)) = made {
                self.push_relative(head, why, person, firm);
                return true;
            }
        }
        false
    }

    fn spouse(&mut self, base: &Person) -> Option<Person> {
        if base.phone.is_empty() {
            return None;
        }
        let civility = if base.civility == "M." { "Mme" } else { "M." };
        let first = self.first_name(civility);
        let taken = self.is_taken(usize::MAX, &base.town, &first, &base.last_name);
        // "Michel" and "Michèle" at one address could not be told from a typo.
        if taken || distance(&normal(&first), &normal(&base.first_name)) <= 2 {
            return None;
        }
        let mut person = self.fresh(Some((civility, &first, &base.last_name)));
        person.town.clone_from(&base.town);
        person.postcode.clone_from(&base.postcode);
        person.phone.clone_from(&base.phone);
        person.email.clone_from(&base.email);
        if !base.plates.is_empty() && self.random.chance(35) {
            person.plates.clone_from(&base.plates);
        }
        Some(person)
    }

    /// Father and son, or brothers: gives the head the first name of the pair, and makes the other one.
    fn son(
        &mut self,
        head: usize,
        pairs: &[(&'static str, &str, &str)],
        at_home: bool,
    ) -> Option<(Person, Option<Firm>)> {
        let (who, mut base) = (self.drafts[head].who, self.drafts[head].clean.clone());
        let (civility, mut one, mut two) = self.random.one(pairs);
        if self.random.chance(40) {
            std::mem::swap(&mut one, &mut two);
        }
        if self.is_taken(who, &base.town, one, &base.last_name)
            || self.is_taken(who, &base.town, two, &base.last_name)
            || base.plates.is_empty()
        {
            return None;
        }
        // The head is named anew: what was noted under the old name stays, and only forbids a little more.
        (base.civility, base.first_name) = (civility, one.to_owned());
        let same_line = at_home || self.random.chance(50);
        if same_line && !base.phone.starts_with("02") && !base.phone.starts_with("01") {
            base.phone = self.landline(&base.postcode);
        }
        base.email = self.email(one, &base.last_name);
        let mut person = self.fresh(Some((civility, two, &base.last_name)));
        person.town.clone_from(&base.town);
        person.postcode.clone_from(&base.postcode);
        person.email = self.email(two, &base.last_name);
        if same_line {
            person.phone.clone_from(&base.phone);
        } else {
            person.phone = self.mobile();
        }
        if person.plates.is_empty() {
            person.plates = vec![self.plate()];
        }
        self.note_name(who, &base);
        self.drafts[head].shown = self.typed(&base);
        self.drafts[head].clean = base;
        Some((person, None))
    }

    fn buyer(&mut self, base: &Person) -> Option<Person> {
        let plate = base.plates.first()?.clone();
        let mut person = self.fresh(None);
        let near = |a: &str, b: &str| distance(&normal(a), &normal(b)) <= 2;
        if near(&person.first_name, &base.first_name)
            || near(&person.last_name, &base.last_name)
            || near(&person.first_name, &base.last_name)
            || person.phone.is_empty()
            || base.phone.is_empty()
        {
            return None;
        }
        person.plates = vec![plate];
        Some(person)
    }

    fn own_company(&mut self, base: &Person) -> Option<(Person, Option<Firm>)> {
        let mobile = base.phone.starts_with("06") || base.phone.starts_with("07");
        if !mobile || self.is_taken_firm(&base.town, &base.last_name) {
            return None;
        }
        let trade = loop {
            let trade = self.random.weighted(TRADES);
            if !trade.is_empty() {
                break trade;
            }
        };
        let firm = Firm { name: base.last_name.clone(), trade, legal: self.random.weighted(LEGAL) };
        let (mut person, firm) = self.fresh_firm(Some(firm), None);
        person.company = match self.random.below(3) {
            0 => format!("{} {trade}", firm.name),
            1 => format!("{} {} {trade}", firm.legal, firm.name),
            _ => format!("{trade} {} {}", base.first_name, firm.name),
        };
        person.civility = base.civility;
        person.first_name.clone_from(&base.first_name);
        person.last_name.clone_from(&base.last_name);
        person.phone.clone_from(&base.phone);
        person.town.clone_from(&base.town);
        person.postcode.clone_from(&base.postcode);
        person.siren = Some(self.siren());
        if self.random.chance(35) {
            person.email.clone_from(&base.email);
        }
        Some((person, Some(firm)))
    }

    // -------------------------------------------------------------------------------------------- typing

    /// What somebody at the counter types for a clean record.
    fn typed(&mut self, clean: &Person) -> Person {
        let mut shown = clean.clone();
        match self.random.below(100) {
            0..=15 => shown.last_name = shown.last_name.to_uppercase(),
            16..=19 => shown.last_name = plain_letters(&shown.last_name).to_uppercase(),
            20..=22 => {
                shown.last_name = shown.last_name.to_lowercase();
                shown.first_name = shown.first_name.to_lowercase();
            }
            _ => {}
        }
        shown.phone = self.phone_writing(&clean.phone);
        match self.random.below(100) {
            0..=9 => shown.town = shown.town.to_uppercase(),
            10..=13 => shown.town = plain_letters(&shown.town).to_uppercase().replace('-', " "),
            14..=17 => shown.town = shown.town.replace('-', " "),
            18..=29 => shown.town = shown.town.replace("Saint-", "St "),
            _ => {}
        }
        shown
    }

    fn phone_writing(&mut self, phone: &str) -> String {
        if phone.len() != 10 {
            return phone.to_owned();
        }
        let pairs: Vec<&str> = (0..5).map(|i| &phone[2 * i..2 * i + 2]).collect();
        let (short, rest) = (&phone[1..], pairs[1..].join(" "));
        match self.random.below(100) {
            0..=44 => pairs.join(" "),
            45..=67 => phone.to_owned(),
            68..=80 => pairs.join("."),
            81..=85 => pairs.join("-"),
            86..=90 => format!("+33 {} {rest}", &short[..1]),
            91..=94 => format!("+33{short}"),
            95 => format!("0033{short}"),
            96 => format!("+33 (0){} {rest}", &short[..1]),
            97 => pairs.join("/"),
            98 => format!("{} {} {}", &phone[..4], &phone[4..7], &phone[7..]),
            _ => format!("{} (après 18h)", pairs.join(" ")),
        }
    }

    /// What is left of a customer's fields when somebody makes the record a second time.
    fn again(&mut self, base: &Person) -> Person {
        let mut person = base.clone();
        if self.random.chance(14) {
            person.civility = "";
        }
        if self.random.chance(38) {
            person.email.clear();
        }
        match self.random.below(100) {
            0..=8 if !person.phone.is_empty() => person.phone = self.other_phone(base),
            9..=13 => person.phone.clear(),
            _ => {}
        }
        if person.kind == Kind::Professionnel && self.random.chance(35) {
            (person.civility, person.first_name, person.last_name) = ("", String::new(), String::new());
        }
        if person.siren.is_some() && self.random.chance(35) {
            person.siren = None;
        }
        match self.random.below(100) {
            0..=21 => person.plates.clear(),
            22..=51 => person.plates = vec![self.plate()],
            _ => {
                let keep = self.random.below(person.plates.len());
                person.plates = person.plates.get(keep).cloned().into_iter().collect();
            }
        }
        if self.random.chance(6) {
            person.postcode.clear();
        }
        person
    }

    // -------------------------------------------------------------------------------------------- twins

    /// Adds a second or third record of a customer, the `place`th `of` so many; false when none can be made.
    fn twin(&mut self, place: usize, of: usize) -> bool {
        /// Damage, whether it is done to a company, weight.
        const WHYS: &[(&str, bool, usize)] = &[
            ("typo", false, 21),
            ("accent", false, 6),
            ("names swapped", false, 8),
            ("capitals", false, 7),
            ("compound first name", false, 8),
            ("particle", false, 6),
            ("double name shortened", false, 6),
            ("married name", false, 9),
            ("short first name", false, 3),
            ("initial", false, 3),
            ("phone writing", false, 7),
            ("phone typo", false, 3),
            ("second phone", false, 8),
            ("two phones in one field", false, 3),
            ("e-mail typo", false, 6),
            ("missing fields", false, 7),
            ("plate writing", false, 7),
            ("moved", false, 3),
            ("twin in a family", false, 6),
            ("company writing", true, 11),
            ("company typo", true, 3),
            ("new contact", true, 2),
            ("capitals", true, 2),
            ("phone writing", true, 1),
            ("second phone", true, 1),
            ("e-mail typo", true, 1),
            ("missing fields", true, 2),
            ("plate writing", true, 1),
        ];
        let total: usize = WHYS.iter().map(|w| w.2).sum();
        for attempt in 0..40 {
            // Every kind has its share; only when nobody can be found for it, another kind is drawn.
            let mut left = if attempt < 5 { place * total / of } else { self.random.below(total) };
            let mut drawn = WHYS[0];
            for why in WHYS {
                if left < why.2 {
                    drawn = *why;
                    break;
                }
                left -= why.2;
            }
            let (why, firm, _) = drawn;
            let third = self.random.chance(10);
            for _ in 0..2500 {
                let base = self.random.below(self.drafts.len());
                let draft = &self.drafts[base];
                let suits = !draft.twin
                    && draft.twins == usize::from(third)
                    && (why == "twin in a family" || (draft.clean.kind == Kind::Professionnel) == firm)
                    && draft.family == (why == "twin in a family");
                if suits && self.twin_of(base, why) {
                    return true;
                }
            }
        }
        false
    }

    fn twin_of(&mut self, base: usize, why: &'static str) -> bool {
        for _ in 0..6 {
            let Some((clean, mut shown)) = self.damaged(base, why) else { return false };
            shown.why = why;
            let draft = &self.drafts[base];
            let (who, town) = (draft.who, draft.clean.town.clone());
            let earlier: Vec<&Draft> = self.drafts.iter().filter(|d| d.who == who).collect();
            let sound = earlier.iter().all(|d| decidable(&d.shown, &shown, &self.common) && differs(&d.shown, &shown));
            let beside = [town.as_str(), clean.town.as_str()]
                .iter()
                .any(|t| self.is_taken(who, t, &shown.first_name, &shown.last_name));
            if !sound || beside {
                continue;
            }
            self.note_name(who, &clean);
            let key = self.key_after(base);
            self.drafts[base].twins += 1;
            let (family, firm) = (self.drafts[base].family, self.drafts[base].firm.clone());
            self.drafts.push(Draft { who, twin: true, family, twins: 0, clean, shown, firm, key });
            return true;
        }
        false
    }

    /// The second record of a customer, clean and as typed; none when this damage cannot be done to this customer.
    fn damaged(&mut self, base: usize, why: &'static str) -> Option<(Person, Person)> {
        let whole = self.drafts[base].clean.clone();
        let firm = self.drafts[base].firm.clone();
        let mut p = self.again(&whole);
        let mut shown = None;
        match why {
            "typo" => {
                let both = self.random.chance(12);
                let first = self.random.chance(35);
                if first || both {
                    p.first_name = self.first_name_typo(&p.first_name)?;
                }
                if !first || both {
                    p.last_name = self.typo(&p.last_name)?;
                }
            }
            "accent" => {
                let first = self.random.chance(65);
                let field = if first { &mut p.first_name } else { &mut p.last_name };
                *field = other_accent(field)?;
            }
            "names swapped" => std::mem::swap(&mut p.first_name, &mut p.last_name),
            "capitals" => {
                let mut typed = self.typed(&p);
                for field in [&mut typed.first_name, &mut typed.last_name, &mut typed.company, &mut typed.town] {
                    *field = plain_letters(field).to_uppercase();
                }
                shown = Some(typed);
            }
            "compound first name" => p.first_name = self.other_compound(&p.first_name)?,
            "particle" => p.last_name = self.other_particle(&p.last_name)?,
            "double name shortened" => {
                let (one, two) = p.last_name.split_once('-')?;
                if one.contains(' ') {
                    return None;
                }
                p.last_name = match self.random.below(5) {
                    0 | 1 => one.to_owned(),
                    2 | 3 => two.to_owned(),
                    _ => format!("{two}-{one}"),
                };
            }
            "married name" => {
                if p.civility == "M." || whole.civility != "Mme" || whole.last_name.contains('-') {
                    return None;
                }
                let new = self.simple_last_name();
                if within_one(&normal(&new), &normal(&whole.last_name)) {
                    return None;
                }
                p.last_name = if self.random.chance(20) { format!("{}-{new}", whole.last_name) } else { new.clone() };
                if !p.email.is_empty() && self.random.chance(35) {
                    p.email = self.email(&p.first_name, &new);
                }
            }
            "short first name" => {
                p.first_name = SHORT.iter().find(|s| s.0 == whole.first_name).map(|s| s.1.to_owned())?;
            }
            "initial" => {
                let letter = p.first_name.chars().next()?;
                p.first_name = if self.random.chance(60) { format!("{letter}.") } else { letter.to_string() };
            }
            "phone writing" => {
                if p.phone.is_empty() || p.phone != whole.phone {
                    return None;
                }
                let typed = self.typed(&p);
                if typed.phone == self.drafts[base].shown.phone {
                    return None;
                }
                shown = Some(typed);
            }
            "phone typo" => {
                if p.phone.len() != 10 || p.phone != whole.phone {
                    return None;
                }
                let mut digits: Vec<char> = p.phone.chars().collect();
                let at = 2 + self.random.below(7);
                if self.random.chance(50) && digits[at] != digits[at + 1] {
                    digits.swap(at, at + 1);
                } else {
                    digits[at] = char::from(b'0' + self.random.below(10) as u8);
                }
                p.phone = digits.into_iter().collect();
                if p.phone == whole.phone || self.phones.contains(&p.phone) {
                    return None;
                }
            }
            "second phone" => {
                if p.phone.is_empty() || p.phone != whole.phone {
                    return None;
                }
                p.phone = self.other_phone(&whole);
            }
            "two phones in one field" => {
                if p.phone.is_empty() || p.phone != whole.phone {
                    return None;
                }
                let second = self.other_phone(&whole);
                let mut typed = self.typed(&p);
                let (one, two) = (self.phone_writing(&p.phone), self.phone_writing(&second));
                let between = self.random.one(&[" / ", " ou "]);
                typed.phone = if self.random.chance(50) {
                    format!("{one}{between}{two}")
                } else {
                    format!("{two}{between}{one}")
                };
                shown = Some(typed);
            }
            "e-mail typo" => {
                p.email = self.email_typo(&whole.email)?;
                if self.emails.contains(&p.email) {
                    return None;
                }
            }
            "missing fields" => {
                let mut gone = 0;
                for field in 0..5 {
                    if gone < 3 && self.random.chance(50) {
                        gone += 1;
                        match field {
                            0 => p.email.clear(),
                            1 => p.plates.clear(),
                            2 => {
                                p.town.clear();
                                p.postcode.clear();
                            }
                            3 => p.first_name.clear(),
                            _ => p.phone.clear(),
                        }
                    }
                }
                if gone < 2 {
                    return None;
                }
                p.siren = None;
            }
            "plate writing" => {
                let plate = whole.plates.first()?;
                p.plates = vec![self.other_plate(plate)];
            }
            "moved" => {
                let (town, postcode) = self.town();
                if normal_town(town) == normal_town(&whole.town) {
                    return None;
                }
                (p.town, p.postcode) = (town.to_owned(), postcode.to_owned());
            }
            "company writing" => p.company = self.other_writing(&firm?, &whole.company)?,
            "company typo" => {
                let name = firm?.name;
                let wrong = self.typo(&name)?;
                p.company = whole.company.replace(&name, &wrong);
                if p.company == whole.company {
                    return None;
                }
            }
            "new contact" => {
                if whole.last_name.is_empty() {
                    return None;
                }
                p.civility = if self.random.chance(70) { "M." } else { "Mme" };
                p.first_name = self.first_name(p.civility);
                p.last_name = self.last_name();
                p.siren.clone_from(&whole.siren);
            }
            _ => {
                // In a family: everything that tells one member from another stays.
                p.civility = whole.civility;
                p.first_name.clone_from(&whole.first_name);
                p.last_name.clone_from(&whole.last_name);
                p.siren.clone_from(&whole.siren);
                p.phone.clone_from(&whole.phone);
                if self.random.chance(60) {
                    p.email.clone_from(&whole.email);
                }
                if self.random.chance(40) {
                    p.first_name = plain_letters(&p.first_name).to_uppercase();
                }
            }
        }
        let shown = shown.unwrap_or_else(|| self.typed(&p));
        Some((p, shown))
    }

    fn typo(&mut self, name: &str) -> Option<String> {
        const ROWS: [&str; 3] = ["azertyuiop", "qsdfghjklm", "wxcvbn"];
        let letters: Vec<char> = name.chars().collect();
        if letters.len() < 4 {
            return None;
        }
        let at = 1 + self.random.below(letters.len() - 1);
        let letter = letters[at];
        if !letter.is_alphabetic() {
            return None;
        }
        let mut wrong = letters.clone();
        match self.random.below(10) {
            0..=2 => {
                wrong.remove(at);
            }
            3..=4 => wrong.insert(at, letter.to_lowercase().next()?),
            5..=7 => {
                let other = at.checked_sub(1).filter(|o| *o > 0)?;
                if letters[other] == letter || !letters[other].is_lowercase() || !letter.is_lowercase() {
                    return None;
                }
                wrong.swap(at, other);
            }
            _ => {
                let row: Vec<char> = ROWS.iter().find(|r| r.contains(letter))?.chars().collect();
                let place = row.iter().position(|c| *c == letter)?;
                let beside = if place == 0 || place + 1 < row.len() && self.random.chance(50) {
                    row[place + 1]
                } else {
                    row[place - 1]
                };
                wrong[at] = beside;
            }
        }
        let wrong: String = wrong.into_iter().collect();
        let bad = normal(&wrong);
        (bad != normal(name) && !self.common.contains(&bad)).then_some(wrong)
    }

    fn first_name_typo(&mut self, name: &str) -> Option<String> {
        let wrong = self.typo(name)?;
        (!self.first_names.contains(&normal(&wrong))).then_some(wrong)
    }

    fn other_compound(&mut self, name: &str) -> Option<String> {
        let (one, two) = name.split_once('-')?;
        let (a, b) = (one.chars().next()?, two.chars().next()?);
        Some(match self.random.below(8) {
            0..=2 => format!("{one} {two}"),
            3 => format!("{a}{b}"),
            4 => format!("{a}-{two}"),
            5 => format!("{a}.{b}."),
            6 => format!("{one}{}", two.to_lowercase()),
            _ => format!("{a}. {two}"),
        })
    }

    fn other_particle(&mut self, name: &str) -> Option<String> {
        let (particle, rest) = if let Some(rest) = name.strip_prefix("d'") {
            ("d", rest.to_owned())
        } else {
            let (particle, rest) = name.split_once(' ')?;
            (particle, rest.to_owned())
        };
        let glued = format!("{particle}{}", rest.to_lowercase());
        let mut letters = glued.chars();
        let glued: String = letters.next()?.to_uppercase().chain(letters).collect();
        let noble = matches!(particle, "d" | "de" | "du");
        Some(match self.random.below(5) {
            0 | 1 => glued,
            2 => format!("{}-{rest}", particle.to_uppercase()),
            3 if noble => rest,
            3 => format!("{} {}", particle.to_lowercase(), rest.to_lowercase()),
            _ if particle == "d" => format!("d’{rest}"),
            _ => format!("{} {}", particle.to_uppercase(), rest.to_uppercase()),
        })
    }

    fn other_phone(&mut self, whole: &Person) -> String {
        if whole.phone.starts_with("06") || whole.phone.starts_with("07") {
            self.landline(&whole.postcode)
        } else {
            self.mobile()
        }
    }

    fn email_typo(&mut self, email: &str) -> Option<String> {
        let (local, domain) = email.split_once('@')?;
        if PLACEHOLDERS.contains(&email) {
            return None;
        }
        if self.random.chance(50) {
            let wrong = match domain {
                "gmail.com" => self.random.one(&["gmial.com", "gmail.fr", "gmal.com", "gmail.con", "gamil.com"]),
                "orange.fr" => self.random.one(&["orange.com", "ornage.fr", "orang.fr"]),
                "hotmail.fr" | "hotmail.com" => self.random.one(&["hotmal.fr", "hotmail.f", "homtail.fr"]),
                "wanadoo.fr" => self.random.one(&["wanado.fr", "wanadoo.com", "wanadou.fr"]),
                "free.fr" => "fre.fr",
                "laposte.net" => "laposte.fr",
                "yahoo.fr" => "yaho.fr",
                _ => return None,
            };
            return Some(format!("{local}@{wrong}"));
        }
        if local.contains('.') && self.random.chance(35) {
            return Some(format!("{}@{domain}", local.replacen('.', self.random.one(&["", "-", "_"]), 1)));
        }
        Some(format!("{}@{domain}", self.typo(local)?))
    }

    fn other_plate(&mut self, plate: &str) -> String {
        let digits = plate.get(3..6).unwrap_or_default();
        if digits.contains('0') && self.random.chance(85) {
            let wrong = digits.replacen('0', "O", 3);
            return plate.replace(digits, &wrong);
        }
        match self.random.below(4) {
            0 => plate.replace('-', ""),
            1 => plate.replace('-', " "),
            2 => plate.replace('-', "").to_lowercase(),
            _ if digits.contains('1') => plate.replace(digits, &digits.replacen('1', "I", 1)),
            _ => plate.to_lowercase(),
        }
    }

    fn other_writing(&mut self, firm: &Firm, was: &str) -> Option<String> {
        let Firm { name, trade, legal } = firm;
        let legal = if self.random.chance(20) { self.random.weighted(LEGAL) } else { legal };
        let upper = name.to_uppercase();
        let acronym = name.len() == 3 && name.chars().all(|c| c.is_ascii_uppercase());
        let writing = match self.random.below(12) {
            0 | 1 => upper,
            2 if acronym => format!("{}.", name.chars().map(String::from).collect::<Vec<_>>().join(".")),
            2 | 3 => format!("Ets {name} et Fils"),
            4 => format!("{legal} {name}"),
            5 => format!("{} {legal}", upper),
            6 => format!("{trade} {name} {legal}"),
            7 => format!("{legal} {} {upper}", trade.to_uppercase()),
            8 => format!("{name} {trade}"),
            9 => format!("Entreprise {name}"),
            10 => format!("Sté {name} {trade}"),
            _ => format!("{trade} {name} & Fils"),
        };
        let writing = writing.split_whitespace().collect::<Vec<_>>().join(" ");
        (writing != was).then_some(writing)
    }
}

fn other_accent(name: &str) -> Option<String> {
    let bare = plain_letters(name);
    if bare != name {
        return Some(bare);
    }
    let at = name.char_indices().skip(1).find(|(_, c)| *c == 'e')?.0;
    (at + 1 < name.len()).then(|| format!("{}é{}", &name[..at], &name[at + 1..]))
}

// ---------------------------------------------------------------------------------------------------- comparing

fn differs(a: &Person, b: &Person) -> bool {
    let fields = |p: &Person| {
        let names = (p.civility, p.first_name.clone(), p.last_name.clone(), p.company.clone());
        (names, p.siren.clone(), p.email.clone(), p.phone.clone(), p.plates.clone(), p.town.clone())
    };
    fields(a) != fields(b)
}

/// Whether a person who sees both records can tell that they are one customer: a shared phone, e-mail, plate or SIREN
/// with names that agree in part, or nearly the same and not too common name in the same town.
fn decidable(a: &Person, b: &Person, common: &BTreeSet<String>) -> bool {
    let phones = telephones(&b.phone);
    let phone = telephones(&a.phone).iter().any(|p| phones.contains(p) && !NO_PHONES.contains(&p.as_str()));
    let email = !a.email.is_empty() && a.email == b.email && !PLACEHOLDERS.contains(&a.email.as_str());
    let plate = a.plates.iter().any(|p| b.plates.iter().any(|q| normal_plate(p) == normal_plate(q)));
    let siren = a.siren.is_some() && a.siren == b.siren;
    let strong = phone || email || plate || siren;
    if a.kind == Kind::Professionnel {
        return strong;
    }
    let (fa, la) = (normal(&a.first_name), bare(&a.last_name));
    let (fb, lb) = (normal(&b.first_name), bare(&b.last_name));
    let near = near_names((&fa, &la), (&fb, &lb));
    let part = |whole: &str, part: &str| whole.split(['-', ' ']).any(|w| normal(w) == normal(part));
    let last = within_one(&la, &lb) || part(&a.last_name, &b.last_name) || part(&b.last_name, &a.last_name);
    let turned = a.last_name.split('-').rev().map(bare).collect::<String>() == lb;
    let first = within_one(&fa, &fb) || abbreviates(&a.first_name, &b.first_name);
    let married = fa == fb;
    if fa.is_empty() || fb.is_empty() {
        // A last name and a plate alone could be the husband or the wife.
        return (phone || email) && last;
    }
    if strong {
        return near || (last || turned) && (first || abbreviates(&b.first_name, &a.first_name)) || married;
    }
    let rare = !common.contains(&la) && !common.contains(&lb) && !common.contains(&fb);
    near && rare && same_town(a, b)
}

fn same_town(a: &Person, b: &Person) -> bool {
    !a.town.is_empty() && normal_town(&a.town) == normal_town(&b.town)
}

/// "JP", "J." or "Alex" for the longer first name.
fn abbreviates(long: &str, short: &str) -> bool {
    let initials: String = long.split(['-', ' ']).filter_map(|p| p.chars().next()).collect();
    let (short_letters, long_letters) = (normal(short), normal(long));
    let initial = long_letters.get(..1).unwrap_or_default();
    let known = SHORT.iter().any(|s| normal(s.0) == long_letters && normal(s.1) == short_letters);
    let tail = long.split(['-', ' ']).nth(1).map(normal).unwrap_or_default();
    let half = !tail.is_empty() && short_letters == format!("{initial}{tail}");
    !short_letters.is_empty() && (short_letters == normal(&initials) || short_letters == initial || known || half)
}

fn near_names(a: (&str, &str), b: (&str, &str)) -> bool {
    within_one(a.0, b.0) && within_one(a.1, b.1) || within_one(a.0, b.1) && within_one(a.1, b.0)
}

/// Equal, or (from four letters on) apart by one letter more, less, other, or two neighbours exchanged.
fn within_one(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b) = (a.as_bytes(), b.as_bytes());
    if a.len().abs_diff(b.len()) > 1 || a.len().min(b.len()) < 3 || a.len().max(b.len()) < 4 {
        return false;
    }
    let start = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    a.len().max(b.len()) <= 1 || a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0]
}

fn distance(a: &str, b: &str) -> usize {
    let (a, b) = (a.as_bytes(), b.as_bytes());
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.iter().enumerate() {
        let mut corner = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let here = (corner + usize::from(x != y)).min(row[j] + 1).min(row[j + 1] + 1);
            corner = row[j + 1];
            row[j + 1] = here;
        }
    }
    row[b.len()]
}

fn plain_letters(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for letter in text.chars() {
        plain.push(match letter {
            'à' | 'â' | 'ä' => 'a',
            'é' | 'è' | 'ê' | 'ë' => 'e',
            'î' | 'ï' => 'i',
            'ô' | 'ö' => 'o',
            'ù' | 'û' | 'ü' => 'u',
            'ç' => 'c',
            'À' | 'Â' => 'A',
            'É' | 'È' | 'Ê' | 'Ë' => 'E',
            'Î' | 'Ï' => 'I',
            'Ô' => 'O',
            'Ç' => 'C',
            '’' => '\'',
            other => other,
        });
    }
    plain
}

/// Small letters and digits only, without accents.
fn normal(text: &str) -> String {
    plain_letters(text).chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_lowercase()).collect()
}

/// A last name in normal letters, without the particles that people leave out.
fn bare(name: &str) -> String {
    let small = plain_letters(name).to_lowercase();
    for particle in ["d'", "de ", "de-", "du ", "du-", "d "] {
        if let Some(rest) = small.strip_prefix(particle) {
            return normal(rest);
        }
    }
    normal(name)
}

fn normal_town(town: &str) -> String {
    let town = plain_letters(town).to_lowercase().replace('-', " ");
    normal(&town.split(' ').map(|w| if w == "saint" { "st" } else { w }).collect::<String>())
}

fn slug(text: &str, between: char) -> String {
    let mut slug = String::new();
    for letter in plain_letters(text).to_lowercase().chars() {
        if letter.is_ascii_alphanumeric() {
            slug.push(letter);
        } else if !slug.ends_with(between) && !slug.is_empty() {
            slug.push(between);
        }
    }
    slug
}

fn normal_plate(plate: &str) -> String {
    let plate: String = plate.chars().filter(char::is_ascii_alphanumeric).map(|c| c.to_ascii_uppercase()).collect();
    // Neither O nor I stands in a SIV plate: typed, they are digits.
    plate.replace('O', "0").replace('I', "1")
}

/// The phone numbers of a field, in ten digits.
fn telephones(field: &str) -> Vec<String> {
    let field = field.replace("(après 18h)", "").replace("(0)", "").replace(" ou ", " / ");
    let number = |part: &str| {
        let digits: String = part.chars().filter(char::is_ascii_digit).collect();
        let abroad = part.trim().starts_with('+') || digits.starts_with("0033");
        let digits = digits.strip_prefix("00").unwrap_or(&digits);
        if abroad { format!("0{}", digits.strip_prefix("33").unwrap_or(digits)) } else { digits.to_owned() }
    };
    field.split(" / ").map(number).filter(|n| n.len() == 10).collect()
}

fn luhn(number: &str) -> bool {
    let sum: u32 = number
        .bytes()
        .rev()
        .enumerate()
        .map(|(place, digit)| {
            let digit = u32::from(digit.wrapping_sub(b'0'));
            if place % 2 == 0 { digit } else { digit * 2 / 10 + digit * 2 % 10 }
        })
        .sum();
    sum.is_multiple_of(10) && number.bytes().all(|b| b.is_ascii_digit())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn counts(list: &[Person]) -> BTreeMap<&'static str, usize> {
        let mut counts = BTreeMap::new();
        for person in list {
            *counts.entry(person.why).or_default() += 1;
        }
        counts
    }

    /// The true identity.
    fn who(person: &Person) -> usize {
        person.twin_of.unwrap_or(person.number)
    }

    /// Calls `look` on every pair of different customers who share a key.
    fn shared(list: &[Person], keys: impl Fn(&Person) -> Vec<String>, mut look: impl FnMut(&str, &Person, &Person)) {
        let mut by_key: BTreeMap<String, Vec<&Person>> = BTreeMap::new();
        for person in list {
            for key in keys(person) {
                by_key.entry(key).or_default().push(person);
            }
        }
        for (key, people) in by_key {
            for (i, b) in people.iter().enumerate() {
                for a in &people[..i] {
                    if who(a) != who(b) {
                        look(&key, a, b);
                    }
                }
            }
        }
    }

    #[test]
    fn shares() {
        for seed in 1..=3 {
            let list = draw(seed, 5000);
            assert_eq!(list.len(), 5000);
            let counts = counts(&list);
            let twins = list.iter().filter(|p| p.twin_of.is_some()).count();
            let hard: usize = HARD.iter().map(|w| counts.get(w).copied().unwrap_or(0)).sum();
            let firms = list.iter().filter(|p| p.kind == Kind::Professionnel).count();
            println!("seed {seed}: twins {twins}, hard {hard}, firms {firms}");
            println!("  {counts:?}");
            assert!((350..=450).contains(&twins), "{twins}");
            assert!((320..=480).contains(&hard), "{hard}");
            assert!((500..=1000).contains(&firms), "{firms}");
            for why in HARD.iter().chain(&TWINS) {
                assert!(counts.get(why).is_some_and(|n| *n >= 2), "{why}");
            }
            assert_eq!(counts["plain"] + hard + twins, 5000);
            for person in &list {
                assert_eq!(person.twin_of.is_some(), TWINS.contains(&person.why), "{person:?}");
            }
            let thirds = list.iter().filter_map(|p| p.twin_of).fold(BTreeMap::new(), |mut m, t| {
                *m.entry(t).or_insert(0) += 1;
                m
            });
            assert!(thirds.values().filter(|n| **n == 2).count() >= 10);
            assert!(thirds.values().all(|n| *n <= 2));
            let jeans = list.iter().filter(|p| normal(&p.first_name) == "jean" && normal(&p.last_name) == "martin");
            let towns: BTreeSet<String> = jeans.map(|p| normal_town(&p.town)).collect();
            assert!(towns.len() >= 12, "{towns:?}");
        }
    }

    #[test]
    fn the_same_seed_gives_the_same_list() {
        assert_eq!(draw(7, 1200), draw(7, 1200));
        assert_ne!(draw(7, 1200), draw(8, 1200));
        let names = |seed| draw(seed, 1200).into_iter().map(|p| (p.phone, p.email)).collect::<BTreeSet<_>>();
        let (one, two) = (names(7), names(8));
        assert!(one.intersection(&two).count() < 20);
    }

    #[test]
    fn any_length() {
        for how_many in [0, 1, 2, 11, 12, 13, 14, 25, 26, 50, 100, 333] {
            for seed in 0..5 {
                assert_eq!(draw(seed, how_many).len(), how_many);
            }
        }
    }

    #[test]
    fn a_twin_points_to_an_earlier_record_that_is_none() {
        for seed in 1..=3 {
            let list = draw(seed, 5000);
            for (index, person) in list.iter().enumerate() {
                assert_eq!(person.number, index);
                if let Some(base) = person.twin_of {
                    assert!(base < index);
                    assert_eq!(list[base].twin_of, None);
                    assert_eq!(list[base].kind, person.kind);
                }
            }
        }
    }

    #[test]
    fn sirens_are_valid() {
        assert!(luhn("732829320") && !luhn("732829321"));
        let mut seen: BTreeMap<String, usize> = BTreeMap::new();
        for person in draw(4, 5000) {
            if let Some(siren) = &person.siren {
                assert_eq!(siren.len(), 9);
                assert!(luhn(siren));
                assert_eq!(person.kind, Kind::Professionnel);
                assert_eq!(*seen.entry(siren.clone()).or_insert(who(&person)), who(&person), "one SIREN, one customer");
            }
            if person.kind == Kind::Professionnel {
                assert!(!person.company.is_empty());
            } else {
                assert!(person.company.is_empty());
            }
        }
        assert!(seen.len() > 300);
    }

    #[test]
    fn twins_can_be_told() {
        let common = COMMON.iter().map(|n| normal(n)).collect();
        for seed in 1..=3 {
            let list = draw(seed, 5000);
            let by_name = |p: &Person| {
                let base = &list[who(p)];
                let lone = Person { town: String::new(), ..p.clone() };
                !decidable(base, &lone, &common)
            };
            for person in &list {
                assert!(decidable(&list[who(person)], person, &common) || person.twin_of.is_none(), "{person:?}");
            }
            let twins: Vec<&Person> = list.iter().filter(|p| p.twin_of.is_some()).collect();
            let weak = twins.iter().filter(|p| by_name(p)).count();
            println!("seed {seed}: {weak} of {} twins by name and town alone", twins.len());
            assert!(weak * 4 < twins.len());
        }
    }

    #[test]
    fn different_customers_can_be_told() {
        for seed in 1..=3 {
            let list = draw(seed, 5000);
            let town = |p: &Person| if p.town.is_empty() { vec![] } else { vec![normal_town(&p.town)] };
            shared(&list, town, |_, a, b| {
                let (fa, la) = (normal(&a.first_name), bare(&a.last_name));
                let (fb, lb) = (normal(&b.first_name), bare(&b.last_name));
                if a.kind == b.kind && !fa.is_empty() && !fb.is_empty() {
                    assert!(!near_names((&fa, &la), (&fb, &lb)), "{a:?}\n{b:?}");
                }
            });
            let family = |a: &Person, b: &Person, allowed: &[&str]| {
                let base = |p: &Person| list[who(p)].why;
                let whys = [a.why, b.why, base(a), base(b)];
                assert!(whys.iter().any(|w| allowed.contains(w)), "{a:?}\n{b:?}");
            };
            shared(
                &list,
                |p| telephones(&p.phone),
                |key, a, b| {
                    if !NO_PHONES.contains(&key) {
                        let lines = ["couple", "father and son", "brothers", "company group", "private and company"];
                        family(a, b, &lines);
                        assert!(
                            a.first_name != b.first_name || a.kind != b.kind || !a.company.is_empty(),
                            "{a:?} {b:?}"
                        );
                    }
                },
            );
            let email = |p: &Person| if p.email.is_empty() { vec![] } else { vec![p.email.clone()] };
            shared(&list, email, |key, a, b| {
                if !PLACEHOLDERS.contains(&key) {
                    family(a, b, &["couple", "company group", "private and company"]);
                }
            });
            let plates = |p: &Person| p.plates.iter().map(|p| normal_plate(p)).collect();
            shared(&list, plates, |_, a, b| family(a, b, &["sold car", "couple"]));
        }
    }

    /// For the eye: `cargo test show -- --ignored --nocapture`.
    #[test]
    #[ignore = "prints pairs to be read"]
    fn show() {
        let list = draw(11, 5000);
        let line = |p: &Person| {
            let Person { civility, first_name, last_name, company, email, phone, town, postcode, .. } = p;
            let siren = p.siren.clone().unwrap_or_default();
            let plates = p.plates.join(",");
            format!("{civility}|{first_name}|{last_name}|{company}|{siren}|{email}|{phone}|{plates}|{town} {postcode}")
        };
        for person in &list {
            if let Some(base) = person.twin_of {
                println!("{} {}\n    {}\n    {}", person.why, person.number, line(&list[base]), line(person));
            } else if person.why != "plain" {
                println!("- {} {}\n    {}", person.why, person.number, line(person));
            }
        }
    }
}
