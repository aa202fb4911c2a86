//! What a list of customers is narrowed to, and its writing in an address: a view is kept, shared and acted upon as that.

use chrono::NaiveDate;

use crate::{
    custom_fields::{CustomField, FieldKind, ten_thousandths},
    cx::Cx,
    document::BuyerKind,
    ids::{CustomFieldId, TagId},
    money::decimal,
    policy::Act,
    text,
    vehicles::parse_date,
};

/// Everything given holds at once; nothing given: all customers.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// As in the search box.
    pub q: String,
    pub kind: Option<BuyerKind>,
    /// All of these.
    pub tags: Vec<TagId>,
    pub created_from: Option<NaiveDate>,
    pub created_to: Option<NaiveDate>,
    /// Last contact, days included.
    pub seen_from: Option<NaiveDate>,
    pub seen_to: Option<NaiveDate>,
    /// No contact for so many months.
    pub quiet: Option<u32>,
    /// Some contact within so many months.
    pub active: Option<u32>,
    /// At least so many sealed invoices.
    pub visits: Option<i32>,
    pub unpaid: bool,
    pub vehicle: VehicleFilter,
    pub values: Vec<ValueFilter>,
}

/// What one of the customer's vehicles is.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct VehicleFilter {
    /// As typed: `Citroën`.
    pub make: String,
    /// Code P.3 of the carte grise.
    pub energy: String,
    /// First registered so many years ago or more, or less.
    pub older: Option<u32>,
    pub younger: Option<u32>,
    /// Contrôle technique due within so many days, or overdue.
    pub inspection: Option<u32>,
}

/// A field of the garage's own: equal to a text or a choice, or between two numbers or two days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ValueFilter {
    pub field: CustomFieldId,
    pub is: Compared,
    /// As typed, for the form.
    pub typed: (String, String),
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Compared {
    Text(String),
    Numbers(Option<i64>, Option<i64>),
    Days(Option<NaiveDate>, Option<NaiveDate>),
}

impl VehicleFilter {
    pub fn is_empty(&self) -> bool {
        *self == VehicleFilter::default()
    }
}

/// The pairs of an address, of which those that say nothing or nonsense are as if they were not there.
struct Pairs<'a>(&'a [(String, String)]);

impl Pairs<'_> {
    fn text(&self, name: &str) -> String {
        let found = self.0.iter().find(|(k, v)| k == name && !v.trim().is_empty());
        found.map(|(_, v)| text::line(v).chars().take(100).collect()).unwrap_or_default()
    }
    fn number(&self, name: &str, most: u32) -> Option<u32> {
        self.text(name).parse().ok().filter(|n| (1..=most).contains(n))
    }
    fn day(&self, name: &str) -> Option<NaiveDate> {
        parse_date(&self.text(name)).ok()
    }
}

impl Filter {
    /// Of the pairs of an address; `fields` are the garage's own.
    pub fn of(pairs: &[(String, String)], fields: &[CustomField]) -> Filter {
        let get = Pairs(pairs);
        let tags = pairs.iter().filter(|(k, _)| k == "tag").filter_map(|(_, v)| v.parse().ok());
        Filter {
            q: get.text("q"),
            kind: BuyerKind::parse(&get.text("kind")).ok(),
            tags: tags.take(12).collect(),
            created_from: get.day("created_from"),
            created_to: get.day("created_to"),
            seen_from: get.day("seen_from"),
            seen_to: get.day("seen_to"),
            quiet: get.number("quiet", 600),
            active: get.number("active", 600),
            visits: get.number("visits", 10_000).and_then(|n| i32::try_from(n).ok()),
            unpaid: get.text("unpaid") == "yes",
            vehicle: VehicleFilter {
                make: get.text("make"),
                energy: get.text("energy").to_uppercase(),
                older: get.number("older", 150),
                younger: get.number("younger", 150),
                inspection: get.number("inspection", 3650),
            },
            values: fields.iter().filter(|f| !f.private).filter_map(|f| value(f, &get)).collect(),
        }
    }

    /// Without the conditions that would tell who asks what he may not see: who owes, who drives what.
    #[must_use]
    pub fn open_to(self, cx: &Cx) -> Filter {
        let vehicle = if cx.may(Act::SeeVehicles) { self.vehicle } else { VehicleFilter::default() };
        Filter { unpaid: self.unpaid && cx.may(Act::SeeInvoices), vehicle, ..self }
    }

    /// The same, as pairs of an address.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut all: Vec<(String, String)> = Vec::new();
        let mut put = |name: &str, value: Option<String>| {
            if let Some(value) = value.filter(|v| !v.is_empty()) {
                all.push((name.to_owned(), value));
            }
        };
        let day = |d: Option<NaiveDate>| d.map(|d| d.to_string());
        let number = |n: Option<u32>| n.map(|n| n.to_string());
        put("q", Some(self.q.clone()));
        put("kind", self.kind.map(|k| k.as_str().to_owned()));
        self.tags.iter().for_each(|t| put("tag", Some(t.to_string())));
        put("created_from", day(self.created_from));
        put("created_to", day(self.created_to));
        put("seen_from", day(self.seen_from));
        put("seen_to", day(self.seen_to));
        put("quiet", number(self.quiet));
        put("active", number(self.active));
        put("visits", self.visits.map(|n| n.to_string()));
        put("unpaid", self.unpaid.then(|| "yes".to_owned()));
        put("make", Some(self.vehicle.make.clone()));
        put("energy", Some(self.vehicle.energy.clone()));
        put("older", number(self.vehicle.older));
        put("younger", number(self.vehicle.younger));
        put("inspection", number(self.vehicle.inspection));
        for value in &self.values {
            let (name, (from, to)) = (format!("field_{}", value.field), value.typed.clone());
            match value.is {
                Compared::Text(_) => put(&name, Some(from)),
                _ => {
                    put(&format!("{name}_from"), Some(from));
                    put(&format!("{name}_to"), Some(to));
                }
            }
        }
        all
    }

    pub fn is_empty(&self) -> bool {
        *self == Filter::default()
    }

    /// How many conditions beside the words of the search box.
    pub fn count(&self) -> usize {
        self.pairs().iter().filter(|(name, _)| name != "q").count()
    }
}

fn value(field: &CustomField, get: &Pairs) -> Option<ValueFilter> {
    let name = field.input();
    let (from, to) = (get.text(&format!("{name}_from")), get.text(&format!("{name}_to")));
    let (is, typed) = match field.kind {
        FieldKind::Number => {
            let number = |typed: &str| decimal(typed).ok().and_then(|n| ten_thousandths(n).ok());
            (Compared::Numbers(number(&from), number(&to)), (from, to))
        }
        FieldKind::Date => (Compared::Days(parse_date(&from).ok(), parse_date(&to).ok()), (from, to)),
        FieldKind::Text | FieldKind::Choice | FieldKind::YesNo => {
            let typed = get.text(&name);
            (Compared::Text(text::key(&typed)), (typed, String::new()))
        }
    };
    let says = match &is {
        Compared::Text(key) => !key.is_empty(),
        Compared::Numbers(from, to) => from.is_some() || to.is_some(),
        Compared::Days(from, to) => from.is_some() || to.is_some(),
    };
    says.then_some(ValueFilter { field: field.id, is, typed })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn pairs(all: &[(&str, &str)]) -> Vec<(String, String)> {
        all.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned())).collect()
    }

    #[test]
    fn an_address_says_again_what_it_was_read_from() {
        let field = CustomField {
            id: CustomFieldId::new(),
            version: 1,
            name: "Remise".into(),
            kind: FieldKind::Number,
            choices: vec![],
            private: false,
        };
        let from = field.input() + "_from";
        let said = pairs(&[
            ("q", "dupont"),
            ("kind", "professionnel"),
            ("tag", "01900000-0000-7000-8000-000000000001"),
            ("created_from", "2026-01-01"),
            ("quiet", "12"),
            ("unpaid", "yes"),
            ("make", "Citroën"),
            ("inspection", "60"),
            (&from, "12,5"),
        ]);
        let filter = Filter::of(&said, std::slice::from_ref(&field));
        assert_eq!(filter.pairs(), said);
        assert_eq!(filter.values[0].is, Compared::Numbers(Some(125_000), None));
        assert_eq!(filter.count(), 8);
    }

    #[test]
    fn nonsense_in_an_address_is_not_there() {
        let said = pairs(&[("kind", "x"), ("tag", "x"), ("quiet", "-3"), ("created_to", "31/02/2026"), ("visits", "")]);
        assert!(Filter::of(&said, &[]).is_empty());
    }
}
