//! Choosing a customer for a form that was left for the moment.

use crm::contacts;
use serde::Deserialize;
use views::pick::Picking;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result},
    sign_in::safe_path,
};

const MANY: i32 = 12;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    q: String,
    to: String,
}

pub async fn index(mut ask: Ask) -> Result<Answer> {
    let query: Query = ask.query();
    // A page of ours that takes an id at its end, and nothing else.
    if safe_path(&query.to) != query.to || !query.to.ends_with('=') {
        return Err(Fault::not_found());
    }
    let typed = query.q.trim();
    let mut tx = ask.look().await?;
    let rows = contacts::search(&mut tx, typed, MANY).await?;
    tx.commit().await?;
    let picking = Picking { query: typed, to: &query.to, rows: &rows };
    ask.page(if ask.partial { views::pick::results(&ask.ui, &picking) } else { views::pick::page(&ask.ui, &picking) })
}

/// A page of ours that was left to make what it needs; empty when the address is none.
pub fn way_back(to: &str) -> &str {
    if to.len() > 1 && safe_path(to) == to { to } else { "" }
}

/// What one was doing, with what was made meanwhile where it is asked for.
pub fn goes_on(to: &str, made: impl std::fmt::Display) -> Option<String> {
    match to {
        "" => None,
        to if to.ends_with('=') => Some(format!("{to}{made}")),
        to => Some(to.to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_goes_back_to_our_pages_only() {
        assert_eq!(way_back("/quotes/new?contact="), "/quotes/new?contact=");
        for foreign in ["", "/", "//evil.example/", "https://evil.example", "/\\evil.example", "quotes"] {
            assert_eq!(way_back(foreign), "", "{foreign}");
        }
    }

    #[test]
    fn what_was_made_is_told_where_it_is_asked() {
        assert_eq!(goes_on("/quotes/new?contact=", 7).as_deref(), Some("/quotes/new?contact=7"));
        assert_eq!(goes_on("/invoices/3", 7).as_deref(), Some("/invoices/3"));
        assert_eq!(goes_on("", 7), None);
    }
}
