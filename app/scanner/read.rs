//! From a picture to a reading, step by step.

use std::time::Duration;

use image::GrayImage;

use crate::code::Code;
use crate::engine::{Engine, EngineError};
use crate::evidence::Evidence;
use crate::fields::Strips;
use crate::picture::{self, Picture};
use crate::pixels::colour;
use crate::place::{self, ENOUGH_ANCHORS, Placed, Search};
use crate::reading::{Reading, Reason};
use crate::regions::{Regions, regions};
use crate::session::Session;
use crate::sheet::{self, Sheet};
use crate::template::Slot;
use crate::{fields, page, verdict};

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
        return Ok(Reading::refused(Reason::NotACard));
    };
    let regions = regions(placed);
    let strips = Strips::cut(&sheet.grey, &regions);
    let reads = fields::read(session, &strips)?;
    let fields = verdict::fields(&Evidence::new(placed, reads, strips));
    Ok(Reading { readable: true, reason: None, fields, cpu_ms: 0, page: None })
}

/// CPU time of this thread.
fn own_cpu() -> Duration {
    let mut time = libc::timespec { tv_sec: 0, tv_nsec: 0 };
    // SAFETY: `time` lives for the whole call, which only writes to it.
    unsafe { libc::clock_gettime(libc::CLOCK_THREAD_CPUTIME_ID, &raw mut time) };
    Duration::new(time.tv_sec.unsigned_abs(), time.tv_nsec.unsigned_abs() as u32)
}
