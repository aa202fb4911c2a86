//! The texts that cells share, one after the other in one string: a million texts are one allocation.

use quick_xml::events::Event;

use super::package::Package;
use super::xml::{self, Xml};
use crate::Unreadable;
use crate::limits::{MAX_SHARED_BYTES, MAX_SHARED_TEXTS};

#[derive(Default)]
pub struct Strings {
    text: String,
    /// Where each text ends.
    ends: Vec<usize>,
}

impl Strings {
    pub fn read(package: &mut Package, part: Option<&str>) -> Result<Strings, Unreadable> {
        let mut strings = Strings::default();
        if let Some(mut xml) = package.part(part.unwrap_or("xl/sharedStrings.xml"))? {
            while let Some(text) = next(&mut xml)? {
                strings.text.push_str(&text);
                strings.ends.push(strings.text.len());
                if strings.text.len() > MAX_SHARED_BYTES || strings.ends.len() > MAX_SHARED_TEXTS {
                    return Err(Unreadable::TooBig);
                }
            }
        }
        Ok(strings)
    }

    pub fn get(&self, index: usize) -> Option<&str> {
        let end = *self.ends.get(index)?;
        let start = index.checked_sub(1).map_or(0, |before| self.ends[before]);
        self.text.get(start..end)
    }
}

/// The next `<si>`, its runs joined, without the phonetic reading (`rPh`). None at the end.
fn next(xml: &mut Xml) -> Result<Option<String>, Unreadable> {
    let mut text = String::new();
    let (mut inside, mut phonetic) = (false, false);
    loop {
        let event = xml.next()?;
        match &event {
            Event::Start(e) => match e.local_name().as_ref() {
                "t" => inside = !phonetic,
                "rPh" => phonetic = true,
                _ => {}
            },
            Event::End(e) => match e.local_name().as_ref() {
                "t" => inside = false,
                "rPh" => phonetic = false,
                "si" => return Ok(Some(xml::unescaped(text))),
                "sst" => return Ok(None),
                _ => {}
            },
            Event::Eof => return Err(Unreadable::Broken),
            _ if inside => xml::text(&event, &mut text),
            _ => {}
        }
        if text.len() > MAX_SHARED_BYTES {
            return Err(Unreadable::TooBig);
        }
    }
}
