//! What may be missing on a customer, worked out from what is there. Always a proposal: a person takes it or leaves it.

use crate::{contacts::ContactForm, text};

/// A value for an empty field of a customer's form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Proposal {
    /// The field's name in the form.
    pub field: &'static str,
    pub value: String,
    pub from: From,
}

/// What it was worked out from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum From {
    EmailDomain,
    FirstName,
    Postcode,
}

/// A French mobile number, E.164: 06 and 07, and those of the overseas departments (Arcep's numbering plan).
pub fn is_mobile(e164: &str) -> bool {
    ["+336", "+337", "+262692", "+262693", "+262639", "+590690", "+590691", "+594694", "+596696", "+596697"]
        .iter()
        .any(|prefix| e164.starts_with(prefix))
}

/// `towns`: those of the postcode in the form, as the post writes them.
pub fn of(form: &ContactForm, towns: &[&str]) -> Vec<Proposal> {
    let mut all = Vec::new();
    if form.company.trim().is_empty()
        && let Some(value) = company(&form.email)
    {
        all.push(Proposal { field: "company", value, from: From::EmailDomain });
    }
    if form.civility.is_empty()
        && form.kind == "particulier"
        && let Some(value) = civility(&form.first_name)
    {
        all.push(Proposal { field: "civility", value: value.into(), from: From::FirstName });
    }
    if form.town.trim().is_empty() && !form.postcode.trim().is_empty() {
        let towns = towns.iter().take(4);
        all.extend(towns.map(|town| Proposal { field: "town", value: as_written(town), from: From::Postcode }));
    }
    all
}

/// `compta@transports-roux.fr` speaks of « Transports Roux »; an address anybody can have speaks of nobody.
fn company(email: &str) -> Option<String> {
    let (_, domain) = email.trim().rsplit_once('@')?;
    let domain = domain.to_lowercase();
    let labels: Vec<&str> = domain.split('.').collect();
    let name = labels.len().checked_sub(2).and_then(|at| labels.get(at)).filter(|name| name.len() > 2)?;
    if OPEN_TO_ALL.contains(name) || name.chars().any(|c| c.is_ascii_digit()) {
        return None;
    }
    Some(as_written(&name.replace('-', " ")))
}

/// Mail anybody can have, by the name before the last dot.
const OPEN_TO_ALL: [&str; 34] = [
    "gmail",
    "googlemail",
    "hotmail",
    "outlook",
    "live",
    "msn",
    "yahoo",
    "ymail",
    "orange",
    "wanadoo",
    "free",
    "sfr",
    "neuf",
    "laposte",
    "bbox",
    "numericable",
    "club-internet",
    "aliceadsl",
    "icloud",
    "me",
    "mac",
    "aol",
    "gmx",
    "proton",
    "protonmail",
    "voila",
    "cegetel",
    "noos",
    "tele2",
    "libertysurf",
    "dbmail",
    "mail",
    "tutanota",
    "example",
];

/// Only of first names that are given to one sex nearly always.
fn civility(first_name: &str) -> Option<&'static str> {
    let key = text::key(first_name);
    let first = key.split(' ').next().unwrap_or_default();
    if WOMEN.contains(&first) {
        Some("mme")
    } else if MEN.contains(&first) {
        Some("m")
    } else {
        None
    }
}

/// `BOURG EN BRESSE` as one writes it.
fn as_written(shouted: &str) -> String {
    const SMALL: [&str; 10] = ["de", "du", "des", "la", "le", "les", "en", "sur", "sous", "et"];
    let word = |(at, word): (usize, &str)| {
        let low = word.to_lowercase();
        if at > 0 && SMALL.contains(&low.as_str()) {
            return low;
        }
        let mut letters = low.chars();
        letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
    };
    shouted.split_whitespace().enumerate().map(word).collect::<Vec<String>>().join(" ")
}

const WOMEN: [&str; 92] = [
    "adele",
    "adeline",
    "agathe",
    "agnes",
    "alexandra",
    "alice",
    "alicia",
    "aline",
    "amandine",
    "amelie",
    "anais",
    "anne",
    "annick",
    "annie",
    "audrey",
    "aurelie",
    "aurore",
    "beatrice",
    "brigitte",
    "carole",
    "caroline",
    "catherine",
    "cecile",
    "celine",
    "chantal",
    "charlotte",
    "chloe",
    "christelle",
    "christiane",
    "christine",
    "claire",
    "clara",
    "colette",
    "corinne",
    "delphine",
    "denise",
    "diane",
    "elisabeth",
    "elise",
    "elodie",
    "emilie",
    "emma",
    "estelle",
    "fabienne",
    "fatima",
    "florence",
    "francoise",
    "genevieve",
    "geraldine",
    "helene",
    "ines",
    "isabelle",
    "jacqueline",
    "jeanne",
    "jeannine",
    "josiane",
    "julie",
    "juliette",
    "karine",
    "laetitia",
    "laura",
    "laure",
    "lea",
    "louise",
    "lucie",
    "magali",
    "manon",
    "marguerite",
    "marie",
    "marina",
    "marion",
    "marlene",
    "martine",
    "mathilde",
    "melanie",
    "monique",
    "nadia",
    "nathalie",
    "nicole",
    "odile",
    "patricia",
    "pauline",
    "sabrina",
    "samia",
    "sandrine",
    "sophie",
    "sylvie",
    "valerie",
    "vanessa",
    "veronique",
    "virginie",
    "yvette",
];

const MEN: [&str; 92] = [
    "adrien",
    "ahmed",
    "alain",
    "alexandre",
    "alexis",
    "andre",
    "anthony",
    "antoine",
    "arnaud",
    "arthur",
    "aurelien",
    "bastien",
    "benjamin",
    "benoit",
    "bernard",
    "bertrand",
    "bruno",
    "cedric",
    "charles",
    "christian",
    "christophe",
    "clement",
    "cyril",
    "damien",
    "daniel",
    "david",
    "denis",
    "didier",
    "emmanuel",
    "enzo",
    "eric",
    "etienne",
    "fabien",
    "fabrice",
    "florian",
    "francis",
    "francois",
    "franck",
    "frederic",
    "gabriel",
    "georges",
    "gerard",
    "gilbert",
    "gilles",
    "gregory",
    "guillaume",
    "guy",
    "henri",
    "herve",
    "hugo",
    "jacques",
    "jean",
    "jeremy",
    "jerome",
    "joel",
    "jonathan",
    "joseph",
    "julien",
    "karim",
    "kevin",
    "laurent",
    "lionel",
    "loic",
    "louis",
    "luc",
    "lucas",
    "marc",
    "marcel",
    "mathieu",
    "maurice",
    "maxime",
    "michael",
    "michel",
    "mohamed",
    "nicolas",
    "olivier",
    "pascal",
    "patrice",
    "patrick",
    "paul",
    "philippe",
    "pierre",
    "quentin",
    "raymond",
    "rene",
    "robert",
    "roger",
    "romain",
    "samuel",
    "serge",
    "stephane",
    "thierry",
];

#[cfg(test)]
mod tests {
    use super::*;

    fn proposed(form: ContactForm, towns: &[&str]) -> Vec<(&'static str, String)> {
        of(&form, towns).into_iter().map(|p| (p.field, p.value)).collect()
    }

    #[test]
    fn what_is_missing_is_worked_out_from_what_is_there() {
        let form = ContactForm {
            first_name: "Élodie".into(),
            email: "compta@transports-roux.fr".into(),
            postcode: "01000".into(),
            ..ContactForm::fresh()
        };
        let expected = [
            ("company", "Transports Roux".to_owned()),
            ("civility", "mme".to_owned()),
            ("town", "Bourg en Bresse".to_owned()),
            ("town", "St Denis les Bourg".to_owned()),
        ];
        assert_eq!(proposed(form, &["BOURG EN BRESSE", "ST DENIS LES BOURG"]), expected);
    }

    #[test]
    fn what_is_there_or_says_nothing_is_left_alone() {
        for email in ["jean@gmail.com", "a@orange.fr", "x@svc4.fr", "nonsense", ""] {
            let form = ContactForm { email: email.into(), first_name: "Camille".into(), ..ContactForm::fresh() };
            assert_eq!(proposed(form, &[]), [], "{email}");
        }
        let form = ContactForm { company: "Roux".into(), email: "a@transports-roux.fr".into(), ..ContactForm::fresh() };
        assert_eq!(proposed(form, &[]), []);
    }

    #[test]
    fn mobiles_are_told_from_landlines() {
        assert!(is_mobile("+33612345678") && is_mobile("+262692123456"));
        assert!(!is_mobile("+33145000000") && !is_mobile("+262262123456"));
    }
}
