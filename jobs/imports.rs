//! A list brought in: tried dry, written, taken back. Some lines at a time, each step committed with where it is; after a
//! while the job gives way to others and goes on in a next one.

use chrono::{DateTime, TimeDelta, Utc};
use crm::{
    files,
    ids::ImportId,
    imports::{self, Counts, Import, Line, Seen, Step},
    queue::{self, Job},
};

use crate::works::At;

/// How long a job works before it gives way.
const TURN: TimeDelta = TimeDelta::seconds(20);

fn is_over(at: &At<'_>, begun: DateTime<Utc>) -> bool {
    (at.works.clock)() - begun > TURN
}

/// The file's lines; read outside any transaction.
async fn lines(at: &At<'_>, import: &Import) -> crm::Result<Vec<Line>> {
    let mut tx = at.look().await?;
    let file = files::load(&mut tx, import.file).await?;
    tx.commit().await?;
    let read = tokio::task::spawn_blocking(move || sheets::read(&file.bytes)).await;
    let sheet = read.ok().and_then(Result::ok);
    // It was read when it arrived.
    let sheet = sheet.ok_or_else(|| crm::Error::Internal("an imported file no longer reads".into()))?;
    let line = |row: sheets::Row| Line { number: row.line, cells: row.cells, whole: row.extra.is_empty() };
    Ok(sheet.rows.into_iter().map(line).collect())
}

/// Nothing is written but what it found. Set anew meanwhile, another job does it.
pub async fn check(at: &At<'_>, id: ImportId) -> crm::Result<()> {
    let mut tx = at.look().await?;
    let import = imports::get(&mut tx, id).await?;
    tx.commit().await?;
    if import.state != imports::ImportState::Checking {
        return Ok(());
    }
    let lines = lines(at, &import).await?;
    let (mut seen, mut sum, mut from) = (Seen::default(), (Counts::default(), Vec::new()), 0);
    loop {
        let mut tx = at.look().await?;
        let next = imports::dry_step(&mut tx, &import, &lines, from, &mut seen, &mut sum).await?;
        tx.commit().await?;
        match next {
            Some(reached) => from = reached,
            None => break,
        }
    }
    let mut tx = at.begin().await?;
    imports::finish_check(&mut tx, &import, from, sum.0, &sum.1).await?;
    tx.commit().await
}

pub async fn run(at: &At<'_>, id: ImportId) -> crm::Result<()> {
    let begun = (at.works.clock)();
    let mut tx = at.look().await?;
    let import = imports::get(&mut tx, id).await?;
    tx.commit().await?;
    let lines = lines(at, &import).await?;
    loop {
        let mut tx = at.begin().await?;
        let step = imports::step(&mut tx, id, &lines).await?;
        let over = is_over(at, begun);
        if matches!(step, Step::More) && over {
            queue::enqueue(&mut tx, Job::RunImport { import: id }).await?;
        }
        tx.commit().await?;
        if matches!(step, Step::Finished) || over {
            return Ok(());
        }
    }
}

pub async fn undo(at: &At<'_>, id: ImportId) -> crm::Result<()> {
    let begun = (at.works.clock)();
    loop {
        let mut tx = at.begin().await?;
        let more = imports::undo_step(&mut tx, id).await?;
        let over = is_over(at, begun);
        if more && over {
            queue::enqueue(&mut tx, Job::UndoImport { import: id }).await?;
        }
        tx.commit().await?;
        if !more || over {
            return Ok(());
        }
    }
}
