//! The lines of a vCard, unfolded and decoded.

use std::iter::Peekable;
use std::str::Lines;

use crate::read::encoding;

/// `item1.TEL;TYPE=cell,pref:06 12 34 56 78`
pub struct Property {
    /// In capitals, without its group.
    pub name: String,
    /// What stands between name and value, in small letters: `type=cell,pref`, or bare `cell` as in 2.1.
    params: Vec<String>,
    /// As it stands, but for its folds and its quoted-printable.
    pub value: String,
}

/// What a card is read for. Others, photos above all, are passed over without being kept.
const WANTED: [&str; 12] =
    ["BEGIN", "END", "N", "FN", "ORG", "EMAIL", "TEL", "ADR", "NOTE", "CATEGORIES", "BDAY", "X-ABSHOWAS"];

impl Property {
    pub fn is(&self, name: &str, value: &str) -> bool {
        self.name == name && self.value.trim().eq_ignore_ascii_case(value)
    }

    /// Is it of this type, in any writing: `TYPE=WORK`, `TYPE="work,voice"`, `;WORK`?
    pub fn is_of(&self, kind: &str) -> bool {
        self.words("type").any(|word| word == kind)
    }

    /// 4.0 counts the preferred from 1 to 100.
    pub fn is_preferred(&self) -> bool {
        self.is_of("pref") || self.words("pref").any(|word| word == "1")
    }

    /// The parts of the value, cut at signs that no backslash escapes.
    pub fn parts(&self, separator: char) -> Vec<String> {
        parts(&self.value, separator)
    }

    /// The whole value, its escapes undone.
    pub fn text(&self) -> String {
        parts(&self.value, '\0').concat().trim().to_owned()
    }

    /// The values of a parameter; a bare word is a type.
    fn words(&self, name: &str) -> impl Iterator<Item = &str> {
        self.params
            .iter()
            .filter_map(move |param| match param.split_once('=') {
                Some((told, words)) => (told == name).then_some(words),
                None => (name == "type").then_some(param.as_str()),
            })
            .flat_map(|words| words.trim_matches('"').split(','))
    }

    fn parsed(line: &str) -> Option<Property> {
        let (head, value) = line.split_at(unquoted(line, ':')?);
        let mut params = Vec::new();
        let mut rest = head;
        while let Some(start) = unquoted(rest, ';') {
            let param = &rest[start + 1..];
            let end = unquoted(param, ';').unwrap_or(param.len());
            params.push(param[..end].to_lowercase());
            rest = param;
        }
        let mut property = Property { name: name(head), params, value: value[1..].to_owned() };
        if property.is_encoded(&["quoted-printable"]) {
            let bytes = unquoted_printable(&property.value);
            property.value = property.decoded(&bytes);
        } else if property.is_encoded(&["b", "base64"]) {
            property.value.clear();
        }
        Some(property)
    }

    /// 2.1 may leave the word `ENCODING` out.
    fn is_encoded(&self, words: &[&str]) -> bool {
        self.words("encoding").chain(self.words("type")).any(|word| words.contains(&word))
    }

    fn decoded(&self, bytes: &[u8]) -> String {
        let told = self.words("charset").find_map(|label| encoding_rs::Encoding::for_label(label.as_bytes()));
        told.map_or_else(|| encoding::decoded(bytes).0, |told| told.decode_without_bom_handling(bytes).0).into_owned()
    }
}

/// Properties with the line on which each begins.
pub struct Properties<'a> {
    lines: Peekable<Lines<'a>>,
    line: u32,
}

impl<'a> Properties<'a> {
    pub fn of(text: &'a str) -> Properties<'a> {
        Properties { lines: text.lines().peekable(), line: 0 }
    }

    fn next_line(&mut self) -> Option<&'a str> {
        self.line = self.line.saturating_add(1);
        self.lines.next()
    }
}

impl Iterator for Properties<'_> {
    type Item = (u32, Property);

    fn next(&mut self) -> Option<(u32, Property)> {
        loop {
            let first = self.next_line()?;
            let line = self.line;
            let wanted = WANTED.contains(&name(first).as_str());
            let head = &first[..first.find(':').unwrap_or(0)];
            let printable = head.to_ascii_uppercase().contains("QUOTED-PRINTABLE");
            let mut whole = if wanted { first.to_owned() } else { String::new() };
            let mut last = first;
            while let Some(next) = self.lines.peek() {
                let rest = match next.strip_prefix([' ', '\t']) {
                    // A soft line break, then the text goes on as it is.
                    _ if printable && last.ends_with('=') => {
                        whole.pop();
                        next
                    }
                    Some(rest) => rest,
                    None => break,
                };
                if wanted {
                    whole.push_str(rest);
                }
                last = next;
                self.next_line();
            }
            if let Some(property) = wanted.then(|| Property::parsed(&whole)).flatten() {
                return Some((line, property));
            }
        }
    }
}

fn name(line: &str) -> String {
    let name = &line[..line.find([':', ';']).unwrap_or(line.len())];
    name.rsplit('.').next().unwrap_or(name).trim().to_ascii_uppercase()
}

/// The first such sign outside double quotes.
fn unquoted(text: &str, sign: char) -> Option<usize> {
    let mut quoted = false;
    text.char_indices().find_map(|(place, c)| {
        quoted ^= c == '"';
        (c == sign && !quoted).then_some(place)
    })
}

fn parts(value: &str, separator: char) -> Vec<String> {
    let mut parts = vec![String::new()];
    let mut signs = value.chars();
    while let Some(sign) = signs.next() {
        if sign == separator {
            parts.push(String::new());
            continue;
        }
        let meant = match (sign, signs.as_str().chars().next()) {
            ('\\', Some('n' | 'N')) => '\n',
            ('\\', Some(escaped @ (',' | ';' | ':' | '\\'))) => escaped,
            _ => sign,
        };
        if sign == '\\' && (meant != '\\' || signs.as_str().starts_with('\\')) {
            signs.next();
        }
        if let Some(part) = parts.last_mut() {
            part.push(meant);
        }
    }
    parts
}

fn unquoted_printable(text: &str) -> Vec<u8> {
    let mut bytes = Vec::with_capacity(text.len());
    let mut rest = text.as_bytes();
    while let Some((first, after)) = rest.split_first() {
        let byte = if *first == b'=' { after.get(..2).and_then(byte_of) } else { None };
        bytes.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { &after[2..] } else { after };
    }
    bytes
}

fn byte_of(code: &[u8]) -> Option<u8> {
    code.iter().try_fold(0, |byte, digit| Some(byte << 4 | u8::try_from(char::from(*digit).to_digit(16)?).ok()?))
}
