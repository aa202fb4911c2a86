//! What the address of the list says: filter, order, columns.

use crm::{
    contacts::{filter::Filter, list::Sort},
    custom_fields::CustomField,
    ids::CustomFieldId,
};

/// A column beside the name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    Phone,
    Email,
    Vehicle,
    Seen,
    Created,
    Visits,
    Tags,
    Own(CustomFieldId),
}

impl Column {
    pub const PLAIN: [Column; 7] =
        [Column::Phone, Column::Email, Column::Vehicle, Column::Tags, Column::Visits, Column::Created, Column::Seen];
    /// Shown to whom has chosen none.
    pub const USUAL: [Column; 4] = [Column::Phone, Column::Email, Column::Vehicle, Column::Seen];

    /// Its word in the address.
    pub fn word(self) -> String {
        match self {
            Column::Phone => "phone".into(),
            Column::Email => "email".into(),
            Column::Vehicle => "vehicle".into(),
            Column::Seen => "seen".into(),
            Column::Created => "created".into(),
            Column::Visits => "visits".into(),
            Column::Tags => "tags".into(),
            Column::Own(id) => format!("field_{id}"),
        }
    }

    /// Those a garage has, its own fields last.
    pub fn all(fields: &[CustomField]) -> Vec<Column> {
        let own = fields.iter().filter(|f| !f.private).map(|f| Column::Own(f.id));
        Column::PLAIN.into_iter().chain(own).collect()
    }
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListState {
    pub filter: Filter,
    pub sort: Sort,
    pub columns: Vec<Column>,
}

impl ListState {
    /// Of the pairs of an address. What is nonsense there is as if it were not.
    pub fn of(pairs: &[(String, String)], fields: &[CustomField]) -> ListState {
        let chosen = |column: &Column| pairs.iter().any(|(k, v)| k == "col" && *v == column.word());
        let columns: Vec<Column> = Column::all(fields).into_iter().filter(chosen).collect();
        let sort = pairs.iter().find(|(k, _)| k == "sort").and_then(|(_, v)| Sort::parse(v).ok());
        ListState {
            filter: Filter::of(pairs, fields),
            sort: sort.unwrap_or_default(),
            columns: if columns.is_empty() { Column::USUAL.to_vec() } else { columns },
        }
    }

    /// As short as it can be said.
    pub fn pairs(&self) -> Vec<(String, String)> {
        let mut pairs = self.filter.pairs();
        if self.sort != Sort::default() {
            pairs.push(("sort".into(), self.sort.as_str().into()));
        }
        if self.columns != Column::USUAL {
            pairs.extend(self.columns.iter().map(|c| ("col".to_owned(), c.word())));
        }
        pairs
    }

    /// What follows the `?`; often empty.
    pub fn query(&self) -> String {
        query(&self.pairs())
    }

    pub fn href(&self) -> String {
        address("/contacts", &self.pairs())
    }

    pub fn sorted(&self, sort: Sort) -> ListState {
        ListState { sort, ..self.clone() }
    }
}

pub fn query(pairs: &[(String, String)]) -> String {
    form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish()
}

pub fn address(path: &str, pairs: &[(String, String)]) -> String {
    if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", query(pairs)) }
}
