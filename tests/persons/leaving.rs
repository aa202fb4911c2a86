//! A colleague or a garage that leaves has 30 days, then nothing is left.

use chrono::{DateTime, TimeDelta, Utc};
use crm::{leaving, users};
use sqlx::AssertSqlSafe;

use super::{places, tables};
use crate::support::{Garage, Nouns, PASSWORD, run};

fn in_31_days() -> DateTime<Utc> {
    crm::cx::now() + TimeDelta::days(31)
}

#[test]
fn a_colleague_changes_his_mind_or_is_gone_after_thirty_days() {
    run(async {
        let garage = Garage::open().await;
        let nouns = Nouns::of(&garage).await;
        let mut karim = garage.karim().await;
        let note = format!("/contacts/{}/activities", nouns.contact);
        let mut sophia = garage.sophia().await;
        sophia.get(&format!("/contacts/{}", nouns.contact)).await.is(200);
        sophia.post(&note, &[("text", "Par Sophia")]).await.leads();
        karim.get("/account").await.is(200);
        karim.post("/account/leave", &[("leave_password", "faux")]).await.refuses("leave_password");
        karim.get("/account").await.is(200);
        karim.post("/account/leave", &[("leave_password", PASSWORD)]).await.leads();
        karim.get("/account").await.is(200).sees(".alert", "sera supprimé le");
        karim.post("/account/stay", &[]).await.leads();
        karim.get("/account").await.is(200).does_not_see("main", "sera supprimé le");
        sophia.get("/account").await.is(200);
        sophia.post("/account/leave", &[("leave_password", PASSWORD)]).await.leads();
        garage.night_of_retention().await;
        sophia.get("/account").await.is(200);
        garage.at(in_31_days).night_of_retention().await;
        assert_eq!(sophia.get("/account").await.status.as_u16(), 303);
        let mut tx = garage.begin().await;
        assert_eq!(users::list(&mut tx).await.unwrap().len(), 2);
        drop(tx);
        let left = places(&garage, &["sophia@garage", "Sophia Bernard"]).await;
        assert!(left.is_empty(), "{left:?}");
        let mut marc = garage.marc().await;
        marc.get(&format!("/contacts/{}", nouns.contact)).await.is(200).sees("main", leaving::FORMER);
    });
}

#[test]
fn the_last_owner_stays() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/account").await.is(200);
        assert_eq!(marc.post("/account/leave", &[("leave_password", PASSWORD)]).await.status.as_u16(), 409);
    });
}

#[test]
fn a_garage_leaves_with_its_archive_or_knowingly_without() {
    run(async {
        let garage = Garage::open().await;
        Nouns::of(&garage).await;
        let mut marc = garage.marc().await;
        let page = "/settings/leaving";
        garage.sophia().await.get(page).await.is(403);
        marc.get(page).await.is(200);
        let typed = [("name", "Garage Martin"), ("password", PASSWORD)];
        marc.post(page, &[("name", "Garage Martin"), ("password", "faux")]).await.refuses("password");
        marc.get(page).await.is(200);
        marc.post(page, &[("name", "Garage Durand"), ("password", PASSWORD)]).await.refuses("name");
        marc.get(page).await.is(200);
        marc.post(page, &typed).await.refuses("without_archive");
        marc.get(page).await.is(200);
        let archive = marc.post("/settings/leaving/archive", &[]).await.leads();
        garage.run_jobs().await;
        marc.get(&format!("{archive}/file")).await.is(200);
        marc.get(page).await.is(200);
        marc.post(page, &typed).await.leads();
        marc.get(page).await.is(200).sees(".alert", "sera supprimé le");
        marc.post("/settings/leaving/stay", &[]).await.leads();
        garage.at(in_31_days).night_of_retention().await;
        marc.get("/account").await.is(200);
    });
}

#[test]
fn after_thirty_days_a_garage_has_no_row_and_no_key_and_its_neighbour_has_all() {
    run(async {
        let (garage, nadia) = (Garage::open().await, Garage::open().await);
        Nouns::of(&garage).await;
        Nouns::of(&nadia).await;
        let rows = async |garage: &Garage| {
            let mut left = Vec::new();
            for table in tables().await {
                let sql = format!("select count(*) from {table} where tenant_id = '{}'", garage.tenant);
                let many: i64 = sqlx::query_scalar(AssertSqlSafe(sql)).fetch_one(&garage.town.admin).await.unwrap();
                if many > 0 {
                    left.push((table, many));
                }
            }
            left
        };
        let hers = rows(&nadia).await;
        let mut tx = garage.begin().await;
        // Not before it asked, not before its time.
        assert!(!leaving::delete_some(&mut tx, 100).await.unwrap());
        leaving::ask_garage(&mut tx, "garage martin", true, "").await.unwrap();
        assert!(!leaving::delete_some(&mut tx, 100).await.unwrap());
        tx.commit().await.unwrap();
        let kept = rows(&garage).await;
        assert!(kept.len() > 35, "{kept:?}");
        garage.at(in_31_days).night_of_retention().await;
        assert_eq!(rows(&garage).await, []);
        assert_eq!(rows(&nadia).await, hers);
        let gone: bool = sqlx::query_scalar("select deleted_at is not null from tenants where id = $1")
            .bind(garage.tenant.0)
            .fetch_one(&garage.town.admin)
            .await
            .unwrap();
        assert!(gone);
        nadia.marc().await.get("/contacts").await.is(200);
    });
}
