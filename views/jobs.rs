//! What runs behind the pages: readings, PDFs, sendings. What failed can be tried again by hand.

use crm::{
    policy::Act,
    queue::{JobRow, JobState},
};
use maud::{Markup, Render, html};

use crate::{
    Ui,
    components::{Button, Col, Empty, PageHeader, Row, Tone, badge, card_plain, empty, icons::Icon, table},
    format,
    text::jobs as t,
};

pub struct Jobs<'a> {
    /// Given up, or to be tried again.
    pub troubled: &'a [JobRow],
    /// The last ones, whatever their state.
    pub rows: &'a [JobRow],
}

pub fn index(ui: &Ui, jobs: &Jobs) -> Markup {
    let l = ui.lang;
    let header = PageHeader::new(t::title(l)).below(html! { (t::text(l)) });
    ui.page(t::title(l), html! { (header) (results(ui, jobs)) })
}

/// Asks for itself again every two seconds while something runs.
pub fn results(ui: &Ui, jobs: &Jobs) -> Markup {
    let l = ui.lang;
    let busy = jobs.rows.iter().any(|job| matches!(job.state, JobState::Waiting | JobState::Running));
    let good = |job: &&JobRow| !matches!(job.state, JobState::Failed | JobState::Retrying);
    let others: Vec<&JobRow> = jobs.rows.iter().filter(good).collect();
    let none =
        Empty { icon: Icon::Tasks, title: t::none_title(l).into(), text: t::none_text(l).into(), actions: vec![] };
    html! {
        div #jobs.stack hx-get=[busy.then_some("/jobs")] hx-trigger=[busy.then_some("every 2s")] hx-swap=[busy.then_some("outerMorph")] {
            @if !jobs.troubled.is_empty() { (card_plain(t::troubled(l), None, troubled(ui, jobs.troubled))) }
            @if !others.is_empty() { (card_plain(t::last_ones(l), None, last_ones(ui, &others))) }
            @if jobs.troubled.is_empty() && others.is_empty() { (empty(&none)) }
        }
    }
}

/// What went wrong, and the button that tries again.
fn troubled(ui: &Ui, all: &[JobRow]) -> Markup {
    let l = ui.lang;
    let cols = [
        Col::title(t::what(l)),
        Col::badge(t::state(l)),
        Col::text(t::trouble(l)),
        Col::number(t::attempts(l)),
        Col::more(t::act(l)),
    ];
    let retry = Button::submit(t::retry(l)).icon(Icon::Refresh);
    let row = |job: &JobRow| {
        let at = format::moment(l, job.run_at, ui.zone);
        let next = if job.state == JobState::Retrying { t::next_try(l, at) } else { at };
        let trouble = html! { (job.trouble.as_deref().unwrap_or("")) " " span.small.quiet { (next) } };
        let attempts = t::attempts_of(l, i64::from(job.attempts), i64::from(job.max_attempts));
        let act = html! { @if ui.may(Act::RetryJobs) { (ui.post_button(&format!("/jobs/{}/retry", job.id), &retry)) } };
        let (tone, word) = state(ui, job.state);
        let row = Row::new(&cols).id(format!("job-{}", job.id)).cell(what(ui, job)).cell(badge(tone, word));
        row.cell(trouble).cell(attempts).cell(act).render()
    };
    table(t::troubled(l), &cols, html! { @for job in all { (row(job)) } })
}

fn last_ones(ui: &Ui, all: &[&JobRow]) -> Markup {
    let l = ui.lang;
    let cols = [Col::title(t::what(l)), Col::badge(t::state(l)), Col::text(t::when(l))];
    let row = |job: &JobRow| {
        let (tone, word) = state(ui, job.state);
        let row = Row::new(&cols).id(format!("job-{}", job.id)).cell(what(ui, job)).cell(badge(tone, word));
        row.cell(format::moment(l, job.run_at, ui.zone)).render()
    };
    table(t::last_ones(l), &cols, html! { @for job in all { (row(job)) } })
}

/// What it does, and the way to the thing it is about.
fn what(ui: &Ui, job: &JobRow) -> Markup {
    let kind = t::kind(ui.lang, &job.kind);
    html! { @if let Some(subject) = &job.subject { a href=(subject) { (kind) } } @else { (kind) } }
}

fn state(ui: &Ui, state: JobState) -> (Tone, &'static str) {
    let l = ui.lang;
    match state {
        JobState::Waiting => (Tone::Neutral, t::waiting(l)),
        JobState::Running => (Tone::Info, t::running(l)),
        JobState::Retrying => (Tone::Warning, t::retrying(l)),
        JobState::Failed => (Tone::Bad, t::failed(l)),
        JobState::Done => (Tone::Good, t::done(l)),
    }
}
