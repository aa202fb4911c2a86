//! An invented vehicle and its holder: what is printed on a card, and the JSON that says so.

use serde_json::{Map, Value, json};

use crate::dice::Dice;
use crate::tables::*;

#[derive(Clone, Default)]
pub struct Truth {
    fields: Vec<(&'static str, String)>,
    pub address: Vec<String>,
}

const CODE_LETTERS: &str = "ABCDEFGHJKLMNPRSTUVWXYZ0123456789";
const PLATE_LETTERS: &str = "ABCDEFGHJKLMNPQRSTVWXYZ";

impl Truth {
    pub fn get(&self, code: &str) -> &str {
        self.fields.iter().find(|(c, _)| *c == code).map_or("", |(_, v)| v)
    }

    fn set(&mut self, code: &'static str, value: impl Into<String>) {
        self.fields.push((code, value.into()));
    }

    pub fn json(&self) -> Value {
        let mut map = Map::new();
        for (code, value) in &self.fields {
            map.insert((*code).into(), value.as_str().into());
        }
        map.insert("C.3".into(), json!(self.address));
        Value::Object(map)
    }

    /// A card's fields without those that are not in the picture.
    pub fn without(mut self, codes: &[&str]) -> Truth {
        self.fields.retain(|(code, _)| !codes.contains(code));
        self
    }
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Sort {
    Car,
    Van,
    Bike,
}

pub fn invent(dice: &mut Dice) -> Truth {
    let mut truth = Truth::default();
    let sort = match dice.whole(0, 19) {
        0..=14 => Sort::Car,
        15..=17 => Sort::Van,
        _ => Sort::Bike,
    };
    truth.set("A", plate(dice));
    dates(dice, sort, &mut truth);
    holder(dice, &mut truth);
    vehicle(dice, sort, &mut truth);
    weights(dice, sort, &mut truth);
    engine(dice, sort, &mut truth);
    rest(dice, &mut truth);
    zone(&mut truth);
    truth
}

fn plate(dice: &mut Dice) -> String {
    loop {
        let (left, right) = (dice.letters(PLATE_LETTERS, 2), dice.letters(PLATE_LETTERS, 2));
        if ![&left, &right].contains(&&"SS".to_string()) && left != "WW" {
            return format!("{left}-{:03}-{right}", dice.whole(1, 999));
        }
    }
}

fn day(dice: &mut Dice, years: (i64, i64)) -> (i64, i64, i64) {
    (dice.whole(years.0, years.1), dice.whole(1, 12), dice.whole(1, 28))
}

fn shown((year, month, day): (i64, i64, i64)) -> String {
    format!("{day:02}/{month:02}/{year}")
}

fn dates(dice: &mut Dice, sort: Sort, truth: &mut Truth) {
    let first = day(dice, (1992, 2025));
    let card =
        if first.0 >= 2009 && dice.chance(0.4) { first } else { day(dice, (first.0.max(2009), 2025)).max(first) };
    let visit = if sort == Sort::Bike {
        String::new()
    } else if card == first {
        shown((first.0 + 4, first.1, first.2))
    } else {
        shown(day(dice, (card.0, card.0 + 3)))
    };
    truth.set("B", shown(first));
    truth.set("I", shown(card));
    truth.set("X.1", visit);
    let letters = dice.letters(PLATE_LETTERS, 2);
    truth.set("formule", format!("{}{letters}{:05}", card.0, dice.whole(1, 99_999)));
}

fn holder(dice: &mut Dice, truth: &mut Truth) {
    if dice.chance(0.2) {
        let name = format!("{} {} {}", dice.word(COMPANIES), dice.word(TRADES), dice.word(SURNAMES));
        truth.set("C.1", name);
        truth.set("C.1p", "");
    } else {
        truth.set("C.1", dice.word(SURNAMES));
        let second = if dice.chance(0.25) { format!(" {}", dice.word(FIRST_NAMES)) } else { String::new() };
        truth.set("C.1p", format!("{}{second}", dice.word(FIRST_NAMES)));
    }
    let owns = dice.chance(0.85);
    truth.set("C.4a", if owns { "EST LE PROPRIETAIRE DU VEHICULE" } else { "N'EST PAS LE PROPRIETAIRE DU VEHICULE" });
    let other = if dice.chance(0.18) { format!("2 {}", dice.word(SURNAMES)) } else { String::new() };
    truth.set("C.4.1", other);
    let number = dice.whole(1, 289);
    let bis = ["", "", "", "", " BIS", " TER", " B"];
    let street = format!("{number}{} {} {}", dice.pick(&bis), dice.word(STREETS), dice.word(STREET_NAMES));
    if dice.chance(0.3) {
        truth.address.push(dice.word(BEFORE).into());
    }
    truth.address.push(street);
    truth.address.push(dice.word(TOWNS).into());
    if dice.chance(0.2) {
        truth.address.push("FRANCE".into());
    }
}

fn vehicle(dice: &mut Dice, sort: Sort, truth: &mut Truth) {
    let (make, makers, three, models) = match sort {
        Sort::Car => CARS[dice.next() as usize % CARS.len()],
        Sort::Van => VANS[dice.next() as usize % VANS.len()],
        Sort::Bike => BIKES[dice.next() as usize % BIKES.len()],
    };
    let (genre, category, letters) = match sort {
        Sort::Car => ("VP", "M1", "VP"),
        Sort::Van => ("CTTE", "N1", "CT"),
        Sort::Bike => (dice.pick(&["MTL", "MTT1", "MTT2"]), "L3E", "MT"),
    };
    truth.set("D.1", make);
    let [a, b, c] = [4, 3, 5].map(|n| dice.letters(CODE_LETTERS, n));
    let variant = match dice.whole(0, 4) {
        0 => format!("{a}{b}"),
        1 => format!("{a}-{b}"),
        2 => format!("{a}/{c}"),
        3 => format!("{a}{b}{c}{a}"),
        _ => format!("{b}{c}"),
    };
    truth.set("D.2", variant);
    let cnit = if dice.chance(0.8) {
        format!("M10{three}{letters}{}", dice.letters(CODE_LETTERS, 7))
    } else {
        format!("{three}{}{}", dice.whole(1000, 9999), dice.letters(CODE_LETTERS, 5))
    };
    truth.set("D.2.1", cnit);
    truth.set("D.3", dice.word(models));
    let vin = format!(
        "{}{}{:06}",
        dice.word(makers),
        dice.letters(CODE_LETTERS, 8).replace('U', "W"),
        dice.whole(1, 999_999)
    );
    truth.set("E", vin);
    truth.set("J", category);
    truth.set("J.1", genre);
    truth
        .set("J.2", if sort == Sort::Bike { String::new() } else { dice.pick(&["AA", "AB", "AC", "AF", "BB"]).into() });
    let body = match sort {
        Sort::Car => dice.pick(&["CI", "CI", "CI", "CI", "BREAK", "CABRIOLET", "COUPE"]),
        Sort::Van => dice.pick(&["CTTE", "CTTE", "FOURGON", "BENNE", "PLATEAU"]),
        Sort::Bike => "SOLO",
    };
    truth.set("J.3", body);
    let directive = dice.pick(&["2001/116", "2007/46", "98/14", "2018/858", "168/2013"]);
    truth.set("K", format!("e{}*{directive}*{:04}*{:02}", dice.whole(1, 13), dice.whole(1, 9999), dice.whole(0, 40)));
}

fn weights(dice: &mut Dice, sort: Sort, truth: &mut Truth) {
    let empty = match sort {
        Sort::Car => dice.whole(840, 2200),
        Sort::Van => dice.whole(1200, 2400),
        Sort::Bike => dice.whole(110, 280),
    };
    let full = empty + dice.whole(3, 9) * 100 + dice.whole(0, 99);
    truth.set("F.1", full.to_string());
    truth.set("F.2", full.to_string());
    truth.set("F.3", if sort == Sort::Bike { String::new() } else { (full + dice.whole(0, 18) * 100).to_string() });
    truth.set("G", (empty + 75).to_string());
    truth.set("G.1", empty.to_string());
}

fn engine(dice: &mut Dice, sort: Sort, truth: &mut Truth) {
    let fuel = match sort {
        Sort::Bike => "ES",
        Sort::Van => dice.pick(&["GO", "GO", "GO", "EL", "ES"]),
        Sort::Car => dice.pick(&["ES", "ES", "ES", "GO", "GO", "GO", "EL", "EH", "EE", "GH", "FE", "EG", "GL", "NE"]),
    };
    let power = if sort == Sort::Bike { dice.whole(8, 110) } else { dice.whole(40, 220) };
    let electric = fuel == "EL";
    let volume = if sort == Sort::Bike { dice.whole(110, 1250) } else { dice.whole(898, 2999) };
    truth.set("P.1", if electric { String::new() } else { volume.to_string() });
    truth.set("P.2", power.to_string());
    truth.set("P.3", fuel);
    let tax = if electric { dice.whole(1, 9) } else { (power as f64 / 18.0 + dice.between(0.0, 3.0)) as i64 + 1 };
    truth.set("P.6", tax.to_string());
    truth.set("Q", if sort == Sort::Bike { format!("0,{:02}", dice.whole(5, 60)) } else { String::new() });
    truth.set("S.1", if sort == Sort::Bike { 2 } else { dice.pick(&[2, 4, 5, 5, 5, 5, 7, 9]) }.to_string());
    truth.set("S.2", "");
    truth.set("U.1", if electric && dice.chance(0.5) { String::new() } else { dice.whole(64, 92).to_string() });
    truth.set("U.2", if electric { String::new() } else { (dice.whole(16, 40) * 125).to_string() });
    truth.set("V.7", if electric || sort == Sort::Bike { String::new() } else { dice.whole(19, 240).to_string() });
    let norm = dice.pick(&["EURO4", "EURO5", "EURO6", "EURO 6", "715/2007*692/2008EURO5", "715/2007*2018/1832EURO6"]);
    truth.set("V.9", if sort == Sort::Bike && dice.chance(0.4) { "" } else { norm });
}

fn rest(dice: &mut Dice, truth: &mut Truth) {
    for code in ["Y.1", "Y.2", "Y.3", "Y.4", "Y.5", "Y.6"] {
        let cents = [0, 25, 50, 75];
        truth.set(code, format!("{},{:02}", dice.whole(0, 500), dice.pick(&cents)));
    }
    truth.set("H", "");
    let note = match dice.whole(0, 5) {
        0 => format!("DUPLICATA DELIVRE LE {}", shown(day(dice, (2010, 2025)))),
        1 => {
            format!("PREC. IMMAT : {}{}{:02}", dice.whole(100, 9999), dice.letters(PLATE_LETTERS, 2), dice.whole(1, 95))
        }
        2 => format!("AUTRE J1 POSS : {}", dice.pick(&["CTTE", "VASP", "VP"])),
        _ => String::new(),
    };
    truth.set("Z.1", note);
    for code in ["Z.2", "Z.3", "Z.4"] {
        truth.set(code, "");
    }
}

/// ICAO 9303.
fn check(text: &str) -> u32 {
    let value = |c: char| c.to_digit(36).unwrap_or(0);
    text.chars().zip([7, 3, 1].into_iter().cycle()).map(|(c, w)| value(c) * w).sum::<u32>() % 10
}

fn padded(text: &str, length: usize) -> String {
    let plain: String = bare(text).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { '<' }).collect();
    let cut: String = plain.chars().take(length).collect();
    format!("{cut:<<length$}")
}

/// Without accents.
pub fn bare(text: &str) -> String {
    let pairs = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸÉ".chars().zip("AAACEEEEIIOOUUUYE".chars());
    pairs.fold(text.to_string(), |text, (from, to)| text.replace(from, &to.to_string()))
}

fn zone(truth: &mut Truth) {
    let plate = truth.get("A").replace('-', "");
    let vin = truth.get("E").to_string();
    let first = truth.get("B").to_string();
    let date = format!("{}{}{}", &first[8..10], &first[3..5], &first[..2]);
    let head = format!("{plate}{}{vin}{}{date}{}", check(&plate), check(&vin), check(&date));
    let line1 = format!("CRFRA{head}{}<<", padded(truth.get("J.1"), 4));
    let form = truth.get("formule").to_string();
    let number = format!("{form}{}", check(&form));
    let names = [padded(truth.get("J.3"), 4), padded(truth.get("D.1"), 14), padded(truth.get("D.3"), 13)].concat();
    let whole = check(&format!("{head}{number}"));
    truth.set("mrz1", line1);
    truth.set("mrz2", format!("{names}{number}{whole}"));
}
