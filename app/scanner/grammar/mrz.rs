//! The two lines of 44 characters at the foot of the card:
//! ```text
//! CRFRAAB123CD0VFSIV2009ASIV200929801059VP<<<<
//! CI<<MARQUES<<<<<<<MODELE<<<<<<<2009AS0528402
//! ```
//! The first holds plate, VIN, date of first registration, each with its check digit, and the genre; the second body,
//! make, model, and the form's number with its check digit. The lines may be missing: folded, cropped, cut off.

use super::dates::Date;
use super::{check, formule, letters, lists, plate, vin};

/// What the lines say. Values without a check digit that holds are only as good as any other reading.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Mrz {
    pub plate: Option<Checked>,
    pub vin: Option<Checked>,
    pub date: Option<Date>,
    pub genre: Option<String>,
    pub body: Option<String>,
    pub make: Option<String>,
    pub model: Option<String>,
    pub formule: Option<Checked>,
}

/// A value, its check digit as read, and whether it holds.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Checked {
    pub value: String,
    pub digit: char,
    pub holds: bool,
}

impl Checked {
    fn new(value: String, digit: char, is_valid: impl Fn(&str) -> bool) -> Checked {
        let holds = check::digit(&value) == digit && is_valid(&value);
        Checked { value, digit, holds }
    }

    fn better(a: Option<Checked>, b: Option<Checked>) -> Option<Checked> {
        match (&a, &b) {
            (Some(x), Some(y)) if !x.holds && y.holds => b,
            (None, _) => b,
            _ => a,
        }
    }
}

/// `vins` are other readings of the VIN: they tell where it begins when a character before it was lost or added.
pub(crate) fn parse(line1: &str, line2: &str, vins: &[&str]) -> Mrz {
    let mut mrz = Mrz::default();
    if let Some(line) = aligned(&cleaned(line1), vins) {
        mrz.read_first(&line);
    }
    mrz.read_second(&cleaned(line2));
    mrz
}

impl Mrz {
    /// This, and what is missing or does not hold from another reading of the same lines.
    pub(crate) fn or(self, other: Mrz) -> Mrz {
        Mrz {
            plate: Checked::better(self.plate, other.plate),
            vin: Checked::better(self.vin, other.vin),
            date: self.date.or(other.date),
            genre: self.genre.or(other.genre),
            body: self.body.or(other.body),
            make: self.make.or(other.make),
            model: self.model.or(other.model),
            formule: Checked::better(self.formule, other.formule),
        }
    }

    fn read_first(&mut self, line: &[char]) {
        let text = |from: usize, to: usize| line[from..to.min(line.len())].iter().collect::<String>();
        let digit = |i: usize| letters::as_digit(line[i]);
        self.plate = plate::shaped(&text(5, 12)).map(|p| Checked::new(p, digit(12), plate::is_valid));
        let number = vin::shaped(&text(13, 30));
        self.vin = (number.len() == vin::LENGTH).then(|| Checked::new(number, digit(30), vin::is_valid));
        let date: String = text(31, 37).chars().map(letters::as_digit).collect();
        self.date = if check::digit(&date) == digit(37) { Date::from_mrz(&date) } else { None };
        self.genre = text(38, 42).split('<').next().filter(|g| !g.is_empty()).map(str::to_string);
        self.doubt_what_moved();
    }

    /// One check digit in ten holds by accident, when a character was lost or added before it. It is no accident when
    /// two hold and a genre stands where it should.
    fn doubt_what_moved(&mut self) {
        let holding = [&self.plate, &self.vin].into_iter().flatten().filter(|c| c.holds).count();
        let in_place = self.genre.as_deref().is_some_and(lists::is_genre);
        if holding + usize::from(self.date.is_some()) < 2 || !in_place {
            self.date = None;
            self.plate.iter_mut().chain(&mut self.vin).for_each(|c| c.holds = false);
        }
    }

    /// The runs of `<` are often miscounted, so the number is taken from the end.
    fn read_second(&mut self, line: &[char]) {
        if line.len() < 30 {
            return;
        }
        let text = |from: usize, to: usize| line[from..to].iter().collect::<String>();
        let end: String = text(line.len() - 13, line.len() - 2);
        self.formule =
            formule::shaped(&end).map(|f| Checked::new(f, letters::as_digit(line[line.len() - 2]), formule::is_valid));
        self.body = Some(name(&text(0, 4))).filter(|b| !b.is_empty());
        self.make = Some(name(&text(4, 18))).filter(|m| !m.is_empty());
        self.model = Some(name(&text(18, 31.min(line.len())))).filter(|m| line.len() == 44 && !m.is_empty());
    }
}

fn cleaned(line: &str) -> Vec<char> {
    let upper = line.chars().map(|c| c.to_ascii_uppercase());
    upper.filter(|c| c.is_ascii_alphanumeric() || *c == '<').collect()
}

fn name(text: &str) -> String {
    text.replace('<', " ").trim().to_string()
}

/// The first line from its CRFRA on, the VIN moved to its place, if it is all there.
fn aligned(line: &[char], vins: &[&str]) -> Option<Vec<char>> {
    let alike = |window: &[char]| window.iter().zip("CRFRA".chars()).filter(|(a, b)| **a == *b).count();
    let starts = 0..line.len().saturating_sub(36).max(1);
    let start = starts.rev().max_by_key(|&i| line.get(i..).map_or(0, |l| alike(&l[..l.len().min(5)])))?;
    let line = &line[start..];
    if line.len() < 38 || alike(&line[..5]) < 3 {
        return None;
    }
    let at = vin_start(line, vins);
    if at == 13 {
        return Some(line.to_vec());
    }
    // A character too many or too few before the VIN: the plate is lost, the rest is not.
    let shifted: Vec<char> = line[..5].iter().copied().chain(['<'; 8]).chain(line[at..].iter().copied()).collect();
    (shifted.len() >= 38).then_some(shifted)
}

fn vin_start(line: &[char], vins: &[&str]) -> usize {
    let alike = |at: usize| {
        let here = vin::shaped(&line[at..at + vin::LENGTH].iter().collect::<String>());
        let same = |v: &&str| here.chars().zip(v.chars()).filter(|(a, b)| a == b).count();
        vins.iter().filter(|v| v.len() == vin::LENGTH).map(same).max().unwrap_or(0)
    };
    let places = 9..18.min(line.len().saturating_sub(23));
    let best = places.max_by_key(|&at| (alike(at), -(at as i64 - 13).abs()));
    best.filter(|&at| alike(at) >= 13).unwrap_or(13)
}

#[cfg(test)]
mod tests {
    use super::*;

    const LINE1: &str = "CRFRAAA123BB2VF1RJA0006712345631903153VP<<<<";
    const LINE2: &str = "CI<<RENAULT<<<<<<<CLIO<<<<<<<<<2019BC1234522";

    #[test]
    fn both_lines_are_read() {
        let mrz = parse(LINE1, LINE2, &[]);
        let holds = |c: &Option<Checked>, value: &str| c.as_ref().is_some_and(|c| c.holds && c.value == value);
        assert!(
            holds(&mrz.plate, "AA123BB") && holds(&mrz.vin, "VF1RJA00067123456") && holds(&mrz.formule, "2019BC12345")
        );
        assert_eq!(mrz.date.unwrap().to_string(), "2019-03-15");
        let texts = [mrz.genre, mrz.body, mrz.make, mrz.model].map(Option::unwrap);
        assert_eq!(texts, ["VP", "CI", "RENAULT", "CLIO"]);
    }

    #[test]
    fn the_specimen_reads_but_for_its_impossible_vin() {
        let mrz =
            parse("CRFRAAB123CD0VFSIV2009ASIV200929801059VP<<<<", "CI<<MARQUES<<<<<<<MODELE<<<<<<<2009AS0528402", &[]);
        assert!(mrz.plate.is_some_and(|p| p.holds && p.value == "AB123CD"));
        assert!(mrz.formule.is_some_and(|f| f.holds && f.value == "2009AS05284"));
        // I is not allowed in a VIN, so it is read as 1, and the check digit does not hold.
        assert!(mrz.vin.is_some_and(|v| !v.holds && v.value == "VFS1V2009AS1V2009"));
        assert_eq!(mrz.make.as_deref(), Some("MARQUES"));
    }

    #[test]
    fn a_misread_character_breaks_its_check_digit() {
        let mrz = parse(&LINE1.replace("AA123BB", "AA128BB"), &LINE2.replace("2019BC", "2019BG"), &[]);
        assert!(!mrz.plate.unwrap().holds && !mrz.formule.unwrap().holds && mrz.vin.unwrap().holds);
    }

    #[test]
    fn a_lost_character_before_the_vin_is_made_up_for() {
        let lost = LINE1.replace("AA123BB", "AA13BB");
        let mrz = parse(&lost, "", &["VF1RJA00067123456"]);
        assert!(mrz.plate.is_none() && mrz.vin.is_some_and(|v| v.holds) && mrz.date.is_some());
        let added = format!("X{}", LINE1.replace("AA123BB", "AA1233BB"));
        assert!(parse(&added, "", &["VF1RJA00067123456"]).vin.is_some_and(|v| v.holds));
    }

    #[test]
    fn rubbish_is_no_mrz() {
        for rubbish in ["", "<<<<", "CRFRA", "HELLO WORLD, THIS IS A LONG LINE WITHOUT ANYTHING OF USE IN IT AT ALL"] {
            assert_eq!(parse(rubbish, rubbish.get(..20).unwrap_or(""), &["", "VF1RJA00067123456"]), Mrz::default());
        }
    }
}
