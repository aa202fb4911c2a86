//! From a picture to a reading, step by step.

use std::collections::BTreeMap;
use std::time::Duration;

use image::GrayImage;

use crate::code::Code;
use crate::engine::{Adviser, Engine, EngineError};
use crate::evidence::Evidence;
use crate::fields::Strips;
use crate::picture::{self, Picture};
use crate::pixels::colour;
use crate::place::{self, ENOUGH_ANCHORS, Placed, Search};
use crate::reading::{Field, Reading, Reason};
use crate::regions::{Regions, regions};
use crate::session::Session;
use crate::sheet::{self, Sheet};
use crate::template::Slot;
use crate::{advice, calibration, fields, foot, page, refusal, verdict, work};

pub(crate) fn read(
    picture: &Picture,
    engine: &dyn Engine,
    adviser: Option<&dyn Adviser>,
    patience: Duration,
) -> Result<Reading, EngineError> {
    let session = Session::new(engine, patience);
    let before = work::cpu();
    let grey = page::denoise(colour::brightest(&picture.rgb));
    let search = place::search(&session, picture, &grey)?;
    let mut reading = read_fields(&session, adviser, picture, &grey, &search)?;
    // What words say it is needs no second look.
    let unsure = matches!(reading.reason, Some(Reason::TooFar | Reason::Glare | Reason::Blur | Reason::FootMissing));
    if unsure && let Some(search) = place::search_elsewhere(&session, &grey, &search)? {
        let elsewhere = read_fields(&session, adviser, picture, &grey, &search)?;
        reading = if elsewhere.readable { elsewhere } else { reading };
    }
    reading.cpu_ms = (work::cpu().saturating_sub(before) + session.cpu()).as_millis() as u64;
    Ok(reading)
}

fn read_fields(
    session: &Session,
    adviser: Option<&dyn Adviser>,
    picture: &Picture,
    grey: &GrayImage,
    search: &Search,
) -> Result<Reading, EngineError> {
    let placed = search.placed.clone();
    let Some((placed, sheet)) = placed.and_then(|p| settled(p, grey)) else {
        return Ok(Reading::refused(refusal::without_card(search)));
    };
    let regions = regions(&placed);
    let strips = Strips::cut(&sheet.grey, &regions);
    let reads = fields::read(session, &strips)?;
    let (page, mut fields) = work::both(
        || Some(picture::to_jpeg(&sheet::shown(&picture.rgb, &placed.map))),
        || {
            let mut evidence = Evidence::new(&placed, reads, strips);
            let mut fields = verdict::fields(&evidence);
            if let Some(adviser) = adviser {
                advice::take(adviser, &mut evidence, &mut fields);
            }
            fields
        },
    );
    let worth = worth(&fields);
    for (code, field) in &mut fields {
        field.strip = strip(*code, &regions);
        field.confidence = calibration::confidence(*code, field);
    }
    // The other side has all the labels, with what they mean.
    let of_card = || refusal::of_card(picture, &placed, &sheet.grey);
    let why = || refusal::another_paper(search).unwrap_or_else(of_card);
    let (reason, fields) = match worth {
        Worth::Nothing => {
            // A few labels fit any paper.
            let known = placed.anchors.len() >= ENOUGH_ANCHORS;
            let reason = if known { why() } else { refusal::without_card(search) };
            return Ok(Reading { page, ..Reading::refused(reason) });
        }
        Worth::AnotherPhoto => (Some(why()), fields),
        Worth::Showing => (None, fields),
    };
    Ok(Reading { readable: reason.is_none(), reason, fields, cpu_ms: 0, page })
}

enum Worth {
    Showing,
    /// So much is in doubt that another photo costs less than the corrections. What was read is kept all the same.
    AnotherPhoto,
    /// Neither plate nor VIN.
    Nothing,
}

/// A value missing counts twice as much as one in doubt.
fn worth(fields: &BTreeMap<Code, Field>) -> Worth {
    const EXPECTED: [Code; 12] = [
        Code::A,
        Code::B,
        Code::C1,
        Code::C3,
        Code::D1,
        Code::D2,
        Code::D21,
        Code::D3,
        Code::E,
        Code::J1,
        Code::P3,
        Code::P6,
    ];
    // Often blank on older cards: no worse than in doubt.
    const MAY_BE_BLANK: [Code; 3] = [Code::D2, Code::D21, Code::D3];
    const DOUBTFUL: f32 = 0.5;
    const TOO_MUCH: u32 = 5;
    let field = |code: &Code| fields.get(code).filter(|f| f.value.is_some());
    let doubt = |code: &Code| match field(code) {
        Some(found) => u32::from(found.confidence < DOUBTFUL),
        None if MAY_BE_BLANK.contains(code) => 1,
        None => 2,
    };
    match EXPECTED.iter().map(doubt).sum::<u32>() {
        _ if field(&Code::A).is_none() && field(&Code::E).is_none() => Worth::Nothing,
        TOO_MUCH.. => Worth::AnotherPhoto,
        _ => Worth::Showing,
    }
}

/// The sheet, with the card a little otherwise if its foot shows that it lies so.
fn settled(placed: Placed, grey: &GrayImage) -> Option<(Placed, Sheet)> {
    let foot = Sheet::below(grey, &placed.map, foot::top())?;
    let better = foot::settled(&placed, &foot).and_then(|p| Some((Sheet::of(grey, &p.map)?, p)));
    match better {
        Some((sheet, placed)) => Some((placed, sheet)),
        None => Sheet::of(grey, &placed.map).map(|sheet| (placed, sheet)),
    }
}

/// Where a field stands on the page that is shown.
fn strip(code: Code, regions: &Regions) -> Option<[u32; 4]> {
    let at = match code {
        Code::C3 => regions.address,
        code => *regions.slots.get(&Slot::of(code)?)?,
    };
    Some(sheet::on_shown(at.left, at.top, at.right, at.bottom))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::reading::Value;

    fn card(doubtful: &[Code], missing: &[Code]) -> BTreeMap<Code, Field> {
        let field = |code: Code| {
            let confidence = if doubtful.contains(&code) { 0.3 } else { 0.8 };
            let value = (!missing.contains(&code)).then(|| Value::Text("X".into()));
            (code, Field { value, confidence, ..Field::default() })
        };
        Code::ALL.into_iter().map(field).collect()
    }

    #[test]
    fn a_card_of_doubts_asks_for_another_photo() {
        let worth = |doubtful: &[Code], missing: &[Code]| worth(&card(doubtful, missing));
        assert!(matches!(worth(&[], &[]), Worth::Showing));
        assert!(matches!(worth(&[Code::D2, Code::D21, Code::E, Code::A], &[]), Worth::Showing));
        assert!(matches!(worth(&[Code::D2, Code::D21, Code::E], &[Code::P3]), Worth::AnotherPhoto));
        assert!(matches!(worth(&[], &[Code::D2, Code::D21, Code::D3]), Worth::Showing));
        assert!(matches!(worth(&[], &[Code::A, Code::E]), Worth::Nothing));
    }
}
