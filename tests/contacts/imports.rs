//! Lists brought from elsewhere: tried dry, written, killed in the middle, sent again, taken back.

use crm::{
    contacts::{self, ContactForm},
    ids::{ContactId, ImportId},
    imports::{self, Counts, ImportState},
    queue::{self, Job},
};

use super::{made, named};
use crate::support::{Client, Garage, YES, run};

const LIST: &str = "\u{feff}Code client;Nom;Prénom;Tél;E-mail;Adresse;CP;Ville;Immatriculation;Marque;Étiquettes\r\n\
    C1;DUPONT;Jean;06 12 34 56 78;jean@dupont.test;3 rue du Lac;1000;Bourg;AA-111-BB;RENAULT;Fidèle\r\n\
    C2;Garage Roux SARL;;04 73 00 00 00;;;;;;;\r\n\
    C1;DUPONT;Jean;;;;;;CC-222-DD;PEUGEOT;\r\n\
    C3;;;06 00;;;;;;;\r\n\
    C4;MARTIN;Éloïse;06 98 76 54 32;pas un mail;;;;;;\r\n";

async fn upload(client: &mut Client, name: &str, bytes: &[u8]) -> String {
    client.get("/imports/new").await.is(200);
    client.upload("/imports", "file", name, bytes).await.leads()
}

/// Tried with what the page proposes and these choices over it.
async fn tried(garage: &Garage, client: &mut Client, list: &str, choices: &[(&str, &str)]) -> String {
    let page = upload(client, "clients.csv", list.as_bytes()).await;
    client.get(&page).await.is(200);
    client.post(&page, choices).await.leads();
    garage.run_jobs().await;
    client.get(&page).await.is(200);
    page
}

async fn import(garage: &Garage, page: &str) -> imports::Import {
    let id: ImportId = page.rsplit('/').next().unwrap().parse().unwrap();
    imports::get(&mut garage.begin().await, id).await.unwrap()
}

async fn find(garage: &Garage, typed: &str) -> Vec<ContactId> {
    let found = contacts::search(&mut garage.begin().await, typed, 50).await.unwrap();
    found.into_iter().map(|row| row.id).collect()
}

async fn get(garage: &Garage, id: ContactId) -> contacts::Contact {
    contacts::get(&mut garage.begin().await, id).await.unwrap()
}

#[test]
fn a_list_is_tried_before_anything_is_written() {
    run(async {
        let garage = Garage::open().await;
        let mut sophia = garage.sophia().await;
        let page = tried(&garage, &mut sophia, LIST, &[]).await;
        let shown = sophia.get(&page).await.is(200).sees("main", "Ligne 5").sees("main", "Ligne 6");
        shown.sees("main", "E-mail").sees("main", "Téléphone");
        let counts = import(&garage, &page).await.counts;
        assert_eq!(counts, Counts { created: 2, updated: 1, unchanged: 0, refused: 2, vehicles: 2 });
        assert_eq!(contacts::count(&mut garage.begin().await).await.unwrap(), 0, "nothing is written yet");

        sophia.post(&format!("{page}/run"), &[]).await.leads();
        garage.run_jobs().await;
        assert_eq!(import(&garage, &page).await.counts, counts, "what was tried is what was done");
        let dupont = get(&garage, find(&garage, "dupont jean").await[0]).await;
        assert_eq!(dupont.is.address.as_ref().unwrap().postcode, "01000");
        assert_eq!(
            (dupont.is.phone.as_deref(), &dupont.is.tags[..]),
            (Some("+33612345678"), &["Fidèle".to_owned()][..])
        );
        assert_eq!(crm::vehicles::of_contact(&mut garage.begin().await, dupont.id).await.unwrap().len(), 2);

        // The refused lines come back as a file that can be corrected and sent again.
        let file = sophia.get(&format!("{page}/refused")).await.is(200);
        let sheet = sheets::read(&file.bytes).unwrap();
        assert_eq!(sheet.rows.len(), 2);
        assert!(sheet.rows[1].cells.last().unwrap().contains("E-mail"));
        let mended = String::from_utf8(file.bytes)
            .unwrap()
            .replace("pas un mail", "eloise@martin.test")
            .replace("C3;;;06 00", "C3;PETIT;;");
        let again = tried(&garage, &mut sophia, &mended, &[]).await;
        sophia.post(&format!("{again}/run"), &[]).await.leads();
        garage.run_jobs().await;
        assert_eq!(import(&garage, &again).await.counts.created, 2);
        // And the whole list again brings nothing.
        let twice = tried(&garage, &mut sophia, LIST, &[]).await;
        let counts = import(&garage, &twice).await.counts;
        assert_eq!((counts.created, counts.updated, counts.vehicles), (0, 0, 0));
    });
}

#[test]
fn a_known_customer_is_completed_or_replaced() {
    run(async {
        let garage = Garage::open().await;
        let phone = "06 12 34 56 78";
        let known = ContactForm { phone: phone.into(), notes: "Vieil ami".into(), ..named("Dupont") };
        let id = made(&garage, known).await;
        let mut sophia = garage.sophia().await;
        let list = "Nom;Prénom;Téléphone;E-mail;Notes\nDURAND;Jean;0612345678;jean@dupont.test;Nouveau\n";
        for (overwrite, name, notes) in [("no", "Dupont", "Vieil ami"), ("yes", "DURAND", "Nouveau")] {
            let page = tried(&garage, &mut sophia, list, &[("match_key", "phone"), ("overwrite", overwrite)]).await;
            sophia.post(&format!("{page}/run"), &[]).await.leads();
            garage.run_jobs().await;
            let now = get(&garage, id).await;
            assert_eq!((now.is.last_name.as_str(), now.is.notes.as_str()), (name, notes), "{overwrite}");
            assert_eq!((now.is.first_name.as_str(), now.is.email.unwrap().as_str()), ("Jean", "jean@dupont.test"));
        }
        assert_eq!(contacts::count(&mut garage.begin().await).await.unwrap(), 1);
        // Two who share the number: the line is nobody's.
        made(&garage, ContactForm { phone: phone.into(), ..named("Dupont Marie") }).await;
        let page = tried(&garage, &mut sophia, list, &[("match_key", "phone")]).await;
        assert_eq!(import(&garage, &page).await.counts.refused, 1);
        sophia.get(&page).await.is(200).sees("main", "Plusieurs clients correspondent");
    });
}

#[test]
fn what_cannot_be_read_may_go_to_the_notes() {
    run(async {
        let garage = Garage::open().await;
        let mut sophia = garage.sophia().await;
        let list = "Nom;Téléphone;Immatriculation;Ville;Kilométrage\nRoux;inconnu;??;Lyon;beaucoup\n";
        let page = tried(&garage, &mut sophia, list, &[("match_key", "none")]).await;
        assert_eq!(import(&garage, &page).await.counts.refused, 1);
        sophia.get(&format!("{page}?columns=yes")).await.is(200);
        sophia.post(&page, &[("match_key", "none"), ("keep_odd", "yes")]).await.leads();
        garage.run_jobs().await;
        sophia.get(&page).await.is(200);
        sophia.post(&format!("{page}/run"), &[]).await.leads();
        garage.run_jobs().await;
        let roux = get(&garage, find(&garage, "roux").await[0]).await;
        assert!(roux.is.notes.contains("inconnu") && roux.is.notes.contains("Lyon"), "{}", roux.is.notes);
    });
}

#[test]
fn an_import_is_taken_back_months_later_as_far_as_nobody_touched_it() {
    run(async {
        let garage = Garage::open().await;
        let known = made(&garage, ContactForm { code: "K".into(), ..named("Connu") }).await;
        let mut sophia = garage.sophia().await;
        let list = "Code;Nom;E-mail;Immatriculation\nA;Reverse;;AA-111-BB\nB;Edite;;\nC;Facture;;\nK;Connu;connu@client.test;\n";
        let page = tried(&garage, &mut sophia, list, &[]).await;
        sophia.post(&format!("{page}/run"), &[]).await.leads();
        garage.run_jobs().await;
        let (reverse, edited, billed) =
            (find(&garage, "reverse").await[0], find(&garage, "edite").await[0], find(&garage, "facture").await[0]);
        garage.sealed(billed, None, "120").await;

        let later = garage.at(|| crm::cx::now() + chrono::TimeDelta::days(150));
        let mut marc = later.marc().await;
        marc.get(&format!("/contacts/{edited}/edit")).await.is(200);
        marc.post(&format!("/contacts/{edited}"), &[("first_name", "Édith")]).await.leads();
        marc.get(&page).await.is(200);
        marc.post(&format!("{page}/undo"), &[]).await.is(200).sees("main", "Défaire cet import");
        marc.post(&format!("{page}/undo"), &[YES]).await.leads();
        later.run_jobs().await;
        let shown = marc.get(&page).await.is(200).sees("main", "2 lignes remises comme avant");
        shown
            .sees("main", "1 ligne gardée : quelqu’un a modifié")
            .sees("main", "1 ligne gardée : ce client a des documents");
        assert!(get(&garage, reverse).await.deleted_at.is_some());
        assert!(find(&garage, "aa111bb").await.is_empty());
        assert!(get(&garage, edited).await.deleted_at.is_none() && get(&garage, billed).await.deleted_at.is_none());
        let known = get(&garage, known).await;
        assert!(known.is.email.is_none() && known.deleted_at.is_none());
    });
}

#[test]
fn killed_in_the_middle_it_goes_on_and_writes_nothing_twice() {
    run(async {
        let garage = Garage::open().await;
        let lines: String = (0..2500).map(|n| format!("C{n};Nom {n};06{n:08}\n")).collect();
        let list = format!("Code;Nom;Téléphone\n{lines}");
        let id = garage.tried(&list).await;
        let sheet = sheets::read(list.as_bytes()).unwrap();
        let lines: Vec<imports::Line> =
            sheet.rows.into_iter().map(|r| imports::Line { number: r.line, cells: r.cells, whole: true }).collect();
        let mut tx = garage.begin().await;
        imports::run(&mut tx, id).await.unwrap();
        tx.commit().await.unwrap();
        // One step is committed, the next is killed before it is.
        let mut tx = garage.begin().await;
        imports::step(&mut tx, id, &lines).await.unwrap();
        tx.commit().await.unwrap();
        let mut tx = garage.begin().await;
        imports::step(&mut tx, id, &lines).await.unwrap();
        drop(tx);
        assert_eq!(imports::get(&mut garage.begin().await, id).await.unwrap().reached, 1000);
        let mut tx = garage.begin().await;
        queue::enqueue(&mut tx, Job::RunImport { import: id }).await.unwrap();
        tx.commit().await.unwrap();
        garage.run_jobs().await;
        let import = imports::get(&mut garage.begin().await, id).await.unwrap();
        assert_eq!((import.state, import.counts.created, import.reached), (ImportState::Done, 2500, 2500));
        assert_eq!(contacts::count(&mut garage.begin().await).await.unwrap(), 2500);
    });
}

#[test]
fn a_mapping_is_kept_under_a_name_and_programs_are_known() {
    run(async {
        let garage = Garage::open().await;
        let mut sophia = garage.sophia().await;
        let list = "Zorg;Blip\nDupont;06 12 34 56 78\n";
        let page = upload(&mut sophia, "zorg.csv", list.as_bytes()).await;
        sophia.get(&page).await.is(200);
        sophia.post(&page, &[]).await.is(422).sees("main", "Une colonne doit donner le nom");
        sophia.get(&page).await.is(200);
        let typed =
            [("column_0", "last_name"), ("column_1", "phone"), ("match_key", "phone"), ("keep_as", "Zorg 3000")];
        sophia.post(&page, &typed).await.leads();
        let next = upload(&mut sophia, "zorg2.csv", list.as_bytes()).await;
        sophia.get(&next).await.is(200).sees("main", "Zorg 3000");
        let mapped = sophia.get(&format!("{next}?columns=yes&by=Zorg+3000")).await.is(200);
        assert_eq!(mapped.attributes("select[name^='column_'] option[selected]", "value"), ["last_name", "phone"]);
        // A key that no column gives is said beside it.
        sophia.post(&next, &[("match_key", "code")]).await.is(422).refuses("match_key");
    });
}

#[test]
fn a_card_file_and_our_own_export_come_in_whole() {
    run(async {
        let garage = Garage::open().await;
        let mut sophia = garage.sophia().await;
        let card = "BEGIN:VCARD\r\nVERSION:3.0\r\nN:Dupont;Élodie;;Mme;\r\nTEL;TYPE=CELL:06 12 34 56 78\r\nEMAIL:elodie@dupont.test\r\n\
                    ADR;TYPE=HOME:;;3 rue du Lac;Nanterre;;92000;France\r\nEND:VCARD\r\n";
        let page = upload(&mut sophia, "contacts.vcf", card.as_bytes()).await;
        sophia.get(&page).await.is(200);
        sophia.post(&page, &[]).await.leads();
        garage.run_jobs().await;
        sophia.get(&page).await.is(200);
        sophia.post(&format!("{page}/run"), &[]).await.leads();
        garage.run_jobs().await;
        let elodie = get(&garage, find(&garage, "elodie").await[0]).await;
        assert_eq!(
            (elodie.is.civility, elodie.is.address.as_ref().unwrap().town.as_str()),
            (contacts::Civility::Mme, "Nanterre")
        );

        sophia.get("/contacts?pick=all").await.is(200);
        sophia.post("/batches", &[("act", "export")]).await.is(200);
        let batch = sophia.post("/batches", &[("format", "xlsx")]).await.leads();
        garage.run_jobs().await;
        let file = sophia.get(&format!("{batch}/file")).await.is(200);
        let other = Garage::open().await;
        let mut nadia = other.marc().await;
        let page = upload(&mut nadia, "clients.xlsx", &file.bytes).await;
        nadia.get(&page).await.is(200);
        nadia.post(&page, &[("match_key", "phone")]).await.leads();
        other.run_jobs().await;
        nadia.get(&page).await.is(200);
        nadia.post(&format!("{page}/run"), &[]).await.leads();
        other.run_jobs().await;
        let there = get(&other, find(&other, "elodie").await[0]).await;
        let [mut here, mut there] = [ContactForm::of(&elodie), ContactForm::of(&there)];
        (here.notes, there.notes) = (String::new(), String::new());
        assert_eq!(there, here);
    });
}

#[test]
fn what_is_no_list_is_refused_with_a_word() {
    run(async {
        let garage = Garage::open().await;
        let mut sophia = garage.sophia().await;
        for (name, bytes, says) in [
            ("photo.jpg", &b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01"[..], "Ce n’est pas une liste"),
            ("vide.csv", &b"Nom;Tel\n"[..], "aucune ligne"),
            ("ancien.xls", &b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1 W\0o\0r\0k\0b\0o\0o\0k\0"[..], "ancien fichier Excel"),
        ] {
            sophia.get("/imports/new").await.is(200);
            sophia.upload("/imports", "file", name, bytes).await.is(422).sees("main", says);
        }
        sophia.get("/imports/new").await.is(200);
        sophia.post("/imports", &[]).await.is(422).sees("main", "Choisissez un fichier");
    });
}

#[test]
fn a_program_sends_a_list_and_asks_how_far_it_is() {
    run(async {
        let garage = Garage::open().await;
        let program = garage.program().await;
        let list = b"Nom;E-mail\nDupont;jean@dupont.test\nRoux;nonsense\n".to_vec();
        let send = async |query: &str, list: Vec<u8>| {
            program
                .send(poem::http::Method::POST, &format!("/api/contacts/import{query}"), Some("text/csv"), list)
                .await
        };
        let taken = send("?match=email", list.clone()).await.is(202);
        let at = taken.header("location");
        garage.run_jobs().await;
        let tried = program.get(&at).await.is(200).json();
        assert_eq!((&tried["state"], &tried["created"], &tried["refused"]), (&"checked".into(), &1.into(), &1.into()));
        assert_eq!(tried["faults"][0]["line"], 3);
        let done = send("?match=email&dry_run=false", list).await.is(202).header("location");
        garage.run_jobs().await;
        assert_eq!(program.get(&done).await.is(200).json()["state"], "done");
        assert_eq!(program.get("/api/contacts?q=dupont").await.is(200).json()["data"].as_array().unwrap().len(), 1);
        send("", b"\xff\xd8\xff\xe0\x00\x10JFIF\x00".to_vec()).await.problem(415, "bad-file");
    });
}
