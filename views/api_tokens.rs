//! Programs that may speak for the garage, and sites whose pages may.

use chrono::{DateTime, Utc};
use crm::{
    Fields,
    api_origins::ApiOrigin,
    api_tokens::{ApiToken, Lasts, TokenForm},
    policy::Permission,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Form, ListRow, Tone, badge, card, card_plain, field, form_end, icons::Icon, list,
    },
    confirm::{self, Question},
    format,
    garages::{Part, head},
    roles,
    text::api_tokens as t,
    why,
};

pub struct Tokens<'a> {
    pub tokens: &'a [ApiToken],
    pub origins: &'a [ApiOrigin],
    pub now: DateTime<Utc>,
    /// The secret just made: shown this once.
    pub secret: Option<&'a str>,
    pub form: &'a TokenForm,
    /// A site being added, as typed.
    pub origin: &'a str,
    pub errors: &'a Fields,
}

pub fn page(ui: &Ui, page: &Tokens) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = page.tokens.iter().map(|token| line(ui, token, page.now)).collect();
    let content = html! {
        (head(ui, Part::Tokens))
        @if let Some(secret) = page.secret { (shown_once(ui, secret)) }
        (card_plain(t::title(l), None, html! {
            @if rows.is_empty() { div.card-body { p.quiet { (t::none(l)) } } } @else { (list(&rows)) }
        }))
        (card(t::create_title(l), None, create(ui, page)))
        (origins(ui, page))
    };
    ui.page(t::title(l), content)
}

fn create(ui: &Ui, page: &Tokens) -> Markup {
    let l = ui.lang;
    let wrong = |name: &str| why::beside(l, page.errors, name);
    let of_site = page.errors.get("origin").is_some();
    let lasts = Lasts::ALL.iter().map(|lasts| Choice::new(lasts.as_str(), t::lasts_of(l, lasts.as_str())));
    let chosen = if page.form.lasts.is_empty() { Lasts::Year.as_str() } else { page.form.lasts.as_str() };
    let inside = html! {
        (field::text("name", t::name(l)).value(page.form.name.as_str()).hint(t::name_hint(l)).error(wrong("name")).required().autocomplete("off"))
        (field::select("lasts", t::lasts(l), lasts).value(chosen).hint(t::lasts_hint(l)).error(wrong("lasts")))
        p.hint { (t::scopes_hint(l)) }
        (roles::ticks(ui, Permission::is_for_programs, &page.form.scopes, page.errors))
        (form_end(&[Button::submit(t::create(l)).primary()]))
    };
    Form::post("/settings/tokens").draw(ui.hidden(), if of_site { inside } else { why::over(ui, page.errors, inside) })
}

fn shown_once(ui: &Ui, secret: &str) -> Markup {
    let field = field::textarea("secret", t::secret(ui.lang), 4).value(secret).readonly().autofocus();
    html! { (Alert::good(t::secret_text(ui.lang)).title(t::secret_title(ui.lang)).more(html! { (field) })) }
}

fn line(ui: &Ui, token: &ApiToken, now: DateTime<Utc>) -> ListRow<'static> {
    let l = ui.lang;
    let day = |at: DateTime<Utc>| format::date(l, at.with_timezone(&ui.zone).date_naive());
    let used = match token.last_used_on {
        Some(on) => t::used_on(l, format::date(l, on)),
        None => t::never_used(l).to_owned(),
    };
    let ends = token.expires_at.map_or_else(|| t::never_ends(l).to_owned(), |at| t::ends_on(l, day(at)));
    let may: Vec<String> = token.scopes.each().map(|permission| roles::name(l, permission)).collect();
    let below = html! {
        (t::made_on(l, day(token.created_at), used)) " · " (ends)
        br; (may.join(", "))
    };
    let revoke =
        Button::submit(t::revoke(l)).confirm(t::revoke_question(l, &token.name), t::revoke_text(l), t::keep(l));
    let end = html! {
        @if token.has_ended(now) { (badge(Tone::Warning, t::ended(l))) }
        @else if token.expires_at.is_none() { (badge(Tone::Neutral, t::endless(l))) }
        (ui.post_button(&format!("/settings/tokens/{}/delete", token.id), &revoke))
    };
    ListRow::new(token.name.clone()).below(below).icon(Icon::Key).end(end)
}

/// Sites whose pages may ask from a browser.
fn origins(ui: &Ui, page: &Tokens) -> Markup {
    let l = ui.lang;
    let wrong = why::beside(l, page.errors, "origin");
    let row = |origin: &ApiOrigin| {
        let forget =
            Button::submit(t::forget(l)).confirm(t::forget_question(l, &origin.origin), t::forget_text(l), t::keep(l));
        ListRow::new(origin.origin.clone())
            .icon(Icon::Link)
            .end(ui.post_button(&format!("/settings/origins/{}/delete", origin.id), &forget))
    };
    let rows: Vec<ListRow> = page.origins.iter().map(row).collect();
    let inside = html! {
        (field::text("origin", t::origin(l)).value(page.origin).placeholder("https://www.mon-garage.fr").hint(t::origin_hint(l)).error(wrong)
            .required().autocomplete("off"))
        (form_end(&[Button::submit(t::add_origin(l))]))
    };
    card_plain(
        t::origins(l),
        None,
        html! {
            div.card-body.stack {
                p.quiet.measure { (t::origins_text(l)) }
                (Form::post("/settings/origins").draw(ui.hidden(), inside))
            }
            @if !rows.is_empty() { (list(&rows)) }
        },
    )
}

/// Asked before a program loses its access.
pub fn revoke(ui: &Ui, token: &ApiToken) -> Markup {
    let l = ui.lang;
    let (question, action) = (t::revoke_question(l, &token.name), format!("/settings/tokens/{}/delete", token.id));
    ask(ui, &question, t::revoke_text(l), &action, t::revoke(l))
}

/// Asked before the pages of a site can ask no more.
pub fn forget_origin(ui: &Ui, origin: &ApiOrigin) -> Markup {
    let l = ui.lang;
    let (question, action) = (t::forget_question(l, &origin.origin), format!("/settings/origins/{}/delete", origin.id));
    ask(ui, &question, t::forget_text(l), &action, t::forget(l))
}

fn ask(ui: &Ui, question: &str, text: &str, action: &str, label: &str) -> Markup {
    confirm::page(ui, &Question { question, text, action, label, back: "/settings/tokens", ..Question::default() })
}
