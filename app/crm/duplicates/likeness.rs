//! Are these two one customer? Points for what they share, points off for what tells them apart.
//!
//! | what | points | why |
//! |---|---|---|
//! | same SIREN | 60 | one company; two sites of one may have a file each |
//! | same e-mail | 50 | couples and offices share one |
//! | same phone | 45 | so do families |
//! | same vehicle | 40 | it may have been sold |
//! | nearly the same e-mail, phone | 25, 20 | a slip of the finger |
//! | same name, exchanged, near | 40, 40, 30 | homonyms live elsewhere |
//! | same first name, other last name, no man | 15 | married |
//! | same last name, first name unknown | 20 | |
//! | same company, near | 40, 30 | |
//! | same town, other town | 15, −15 | people move |
//! | nothing that both have differs | 15 | of a rare name only |
//! | a name that many bear, nothing else shared | −25 | |
//! | other civility | −40 | |
//!
//! What tells apart for good: two SIRENs; a person and a company; two first names under one last name (a couple, a father
//! and his son share all the rest); two names that have nothing in common (a sold car, a shared line).

use super::{
    Traits,
    names::{self, FirmNaming, Naming},
};
use crate::contacts::Civility;

/// Why two may be one, in the order in which it is told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Reason {
    Siren,
    Email,
    Phone,
    Plate,
    NearEmail,
    NearPhone,
    Name,
    SwappedName,
    NearName,
    MarriedName,
    LastName,
    Company,
    NearCompany,
    Town,
}

crate::text_enum!(Reason {
    Siren => "siren",
    Email => "email",
    Phone => "phone",
    Plate => "plate",
    NearEmail => "near_email",
    NearPhone => "near_phone",
    Name => "name",
    SwappedName => "swapped_name",
    NearName => "near_name",
    MarriedName => "married_name",
    LastName => "last_name",
    Company => "company",
    NearCompany => "near_company",
    Town => "town",
});

impl Reason {
    fn points(self) -> i32 {
        match self {
            Reason::Siren => 60,
            Reason::Email => 50,
            Reason::Phone => 45,
            Reason::Plate | Reason::Name | Reason::SwappedName | Reason::Company => 40,
            Reason::NearName | Reason::NearCompany => 30,
            Reason::NearEmail => 25,
            Reason::NearPhone | Reason::LastName => 20,
            Reason::MarriedName | Reason::Town => 15,
        }
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verdict {
    Different,
    /// A person should look.
    Maybe,
    /// Hardly a doubt.
    Same,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Likeness {
    /// 0 to 100.
    pub score: i32,
    pub reasons: Vec<Reason>,
    pub verdict: Verdict,
}

/// From this score on, one and the same.
pub const SAME: i32 = 70;
/// From this score on, somebody should look.
pub const MAYBE: i32 = 40;

pub fn likeness(a: &Traits, b: &Traits) -> Likeness {
    let mut weighing = Weighing::default();
    weighing.shared(a, b);
    match (a.firm, b.firm) {
        (false, false) => weighing.persons(a, b),
        (true, true) => weighing.firms(a, b),
        _ => weighing.person_and_firm(a, b),
    }
    weighing.town(a, b);
    weighing.finish()
}

/// Points so far.
struct Weighing {
    reasons: Vec<Reason>,
    less: i32,
    /// Whatever the points say, not more than this.
    most: i32,
}

impl Default for Weighing {
    fn default() -> Weighing {
        Weighing { reasons: Vec::new(), less: 0, most: 100 }
    }
}

impl Weighing {
    fn add(&mut self, reason: Reason) {
        self.reasons.push(reason);
    }

    fn at_most(&mut self, most: i32) {
        self.most = self.most.min(most);
    }

    fn has_any(&self, reasons: &[Reason]) -> bool {
        reasons.iter().any(|r| self.reasons.contains(r))
    }

    /// What both can be reached by, or own.
    fn shared(&mut self, a: &Traits, b: &Traits) {
        if let (Some(one), Some(other)) = (&a.siren, &b.siren) {
            if one == other { self.add(Reason::Siren) } else { self.at_most(MAYBE - 1) }
        }
        let meets = |one: &[String], other: &[String]| one.iter().any(|x| other.contains(x));
        let nearly = |one: &[String], other: &[String], near: fn(&str, &str) -> bool| {
            one.iter().any(|x| other.iter().any(|y| near(x, y)))
        };
        if meets(&a.emails, &b.emails) {
            self.add(Reason::Email);
        } else if nearly(&a.emails, &b.emails, near_emails) {
            self.add(Reason::NearEmail);
        }
        if meets(&a.phones, &b.phones) {
            self.add(Reason::Phone);
        } else if nearly(&a.phones, &b.phones, names::is_slip) {
            self.add(Reason::NearPhone);
        }
        if meets(&a.plates, &b.plates) {
            self.add(Reason::Plate);
        }
    }

    fn persons(&mut self, a: &Traits, b: &Traits) {
        let naming = names::compare((&a.first, &a.last), (&b.first, &b.last));
        let man = a.civility == Civility::M || b.civility == Civility::M;
        match naming {
            Naming::Same => self.add(Reason::Name),
            Naming::Swapped => self.add(Reason::SwappedName),
            Naming::Near => self.add(Reason::NearName),
            Naming::SameFirst if !man => self.add(Reason::MarriedName),
            // A line that flatmates share, or a name that was typed quite wrong.
            Naming::SameFirst => self.at_most(SAME - 1),
            Naming::NoFirst => self.no_first(a, b),
            Naming::OtherFirst | Naming::Other => self.at_most(MAYBE - 10),
        }
        let known = a.civility != Civility::Unknown && b.civility != Civility::Unknown;
        if known && a.civility != b.civility {
            self.less += 40;
            self.at_most(SAME - 1);
        }
        if matches!(naming, Naming::Same | Naming::Swapped | Naming::Near) && !self.has_any(&STRONG) {
            self.by_name_alone(a, b);
        }
    }

    /// Without a first name it may be the husband or the wife, unless the civility says.
    fn no_first(&mut self, a: &Traits, b: &Traits) {
        self.add(Reason::LastName);
        if a.civility == b.civility && a.civility != Civility::Unknown {
            self.less -= 10;
        }
        if !self.has_any(&[Reason::Phone, Reason::Email]) {
            self.at_most(SAME - 1);
        }
    }

    fn by_name_alone(&mut self, a: &Traits, b: &Traits) {
        if names::is_common(&a.first, &a.last) || names::is_common(&b.first, &b.last) {
            self.less += 25;
            return;
        }
        let differ = |one: &[String], other: &[String]| !one.is_empty() && !other.is_empty();
        let nothing_differs = !differ(&a.phones, &b.phones) && !differ(&a.emails, &b.emails);
        if nothing_differs && !a.town.is_empty() && a.town == b.town {
            self.less -= 15;
        }
    }

    fn firms(&mut self, a: &Traits, b: &Traits) {
        match names::compare_firms(&a.company, &b.company) {
            FirmNaming::Same => self.add(Reason::Company),
            FirmNaming::Near => self.add(Reason::NearCompany),
            // Companies of one group, unless the SIREN says that they are one.
            FirmNaming::OtherTrade if self.has_any(&[Reason::Siren]) => self.add(Reason::NearCompany),
            FirmNaming::OtherTrade => self.at_most(SAME - 1),
            FirmNaming::Other if self.has_any(&[Reason::Siren]) => self.at_most(SAME - 1),
            FirmNaming::Other => self.at_most(MAYBE - 10),
        }
    }

    /// Two customers, by law too; unless somebody typed a company where a person's name goes.
    fn person_and_firm(&mut self, a: &Traits, b: &Traits) {
        let (person, firm) = if a.firm { (b, a) } else { (a, b) };
        let typed = format!("{} {}", person.last, person.first);
        let as_company = names::compare_firms(typed.trim(), &firm.company);
        let meant = person.first.is_empty() && firm.last.is_empty() && as_company == FirmNaming::Same;
        if meant {
            self.add(Reason::Company)
        } else {
            self.at_most(MAYBE - 10)
        }
        self.at_most(SAME - 1);
    }

    fn town(&mut self, a: &Traits, b: &Traits) {
        match (a.town.is_empty() || b.town.is_empty(), a.town == b.town) {
            (true, _) => {}
            (false, true) => self.add(Reason::Town),
            (false, false) => self.less += 15,
        }
    }

    fn finish(mut self) -> Likeness {
        self.reasons.sort_unstable();
        let points: i32 = self.reasons.iter().map(|r| r.points()).sum();
        let score = (points - self.less).min(self.most).clamp(0, 100);
        let verdict = match score {
            SAME.. => Verdict::Same,
            MAYBE.. => Verdict::Maybe,
            _ => Verdict::Different,
        };
        Likeness { score, reasons: self.reasons, verdict }
    }
}

/// What is hardly shared by chance.
const STRONG: [Reason; 6] =
    [Reason::Siren, Reason::Email, Reason::Phone, Reason::Plate, Reason::NearEmail, Reason::NearPhone];

/// The same address with a slip of the finger, or with another ending.
fn near_emails(a: &str, b: &str) -> bool {
    let (Some((local_a, domain_a)), Some((local_b, domain_b))) = (a.split_once('@'), b.split_once('@')) else {
        return false;
    };
    // `jp@free.fr` and `jp@orange.fr` are two; `jean.dupont@gmail.com` and `jean.dupont@gmial.com` one.
    let end = |domain: &str| domain.split('.').next().unwrap_or_default().to_owned();
    let same_local =
        local_a == local_b && (names::is_slip(domain_a, domain_b) || names::is_slip(&end(domain_a), &end(domain_b)));
    let plain = |local: &str| local.replace(['.', '-', '_'], "");
    same_local || domain_a == domain_b && local_a.len() > 4 && names::is_slip(&plain(local_a), &plain(local_b))
}
