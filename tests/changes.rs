//! Who changed what, before and after, from where; and a former value put back.

use crm::changes::{self, Change, ChangeAction, Noun, Who};

use crate::support::{Client, Garage, run};

async fn of(garage: &Garage, noun: Noun, id: impl ToString) -> Vec<Change> {
    changes::of(&mut garage.begin().await, noun, &id.to_string(), None).await.unwrap().rows
}

/// Types over some fields of the form that stands on a page, and sends it.
async fn retype(client: &mut Client, form: &str, to: &str, typed: &[(&str, &str)]) {
    client.get(form).await.is(200);
    client.post(to, typed).await.leads();
}

#[test]
fn a_change_is_told_before_and_after_by_whom_and_from_where() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let (page, mut sophia) = (format!("/contacts/{contact}"), garage.sophia().await);
        retype(&mut sophia, &format!("{page}/edit"), &page, &[("last_name", "Durand"), ("street", "9 quai Neuf")])
            .await;
        let told = of(&garage, Noun::Contact, contact).await;
        let change = &told[0];
        assert_eq!((change.action, &change.who), (ChangeAction::Update, &Who::Person("Sophia Bernard".into())));
        assert_eq!(change.origin.as_deref(), Some("page"));
        assert_eq!(told.last().unwrap().action, ChangeAction::Insert);
        let shown = sophia.get(&format!("/changes{page}")).await.is(200);
        let shown = shown.sees("main del", "Dupont").sees("main ins", "Durand").sees("main", "Sophia Bernard");
        // The address is sealed: that it changed is told, what it was is not.
        let html = shown.sees("main", "contenu protégé").html();
        assert!(!html.contains("rue du Lac") && !html.contains("quai Neuf") && !html.contains("name_key"));
        sophia.get(&page).await.sees("a[href^='/changes/contacts/']", "Historique des modifications");
    });
}

#[test]
fn the_network_a_change_came_from_is_told() {
    run(async {
        let garage = Garage::open().await;
        let origin = crm::Origin::Page(crm::Network::of("203.0.113.77"));
        let mut tx = garage.town.db.begin(&crm::Cx { origin, ..garage.cx() }).await.unwrap();
        let form = crm::contacts::ContactForm { last_name: "Réseau".into(), ..crm::contacts::ContactForm::fresh() };
        let new = form.parse(&mut crm::Fields::default()).unwrap();
        let contact = crm::contacts::create(&mut tx, &new).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(of(&garage, Noun::Contact, contact).await[0].origin.as_deref(), Some("page 203.0.113.0/24"));
        let mut marc = garage.marc().await;
        marc.get(&format!("/changes/contacts/{contact}")).await.sees("main", "réseau 203.0.113.0/24");
    });
}

#[test]
fn programs_jobs_and_customers_are_told_apart() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let new = serde_json::json!({ "last_name": "Dupont", "email": "d@client.test" });
        let id = program.post("/api/contacts", &new).await.is(201).json()["id"].as_str().unwrap().to_owned();
        let told = of(&garage, Noun::Contact, &id).await;
        assert!(matches!(&told[0].who, Who::Token(_)) && told[0].origin.as_deref() == Some("api"), "{told:?}");
        let contact = id.parse().unwrap();
        let quote = garage.quote(contact, None, &[("Pneus", "400")]).await;
        let token = garage.sent(quote).await;
        garage.run_jobs().await;
        let mut visitor = garage.visitor();
        let link = format!("/a/{token}");
        let lines = visitor.get(&link).await.is(200).attributes("input[type='radio'][value='yes']", "name");
        let mut typed: Vec<(&str, &str)> = lines.iter().map(|name| (name.as_str(), "yes")).collect();
        typed.extend([("signer", "Jean Dupont"), ("conditions", "on")]);
        visitor.post(&link, &typed).await.leads();
        let told = of(&garage, Noun::Quote, quote).await;
        assert!(told.iter().any(|c| c.who == Who::Visitor), "{told:?}");
        let mut marc = garage.marc().await;
        marc.get("/changes").await.is(200).sees("main", "Envoyer un").sees("main", "Client ou visiteur");
    });
}

#[test]
fn what_hangs_on_a_vehicle_is_told_on_its_page() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let (page, mut marc) = (format!("/vehicles/{vehicle}"), garage.marc().await);
        retype(&mut marc, &page, &format!("{page}/mileage"), &[("mileage_km", "42000")]).await;
        let told = of(&garage, Noun::Vehicle, vehicle).await;
        assert!(told.iter().any(|c| c.table == "mileage_readings" && c.action == ChangeAction::Insert), "{told:?}");
        // The owner is told by name, not by id.
        marc.get(&format!("/changes{page}")).await.sees("main dd", "Dupont Jean").sees("main", "Relevé kilométrique");
    });
}

#[test]
fn a_former_value_is_put_back_by_who_may_edit() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let (page, mut sophia) = (format!("/contacts/{contact}"), garage.sophia().await);
        retype(&mut sophia, &format!("{page}/edit"), &page, &[("last_name", "Durand"), ("phone", "01 02 03 04 05")])
            .await;
        let change = of(&garage, Noun::Contact, contact).await[0].id.to_string();
        let back = |column: &'static str| [("change", change.clone()), ("column", column.to_owned())];
        let typed = back("last_name");
        let typed: Vec<(&str, &str)> = typed.iter().map(|(k, v)| (*k, v.as_str())).collect();
        sophia.get(&format!("/changes{page}")).await.is(200);
        let answer = sophia.post("/restored-values", &typed).await;
        assert_eq!(answer.leads(), format!("/changes{page}?restored"));
        let now = crm::contacts::get(&mut garage.begin().await, contact).await.unwrap();
        // One value, and what follows of it: the list and the search find the name again.
        assert_eq!((now.is.last_name.as_str(), now.is.phone.as_deref()), ("Dupont", Some("+33102030405")));
        sophia.get("/search?q=dupont").await.sees("main", "Dupont");
        let told = of(&garage, Noun::Contact, contact).await;
        assert_eq!(told[0].action, ChangeAction::Update);
        // What is sealed, follows from something else, or is no one's to change.
        for column in ["address_sealed", "name_key", "id", "last_name'; --"] {
            let once = uuid::Uuid::now_v7().to_string();
            let typed = [("change", change.as_str()), ("column", column), ("once", once.as_str())];
            sophia.post("/restored-values", &typed).await.is(404);
        }
        let mut karim = garage.karim().await;
        karim.get("/account").await.is(200);
        karim.post("/restored-values", &typed).await.is(403);
        karim.get("/changes").await.is(403);
        let mut nadia = Garage::open().await.marc().await;
        nadia.get("/account").await.is(200);
        nadia.post("/restored-values", &typed).await.is(404);
        nadia.get(&format!("/changes{page}")).await.is(404);
    });
}

#[test]
fn a_former_value_that_no_longer_fits_is_refused_in_words() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let (page, mut marc) = (format!("/vehicles/{vehicle}"), garage.marc().await);
        let vin = "VF1RJA00067123458";
        retype(&mut marc, &format!("{page}/edit"), &page, &[("vin", vin)]).await;
        retype(&mut marc, &format!("{page}/edit"), &page, &[("plate", "")]).await;
        // Without its VIN, nothing would tell the vehicle any more.
        let given = of(&garage, Noun::Vehicle, vehicle).await;
        let given =
            given.iter().find(|c| c.values.iter().any(|v| v.column == "vin") && c.action == ChangeAction::Update);
        let change = given.unwrap().id.to_string();
        marc.get(&format!("/changes{page}")).await.is(200);
        let typed = [("change", change.as_str()), ("column", "vin")];
        marc.post("/restored-values", &typed).await.is(409).sees("main", "ne va plus avec le reste");
        let now = crm::vehicles::get(&mut garage.begin().await, vehicle).await.unwrap();
        assert_eq!(now.is.vin.unwrap().as_str(), vin);
    });
}

#[test]
fn a_setting_of_the_garage_is_put_back_by_its_owner_only() {
    run(async {
        let garage = Garage::open().await;
        let mut marc = garage.marc().await;
        retype(&mut marc, "/settings", "/settings", &[("trade_name", "Au bon garage")]).await;
        let told = of(&garage, Noun::Garage, garage.tenant).await;
        let change = told[0].id.to_string();
        let typed = [("change", change.as_str()), ("column", "trade_name")];
        let mut sophia = garage.sophia().await;
        sophia.get("/account").await.is(200);
        sophia.post("/restored-values", &typed).await.is(403);
        marc.get(&format!("/changes/garages/{}", garage.tenant)).await.is(200);
        marc.post("/restored-values", &typed).await.leads();
        assert_eq!(crm::garages::get(&mut garage.begin().await).await.unwrap().trade_name, None);
    });
}

#[test]
fn all_changes_are_filtered_by_what_by_whom_and_by_day() {
    run(async {
        let garage = Garage::open().await;
        let contact = garage.contact().await;
        garage.vehicle(contact, "AB-123-CD").await;
        let mut marc = garage.marc().await;
        let all = marc.get("/changes").await.is(200).texts("main li.timeline-none, main .timeline > li").len();
        let vehicles = marc.get("/changes?noun=vehicles").await.is(200).texts("main .timeline > li");
        assert!(all > vehicles.len() && vehicles.len() == 2, "{all} {vehicles:?}");
        let hers = format!("/changes?by={}", garage.staff[1]);
        marc.get(&hers).await.is(200).sees("main", "Aucune modification");
        marc.get("/changes?to=2020-01-31").await.is(200).sees("main", "Aucune modification");
        // Nonsense is as if it were not there.
        marc.get("/changes?to=demain&noun=users;drop&by=1&before=x&before_id=-").await.is(200);
        marc.get("/changes/contacts/nobody").await.is(404);
        marc.get("/changes/throttles/1").await.is(404);
    });
}

#[test]
fn every_column_of_the_log_has_a_word_or_is_left_unsaid() {
    run(async {
        let town = crate::support::Town::get().await;
        let columns: Vec<(String, String)> = sqlx::query_as(
            "select distinct c.relname::text, a.attname::text from pg_class c
             join pg_trigger t on t.tgrelid = c.oid and t.tgname = 'audit_insert'
             join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
             where c.relnamespace = 'public'::regnamespace
               and a.attname not in ('id', 'tenant_id', 'version', 'created_at', 'updated_at')",
        )
        .fetch_all(&town.admin)
        .await
        .unwrap();
        assert!(columns.len() > 200);
        let l = crm::Lang::Fr;
        let mut wordless: Vec<String> = columns
            .iter()
            .filter(|(_, column)| !views::changes::UNSAID.contains(&column.as_str()))
            .filter(|(_, column)| views::text::changes::column(l, column) == column.as_str())
            .map(|(table, column)| format!("{table}.{column}"))
            .collect();
        let tables = columns.iter().filter(|(table, _)| views::text::changes::record(l, table) == table.as_str());
        wordless.extend(tables.map(|(table, _)| table.clone()));
        wordless.sort();
        wordless.dedup();
        assert_eq!(wordless, Vec::<String>::new());
    });
}

#[test]
fn the_journal_tells_who_came_in_to_the_owner_only() {
    run(async {
        let garage = Garage::open().await;
        let mut visitor = garage.visitor();
        visitor.get("/sign-in").await.is(200);
        let typed = [("email", "sophia@garage.test"), ("password", crate::support::PASSWORD)];
        visitor.post("/sign-in", &typed).await.leads();
        let mut marc = garage.marc().await;
        marc.get("/security-events").await.is(200).sees("main", "Connexion").sees("main", "Sophia Bernard");
        let hers = format!("/security-events?by={}", garage.staff[1]);
        marc.get(&hers).await.is(200).sees("main", "Sophia Bernard").does_not_see("main .timeline", "Marc");
        garage.sophia().await.get("/security-events").await.is(403);
    });
}

/// Kinds are words in the code: each that is logged anywhere has one on screen.
#[test]
fn every_event_of_the_journal_has_a_word() {
    let folder = |name: &str| std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("..").join(name);
    let mut files = vec![folder("app/crm"), folder("app/web"), folder("jobs")];
    let (mut kinds, mut wordless) = (0, std::collections::BTreeSet::new());
    while let Some(path) = files.pop() {
        if path.is_dir() {
            files.extend(std::fs::read_dir(path).unwrap().map(|entry| entry.unwrap().path()));
            continue;
        }
        let text = std::fs::read_to_string(&path).unwrap_or_default();
        for call in ["::log(", "log_and_tell(", " log("].iter().flat_map(|way| text.split(way).skip(1)) {
            // Of a call within one line: the first text in it.
            let call: String = call.chars().take(120).take_while(|c| *c != ';').collect();
            let Some(kind) = call.split('"').nth(1).filter(|_| call.contains("tx")) else { continue };
            if kind.chars().all(|c| c.is_ascii_lowercase() || c == '_') && kind.len() > 3 {
                kinds += 1;
                if views::text::security_events::kind(crm::Lang::Fr, kind) == kind {
                    wordless.insert(format!("{kind}: {}", path.display()));
                }
            }
        }
    }
    assert!(kinds > 40, "only {kinds} were found");
    assert_eq!(wordless, std::collections::BTreeSet::new());
}
