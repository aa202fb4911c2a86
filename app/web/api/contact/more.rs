//! Members of a contact of which there are several: other phones and e-mails, tags, the garage's own fields.

use crm::{
    contacts::{ContactForm, MORE},
    custom_fields::CustomField,
};

use super::super::{body::Members, problem::Says};

/// Laid over the form, whose fields have a number or an id in their name.
pub fn lay(form: &mut ContactForm, own: &[CustomField], members: &mut Members<'_>) {
    if let Some(tags) = members.texts("tags") {
        if tags.iter().any(|tag| tag.contains([',', ';', '\n'])) {
            members.note("tags", Says::Why(crm::Why::BadChoice));
        }
        form.tags = tags.join(",");
    }
    if let Some(required) = members.truth("order_required") {
        form.order_required = if required { "yes".into() } else { String::new() };
    }
    reaches(form, members, "other_phones", "phone");
    reaches(form, members, "other_emails", "email");
    if let Some((mut fields, emptied)) = members.object("fields") {
        for field in own.iter().filter(|f| !f.private) {
            match fields.text(&field.name) {
                Some(text) => drop(form.more.insert(field.input(), text)),
                None if emptied => drop(form.more.remove(&field.input())),
                None => {}
            }
        }
        fields.end();
    }
}

fn reaches(form: &mut ContactForm, members: &mut Members<'_>, name: &str, of: &str) {
    let Some(all) = members.labelled(name) else { return };
    if all.len() > MORE {
        members.note(name, Says::Why(crm::Why::TooMany));
    }
    let prefix = format!("{of}_");
    form.more.retain(|key, _| !key.starts_with(&prefix));
    for (n, (label, value)) in (2..).zip(all) {
        form.more.insert(format!("{of}_{n}"), value);
        form.more.insert(format!("{of}_{n}_label"), label);
    }
}

/// Where a program finds the member that a field of the form came from.
pub fn pointer(field: &str, own: &[CustomField]) -> Option<String> {
    if let Some(own) = own.iter().find(|f| f.input() == field) {
        return Some(format!("/fields/{}", own.name.replace('~', "~0").replace('/', "~1")));
    }
    let (list, rest) = match field.split_once('_')? {
        ("phone", rest) => ("other_phones", rest),
        ("email", rest) => ("other_emails", rest),
        _ => return None,
    };
    let (n, member) = rest.split_once('_').unwrap_or((rest, "value"));
    let at = n.parse::<usize>().ok()?.checked_sub(2)?;
    Some(format!("/{list}/{at}/{member}"))
}
