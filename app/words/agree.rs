//! Every language says the same things with the same arguments.

use crate::message::{Arg, ArgKind, File, Language};

/// Compares each language with the first one; every difference is a sentence.
pub fn check(languages: &[Language]) -> Result<(), Vec<String>> {
    let mut faults = Vec::new();
    let Some((reference, others)) = languages.split_first() else {
        return Err(vec!["no language is listed".into()]);
    };
    for other in others {
        for file in &reference.files {
            match other.files.iter().find(|f| f.name == file.name) {
                Some(found) => same_messages(reference, file, other, found, &mut faults),
                None => faults.push(format!("{}/{}.ftl is missing", other.code, file.name)),
            }
        }
        for file in &other.files {
            if !reference.files.iter().any(|f| f.name == file.name) {
                faults.push(format!("{}/{}.ftl does not exist in {}", other.code, file.name, reference.code));
            }
        }
    }
    if faults.is_empty() { Ok(()) } else { Err(faults) }
}

fn same_messages(reference: &Language, file: &File, other: &Language, found: &File, faults: &mut Vec<String>) {
    let place = format!("{}/{}.ftl", other.code, file.name);
    for message in &file.messages {
        let Some(twin) = found.messages.iter().find(|m| m.id == message.id) else {
            faults.push(format!("{place}: `{}` is missing (it is in {})", message.id, reference.code));
            continue;
        };
        if !same_args(&message.args, &twin.args) {
            faults.push(format!(
                "{place}: `{}` takes {}, in {} it takes {}",
                message.id,
                names(&twin.args),
                reference.code,
                names(&message.args)
            ));
        }
    }
    for message in &found.messages {
        if !file.messages.iter().any(|m| m.id == message.id) {
            faults.push(format!("{place}: `{}` does not exist in {}", message.id, reference.code));
        }
    }
}

/// Same names; one language may choose upon what another only shows, but not by number here and by word there.
fn same_args(a: &[Arg], b: &[Arg]) -> bool {
    a.len() == b.len() && a.iter().all(|arg| b.iter().any(|twin| twin.name == arg.name && agreed(arg, twin).is_some()))
}

/// What an argument is, all languages together.
pub fn agreed(a: &Arg, b: &Arg) -> Option<ArgKind> {
    match (a.kind, b.kind) {
        (ArgKind::Shown, kind) | (kind, ArgKind::Shown) => Some(kind),
        (a, b) => (a == b).then_some(a),
    }
}

fn names(args: &[Arg]) -> String {
    if args.is_empty() {
        return "no argument".into();
    }
    let named = args.iter().map(|arg| match arg.kind {
        ArgKind::Shown => format!("${}", arg.name),
        ArgKind::Count => format!("${} (a number)", arg.name),
        ArgKind::Word => format!("${} (a word)", arg.name),
    });
    named.collect::<Vec<_>>().join(", ")
}
