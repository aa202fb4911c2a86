//! What every page is made of. Typed values and words in, markup out; no query, no clock, no words of its own.
//! README.md beside this file has one line for each.

mod approval;
mod badge;
mod button;
mod card;
mod chart;
pub mod field;
mod flash;
mod form;
pub mod hx;
pub mod icons;
mod lines;
mod list;
mod menu;
mod page;
mod plain;
mod preview;
mod progress;
mod search;
mod shell;
mod stat;
mod table;
mod tabs;
#[cfg(test)]
mod tests;
mod timeline;

use std::borrow::Cow;

pub use self::{
    approval::{Ask, Sum, answers, asks, one_ask, signature},
    badge::{Tone, avatar, badge, badge_with, initials, money, plate, plate_large, tag, tag_link, tag_remove, tags},
    button::{Button, buttons},
    card::{Facts, card, card_plain, facts, fold},
    chart::{Column, bars, spark},
    field::{Choice, Doubt, Field},
    flash::{Alert, confirm_page, flash_region, notice},
    form::{Form, columns, draft_note, error_summary, form_bar, form_end, group, required_note},
    hx::Hx,
    icons::Icon,
    lines::{LineInputs, LineMore, LineWords, Totals, line, line_id, lines},
    list::{Empty, ListRow, bulk, empty, list, pagination, quick},
    menu::{Menu, MenuItem, menu},
    page::{PageHeader, crumbs},
    plain::{Plain, plain_shell},
    preview::{Preview, with_preview, with_sandbox, with_waiting},
    progress::{Progress, progress_bar},
    search::{SearchBox, filters},
    shell::{Nav, NavGroup, Search, Shell, ShellWords, shell},
    stat::{Change, Stat, Way, tiles},
    table::{Col, Row, Sorted, table},
    tabs::{Tab, segments, tabs},
    timeline::{Moment, timeline},
};

/// Words given to a component: borrowed or made on the spot.
pub type Text<'a> = Cow<'a, str>;

/// Direction of the page's writing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Dir {
    #[default]
    Ltr,
    Rtl,
}

impl Dir {
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Dir::Ltr => "ltr",
            Dir::Rtl => "rtl",
        }
    }
}
