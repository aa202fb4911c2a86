//! What is read against what is printed, in one form: upper case, no accents, single spaces, addresses without FRANCE.

use scanner::Value;

/// None for what the truth does not tell.
pub fn printed(truth: &serde_json::Value) -> Option<String> {
    match truth {
        serde_json::Value::String(text) => Some(iso(&plain(text))),
        serde_json::Value::Array(lines) => {
            let lines: Vec<String> = lines.iter().filter_map(|l| l.as_str()).map(str::to_string).collect();
            Some(address(&lines))
        }
        _ => None,
    }
}

pub fn read(value: &Value) -> String {
    match value {
        Value::Text(text) => plain(text),
        Value::Lines(lines) => address(lines),
    }
}

fn address(lines: &[String]) -> String {
    let mut lines: Vec<String> = lines.iter().map(|l| plain(l)).filter(|l| !l.is_empty()).collect();
    if lines.last().is_some_and(|l| l == "FRANCE") {
        lines.pop();
    }
    lines.join(" / ")
}

fn plain(text: &str) -> String {
    let pairs = "ÀÂÄÇÉÈÊËÎÏÔÖÙÛÜŸ".chars().zip("AAACEEEEIIOOUUUY".chars());
    let upper = pairs.fold(text.to_uppercase(), |text, (from, to)| text.replace(from, &to.to_string()));
    upper.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// dd/mm/yyyy as yyyy-mm-dd.
fn iso(text: &str) -> String {
    let parts: Vec<&str> = text.split('/').collect();
    match parts[..] {
        [day, month, year] if text.len() == 10 => format!("{year}-{month}-{day}"),
        _ => text.to_string(),
    }
}
