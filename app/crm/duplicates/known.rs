//! Names that so many people bear that they tell little, first names that are no slip of the finger for one another, and
//! words of a company that are not its name. All are keys without spaces.

/// The commonest last names of France, and some that are last and first names.
#[rustfmt::skip]
pub const COMMON_LAST: &[&str] = &[
    "adam", "andre", "antoine", "arnaud", "aubert", "aubry", "bailly", "barbier", "baron", "barre", "barthelemy",
    "benard", "benoit", "berger", "bernard", "bertin", "bertrand", "besson", "blanc", "blanchard", "bonnet",
    "boucher", "bouchet", "boulanger", "bourdon", "bourgeois", "bouvier", "boyer", "breton", "brun", "brunet",
    "carlier", "caron", "carpentier", "carre", "charles", "charpentier", "chauvin", "chevalier", "chevallier",
    "clement", "colin", "collet", "collin", "cordier", "cousin", "daniel", "dasilva", "david", "delaunay", "denis",
    "deschamps", "dossantos", "dubois", "dufour", "dumas", "dumont", "dupont", "dupuis", "dupuy", "durand", "duval",
    "etienne", "fabre", "faure", "fernandez", "ferreira", "fleury", "fontaine", "fournier", "francois", "gaillard",
    "garcia", "garnier", "gauthier", "gautier", "gay", "gerard", "germain", "gilbert", "gillet", "girard", "giraud",
    "guerin", "guichard", "guillaume", "guillot", "guyot", "hamon", "henry", "hubert", "huet", "humbert", "jacob",
    "jacquet", "jean", "joly", "julien", "klein", "lacroix", "lambert", "lamy", "langlois", "laporte", "laurent",
    "leblanc", "lebon", "lebrun", "leclerc", "leclercq", "lecomte", "lefebvre", "lefevre", "leger", "legrand",
    "legros", "lejeune", "lemaire", "lemaitre", "lemoine", "leroux", "leroy", "leveque", "lopez", "louis", "lucas",
    "maillard", "mallet", "marchal", "marchand", "marechal", "marie", "martin", "martinez", "marty", "masson",
    "mathieu", "menard", "mercier", "meunier", "meyer", "michaud", "michel", "millet", "monnier", "moreau", "morel",
    "morin", "morvan", "moulin", "muller", "nguyen", "nicolas", "noel", "olivier", "pasquier", "pelletier", "pereira",
    "perez", "perret", "perrier", "perrin", "perrot", "petit", "philippe", "picard", "pichon", "pierre", "poirier",
    "poulain", "prevost", "remy", "renard", "renault", "rey", "reynaud", "richard", "riou", "riviere", "robert",
    "robin", "roche", "rodriguez", "roger", "rolland", "rousseau", "roussel", "roux", "roy", "royer", "sanchez",
    "schmitt", "schneider", "simon", "tessier", "thomas", "vasseur", "vidal", "vincent", "weber",
];

/// First names that people bear: one of them typed for another is another person.
#[rustfmt::skip]
pub const FIRST: &[&str] = &[
    "adrien", "agnes", "ahmed", "aicha", "alain", "albert", "alexandre", "alexis", "alfred", "ali", "alice",
    "amandine", "ambre", "amel", "amina", "amine", "ana", "anais", "andre", "andrea", "andreas", "angelique", "anna",
    "anne", "annelaure", "annemarie", "annesophie", "annie", "anthony", "antoine", "antonio", "arlette", "armand",
    "arnaud", "audrey", "auguste", "aurelie", "aurelien", "baptiste", "bastien", "beatrice", "benjamin", "benoit",
    "bernadette", "bernard", "bilal", "brigitte", "bruno", "camille", "carla", "carlos", "caroline", "catherine",
    "cecile", "cedric", "celine", "chantal", "charlotte", "chloe", "christelle", "christian", "christine",
    "christophe", "claire", "clara", "claude", "clemence", "clement", "colette", "coline", "corentin", "corinne",
    "damien", "daniel", "danielle", "david", "delphine", "denis", "denise", "didier", "dominique", "dylan", "edouard",
    "eliane", "elisabeth", "elodie", "emile", "emilie", "emma", "enzo", "eric", "ernest", "ethan", "eugene", "eva",
    "evelyne", "fabien", "fabrice", "fanny", "farida", "fatima", "fernand", "fernando", "florence", "florent",
    "florian", "franck", "francois", "francoise", "frederic", "gabriel", "gaelle", "gaetan", "gaston", "genevieve",
    "georges", "gerard", "gilbert", "gilles", "ginette", "gregory", "guillaume", "guy", "hamza", "hassan", "helene",
    "henri", "herve", "houria", "hugo", "huguette", "ibrahim", "ines", "isabel", "isabelle", "ismael", "jacqueline",
    "jacques", "jean", "jeanbaptiste", "jeanclaude", "jeanfrancois", "jeanjacques", "jeanlouis", "jeanluc",
    "jeanmarc", "jeanmarie", "jeanmichel", "jeanne", "jeannine", "jeanpaul", "jeanphilippe", "jeanpierre", "jeanyves",
    "jerome", "jessica", "joao", "joaquim", "joel", "joelle", "jordan", "jorge", "jose", "joseph", "josette",
    "josiane", "jules", "julie", "julien", "justine", "karim", "karima", "karine", "kevin", "khadija", "khalid",
    "killian", "latifa", "laura", "laurence", "laurent", "lea", "leila", "leo", "leon", "lina", "lionel", "loic",
    "lola", "loris", "louis", "louise", "lucas", "lucia", "lucie", "lucien", "lucienne", "ludovic", "luis",
    "madeleine", "mael", "malik", "malika", "malo", "manon", "manuel", "marc", "marcantoine", "marcel", "marco",
    "margaux", "marguerite", "maria", "marie", "mariechristine", "marieclaude", "mariefrance", "mariehelene",
    "marielaure", "marietherese", "marine", "mario", "marion", "martin", "martine", "maryse", "mathias", "mathieu",
    "mathilde", "matthias", "maurice", "maxime", "mehdi", "melanie", "melissa", "michel", "michele", "micheline",
    "mickael", "miguel", "mireille", "mohamed", "monique", "morgane", "moussa", "muriel", "myriam", "nabil", "nadia",
    "naima", "nathalie", "nathan", "nicolas", "nicole", "noah", "noel", "noemie", "norbert", "oceane", "odile",
    "olivier", "omar", "paolo", "pascal", "patricia", "patrick", "paul", "paula", "paulette", "pauline", "paulo",
    "pedro", "philippe", "pierre", "pierrette", "pierreyves", "quentin", "rabah", "rachid", "rachida", "raoul",
    "raphael", "raymond", "raymonde", "regine", "regis", "remi", "remy", "rene", "robert", "roger", "roland",
    "romain", "rose", "sabrina", "said", "samir", "samira", "sandrine", "sarah", "sebastien", "serge", "simon",
    "simone", "sofiane", "solene", "sonia", "sophie", "stephane", "stephanie", "suzanne", "sylvain", "sylvie",
    "teresa", "theo", "thierry", "thomas", "tom", "tristan", "ugo", "valentin", "valerie", "vanessa", "veronique",
    "victor", "vincent", "virginie", "william", "xavier", "yacine", "yann", "yannick", "yasmine", "yohan", "youssef",
    "yves", "yvette", "yvonne", "zoe", "zohra",
];

/// What is said for a first name where it is not its beginning.
#[rustfmt::skip]
pub const SHORT: &[(&str, &str)] = &[
    ("cathy", "catherine"), ("gege", "gerard"), ("guigui", "guillaume"), ("manu", "emmanuel"), ("jojo", "georges"),
    ("momo", "mohamed"), ("titi", "thierry"), ("dede", "andre"), ("lulu", "lucien"), ("riton", "henri"), ("mimi", "michele"),
    ("bob", "robert"), ("bebert", "albert"), ("kiki", "christian"), ("sandy", "sandrine"), ("nanou", "anne"),
    ("bea", "beatrice"), ("mick", "mickael"), ("tony", "anthony"), ("vero", "veronique"), ("gaby", "gabriel"),
];

/// Forms of a company and what is said around its name.
#[rustfmt::skip]
pub const LEGAL: &[&str] = &[
    "associes", "auto", "cie", "compagnie", "earl", "ei", "eirl", "entrepreneur", "entreprise", "et", "etablissement",
    "etablissements", "ets", "eurl", "fille", "fils", "freres", "gaec", "groupe", "maison", "pere", "sa", "sarl",
    "sas", "sasu", "sci", "scop", "scp", "selarl", "snc", "societe", "ste",
];

/// What a company does: two companies of one name that do different things are two.
#[rustfmt::skip]
pub const TRADES: &[&str] = &[
    "agence", "ambulance", "ambulances", "auto", "automobile", "automobiles", "autos", "batiment", "boucherie",
    "boulangerie", "cabinet", "carrelage", "charpente", "chauffage", "coiffure", "courses", "coursier", "couverture",
    "demenagement", "electricite", "garage", "hotel", "immobilier", "jardin", "jardins", "location", "logistique",
    "maconnerie", "menuiserie", "nettoyage", "patisserie", "paysage", "paysagiste", "peinture", "pharmacie",
    "plomberie", "renovation", "restaurant", "service", "services", "taxi", "taxis", "terrassement", "toiture",
    "transport", "transports", "travaux",
];
