//! What an archive holds, in order.

use std::collections::BTreeSet;

use crm::{
    Error, TenantTx,
    archives::{Archive, Reached, Whose, rows},
    document::Document,
    fec, files,
    ids::{ContactId, FileId, UserId},
    invoices,
};
use serde_json::{Value, json};
use uuid::Uuid;

use super::zip::{self, Piece};
use crate::works::At;

/// Rows of a page of a table.
const ROWS: i32 = 2000;
/// Documents and photos of a page: each may be 15 MB.
const DOCUMENTS: i32 = 10;

enum Chapter {
    Readme,
    /// All that points at the customer and at his vehicles.
    Customer(ContactId),
    Colleague(UserId),
    Table(String),
    Quotes(Option<ContactId>),
    Invoices(Option<ContactId>),
    Photos(&'static str, Option<ContactId>),
    /// One calendar year.
    Fec(i32),
}

/// Writes the next page; where the one after it begins, or none.
pub async fn page(at: &At<'_>, archive: &Archive, piece: &mut Piece) -> crm::Result<Option<Reached>> {
    let here = &archive.reached;
    let mut tx = at.look().await?;
    let chapters = chapters(&mut tx, archive).await?;
    tx.commit().await?;
    let Some(chapter) = chapters.get(here.chapter) else { return Ok(None) };
    let mut book = Book { at, begun: here.data_bytes, piece };
    let on = match chapter {
        Chapter::Readme => book.readme(archive.whose).await?,
        Chapter::Customer(id) => book.customer(*id).await?,
        Chapter::Colleague(id) => book.colleague(*id).await?,
        Chapter::Table(name) => book.table(name, here).await?,
        Chapter::Quotes(of) => book.quotes(*of, here).await?,
        Chapter::Invoices(of) => book.invoices(*of, here).await?,
        Chapter::Photos(table, of) => book.photos(table, *of, here).await?,
        Chapter::Fec(year) => book.fec(*year).await?,
    };
    Ok(Some(match on {
        Some(after) => Reached { after: Some(after), page: here.page + 1, ..here.clone() },
        None => Reached { chapter: here.chapter + 1, ..Reached::default() },
    }))
}

async fn chapters(tx: &mut TenantTx, archive: &Archive) -> crm::Result<Vec<Chapter>> {
    let mut all = vec![Chapter::Readme];
    match archive.whose {
        Whose::User(id) => all.push(Chapter::Colleague(id)),
        Whose::Contact(id) => {
            let of = Some(id);
            all.extend([Chapter::Customer(id), Chapter::Quotes(of), Chapter::Invoices(of)]);
            all.extend([Chapter::Photos("vehicle_files", of), Chapter::Photos("scans", of)]);
        }
        Whose::Garage => {
            all.extend(rows::tables(tx).await?.into_iter().map(Chapter::Table));
            all.extend([Chapter::Quotes(None), Chapter::Invoices(None)]);
            all.extend([Chapter::Photos("vehicle_files", None), Chapter::Photos("scans", None)]);
            all.extend(fec::years(tx).await?.into_iter().map(Chapter::Fec));
        }
    }
    Ok(all)
}

struct Book<'a> {
    at: &'a At<'a>,
    begun: u64,
    piece: &'a mut Piece,
}

/// Where to go on in the chapter; none: it is through.
type On = crm::Result<Option<Value>>;

impl Book<'_> {
    fn add(&mut self, name: &str, bytes: &[u8]) -> crm::Result<()> {
        let when = self.at.cx.now;
        zip::add(self.piece, self.begun, name, when, bytes)
            .map_err(|e| Error::Internal(format!("zip not written: {e}")))
    }

    fn json(&mut self, name: &str, value: &Value) -> crm::Result<()> {
        let bytes = serde_json::to_vec_pretty(value).map_err(|e| Error::Internal(format!("not serialised: {e}")))?;
        self.add(name, &bytes)
    }

    async fn readme(&mut self, whose: Whose) -> On {
        let kind = match whose {
            Whose::Contact(_) => "contact",
            Whose::User(_) => "user",
            Whose::Garage => "garage",
        };
        let (cx, sign) = (&self.at.cx, &self.at.sign);
        let text = views::archives::readme(cx.lang, kind, &sign.name, cx.today());
        self.add(views::archives::readme_name(cx.lang), text.as_bytes())?;
        Ok(None)
    }

    async fn customer(&mut self, id: ContactId) -> On {
        let mut tx = self.at.look().await?;
        let own = rows::about(&mut tx, "contacts", "id", &[id.0]).await?;
        let cars = rows::about(&mut tx, "vehicles", "owner_id", &[id.0]).await?;
        let mut found: Vec<(String, Vec<Value>)> = vec![("contacts".into(), own)];
        for (table, column) in rows::pointing_at(&mut tx, "contacts").await? {
            // What a program thinks of two customers is as much about the other one.
            if table != "duplicate_pairs" {
                found.push((table.clone(), rows::about(&mut tx, &table, &column, &[id.0]).await?));
            }
        }
        let car_ids = rows::ids(&cars);
        for (table, column) in rows::pointing_at(&mut tx, "vehicles").await? {
            let mut of_cars = rows::about(&mut tx, &table, &column, &car_ids).await?;
            of_cars.retain(|row| is_his(row, id));
            found.push((table, of_cars));
        }
        for (table, column, of) in [
            ("quote_lines", "quote_id", "quotes"),
            ("approvals", "quote_id", "quotes"),
            ("invoice_lines", "invoice_id", "invoices"),
            ("payments", "invoice_id", "invoices"),
            ("tags", "id", "contact_tags"),
        ] {
            let ids: Vec<Uuid> =
                found.iter().filter(|(t, _)| t == of).flat_map(|(_, rows)| ids_for(rows, of)).collect();
            found.push((table.into(), rows::about(&mut tx, table, column, &ids).await?));
        }
        tx.commit().await?;
        self.tables(found)?;
        Ok(None)
    }

    /// One file a table, each row once.
    fn tables(&mut self, mut found: Vec<(String, Vec<Value>)>) -> crm::Result<()> {
        found.sort_by(|a, b| a.0.cmp(&b.0));
        let names: BTreeSet<String> = found.iter().map(|(name, _)| name.clone()).collect();
        for name in names {
            let mut rows: Vec<&Value> = Vec::new();
            for row in found.iter().filter(|(of, _)| *of == name).flat_map(|(_, rows)| rows) {
                if !rows.contains(&row) {
                    rows.push(row);
                }
            }
            if !rows.is_empty() {
                self.json(&format!("json/{name}.json"), &json!(rows))?;
            }
        }
        Ok(())
    }

    async fn colleague(&mut self, id: UserId) -> On {
        let mut tx = self.at.look().await?;
        let mut found = vec![("users".to_owned(), rows::about(&mut tx, "users", "id", &[id.0]).await?)];
        for (table, column) in [("sessions", "user_id"), ("security_events", "user_id"), ("saved_views", "user_id")] {
            found.push((table.into(), rows::about(&mut tx, table, column, &[id.0]).await?));
        }
        // What he did to the garage's customers is theirs: when, where, and no more.
        let mut done = rows::about(&mut tx, "activities", "user_id", &[id.0]).await?;
        for row in done.iter_mut().filter_map(Value::as_object_mut) {
            row.retain(|name, _| matches!(name.as_str(), "kind" | "happened_at" | "subject"));
        }
        found.push(("activities".into(), done));
        tx.commit().await?;
        self.tables(found)?;
        Ok(None)
    }

    /// As CSV for people, as JSON lines for programs.
    async fn table(&mut self, name: &str, here: &Reached) -> On {
        let mut tx = self.at.look().await?;
        let (rows, on) = rows::page(&mut tx, name, here.after.as_ref(), ROWS).await?;
        tx.commit().await?;
        if rows.is_empty() {
            return Ok(None);
        }
        let number = if here.page == 0 { String::new() } else { format!("-{}", here.page + 1) };
        let (csv, lines) = (csv(&rows), lines(&rows));
        self.add(&format!("csv/{name}{number}.csv"), &csv)?;
        self.add(&format!("json/{name}{number}.jsonl"), &lines)?;
        Ok(on)
    }

    async fn quotes(&mut self, of: Option<ContactId>, here: &Reached) -> On {
        let (rows, on) = self.some("quotes", "contact_id", of, here).await?;
        for row in rows {
            let Ok(document) = serde_json::from_value::<Document>(row["snapshot"].clone()) else { continue };
            let name = invoices::file_name(&document);
            let made = tokio::task::spawn_blocking(move || invoice_templates::quote(&document)).await;
            let pdf = made.map_err(|e| Error::Internal(format!("quote not typeset: {e}")))?;
            let pdf = pdf.map_err(|e| Error::Internal(format!("quote not typeset: {e}")))?;
            self.add(&format!("pdf/{name}"), &pdf)?;
        }
        Ok(on)
    }

    async fn invoices(&mut self, of: Option<ContactId>, here: &Reached) -> On {
        let (rows, on) = self.some("invoices", "contact_id", of, here).await?;
        let mut tx = self.at.look().await?;
        let accounts = rows::about(&mut tx, "invoice_accounts", "id", &rows::ids(&rows)).await?;
        for account in accounts {
            if let Some(file) = id_at(&account, "pdf_file_id") {
                let file = files::load(&mut tx, FileId(file)).await?;
                self.add(&format!("pdf/{}", file.name), &file.bytes)?;
            }
        }
        tx.commit().await?;
        Ok(on)
    }

    /// Photos and papers as they were sent in; the name is ours, for a name is no path.
    async fn photos(&mut self, table: &str, of: Option<ContactId>, here: &Reached) -> On {
        let (rows, on) = match (table, of) {
            ("vehicle_files", Some(contact)) => {
                let mut tx = self.at.look().await?;
                let cars = rows::about(&mut tx, "vehicles", "owner_id", &[contact.0]).await?;
                (rows::about(&mut tx, table, "vehicle_id", &rows::ids(&cars)).await?, None)
            }
            _ => self.some(table, "contact_id", of, here).await?,
        };
        for row in rows {
            let (Some(id), Some(file)) = (id_at(&row, "id"), id_at(&row, "file_id")) else { continue };
            let mut tx = self.at.look().await?;
            let file = files::load(&mut tx, FileId(file)).await?;
            tx.commit().await?;
            if !file.bytes.is_empty() {
                self.add(&format!("photos/{id}.{}", ending(&file.content_type)), &file.bytes)?;
            }
        }
        Ok(on)
    }

    /// A page of a table: a customer's rows of it at once, a garage's some at a time.
    async fn some(
        &mut self,
        table: &str,
        column: &str,
        of: Option<ContactId>,
        here: &Reached,
    ) -> crm::Result<(Vec<Value>, Option<Value>)> {
        let mut tx = self.at.look().await?;
        match of {
            Some(contact) => Ok((rows::about(&mut tx, table, column, &[contact.0]).await?, None)),
            None => rows::page(&mut tx, table, here.after.as_ref(), DOCUMENTS).await,
        }
    }

    async fn fec(&mut self, year: i32) -> On {
        let mut tx = self.at.look().await?;
        let (name, bytes) = fec::of_year(&mut tx, year).await?;
        tx.commit().await?;
        self.add(&format!("fec/{name}"), &bytes)?;
        Ok(None)
    }
}

fn id_at(row: &Value, column: &str) -> Option<Uuid> {
    row[column].as_str()?.parse().ok()
}

/// Of a car that had other owners: what is theirs is not his.
fn is_his(row: &Value, id: ContactId) -> bool {
    let mine = |column: &str| row.get(column).is_none_or(|v| v.is_null() || *v == json!(id));
    mine("contact_id") && mine("owner_id")
}

/// By which the rows beneath are found.
fn ids_for(rows: &[Value], table: &str) -> Vec<Uuid> {
    let column = if table == "contact_tags" { "tag_id" } else { "id" };
    rows.iter().filter_map(|row| id_at(row, column)).collect()
}

fn csv(rows: &[Value]) -> Vec<u8> {
    let columns: BTreeSet<&String> = rows.iter().filter_map(Value::as_object).flat_map(|row| row.keys()).collect();
    let mut csv = sheets::Csv::new(columns.iter().map(|c| c.as_str()));
    for row in rows {
        csv.row(columns.iter().map(|column| match &row[column.as_str()] {
            Value::Null => String::new(),
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }));
    }
    csv.take()
}

fn lines(rows: &[Value]) -> Vec<u8> {
    rows.iter().map(|row| format!("{row}\n")).collect::<String>().into_bytes()
}

fn ending(content_type: &str) -> &'static str {
    match content_type {
        "image/jpeg" => "jpg",
        "image/png" => "png",
        "image/webp" => "webp",
        "application/pdf" => "pdf",
        _ => "bin",
    }
}
