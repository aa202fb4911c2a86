//! An import taken back, the last lines first: what a person edited since stays, what documents stand on stays, and why is
//! kept with each line.

use std::collections::HashMap;

use super::{
    ImportState,
    lines::{self, ToUndo},
    store,
};
use crate::{
    contacts::{self, Contact, NewContact, bulk},
    custom_fields,
    db::TenantTx,
    error::{Fields, Result},
    ids::{ContactId, ImportId},
};

/// What became of a line: reversed, kept because somebody edited it since, refused because something stands on it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Undone {
    Reversed,
    Edited,
    HasDocuments,
    Gone,
}

impl Undone {
    pub fn words(self) -> (&'static str, Option<&'static str>) {
        match self {
            Undone::Reversed => ("reversed", None),
            Undone::Edited => ("kept", Some("edited")),
            Undone::HasDocuments => ("refused", Some("documents")),
            Undone::Gone => ("kept", Some("gone")),
        }
    }
}

/// Another step; whether there is more.
pub async fn undo_step(tx: &mut TenantTx, id: ImportId) -> Result<bool> {
    if store::lock(tx, id).await?.state != ImportState::Undoing {
        return Ok(false);
    }
    let rows = lines::to_undo(tx, id).await?;
    if rows.is_empty() {
        store::set_state(tx, id, ImportState::Undone).await?;
        return Ok(false);
    }
    let mut ids: Vec<ContactId> = rows.iter().filter_map(|r| r.contact).collect();
    ids.sort();
    ids.dedup();
    let now: HashMap<ContactId, Contact> = contacts::these(tx, &ids).await?.into_iter().map(|c| (c.id, c)).collect();
    let with_documents = lines::with_documents(tx, &ids).await?;
    let done: Vec<(i32, Undone)> = rows.iter().map(|row| (row.line, decide(row, &now, &with_documents))).collect();
    let is_undone = |row: &&ToUndo| done.iter().any(|(line, undone)| *line == row.line && *undone == Undone::Reversed);
    reverse(tx, id, rows.iter().filter(is_undone).collect()).await?;
    lines::note_undone(tx, id, &done).await?;
    Ok(true)
}

fn decide(row: &ToUndo, now: &HashMap<ContactId, Contact>, with_documents: &[ContactId]) -> Undone {
    let Some(contact) = row.contact.and_then(|id| now.get(&id)) else { return Undone::Gone };
    if contact.deleted_at.is_some() {
        return Undone::Gone;
    }
    let same = row.version.is_none_or(|version| version == contact.version);
    match (row.created, with_documents.contains(&contact.id), same) {
        (_, _, false) => Undone::Edited,
        (true, true, _) => Undone::HasDocuments,
        _ => Undone::Reversed,
    }
}

async fn reverse(tx: &mut TenantTx, id: ImportId, rows: Vec<&ToUndo>) -> Result<()> {
    let vehicles: Vec<_> = rows.iter().filter_map(|row| row.vehicle).collect();
    lines::delete_vehicles(tx, &vehicles).await?;
    let made: Vec<ContactId> = rows.iter().filter(|row| row.created).filter_map(|row| row.contact).collect();
    contacts::delete_all(tx, &made).await?;
    // Of several lines of one customer, the first says how he was.
    let mut before: HashMap<ContactId, &ToUndo> = HashMap::new();
    for row in rows.iter().filter(|row| row.before.is_some()) {
        if let Some(contact) = row.contact {
            let first = before.entry(contact).or_insert(row);
            if row.line < first.line {
                *first = row;
            }
        }
    }
    let fields = custom_fields::list(tx).await?;
    let mut restored: Vec<(ContactId, NewContact)> = Vec::new();
    for (contact, row) in before {
        let Some(form) = &row.before else { continue };
        let mut wrong = Fields::default();
        let values = custom_fields::values(&fields, &form.more, &mut wrong);
        // Of a field that is no more, nothing can be said again.
        if let Some(is) = form.parse_listed(&mut Fields::default()) {
            restored.push((contact, NewContact { values, ..is }));
        }
    }
    let versions = bulk::update_all(tx, &restored).await?;
    lines::follow_versions(tx, id, &versions).await
}
