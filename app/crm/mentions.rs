//! Legal sentences of a document: dated rows, chosen by the buyer's kind and by what the lines hold.

use chrono::NaiveDate;

use crate::{
    db::TenantTx,
    document::{BuyerKind, Line, LineKind, Mention, MentionCode, Nature, PartOrigin},
    error::Result,
    garages::{Garage, LabourMethod},
    totals::Exemption,
};

/// The sentences in force on a date, for a kind of buyer.
struct InForce(Vec<(String, String)>);

impl InForce {
    async fn on(tx: &mut TenantTx, date: NaiveDate, buyer: BuyerKind) -> Result<InForce> {
        let rows = sqlx::query!(
            "select distinct on (code) code, text
             from legal_mentions
             where valid_from <= $1 and (valid_to is null or valid_to >= $1) and (buyer_kind is null or buyer_kind = $2)
             order by code, buyer_kind nulls last, valid_from desc",
            date,
            buyer.as_str()
        )
        .fetch_all(tx.conn())
        .await?;
        Ok(InForce(rows.into_iter().map(|r| (r.code, r.text)).collect()))
    }

    /// Adds the sentence if it applies to this buyer on this date.
    fn add(&self, to: &mut Vec<Mention>, code: MentionCode, key: &str, arguments: &[(&str, &str)]) {
        if let Some((_, text)) = self.0.iter().find(|(k, _)| k == key) {
            let filled =
                arguments.iter().fold(text.clone(), |t, (name, value)| t.replace(&format!("{{ ${name} }}"), value));
            to.push(Mention { code, text: filled });
        }
    }
}

/// Mentions of an invoice or a credit note. `due_on` decides the words of payment.
pub async fn of_invoice(
    tx: &mut TenantTx,
    garage: &Garage,
    buyer: BuyerKind,
    lines: &[Line],
    issued_on: NaiveDate,
    due_on: NaiveDate,
) -> Result<Vec<Mention>> {
    let law = InForce::on(tx, issued_on, buyer).await?;
    let mut mentions = Vec::new();
    let days = (due_on - issued_on).num_days();
    if days == 0 {
        law.add(&mut mentions, MentionCode::PaymentTerms, "payment_terms_now", &[]);
    } else {
        let date = due_on.format("%d/%m/%Y").to_string();
        let arguments = [("days", days.to_string()), ("date", date)];
        let arguments: Vec<(&str, &str)> = arguments.iter().map(|(k, v)| (*k, v.as_str())).collect();
        law.add(&mut mentions, MentionCode::PaymentTerms, "payment_terms_days", &arguments);
    }
    law.add(&mut mentions, MentionCode::EarlyDiscount, "early_discount", &[]);
    match garage.late_penalty_percent.filter(|_| buyer == BuyerKind::Professionnel) {
        Some(rate) => {
            let rate = rate.normalize().to_string().replace('.', ",");
            law.add(&mut mentions, MentionCode::LatePenalties, "late_penalties_rate", &[("rate", &rate)]);
        }
        None => law.add(&mut mentions, MentionCode::LatePenalties, "late_penalties_default", &[]),
    }
    law.add(&mut mentions, MentionCode::RecoveryFee, "recovery_fee", &[]);
    law.add(&mut mentions, MentionCode::Category, category(lines), &[]);
    if garage.vat_on_debits {
        law.add(&mut mentions, MentionCode::VatOnDebits, "vat_on_debits", &[]);
    }
    for (exemption, key) in [(Exemption::Franchise, "exemption_franchise"), (Exemption::Debours, "exemption_debours")] {
        if lines.iter().any(|l| l.exemption == Some(exemption)) {
            law.add(&mut mentions, MentionCode::Exemption, key, &[]);
        }
    }
    if lines.iter().any(|l| l.nature == Nature::Goods && l.kind != LineKind::Text) {
        law.add(&mut mentions, MentionCode::Guarantee, "guarantee", &[]);
    }
    of_trade(&law, &mut mentions, garage, lines);
    Ok(mentions)
}

/// Mentions of a quote: those of the trade, and how the consumer may complain.
pub async fn of_quote(
    tx: &mut TenantTx,
    garage: &Garage,
    buyer: BuyerKind,
    lines: &[Line],
    issued_on: NaiveDate,
) -> Result<Vec<Mention>> {
    let law = InForce::on(tx, issued_on, buyer).await?;
    let mut mentions = Vec::new();
    if garage.is_in_franchise() {
        law.add(&mut mentions, MentionCode::Exemption, "exemption_franchise", &[]);
    }
    of_trade(&law, &mut mentions, garage, lines);
    Ok(mentions)
}

fn of_trade(law: &InForce, mentions: &mut Vec<Mention>, garage: &Garage, lines: &[Line]) {
    if lines.iter().any(|l| l.kind == LineKind::Labour) {
        let key = match garage.labour_method {
            LabourMethod::TimeSpent => "labour_time_spent",
            LabourMethod::Book => "labour_book",
        };
        law.add(mentions, MentionCode::LabourMethod, key, &[]);
    }
    if lines.iter().any(|l| l.part_origin == Some(PartOrigin::Piec)) {
        law.add(mentions, MentionCode::Piec, "piec", &[]);
    }
    let mediator: Vec<&str> = [&garage.mediator_name, &garage.mediator_address, &garage.mediator_url]
        .into_iter()
        .filter_map(|part| part.as_deref())
        .collect();
    if !mediator.is_empty() {
        law.add(mentions, MentionCode::Mediator, "mediator", &[("mediator", &mediator.join(", "))]);
    }
    for (code, text) in [(MentionCode::Insurance, &garage.insurance), (MentionCode::Other, &garage.extra_mention)] {
        if let Some(text) = text {
            mentions.push(Mention { code, text: text.clone() });
        }
    }
}

/// Goods, services or both (CGI ann. II art. 242 nonies A I-8° bis).
fn category(lines: &[Line]) -> &'static str {
    let has =
        |nature| lines.iter().any(|l| l.nature == nature && l.kind != LineKind::Text && l.kind != LineKind::Debours);
    match (has(Nature::Goods), has(Nature::Service)) {
        (true, true) => "category_mixed",
        (true, false) => "category_goods",
        _ => "category_service",
    }
}
