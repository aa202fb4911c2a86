//! One part of a workbook, read event by event without ever holding more than one.

use std::io::{self, BufRead, BufReader, Cursor, Read, Take};

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};

use crate::Unreadable;
use crate::limits::MAX_XML_TOKEN;

type Part<'z, 'a> = Take<zip::read::ZipFile<'z, Cursor<&'a [u8]>>>;

pub struct Xml<'z, 'a> {
    reader: Reader<Metered<'z, 'a>>,
    buffer: Vec<u8>,
}

impl<'z, 'a> Xml<'z, 'a> {
    pub fn new(part: Part<'z, 'a>) -> Xml<'z, 'a> {
        let mut reader = Reader::from_reader(Metered { part: BufReader::with_capacity(64 << 10, part), left: 0 });
        let config = reader.config_mut();
        config.expand_empty_elements = true;
        config.check_end_names = false;
        Xml { reader, buffer: Vec::new() }
    }

    pub fn next(&mut self) -> Result<Event<'_>, Unreadable> {
        self.buffer.clear();
        self.reader.get_mut().left = MAX_XML_TOKEN;
        self.reader.read_event_into(&mut self.buffer).map_err(|_| Unreadable::Broken)
    }
}

/// Refuses a tag or a text that would fill the memory.
struct Metered<'z, 'a> {
    part: BufReader<Part<'z, 'a>>,
    left: usize,
}

impl Read for Metered<'_, '_> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        self.part.read(into)
    }
}

impl BufRead for Metered<'_, '_> {
    fn fill_buf(&mut self) -> io::Result<&[u8]> {
        if self.left == 0 {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let bytes = self.part.fill_buf()?;
        Ok(&bytes[..bytes.len().min(self.left)])
    }

    fn consume(&mut self, bytes: usize) {
        self.left = self.left.saturating_sub(bytes);
        self.part.consume(bytes);
    }
}

/// The value of an attribute, whatever its prefix; None as well when it is damaged.
pub fn attribute(tag: &BytesStart, name: &str) -> Option<String> {
    let attribute = tag.attributes().with_checks(false).flatten().find(|a| a.key.local_name().as_ref() == name)?;
    let value = quick_xml::escape::unescape(&attribute.value).ok()?;
    Some(value.into_owned())
}

/// The text that an event carries: `&amp;` and `&#233;` are events of their own.
pub fn text(event: &Event, into: &mut String) {
    match event {
        Event::Text(text) => into.push_str(&text.xml10_content()),
        Event::CData(text) => into.push_str(&text.xml10_content()),
        Event::GeneralRef(reference) => into.extend(meant(reference)),
        _ => {}
    }
}

fn meant(reference: &BytesRef) -> Option<char> {
    let named = quick_xml::escape::resolve_xml_entity(reference).and_then(|text| text.chars().next());
    named.or_else(|| reference.resolve_char_ref().ok().flatten())
}

/// Excel writes what XML cannot hold as `_x000D_`, and `_x000D_` itself as `_x005F_x000D_`.
pub fn unescaped(text: String) -> String {
    if !text.contains("_x") {
        return text;
    }
    let mut plain = String::with_capacity(text.len());
    let mut rest = text.as_str();
    while let Some(start) = rest.find("_x") {
        let escaped = rest.get(start + 2..start + 7).and_then(|code| code.strip_suffix('_'));
        let code = escaped.filter(|code| code.bytes().all(|b| b.is_ascii_hexdigit()));
        let sign = code.and_then(|code| u32::from_str_radix(code, 16).ok()).and_then(char::from_u32);
        plain.push_str(&rest[..start]);
        plain.push_str(if sign.is_some() { "" } else { "_x" });
        plain.extend(sign);
        rest = &rest[start + if sign.is_some() { 7 } else { 2 }..];
    }
    plain + rest
}
