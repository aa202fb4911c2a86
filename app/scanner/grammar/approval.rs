//! K, the number of the European type approval (e2*2007/46*0886*38), and V.9, the environmental class
//! (715/2007*692/2008EURO5). No reader is at ease with their stars: the directives, of which there are few, tell where
//! they stand.

use super::letters::as_digit;

/// Of K, as they are written there.
const DIRECTIVES: [&str; 12] = [
    "2007/46", "2018/858", "2001/116", "98/14", "70/156", "92/53", "168/2013", "2002/24", "92/61", "2003/37",
    "167/2013", "74/150",
];
/// That begin V.9.
const NORMS: [&str; 8] = ["715/2007", "70/220", "595/2009", "168/2013", "97/24", "2002/51", "88/77", "2005/55"];

/// A type approval in what was read, its stars where they belong.
pub(crate) fn approval(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let start = lower.find(['e', '&', 'é', 'ë']).filter(|i| *i < 3)?;
    let rest = lower.get(start..)?.trim_start_matches(|c: char| !c.is_ascii_digit());
    // Behind it, what was read of the paper.
    let kept: String = rest.chars().filter(|c| c.is_ascii_digit() || *c == '/').collect();
    let (left, right) = kept.split_once('/')?;
    let right: String = right.chars().filter(char::is_ascii_digit).collect();
    DIRECTIVES.iter().find_map(|directive| {
        let (before, after) = directive.split_once('/')?;
        let country = strip_end(left, before).filter(|c| is_country(c))?;
        let rest = strip_start(&right, after)?;
        let (number, extension) = match rest.len() {
            6 => rest.split_at(4),
            7 => rest.split_at(5),
            _ => return None,
        };
        Some(format!("e{country}*{directive}*{number}*{extension}"))
    })
}

fn is_country(text: &str) -> bool {
    text.parse::<u8>().is_ok_and(|n| (1..=49).contains(&n)) && !text.starts_with('0')
}

/// Without its end, of which one digit may have been misread.
fn strip_end<'a>(text: &'a str, end: &str) -> Option<&'a str> {
    let at = text.len().checked_sub(end.len())?;
    nearly(text.get(at..)?, end).then(|| &text[..at])
}

fn strip_start<'a>(text: &'a str, start: &str) -> Option<&'a str> {
    nearly(text.get(..start.len())?, start).then(|| &text[start.len()..])
}

fn nearly(a: &str, b: &str) -> bool {
    let off = a.chars().zip(b.chars()).filter(|(a, b)| a != b).count();
    off == 0 || (off == 1 && b.len() >= 3)
}

/// An environmental class. `width` is how many characters were printed: it tells whether a blank stands before the
/// figure.
pub(crate) fn class(text: &str, width: usize) -> Option<String> {
    let upper: String = text.to_uppercase().chars().filter(|c| !c.is_whitespace()).collect();
    let euro = ["EURO", "EUR0", "EURD", "EUR", "URO", "UR0"].iter().find_map(|e| Some((upper.find(e)?, e.len())));
    let (before, after) = match euro {
        Some((at, length)) => (upper.get(..at)?, upper.get(at + length..)?),
        None => (upper.as_str(), ""),
    };
    let regulation = regulation(before.trim_end_matches('E'));
    let figure = if euro.is_some() { figure(after)? } else { String::new() };
    if regulation.is_empty() && figure.is_empty() {
        return None;
    }
    if figure.is_empty() {
        return Some(regulation);
    }
    let joined = format!("{regulation}EURO{figure}");
    Some(if width == joined.len() + 1 { format!("{regulation}EURO {figure}") } else { joined })
}

/// "O6" and "S5" are one figure read twice.
fn figure(after: &str) -> Option<String> {
    let after = after.trim_start_matches(|c: char| matches!(c, 'O' | '0' | 'D') || !c.is_ascii_alphanumeric());
    let first = after.chars().next().map(as_digit).filter(|c| ('1'..='7').contains(c))?;
    let more: String = after.chars().skip(1).filter(char::is_ascii_alphanumeric).collect();
    let twice = more.starts_with(first) && more.len() == 1;
    // What may follow are a few letters (EURO6AP), not figures.
    let more = if twice || more.starts_with(|c: char| c.is_ascii_digit()) { String::new() } else { more };
    Some(format!("{first}{more}"))
}

fn regulation(before: &str) -> String {
    let kept: String = before.chars().filter(|c| c.is_ascii_digit() || *c == '/').collect();
    for norm in NORMS {
        let Some(rest) = kept.get(..norm.len()).filter(|head| nearly(head, norm)).map(|_| &kept[norm.len()..]) else {
            continue;
        };
        let amended = rest.matches('/').count() == 1 && rest.len() >= 5;
        return if amended { format!("{norm}*{rest}") } else { norm.to_string() };
    }
    String::new()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_approval_gets_its_stars() {
        for (text, read) in [
            ("e2*2007/46*0886*38", Some("e2*2007/46*0886*38")),
            ("e1\"2001/116\"3947\"33", Some("e1*2001/116*3947*33")),
            ("E13*98/14+4373*33", Some("e13*98/14*4373*33")),
            ("e2*2018/858*1 556*37", Some("e2*2018/858*1556*37")),
            ("e4*2007/45*0886*38", None),
            ("e4*2007/46*0886", None),
            ("168/2013", None),
            ("", None),
        ] {
            assert_eq!(approval(text).as_deref(), read, "{text}");
        }
    }

    #[test]
    fn a_class_gets_its_shape() {
        for (text, width, read) in [
            ("EURO6", 5, Some("EURO6")),
            ("EUR06", 6, Some("EURO 6")),
            ("EUROS", 5, Some("EURO5")),
            ("EUROS5", 5, Some("EURO5")),
            ("EUROO6", 5, Some("EURO6")),
            ("715/2007692/2008EUR06", 22, Some("715/2007*692/2008EURO6")),
            ("715/2007*2018/1832EURO6AP", 25, Some("715/2007*2018/1832EURO6AP")),
            ("70/220*2003/76EURO4", 19, Some("70/220*2003/76EURO4")),
            ("EURO", 4, None),
            ("TE", 2, None),
        ] {
            assert_eq!(class(text, width).as_deref(), read, "{text}");
        }
    }
}
