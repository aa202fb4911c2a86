//! Two pages of one customer made one, and parted again.

use std::collections::BTreeSet;

use chrono::{DateTime, Utc};
use crm::{
    Error, Why,
    consents::{self, Purpose, Source},
    contacts,
    duplicates::{
        PairState,
        merge::{self, Two},
        moves,
    },
    ids::{ContactId, InvoiceId, MergeId, VehicleId},
    reach::Email,
};
use sqlx::{AssertSqlSafe, Row};

use super::known;
use crate::support::{Garage, Town, run};

/// Two of one customer; the second has a vehicle, an order, a quote and a sealed invoice.
struct Both {
    kept: ContactId,
    gone: ContactId,
    vehicle: VehicleId,
    invoice: InvoiceId,
}

async fn both(garage: &Garage) -> Both {
    let kept = garage.add(&known("Lucie", "Vauchereau", "06 21 43 65 87", "")).await;
    let mut other = known("L.", "Vauchereau", "02 37 21 45 63", "lucie@client.test");
    (other.tags, other.notes) = (vec!["Flotte".into()], "Gauchère".into());
    other.more.phones = vec![contacts::Labelled { label: "mobile".into(), value: "+33621436587".into() }];
    let gone = garage.add(&other).await;
    let vehicle = garage.vehicle(gone, "AB-123-CD").await;
    garage.order(gone, vehicle).await;
    garage.quote(gone, Some(vehicle), &[("Vidange", "119,40")]).await;
    let invoice = garage.sealed(gone, Some(vehicle), "240").await;
    garage.run_jobs().await;
    Both { kept, gone, vehicle, invoice }
}

async fn two(garage: &Garage, both: &Both) -> Two {
    let mut tx = garage.begin().await;
    let (kept, gone) =
        (contacts::get(&mut tx, both.kept).await.unwrap(), contacts::get(&mut tx, both.gone).await.unwrap());
    Two { kept: kept.id, kept_version: kept.version, gone: gone.id, gone_version: gone.version }
}

async fn merged(garage: &Garage, two: Two) -> crm::Result<MergeId> {
    let mut tx = garage.begin().await;
    let done = merge::merge(&mut tx, two, |_| false).await?;
    tx.commit().await?;
    Ok(done)
}

async fn undone(garage: &Garage, id: MergeId) -> crm::Result<()> {
    let mut tx = garage.begin().await;
    merge::undo(&mut tx, id).await?;
    tx.commit().await
}

async fn contact(garage: &Garage, id: ContactId) -> contacts::Contact {
    let mut tx = garage.begin().await;
    contacts::get(&mut tx, id).await.unwrap()
}

async fn of(garage: &Garage, table: &str, column: &str, id: ContactId) -> i64 {
    let sql = format!("select count(*) from {table} where tenant_id = $1 and {column} = $2");
    let row = sqlx::query(AssertSqlSafe(sql)).bind(garage.tenant.0).bind(id.0).fetch_one(&garage.town.admin).await;
    row.unwrap().get(0)
}

/// A new table that hangs on a customer is to be said what happens to it, in `crm/duplicates/moves.rs`.
#[test]
fn every_table_that_hangs_on_a_customer_is_known() {
    run(async {
        let rows = sqlx::query(
            "select c.conrelid::regclass::text, a.attname::text
             from pg_constraint c
             join pg_attribute a on a.attrelid = c.conrelid and a.attnum = any (c.conkey) and a.attname <> 'tenant_id'
             where c.contype = 'f' and c.confrelid = 'contacts'::regclass",
        );
        let rows = rows.fetch_all(&Town::get().await.admin).await.unwrap();
        let found: BTreeSet<(String, String)> = rows.iter().map(|r| (r.get(0), r.get(1))).collect();
        let said = moves::MOVES.iter().chain(&moves::STAYS).map(|(t, c)| ((*t).to_owned(), (*c).to_owned()));
        assert_eq!(found, said.collect());
    });
}

#[test]
fn everything_moves_and_comes_back() {
    run(async {
        let garage = Garage::open().await;
        let b = both(&garage).await;
        let pairs = garage.night().await;
        let mut sophia = garage.sophia().await;
        let page = sophia.get(&format!("/duplicates/{}", pairs[0].id)).await.is(200);
        page.sees("main", "1 facture ou avoir").sees("main", "02 37 21 45 63");
        let done = sophia.post("/merges", &[("first_name", "gone"), ("phone", "kept")]).await.leads();
        sophia.get(&done).await.is(200).sees("main", "1 véhicule");
        let kept = contact(&garage, b.kept).await;
        assert_eq!((kept.is.first_name.as_str(), kept.is.phone.as_deref()), ("L.", Some("+33621436587")));
        assert_eq!(kept.is.email.as_ref().map(Email::as_str), Some("lucie@client.test"));
        assert_eq!(kept.is.more.phones[0].value, "+33237214563");
        assert_eq!(
            (kept.is.tags.clone(), kept.is.notes.as_str(), kept.visits),
            (vec!["Flotte".to_owned()], "Gauchère", 1)
        );
        for (table, column) in moves::MOVES {
            assert_eq!(of(&garage, table, column, b.gone).await, 0, "{table}");
        }
        assert_eq!(of(&garage, "invoices", "contact_id", b.kept).await, 1);
        assert_eq!(sophia.get(&format!("/contacts/{}", b.gone)).await.leads(), format!("/contacts/{}", b.kept));
        assert_eq!(garage.night().await.len(), 0);
        sophia.get(&done).await.is(200);
        sophia.post(&format!("{done}/undo"), &[]).await.leads();
        sophia.get(&done).await.is(200).sees("main", "de nouveau séparées").does_not_see("main", "Resté");
        let (kept, gone) = (contact(&garage, b.kept).await, contact(&garage, b.gone).await);
        assert_eq!((kept.is.first_name.as_str(), kept.is.email, kept.visits), ("Lucie", None, 0));
        assert_eq!((kept.is.tags.len(), kept.is.more.phones.len(), kept.is.notes.as_str()), (0, 0, ""));
        assert_eq!((gone.deleted_at, gone.is.tags, gone.visits), (None, vec!["Flotte".to_owned()], 1));
        assert_eq!(of(&garage, "invoices", "contact_id", b.gone).await, 1);
        assert_eq!(of(&garage, "vehicles", "owner_id", b.gone).await, 1);
        let mut tx = garage.begin().await;
        assert_eq!(crm::duplicates::get(&mut tx, pairs[0].id).await.unwrap().state, PairState::Dismissed);
    });
}

#[test]
fn what_was_changed_since_stays_and_is_said() {
    run(async {
        let garage = Garage::open().await;
        let b = both(&garage).await;
        let third = garage.add(&known("Paul", "Grangillon", "", "")).await;
        let id = merged(&garage, two(&garage, &b).await).await.unwrap();
        let mut kept = contact(&garage, b.kept).await;
        kept.is.email = Email::parse("neuf@client.test").ok();
        let mut tx = garage.begin().await;
        contacts::update(&mut tx, b.kept, &kept.is, kept.version).await.unwrap();
        tx.commit().await.unwrap();
        let set = format!("begin; set local app.current_tenant = '{}'", garage.tenant);
        let sold = format!("{set}; update vehicles set owner_id = '{third}' where id = '{}'; commit", b.vehicle);
        sqlx::raw_sql(AssertSqlSafe(sold)).execute(&garage.town.admin).await.unwrap();
        undone(&garage, id).await.unwrap();
        undone(&garage, id).await.unwrap();
        assert_eq!(contact(&garage, b.kept).await.is.email, kept.is.email);
        assert_eq!(of(&garage, "vehicles", "owner_id", third).await, 1);
        let page = garage.sophia().await.get(&format!("/merges/{id}")).await.is(200);
        page.sees("main", "E-mail · Véhicules");
    });
}

#[test]
fn merging_twice_is_merging_once_and_two_at_once_too() {
    run(async {
        let garage = Garage::open().await;
        let b = both(&garage).await;
        let before = two(&garage, &b).await;
        let (one, other) = tokio::join!(merged(&garage, before), merged(&garage, before));
        assert_eq!(one.unwrap(), other.unwrap());
        assert_eq!(of(&garage, "merges", "kept_id", b.kept).await, 1);
        // The other way round, the kept one would go: it is no longer as it was seen.
        let back =
            Two { kept: b.gone, kept_version: before.gone_version, gone: b.kept, gone_version: before.kept_version };
        assert!(matches!(merged(&garage, back).await, Err(Error::Refused(Why::TwinGone))));
        let myself = Two { gone: b.kept, ..before };
        assert!(matches!(merged(&garage, myself).await, Err(Error::NotFound)));
    });
}

#[test]
fn what_somebody_changed_or_deleted_meanwhile_is_not_merged() {
    run(async {
        let garage = Garage::open().await;
        let b = both(&garage).await;
        let before = two(&garage, &b).await;
        let mut tx = garage.begin().await;
        let kept = contacts::get(&mut tx, b.kept).await.unwrap();
        contacts::update(&mut tx, b.kept, &kept.is, kept.version).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(merged(&garage, before).await, Err(Error::Refused(Why::Stale))));
        let mut tx = garage.begin().await;
        contacts::delete(&mut tx, b.gone).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(merged(&garage, two(&garage, &b).await).await, Err(Error::Refused(Why::TwinGone))));
        let nadia = Garage::open().await;
        assert!(matches!(merged(&nadia, before).await, Err(Error::NotFound)));
    });
}

fn in_a_month() -> DateTime<Utc> {
    crm::cx::now() + chrono::TimeDelta::days(31)
}

#[test]
fn after_thirty_days_it_is_too_late_and_forgotten() {
    run(async {
        let garage = Garage::open().await;
        let b = both(&garage).await;
        let id = merged(&garage, two(&garage, &b).await).await.unwrap();
        let later = garage.at(in_a_month);
        assert!(matches!(undone(&later, id).await, Err(Error::Refused(Why::UndoTooLate))));
        let mut tx = later.begin().await;
        merge::forget_old(&mut tx).await.unwrap();
        tx.commit().await.unwrap();
        assert!(matches!(undone(&garage, id).await, Err(Error::NotFound)));
        assert_eq!(
            garage.sophia().await.get(&format!("/contacts/{}", b.gone)).await.leads(),
            format!("/contacts/{}", b.kept)
        );
    });
}

#[test]
fn a_refusal_prevails() {
    run(async {
        let garage = Garage::open().await;
        let b = both(&garage).await;
        let mut tx = garage.begin().await;
        consents::say(&mut tx, b.kept, Purpose::EmailOffers, false, Source::Counter).await.unwrap();
        consents::say(&mut tx, b.gone, Purpose::EmailOffers, true, Source::Written).await.unwrap();
        consents::say(&mut tx, b.gone, Purpose::SmsOffers, true, Source::Written).await.unwrap();
        tx.commit().await.unwrap();
        let id = merged(&garage, two(&garage, &b).await).await.unwrap();
        let given = async |who: ContactId| -> Vec<(Purpose, bool)> {
            let mut tx = garage.begin().await;
            consents::of_contact(&mut tx, who).await.unwrap().iter().map(|c| (c.purpose, c.given)).collect()
        };
        assert_eq!(given(b.kept).await, [(Purpose::EmailOffers, false), (Purpose::SmsOffers, true)]);
        undone(&garage, id).await.unwrap();
        assert_eq!(given(b.kept).await, [(Purpose::EmailOffers, false)]);
        assert_eq!(given(b.gone).await, [(Purpose::EmailOffers, true), (Purpose::SmsOffers, true)]);
    });
}

/// What was issued does not change (CGI art. 289 V): the customer's page it stands on may, by the merge alone.
#[test]
fn a_sealed_invoice_moves_and_nothing_else_of_it_changes() {
    run(async {
        let garage = Garage::open().await;
        let b = both(&garage).await;
        let row = async || -> serde_json::Value {
            let sql = "select to_jsonb(i) - 'contact_id' - 'version' - 'updated_at' from invoices i where id = $1";
            sqlx::query(sql).bind(b.invoice.0).fetch_one(&garage.town.admin).await.unwrap().get(0)
        };
        let before = row().await;
        merged(&garage, two(&garage, &b).await).await.unwrap();
        assert_eq!(row().await, before);
        let set = format!("set local app.current_tenant = '{}'", garage.tenant);
        for (role, change) in [
            ("visioncrm_app", format!("contact_id = '{}'", b.gone)),
            ("visioncrm_app", "note = 'x'".into()),
            ("visioncrm_platform", "gross_cents = 1".into()),
        ] {
            let mut tx = garage.town.admin.begin().await.unwrap();
            let sql = format!("{set}; set local role {role}; update invoices set {change} where id = '{}'", b.invoice);
            let refused = sqlx::raw_sql(AssertSqlSafe(sql)).execute(&mut *tx).await.unwrap_err();
            let code = refused.as_database_error().unwrap().code().unwrap().into_owned();
            assert!(["VC003", "42501"].contains(&code.as_str()), "{role} {change}: {refused}");
        }
        // Another garage's function finds nothing of it.
        let nadia = Garage::open().await;
        let mut tx = nadia.begin().await;
        let moved = moves::move_all(&mut tx, b.kept, b.gone, None).await.unwrap();
        assert!(moved.values().all(Vec::is_empty));
    });
}

#[test]
fn two_chosen_in_the_list_are_put_side_by_side() {
    run(async {
        let garage = Garage::open().await;
        let b = both(&garage).await;
        let mut sophia = garage.sophia().await;
        sophia.get("/contacts?pick=all").await.is(200).sees("button", "Réunir");
        let mut form = sophia.form("/batches", &[("act", "merge")]);
        form.retain(|(name, _)| name != "id" && name != "all");
        form.push(("id".into(), b.kept.to_string()));
        let alone = form.clone();
        form.push(("id".into(), b.gone.to_string()));
        let to = sophia.post_form("/batches", &form).await.leads();
        sophia.get(&to).await.is(200).sees("main", "Vauchereau L.");
        sophia.post_form("/batches", &alone).await.is(409).sees("main", "deux clients");
    });
}
