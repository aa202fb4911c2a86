//! Characters that can be written: PDF/A refuses one without a glyph, XML refuses control characters.

use serde_json::Value;

use crate::typeset::fonts;

/// Without the characters XML 1.0 forbids.
pub fn printable(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_control() || matches!(c, '\n' | '\t'))
        .filter(|c| !('\u{fffe}'..='\u{ffff}').contains(c))
        .collect()
}

/// Makes every text of the template's data printable with the fonts at hand.
pub fn clean(value: &mut Value) {
    match value {
        Value::String(text) if text.chars().any(|c| !is_shown(c)) => *text = text.chars().filter_map(shown).collect(),
        Value::Array(items) => items.iter_mut().for_each(clean),
        Value::Object(fields) => fields.values_mut().for_each(clean),
        _ => {}
    }
}

fn is_shown(c: char) -> bool {
    c == '\n'
        || (' '..='~').contains(&c)
        || (!is_invisible(c) && fonts().first().is_some_and(|font| font.info().coverage.contains(u32::from(c))))
}

/// The character itself, nothing for what is invisible anyway, a white square for what the font lacks.
fn shown(c: char) -> Option<char> {
    if is_shown(c) {
        Some(c)
    } else if c.is_control() || is_invisible(c) {
        None
    } else {
        Some('\u{25a1}')
    }
}

/// Marks that direct or join characters and have no shape: joiners, directions, variation selectors, tags.
fn is_invisible(c: char) -> bool {
    matches!(c,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0000}'..='\u{e0fff}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_no_glyph_is_replaced_or_dropped() {
        let cleaned = |text: &str| {
            let mut value = Value::String(text.into());
            clean(&mut value);
            value.as_str().unwrap_or_default().to_string()
        };
        assert_eq!(cleaned("Voiture 🚗 n\u{202f}° 1 œ € ’ – Ł Ω Ж"), "Voiture □ n\u{202f}° 1 œ € ’ – Ł Ω Ж");
        assert_eq!(cleaned("a\u{7}b\u{202e}c\u{fe0f}"), "abc");
        assert_eq!(printable("a\u{0}\u{7}b\nc"), "ab\nc");
    }
}
