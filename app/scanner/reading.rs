//! What was read of a card, and how far it may be believed.

use std::collections::BTreeMap;

use serde_json::{Map, json};

use crate::code::Code;

#[derive(Clone, Debug)]
pub struct Reading {
    /// Whether the fields are worth showing. If not, `reason` says what to do better; what was read is there all the same.
    pub readable: bool,
    pub reason: Option<Reason>,
    /// Every code is there, read or not.
    pub fields: BTreeMap<Code, Field>,
    /// CPU time of this process and of the engine.
    pub cpu_ms: u64,
    /// A colour JPEG of the straightened page, 8 px/mm, from which `strip`s are cut.
    pub page: Option<Vec<u8>>,
}

#[derive(Clone, Debug, Default, PartialEq)]
pub struct Field {
    pub value: Option<Value>,
    /// From 0 to 1.
    pub confidence: f32,
    /// Two prints agree, or a check digit or a closed list confirms it. The others are to be verified by somebody.
    pub sure: bool,
    /// x, y, width, height in `page`.
    pub strip: Option<[u32; 4]>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    Text(String),
    /// The lines of an address.
    Lines(Vec<String>),
}

impl Value {
    /// One line: those of an address are joined by a comma.
    pub fn text(&self) -> String {
        match self {
            Value::Text(text) => text.clone(),
            Value::Lines(lines) => lines.join(", "),
        }
    }
}

/// Why a picture could not be read; each calls for another advice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// Too few pixels on the card.
    TooFar,
    /// A reflection hides the print.
    Glare,
    /// Moved or out of focus.
    Blur,
    /// The printed side without any field.
    OtherSide,
    /// The bottom of the card, with its coupon, is not in the picture.
    FootMissing,
    /// A card of before 2009, which is laid out otherwise.
    OldCard,
    /// The card of another country.
    ForeignCard,
    NotACard,
}

impl Reason {
    pub const ALL: [Reason; 8] = [
        Reason::TooFar,
        Reason::Glare,
        Reason::Blur,
        Reason::OtherSide,
        Reason::FootMissing,
        Reason::OldCard,
        Reason::ForeignCard,
        Reason::NotACard,
    ];

    pub fn as_str(self) -> &'static str {
        match self {
            Reason::TooFar => "too_far",
            Reason::Glare => "glare",
            Reason::Blur => "blur",
            Reason::OtherSide => "other_side",
            Reason::FootMissing => "foot_missing",
            Reason::OldCard => "old_card",
            Reason::ForeignCard => "foreign_card",
            Reason::NotACard => "not_a_card",
        }
    }

    pub fn parse(text: &str) -> Option<Reason> {
        Reason::ALL.into_iter().find(|reason| reason.as_str() == text)
    }
}

impl Reading {
    /// A reading of nothing, for a picture that is refused.
    pub(crate) fn refused(reason: Reason) -> Reading {
        let fields = Code::ALL.into_iter().map(|code| (code, Field::default())).collect();
        Reading { readable: false, reason: Some(reason), fields, cpu_ms: 0, page: None }
    }

    /// The value of a field on one line, if it was read.
    pub fn text(&self, code: Code) -> Option<String> {
        self.fields.get(&code)?.value.as_ref().map(Value::text)
    }

    pub fn to_json(&self, file: &str) -> serde_json::Value {
        let mut fields = Map::new();
        for code in Code::ALL {
            let field = self.fields.get(&code).cloned().unwrap_or_default();
            let value = match field.value {
                None => serde_json::Value::Null,
                Some(Value::Text(text)) => text.into(),
                Some(Value::Lines(lines)) => lines.into(),
            };
            // To the hundredth: more digits would only be noise.
            let confidence = f64::from((field.confidence.clamp(0.0, 1.0) * 100.0).round()) / 100.0;
            fields.insert(code.to_string(), json!({ "value": value, "confidence": confidence, "sure": field.sure }));
        }
        json!({
            "file": file,
            "readable": self.readable,
            "reason": self.reason.map(Reason::as_str),
            "fields": fields,
            "cpu_ms": self.cpu_ms,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_json_has_every_key() {
        let mut reading = Reading::refused(Reason::FootMissing);
        reading.cpu_ms = 12;
        let text = |t: &str| Some(Value::Text(t.into()));
        let sure = Field { value: text("AB-123-CD"), confidence: 0.987_6, sure: true, strip: Some([1, 2, 3, 4]) };
        reading.fields.insert(Code::A, sure);
        let lines = Value::Lines(vec!["3 RUE HAUTE".into(), "35400 SAINT-MALO".into()]);
        reading.fields.insert(Code::C3, Field { value: Some(lines), confidence: 0.5, ..Field::default() });
        let json = reading.to_json("card.jpg");
        assert_eq!(json["file"], "card.jpg");
        assert_eq!(json["readable"], false);
        assert_eq!(json["reason"], "foot_missing");
        assert_eq!(json["cpu_ms"], 12);
        assert_eq!(json["fields"]["A"], json!({ "value": "AB-123-CD", "confidence": 0.99, "sure": true }));
        assert_eq!(json["fields"]["C.3"]["value"], json!(["3 RUE HAUTE", "35400 SAINT-MALO"]));
        assert_eq!(json["fields"]["D.2.1"], json!({ "value": null, "confidence": 0.0, "sure": false }));
        assert_eq!(json["fields"].as_object().unwrap().len(), Code::ALL.len());
        assert_eq!(json.as_object().unwrap().len(), 5);
    }

    #[test]
    fn a_readable_card_has_no_reason() {
        let reading = Reading { readable: true, reason: None, ..Reading::refused(Reason::Blur) };
        assert_eq!(reading.to_json("x")["reason"], serde_json::Value::Null);
    }

    #[test]
    fn codes_come_back_from_their_names() {
        for code in Code::ALL {
            assert_eq!(Code::parse(code.as_str()), Some(code));
        }
        assert_eq!(Code::parse("Z.9"), None);
    }
}
