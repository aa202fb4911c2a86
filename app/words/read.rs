//! Folders of `.ftl` files -> languages, every reference resolved.

use std::{collections::BTreeMap, fs, path::Path};

use fluent_syntax::{
    ast::{Entry, Expression, InlineExpression, Pattern, PatternElement, Variant, VariantKey},
    parser,
    unicode::unescape_unicode_to_string,
};

use crate::{
    message::{File, Key, Language, Message, Part, args, join},
    plural, typography,
};

/// Patterns by name, while references are being resolved.
type Named = BTreeMap<String, Pattern<String>>;

pub fn languages(text: &Path, codes: &[&str]) -> Result<Vec<Language>, Vec<String>> {
    let mut faults = unlisted(text, codes);
    let mut languages = Vec::new();
    for code in codes {
        match language(text, code) {
            Ok(language) => languages.push(language),
            Err(more) => faults.extend(more),
        }
    }
    if faults.is_empty() { Ok(languages) } else { Err(faults) }
}

/// Folders with words in a language nobody ships: a translation that would never be seen.
fn unlisted(text: &Path, codes: &[&str]) -> Vec<String> {
    let folders = fs::read_dir(text).into_iter().flatten().flatten().filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> = folders
        .filter(|folder| !ftl_files(&folder.path()).unwrap_or_default().is_empty())
        .map(|folder| folder.file_name().to_string_lossy().into_owned())
        .filter(|name| !codes.contains(&name.as_str()))
        .collect();
    names.sort();
    names.iter().map(|name| format!("{name}/ has words, but build.rs does not list this language")).collect()
}

/// File names without `.ftl`, sorted.
fn ftl_files(folder: &Path) -> Result<Vec<String>, String> {
    let entries = fs::read_dir(folder).map_err(|e| format!("{}: {e}", folder.display()))?;
    let mut names: Vec<String> = entries
        .flatten()
        .filter_map(|entry| entry.file_name().to_str().and_then(|name| name.strip_suffix(".ftl")).map(String::from))
        .collect();
    names.sort();
    Ok(names)
}

fn language(text: &Path, code: &str) -> Result<Language, Vec<String>> {
    let folder = text.join(code);
    let mut faults = Vec::new();
    let mut terms = Named::new();
    let mut parsed = Vec::new();
    for name in ftl_files(&folder).map_err(|e| vec![e])? {
        let place = format!("{code}/{name}.ftl");
        match fs::read_to_string(folder.join(format!("{name}.ftl"))).map_err(|e| vec![format!("{place}: {e}")]) {
            Ok(source) => match entries(&place, &source, &mut terms) {
                Ok(messages) => parsed.push((name, place, messages)),
                Err(more) => faults.extend(more),
            },
            Err(more) => faults.extend(more),
        }
    }
    let mut files = Vec::new();
    for (name, place, patterns) in parsed {
        let reader = Reader { code, terms: &terms, messages: &patterns.iter().cloned().collect() };
        let mut messages = Vec::new();
        for (id, pattern) in &patterns {
            match reader.message(id, pattern) {
                Ok(message) => messages.push(message),
                Err(fault) => faults.push(format!("{place}: `{id}`: {fault}")),
            }
        }
        files.push(File { name, messages });
    }
    if faults.is_empty() { Ok(Language { code: code.into(), files }) } else { Err(faults) }
}

/// The messages of one file in order; its terms join those of the language.
fn entries(place: &str, source: &str, terms: &mut Named) -> Result<Vec<(String, Pattern<String>)>, Vec<String>> {
    let resource = parser::parse(source.to_string()).map_err(|(_, errors)| {
        let line = |at: usize| source.get(..at).unwrap_or(source).lines().count().max(1);
        errors.iter().map(|e| format!("{place}:{}: {}", line(e.pos.start), e.kind)).collect::<Vec<_>>()
    })?;
    let mut messages: Vec<(String, Pattern<String>)> = Vec::new();
    let mut faults = Vec::new();
    for entry in resource.body {
        match entry {
            Entry::Message(message) => match message.value {
                Some(_) if messages.iter().any(|(id, _)| *id == message.id.name) => {
                    faults.push(format!("{place}: `{}` is there twice", message.id.name));
                }
                Some(value) if message.attributes.is_empty() => messages.push((message.id.name, value)),
                _ => faults.push(format!("{place}: `{}`: attributes are not supported", message.id.name)),
            },
            Entry::Term(term) => {
                if terms.insert(term.id.name.clone(), term.value).is_some() {
                    faults.push(format!("{place}: `-{}` is there twice in this language", term.id.name));
                }
            }
            Entry::Comment(_) | Entry::GroupComment(_) | Entry::ResourceComment(_) | Entry::Junk { .. } => {}
        }
    }
    if faults.is_empty() { Ok(messages) } else { Err(faults) }
}

/// Nested deeper than this, references go round in circles.
const DEPTH: usize = 8;

struct Reader<'a> {
    code: &'a str,
    /// Of the whole language.
    terms: &'a Named,
    /// Of the same file.
    messages: &'a Named,
}

impl Reader<'_> {
    fn message(&self, id: &str, pattern: &Pattern<String>) -> Result<Message, String> {
        let parts = self.pattern(pattern, DEPTH)?;
        let args = args(&parts)?;
        Ok(Message { id: id.into(), parts, args })
    }

    fn pattern(&self, pattern: &Pattern<String>, depth: usize) -> Result<Vec<Part>, String> {
        let mut parts = Vec::new();
        for element in &pattern.elements {
            match element {
                PatternElement::TextElement { value } => parts.push(Part::Text(value.clone())),
                PatternElement::Placeable { expression } => self.expression(expression, depth, &mut parts)?,
            }
        }
        let mut parts = join(parts);
        if self.code == "fr" {
            for part in &mut parts {
                if let Part::Text(text) = part {
                    *text = typography::french(text);
                }
            }
        }
        Ok(parts)
    }

    fn expression(&self, expression: &Expression<String>, depth: usize, to: &mut Vec<Part>) -> Result<(), String> {
        let depth = depth.checked_sub(1).ok_or("it refers to itself, or is nested too deep")?;
        match expression {
            Expression::Inline(inline) => self.inline(inline, depth, to),
            Expression::Select { selector: InlineExpression::VariableReference { id }, variants } => {
                to.push(self.choice(&id.name, variants, depth)?);
                Ok(())
            }
            Expression::Select { .. } => Err("a choice must be upon an argument, `{ $name -> … }`".into()),
        }
    }

    fn inline(&self, inline: &InlineExpression<String>, depth: usize, to: &mut Vec<Part>) -> Result<(), String> {
        match inline {
            InlineExpression::StringLiteral { value } => {
                to.push(Part::Text(unescape_unicode_to_string(value).into_owned()));
            }
            InlineExpression::NumberLiteral { value } => to.push(Part::Text(value.clone())),
            InlineExpression::VariableReference { id } => to.push(Part::Arg(id.name.clone())),
            InlineExpression::TermReference { id, attribute: None, arguments: None } => {
                let term = self.terms.get(&id.name).ok_or_else(|| format!("the term -{} does not exist", id.name))?;
                to.extend(self.pattern(term, depth)?);
            }
            InlineExpression::MessageReference { id, attribute: None } => {
                let message = self.messages.get(&id.name).ok_or_else(|| format!("{} is not in this file", id.name))?;
                to.extend(self.pattern(message, depth)?);
            }
            InlineExpression::Placeable { expression } => self.expression(expression, depth, to)?,
            InlineExpression::TermReference { .. }
            | InlineExpression::MessageReference { .. }
            | InlineExpression::FunctionReference { .. } => {
                return Err("functions, attributes and terms with arguments are not supported".into());
            }
        }
        Ok(())
    }

    fn choice(&self, arg: &str, variants: &[Variant<String>], depth: usize) -> Result<Part, String> {
        let numeric = variants.iter().all(|v| v.default || key_of_number(v).is_some());
        let mut cases = Vec::new();
        let mut default = Vec::new();
        for variant in variants {
            let parts = self.pattern(&variant.value, depth)?;
            if variant.default {
                default = parts;
                if numeric && !matches!(&variant.key, VariantKey::Identifier { name } if name == "other") {
                    return Err(format!("the default of a choice upon the number ${arg} must be *[other]"));
                }
            } else {
                cases.push((self.key(variant, numeric)?, parts));
            }
        }
        if cases.is_empty() {
            return Err(format!("the choice upon ${arg} leaves no choice"));
        }
        Ok(Part::Choice { arg: arg.into(), cases, default })
    }

    fn key(&self, variant: &Variant<String>, numeric: bool) -> Result<Key, String> {
        if !numeric {
            return match &variant.key {
                VariantKey::Identifier { name } => Ok(Key::Word(name.clone())),
                VariantKey::NumberLiteral { value } => Err(format!("[{value}] stands among words")),
            };
        }
        let key = key_of_number(variant).ok_or("an unknown plural category")?;
        match key {
            Key::Plural(category) if plural::condition(self.code, category, "n").is_none() => {
                Err(format!("the language {} has no plural category {category:?}", self.code))
            }
            key => Ok(key),
        }
    }
}

fn key_of_number(variant: &Variant<String>) -> Option<Key> {
    match &variant.key {
        VariantKey::NumberLiteral { value } => value.parse().ok().map(Key::Exact),
        VariantKey::Identifier { name } => plural::category(name).map(Key::Plural),
    }
}
