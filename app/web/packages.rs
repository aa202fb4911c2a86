//! Forfaits.

use crm::{
    Fields, garages,
    ids::PackageId,
    packages::{self, NewPackage, PackageForm},
};
use views::packages::Editing;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Result, Sent, sent},
};

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let garage = garages::get(&mut tx).await?;
    let all = packages::list(&mut tx, &garage).await?;
    tx.commit().await?;
    ask.page(views::packages::index(&ask.ui, &all))
}

pub async fn new(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let garage = garages::get(&mut tx).await?;
    tx.commit().await?;
    ask.page(views::packages::edit(&ask.ui, &fresh(&PackageForm::fresh(&garage), None)))
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let form: PackageForm = ask.form()?;
    let new = match parse(&form) {
        Ok(new) => new,
        Err(errors) => return redraw(&ask, &form, &errors, None),
    };
    let mut tx = ask.start().await?;
    match sent(packages::create(&mut tx, &new).await)? {
        Sent::Done(_) => ask.done(tx, "/packages").await,
        Sent::Wrong(errors) => redraw(&ask, &form, &errors, None),
        Sent::Stale => Err(crate::fault::Fault::OutdatedForm),
    }
}

pub async fn edit(mut ask: Ask) -> Result<Answer> {
    let id: PackageId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let garage = garages::get(&mut tx).await?;
    let package = packages::get(&mut tx, id).await?;
    tx.commit().await?;
    let form = PackageForm::of(&package.is);
    let price = Some(package.is.price(&garage));
    ask.page(views::packages::edit(&ask.ui, &Editing { price, ..fresh(&form, Some((id, package.version))) }))
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let id: PackageId = ask.id("id")?;
    let (form, version): (PackageForm, i32) = (ask.form()?, ask.posted.version()?);
    let new = match parse(&form) {
        Ok(new) => new,
        Err(errors) => return redraw(&ask, &form, &errors, Some((id, version))),
    };
    let mut tx = ask.start().await?;
    match sent(packages::update(&mut tx, id, &new, version).await)? {
        Sent::Done(()) => ask.done(tx, "/packages").await,
        Sent::Wrong(errors) => redraw(&ask, &form, &errors, Some((id, version))),
        Sent::Stale => {
            let now = packages::get(&mut tx, id).await?.version;
            ask.stale(views::packages::edit(&ask.ui, &Editing { stale: true, ..fresh(&form, Some((id, now))) }))
        }
    }
}

pub async fn delete(ask: Ask) -> Result<Answer> {
    let id: PackageId = ask.id("id")?;
    if ask.posted.get("confirmed").is_none() {
        return ask.page(views::packages::delete(&ask.ui, id));
    }
    let mut tx = ask.start().await?;
    packages::delete(&mut tx, id).await?;
    ask.done(tx, "/packages").await
}

/// The operations most garages sell, for one that starts.
pub async fn add_usual(ask: Ask) -> Result<Answer> {
    let mut tx = ask.start().await?;
    let garage = garages::get(&mut tx).await?;
    packages::add_usual(&mut tx, garage.vat_rate).await?;
    ask.done(tx, "/packages").await
}

fn fresh(form: &PackageForm, of: Option<(PackageId, i32)>) -> Editing<'_> {
    const NONE: &Fields = &Fields(Vec::new());
    Editing { form, errors: NONE, of, stale: false, price: None }
}

fn redraw(ask: &Ask, form: &PackageForm, errors: &Fields, of: Option<(PackageId, i32)>) -> Result<Answer> {
    ask.again(views::packages::edit(&ask.ui, &Editing { errors, ..fresh(form, of) }))
}

fn parse(form: &PackageForm) -> std::result::Result<NewPackage, Fields> {
    let mut fields = Fields::default();
    let parsed = form.parse(&mut fields);
    parsed.filter(|_| fields.is_empty()).ok_or(fields)
}
