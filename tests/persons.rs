//! What the law lets a person ask for: access, objection, erasure, and that nothing is kept longer than it may be.

mod archives;
mod consents;
mod erasure;
mod leaving;
mod retention;

use std::collections::BTreeMap;

use crm::{
    Fields,
    archives::rows,
    contacts::{self, ContactForm},
    ids::ContactId,
    queue::{self, Job},
    sealed,
};
use serde_json::Value;
use sqlx::AssertSqlSafe;

use crate::support::{Garage, Town};

impl Garage {
    /// As the superuser, whom row security does not stop: what only time does. `current_tenant()` is this garage.
    async fn by_hand(&self, sql: &str) {
        let sql = format!("set app.current_tenant = '{}'; {sql}; reset app.current_tenant", self.tenant);
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&self.town.admin).await.unwrap();
    }

    async fn count(&self, from: &str) -> i64 {
        let sql = format!("select count(*) from {from} and tenant_id = '{}'", self.tenant);
        sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&self.town.admin).await.unwrap()
    }

    async fn person(&self, form: ContactForm) -> ContactId {
        let new = form.parse(&mut Fields::default()).expect("a contact");
        let mut tx = self.begin().await;
        let id = contacts::create(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    async fn night_of_retention(&self) {
        let mut tx = self.begin().await;
        queue::enqueue(&mut tx, Job::KeepRetention).await.unwrap();
        tx.commit().await.unwrap();
        self.run_jobs().await;
    }
}

fn named(first: &str, last: &str) -> ContactForm {
    ContactForm { first_name: first.into(), last_name: last.into(), ..ContactForm::fresh() }
}

async fn tables() -> Vec<String> {
    let sql =
        "select c.relname::text from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
               where c.relnamespace = 'public'::regnamespace and c.relkind in ('r', 'p') order by 1";
    sqlx::query_scalar(sql).fetch_all(&Town::get().await.admin).await.unwrap()
}

/// Every row of the garage with all that is sealed opened, as whoever holds the keys would read it: (table, column) and the
/// row's id of each place where one of these words stands.
async fn places(garage: &Garage, words: &[&str]) -> BTreeMap<(String, String), Vec<String>> {
    let mut found: BTreeMap<(String, String), Vec<String>> = BTreeMap::new();
    for table in tables().await {
        let sql = format!("select to_jsonb(t) from {table} t where tenant_id = '{}'", garage.tenant);
        let all: Vec<Value> = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_all(&garage.town.admin).await.unwrap();
        let mut tx = garage.begin().await;
        for mut row in all {
            sealed::open_row(&mut tx, &table, &mut row).await.unwrap();
            for (column, value) in row.as_object().unwrap() {
                let text = value.to_string().to_lowercase();
                if words.iter().any(|word| text.contains(&word.to_lowercase())) {
                    let id = row["id"].as_str().unwrap_or_default().to_owned();
                    found.entry((table.clone(), column.clone())).or_default().push(id);
                }
            }
        }
    }
    found
}

/// The garage's own tables, for tests that read them as an archive does.
async fn table(garage: &Garage, name: &str) -> Vec<Value> {
    let mut tx = garage.begin().await;
    rows::page(&mut tx, name, None, 10_000).await.unwrap().0
}
