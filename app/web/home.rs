//! The first page: the garage's day, or the choice of garage on the common address.

use crm::{activities, policy::Act, queue, repair_orders};
use views::dashboard::Page;

use crate::{
    answer::Answer,
    ask::Ask,
    fault::{Fault, Result},
};

pub async fn show(ask: Ask) -> Result<Answer> {
    if ask.cx.tenant.0.is_nil() {
        return ask.page(views::sign_in::choose(&ask.ui, false));
    }
    if !ask.may(Act::SeeDashboard) {
        return Err(Fault::SignIn);
    }
    dashboard(ask).await
}

async fn dashboard(mut ask: Ask) -> Result<Answer> {
    let mut tx = ask.look().await?;
    let figures = crm::dashboard::get(&mut tx).await?;
    let orders = repair_orders::open_ones(&mut tx).await?;
    let activities = activities::recent(&mut tx).await?;
    let failed_jobs = if ask.may(Act::SeeJobs) { queue::count_failed(&mut tx).await? } else { 0 };
    tx.commit().await?;
    let page = Page { figures: &figures, orders: &orders, activities: &activities, failed_jobs };
    ask.page(views::dashboard::page(&ask.ui, &page))
}

/// poem's wildcard takes "/" from the route of its own.
pub async fn nowhere(ask: Ask) -> Result<Answer> {
    if ask.ui.here == "/" { show(ask).await } else { Err(Fault::not_found()) }
}
