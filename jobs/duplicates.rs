//! Customers who may be one and the same, looked for at night: some at a time, each step committed. After a while the job
//! gives way to others and goes on in a next one.

use chrono::TimeDelta;
use crm::{
    duplicates,
    queue::{self, Job},
};

use crate::works::At;

/// How long a job works before it gives way.
const TURN: TimeDelta = TimeDelta::seconds(20);

pub async fn find(at: &At<'_>) -> crm::Result<()> {
    let begun = (at.works.clock)();
    loop {
        let mut tx = at.begin().await?;
        let more = duplicates::step(&mut tx).await?;
        let over = (at.works.clock)() - begun > TURN;
        if more && over {
            queue::enqueue(&mut tx, Job::FindDuplicates).await?;
        }
        tx.commit().await?;
        if !more || over {
            return Ok(());
        }
    }
}
