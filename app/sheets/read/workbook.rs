//! XLSX, read by us over `zip` and `quick-xml`: why not by calamine is in docs/decisions.md.

mod cells;
mod numbers;
mod package;
mod strings;
mod styles;
mod xml;

use quick_xml::events::Event;

use crate::sheet::Gathered;
use crate::{Format, Sheet, Unreadable};
use cells::Shared;
use package::{Package, Relation};
use strings::Strings;
use styles::Styles;
use xml::attribute;

/// The first sheet that has rows, those that are shown before those that are hidden.
pub fn read(bytes: &[u8]) -> Result<Sheet, Unreadable> {
    let mut package = Package::open(bytes)?;
    let workbook = package.workbook()?;
    let relations = package.relations(&workbook)?;
    let Some(listed) = listed(&mut package, &workbook)? else { return Err(package.stranger()) };
    let part = |kind: &str| relations.iter().find(|r| r.kind == kind).map(|r| r.part.as_str());
    let shared = Shared {
        strings: Strings::read(&mut package, part("sharedStrings"))?,
        styles: Styles::read(&mut package, part("styles"))?,
        since_1904: listed.since_1904,
    };
    for part in listed.parts(&relations) {
        let Some(mut xml) = package.part(part)? else { continue };
        let mut gathered = Gathered::default();
        cells::read(&mut xml, &shared, &mut gathered)?;
        if !gathered.is_empty() {
            return gathered.sheet(Format::Xlsx);
        }
    }
    Err(Unreadable::Empty)
}

/// What `workbook.xml` says.
struct Listed {
    /// Days are counted from 1904, as Excel for Mac did.
    since_1904: bool,
    /// Relation of each sheet and whether it is hidden, in the order of the tabs.
    sheets: Vec<(String, bool)>,
}

impl Listed {
    /// Each once: a workbook that names one part a thousand times is not read a thousand times.
    fn parts<'a>(&self, relations: &'a [Relation]) -> Vec<&'a str> {
        let mut sheets: Vec<_> = self.sheets.iter().collect();
        sheets.sort_by_key(|(_, hidden)| *hidden);
        let mut parts: Vec<&str> = Vec::new();
        for (id, _) in sheets {
            let relation = relations.iter().find(|r| r.id == *id && r.kind == "worksheet");
            if let Some(relation) = relation.filter(|r| !parts.contains(&r.part.as_str())) {
                parts.push(&relation.part);
            }
        }
        parts
    }
}

/// Sheets beyond these are not looked at: nobody hides customers behind 200 empty tabs.
const MAX_SHEETS: usize = 200;

/// None if the document is no workbook.
fn listed(package: &mut Package, workbook: &str) -> Result<Option<Listed>, Unreadable> {
    let Some(mut xml) = package.part(workbook)? else { return Ok(None) };
    let mut listed = Listed { since_1904: false, sheets: Vec::new() };
    let mut root = None;
    loop {
        match xml.next()? {
            Event::Start(e) => {
                let name = e.local_name();
                let root = root.get_or_insert(name.as_ref() == "workbook");
                match name.as_ref() {
                    _ if !*root => return Ok(None),
                    "workbookPr" => {
                        listed.since_1904 |= matches!(attribute(&e, "date1904").as_deref(), Some("1" | "true"));
                    }
                    "sheet" if listed.sheets.len() < MAX_SHEETS => {
                        let hidden = attribute(&e, "state").is_some_and(|state| state != "visible");
                        listed.sheets.push((attribute(&e, "id").unwrap_or_default(), hidden));
                    }
                    _ => {}
                }
            }
            Event::Eof => return Ok(Some(listed)),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests;
