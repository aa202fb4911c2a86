//! The night takes what is kept no longer, after telling the garage, and never what the law wants.

use chrono::{DateTime, TimeDelta, Utc};
use crm::{
    consents::{self, Purpose, Source},
    erasure,
};

use super::named;
use crate::support::{Garage, Nouns, run};

const fn days(n: i64) -> TimeDelta {
    TimeDelta::days(n)
}
fn in_1075_days() -> DateTime<Utc> {
    crm::cx::now() + days(1075)
}
fn in_1110_days() -> DateTime<Utc> {
    crm::cx::now() + days(1110)
}
fn in_31_days() -> DateTime<Utc> {
    crm::cx::now() + days(31)
}

#[test]
fn who_is_not_seen_for_three_years_is_told_then_erased_unless_kept() {
    run(async {
        let garage = Garage::open().await;
        let (gone, kept) =
            (garage.person(named("Aline", "Grosbois")).await, garage.person(named("Basile", "Hautbois")).await);
        let back = garage.person(named("Cyprien", "Bellebois")).await;
        garage.night_of_retention().await;
        assert_eq!(garage.count("retention_notices where true").await, 0, "nobody yet");
        let later = garage.at(in_1075_days);
        later.night_of_retention().await;
        later.night_of_retention().await;
        assert_eq!(garage.count("retention_notices where true").await, 3);
        assert_eq!(
            garage.count("messages where kind = 'notice' and recipient = 'contact@garage-martin.test'").await,
            1
        );
        assert_eq!(garage.count("contacts where erased_at is not null").await, 0, "told, not erased");
        let mut marc = later.marc().await;
        let page = marc.get("/settings/retention/notices").await.is(200).sees("main", "Grosbois");
        page.sees("main", "Hautbois");
        marc.post(&format!("/settings/retention/notices/{kept}"), &[("reason", "Véhicule de collection suivi")])
            .await
            .leads();
        marc.get("/settings/retention/notices").await.is(200).sees("main", "Véhicule de collection suivi");
        garage.by_hand(&format!("update contacts set last_contact_on = current_date + 1080 where id = '{back}'")).await;
        let end = garage.at(in_1110_days);
        end.night_of_retention().await;
        let erased = async |id| garage.count(&format!("contacts where id = '{id}' and erased_at is not null")).await;
        assert_eq!((erased(gone).await, erased(kept).await, erased(back).await), (1, 0, 0));
        assert_eq!(garage.count("fiscal_events where kind = 'DATA_ERASURE'").await, 1);
    });
}

#[test]
fn the_bin_is_emptied_after_thirty_days_and_documents_stay() {
    run(async {
        let garage = Garage::open().await;
        let nouns = Nouns::of(&garage).await;
        garage.by_hand("update repair_orders set state = 'done' where tenant_id = current_tenant()").await;
        let lonely = garage.person(named("Seul", "Aumonde")).await;
        let car = garage.vehicle(lonely, "CD-456-EF").await;
        let mut marc = garage.marc().await;
        for path in [
            format!("/contacts/{}", nouns.contact),
            format!("/contacts/{lonely}"),
            format!("/vehicle-files/{}", nouns.vehicle_file),
            format!("/vehicles/{car}"),
        ] {
            marc.get(&path).await.is(200);
            marc.post(&format!("{path}/delete"), &[crate::support::YES]).await.leads();
        }
        let drafts = garage.count("quotes where state = 'draft'").await;
        garage
            .by_hand("update quotes set deleted_at = now() where state = 'draft' and tenant_id = current_tenant()")
            .await;
        garage.night_of_retention().await;
        assert_eq!(garage.count(&format!("contacts where id = '{lonely}'")).await, 1, "not yet");
        garage.at(in_31_days).night_of_retention().await;
        assert_eq!(garage.count(&format!("contacts where id = '{lonely}'")).await, 0);
        assert_eq!(garage.count(&format!("vehicles where id = '{car}'")).await, 0);
        assert_eq!(garage.count(&format!("vehicle_files where id = '{}'", nouns.vehicle_file)).await, 0);
        assert!(drafts > 0);
        assert_eq!(garage.count("quotes where state = 'draft'").await, 0);
        // Of the other, what the law wants.
        let name = format!("contacts where id = '{}' and last_name = '{}'", nouns.contact, erasure::NAME);
        assert_eq!(garage.count(&name).await, 1);
        assert_eq!(garage.count("invoices where sealed_at is not null").await, 1);
        marc.get(&format!("/invoices/{}", nouns.invoice)).await.is(200);
        let mut tx = garage.begin().await;
        assert!(matches!(crm::fiscal::verify(&mut tx).await.unwrap(), crm::fiscal::Chain::Whole { .. }));
    });
}

#[test]
fn cards_lists_messages_and_journals_go_in_their_time() {
    run(async {
        let garage = Garage::open().await;
        let nouns = Nouns::of(&garage).await;
        let shares = garage.count("scans where deleted_at is null").await;
        assert!(shares > 0);
        garage
            .by_hand(
                "insert into security_events (tenant_id, at, kind)
                 select current_tenant(), now() - make_interval(months => m), 'old' from unnest(array[5, 10, 13, 40]) m;
                 insert into audit_log (tenant_id, at, table_name, about_table, about_id, action)
                 select current_tenant(), now() - make_interval(months => m), 'old', 'old', '', 'insert' from unnest(array[11, 34, 37]) m",
            )
            .await;
        garage.at(in_31_days).night_of_retention().await;
        assert_eq!(garage.count("scans where deleted_at is null").await, 0);
        assert_eq!(garage.count("scans where reading_sealed is not null").await, 0);
        assert_eq!(garage.count("files where kind in ('scan', 'scan_shown', 'scan_page') and size > 0").await, 0);
        assert_eq!(garage.count("files where kind in ('export', 'import') and size > 0").await, 0);
        assert_eq!(garage.count("files where kind = 'invoice' and size > 0").await, 1);
        assert_eq!(garage.count("security_events where kind = 'old'").await, 2, "5 and 10 months");
        assert_eq!(garage.count("audit_log where table_name = 'old'").await, 2, "11 and 34 months");
        assert!(garage.count("messages where true").await > 0);
        let mut marc = garage.marc().await;
        marc.get(&format!("/scans/{}", nouns.scan)).await.is(404);
        marc.get(&format!("/vehicles/{}/files", nouns.vehicle)).await.is(200);
        marc.get("/scans/accuracy").await.is(200);
        marc.get(&format!("/imports/{}", nouns.import)).await.is(200);
        let lines = marc.get(&format!("/imports/{}/refused", nouns.import)).await.status.as_u16();
        assert!(lines < 500, "{lines}");
    });
}

#[test]
fn a_garage_may_keep_less_long_and_never_longer() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/settings/retention").await.is(200).sees("main", "Durées de conservation");
        marc.post("/settings/retention", &[("scan_days", "31")]).await.refuses("scan_days");
        marc.get("/settings/retention").await.is(200);
        marc.post("/settings/retention", &[("security_months", "5")]).await.refuses("security_months");
        marc.get("/settings/retention").await.is(200);
        marc.post("/settings/retention", &[("scan_days", "7"), ("inactive_months", "24")]).await.leads();
        marc.get("/settings/register")
            .await
            .is(200)
            .sees("main", "24 mois après le dernier contact")
            .sees("main", "7 jours");
        let mut sophia = garage.sophia().await;
        sophia.get("/settings/retention").await.is(200);
        assert_eq!(sophia.post("/settings/retention", &[]).await.status.as_u16(), 403);
    });
}

#[test]
fn an_opposition_is_forgotten_after_three_years() {
    run(async {
        let garage = Garage::open().await;
        let id = garage.contact().await;
        let mut tx = garage.begin().await;
        consents::say(&mut tx, id, Purpose::EmailOffers, false, Source::Counter).await.unwrap();
        tx.commit().await.unwrap();
        garage
            .by_hand("update contacts set last_contact_on = current_date + 1080 where tenant_id = current_tenant()")
            .await;
        garage.at(in_1075_days).night_of_retention().await;
        assert_eq!(garage.count("oppositions where true").await, 1);
        garage.at(in_1110_days).night_of_retention().await;
        assert_eq!(garage.count("oppositions where true").await, 0);
    });
}
