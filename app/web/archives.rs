//! Everything held on somebody, in one zip: how far it is, and its bytes.

use crm::{
    archives::{self, Archive, Place, Whose},
    ids::ArchiveId,
    policy::Act,
};
use futures::stream;
use poem::{
    Body, Response,
    http::header::{CACHE_CONTROL, CONTENT_DISPOSITION, CONTENT_TYPE},
};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result},
};

/// A customer's is for whoever answers customers, a colleague's for himself, the garage's for its owner. Another's is not
/// there.
fn allowed(ask: &Ask, archive: &Archive) -> Result<()> {
    match archive.whose {
        Whose::Contact(_) => ask.require(Act::SeePersonalData),
        Whose::User(id) if ask.user()?.id == id => Ok(()),
        Whose::User(_) => Err(Fault::not_found()),
        Whose::Garage => ask.require(Act::LeaveGarage),
    }
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: ArchiveId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let archive = archives::get(&mut tx, id).await?;
    tx.commit().await?;
    allowed(&ask, &archive)?;
    let now = ask.cx.now;
    ask.page(match ask.partial {
        true => views::archives::state(&ask.ui, &archive, now),
        false => views::archives::show(&ask.ui, &archive, now),
    })
}

/// Part by part, each read when the one before has left: the whole is never held.
pub async fn file(ask: Ask) -> Result<Answer> {
    let id: ArchiveId = ask.id("id")?;
    let mut tx = ask.begin().await?;
    let archive = archives::get(&mut tx, id).await?;
    allowed(&ask, &archive)?;
    if !archive.is_ready(ask.cx.now) {
        return Ok(ask.go(&format!("/archives/{id}")));
    }
    archives::note_download(&mut tx, &archive, &ask.address).await?;
    tx.commit().await?;
    let (app, cx) = (ask.app.clone(), ask.cx.clone());
    let parts = stream::try_unfold(None::<(Place, i32)>, move |after| {
        let (app, cx) = (app.clone(), cx.clone());
        async move {
            let mut tx = app.db.look(&cx).await.map_err(std::io::Error::other)?;
            let part = archives::next_part(&mut tx, id, after).await.map_err(std::io::Error::other)?;
            Ok::<_, std::io::Error>(part.map(|(place, bytes)| (bytes, Some(place))))
        }
    });
    let name = format!("visioncrm-{}.zip", ask.cx.today());
    Ok(Response::builder()
        .header(CONTENT_TYPE, "application/zip")
        .header(CONTENT_DISPOSITION, format!("attachment; filename=\"{name}\""))
        .header(CACHE_CONTROL, "private, no-store")
        .body(Body::from_bytes_stream(parts)))
}
