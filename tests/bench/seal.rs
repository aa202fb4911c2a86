//! Sealing: checks, number, frozen snapshot, fiscal event, one commit that reaches the disk.

use std::{sync::Arc, time::Instant};

use crm::{ids::InvoiceId, invoices};

use crate::fill::{Town, at_once};

const EACH: usize = 1000;

pub async fn measure(town: &Town) -> anyhow::Result<()> {
    println!("## Sealing (private Postgres, fsync on)\n\n| | sealings/s | median ms | p95 ms |\n|---|---|---|---|");
    for (who, clients) in [("one client", 1), ("eight at once, one series", 8)] {
        let drafts = town.drafts(EACH).await?;
        let begun = Instant::now();
        let mut times = seal_all(town, drafts.clone(), clients).await?;
        let took = begun.elapsed().as_secs_f64();
        times.sort_by(f64::total_cmp);
        let at = |share: usize| times[(times.len() - 1) * share / 100];
        println!("| {who} | {:.0} | {:.2} | {:.2} |", EACH as f64 / took, at(50), at(95));
        town.has_no_gap(&drafts).await?;
    }
    town.drop_waiting_jobs().await?;
    println!("\nNo gap and no twin in the series, counted after each run.\n");
    Ok(())
}

/// How long each took, ms.
async fn seal_all(town: &Town, drafts: Vec<InvoiceId>, clients: usize) -> anyhow::Result<Vec<f64>> {
    let (db, cx) = (Arc::new(town.db.clone()), Arc::new(town.cx(crm::cx::now())));
    at_once(drafts, clients, move |draft| {
        let (db, cx) = (db.clone(), cx.clone());
        async move {
            let begun = Instant::now();
            let mut tx = db.begin(&cx).await?;
            invoices::seal(&mut tx, draft, jobs::check).await?;
            tx.commit().await?;
            Ok(begun.elapsed().as_secs_f64() * 1e3)
        }
    })
    .await
}
