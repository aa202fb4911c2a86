//! An archive made chapter by chapter, a page of each at a time: every page is committed with where it is, so that a job
//! killed anywhere goes on, and after a while gives way to others like a batch.

mod chapters;
mod zip;

use chrono::TimeDelta;
use crm::{
    archives::{self, Archive, ArchiveState, Place, Reached},
    ids::ArchiveId,
    queue::{self, Job},
};

use crate::works::At;
use zip::Piece;

/// How long a job works before it gives way.
const TURN: TimeDelta = TimeDelta::seconds(20);
/// Bytes of a part: what handing it over holds at a time.
const PART: usize = 4 << 20;

pub async fn make(at: &At<'_>, id: ArchiveId) -> crm::Result<()> {
    let begun = (at.works.clock)();
    loop {
        let mut tx = at.look().await?;
        let archive = archives::get(&mut tx, id).await?;
        tx.commit().await?;
        if archive.state == ArchiveState::Ready {
            return Ok(());
        }
        // Read and typeset before the transaction that writes it opens.
        let mut piece = Piece::default();
        let next = chapters::page(at, &archive, &mut piece).await?;
        let over = (at.works.clock)() - begun > TURN;
        if !keep(at, &archive, &piece, next, over).await? || over {
            return Ok(());
        }
    }
}

/// Writes what was made; whether there is more. None: that was the last page.
async fn keep(at: &At<'_>, was: &Archive, piece: &Piece, next: Option<Reached>, over: bool) -> crm::Result<bool> {
    let mut tx = at.begin().await?;
    // Another job about the same one was faster.
    if archives::lock(&mut tx, was.id).await?.reached != was.reached {
        return Ok(false);
    }
    let mut reached = Reached { ..next.clone().unwrap_or_else(|| was.reached.clone()) };
    (reached.parts, reached.pieces) = (was.reached.parts, was.reached.pieces);
    for part in piece.data.chunks(PART) {
        archives::put(&mut tx, was.id, Place::Data, reached.parts, part).await?;
        reached.parts += 1;
    }
    if !piece.directory.is_empty() {
        archives::put(&mut tx, was.id, Place::Directory, reached.pieces, &piece.directory).await?;
        reached.pieces += 1;
    }
    reached.data_bytes = was.reached.data_bytes + piece.data.len() as u64;
    reached.directory_bytes = was.reached.directory_bytes + piece.directory.len() as u64;
    reached.entries = was.reached.entries + piece.entries;
    archives::go_on(&mut tx, was.id, &reached).await?;
    if next.is_none() {
        let end = zip::end(reached.entries, reached.data_bytes, reached.directory_bytes);
        archives::put(&mut tx, was.id, Place::End, 0, &end).await?;
        archives::finish(&mut tx, was).await?;
    } else if over {
        queue::enqueue(&mut tx, Job::MakeArchive { archive: was.id }).await?;
    }
    tx.commit().await?;
    Ok(next.is_some())
}
