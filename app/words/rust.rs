//! Names and literals of Rust.

const KEYWORDS: &[&str] = &[
    "abstract", "as", "async", "await", "become", "box", "break", "const", "continue", "crate", "do", "dyn", "else",
    "enum", "extern", "false", "final", "fn", "for", "gen", "if", "impl", "in", "let", "loop", "macro", "match", "mod",
    "move", "mut", "override", "priv", "pub", "ref", "return", "self", "static", "struct", "super", "trait", "true",
    "try", "type", "typeof", "union", "unsafe", "unsized", "use", "virtual", "where", "while", "yield",
];

/// `sent-on` -> `sent_on`, `type` -> `type_`. Capitals are refused: two messages must not differ by them alone.
pub fn name(id: &str) -> Result<String, String> {
    if id.chars().any(|c| !(c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-' || c == '_')) {
        return Err(format!("`{id}` must be written with small letters, digits and dashes"));
    }
    let name = id.replace('-', "_");
    Ok(if KEYWORDS.contains(&name.as_str()) { format!("{name}_") } else { name })
}

/// A string literal; invisible spaces are escaped so that the generated file can be read.
pub fn literal(text: &str) -> String {
    format!("\"{}\"", escaped(text, '"'))
}

/// The literal of a text of one character.
pub fn character(text: &str) -> String {
    format!("'{}'", escaped(text, '\''))
}

fn escaped(text: &str, quote: char) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '\u{a0}' | '\u{202f}' | '\u{200e}' | '\u{200f}' | '\u{2066}'..='\u{2069}' => {
                out.push_str(&c.escape_unicode().to_string());
            }
            '\\' | '\n' | '\r' | '\t' => out.extend(c.escape_default()),
            c if c == quote => out.extend(['\\', c]),
            _ => out.push(c),
        }
    }
    out
}
