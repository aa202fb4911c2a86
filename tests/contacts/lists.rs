//! Lists narrowed, sorted, kept under a name: the address says all of it.

use crm::{contacts::ContactForm, tags, vehicles::VehicleForm};

use super::{made, named};
use crate::support::{Client, Garage, run};

/// Names on the list of this address, in its order.
async fn names(client: &mut Client, query: &str) -> Vec<String> {
    client.get(&format!("/contacts?{query}")).await.is(200).texts("td.cell-title")
}

async fn vehicle(garage: &Garage, owner: crm::ids::ContactId, form: VehicleForm) {
    let form = VehicleForm { owner: owner.to_string(), ..form };
    let new = form.parse(&mut crm::Fields::default()).unwrap();
    let mut tx = garage.begin().await;
    crm::vehicles::create(&mut tx, &new).await.unwrap();
    tx.commit().await.unwrap();
}

#[test]
fn a_list_is_narrowed_by_every_condition() {
    run(async {
        let garage = Garage::open().await;
        let before = garage.at(|| crm::cx::now() - chrono::TimeDelta::days(500));
        let old = made(&before, named("Ancien")).await;
        let pro = ContactForm {
            kind: "professionnel".into(),
            company: "Transports Durand".into(),
            siren: "732829320".into(),
            ..ContactForm::fresh()
        };
        let pro = made(&garage, pro).await;
        let tagged = made(&garage, ContactForm { tags: "Fidèle, Flotte".into(), ..named("Étienne") }).await;
        made(&garage, named("Zola")).await;
        garage.sealed(old, None, "120").await;
        let soon = (crm::cx::now() + chrono::TimeDelta::days(20)).date_naive().to_string();
        let clio = VehicleForm {
            plate: "AB-123-CD".into(),
            make: "CITROËN".into(),
            energy: "GO".into(),
            first_registered_on: "2005-03-01".into(),
            inspection_due_on: soon,
            ..VehicleForm::default()
        };
        vehicle(&garage, pro, clio).await;
        let zoe = VehicleForm {
            plate: "EF-456-GH".into(),
            make: "Renault".into(),
            energy: "EL".into(),
            ..VehicleForm::default()
        };
        vehicle(&garage, tagged, zoe).await;
        let tag = {
            let mut tx = garage.begin().await;
            tags::list(&mut tx).await.unwrap().into_iter().find(|t| t.name == "Fidèle").unwrap().id
        };
        let tag = format!("tag={tag}");
        let mut marc = garage.marc().await;
        for (query, expected) in [
            ("", vec!["Ancien", "Étienne", "Transports Durand", "Zola"]),
            ("kind=professionnel", vec!["Transports Durand"]),
            (&tag, vec!["Étienne"]),
            ("unpaid=yes", vec!["Ancien"]),
            ("visits=1", vec!["Ancien"]),
            ("visits=2", vec![]),
            ("created_to=2026-01-01", vec![]),
            ("created_from=2026-01-01&kind=professionnel", vec!["Transports Durand"]),
            ("make=citroen", vec!["Transports Durand"]),
            ("make=Citro%C3%ABn&energy=EL", vec![]),
            ("energy=EL", vec!["Étienne"]),
            ("older=15", vec!["Transports Durand"]),
            ("younger=15", vec![]),
            ("inspection=30", vec!["Transports Durand"]),
            ("inspection=10", vec![]),
            ("q=ab123cd", vec!["Transports Durand"]),
            ("q=ab123cd&kind=particulier", vec![]),
            ("kind=nonsense&quiet=x&tag=y", vec!["Ancien", "Étienne", "Transports Durand", "Zola"]),
            ("sort=created", vec!["Zola", "Étienne", "Transports Durand", "Ancien"]),
            ("sort=visits", vec!["Ancien"]),
        ] {
            let found = names(&mut marc, query).await;
            assert_eq!(&found[..expected.len().max(1).min(found.len())], &expected[..], "{query}: {found:?}");
            if !query.starts_with("sort") {
                assert_eq!(found.len(), expected.len(), "{query}: {found:?}");
            }
        }
        // Sealed today, he was seen today: he is on « À relancer » no more, and another who was not is.
        assert_eq!(names(&mut marc, "quiet=12").await, Vec::<String>::new());
        made(&before, named("Oublié")).await;
        assert_eq!(names(&mut marc, "quiet=12").await, ["Oublié"]);
        assert_eq!(names(&mut marc, "active=12&sort=seen").await.len(), 4);
    });
}

#[test]
fn a_field_of_the_garage_narrows_and_shows() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        for (name, kind, choices) in [
            ("Remise", "number", ""),
            ("Contrat", "date", ""),
            ("Saison", "choice", "Été\nHiver"),
            ("Courtoisie", "yes_no", ""),
        ] {
            marc.get("/settings/fields").await.is(200);
            marc.post("/settings/fields", &[("name", name), ("kind", kind), ("choices", choices)]).await.leads();
        }
        let inputs = marc.get("/contacts/new").await.is(200).attributes("[name^='field_']", "name");
        let [remise, contrat, saison, courtoisie] = &inputs[..] else { panic!("{inputs:?}") };
        for (name, values) in
            [("Alpha", ["5", "2026-01-15", "Été", "yes"]), ("Bravo", ["12,5", "2027-01-15", "Hiver", "no"])]
        {
            marc.get("/contacts/new").await.is(200);
            let typed = [
                ("last_name", name),
                (remise, values[0]),
                (contrat, values[1]),
                (saison, values[2]),
                (courtoisie, values[3]),
            ];
            marc.post("/contacts", &typed).await.leads();
        }
        marc.get("/contacts/new").await.is(200);
        let wrong = [("last_name", "Charlie"), (remise.as_str(), "beaucoup"), (saison, "Automne")];
        marc.post("/contacts", &wrong).await.is(422).refuses(remise).refuses(saison);
        for (query, expected) in [
            (format!("{remise}_from=10"), vec!["Bravo"]),
            (format!("{remise}_from=1&{remise}_to=12,49"), vec!["Alpha"]),
            (format!("{contrat}_to=2026-12-31"), vec!["Alpha"]),
            (format!("{saison}=ete"), vec!["Alpha"]),
            (format!("{courtoisie}=no"), vec!["Bravo"]),
        ] {
            assert_eq!(names(&mut marc, &query).await, expected, "{query}");
        }
        let page = marc.get(&format!("/contacts?{saison}=ete&col={remise}&col={contrat}")).await.is(200);
        let row = page.texts("tbody tr").join(" ");
        assert!(row.contains("15/01/2026") && row.contains('5'), "{row}");
        // Away with the field, and what was noted in it.
        let id = saison.trim_start_matches("field_");
        marc.get(&format!("/settings/fields/{id}")).await.is(200);
        marc.post(&format!("/settings/fields/{id}/delete"), &[]).await.is(200).sees("main", "Supprimer ce champ");
        marc.post(&format!("/settings/fields/{id}/delete"), &[crate::support::YES]).await.leads();
        assert_eq!(names(&mut marc, &format!("{saison}=ete")).await, ["Alpha", "Bravo"]);
    });
}

#[test]
fn a_list_goes_on_page_after_page_in_any_order() {
    run(async {
        let garage = Garage::open().await;
        let mut tx = garage.begin().await;
        for n in 0..120 {
            let new = named(&format!("Nom {n:03}")).parse(&mut crm::Fields::default()).unwrap();
            crm::contacts::create(&mut tx, &new).await.unwrap();
        }
        tx.commit().await.unwrap();
        let mut marc = garage.marc().await;
        for order in ["", "sort=created&q=nom", "sort=seen", "q=nom"] {
            let (mut path, mut seen) = (format!("/contacts?{order}"), Vec::new());
            loop {
                let page = marc.get(&path).await.is(200);
                seen.extend(page.texts("td.cell-title"));
                match page.attributes("a[rel='next']", "href").pop() {
                    Some(next) => path = next,
                    None => break,
                }
            }
            let mut once = seen.clone();
            once.sort();
            once.dedup();
            assert_eq!((seen.len(), once.len()), (120, 120), "{order}");
        }
    });
}

#[test]
fn a_view_is_kept_for_oneself_or_for_all() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let (mut marc, mut sophia) = (garage.marc().await, garage.sophia().await);
        marc.get("/contacts?quiet=6").await.is(200);
        marc.post("/saved-views", &[("name", "Six mois")]).await.leads();
        marc.get("/contacts?kind=professionnel").await.is(200);
        assert_eq!(
            marc.post("/saved-views", &[("name", "Pros"), ("shared", "yes")]).await.leads(),
            "/contacts?kind=professionnel"
        );
        marc.get("/contacts")
            .await
            .is(200)
            .sees("nav.tabs", "Six mois")
            .sees("nav.tabs", "Pros")
            .sees("nav.tabs", "Clients fidèles");
        sophia.get("/contacts").await.is(200).does_not_see("nav.tabs", "Six mois").sees("nav.tabs", "Pros");
        other.marc().await.get("/contacts").await.is(200).does_not_see("nav.tabs", "Pros");
        sophia.get("/contacts?kind=professionnel").await.is(200);
        let forget = sophia.get("/contacts?kind=professionnel").await.attributes("form[action$='/delete']", "action");
        sophia.post(&forget[0], &[]).await.leads();
        marc.get("/contacts").await.is(200).does_not_see("nav.tabs", "Pros");
    });
}

#[test]
fn a_form_full_of_empty_fields_becomes_the_shortest_address() {
    run(async {
        let garage = Garage::open().await;
        garage.contact().await;
        let mut marc = garage.marc().await;
        let said = "q=&kind=&quiet=12&active=&visits=&created_from=&make=&col=phone&col=email&col=vehicle&col=seen";
        assert_eq!(marc.get(&format!("/contacts?{said}")).await.leads(), "/contacts?quiet=12");
    });
}
