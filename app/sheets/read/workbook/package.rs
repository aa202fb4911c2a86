//! The zip that a workbook is, opened within the limits.

use std::collections::HashMap;
use std::io::{Cursor, Read};

use quick_xml::events::Event;
use zip::ZipArchive;
use zip::result::ZipError;

use super::xml::{Xml, attribute};
use crate::Unreadable;
use crate::limits::{MAX_ENTRIES, MAX_UNZIPPED_BYTES, MAX_UNZIPPED_RATIO};

pub struct Package<'a> {
    zip: ZipArchive<Cursor<&'a [u8]>>,
    /// Place of each part by its name in lower case: some programs write `SharedStrings.xml`.
    places: HashMap<String, usize>,
}

/// Where one part points to: the last word of its type (`worksheet`, `styles`…) and the part meant.
pub struct Relation {
    pub id: String,
    pub kind: String,
    pub part: String,
}

impl<'a> Package<'a> {
    pub fn open(bytes: &'a [u8]) -> Result<Package<'a>, Unreadable> {
        if is_zip64(bytes) {
            return Err(Unreadable::Broken);
        }
        let mut zip = ZipArchive::new(Cursor::new(bytes)).map_err(|_| Unreadable::Broken)?;
        let mut places = HashMap::new();
        let mut unzipped = 0_u64;
        for place in 0..zip.len() {
            let part = zip.by_index_raw(place).map_err(|_| Unreadable::Broken)?;
            let name = part.name().map_err(|_| Unreadable::Broken)?.replace('\\', "/").to_lowercase();
            // Pictures are not unfolded.
            if name.ends_with(".xml") || name.ends_with(".rels") {
                unzipped = unzipped.saturating_add(part.size());
                if part.size() > 1 << 20 && part.size() / part.compressed_size().max(1) > MAX_UNZIPPED_RATIO {
                    return Err(Unreadable::TooBig);
                }
            }
            places.insert(name, place);
        }
        if unzipped > MAX_UNZIPPED_BYTES { Err(Unreadable::TooBig) } else { Ok(Package { zip, places }) }
    }

    /// None if there is no such part. What is longer than it declares is cut there, and then broken.
    pub fn part(&mut self, name: &str) -> Result<Option<Xml<'_, 'a>>, Unreadable> {
        let Some(place) = self.places.get(&name.to_lowercase()) else { return Ok(None) };
        let part = self.zip.by_index(*place).map_err(|e| match e {
            ZipError::UnsupportedArchive(ZipError::PASSWORD_REQUIRED) => Unreadable::Encrypted,
            _ => Unreadable::Broken,
        })?;
        let declared = part.size();
        Ok(Some(Xml::new(part.take(declared))))
    }

    /// The main part, as the package tells it.
    pub fn workbook(&mut self) -> Result<String, Unreadable> {
        let relations = self.relations("")?;
        let told = relations.into_iter().find(|r| r.kind == "officeDocument");
        Ok(told.map_or("xl/workbook.xml".to_owned(), |r| r.part))
    }

    /// What `part` points to; the package itself for an empty name.
    pub fn relations(&mut self, part: &str) -> Result<Vec<Relation>, Unreadable> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let mut relations = Vec::new();
        let Some(mut xml) = self.part(&resolved(folder, &format!("_rels/{file}.rels")))? else { return Ok(relations) };
        loop {
            match xml.next()? {
                Event::Start(_) if relations.len() == MAX_ENTRIES => return Err(Unreadable::TooBig),
                Event::Start(e) if e.local_name().as_ref() == "Relationship" => relations.push(Relation {
                    id: attribute(&e, "Id").unwrap_or_default(),
                    kind: attribute(&e, "Type")
                        .and_then(|t| t.rsplit('/').next().map(str::to_owned))
                        .unwrap_or_default(),
                    part: resolved(folder, &attribute(&e, "Target").unwrap_or_default()),
                }),
                Event::Eof => return Ok(relations),
                _ => {}
            }
        }
    }

    /// What the zip is, when no workbook: OpenDocument, Excel's binary form, Numbers, or anything.
    pub fn stranger(&self) -> Unreadable {
        let sheets = ["content.xml", "xl/workbook.bin", "index/document.iwa", "index.zip"];
        let sheet = sheets.iter().any(|name| self.places.contains_key(*name));
        if sheet { Unreadable::OtherSpreadsheet } else { Unreadable::NotATable }
    }
}

/// A zip of more than 4 GB or 65,535 parts. The reader makes room for as many parts as it declares: refused before.
fn is_zip64(bytes: &[u8]) -> bool {
    let end = bytes.len().saturating_sub(66_000);
    bytes[end..].windows(4).any(|window| window == b"PK\x06\x07")
}

/// A target as seen from a folder: `../a.xml` from `xl/worksheets` is `xl/a.xml`, `/a.xml` is `a.xml`.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    let mut path: Vec<&str> = if target.starts_with('/') { Vec::new() } else { folder.split('/').collect() };
    for step in target.split('/') {
        if step == ".." {
            path.pop();
        } else {
            path.push(step);
        }
    }
    path.retain(|step| !step.is_empty() && *step != ".");
    path.join("/")
}
