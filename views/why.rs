//! The sentence for each reason.

use crm::{Fields, Lang, Why};
use maud::Markup;

use crate::{
    Ui,
    components::error_summary,
    text::{common as c, why as t},
};

pub fn say(lang: Lang, why: Why) -> String {
    let fixed = match why {
        Why::TooManyAttempts { minutes } => return t::too_many_attempts(lang, minutes),
        Why::Missing => t::missing(lang),
        Why::TooLong => t::too_long(lang),
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
        Why::OperationSplit => t::operation_split(lang),
        Why::AlreadyInvoiced => t::already_invoiced(lang),
        Why::NothingAccepted => t::nothing_accepted(lang),
        Why::NotSealed => t::not_sealed(lang),
        Why::AlreadyCancelled => t::already_cancelled(lang),
        Why::HasPayments => t::has_payments(lang),
        Why::CashOverLimit => t::cash_over_limit(lang),
        Why::OverBalance => t::over_balance(lang),
        Why::BuyerAddressMissing => t::buyer_address_missing(lang),
        Why::GarageIncomplete => t::garage_incomplete(lang),
        Why::InUse => t::in_use(lang),
        Why::NotAllowed => t::not_allowed(lang),
        Why::FileTooLarge => t::file_too_large(lang),
        Why::FileUnreadable => t::file_unreadable(lang),
        Why::FileHeic => t::file_heic(lang),
        Why::FileUnsupported => t::file_unsupported(lang),
        Why::FileTooManyPixels => t::file_too_many_pixels(lang),
        Why::ScanNotReady => t::scan_not_ready(lang),
        Why::SeriesInFuture => t::series_in_future(lang),
        Why::PeriodClosed => t::period_closed(lang),
        Why::Unsealable => t::unsealable(lang),
    };
    fixed.to_owned()
}

/// The sentence beside a field, if it was refused.
pub fn beside(lang: Lang, fields: &Fields, field: &str) -> Option<String> {
    fields.get(field).map(|why| say(lang, why))
}

/// All that was refused, at the head of the form that comes back.
pub fn summary(ui: &Ui, fields: &Fields) -> Markup {
    let said: Vec<(String, String)> = fields.0.iter().map(|(name, why)| (name.clone(), say(ui.lang, *why))).collect();
    let pairs: Vec<(&str, &str)> = said.iter().map(|(name, says)| (name.as_str(), says.as_str())).collect();
    error_summary(c::errors_title(ui.lang), &pairs)
}
