//! From a picture to a reading, step by step.

use std::time::Duration;

use image::GrayImage;

use crate::code::Code;
use crate::engine::{Engine, EngineError};
use crate::evidence::Evidence;
use crate::fields::Strips;
use crate::picture::{self, Picture};
use crate::pixels::colour;
use crate::place::{self, Search};
use crate::reading::Reading;
use crate::regions::{Regions, regions};
use crate::session::Session;
use crate::sheet::{self, Sheet};
use crate::template::Slot;
use crate::{fields, page, refusal, verdict};

pub(crate) fn read(picture: &Picture, engine: &dyn Engine, patience: Duration) -> Result<Reading, EngineError> {
    let session = Session::new(engine, patience);
    let before = own_cpu();
    let grey = page::denoise(colour::brightest(&picture.rgb));
    let search = place::search(&session, picture, &grey)?;
    let mut reading = read_fields(&session, picture, &grey, &search)?;
    reading.cpu_ms = (own_cpu().saturating_sub(before) + session.cpu()).as_millis() as u64;
    Ok(reading)
}

fn read_fields(
    session: &Session,
    picture: &Picture,
    grey: &GrayImage,
    search: &Search,
) -> Result<Reading, EngineError> {
    let placed = search.placed.as_ref();
    let Some((placed, sheet)) = placed.and_then(|p| Some((p, Sheet::of(grey, &p.map)?))) else {
        return Ok(Reading::refused(refusal::without_card(search)));
    };
    let regions = regions(placed);
    let strips = Strips::cut(&sheet.grey, &regions);
    let reads = fields::read(session, &strips)?;
    let mut fields = verdict::fields(&Evidence::new(placed, reads, strips));
    let named = |code| fields.get(&code).is_some_and(|f: &crate::Field| f.value.is_some());
    let page = Some(picture::to_jpeg(&sheet::shown(&picture.rgb, &placed.map)));
    // A card without plate and without VIN is of no use to anybody: better a new photo.
    if !named(Code::A) && !named(Code::E) {
        let reason = refusal::of_card(picture, placed, &sheet.grey);
        return Ok(Reading { page, ..Reading::refused(reason) });
    }
    for (code, field) in &mut fields {
        field.strip = strip(*code, &regions);
    }
    Ok(Reading { readable: true, reason: None, fields, cpu_ms: 0, page })
}

/// Where a field stands on the page that is shown.
fn strip(code: Code, regions: &Regions) -> Option<[u32; 4]> {
    let at = match code {
        Code::C3 => regions.address,
        code => *regions.slots.get(&slot_of(code)?)?,
    };
    Some(sheet::on_shown(at.left, at.top, at.right, at.bottom))
}

fn slot_of(code: Code) -> Option<Slot> {
    Some(match code {
        Code::A => Slot::A,
        Code::B => Slot::B,
        Code::C1 => Slot::C1,
        Code::C1GivenNames => Slot::GivenNames,
        Code::C41 => Slot::C41,
        Code::D1 => Slot::D1,
        Code::D2 => Slot::D2,
        Code::D21 => Slot::D21,
        Code::D3 => Slot::D3,
        Code::E => Slot::E,
        Code::F1 => Slot::F1,
        Code::F2 => Slot::F2,
        Code::F3 => Slot::F3,
        Code::G => Slot::G,
        Code::G1 => Slot::G1,
        Code::I => Slot::I,
        Code::J => Slot::J,
        Code::J1 => Slot::J1,
        Code::J3 => Slot::J3,
        Code::K => Slot::K,
        Code::P1 => Slot::P1,
        Code::P2 => Slot::P2,
        Code::P3 => Slot::P3,
        Code::P6 => Slot::P6,
        Code::S1 => Slot::S1,
        Code::U1 => Slot::U1,
        Code::V7 => Slot::V7,
        Code::V9 => Slot::V9,
        Code::X1 => Slot::X1,
        Code::Formule => Slot::CouponFormule,
        _ => return None,
    })
}

/// CPU time of this thread.
fn own_cpu() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` lives for the whole call, which only writes to it.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}
