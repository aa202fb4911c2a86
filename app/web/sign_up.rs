//! Opening a garage, on the common address.

use crm::{
    Fields, Why,
    garages::{self, GarageForm, Opening},
    password,
    policy::Role,
    reach::Email,
    text::required,
    users::NewUser,
};
use views::sign_up::OwnerForm;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
};

pub async fn new(ask: Ask) -> Result<Answer> {
    let owner = OwnerForm { usual_packages: "on".into(), ..OwnerForm::default() };
    draw(&ask, &owner, &GarageForm::fresh(), &Fields::default()).map(crate::answer::page)
}

pub async fn create(ask: Ask) -> Result<Answer> {
    let (owner, garage): (OwnerForm, GarageForm) = (ask.form()?, ask.form()?);
    let typed = ask.posted.get("password").unwrap_or_default().to_owned();
    let mut fields = Fields::default();
    let subdomain = fields.keep("subdomain", garages::subdomain(&owner.subdomain));
    let name = fields.keep("owner_name", required(&owner.owner_name, 120));
    let email = fields.keep("owner_email", Email::parse(&owner.owner_email));
    let strong = password::check(&typed, &[&owner.owner_name, &garage.name, &garage.trade_name]);
    fields.keep("password", strong.map_err(|why| if typed.is_empty() { Why::Missing } else { why }));
    let parsed = garage.parse(&mut fields);
    let (Some(subdomain), Some(name), Some(email), Some(parsed), true) =
        (subdomain, name, email, parsed, fields.is_empty())
    else {
        return ask.again(draw(&ask, &owner, &garage, &fields)?);
    };
    let cost = ask.app.cost;
    let hash =
        tokio::task::spawn_blocking(move || password::hash(&typed, cost)).await.map_err(|_| Fault::OutdatedForm)??;
    let user = NewUser { name, email: email.clone(), post: Role::Owner.into(), lang: parsed.lang, password_hash: hash };
    let with_usual_packages = !owner.usual_packages.is_empty();
    let query = serde_urlencoded::to_string([("email", email.as_str())]).unwrap_or_default();
    let to = format!("{}/sign-in?{query}", ask.app.settings.garage_url(&subdomain));
    let form = ask.posted.once()?;
    let opening = Opening {
        subdomain: subdomain.clone(),
        owner: user,
        garage: parsed,
        demo: false,
        with_usual_packages,
        form: Some(form),
    };
    match sent(garages::open(&ask.app.db, opening, ask.cx.now).await)? {
        Sent::Done(_) => Ok(ask.go(&to)),
        // Taken by the first of two clicks.
        Sent::Wrong(_) if garages::was_opened_by(&ask.app.db, &subdomain, form, ask.cx.now).await? => Ok(ask.go(&to)),
        Sent::Wrong(fields) => ask.again(draw(&ask, &owner, &garage, &fields)?),
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

fn draw(ask: &Ask, owner: &OwnerForm, garage: &GarageForm, fields: &Fields) -> Result<maud::Markup> {
    Ok(views::sign_up::page(&ask.ui, owner, garage, fields, &ask.app.settings.base_domain))
}
