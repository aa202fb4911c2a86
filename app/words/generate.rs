//! Languages that agree -> one Rust module a file, one function a message.

use std::fmt::Write;

use crate::{
    Lang,
    agree::agreed,
    message::{Arg, ArgKind, Key, Language, Message, Part},
    plural, rust,
};

/// What the functions write to; no argument may bear this name.
const OUT: &str = "words_out";

const HELPERS: &str = r#"
fn put(to: &mut String, value: &impl ::std::fmt::Display) {
    // Writing to a String cannot fail.
    let _ = ::std::fmt::Write::write_fmt(to, ::std::format_args!("{value}"));
}

fn put_count(to: &mut String, n: i64, thousands: &str) {
    if n < 0 {
        to.push('\u{2212}');
    }
    let digits = n.unsigned_abs().to_string();
    for (i, digit) in digits.chars().enumerate() {
        if i > 0 && (digits.len() - i).is_multiple_of(3) {
            to.push_str(thousands);
        }
        to.push(digit);
    }
}
"#;

/// The whole file, to be included as the body of a module.
pub fn source(languages: &[Language], lang: Lang) -> Result<String, Vec<String>> {
    let mut modules = String::new();
    let mut faults = Vec::new();
    let Some(reference) = languages.first() else { return Ok(modules) };
    for (f, file) in reference.files.iter().enumerate() {
        let place = format!("{}/{}.ftl", reference.code, file.name);
        let mut names = Vec::new();
        match rust::name(&file.name) {
            Ok(name) => modules.push_str(&format!("\npub mod {name} {{\n")),
            Err(fault) => faults.push(format!("{place}: {fault}")),
        }
        for message in &file.messages {
            let twins: Vec<(&str, &Message)> = languages
                .iter()
                .filter_map(|l| Some((l.code.as_str(), l.files.get(f)?.messages.iter().find(|m| m.id == message.id)?)))
                .collect();
            match function(message, &twins, lang, &mut names) {
                Ok(code) => modules.push_str(&code),
                Err(fault) => faults.push(format!("{place}: `{}`: {fault}", message.id)),
            }
        }
        modules.push_str("}\n");
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let mut whole = String::from("// Made by app/words from the .ftl files; edit those.\n");
    for helper in HELPERS.split("\n\n").filter(|helper| modules.contains(&format!("super::{}(", name_of(helper)))) {
        whole.push_str(&format!("\n{}\n", helper.trim()));
    }
    Ok(whole + &modules)
}

fn name_of(helper: &str) -> &str {
    helper.trim().strip_prefix("fn ").and_then(|rest| rest.split('(').next()).unwrap_or_default()
}

fn function(
    message: &Message,
    twins: &[(&str, &Message)],
    lang: Lang,
    names: &mut Vec<String>,
) -> Result<String, String> {
    let name = rust::name(&message.id)?;
    if names.contains(&name) {
        return Err(format!("another message of this file becomes `{name}` too"));
    }
    names.push(name.clone());
    let args = arguments(twins)?;
    let mut takes: Vec<String> = match lang {
        Lang::Only(_) => vec![],
        Lang::Enum { path, .. } => vec![format!("lang: {path}")],
    };
    for arg in &args {
        if [OUT, "lang"].contains(&arg.name.as_str()) {
            return Err(format!("an argument cannot be called ${}", arg.name));
        }
        let of_type = match arg.kind {
            ArgKind::Shown => "impl ::std::fmt::Display",
            ArgKind::Count => "i64",
            ArgKind::Word => "&str",
        };
        takes.push(format!("{}: {of_type}", rust::name(&arg.name)?));
    }
    let (gives, body) = if args.is_empty() {
        ("&'static str", by_language(twins, lang, |_, m| rust::literal(&plain(&m.parts)))? + "\n")
    } else {
        let body = by_language(twins, lang, |code, m| format!("{{\n{}}}", writes(&m.parts, code, &args)))?;
        ("String", format!("let mut {OUT} = String::new();\n{body}{OUT}\n"))
    };
    let doc = rust::literal(&shown(&message.parts));
    Ok(format!("#[doc = {doc}]\npub fn {name}({}) -> {gives} {{\n{body}}}\n", takes.join(", ")))
}

/// The arguments in the reference's order, each with what it is in all languages together.
fn arguments(twins: &[(&str, &Message)]) -> Result<Vec<Arg>, String> {
    let Some(((_, reference), others)) = twins.split_first() else { return Ok(vec![]) };
    let mut args = reference.args.clone();
    for arg in &mut args {
        for (_, other) in others {
            if let Some(twin) = other.args.iter().find(|twin| twin.name == arg.name) {
                arg.kind = agreed(arg, twin)
                    .ok_or_else(|| format!("${} is a number in one language and a word in another", arg.name))?;
            }
        }
    }
    Ok(args)
}

fn by_language(
    twins: &[(&str, &Message)],
    lang: Lang,
    body: impl Fn(&str, &Message) -> String,
) -> Result<String, String> {
    let Lang::Enum { path, variants } = lang else {
        return Ok(twins.iter().map(|(code, message)| body(code, message)).collect());
    };
    let mut arms = String::from("match lang {\n");
    for (code, message) in twins {
        let (_, variant) = variants.iter().find(|(c, _)| c == code).ok_or("a language without its variant")?;
        arms.push_str(&format!("{path}::{variant} => {},\n", body(code, message)));
    }
    Ok(arms + "}\n")
}

fn writes(parts: &[Part], code: &str, args: &[Arg]) -> String {
    let mut out = String::new();
    for part in parts {
        out.push_str(&match part {
            Part::Text(text) if text.chars().count() == 1 => format!("{OUT}.push({});\n", rust::character(text)),
            Part::Text(text) => format!("{OUT}.push_str({});\n", rust::literal(text)),
            Part::Arg(name) => write_arg(name, code, args),
            Part::Choice { arg, cases, default } => choice(arg, cases, default, code, args),
        });
    }
    out
}

fn write_arg(name: &str, code: &str, args: &[Arg]) -> String {
    let kind = args.iter().find(|arg| arg.name == name).map_or(ArgKind::Shown, |arg| arg.kind);
    // Checked when the signature was written.
    let name = rust::name(name).unwrap_or_default();
    match kind {
        ArgKind::Shown => format!("super::put(&mut {OUT}, &{name});\n"),
        ArgKind::Word => format!("{OUT}.push_str({name});\n"),
        ArgKind::Count => {
            format!("super::put_count(&mut {OUT}, {name}, {});\n", rust::literal(plural::thousands(code)))
        }
    }
}

/// A `match`, or an `if` where one case has words and the rest has none.
fn choice(arg: &str, cases: &[(Key, Vec<Part>)], default: &[Part], code: &str, args: &[Arg]) -> String {
    // Checked when the signature was written.
    let n = rust::name(arg).unwrap_or_default();
    let condition = |key: &Key| match key {
        Key::Exact(number) => format!("{n} == {number}"),
        Key::Word(word) => format!("{n} == {}", rust::literal(word)),
        // Checked when the file was read.
        Key::Plural(category) => plural::condition(code, *category, &n).unwrap_or_default(),
    };
    if let ([(key, parts)], []) = (cases, default) {
        return format!("if {} {{\n{}}}\n", condition(key), writes(parts, code, args));
    }
    let mut out = format!("match {n} {{\n");
    for (key, parts) in cases {
        let pattern = match key {
            Key::Exact(number) => number.to_string(),
            Key::Word(word) => rust::literal(word),
            Key::Plural(_) => format!("_ if {}", condition(key)),
        };
        let _ = write!(out, "{pattern} => {{\n{}}}\n", writes(parts, code, args));
    }
    let _ = write!(out, "_ => {{\n{}}}\n}}\n", writes(default, code, args));
    out
}

/// Text of a message without arguments.
fn plain(parts: &[Part]) -> String {
    parts.iter().map(|part| if let Part::Text(text) = part { text.as_str() } else { "" }).collect()
}

/// A message on one line, for the documentation of its function.
fn shown(parts: &[Part]) -> String {
    let text: String = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => text.replace('\n', " "),
            Part::Arg(name) => format!("${name}"),
            Part::Choice { default, .. } => shown(default),
        })
        .collect();
    format!("`{}`", text.trim().replace('`', "'"))
}
