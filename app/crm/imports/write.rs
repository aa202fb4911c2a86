//! A step of an import: some lines planned and written, in one transaction with where it is.

use super::{
    Counts, Fault, Import, ImportState, Line,
    lines::{self, Kept},
    plan::{self, Plan, Seen},
    store,
};
use crate::{
    activities::{self, ActivityKind},
    contacts::{ContactForm, bulk},
    custom_fields,
    db::TenantTx,
    error::Result,
    ids::{ContactId, ImportId},
    vehicles,
};

/// Lines of one step.
const STEP: usize = 1000;

/// First refused lines that are told before it is written.
const TOLD: usize = 20;

pub enum Step {
    More,
    Finished,
}

/// `lines`: all of the file. Killed between steps, it goes on after the last one.
pub async fn step(tx: &mut TenantTx, id: ImportId, lines: &[Line]) -> Result<Step> {
    let import = store::lock(tx, id).await?;
    if import.state != ImportState::Running {
        return Ok(Step::Finished);
    }
    let from = usize::try_from(import.reached).unwrap_or_default().min(lines.len());
    let some = &lines[from..(from + STEP).min(lines.len())];
    if some.is_empty() {
        store::set_state(tx, id, ImportState::Done).await?;
        return Ok(Step::Finished);
    }
    let fields = custom_fields::list(tx).await?;
    let plan = plan::plan(tx, &import, &fields, some, &mut Seen::default()).await?;
    write(tx, &import, &plan).await?;
    store::go_on(tx, id, from + some.len(), counts(&plan)).await?;
    Ok(Step::More)
}

/// The same without writing; `seen` goes from step to step. Gives where it is, or nothing when it is through.
pub async fn dry_step(
    tx: &mut TenantTx,
    import: &Import,
    lines: &[Line],
    from: usize,
    seen: &mut Seen,
    sum: &mut (Counts, Vec<Fault>),
) -> Result<Option<usize>> {
    let some = &lines[from.min(lines.len())..(from + STEP).min(lines.len())];
    if some.is_empty() {
        return Ok(None);
    }
    let fields = custom_fields::list(tx).await?;
    let plan = plan::plan(tx, import, &fields, some, seen).await?;
    let of = counts(&plan);
    let total = &mut sum.0;
    total.created += of.created;
    total.updated += of.updated;
    total.unchanged += of.unchanged;
    total.refused += of.refused;
    total.vehicles += of.vehicles;
    let left = TOLD.saturating_sub(sum.1.len());
    sum.1.extend(plan.refused.iter().take(left).map(|r| Fault { line: small(r.line), reasons: r.faults.clone() }));
    Ok(Some(from + some.len()))
}

/// Lines of a file are counted below two hundred thousand.
fn small(n: impl TryInto<i32>) -> i32 {
    n.try_into().unwrap_or(i32::MAX)
}

/// A line made its customer, changed one, or neither.
fn outcome(plan: &Plan, at: usize) -> &'static str {
    let taken = &plan.taken[at];
    let person = &plan.people[taken.person];
    let first = plan.taken.iter().position(|t| t.person == taken.person) == Some(at);
    match (person.before.is_none() && person.changed && first, taken.changed) {
        (true, _) => "created",
        (false, true) => "updated",
        (false, false) => "unchanged",
    }
}

fn counts(plan: &Plan) -> Counts {
    let mut counts =
        Counts { refused: small(plan.refused.len()), vehicles: small(plan.vehicles.len()), ..Counts::default() };
    for at in 0..plan.taken.len() {
        match outcome(plan, at) {
            "created" => counts.created += 1,
            "updated" => counts.updated += 1,
            _ => counts.unchanged += 1,
        }
    }
    counts
}

async fn write(tx: &mut TenantTx, import: &Import, plan: &Plan) -> Result<()> {
    let changed = plan.people.iter().filter(|p| p.changed);
    let (new, old): (Vec<_>, Vec<_>) =
        changed.map(|p| (p.before.is_none(), (p.id, p.is.clone()))).partition(|(new, _)| *new);
    let part = |all: Vec<(bool, (ContactId, _))>| all.into_iter().map(|(_, p)| p).collect::<Vec<_>>();
    let (new, old) = (part(new), part(old));
    bulk::insert_all(tx, &new).await?;
    let versions = bulk::update_all(tx, &old).await?;
    vehicles::bulk::insert_all(tx, &plan.vehicles).await?;
    let made: Vec<ContactId> = new.iter().map(|(id, _)| *id).collect();
    activities::log_all(tx, ActivityKind::ContactImported, &made).await?;
    let version = |id: ContactId| versions.iter().find(|(of, _)| *of == id).map_or(1, |(_, v)| *v);
    let mut kept = Vec::with_capacity(plan.taken.len() + plan.refused.len());
    for (at, taken) in plan.taken.iter().enumerate() {
        let person = &plan.people[taken.person];
        let outcome = outcome(plan, at);
        let before = person.before.as_ref().filter(|_| outcome == "updated" && person.changed).map(ContactForm::of);
        kept.push(Kept {
            line: small(taken.line),
            outcome,
            faults: &[],
            contact: Some(person.id),
            version: person.changed.then(|| version(person.id)),
            before,
            vehicle: taken.vehicle,
        });
    }
    kept.extend(plan.refused.iter().map(|r| Kept::refused(small(r.line), &r.faults)));
    lines::keep(tx, import.id, &kept).await
}
