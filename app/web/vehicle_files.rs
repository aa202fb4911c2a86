//! Photos and papers of a vehicle.

use crm::{
    Fields, Why,
    files::{self, File},
    ids::{VehicleFileId, VehicleId},
    vehicle_files::{self, VehicleFile, VehicleFileForm},
    vehicles,
};
use views::vehicle_files::{Gallery, Page};

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
    scans::accept,
};

/// Sent at once, at most.
const MANY: usize = 20;

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let (form, errors) = (VehicleFileForm::default(), Fields::default());
    let mut tx = ask.look().await?;
    let vehicle = vehicles::get(&mut tx, id).await?;
    let files = vehicle_files::of_vehicle(&mut tx, id).await?;
    tx.commit().await?;
    let gallery = Gallery { vehicle: &vehicle, files: &files, form: &form, errors: &errors };
    ask.page(match ask.partial {
        true => views::vehicle_files::pictures(&ask.ui, id, &files),
        false => views::vehicle_files::index(&ask.ui, &gallery),
    })
}

pub async fn create(mut ask: Ask) -> Result<Answer> {
    let id: VehicleId = ask.id("id")?;
    let form: VehicleFileForm = ask.form()?;
    let mut fields = Fields::default();
    let about = form.parse(&mut fields);
    let uploads = fields.keep("files", uploads(&mut ask));
    let mut tx = ask.start().await?;
    let vehicle = vehicles::get(&mut tx, id).await?;
    if let (Some((kind, caption)), Some(uploads)) = (about, uploads) {
        vehicle_files::add(&mut tx, id, (kind, &caption), &uploads).await?;
        return ask.done(tx, &format!("/vehicles/{id}/files")).await;
    }
    let files = vehicle_files::of_vehicle(&mut tx, id).await?;
    let gallery = Gallery { vehicle: &vehicle, files: &files, form: &form, errors: &fields };
    ask.again(views::vehicle_files::index(&ask.ui, &gallery))
}

/// All of them or none: a file that is refused would otherwise be missed.
fn uploads(ask: &mut Ask) -> std::result::Result<Vec<File>, Why> {
    let sent = std::mem::take(&mut ask.posted.files);
    if sent.is_empty() || sent.len() > MANY {
        return Err(if sent.is_empty() { Why::Missing } else { Why::TooLong });
    }
    sent.into_iter()
        .map(|upload| {
            let kind = accept(&upload.bytes)?;
            let name = upload.name.chars().take(200).collect();
            Ok(File { name, content_type: kind.to_owned(), bytes: upload.bytes })
        })
        .collect()
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: VehicleFileId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let file = vehicle_files::get(&mut tx, id).await?;
    tx.commit().await?;
    let form = VehicleFileForm::of(&file);
    ask.page(views::vehicle_files::show(&ask.ui, &page(&file, &form, &Fields::default())))
}

fn page<'a>(file: &'a VehicleFile, form: &'a VehicleFileForm, errors: &'a Fields) -> Page<'a> {
    Page { file, form, errors, stale: false }
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: VehicleFileId = ask.id("id")?;
    let (form, version): (VehicleFileForm, i32) = (ask.form()?, ask.posted.version()?);
    let mut fields = Fields::default();
    let about = form.parse(&mut fields);
    let mut tx = ask.start().await?;
    let file = vehicle_files::get(&mut tx, id).await?;
    let saved = match about {
        Some((kind, caption)) => sent(vehicle_files::update(&mut tx, id, (kind, &caption), version).await)?,
        None => Sent::Wrong(fields),
    };
    match saved {
        Sent::Done(()) => ask.done(tx, &format!("/vehicles/{}/files", file.vehicle)).await,
        Sent::Wrong(errors) => ask.again(views::vehicle_files::show(&ask.ui, &page(&file, &form, &errors))),
        Sent::Stale => {
            let page = Page { stale: true, ..page(&file, &form, const { &Fields(Vec::new()) }) };
            ask.stale(views::vehicle_files::show(&ask.ui, &page))
        }
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: VehicleFileId = ask.id("id")?;
    let mut tx = ask.start().await?;
    vehicle_files::delete(&mut tx, id).await?;
    ask.done(tx, &format!("/vehicle-files/{id}")).await
}

pub async fn restore(ask: Ask) -> Result<Answer> {
    let id: VehicleFileId = ask.id("id")?;
    let mut tx = ask.start().await?;
    let vehicle = vehicle_files::restore(&mut tx, id).await?;
    ask.done(tx, &format!("/vehicles/{vehicle}/files")).await
}

/// The re-encoded copy, without metadata; never the upload itself.
pub async fn photo(mut ask: Ask) -> Result<Answer> {
    let id: VehicleFileId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let shown = vehicle_files::get(&mut tx, id).await?.shown.ok_or(Fault::not_found())?;
    let file = files::load(&mut tx, shown).await?;
    tx.commit().await?;
    Ok(answer::file(&file.content_type, &file.name, file.bytes, false))
}

/// A carte grise has no thumbnail of its own: it is made of the copy.
pub async fn thumb(mut ask: Ask) -> Result<Answer> {
    let id: VehicleFileId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let of = vehicle_files::get(&mut tx, id).await?;
    let copy = of.thumb.or(of.shown).ok_or(Fault::not_found())?;
    let file = files::load(&mut tx, copy).await?;
    tx.commit().await?;
    if of.thumb.is_some() {
        return Ok(answer::file("image/jpeg", "thumb.jpg", file.bytes, false));
    }
    let small = move || scanner::Picture::open(&file.bytes).ok().map(|picture| jobs::thumbnail(&picture));
    let small = tokio::task::spawn_blocking(small).await.ok().flatten();
    Ok(answer::file("image/jpeg", "thumb.jpg", small.ok_or(Fault::not_found())?, false))
}

/// The whole of a paper of which only the first page is shown: saved, never opened within the site.
pub async fn pdf(mut ask: Ask) -> Result<Answer> {
    let id: VehicleFileId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let of = vehicle_files::get(&mut tx, id).await?;
    if of.content_type != "application/pdf" {
        return Err(Fault::not_found());
    }
    let file = files::load(&mut tx, of.file).await?;
    tx.commit().await?;
    Ok(answer::file(&file.content_type, &file.name, file.bytes, true))
}
