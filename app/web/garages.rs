//! Settings of the garage.

use crm::{
    Fields,
    garages::{self, GarageForm},
};
use views::{components::Tone, garages::Settings, text};

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Result, Sent, sent},
};

const NONE: &Fields = &Fields(Vec::new());

pub async fn edit(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let garage = garages::get(&mut tx).await?;
    let version = garages::version(&mut tx).await?;
    tx.commit().await?;
    if ask.query == "saved" {
        ask.say(Tone::Good, text::garage::saved(ask.ui.lang));
    }
    let (form, missing) = (GarageForm::of(&garage), garages::missing_for_invoices(&garage));
    let settings = Settings { form: &form, version, errors: NONE, missing: &missing, stale: false };
    ask.page(views::garages::edit(&ask.ui, &settings))
}

pub async fn update(ask: Ask) -> Result<Answer> {
    let (form, version): (GarageForm, i32) = (ask.form()?, ask.posted.version()?);
    let mut errors = Fields::default();
    let parsed = form.parse(&mut errors);
    let Some(garage) = parsed.filter(|_| errors.is_empty()) else {
        return redraw(&ask, &form, version, &errors);
    };
    let mut tx = ask.start().await?;
    match sent(garages::save(&mut tx, &garage, version).await)? {
        Sent::Done(()) => {
            let answer = ask.done(tx, "/settings?saved").await?;
            ask.app.hosts.forget(ask.cx.tenant);
            Ok(answer)
        }
        Sent::Wrong(errors) => redraw(&ask, &form, version, &errors),
        Sent::Stale => {
            let version = garages::version(&mut tx).await?;
            let settings = Settings { form: &form, version, errors: NONE, missing: NONE, stale: true };
            ask.stale(views::garages::edit(&ask.ui, &settings))
        }
    }
}

fn redraw(ask: &Ask, form: &GarageForm, version: i32, errors: &Fields) -> Result<Answer> {
    let settings = Settings { form, version, errors, missing: NONE, stale: false };
    ask.again(views::garages::edit(&ask.ui, &settings))
}
