//! Two names of persons: one and the same, one of them mistyped or shortened, or two people.

use super::known;

/// What two names are to one another, the surest first.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Naming {
    Same,
    /// First and last name exchanged.
    Swapped,
    /// A slip of the finger, a shortened first name, one half of a double name.
    Near,
    /// The same first name and quite another last name.
    SameFirst,
    /// The same last name, and at least one first name unknown.
    NoFirst,
    /// The same last name and two first names: a couple, a father and a son.
    OtherFirst,
    Other,
}

/// Of keys: first and last name of each.
pub fn compare(a: (&str, &str), b: (&str, &str)) -> Naming {
    let ((first_a, last_a), (first_b, last_b)) = (a, b);
    let (la, lb) = (bare(last_a), bare(last_b));
    if la.is_empty() || lb.is_empty() {
        return Naming::Other;
    }
    let (fa, fb) = (joined(first_a), joined(first_b));
    if fa.is_empty() || fb.is_empty() {
        return if last_near(last_a, last_b) { Naming::NoFirst } else { Naming::Other };
    }
    if fa == fb && la == lb {
        return Naming::Same;
    }
    if fa == lb && la == fb {
        return Naming::Swapped;
    }
    let near = first_near(first_a, first_b);
    match last_near(last_a, last_b) {
        true if near => Naming::Near,
        // One half of the exchange may be mistyped too.
        _ if is_slip(&fa, &lb) && is_slip(&la, &fb) => Naming::Swapped,
        true => Naming::OtherFirst,
        false if fa == fb => Naming::SameFirst,
        false => Naming::Other,
    }
}

fn joined(key: &str) -> String {
    key.split(' ').collect()
}

/// Without the particle that people leave out, in one word: « Le Gall » is Legall, « de Montigny » is Montigny.
fn bare(last: &str) -> String {
    let words: Vec<&str> = last.split(' ').collect();
    let noble = words.len() > 1 && matches!(words[0], "d" | "de" | "du" | "des");
    words[usize::from(noble)..].concat()
}

fn last_near(a: &str, b: &str) -> bool {
    is_slip(&bare(a), &bare(b)) || is_half(a, b) || is_half(b, a) || sorted(a) == sorted(b)
}

/// « Dupont » of « Dupont Martin ».
fn is_half(whole: &str, half: &str) -> bool {
    let half = bare(half);
    half.len() >= 3 && whole.contains(' ') && whole.split(' ').any(|word| word == half)
}

fn sorted(name: &str) -> Vec<&str> {
    let mut words: Vec<&str> = name.split(' ').collect();
    words.sort_unstable();
    words
}

pub(super) fn first_near(a: &str, b: &str) -> bool {
    let (fa, fb) = (joined(a), joined(b));
    let both_known = known::FIRST.contains(&fa.as_str()) && known::FIRST.contains(&fb.as_str());
    fa == fb || is_slip(&fa, &fb) && !both_known || is_short(a, b) || is_short(b, a)
}

/// « J. », « JP », « J. Pierre », « Alex » and « Cathy » of the longer first name. « Jean » of « Jean-Marc » is none: that
/// is how a father and a son are told apart.
fn is_short(long: &str, short: &str) -> bool {
    let (whole, short) = (joined(long), joined(short));
    let words: Vec<&str> = long.split(' ').collect();
    let initials: String = words.iter().filter_map(|w| w.chars().next()).collect();
    let initial: String = initials.chars().take(1).collect();
    let half = words.len() > 1 && short == format!("{initial}{}", words[1..].concat());
    let beginning = words.len() == 1
        && short.len() >= 3
        && whole.len() > short.len()
        && whole.starts_with(&short)
        && !known::FIRST.contains(&short.as_str());
    let said = known::SHORT.iter().any(|(s, l)| *s == short && *l == whole);
    whole.len() > short.len() && (short == initial || short == initials || half || beginning) || said
}

/// The same, or, from four letters on, one letter more, less or other, or two neighbours exchanged.
pub fn is_slip(a: &str, b: &str) -> bool {
    if a == b {
        return true;
    }
    let (a, b): (Vec<char>, Vec<char>) = (a.chars().collect(), b.chars().collect());
    if a.len().abs_diff(b.len()) > 1 || a.len().min(b.len()) < 3 || a.len().max(b.len()) < 4 {
        return false;
    }
    let start = a.iter().zip(&b).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[start..], &b[start..]);
    let end = a.iter().rev().zip(b.iter().rev()).take_while(|(x, y)| x == y).count();
    let (a, b) = (&a[..a.len() - end], &b[..b.len() - end]);
    a.len().max(b.len()) <= 1 || a.len() == 2 && b.len() == 2 && a[0] == b[1] && a[1] == b[0]
}

/// So many bear it that the name alone says little.
pub fn is_common(first: &str, last: &str) -> bool {
    let last = bare(last);
    known::COMMON_LAST.contains(&last.as_str()) || known::COMMON_LAST.contains(&joined(first).as_str())
}

/// Two names of companies.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FirmNaming {
    /// But for its legal form and the words around it.
    Same,
    /// A slip of the finger, or what it does left out.
    Near,
    /// One name, and two things it does: companies of one group.
    OtherTrade,
    Other,
}

pub fn compare_firms(a: &str, b: &str) -> FirmNaming {
    let (trades_a, name_a) = parts(a);
    let (trades_b, name_b) = parts(b);
    let other_trade = !trades_a.is_empty() && !trades_b.is_empty() && trades_a != trades_b;
    let same = name_a == name_b;
    let near = is_slip(&name_a, &name_b);
    match (same || near, other_trade) {
        (true, true) => FirmNaming::OtherTrade,
        (true, false) if same && trades_a == trades_b => FirmNaming::Same,
        (true, false) => FirmNaming::Near,
        _ => FirmNaming::Other,
    }
}

/// What it does, and its name: the words that are neither that nor a legal form, in order, in one word. Initials are put
/// together by it: « A.B.C. » is ABC. A company that is called by what it does alone has that for a name.
fn parts(company: &str) -> (Vec<&str>, String) {
    let words = || company.split(' ').filter(|w| !known::LEGAL.contains(w));
    let mut trades: Vec<&str> = words().filter(|w| known::TRADES.contains(w)).collect();
    let mut names: Vec<&str> = words().filter(|w| !known::TRADES.contains(w)).collect();
    if names.is_empty() {
        names = std::mem::take(&mut trades);
    }
    trades.sort_unstable();
    if names.iter().any(|n| n.len() > 1) {
        names.sort_unstable();
    }
    (trades, names.concat())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_person_in_two_writings() {
        for (a, b, expected) in [
            (("jean", "dupont"), ("jean", "dupont"), Naming::Same),
            (("jean pierre", "le gall"), ("jeanpierre", "legall"), Naming::Same),
            (("anne", "de montigny"), ("anne", "montigny"), Naming::Same),
            (("jean", "dupont"), ("dupont", "jean"), Naming::Swapped),
            (("jean", "dupont"), ("jean", "dupnot"), Naming::Near),
            (("jean pierre", "dupont"), ("jp", "dupont"), Naming::Near),
            (("jean pierre", "dupont"), ("j pierre", "dupont"), Naming::Near),
            (("alexandre", "dupont"), ("alex", "dupont"), Naming::Near),
            (("catherine", "dupont"), ("cathy", "dupont"), Naming::Near),
            (("marie", "dupont martin"), ("marie", "martin"), Naming::Near),
            (("marie", "dupont martin"), ("marie", "martin dupont"), Naming::Near),
            (("sophie", "vauchard"), ("sophie", "leroy"), Naming::SameFirst),
            (("", "dupont"), ("marie", "dupont"), Naming::NoFirst),
        ] {
            assert_eq!(compare(a, b), expected, "{a:?} {b:?}");
            assert_eq!(compare(b, a), expected, "{b:?} {a:?}");
        }
    }

    #[test]
    fn two_people_of_one_family() {
        let family = [
            ("jean", "jean marc"),
            ("michel", "mickael"),
            ("marine", "marion"),
            ("joel", "joelle"),
            ("marie", "maria"),
        ];
        for (a, b) in family {
            assert_eq!(compare((a, "dupont"), (b, "dupont")), Naming::OtherFirst, "{a} {b}");
        }
        assert_eq!(compare(("jean", "dupont"), ("luc", "martin")), Naming::Other);
    }

    #[test]
    fn one_company_in_two_writings() {
        for (a, b, expected) in [
            ("sarl plomberie durand", "plomberie durand", FirmNaming::Same),
            ("ets durand et fils", "durand sarl", FirmNaming::Same),
            ("durand", "plomberie durand", FirmNaming::Near),
            ("a b c services", "abc", FirmNaming::Near),
            ("transports durand", "transports duarnd", FirmNaming::Near),
            ("durand transports", "durand logistique", FirmNaming::OtherTrade),
            ("durand", "martin", FirmNaming::Other),
        ] {
            assert_eq!(compare_firms(a, b), expected, "{a} {b}");
        }
    }
}
