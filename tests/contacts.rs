//! Customers: all that is known of one, the lists that find them again, and what is done with many at once.

mod batches;
mod imports;
mod lists;

use crm::{
    Fields,
    contacts::{self, ContactForm},
    ids::ContactId,
};

use crate::support::{Garage, run};

/// A customer as typed, made through crm.
pub async fn made(garage: &Garage, form: ContactForm) -> ContactId {
    let new = form.parse(&mut Fields::default()).expect("a contact");
    let mut tx = garage.begin().await;
    let id = contacts::create(&mut tx, &new).await.expect("a contact");
    tx.commit().await.expect("commit");
    id
}

pub fn named(last_name: &str) -> ContactForm {
    ContactForm { last_name: last_name.into(), ..ContactForm::fresh() }
}

#[test]
fn everything_typed_of_a_customer_is_on_his_page_and_in_his_form_again() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/settings/fields").await.is(200);
        marc.post("/settings/fields", &[("name", "Parrain"), ("kind", "text")]).await.leads();
        marc.get("/settings/fields").await.is(200);
        let field =
            marc.post("/settings/fields", &[("name", "Code alarme"), ("kind", "text"), ("private", "yes")]).await;
        field.leads();
        let inputs = marc.get("/contacts/new").await.is(200).attributes("input[name^='field_']", "name");
        let [plain, private] = &inputs[..] else { panic!("{inputs:?}") };
        let typed = [
            ("kind", "administration"),
            ("company", "Mairie de Vitry"),
            ("siren", "217500016"),
            ("service_code", "ATELIER"),
            ("order_required", "yes"),
            ("phone", "01 45 00 00 00"),
            ("phone_2", "06 92 12 34 56"),
            ("phone_2_label", "garage municipal"),
            ("email_2", "Ateliers@vitry.test"),
            ("street_2", "4 rue du Dépôt"),
            ("postcode_2", "94400"),
            ("town_2", "Vitry-sur-Seine"),
            ("tags", "Flotte, mairie"),
            ("channel", "email"),
            ("code", "C-0042"),
            (plain, "M. Blanc"),
            (private, "1984"),
        ];
        let page = marc.post("/contacts", &typed).await.leads();
        let shown = marc.get(&page).await.is(200);
        for text in [
            "06 92 12 34 56",
            "garage municipal",
            "Ateliers@vitry.test",
            "4 rue du Dépôt",
            "Flotte",
            "C-0042",
            "M. Blanc",
            "1984",
        ] {
            assert!(shown.texts("main").join(" ").contains(text), "{text}");
        }
        let form = marc.get(&format!("{page}/edit")).await.is(200);
        for (name, value) in
            typed.iter().filter(|(name, _)| !matches!(*name, "kind" | "channel" | "order_required" | "siren"))
        {
            assert_eq!(form.value(name), *value, "{name}");
        }
        // Saved as it is, it stays as it is; found by every number and by the garage's own field, not by the private one.
        marc.post(&page, &[]).await.leads();
        assert!(marc.get(&page).await.texts("main").join(" ").contains("1984"));
        for (q, found) in
            [("0692123456", true), ("ateliers@vitry", true), ("c-0042", true), ("blanc", true), ("1984", false)]
        {
            let links = marc.get(&format!("/search?q={q}")).await.is(200).attributes("main a", "href");
            assert_eq!(links.contains(&page), found, "{q}: {links:?}");
        }
        let kept: Vec<String> = sqlx::query_scalar(
            "select shown || coalesce(key, '') from contact_values where sealed is not null and tenant_id = $1",
        )
        .bind(garage.tenant.0)
        .fetch_all(&garage.town.admin)
        .await
        .unwrap();
        assert_eq!(kept, [""]);
    });
}

#[test]
fn what_is_wrong_among_the_others_is_said_beside_it_and_nothing_is_lost() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        marc.get("/contacts/new").await.is(200);
        let typed = [("last_name", "Dupont"), ("phone_2", "12"), ("town_2", "Lyon"), ("tags", &"x".repeat(41))];
        let again = marc.post("/contacts", &typed).await.is(422).refuses("phone_2").refuses("street_2").refuses("tags");
        assert_eq!((again.value("phone_2").as_str(), again.value("town_2").as_str()), ("12", "Lyon"));
    });
}

#[test]
fn an_invoice_of_an_administration_waits_for_its_order_number() {
    run(async {
        let garage = Garage::open().await;
        let form = ContactForm {
            kind: "administration".into(),
            company: "Mairie de Vitry".into(),
            siren: "21750001600019".into(),
            order_required: "yes".into(),
            street: "1 place".into(),
            postcode: "94400".into(),
            town: "Vitry".into(),
            ..ContactForm::fresh()
        };
        let contact = made(&garage, form).await;
        let draft = garage.draft(contact, None, "120").await;
        let mut marc = garage.marc().await;
        let page = format!("/invoices/{draft}");
        marc.get(&page).await.is(200);
        marc.post(&format!("{page}/seal"), &[crate::support::YES]).await.is(422).sees("main", "n° d’engagement");
        marc.get(&page).await.is(200);
        marc.post(&page, &[("purchase_order", "ENG-2026-7")]).await;
        marc.get(&page).await.is(200);
        marc.post(&format!("{page}/seal"), &[crate::support::YES]).await.leads();
        marc.get(&page).await.is(200).sees("main", "FA-");
    });
}

#[test]
fn the_last_contact_is_the_last_time_they_had_to_do_with_one_another() {
    run(async {
        let garage = Garage::open().await;
        let year_ago = || crm::cx::now() - chrono::TimeDelta::days(400);
        let before = garage.at(year_ago);
        let contact = made(&before, named("Ancien")).await;
        let day = async || {
            let mut tx = garage.begin().await;
            let contact = contacts::get(&mut tx, contact).await.unwrap();
            (contact.last_contact_on.unwrap(), contact.version)
        };
        let (first, version) = day().await;
        assert_eq!(first, year_ago().date_naive());
        let mut sophia = garage.sophia().await;
        let page = format!("/contacts/{contact}");
        let note = format!("{page}/activities");
        // A note about him is no contact; a call of last month is, on its own day.
        sophia.get(&page).await.is(200);
        sophia.post(&note, &[("kind", "note"), ("text", "Préfère le matin")]).await.leads();
        assert_eq!(day().await.0, first);
        let month_ago = (crm::cx::now() - chrono::TimeDelta::days(30)).date_naive();
        sophia.get(&page).await.is(200);
        sophia.post(&note, &[("kind", "call"), ("text", "Rappelé"), ("on", &month_ago.to_string())]).await.leads();
        assert_eq!(day().await, (month_ago, version), "and nobody's form is made stale by it");
        garage.sealed(contact, None, "120").await;
        assert_eq!(day().await.0, garage.cx().today());
        sophia.get(&page).await.is(200);
        sophia.post(&note, &[("kind", "call"), ("text", "x"), ("on", "2999-01-01")]).await.is(422).refuses("on");
    });
}

#[test]
fn a_timeline_is_filtered_by_kind_person_and_day() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        garage.order(contact, vehicle).await;
        let page = format!("/contacts/{contact}");
        let mut sophia = garage.sophia().await;
        for text in ["Le client est furieux, il menace d’un avis Google.", "Tout va bien maintenant, merci."] {
            sophia.get(&page).await.is(200);
            sophia.post(&format!("{page}/activities"), &[("kind", "call"), ("text", text)]).await.leads();
            let said = sophia.get(&page).await.is(200).texts(".alert-warning").join(" ");
            assert_eq!(said.contains("furieux"), text.contains("furieux"), "{said}");
        }
        let seen = async |query: &str| {
            let mut marc = garage.marc().await;
            marc.get(&format!("{page}/timeline?{query}")).await.is(200).texts("ol.timeline").join(" ")
        };
        let all = seen("").await;
        assert!(all.contains("furieux") && all.contains("Ordre de réparation") && all.contains("AB-123-CD"));
        let calls = seen("kind=by_hand").await;
        assert!(calls.contains("furieux") && !calls.contains("Ordre de réparation"));
        assert!(!seen(&format!("by={}", garage.staff[0])).await.contains("furieux"));
        assert!(seen(&format!("by={}", garage.staff[1])).await.contains("furieux"));
        assert!(!seen("to=2020-01-01").await.contains("furieux"));
        // Taken back, asked first.
        let action = sophia.get(&page).await.attributes("form[action*='/activities/']", "action").remove(0);
        sophia.post(&action, &[]).await.is(200).sees("main", "Supprimer ce qui a été noté");
        sophia.post(&action, &[crate::support::YES]).await.leads();
        assert!(!seen("").await.contains("Tout va bien"));
    });
}

#[test]
fn what_a_customer_allows_is_kept_with_its_day_and_the_last_word_counts() {
    run(async {
        let (garage, other) = (Garage::open().await, Garage::open().await);
        let contact = garage.contact().await;
        let (page, say) = (format!("/contacts/{contact}"), format!("/contacts/{contact}/consents"));
        let mut marc = garage.marc().await;
        marc.get(&page).await.is(200).sees("main", "Jamais demandé");
        marc.post(&say, &[("purpose", "email_offers"), ("given", "yes"), ("source", "phone")]).await.leads();
        marc.get(&page).await.is(200).sees("main", "Accepté").sees("main", "au téléphone");
        let stop = {
            let mut tx = garage.begin().await;
            format!("/stop/{}", crm::consents::token(&mut tx, contact).await.unwrap())
        };
        // The mail program that fetches the link changes nothing.
        let mut visitor = garage.visitor();
        visitor.get(&stop).await.is(200);
        marc.get(&page).await.is(200).sees("main", "Accepté");
        visitor.get(&stop).await.is(200);
        visitor.post(&stop, &[]).await.leads();
        marc.get(&page).await.is(200).sees("main", "Refusé").sees("main", "par le lien d’un message");
        let forged = format!("{}{}", &stop[..40], "0".repeat(30));
        visitor.get(&forged).await.is(404);
        other.visitor().get(&stop).await.is(404);
        let said: i64 = sqlx::query_scalar("select count(*) from consents where contact_id = $1")
            .bind(contact.0)
            .fetch_one(&garage.town.admin)
            .await
            .unwrap();
        assert_eq!(said, 2);
    });
}

#[test]
fn what_may_be_missing_is_proposed_and_kept_only_when_saved() {
    run(async {
        let garage = Garage::open().await;
        let form =
            ContactForm { first_name: "Élodie".into(), email: "elodie@transports-roux.fr".into(), ..named("Roux") };
        let page = format!("/contacts/{}", made(&garage, form).await);
        let mut marc = garage.marc().await;
        let edit =
            marc.get(&format!("{page}/edit")).await.is(200).sees(".alert", "Transports Roux").sees(".alert", "Mme");
        let civility = edit.attributes(".alert a", "href").into_iter().find(|href| href.contains("civility")).unwrap();
        marc.get(&civility).await.is(200);
        assert!(!marc.get(&page).await.texts("main").join(" ").contains("Madame"), "not kept yet");
        marc.get(&civility).await.is(200);
        marc.post(&page, &[]).await.leads();
        marc.get(&format!("{page}/edit")).await.is(200).does_not_see(".alert", "Mme");
    });
}
