//! The sentence for each reason.

use crm::{Fields, Lang, Why};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Alert, error_summary, field::field_id},
    lines::input_name,
    text::{common as c, why as t},
};

pub fn say(lang: Lang, why: Why) -> String {
    let fixed = match why {
        Why::TooManyAttempts { minutes } => return t::too_many_attempts(lang, minutes),
        Why::WrongCode => t::wrong_code(lang),
        Why::PasskeyRefused => t::passkey_refused(lang),
        Why::PasskeyCloned => t::passkey_cloned(lang),
        Why::GoogleUnknown => t::google_unknown(lang),
        Why::GoogleRefused => t::google_refused(lang),
        Why::GoogleUnreachable => t::google_unreachable(lang),
        Why::GoogleOfAnother => t::google_of_another(lang),
        Why::Missing => t::missing(lang),
        Why::TooLong => t::too_long(lang),
        Why::TooMany => t::too_many(lang),
        Why::OrderRequired => t::order_required(lang),
        Why::TooManyCells => t::too_many_cells(lang),
        Why::SeveralMatch => t::several_match(lang),
        Why::AlreadyImported => t::already_imported(lang),
        Why::NameUnmapped => t::name_unmapped(lang),
        Why::KeyUnmapped => t::key_unmapped(lang),
        Why::NotChecked => t::not_checked(lang),
        Why::NotTwo => t::not_two(lang),
        Why::FormerUnfit => t::former_unfit(lang),
        Why::NobodyChosen => t::nobody_chosen(lang),
        Why::NotUndoable => t::not_undoable(lang),
        Why::UndoTooLate => t::undo_too_late(lang),
        Why::TwinGone => t::twin_gone(lang),
        Why::TooShort => t::too_short(lang),
        Why::BadAmount => t::bad_amount(lang),
        Why::BadQuantity => t::bad_quantity(lang),
        Why::BadPrice => t::bad_price(lang),
        Why::BadDiscount => t::bad_discount(lang),
        Why::BadVatRate => t::bad_vat_rate(lang),
        Why::BadDate => t::bad_date(lang),
        Why::BadEmail => t::bad_email(lang),
        Why::BadPhone => t::bad_phone(lang),
        Why::BadPlate => t::bad_plate(lang),
        Why::BadVin => t::bad_vin(lang),
        Why::BadSiren => t::bad_siren(lang),
        Why::BadSiret => t::bad_siret(lang),
        Why::BadVatNumber => t::bad_vat_number(lang),
        Why::BadIban => t::bad_iban(lang),
        Why::BadBic => t::bad_bic(lang),
        Why::BadPostcode => t::bad_postcode(lang),
        Why::BadSubdomain => t::bad_subdomain(lang),
        Why::BadUrl => t::bad_url(lang),
        Why::BadMileage => t::bad_mileage(lang),
        Why::BadNumber => t::bad_number(lang),
        Why::BadChoice => t::bad_choice(lang),
        Why::MileageGoesBack => t::mileage_goes_back(lang),
        Why::DateInFuture => t::date_in_future(lang),
        Why::BeforeLastSale => t::before_last_sale(lang),
        Why::PasswordTooShort => t::password_too_short(lang),
        Why::PasswordTooPlain => t::password_too_plain(lang),
        Why::PasswordHoldsName => t::password_holds_name(lang),
        Why::PasswordTooCommon => t::password_too_common(lang),
        Why::Taken => t::taken(lang),
        Why::Reserved => t::reserved(lang),
        Why::SirenOfAnother => t::siren_of_another(lang),
        Why::WrongPassword => t::wrong_password(lang),
        Why::WrongOldPassword => t::wrong_old_password(lang),
        Why::Stale => t::stale(lang),
        Why::NoLine => t::no_line(lang),
        Why::NoRecipient => t::no_recipient(lang),
        Why::NotDraft => t::not_draft(lang),
        Why::NotSent => t::not_sent(lang),
        Why::WorkDone => t::work_done(lang),
        Why::Expired => t::expired(lang),
        Why::AlreadyAnswered => t::already_answered(lang),
        Why::Unanswered => t::unanswered(lang),
        Why::OperationSplit => t::operation_split(lang),
        Why::AlreadyInvoiced => t::already_invoiced(lang),
        Why::NothingAccepted => t::nothing_accepted(lang),
        Why::NotSealed => t::not_sealed(lang),
        Why::AlreadyCancelled => t::already_cancelled(lang),
        Why::HasPayments => t::has_payments(lang),
        Why::CashOverLimit => t::cash_over_limit(lang),
        Why::OverBalance => t::over_balance(lang),
        Why::BuyerAddressMissing => t::buyer_address_missing(lang),
        Why::BuyerSirenMissing => t::buyer_siren_missing(lang),
        Why::BuyerSiretMissing => t::buyer_siret_missing(lang),
        Why::GarageIncomplete => t::garage_incomplete(lang),
        Why::InUse => t::in_use(lang),
        Why::LastOwner => t::last_owner(lang),
        Why::NothingAllowed => t::nothing_allowed(lang),
        Why::MoreThanOneself => t::more_than_oneself(lang),
        Why::BadOrigin => t::bad_origin(lang),
        Why::RoleHeld => t::role_held(lang),
        Why::NotAllowed => t::not_allowed(lang),
        Why::FileTooLarge => t::file_too_large(lang),
        Why::FileUnreadable => t::file_unreadable(lang),
        Why::FileHeic => t::file_heic(lang),
        Why::ListUnsupported => t::list_unsupported(lang),
        Why::ListUnreadable => t::list_unreadable(lang),
        Why::FileUnsupported => t::file_unsupported(lang),
        Why::FileTooManyPixels => t::file_too_many_pixels(lang),
        Why::ScanNotReady => t::scan_not_ready(lang),
        Why::SeriesInFuture => t::series_in_future(lang),
        Why::PeriodClosed => t::period_closed(lang),
        Why::Unsealable => t::unsealable(lang),
        Why::OrderOpen => t::order_open(lang),
        Why::NotExported => t::not_exported(lang),
        Why::WrongName => t::wrong_name(lang),
    };
    fixed.to_owned()
}

/// Somebody else saved meanwhile: what was typed stays in the form, and this leads to what is saved.
pub fn stale(ui: &Ui, saved: &str) -> Markup {
    let see = html! { a href=(saved) target="_blank" rel="noopener" { (t::stale_see(ui.lang)) } };
    html! { (Alert::warning(say(ui.lang, Why::Stale)).more(see)) }
}

/// The sentence beside a field, if it was refused.
pub fn beside(lang: Lang, fields: &Fields, field: &str) -> Option<String> {
    fields.get(field).map(|why| say(lang, why))
}

/// Beyond, a summary is no longer one; each field still says its own.
const MOST_SAID: usize = 8;

/// A form under the summary of what was refused: by the names its fields have, in their order. Both are read from the
/// drawn form, because a second list beside it would differ from it one day.
pub fn over(ui: &Ui, errors: &Fields, form: Markup) -> Markup {
    if errors.is_empty() {
        return form;
    }
    let mut said: Vec<(usize, String, String)> =
        errors.0.iter().map(|(name, why)| entry(ui, &form.0, name, &say(ui.lang, *why))).collect();
    said.sort_by_key(|(at, ..)| *at);
    let more = said.len().saturating_sub(MOST_SAID);
    let rest = (more > 1).then(|| c::wrong_more(ui.lang, i64::try_from(more).unwrap_or_default()));
    if rest.is_some() {
        said.truncate(MOST_SAID);
    }
    let pairs: Vec<(&str, &str)> = said
        .iter()
        .map(|(_, name, says)| (name.as_str(), says.as_str()))
        .chain(rest.as_deref().map(|rest| ("", rest)))
        .collect();
    html! { (error_summary(c::errors_title(ui.lang), &pairs)) (form) }
}

/// Where the field stands, its name when it can be led to, and the sentence.
fn entry(ui: &Ui, form: &str, field: &str, says: &str) -> (usize, String, String) {
    let l = ui.lang;
    let name = input_name(field);
    let id = field_id(&name);
    let Some(at) = form.find(&format!("id=\"{id}\"")) else { return (usize::MAX, String::new(), says.to_owned()) };
    let line = field.strip_prefix("lines.").and_then(|rest| rest.split('.').next()?.parse::<usize>().ok());
    let label = label_of(form, &id).map(|label| match line {
        Some(n) => c::label_of_line(l, n + 1, label),
        None => label,
    });
    let says = label.map_or(says.to_owned(), |label| c::wrong_field(l, label, says));
    (at, name, says)
}

/// The words of a field: those of its group when it is one of several choices.
fn label_of(form: &str, id: &str) -> Option<String> {
    let after = |mark: String| form.split_once(&mark).map(|(_, rest)| rest);
    let rest = after(format!("id=\"{id}-legend\">")).or_else(|| after(format!("for=\"{id}\">")))?;
    let text = rest.split('<').next().unwrap_or_default().trim();
    let plain = text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    (!plain.is_empty()).then_some(plain)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::components::field;

    #[test]
    fn a_label_is_read_from_the_form_and_that_of_choices_from_their_group() {
        let kinds = [field::Choice::new("a", "Personne"), field::Choice::new("b", "Société")];
        let form = html! {
            (field::radios("kind", "Qui est-ce ?", kinds)) (field::text("last_name", "Nom & prénom").required())
        };
        assert_eq!(label_of(&form.0, "f-kind").as_deref(), Some("Qui est-ce ?"));
        assert_eq!(label_of(&form.0, "f-last-name").as_deref(), Some("Nom & prénom"));
        assert_eq!(label_of(&form.0, "f-first-name"), None);
    }
}
