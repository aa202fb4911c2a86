//! The second step of signing in: the page of the code, what one has set up, what the owner wishes.

use crm::{
    Fields, Why,
    factors::{Demand, Factors},
    google_accounts::GoogleAccount,
    passkeys::Passkey,
    users::User,
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{
        Alert, Button, Choice, Form, ListRow, PageHeader, Tone, badge, buttons, card, card_plain, field, form_end,
        icons::Icon, list,
    },
    confirm::{self, Question},
    format, passkeys, qr,
    text::{account, factors as t},
    why,
};

pub const HERE: &str = "/account/security";

/// Between the password and the garage.
pub struct Step<'a> {
    pub errors: &'a Fields,
    pub refused: Option<Why>,
}

pub fn step(ui: &Ui, step: &Step) -> Markup {
    let l = ui.lang;
    let inside = html! {
        (field::text("code", t::code(l)).hint(t::code_hint(l)).error(why::beside(l, step.errors, "code"))
            .inputmode("numeric").autocomplete("one-time-code").maxlength(20).required().autofocus())
        (form_end(&[Button::submit(t::go_on(l)).primary().wide()]))
    };
    let content = html! {
        (PageHeader::new(t::step_title(l)).below(html! { (t::step_text(l)) }))
        @if let Some(refused) = step.refused { (Alert::bad(why::say(l, refused))) }
        (Form::post("/sign-in/code").draw(ui.hidden(), inside))
        (passkeys::way_in(ui, ""))
        p { a href="/sign-in" { (t::start_again(l)) } }
    };
    ui.plain(t::step_title(l), content, true)
}

/// What one has set up.
pub struct Security<'a> {
    pub factors: &'a Factors,
    pub passkeys: &'a [Passkey],
    pub google: Option<&'a GoogleAccount>,
    /// Whoever is here has just shown who he is, and may change things.
    pub fresh: bool,
    /// The owner wants a second step and there is none.
    pub owes: bool,
    pub has_password: bool,
    pub errors: &'a Fields,
    /// Of a passkey about to be added.
    pub name: &'a str,
    /// The host in the address, for passkeys of another.
    pub host: &'a str,
}

pub fn security(ui: &Ui, page: &Security) -> Markup {
    let l = ui.lang;
    let content = html! {
        (PageHeader::new(t::title(l)).back(account::title(l), "/account"))
        @if page.owes { (Alert::info(t::owes_text(l)).title(t::owes_title(l))) }
        @if !page.fresh { (proof(ui, page)) }
        div.split.split-level { (application(ui, page)) (codes_card(ui, page)) }
        (passkeys::mine(ui, page))
        (google(ui, page))
    };
    ui.page(t::title(l), content)
}

/// Asked before anything is changed here: a tablet left open is no place to take over an account.
fn proof(ui: &Ui, page: &Security) -> Markup {
    let l = ui.lang;
    if !page.has_password {
        return html! { (Alert::info(t::sign_in_again(l)).title(t::proof_title(l))) };
    }
    let inside = why::over(
        ui,
        page.errors,
        html! {
            (field::password("password", t::password(l), account::show(l)).error(why::beside(l, page.errors, "password")).required())
            @if page.factors.totp.is_some() {
                (field::text("code", t::code(l)).hint(t::code_hint(l)).error(why::beside(l, page.errors, "code"))
                    .inputmode("numeric").autocomplete("one-time-code").maxlength(20).required())
            }
            (form_end(&[Button::submit(t::prove(l)).primary()]))
        },
    );
    card(
        t::proof_title(l),
        None,
        html! {
            p.quiet { (t::proof_text(l)) }
            (Form::post("/account/proof").draw(ui.hidden(), inside))
        },
    )
}

fn application(ui: &Ui, page: &Security) -> Markup {
    let l = ui.lang;
    let since = page.factors.totp.map(|at| format::date(l, at.with_timezone(&ui.zone).date_naive()));
    let state = match &since {
        Some(since) => ListRow::new(t::totp_active(l))
            .below(t::since(l, since))
            .icon(Icon::Shield)
            .end(badge(Tone::Good, t::on(l))),
        None => ListRow::new(t::totp_off(l)).below(t::totp_text(l)).icon(Icon::Shield),
    };
    let begin = Button::submit(if since.is_some() { t::totp_change(l) } else { t::totp_begin(l) });
    let remove =
        Button::submit(t::totp_remove(l)).confirm(t::totp_remove_question(l), t::totp_remove_text(l), t::keep(l));
    card_plain(
        t::totp(l),
        None,
        html! {
            (list(&[state]))
            @if page.fresh {
                div.card-foot.row {
                    (ui.post_button("/account/totp", &begin))
                    @if since.is_some() { (ui.post_button("/account/totp/delete", &remove)) }
                }
            }
        },
    )
}

fn codes_card(ui: &Ui, page: &Security) -> Markup {
    let l = ui.lang;
    let left = page.factors.codes;
    let row = ListRow::new(t::codes_left(l, left)).below(t::codes_text(l)).icon(Icon::Key);
    let row = if left < 3 && !page.factors.is_empty() { row.end(badge(Tone::Warning, t::few(l))) } else { row };
    let draw = Button::submit(t::codes_draw(l));
    let draw = if left > 0 { draw.confirm(t::codes_question(l), t::codes_question_text(l), t::keep(l)) } else { draw };
    card_plain(
        t::codes(l),
        None,
        html! {
            (list(&[row]))
            @if page.fresh && !page.factors.is_empty() {
                div.card-foot { (ui.post_button("/account/recovery-codes", &draw)) }
            }
        },
    )
}

fn google(ui: &Ui, page: &Security) -> Markup {
    let l = ui.lang;
    if !ui.ways.google && page.google.is_none() {
        return html! {};
    }
    let row = match page.google {
        Some(account) => {
            let since = format::date(l, account.linked_at.with_timezone(&ui.zone).date_naive());
            ListRow::new(account.email.as_str())
                .below(t::since(l, since))
                .icon(Icon::Link)
                .end(badge(Tone::Good, t::on(l)))
        }
        None => ListRow::new(t::google_off(l)).below(t::google_text(l)).icon(Icon::Link),
    };
    let unlink =
        Button::submit(t::google_unlink(l)).confirm(t::google_unlink_question(l), t::google_unlink_text(l), t::keep(l));
    card_plain(
        t::google(l),
        None,
        html! {
            (list(&[row]))
            @if page.fresh {
                div.card-foot.row {
                    @if page.google.is_some() { (ui.post_button("/account/google/delete", &unlink)) }
                    @else { (ui.post_button("/account/google", &Button::submit(t::google_link(l)))) }
                }
            }
        },
    )
}

/// The secret, as a picture and in letters, and the first code.
pub fn totp(ui: &Ui, letters: &str, address: &str, errors: &Fields) -> Markup {
    let l = ui.lang;
    let groups: Vec<&str> = (0..letters.len()).step_by(4).filter_map(|at| letters.get(at..at + 4)).collect();
    let inside = why::over(
        ui,
        errors,
        html! {
            (field::text("code", t::first_code(l)).hint(t::first_code_hint(l)).error(why::beside(l, errors, "code"))
                .inputmode("numeric").autocomplete("one-time-code").maxlength(10).required())
            (form_end(&[Button::submit(t::totp_confirm(l)).primary()]))
        },
    );
    let content = html! {
        (PageHeader::new(t::totp(l)).back(t::title(l), HERE))
        div.split.split-level {
            (card(t::scan_title(l), None, html! {
                p { (t::scan_text(l)) }
                (qr::draw(address, t::scan_says(l)))
                p { a href=(address) { (t::open_app(l)) } }
                p.quiet { (t::letters_text(l)) }
                p.code { (groups.join(" ")) }
            }))
            (card(t::first_code_title(l), None, Form::post("/account/totp/confirm").draw(ui.hidden(), inside)))
        }
    };
    ui.page(t::totp(l), content)
}

/// Shown this once.
pub fn codes(ui: &Ui, codes: &[String]) -> Markup {
    let l = ui.lang;
    let all = field::textarea("codes", t::codes(l), 10).value(codes.join("\n")).readonly().autofocus();
    let content = html! {
        (PageHeader::new(t::codes(l)).back(t::title(l), HERE))
        div.card-narrow {
            (card("", None, html! {
                (Alert::warning(t::codes_once_text(l)).title(t::codes_once_title(l)))
                (all)
                (buttons(&[Button::link(t::codes_kept(l), HERE).primary()]))
            }))
        }
    };
    ui.page(t::codes(l), content)
}

/// On the page of the team: who must have a second step.
pub fn demand(ui: &Ui, demand: Demand) -> Markup {
    let l = ui.lang;
    let choices = [
        Choice::new("nobody", t::demand_nobody(l)),
        Choice::new("owners", t::demand_owners(l)),
        Choice::new("everybody", t::demand_everybody(l)),
    ];
    let inside = html! {
        (field::radios("second_step", t::demand_label(l), choices).value(demand.as_str()))
        (form_end(&[Button::submit(t::demand_save(l))]))
    };
    card(
        t::demand_title(l),
        None,
        html! {
            p.quiet { (t::demand_text(l)) }
            (Form::post("/settings/second-step").draw(ui.hidden(), inside))
        },
    )
}

/// On the page of a colleague: what they have, and the way out when the telephone is lost.
pub fn of_colleague(ui: &Ui, user: &User, factors: &Factors, google: bool) -> Markup {
    let l = ui.lang;
    let nothing = factors.is_empty() && !google;
    let reset =
        Button::submit(t::reset(l)).danger().confirm(t::reset_question(l, &user.name), t::reset_text(l), t::keep(l));
    let at = format!("/settings/team/{}/factors/delete", user.id);
    card(
        t::title(l),
        None,
        html! {
            div.stack {
                p.quiet { (said(ui, factors)) }
                @if !nothing { p.quiet { (t::reset_text(l)) } (ui.post_button(&at, &reset)) }
            }
        },
    )
}

/// In a line: what is set up.
pub fn said(ui: &Ui, factors: &Factors) -> String {
    let l = ui.lang;
    let mut parts: Vec<String> = Vec::new();
    if factors.totp.is_some() {
        parts.push(t::totp_on(l).to_owned());
    }
    if factors.passkeys > 0 {
        parts.push(t::passkeys_count(l, factors.passkeys));
    }
    if parts.is_empty() { t::password_only(l).to_owned() } else { parts.join(" · ") }
}

/// The card on the page of one's account.
pub fn summary(ui: &Ui, factors: &Factors) -> Markup {
    let l = ui.lang;
    let row = ListRow::new(t::summary(l)).below(said(ui, factors)).icon(Icon::Shield).href(HERE);
    card_plain(t::title(l), None, list(&[row]))
}

pub fn reset(ui: &Ui, user: &User) -> Markup {
    let l = ui.lang;
    let (action, back) = (format!("/settings/team/{}/factors/delete", user.id), format!("/settings/team/{}", user.id));
    let question = t::reset_question(l, &user.name);
    ask(ui, (&question, t::reset_text(l)), (&action, t::reset(l)), &back)
}

/// Asked before something of one's own goes.
pub fn remove_totp(ui: &Ui) -> Markup {
    let l = ui.lang;
    ask(ui, (t::totp_remove_question(l), t::totp_remove_text(l)), ("/account/totp/delete", t::totp_remove(l)), HERE)
}

pub fn draw_codes(ui: &Ui) -> Markup {
    let l = ui.lang;
    ask(ui, (t::codes_question(l), t::codes_question_text(l)), ("/account/recovery-codes", t::codes_draw(l)), HERE)
}

pub fn unlink_google(ui: &Ui) -> Markup {
    let l = ui.lang;
    ask(
        ui,
        (t::google_unlink_question(l), t::google_unlink_text(l)),
        ("/account/google/delete", t::google_unlink(l)),
        HERE,
    )
}

pub(crate) fn ask(ui: &Ui, (question, text): (&str, &str), (action, label): (&str, &str), back: &str) -> Markup {
    confirm::page(ui, &Question { question, text, action, label, back, ..Question::default() })
}
