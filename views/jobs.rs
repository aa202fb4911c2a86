//! What runs behind the pages: readings, PDFs, sendings. What failed can be tried again by hand.

use crm::{
    policy::Act,
    queue::{JobRow, JobState},
};
use maud::{Markup, html};

use crate::{
    Ui,
    components::{Alert, Button, Col, Empty, PageHeader, Row, Tone, badge, card_plain, empty, icons::Icon, table},
    format,
    text::jobs as t,
};

pub struct Jobs<'a> {
    pub rows: &'a [JobRow],
    pub failed: i64,
}

pub fn index(ui: &Ui, jobs: &Jobs) -> Markup {
    let l = ui.lang;
    ui.page(
        t::title(l),
        html! {
            (PageHeader::new(t::title(l)).below(html! { (t::text(l)) }))
            (results(ui, jobs))
        },
    )
}

/// Asks for itself again every two seconds while something runs.
pub fn results(ui: &Ui, jobs: &Jobs) -> Markup {
    let l = ui.lang;
    let busy = jobs.rows.iter().any(|job| matches!(job.state, JobState::Waiting | JobState::Running));
    let cols = [
        Col::title(t::what(l)),
        Col::badge(t::state(l)),
        Col::number(t::attempts(l)),
        Col::text(t::when(l)),
        Col::text(t::trouble(l)),
        Col::more(t::act(l)),
    ];
    html! {
        div #jobs.stack hx-get=[busy.then_some("/jobs")] hx-trigger=[busy.then_some("every 2s")] hx-swap=[busy.then_some("outerMorph")] {
            @if jobs.failed > 0 { (Alert::warning(t::failed_count(l, jobs.failed))) }
            @if jobs.rows.is_empty() {
                (empty(&Empty { icon: Icon::Tasks, title: t::none_title(l).into(), text: t::none_text(l).into(), actions: vec![] }))
            } @else {
                (card_plain("", None, table(t::title(l), &cols, html! { @for job in jobs.rows { (tr(ui, &cols, job)) } })))
            }
        }
    }
}

fn tr(ui: &Ui, cols: &[Col], job: &JobRow) -> Markup {
    let l = ui.lang;
    let (tone, word) = state(ui, job.state);
    let kind = t::kind(l, &job.kind);
    let title = html! { @if let Some(subject) = &job.subject { a href=(subject) { (kind) } } @else { (kind) } };
    let at = format::moment(l, job.run_at, ui.zone);
    let when = match job.state {
        JobState::Retrying => t::next_try(l, at),
        _ => at,
    };
    let attempts = if job.attempts > 0 {
        t::attempts_of(l, i64::from(job.attempts), i64::from(job.max_attempts))
    } else {
        String::new()
    };
    let again = matches!(job.state, JobState::Failed | JobState::Retrying) && ui.may(Act::RetryJobs);
    let retry = Button::submit(t::retry(l)).icon(Icon::Refresh);
    let act = html! { @if again { (ui.post_button(&format!("/jobs/{}/retry", job.id), &retry)) } };
    let trouble = html! {
        @if let (Some(said), true) = (&job.trouble, job.state != JobState::Done) { span.small.quiet { (said) } }
    };
    html! { (Row::new(cols).id(format!("job-{}", job.id)).cell(title).cell(badge(tone, word)).cell(attempts).cell(when).cell(trouble).cell(act)) }
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
