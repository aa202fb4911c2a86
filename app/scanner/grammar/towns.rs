//! Postcodes and their towns, from the post's official list (data.gouv.fr, licence ouverte): `towns.txt` has a line a
//! postcode, the names without accents or dashes, SAINT as ST. A misread figure or letter is told by it.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use super::letters::plain;
use super::similar::closest;

static TOWNS: LazyLock<BTreeMap<&str, Vec<&str>>> = LazyLock::new(|| {
    let line = |line: &'static str| line.split_once(' ').map(|(code, towns)| (code, towns.split('|').collect()));
    include_str!("towns.txt").lines().filter_map(line).collect()
});

/// The towns of a postcode.
pub(crate) fn of(postcode: &str) -> &'static [&'static str] {
    TOWNS.get(postcode.trim()).map(Vec::as_slice).unwrap_or_default()
}

/// Figures that are taken for one another.
const ALIKE: [&str; 9] = ["08", "09", "06", "03", "38", "35", "56", "17", "68"];

/// Whether a line "35400 SAINT-MALO" is in the list, and what it most likely is if it nearly is.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Town {
    Known,
    Mended(String),
    Unknown,
}

pub(crate) fn town(line: &str) -> Town {
    let Some((code, name)) = line.split_once(' ') else { return Town::Unknown };
    let wanted = normal(name);
    let here = TOWNS.get(code).map(Vec::as_slice).unwrap_or_default();
    if wanted.is_empty() || here.contains(&wanted.as_str()) {
        return if wanted.is_empty() { Town::Unknown } else { Town::Known };
    }
    // The same town under a postcode that looks alike, if there is but one.
    let mut codes = TOWNS.iter().filter(|(c, names)| looks_like(c, code) && names.contains(&wanted.as_str()));
    if let Some((code, _)) = codes.next() {
        return if codes.next().is_none() { Town::Mended(format!("{code} {name}")) } else { Town::Unknown };
    }
    match closest(&wanted, here.iter().copied(), 0.8) {
        Some((town, _)) => Town::Mended(format!("{code} {}", as_printed(name, town))),
        None => Town::Unknown,
    }
}

fn normal(name: &str) -> String {
    let spaced: String = plain(name).chars().map(|c| if c.is_ascii_alphanumeric() { c } else { ' ' }).collect();
    let short = |word| match word {
        "SAINT" => "ST",
        "SAINTE" => "STE",
        word => word,
    };
    let words: Vec<&str> = spaced.split_whitespace().take_while(|w| *w != "CEDEX").map(short).collect();
    words.join(" ")
}

fn looks_like(a: &str, b: &str) -> bool {
    let mut off = 0;
    let alike = |(x, y): (char, char)| {
        off += usize::from(x != y);
        x == y || ALIKE.iter().any(|pair| pair.contains(x) && pair.contains(y))
    };
    a.len() == b.len() && a.chars().zip(b.chars()).all(alike) && off <= 2
}

/// The town as it was read, but for the words that are not those of the list.
fn as_printed(read: &str, town: &str) -> String {
    let words: Vec<&str> = read.split_inclusive([' ', '-', '\'']).collect();
    let known: Vec<&str> = town.split(' ').collect();
    if words.len() != known.len() {
        return town.to_string();
    }
    let word = |(read, known): (&&str, &&str)| {
        let end = read.find([' ', '-', '\'']).map_or("", |i| &read[i..]);
        if normal(read) == *known { (*read).to_string() } else { format!("{known}{end}") }
    };
    words.iter().zip(&known).map(word).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn towns_are_known_or_mended() {
        let mended = |line: &str| Town::Mended(line.into());
        for (read, found) in [
            ("35400 SAINT-MALO", Town::Known),
            ("35400 ST MALO", Town::Known),
            ("75011 PARIS", Town::Known),
            ("33000 BORDEAUX CEDEX 2", Town::Known),
            ("35480 SAINT-MALO", mended("35400 SAINT-MALO")),
            ("13199 AIX EN PROVENCE", mended("13100 AIX EN PROVENCE")),
            ("35400 SAINT-MAL0", mended("35400 SAINT-MALO")),
            ("50100 CHERBOURG EN COTENT1N", mended("50100 CHERBOURG EN COTENTIN")),
            ("35400 BORDEAUX", Town::Unknown),
            ("99999 NOWHERE", Town::Unknown),
            ("35400", Town::Unknown),
        ] {
            assert_eq!(town(read), found, "{read}");
        }
    }

    #[test]
    fn the_list_is_whole() {
        assert!(TOWNS.len() > 6000 && TOWNS.values().flatten().count() > 35_000);
        assert!(TOWNS.keys().all(|code| code.len() == 5 && code.chars().all(|c| c.is_ascii_digit())));
    }
}
