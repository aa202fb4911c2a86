//! Customers brought from a list.

use crm::{
    Error, Fields, TenantTx, Why, custom_fields,
    files::{self, File},
    ids::ImportId,
    imports::{self, Import, ImportState, MatchKey, NewImport, Sample, Setting},
};
use maud::Markup;
use serde::Deserialize;
use sheets::{Encoding, Format, Sheet, Unreadable};
use views::imports::{Mapping, Showing};

use crate::{
    answer::{self, Answer},
    ask::Ask,
    fault::{Fault, Result, Sent, sent},
    posted::Upload,
};

pub async fn new(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let all = imports::list(&mut tx).await?;
    tx.commit().await?;
    ask.page(views::imports::new(&ask.ui, &all, None))
}

/// Read before anything is kept: what cannot be read is refused here, with why.
pub async fn create(mut ask: Ask) -> Result<Answer> {
    let Some(upload) = ask.upload("file") else { return again(&mut ask, "missing").await };
    let read = tokio::task::spawn_blocking(move || (sheets::read(&upload.bytes), upload)).await;
    let (read, upload) = read.map_err(|e| Error::Internal(format!("a list was not read: {e}")))?;
    let new = match read {
        Ok(sheet) if sheet.rows.is_empty() => return again(&mut ask, "empty").await,
        Ok(sheet) => arrived(sheet, upload),
        Err(why) => return again(&mut ask, word(&why)).await,
    };
    let mut tx = ask.start().await?;
    let id = imports::start(&mut tx, &new).await?;
    ask.done(tx, &format!("/imports/{id}")).await
}

/// Also what the API sends.
pub fn arrived(sheet: Sheet, upload: Upload) -> NewImport {
    let (format, encoding, separator) = match sheet.format {
        Format::Text { encoding, separator } => {
            ("csv", written(encoding), separator.map(String::from).unwrap_or_default())
        }
        Format::Xlsx => ("xlsx", "", String::new()),
        Format::VCard { encoding } => ("vcard", written(encoding), String::new()),
    };
    let rows = sheet.rows.iter().take(3).map(|row| row.cells.clone()).collect();
    let total = i32::try_from(sheet.rows.len()).unwrap_or(i32::MAX);
    let name = if upload.name.trim().is_empty() { "liste".to_owned() } else { upload.name };
    let file = File { name, content_type: "application/octet-stream".into(), bytes: upload.bytes };
    NewImport { file, format, encoding, separator, sample: Sample { header: sheet.header, rows }, total }
}

fn written(encoding: Encoding) -> &'static str {
    match encoding {
        Encoding::Utf8 => "UTF-8",
        Encoding::Utf16 => "UTF-16",
        Encoding::Windows1252 => "Windows-1252",
        Encoding::MacRoman => "Mac Roman",
    }
}

/// Under which the words say it.
pub fn word(why: &Unreadable) -> &'static str {
    match why {
        Unreadable::Empty => "empty",
        Unreadable::NotATable => "not_a_table",
        Unreadable::OldExcel => "old_excel",
        Unreadable::OtherSpreadsheet => "other_spreadsheet",
        Unreadable::Encrypted => "encrypted",
        Unreadable::TooManyRows => "too_many_rows",
        Unreadable::TooManyColumns => "too_many_columns",
        Unreadable::TooBig => "too_big",
        Unreadable::CellTooLong { .. } => "cell_too_long",
        Unreadable::OpenQuote { .. } => "open_quote",
        _ => "broken",
    }
}

async fn again(ask: &mut Ask, wrong: &'static str) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let all = imports::list(&mut tx).await?;
    tx.commit().await?;
    ask.again(views::imports::new(&ask.ui, &all, Some(wrong)))
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Query {
    /// A kept mapping or a program's name, to map the columns by.
    by: String,
    /// The columns again, after a dry run.
    columns: String,
}

pub async fn show(mut ask: Ask) -> Result<Answer> {
    let id: ImportId = ask.id("id")?;
    let query: Query = ask.query();
    let mut tx = ask.look().await?;
    let import = imports::get(&mut tx, id).await?;
    let mapping =
        import.state == ImportState::Draft || (import.state == ImportState::Checked && !query.columns.is_empty());
    let page = match mapping {
        true => {
            let columns = imports::remap(&mut tx, id, &query.by).await?;
            let setting = Setting { mapping: columns, ..setting_of(&import) };
            draw_mapping(&ask, &mut tx, &import, &setting, &Fields::default()).await?
        }
        false => {
            let undone = imports::undo_counts(&mut tx, id).await?;
            let showing = Showing { import: &import, undone: &undone };
            if ask.partial { views::imports::state(&ask.ui, &showing) } else { views::imports::show(&ask.ui, &showing) }
        }
    };
    tx.commit().await?;
    ask.page(page)
}

fn setting_of(import: &Import) -> Setting {
    Setting {
        mapping: import.mapping.clone(),
        match_key: import.match_key,
        overwrite: import.overwrite,
        keep_odd: import.keep_odd,
        keep_as: String::new(),
    }
}

async fn draw_mapping(
    ask: &Ask,
    tx: &mut TenantTx,
    import: &Import,
    setting: &Setting,
    errors: &Fields,
) -> Result<Markup> {
    let fields = custom_fields::list(tx).await?;
    let kept = imports::kept_mappings(tx).await?;
    Ok(views::imports::mapping(&ask.ui, &Mapping { import, setting, fields: &fields, kept: &kept, errors }))
}

/// The columns and how: kept, then tried dry.
pub async fn update(ask: Ask) -> Result<Answer> {
    let id: ImportId = ask.id("id")?;
    let get = |name: &str| ask.posted.get(name).unwrap_or_default();
    let mut tx = ask.start().await?;
    let import = imports::get(&mut tx, id).await?;
    let mapping = (0..import.sample.header.len()).map(|at| get(&format!("column_{at}")).to_owned()).collect();
    let setting = Setting {
        mapping,
        match_key: MatchKey::parse(get("match_key")).map_err(|why| Error::invalid("match_key", why))?,
        overwrite: get("overwrite") == "yes",
        keep_odd: get("keep_odd") == "yes",
        keep_as: get("keep_as").to_owned(),
    };
    match sent(imports::set(&mut tx, id, &setting).await)? {
        Sent::Done(()) => ask.done(tx, &format!("/imports/{id}")).await,
        Sent::Wrong(errors) => {
            let page = draw_mapping(&ask, &mut tx, &import, &setting, &errors).await?;
            ask.again(page)
        }
        Sent::Stale => Err(Fault::OutdatedForm),
    }
}

pub async fn run(ask: Ask) -> Result<Answer> {
    let id: ImportId = ask.id("id")?;
    let mut tx = ask.start().await?;
    imports::run(&mut tx, id).await?;
    ask.done(tx, &format!("/imports/{id}")).await
}

pub async fn undo(ask: Ask) -> Result<Answer> {
    let id: ImportId = ask.id("id")?;
    let mut tx = ask.start().await?;
    if !ask.confirmed() {
        let import = imports::get(&mut tx, id).await?;
        return ask.page(views::imports::ask_undo(&ask.ui, &import));
    }
    imports::undo(&mut tx, id).await?;
    ask.done(tx, &format!("/imports/{id}")).await
}

/// The refused lines as they came, with why in a column of its own: corrected, the file can be sent again.
pub async fn refused(mut ask: Ask) -> Result<Answer> {
    let id: ImportId = ask.id("id")?;
    let mut tx = ask.look().await?;
    let import = imports::get(&mut tx, id).await?;
    let faults = imports::refused(&mut tx, id).await?;
    let file = files::load(&mut tx, import.file).await?;
    tx.commit().await?;
    let read = tokio::task::spawn_blocking(move || sheets::read(&file.bytes)).await.ok().and_then(|r| r.ok());
    let sheet = read.ok_or(Fault::not_found())?;
    let words = views::imports::column_of_faults(&ask.ui);
    let mut csv = sheets::Csv::new(sheet.header.iter().map(String::as_str).chain([words]));
    let mut faults = faults.iter().peekable();
    for row in &sheet.rows {
        let Some(fault) = faults.next_if(|f| i64::from(f.line) == i64::from(row.line)) else { continue };
        let why = views::imports::reasons(&ask.ui, fault);
        csv.row(row.cells.iter().map(String::as_str).chain([why.as_str()]));
    }
    Ok(answer::file("text/csv; charset=utf-8", &format!("refus-{}.csv", stem(&import.name)), csv.take(), true))
}

fn stem(name: &str) -> &str {
    name.rsplit_once('.').map_or(name, |(stem, _)| stem)
}

/// For those who look for the column by its field.
pub fn unreadable(why: &Unreadable) -> Why {
    match why {
        Unreadable::TooBig | Unreadable::TooManyRows | Unreadable::TooManyColumns => Why::FileTooLarge,
        Unreadable::NotATable | Unreadable::OldExcel | Unreadable::OtherSpreadsheet => Why::ListUnsupported,
        _ => Why::ListUnreadable,
    }
}
