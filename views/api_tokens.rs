//! Programs that may speak for the garage.

use crm::{Fields, api_tokens::ApiToken};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Alert, Button, Form, ListRow, card, card_plain, field, form_end, icons::Icon, list},
    confirm::{self, Question},
    format,
    garages::{Part, head},
    text::api_tokens as t,
    why,
};

pub struct Tokens<'a> {
    pub tokens: &'a [ApiToken],
    /// The secret just made: shown this once.
    pub secret: Option<&'a str>,
    pub name: &'a str,
    pub errors: &'a Fields,
}

pub fn page(ui: &Ui, page: &Tokens) -> Markup {
    let l = ui.lang;
    let rows: Vec<ListRow> = page.tokens.iter().map(|token| line(ui, token)).collect();
    let inside = html! {
        (field::text("name", t::name(l)).value(page.name).hint(t::name_hint(l)).error(why::beside(l, page.errors, "name")).required().autocomplete("off"))
        (form_end(&[Button::submit(t::create(l)).primary()]))
    };
    let content = html! {
        (head(ui, Part::Tokens))
        @if let Some(secret) = page.secret { (shown_once(ui, secret)) }
        (card_plain(t::title(l), None, html! {
            @if rows.is_empty() { div.card-body { p.quiet { (t::none(l)) } } } @else { (list(&rows)) }
        }))
        (card(t::create_title(l), None, Form::post("/settings/tokens").draw(ui.hidden(), why::over(ui, page.errors, inside))))
    };
    ui.page(t::title(l), content)
}

fn shown_once(ui: &Ui, secret: &str) -> Markup {
    let field = field::textarea("secret", t::secret(ui.lang), 4).value(secret).readonly().autofocus();
    html! { (Alert::good(t::secret_text(ui.lang)).title(t::secret_title(ui.lang)).more(html! { (field) })) }
}

fn line(ui: &Ui, token: &ApiToken) -> ListRow<'static> {
    let l = ui.lang;
    let made = format::date(l, token.created_at.with_timezone(&ui.zone).date_naive());
    let used = match token.last_used_on {
        Some(day) => t::used_on(l, format::date(l, day)),
        None => t::never_used(l).to_owned(),
    };
    let revoke =
        Button::submit(t::revoke(l)).confirm(t::revoke_question(l, &token.name), t::revoke_text(l), t::keep(l));
    ListRow::new(token.name.as_str())
        .below(t::made_on(l, made, used))
        .icon(Icon::Key)
        .end(ui.post_button(&format!("/settings/tokens/{}/delete", token.id), &revoke))
}

/// Asked before a program loses its access.
pub fn revoke(ui: &Ui, token: &ApiToken) -> Markup {
    let l = ui.lang;
    let (question, action) = (t::revoke_question(l, &token.name), format!("/settings/tokens/{}/delete", token.id));
    let (text, label) = (t::revoke_text(l), t::revoke(l));
    confirm::page(
        ui,
        &Question {
            question: &question,
            text,
            action: &action,
            label,
            back: "/settings/tokens",
            ..Question::default()
        },
    )
}
