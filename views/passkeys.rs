//! Passkeys: the button that signs in, and those one has. Their small script is on these pages alone.

use crm::{ids::PasskeyId, passkeys::Passkey};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, ListRow, Tone, badge, card_plain, field, form_end, icons::Icon, list},
    factors::{HERE, Security, ask},
    format,
    text::{factors as f, passkeys as t},
    why,
};

const JS: &str = assets::url("passkey.js");

/// Drawn hidden: the script shows it where the browser knows passkeys. `next`: where to go on.
pub fn way_in(ui: &Ui, next: &str) -> Markup {
    let l = ui.lang;
    if !ui.ways.passkeys {
        return html! {};
    }
    html! {
        form.form method="post" action="/sign-in/passkey" hidden data-passkey="get" data-challenge="/sign-in/passkey/challenge" {
            (ui.hidden())
            input type="hidden" name="next" value=(next);
            (answer(&["credential_id", "client_data", "authenticator_data", "signature", "user_handle"]))
            (form_end(&[Button::plain(t::sign_in(l)).icon(Icon::Key).wide()]))
            (trouble(ui))
        }
        script src=(JS) defer {}
    }
}

/// Filled in by the script.
fn answer(names: &[&str]) -> Markup {
    html! { @for name in names { input type="hidden" name=(name); } }
}

fn trouble(ui: &Ui) -> Markup {
    html! { p.quiet role="status" data-passkey-trouble hidden { (t::trouble(ui.lang)) } }
}

/// Those one has, and the form of another.
pub fn mine(ui: &Ui, page: &Security) -> Markup {
    let l = ui.lang;
    if !ui.ways.passkeys && page.passkeys.is_empty() {
        return card_plain(t::title(l), None, html! { div.card-body { p.quiet { (t::not_here(l)) } } });
    }
    let rows: Vec<ListRow> = page.passkeys.iter().map(|passkey| line(ui, page, passkey)).collect();
    card_plain(
        t::title(l),
        None,
        html! {
            @if rows.is_empty() { div.card-body { p.quiet { (t::text(l)) } } } @else { (list(&rows)) }
            @if !ui.ways.passkeys { div.card-foot { p.quiet { (t::not_here(l)) } } }
            @else if page.fresh { div.card-foot { (add(ui, page)) } }
        },
    )
}

fn add(ui: &Ui, page: &Security) -> Markup {
    let l = ui.lang;
    html! {
        noscript { p.quiet { (t::needs_script(l)) } }
        form.form method="post" action="/account/passkeys" hidden data-passkey="create" data-challenge="/account/passkeys/challenge" {
            (ui.hidden())
            (answer(&["client_data", "attestation"]))
            (field::text("name", t::name(l)).value(page.name).hint(t::name_hint(l)).error(why::beside(l, page.errors, "name"))
                .maxlength(80).autocomplete("off").required())
            (form_end(&[Button::plain(t::add(l)).icon(Icon::Key)]))
            (trouble(ui))
        }
        script src=(JS) defer {}
    }
}

fn line(ui: &Ui, page: &Security, passkey: &Passkey) -> ListRow<'static> {
    let l = ui.lang;
    let day = |at: chrono::DateTime<chrono::Utc>| format::date(l, at.with_timezone(&ui.zone).date_naive());
    let used = match passkey.last_used_at {
        Some(at) => t::used_on(l, day(at)),
        None => t::never_used(l).to_owned(),
    };
    let elsewhere = if passkey.rp_id == page.host { String::new() } else { t::of_host(l, &passkey.rp_id) };
    let below = t::made_on(l, day(passkey.created_at), used, elsewhere);
    let remove =
        Button::submit(t::remove(l)).confirm(t::remove_question(l, &passkey.name), t::remove_text(l), f::keep(l));
    let at = format!("/account/passkeys/{}/delete", passkey.id);
    let end = html! {
        @if passkey.cloned { (badge(Tone::Bad, t::cloned(l))) }
        @if page.fresh { (ui.post_button(&at, &remove)) }
    };
    ListRow::new(passkey.name.as_str()).below(below).icon(Icon::Key).end(end)
}

/// Asked before a passkey opens nothing any more.
pub fn remove(ui: &Ui, id: PasskeyId, name: &str) -> Markup {
    let l = ui.lang;
    let (question, action) = (t::remove_question(l, name), format!("/account/passkeys/{id}/delete"));
    ask(ui, (&question, t::remove_text(l)), (&action, t::remove(l)), HERE)
}
