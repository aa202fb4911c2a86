//! Lines of an address.

use super::letters;

/// The lines that can be of an address, with the usual misreadings mended.
pub(crate) fn lines<'a>(read: impl IntoIterator<Item = &'a str>) -> Vec<String> {
    read.into_iter().map(letters::tidy).filter(|line| is_line(line)).map(|line| mended(&line)).collect()
}

/// Whether there is a line with a postcode and a town, and anything else: the better of two readings has both.
pub(crate) fn completeness(lines: &[String]) -> (bool, bool) {
    (lines.iter().any(|l| is_town(l)), lines.len() >= 2)
}

/// "35400 SAINT-MALO". No postcode begins with 00, nor is above 98.
pub(crate) fn is_town(line: &str) -> bool {
    let (Some(code), Some(town)) = (line.get(..5), line.get(5..)) else { return false };
    let department = code.get(..2).and_then(|d| d.parse::<u8>().ok());
    code.chars().all(|c| c.is_ascii_digit())
        && department.is_some_and(|d| (1..=98).contains(&d) && d != 96)
        && town.starts_with(' ')
        && town[1..].starts_with(|c: char| c.is_uppercase())
}

fn is_line(line: &str) -> bool {
    let letters = line.chars().filter(|c| c.is_alphanumeric()).count();
    let known = line.chars().filter(|c| c.is_alphanumeric() || " '-.".contains(*c)).count();
    letters >= 3 && known as f64 / line.chars().count() as f64 > 0.85
}

fn mended(line: &str) -> String {
    let mut words: Vec<String> = line.split(' ').map(str::to_string).collect();
    if words.len() > 1 && is_nearly_postcode(&words[0]) {
        words[0] = words[0].chars().map(letters::as_digit).collect();
    }
    if words.len() > 2 && words[0].chars().count() <= 3 && is_nearly_bis(&words[1]) {
        words[1] = "BIS".into();
    }
    // BD, for boulevard: an 8D or 80 which is not the number of the house.
    for i in 1..words.len().saturating_sub(1) {
        if matches!(words[i].as_str(), "80" | "8D") {
            words[i] = "BD".into();
        }
    }
    words.join(" ")
}

fn is_nearly_postcode(word: &str) -> bool {
    word.chars().count() == 5 && word.chars().filter(char::is_ascii_digit).count() >= 3
}

fn is_nearly_bis(word: &str) -> bool {
    matches!(word, "BIS" | "B1S" | "BLS" | "BI5" | "B15" | "BL5" | "8IS" | "81S" | "S1S" | "81" | "815")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_mended() {
        for (read, mended) in [
            ("12 RUE HAUTE", Some("12 RUE HAUTE")),
            ("3S4O0 SAINT-MALO", Some("35400 SAINT-MALO")),
            ("199 BIS 8D VICTOR HUGO", Some("199 BIS BD VICTOR HUGO")),
            ("151 815 CHEMIN DE LA FONTAINE", Some("151 BIS CHEMIN DE LA FONTAINE")),
            ("80 RUE HAUTE", Some("80 RUE HAUTE")),
            ("12 80 HUGO", Some("12 BD HUGO")),
            ("LIEU DIT LE 80", Some("LIEU DIT LE 80")),
            ("--", None),
            ("A1", None),
            ("A/&/&/& BC", None),
        ] {
            assert_eq!(lines([read]).first().map(String::as_str), mended, "{read}");
        }
    }

    #[test]
    fn a_town_has_a_postcode() {
        for (line, town) in [
            ("35400 SAINT-MALO", true),
            ("00123 PARIS", false),
            ("97410 ST PIERRE", true),
            ("35400", false),
            ("3540 X", false),
            ("99100 X", false),
        ] {
            assert_eq!(is_town(line), town, "{line}");
        }
    }
}
