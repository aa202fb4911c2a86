//! The closed lists, and the open ones that are worth knowing.

/// Makes met in French garages. Not closed: a make that is not here is kept as it was read.
const MAKES: &str = "RENAULT|PEUGEOT|CITROEN|DACIA|VOLKSWAGEN|BMW|MERCEDES-BENZ|MERCEDES|AUDI|TOYOTA|FORD|OPEL|FIAT|NISSAN|\
    HYUNDAI|KIA|SKODA|SEAT|CUPRA|MINI|VOLVO|SUZUKI|TESLA|LAND ROVER|ALFA ROMEO|DS|DS AUTOMOBILES|YAMAHA|\
    HONDA|KAWASAKI|IVECO|PILOTE|JEEP|LANCIA|MAZDA|MITSUBISHI|PORSCHE|SMART|SUBARU|CHEVROLET|LEXUS|JAGUAR|MG|\
    BYD|DUCATI|TRIUMPH|KTM|PIAGGIO|VESPA|APRILIA|HARLEY-DAVIDSON|ROYAL ENFIELD|SSANGYONG|ISUZU|MAN|DAF|\
    SCANIA|RENAULT TRUCKS|ADRIA|BURSTNER|HYMER|CHALLENGER|CHAUSSON|RAPIDO|FIAT PILOTE|AIXAM|LIGIER|MICROCAR|\
    SAAB|ROVER|CHRYSLER|DODGE|INFINITI|DAIHATSU|ALPINE|POLESTAR|LEAPMOTOR|KYMCO|SYM|BENELLI|HUSQVARNA|\
    ABARTH|MASERATI|FERRARI|BENTLEY|LOTUS|CADILLAC|SIMCA|TALBOT|MATRA|MOTO GUZZI";

/// National genres (J.1).
const GENRES: &str = "VP|CTTE|CAM|VASP|TCP|TRR|MTL|MTT1|MTT2|CL|CYCL|QM|QLOM|QLEM|TM|REM|SREM|RESP|SRSP|REA|SREA|TRA|MAGA|\
    MIAR|RETC|SRTC|SRAT";

/// Categories of the European Union (J), the commonest first.
const CATEGORIES: &str = "M1|N1|L3E|L1E|L2E|L4E|L5E|L6E|L7E|M1G|N1G|M2|M3|N2|N3|O1|O2|O3|O4";

/// National bodies (J.3), the commonest first. Not closed.
const BODIES: &str = "CI|CTTE|BREAK|FOURGON|SOLO|CABRIOLET|COUPE|BENNE|PLATEAU|DERIV VP|CARAVANE|AMBULANC|HANDICAP|\
    PTE ENG|FG TD|VTSU|DEPANNAG|MAGASIN|SIDECAR|BETAIL|CIT ALIM|SAVOYARD|TOURISME|AUTOCAR";

/// Energies (P.3), arrêté du 9 février 2009, annexe VI.
const FUELS: &str = "ES|GO|EL|EE|EH|GL|GH|GE|EG|EN|EP|ER|EM|ET|EQ|FE|FN|FG|FH|FL|FO|GN|GP|GA|GF|GG|GM|GQ|GZ|H2|HE|HH|NE|NH|\
    AC|GV|PE|PH|PL";

/// Common models by their make, to mend a misread name: only one that is nearly the same is put in its place.
const MODELS: &[(&str, &str)] = &[
    (
        "RENAULT",
        "CLIO|CAPTUR|MEGANE|MEGANE SCENIC|TWINGO|SCENIC|GRAND SCENIC|KADJAR|ZOE|KANGOO|TRAFIC|MASTER|LAGUNA|ESPACE|\
         TALISMAN|KOLEOS|AUSTRAL|ARKANA|MODUS|FLUENCE|RAFALE|SYMBIOZ|R4|R5|VELSATIS|SAFRANE",
    ),
    (
        "PEUGEOT",
        "106|107|108|205|206|207|208|306|307|308|309|405|406|407|408|508|607|807|1007|2008|3008|4007|4008|5008|RCZ|E-208|\
         E-2008|E-3008|PARTNER|EXPERT|BOXER|BIPPER|RIFTER|TRAVELLER",
    ),
    (
        "CITROEN",
        "C1|C2|C3|C3 PICASSO|C3 AIRCROSS|C4|C4 PICASSO|C4 CACTUS|C4 X|C5|C5 AIRCROSS|C5 X|C6|C8|SAXO|XSARA|XSARA PICASSO|\
         BERLINGO|JUMPY|JUMPER|NEMO|AMI|SPACETOURER|DS3|DS4|DS5",
    ),
    ("DS", "DS 3|DS 4|DS 5|DS 7|DS 7 CROSSBACK|DS 9"),
    ("DACIA", "SANDERO|DUSTER|LOGAN|LODGY|DOKKER|SPRING|JOGGER|BIGSTER"),
    (
        "VOLKSWAGEN",
        "GOLF|GOLF PLUS|POLO|TIGUAN|PASSAT|TOURAN|UP!|T-ROC|T-CROSS|TAIGO|ARTEON|SHARAN|ID.3|ID.4|ID.5|ID.BUZZ|CADDY|\
         TRANSPORTER|CRAFTER|AMAROK|TOUAREG|SCIROCCO|COCCINELLE",
    ),
    ("BMW", "SERIE 1|SERIE 2|SERIE 3|SERIE 4|SERIE 5|X1|X2|X3|X5|I3|I4|IX|Z4|320D"),
    ("MERCEDES", MERCEDES),
    ("MERCEDES-BENZ", MERCEDES),
    ("AUDI", "A1|A1 SPORTBACK|A2|A3|A3 SPORTBACK|A4|A5|A6|A7|A8|Q2|Q3|Q4|Q5|Q7|Q8|TT|E-TRON"),
    ("TOYOTA", "YARIS|YARIS CROSS|COROLLA|C-HR|AYGO|AYGO X|AURIS|AVENSIS|RAV4|PRIUS|PROACE|VERSO|HILUX|LAND CRUISER"),
    (
        "FORD",
        "FIESTA|FOCUS|KUGA|PUMA|KA|KA+|C-MAX|S-MAX|B-MAX|MONDEO|ECOSPORT|EXPLORER|MUSTANG|TRANSIT|TRANSIT CUSTOM|\
         TRANSIT CONNECT|TRANSIT COURIER|RANGER|GALAXY",
    ),
    ("OPEL", "CORSA|ASTRA|MOKKA|ZAFIRA|MERIVA|ADAM|KARL|CROSSLAND|GRANDLAND|INSIGNIA|VIVARO|COMBO|MOVANO"),
    ("FIAT", "500|500X|500L|500E|PANDA|TIPO|PUNTO|GRANDE PUNTO|BRAVO|DUCATO|DOBLO|FIORINO|SCUDO|TALENTO|600"),
    ("NISSAN", "QASHQAI|JUKE|MICRA|LEAF|X-TRAIL|NOTE|NAVARA|ARIYA|NV200|NV400|TOWNSTAR|PRIMASTAR"),
    ("HYUNDAI", "I10|I20|I30|I40|TUCSON|KONA|IONIQ|IONIQ 5|IX20|IX35|BAYON|SANTA FE"),
    ("KIA", "SPORTAGE|CEED|XCEED|PICANTO|RIO|NIRO|STONIC|SORENTO|EV6|EV3|SOUL|VENGA|CARENS"),
    ("SKODA", "FABIA|OCTAVIA|KODIAQ|KAROQ|SUPERB|SCALA|KAMIQ|ENYAQ|YETI|CITIGO|RAPID|ROOMSTER"),
    ("SEAT", "IBIZA|LEON|ARONA|ATECA|TARRACO|ALHAMBRA|MII|TOLEDO|ALTEA"),
    ("CUPRA", "FORMENTOR|LEON|BORN|ATECA|TERRAMAR|TAVASCAN"),
    ("MINI", "COOPER|COOPER S|COOPER D|ONE|ONE D|COUNTRYMAN|CLUBMAN|ACEMAN"),
    ("VOLVO", "XC40|XC60|XC90|V40|V50|V60|V70|V90|S40|S60|S90|C30|EX30"),
    ("SUZUKI", "SWIFT|VITARA|IGNIS|JIMNY|S-CROSS|SX4|ALTO|CELERIO|BALENO"),
    ("TESLA", "MODEL 3|MODEL Y|MODEL S|MODEL X"),
    ("LAND ROVER", "DISCOVERY|DISCOVERY SPORT|RANGE ROVER|RANGE ROVER EVOQUE|RANGE ROVER SPORT|DEFENDER|FREELANDER"),
    ("ALFA ROMEO", "GIULIETTA|GIULIA|STELVIO|MITO|TONALE|147|159"),
    ("SMART", "FORTWO|FORFOUR|#1|#3"),
    ("JEEP", "RENEGADE|COMPASS|AVENGER|WRANGLER|CHEROKEE|GRAND CHEROKEE"),
    ("MAZDA", "MX-5|MX-30|CX-3|CX-30|CX-5|CX-60|MAZDA2|MAZDA3|MAZDA6"),
    ("HONDA", "CIVIC|JAZZ|CR-V|HR-V|E:NY1|CB500F|CB500X|CB650R|PCX|FORZA|X-ADV|SH125"),
    ("MITSUBISHI", "ASX|OUTLANDER|L200|PAJERO|SPACE STAR|COLT"),
    ("PORSCHE", "MACAN|CAYENNE|911|TAYCAN|PANAMERA|718|BOXSTER|CAYMAN"),
    ("MG", "MG3|MG4|MG5|ZS|HS|EHS|MARVEL R"),
    ("IVECO", "DAILY|EUROCARGO|STRALIS"),
    ("YAMAHA", "MT-07|MT-09|MT-125|XMAX|XMAX 125|TMAX|YZF-R125|TRACER 9|TENERE 700|NMAX"),
    ("KAWASAKI", "Z650|Z900|Z125|NINJA 650|VERSYS 650"),
];

const MERCEDES: &str =
    "CLASSE A|CLASSE B|CLASSE C|CLASSE E|CLASSE S|CLASSE V|CLA|GLA|GLB|GLC|GLE|EQA|EQB|EQC|VITO|CITAN|SPRINTER";

pub(crate) fn makes() -> impl Iterator<Item = &'static str> {
    MAKES.split('|')
}

pub(crate) fn genres() -> impl Iterator<Item = &'static str> {
    GENRES.split('|')
}

pub(crate) fn categories() -> impl Iterator<Item = &'static str> {
    CATEGORIES.split('|')
}

pub(crate) fn bodies() -> impl Iterator<Item = &'static str> {
    BODIES.split('|')
}

/// Those of a make; of a make without a list, or of none, all of them.
pub(crate) fn models(make: &str) -> impl Iterator<Item = &'static str> {
    let known = MODELS.iter().any(|(of, _)| *of == make);
    let lists = MODELS.iter().filter(move |(of, _)| !known || *of == make);
    lists.flat_map(|(_, models)| models.split('|'))
}

/// Whether a make may have a model of this name: not, if the name is in the lists of others only.
pub(crate) fn may_be_of(model: &str, make: &str) -> bool {
    let listed = |make: &str| models(make).any(|known| known == model);
    let known = MODELS.iter().any(|(of, _)| *of == make);
    !known || listed(make) || !listed("")
}

pub(crate) fn is_genre(text: &str) -> bool {
    genres().any(|genre| genre == text)
}

pub(crate) fn fuels() -> impl Iterator<Item = &'static str> {
    FUELS.split('|')
}

pub(crate) fn is_fuel(text: &str) -> bool {
    fuels().any(|fuel| fuel == text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lists_are_whole() {
        let models = MODELS.iter().map(|(_, models)| *models);
        for list in [MAKES, GENRES, CATEGORIES, BODIES, FUELS].into_iter().chain(models) {
            let items: Vec<&str> = list.split('|').collect();
            assert!(items.iter().all(|i| !i.is_empty() && i.trim() == *i), "{list}");
            let unique: std::collections::BTreeSet<&&str> = items.iter().collect();
            assert_eq!(unique.len(), items.len());
        }
        assert!(is_fuel("GO") && !is_fuel("G0") && is_genre("VP"));
        assert!(MODELS.iter().all(|(make, _)| makes().any(|known| known == *make)));
    }

    #[test]
    fn a_make_has_its_models() {
        assert!(models("RENAULT").any(|m| m == "CLIO") && !models("RENAULT").any(|m| m == "208"));
        assert!(models("").any(|m| m == "208") && models("ZUNDAPP").any(|m| m == "208"));
        assert!(may_be_of("CLIO", "RENAULT") && may_be_of("KS 125", "RENAULT") && may_be_of("CLIO", "ZUNDAPP"));
        assert!(!may_be_of("208", "RENAULT"));
    }
}
