//! E-mails to customers: text and a plain HTML twin. Styles are inline because mail programs know no other; no image, no
//! tracking.

use chrono::NaiveDate;
use crm::{
    Lang,
    document::Document,
    garages::Garage,
    money::Cents,
    payments::{Payment, PaymentKind},
    reach::show_phone,
};
use maud::{DOCTYPE, Markup, html};

use crate::{format, text::mails as t};

/// What a job sends.
pub struct Mail {
    pub subject: String,
    pub text: String,
    pub html: String,
}

/// A letter: paragraphs, at most one button.
struct Letter<'a> {
    lang: Lang,
    garage: &'a Garage,
    paragraphs: Vec<String>,
    button: Option<(&'static str, &'a str)>,
    after: Vec<String>,
}

pub fn welcome(lang: Lang, garage: &Garage, name: &str) -> Mail {
    let paragraphs = vec![t::hello(lang, name), t::welcome_text(lang, garage.sign()), t::welcome_more(lang).to_owned()];
    let letter = Letter { lang, garage, paragraphs, button: None, after: vec![] };
    letter.mail(t::welcome_subject(lang, garage.sign()))
}

/// What a garage writes to many of its customers. `stop`: the link by which an offer's reader asks for no more.
pub fn notice(lang: Lang, garage: &Garage, name: &str, subject: &str, text: &str, stop: Option<&str>) -> Mail {
    let mut paragraphs = vec![t::hello(lang, name)];
    paragraphs.extend(text.split("\n\n").map(str::to_owned));
    let button = stop.map(|link| (t::no_more_offers(lang), link));
    let after = stop.map(|_| t::why_offers(lang, garage.sign())).into_iter().collect();
    Letter { lang, garage, paragraphs, button, after }.mail(subject.to_owned())
}

/// To a colleague: what protects the account has changed. `what`: the journal's word for it.
pub fn account_changed(lang: Lang, garage: &Garage, name: &str, what: &str) -> Mail {
    let paragraphs = vec![t::hello(lang, name), t::account_text(lang, what), t::account_not_you(lang).to_owned()];
    Letter { lang, garage, paragraphs, button: None, after: vec![] }.mail(t::account_subject(lang, garage.sign()))
}

/// The quote and its link. `link` is a secret of the customer.
pub fn quote(lang: Lang, garage: &Garage, name: &str, document: &Document, link: &str) -> Mail {
    let number = document.number.as_deref().unwrap_or_default();
    let amount = format::euros(lang, document.totals.gross);
    let vehicle = document.vehicle.as_ref().map(|v| format!("{} {}", v.name, v.plate)).unwrap_or_default();
    let says = match vehicle.trim() {
        "" => t::quote_text(lang, number, amount),
        vehicle => t::quote_text_vehicle(lang, number, vehicle, amount),
    };
    let mut paragraphs = vec![t::hello(lang, name), says];
    paragraphs.extend(document.note.clone());
    let until = document.valid_until.map(|d: NaiveDate| t::quote_until(lang, format::long_date(lang, d)));
    let letter = Letter {
        lang,
        garage,
        paragraphs,
        button: Some((t::quote_button(lang), link)),
        after: until.into_iter().collect(),
    };
    letter.mail(t::quote_subject(lang, number, garage.sign()))
}

/// An invoice or a credit note, attached.
pub fn invoice(lang: Lang, garage: &Garage, name: &str, document: &Document) -> Mail {
    let number = document.number.as_deref().unwrap_or_default();
    let amount = format::euros(lang, document.totals.gross);
    let credit = document.corrects.as_ref();
    let (subject, says) = match credit {
        Some(of) => {
            (t::credit_note_subject(lang, number, garage.sign()), t::credit_note_text(lang, number, &of.number, amount))
        }
        None => (t::invoice_subject(lang, number, garage.sign()), t::invoice_text(lang, number, amount)),
    };
    let mut paragraphs = vec![t::hello(lang, name), says];
    if credit.is_none()
        && let Some(due) = document.due_on.filter(|due| *due > document.issued_on)
    {
        paragraphs.push(t::invoice_due(lang, format::long_date(lang, due)));
    }
    Letter { lang, garage, paragraphs, button: None, after: vec![t::invoice_thanks(lang).to_owned()] }.mail(subject)
}

/// Money received on an invoice, or given back on a credit note; what remains.
pub fn receipt(lang: Lang, garage: &Garage, name: &str, number: &str, paid: &Payment, balance: Cents) -> Mail {
    let amount = format::euros(lang, paid.amount.abs());
    let (method, day) = (paid.method.as_str(), format::long_date(lang, paid.received_on));
    let refund = paid.kind == PaymentKind::Refund;
    let (subject, says) = match refund {
        true => (t::refund_subject(lang, number, garage.sign()), t::refund_text(lang, &amount, number, method, day)),
        false => (t::receipt_subject(lang, number, garage.sign()), t::receipt_text(lang, &amount, number, method, day)),
    };
    let rest = match (refund, balance.0) {
        (false, owed) if owed > 0 => t::receipt_rest(lang, format::euros(lang, balance)),
        (false, _) => t::receipt_settled(lang).to_owned(),
        (true, owed) if owed < 0 => t::refund_rest(lang, format::euros(lang, balance.abs())),
        (true, _) => t::refund_settled(lang).to_owned(),
    };
    let paragraphs = vec![t::hello(lang, name), says, rest];
    let after = vec![t::invoice_thanks(lang).to_owned()];
    Letter { lang, garage, paragraphs, button: None, after }.mail(subject)
}

impl Letter<'_> {
    fn mail(self, subject: String) -> Mail {
        Mail { text: self.plain(), html: self.page(&subject).into_string(), subject }
    }

    fn signature(&self) -> Vec<String> {
        let g = self.garage;
        let a = &g.address;
        vec![
            g.sign().to_owned(),
            format!("{}, {} {}", a.street, a.postcode, a.town),
            format!("{} · {}", show_phone(&g.phone), g.email),
        ]
    }

    fn plain(&self) -> String {
        let mut parts = self.paragraphs.clone();
        if let Some((label, link)) = self.button {
            parts.push(format!("{label}\n{link}"));
        }
        parts.extend(self.after.clone());
        parts.push(format!("-- \n{}", self.signature().join("\n")));
        parts.join("\n\n")
    }

    fn page(&self, subject: &str) -> Markup {
        const BODY: &str =
            "margin:0;padding:24px;background:#f8fafc;color:#0f172a;font:16px/1.5 'IBM Plex Sans',Arial,sans-serif";
        const SHEET: &str =
            "max-width:560px;margin:0 auto;padding:32px;background:#ffffff;border:1px solid #e2e8f0;border-radius:12px";
        const BUTTON: &str = "display:inline-block;padding:14px 24px;background:#2563eb;color:#ffffff;border-radius:8px;text-decoration:none;font-weight:600";
        const SMALL: &str =
            "margin:32px 0 0;padding-top:16px;border-top:1px solid #e2e8f0;color:#64748b;font-size:14px";
        html! {
            (DOCTYPE)
            html lang=(self.lang.as_str()) {
                head { meta charset="utf-8"; title { (subject) } meta name="viewport" content="width=device-width"; }
                body style=(BODY) {
                    div style=(SHEET) {
                        @for paragraph in &self.paragraphs { p style="margin:0 0 16px;white-space:pre-line" { (paragraph) } }
                        @if let Some((label, link)) = self.button {
                            p style="margin:24px 0" { a href=(link) style=(BUTTON) { (label) } }
                        }
                        @for paragraph in &self.after { p style="margin:0 0 16px" { (paragraph) } }
                        p style=(SMALL) {
                            @for (i, line) in self.signature().iter().enumerate() { @if i > 0 { br; } (line) }
                        }
                    }
                }
            }
        }
    }
}
