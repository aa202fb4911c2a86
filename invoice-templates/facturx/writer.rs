//! Elements one after the other into a string: nothing here can fail.

use chrono::NaiveDate;
use crm::money::Cents;
use quick_xml::escape::escape;
use rust_decimal::Decimal;

use crate::glyphs;

pub struct Xml(String);

impl Xml {
    pub fn new(root: &str) -> Xml {
        let mut out = String::with_capacity(16 << 10);
        out.push_str("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
        out.push_str(root);
        Xml(out)
    }

    pub fn group(&mut self, name: &str, inside: impl FnOnce(&mut Xml)) {
        self.open(name, None);
        inside(self);
        self.close(name);
    }

    /// An element with text. Control characters, which XML forbids, are left out.
    pub fn text(&mut self, name: &str, value: &str) {
        self.element(name, None, value);
    }

    /// An element with text and one attribute.
    pub fn with(&mut self, name: &str, attribute: (&str, &str), value: &str) {
        self.element(name, Some(attribute), value);
    }

    /// An element that is left out when it would be empty (the schematron refuses empty elements).
    pub fn some(&mut self, name: &str, value: &str) {
        if !value.trim().is_empty() {
            self.element(name, None, value);
        }
    }

    pub fn amount(&mut self, name: &str, value: Cents) {
        self.element(name, None, &value.to_string());
    }

    pub fn number(&mut self, name: &str, value: Decimal) {
        self.element(name, None, &value.normalize().to_string());
    }

    /// Format 102: `20261120`.
    pub fn date(&mut self, name: &str, day: NaiveDate) {
        self.element(name, Some(("format", "102")), &day.format("%Y%m%d").to_string());
    }

    pub fn finish(mut self, root: &str) -> Vec<u8> {
        self.close(root);
        self.0.into_bytes()
    }

    fn element(&mut self, name: &str, attribute: Option<(&str, &str)>, value: &str) {
        self.open(name, attribute);
        self.0.push_str(&escape(glyphs::printable(value).trim()));
        self.close(name);
    }

    fn open(&mut self, name: &str, attribute: Option<(&str, &str)>) {
        self.0.push('<');
        self.0.push_str(name);
        if let Some((key, value)) = attribute {
            self.0.push_str(&format!(" {key}=\"{}\"", escape(value)));
        }
        self.0.push('>');
    }

    fn close(&mut self, name: &str) {
        self.0.push_str("</");
        self.0.push_str(name);
        self.0.push_str(">\n");
    }
}
