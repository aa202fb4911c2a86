//! What a message is once read: text, arguments and choices, all references resolved.

/// The words of one language: its files in order, each with its messages in order.
pub struct Language {
    pub code: String,
    pub files: Vec<File>,
}

pub struct File {
    /// Without `.ftl`.
    pub name: String,
    pub messages: Vec<Message>,
}

pub struct Message {
    pub id: String,
    pub parts: Vec<Part>,
    /// In the order met.
    pub args: Vec<Arg>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Arg {
    pub name: String,
    pub kind: ArgKind,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ArgKind {
    /// Only shown: anything that can be displayed.
    Shown,
    /// Chosen upon by number: an `i64`.
    Count,
    /// Chosen upon by word: a `&str`.
    Word,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    Text(String),
    Arg(String),
    Choice { arg: String, cases: Vec<(Key, Vec<Part>)>, default: Vec<Part> },
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Key {
    Exact(i64),
    Plural(crate::plural::Category),
    Word(String),
}

/// Joins neighbouring texts, so that typography and code see whole sentences.
pub fn join(parts: Vec<Part>) -> Vec<Part> {
    let mut joined: Vec<Part> = Vec::new();
    for part in parts {
        match (joined.last_mut(), part) {
            (Some(Part::Text(before)), Part::Text(after)) => before.push_str(&after),
            (_, part) => joined.push(part),
        }
    }
    joined
}

/// The arguments of a message in the order met, or a sentence where one is used in two ways.
pub fn args(parts: &[Part]) -> Result<Vec<Arg>, String> {
    let mut found = Vec::new();
    collect(parts, &mut found)?;
    Ok(found)
}

fn collect(parts: &[Part], found: &mut Vec<Arg>) -> Result<(), String> {
    for part in parts {
        match part {
            Part::Text(_) => {}
            Part::Arg(name) => note(name, ArgKind::Shown, found)?,
            Part::Choice { arg, cases, default } => {
                let by_word = matches!(cases.first(), Some((Key::Word(_), _)));
                note(arg, if by_word { ArgKind::Word } else { ArgKind::Count }, found)?;
                for (_, parts) in cases {
                    collect(parts, found)?;
                }
                collect(default, found)?;
            }
        }
    }
    Ok(())
}

fn note(name: &str, kind: ArgKind, found: &mut Vec<Arg>) -> Result<(), String> {
    match found.iter_mut().find(|arg| arg.name == name) {
        None => found.push(Arg { name: name.into(), kind }),
        Some(known) if known.kind == ArgKind::Shown => known.kind = kind,
        Some(known) if kind == ArgKind::Shown || known.kind == kind => {}
        Some(_) => return Err(format!("${name} is chosen upon by number here and by word there")),
    }
    Ok(())
}
