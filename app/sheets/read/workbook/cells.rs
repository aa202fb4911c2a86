//! The cells of one sheet.

use std::mem;

use quick_xml::events::{BytesStart, Event};

use super::numbers;
use super::strings::Strings;
use super::styles::Styles;
use super::xml::{self, Xml};
use crate::Unreadable;
use crate::limits::{MAX_CELL_CHARS, MAX_COLUMNS};
use crate::sheet::Gathered;

/// What all sheets of a workbook have in common.
pub struct Shared {
    pub strings: Strings,
    pub styles: Styles,
    pub since_1904: bool,
}

/// Excel's last row.
const LAST_ROW: u32 = 1_048_576;

/// Adds each row as it closes. Cells may leave out their place: they then follow each other.
pub fn read(xml: &mut Xml, shared: &Shared, gathered: &mut Gathered) -> Result<(), Unreadable> {
    let mut at = Place::default();
    let mut cells = Vec::new();
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(tag) => at.open(tag)?,
            Event::End(tag) => match tag.local_name().as_ref() {
                "c" => at.close(shared, &mut cells)?,
                // Closed without ever being opened.
                "row" if at.row == 0 => return Err(Unreadable::Broken),
                "row" => gathered.add(at.row, mem::take(&mut cells))?,
                "v" | "t" => at.inside = false,
                "rPh" => at.phonetic = false,
                "sheetData" => return Ok(()),
                _ => {}
            },
            Event::Eof => return Err(Unreadable::Broken),
            _ if at.inside => at.take(&event)?,
            _ => {}
        }
    }
}

#[derive(Default)]
struct Place {
    /// Counted from 1.
    row: u32,
    /// Counted from 0; where the next cell goes, if it does not say.
    column: usize,
    kind: Kind,
    style: usize,
    text: String,
    /// Between the tags that hold the value.
    inside: bool,
    phonetic: bool,
}

#[derive(Clone, Copy, Default, PartialEq)]
enum Kind {
    #[default]
    Number,
    Text,
    SharedText,
    Truth,
    Error,
}

impl Place {
    fn open(&mut self, tag: &BytesStart) -> Result<(), Unreadable> {
        match tag.local_name().as_ref() {
            "row" => {
                let told = xml::attribute(tag, "r").map(|row| row.parse().map_err(|_| Unreadable::Broken));
                self.row = told.unwrap_or(Ok(self.row + 1))?;
                self.column = 0;
                if !(1..=LAST_ROW).contains(&self.row) {
                    return Err(Unreadable::Broken);
                }
            }
            "c" => return self.open_cell(tag),
            "v" | "t" => self.inside = !self.phonetic,
            "rPh" => self.phonetic = true,
            _ => {}
        }
        Ok(())
    }

    fn open_cell(&mut self, tag: &BytesStart) -> Result<(), Unreadable> {
        (self.kind, self.style, self.inside) = (Kind::Number, 0, false);
        self.text.clear();
        for attribute in tag.attributes().with_checks(false) {
            let attribute = attribute.map_err(|_| Unreadable::Broken)?;
            match attribute.key.as_ref() {
                "r" => self.column = column(&attribute.value).ok_or(Unreadable::Broken)?,
                "s" => self.style = attribute.value.parse().unwrap_or(0),
                "t" => {
                    self.kind = match &*attribute.value {
                        "s" => Kind::SharedText,
                        // `d` is a date already in ISO.
                        "str" | "inlineStr" | "d" => Kind::Text,
                        "b" => Kind::Truth,
                        "e" => Kind::Error,
                        _ => Kind::Number,
                    };
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn take(&mut self, event: &Event) -> Result<(), Unreadable> {
        xml::text(event, &mut self.text);
        // A sign is at most four bytes, or seven in Excel's escapes.
        if self.text.len() > MAX_CELL_CHARS * 8 { Err(Unreadable::CellTooLong { line: self.row }) } else { Ok(()) }
    }

    fn close(&mut self, shared: &Shared, cells: &mut Vec<String>) -> Result<(), Unreadable> {
        let column = self.column;
        self.column += 1;
        let value = self.value(shared)?;
        if value.is_empty() {
            return Ok(());
        }
        // Before it is copied into a row full of its like.
        if value.len() > MAX_CELL_CHARS * 4 {
            return Err(Unreadable::CellTooLong { line: self.row });
        }
        if column >= MAX_COLUMNS {
            return Err(Unreadable::TooManyColumns);
        }
        if cells.len() <= column {
            cells.resize(column + 1, String::new());
        }
        cells[column] = value;
        Ok(())
    }

    fn value(&mut self, shared: &Shared) -> Result<String, Unreadable> {
        let text = mem::take(&mut self.text);
        Ok(match self.kind {
            _ if text.is_empty() => text,
            Kind::Text => xml::unescaped(text),
            Kind::SharedText => {
                let index = text.trim().parse().map_err(|_| Unreadable::Broken)?;
                shared.strings.get(index).ok_or(Unreadable::Broken)?.to_owned()
            }
            Kind::Truth => if matches!(text.trim(), "1" | "true") { "true" } else { "false" }.to_owned(),
            Kind::Error => String::new(),
            Kind::Number => numbers::shown(&text, shared.styles.is_date(self.style), shared.since_1904),
        })
    }
}

/// `AB12` is column 27. None for what is no place.
fn column(place: &str) -> Option<usize> {
    let letters = place.bytes().take_while(u8::is_ascii_alphabetic).count();
    if !(1..=3).contains(&letters) {
        return None;
    }
    let number = place.bytes().take(letters).fold(0, |n, b| n * 26 + usize::from(b.to_ascii_uppercase() - b'A') + 1);
    Some(number - 1)
}
