//! One box for everything. What was typed is looked for as it stands; where that finds nothing, as it may have been meant:
//! an O for a nought and an I for a one in plates and VINs, and at last names that are much like it.

use chrono::{DateTime, Datelike, Utc};
use uuid::Uuid;

use crate::{
    contacts::{self, ContactRow},
    db::TenantTx,
    error::Result,
    policy::Act,
    series::Series,
    text,
    vehicles::{self, VehicleRow},
};

/// What the box shows of each group at most.
const MANY: i32 = 20;
/// Of what is only much like it.
const NEARLY: i32 = 8;

#[derive(Clone, Debug, Default)]
pub struct Found {
    pub contacts: Vec<ContactRow>,
    pub vehicles: Vec<VehicleRow>,
    pub papers: Vec<Paper>,
    /// Nothing is so written; the contacts are much like it.
    pub nearly: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PaperKind {
    Quote,
    Invoice,
    CreditNote,
    RepairOrder,
}

crate::text_enum!(PaperKind {
    Quote => "quote",
    Invoice => "invoice",
    CreditNote => "credit_note",
    RepairOrder => "repair_order",
});

/// A document found by its number.
#[derive(Clone, Debug)]
pub struct Paper {
    pub kind: PaperKind,
    pub id: Uuid,
    pub number: String,
    pub contact: String,
    pub at: DateTime<Utc>,
}

impl PaperKind {
    /// Who may see it.
    pub fn act(self) -> Act {
        match self {
            PaperKind::Quote => Act::SeeQuotes,
            PaperKind::Invoice | PaperKind::CreditNote => Act::SeeInvoices,
            PaperKind::RepairOrder => Act::SeeRepairOrders,
        }
    }
}

impl Found {
    fn is_empty(&self) -> bool {
        self.contacts.is_empty() && self.vehicles.is_empty() && self.papers.is_empty()
    }
}

/// What who asks may see of it: the groups he may not see are as if they were empty.
pub async fn all(tx: &mut TenantTx, typed: &str) -> Result<Found> {
    let patterns = text::patterns(typed);
    if patterns.is_empty() {
        return Ok(Found::default());
    }
    let who = tx.cx().clone();
    let (see_contacts, see_vehicles) = (who.may(Act::SeeContacts), who.may(Act::SeeVehicles));
    let mut found = Found::default();
    if see_contacts {
        found.contacts = contacts::search(tx, typed, MANY).await?;
    }
    if see_vehicles {
        found.vehicles = vehicles::search(tx, typed, MANY).await?;
    }
    found.papers = papers(tx, typed).await?;
    found.papers.retain(|paper| who.may(paper.kind.act()));
    if !found.is_empty() {
        return Ok(found);
    }
    if let Some(meant) = text::with_digits(typed).filter(|_| see_vehicles) {
        let vehicles = vehicles::search(tx, &meant, MANY).await?;
        if !vehicles.is_empty() {
            return Ok(Found { vehicles, ..found });
        }
    }
    if !see_contacts {
        return Ok(found);
    }
    let contacts = contacts::nearly(tx, typed, NEARLY).await?;
    Ok(Found { nearly: !contacts.is_empty(), contacts, ..found })
}

/// The documents that bear such a number.
async fn papers(tx: &mut TenantTx, typed: &str) -> Result<Vec<Paper>> {
    let numbers = numbers(typed, tx.cx().today().year());
    if numbers.is_empty() {
        return Ok(Vec::new());
    }
    let rows = sqlx::query!(
        "select 'quote' as \"kind!: PaperKind\", q.id as \"id!\", q.number as \"number!\", q.created_at as \"at!\",
                coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name)) as \"contact!\"
         from quotes q join contacts c on c.tenant_id = q.tenant_id and c.id = q.contact_id
         where q.number = any ($1) and q.deleted_at is null
         union all
         select i.kind, i.id, i.number, i.created_at,
                coalesce(nullif(i.buyer_name, ''), nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name))
         from invoices i join contacts c on c.tenant_id = i.tenant_id and c.id = i.contact_id
         where i.number = any ($1) and i.deleted_at is null
         union all
         select 'repair_order', o.id, o.number, o.opened_at,
                coalesce(nullif(c.company, ''), trim(c.last_name || ' ' || c.first_name))
         from repair_orders o join contacts c on c.tenant_id = o.tenant_id and c.id = o.contact_id
         where o.number = any ($1) and o.deleted_at is null
         order by 4 desc",
        &numbers
    )
    .fetch_all(tx.conn())
    .await?;
    let papers =
        rows.into_iter().map(|r| Paper { kind: r.kind, id: r.id, number: r.number, contact: r.contact, at: r.at });
    Ok(papers.collect())
}

/// The numbers that what was typed may mean: `FA-2026-000123`, `fa 26 123`, or `123` of this year and the last, in any
/// series.
fn numbers(typed: &str, this_year: i32) -> Vec<String> {
    let groups = groups(typed);
    let (codes, digits): (Vec<&str>, &[String]) = match groups.as_slice() {
        [code, digits @ ..] if code.chars().all(|c| c.is_ascii_alphabetic()) => {
            (Series::ALL.map(Series::code).into_iter().filter(|known| known == code).collect(), digits)
        }
        digits => (Series::ALL.map(Series::code).to_vec(), digits),
    };
    let year_of = |text: &str| -> Option<i32> {
        match text.len() {
            2 => Some(2000 + text.parse::<i32>().ok()?),
            4 => text.parse().ok(),
            _ => None,
        }
    };
    let (years, number) = match digits {
        [number] if number.len() <= 6 => (vec![this_year, this_year - 1], number.as_str()),
        [both] if both.len() == 10 => (year_of(&both[..4]).into_iter().collect(), &both[4..]),
        [year, number] if number.len() <= 6 => (year_of(year).into_iter().collect(), number.as_str()),
        _ => return Vec::new(),
    };
    let Ok(number) = number.parse::<u32>() else { return Vec::new() };
    let numbers = years.iter().flat_map(|year| codes.iter().map(move |code| format!("{code}-{year}-{number:06}")));
    numbers.collect()
}

/// Runs of letters, as capitals, and of digits.
fn groups(typed: &str) -> Vec<String> {
    let kind = |c: char| {
        if c.is_ascii_alphabetic() {
            1
        } else if c.is_ascii_digit() {
            2
        } else {
            0
        }
    };
    let chars: Vec<char> = typed.chars().take(40).map(|c| c.to_ascii_uppercase()).collect();
    let runs = chars.chunk_by(|a, b| kind(*a) == kind(*b));
    runs.filter(|run| run.first().is_some_and(|c| kind(*c) > 0)).map(|run| run.iter().collect()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_understood_in_any_writing() {
        let one = vec!["FA-2026-000123".to_owned()];
        for typed in ["FA-2026-000123", "fa 2026 123", "Fa2026000123", "fa26-123", "fa/2026/00123"] {
            assert_eq!(numbers(typed, 2027), one, "{typed}");
        }
        let any = numbers("123", 2026);
        assert!(any.contains(&one[0]) && any.contains(&"OR-2025-000123".to_owned()) && any.len() == 8, "{any:?}");
        for typed in ["dupont", "AB-123-CD", "0612345678901", "06 12 34 56 78", "XX-2026-000123", "", "fa"] {
            assert!(numbers(typed, 2026).is_empty(), "{typed}");
        }
    }
}
