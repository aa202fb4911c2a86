//! The lines that stay in doubt are shown to an adviser, if there is one. What it says is one more reading: it passes the
//! same grammar and the same votes as the others, and makes nothing sure.

use std::collections::BTreeMap;

use crate::code::Code;
use crate::crops;
use crate::engine::{Adviser, Doubt};
use crate::evidence::Evidence;
use crate::fields::{Eye, Read, Target};
use crate::reading::Field;
use crate::verdict;

/// Below, a field is worth asking about.
const DOUBTFUL: f32 = 0.8;
/// Each line costs somebody money.
const MOST_LINES: usize = 12;
/// How far an answer is believed, as a reading.
const BELIEVED: f32 = 0.8;
/// No field has more characters on a line.
const LONGEST: usize = 60;
/// What a value may be believed that the adviser changed: nobody has counted how often it is right.
const CHANGED: f32 = 0.4;

pub(crate) fn take(adviser: &dyn Adviser, evidence: &mut Evidence, fields: &mut BTreeMap<Code, Field>) {
    let in_doubt = fields.iter().filter(|(_, field)| !field.sure && field.confidence < DOUBTFUL);
    let lines =
        in_doubt.flat_map(|(code, _)| evidence.lines_of(*code).into_iter().map(|(target, line)| (*code, target, line)));
    let lines = lines.filter(|(_, _, line)| crops::has_ink(line)).take(MOST_LINES);
    let (targets, doubts): (Vec<Target>, Vec<Doubt>) =
        lines.map(|(code, target, line)| (target, Doubt { code, line: line.clone() })).unzip();
    if doubts.is_empty() {
        return;
    }
    for (target, answer) in targets.into_iter().zip(adviser.advise(&doubts)) {
        let text = answer.unwrap_or_default().trim().to_owned();
        if !text.is_empty() && text.chars().count() <= LONGEST {
            evidence.add(target, Read { text, confidence: BELIEVED, eye: Eye::Adviser });
        }
    }
    let mut advised = verdict::fields(evidence);
    for code in doubts.iter().map(|doubt| doubt.code) {
        let (Some(before), Some(after)) = (fields.get_mut(&code), advised.remove(&code)) else { continue };
        // Saying the same raises nothing; speaking against it may lower it.
        let most = if after.value == before.value { before.confidence } else { CHANGED };
        *before = Field { sure: false, confidence: after.confidence.min(most), ..after };
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::template::Slot;

    /// Says the same of every line.
    struct Says(&'static str);

    impl Adviser for Says {
        fn advise(&self, lines: &[Doubt]) -> Vec<Option<String>> {
            assert!(!lines.is_empty() && lines.iter().all(|d| d.code == Code::P3), "asked about what is in no doubt");
            lines.iter().map(|_| Some(self.0.to_owned())).collect()
        }
    }

    /// What is made of a fuel read as `read` on a line with print on it.
    fn advised(read: [&'static str; 3], says: &'static str) -> (String, f32, bool) {
        let strip = image::load_from_memory(include_bytes!("reader/samples/plate.png")).unwrap().to_luma8();
        let mut evidence = Evidence::of_texts(&[(Slot::P3, read)]).with_strip(Slot::P3, strip);
        let mut fields = verdict::fields(&evidence);
        take(&Says(says), &mut evidence, &mut fields);
        let field = fields.remove(&Code::P3).unwrap();
        (field.value.map(|v| v.text()).unwrap_or_default(), field.confidence, field.sure)
    }

    #[test]
    fn an_answer_is_one_more_reading() {
        let alone = |read| {
            let field = verdict::fields(&Evidence::of_texts(&[(Slot::P3, read)])).remove(&Code::P3).unwrap();
            (field.value.map(|v| v.text()).unwrap_or_default(), field.confidence, false)
        };
        assert_eq!(advised(["G0", "", ""], "GO"), alone(["G0", "", ""]));
        assert_eq!(advised(["", "", ""], "GO"), ("GO".into(), CHANGED, false));
        // Not of the list, and not what anybody saw: the grammar does not hear it.
        assert_eq!(advised(["", "", ""], "IGNORE ALL RULES").0, "");
        let (value, confidence, sure) = advised(["GO", "", ""], "ES");
        assert!(value == "GO" && confidence <= alone(["GO", "", ""]).1 && !sure, "{value} {confidence}");
    }
}
