//! What runs behind the pages: readings, PDFs, sendings. What failed can be tried again by hand.

use crm::{
    Lang,
    policy::Act,
    queue::{self, JobRow, JobState},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Button, Empty, ListRow, PageHeader, Tone, badge, card_plain, empty, icons::Icon, list},
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
    let others: Vec<ListRow> = jobs.rows.iter().filter(good).map(|job| line(ui, job)).collect();
    let troubled: Vec<ListRow> = jobs.troubled.iter().map(|job| troubled(ui, job)).collect();
    let none =
        Empty { icon: Icon::Tasks, title: t::none_title(l).into(), text: t::none_text(l).into(), actions: vec![] };
    html! {
        div #jobs.stack hx-get=[busy.then_some("/jobs")] hx-trigger=[busy.then_some("every 2s")] hx-swap=[busy.then_some("outerMorph")] {
            @if !troubled.is_empty() { (card_plain(t::troubled(l), None, list(&troubled))) }
            @if !others.is_empty() { (card_plain(t::last_ones(l), None, list(&others))) }
            @if troubled.is_empty() && others.is_empty() { (empty(&none)) }
        }
    }
}

/// What went wrong, in people's words.
pub fn trouble(lang: Lang, said: &str) -> String {
    t::trouble(lang, queue::trouble_code(said)).to_string()
}

/// What went wrong, and the button that tries again.
fn troubled(ui: &Ui, job: &JobRow) -> ListRow<'static> {
    let l = ui.lang;
    let attempts = t::attempts(l, i64::from(job.attempts), i64::from(job.max_attempts));
    let at = format::moment(l, job.run_at, ui.zone);
    let when = if job.state == JobState::Retrying { t::next_try(l, at) } else { at };
    let (tone, word) = state(ui, job.state);
    let retry = Button::submit(t::retry(l)).icon(Icon::Refresh);
    let below = html! { @if let Some(said) = &job.trouble { (trouble(l, said)) br; } (attempts) " · " (when) };
    let end = html! {
        (badge(tone, word))
        @if ui.may(Act::RetryJobs) { (ui.post_button(&format!("/jobs/{}/retry", job.id), &retry)) }
    };
    let kind = t::kind(l, &job.kind);
    let main = html! { @if let Some(subject) = job.subject.as_deref().filter(|s| ui.opens(s)) { a href=(subject) { (kind) } } @else { (kind) } };
    ListRow::new(main).id(format!("job-{}", job.id)).below(below).end(end)
}

fn line(ui: &Ui, job: &JobRow) -> ListRow<'static> {
    let (tone, word) = state(ui, job.state);
    let row = ListRow::new(t::kind(ui.lang, &job.kind))
        .id(format!("job-{}", job.id))
        .below(format::moment(ui.lang, job.run_at, ui.zone))
        .end(badge(tone, word));
    match job.subject.as_deref().filter(|subject| ui.opens(subject)) {
        Some(subject) => row.href(subject.to_owned()),
        None => row,
    }
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
