//! What a thief of the database would hold: a dump tells nothing of what is sealed.

use std::process::Command;

use base64::{Engine, engine::general_purpose::STANDARD};
use sqlx::AssertSqlSafe;

use crate::support::{Garage, Nouns, Town, run};

/// Said once each in the garage below, and nowhere in clear.
const SECRETS: [&str; 6] = [
    "17 impasse des Mirabelles",
    "Zinnia-les-Bains",
    "FR7630006000011234567890189",
    "code-alarme-4711",
    "Jpeg-Marqueur-XYZZY",
    "8 quai de la Garonne",
];

#[test]
fn a_dump_of_the_database_shows_none_of_what_is_sealed() {
    run(async {
        let town = Town::beside("dumped").await;
        let garage = Garage::open_in(town, crm::cx::now).await;
        Nouns::of(&garage).await;
        say_the_secrets(&garage).await;
        let dump = dump(town);
        assert!(dump.contains("Zebulon"), "what is in clear is there: the dump is whole");
        let shown: Vec<String> = SECRETS
            .iter()
            .flat_map(|secret| [(*secret).to_owned(), hex::encode(secret), STANDARD.encode(secret)])
            .filter(|written| dump.contains(written.as_str()))
            .collect();
        assert_eq!(shown, Vec::<String>::new());
    });
}

/// And what is called sealed is sealed: scheme, nonce, mark, never the plain bytes.
#[test]
fn every_sealed_column_holds_sealed_bytes() {
    run(async {
        let garage = Garage::open().await;
        Nouns::of(&garage).await;
        say_the_secrets(&garage).await;
        let admin = &garage.town.admin;
        let columns: Vec<(String, String)> = sqlx::query_as(
            "select c.relname::text, a.attname::text from pg_class c join pg_attribute a on a.attrelid = c.oid
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' and a.attnum > 0 and not a.attisdropped
               and (a.attname like '%sealed' or a.attname = 'wrapped') order by 1, 2",
        )
        .fetch_all(admin)
        .await
        .unwrap();
        let mut empty = Vec::new();
        for (table, column) in &columns {
            let sql = format!(
                "select count(*), count(*) filter (where get_byte({column}, 0) = 1 and length({column}) >= 29) from {table} where {column} is not null and {column} <> ''"
            );
            let (all, sealed): (i64, i64) = sqlx::query_as(AssertSqlSafe(sql)).fetch_one(admin).await.unwrap();
            assert_eq!(all, sealed, "{table}.{column}");
            if all == 0 {
                empty.push(format!("{table}.{column}"));
            }
        }
        // A column that nothing fills would prove nothing. These are filled for minutes only, in tests of their own.
        let brief = [
            "google_accounts.email_sealed",
            "google_trips.verifier_sealed",
            "import_rows.before_sealed",
            "totps.next_sealed",
        ];
        assert!(columns.len() >= 20 && empty.iter().all(|column| brief.contains(&column.as_str())), "{empty:?}");
    });
}

async fn say_the_secrets(garage: &Garage) {
    let mut marc = garage.marc().await;
    marc.get("/settings/fields").await.is(200);
    marc.post("/settings/fields", &[("name", "Alarme"), ("kind", "text"), ("private", "yes")]).await.leads();
    let field = marc.get("/contacts/new").await.is(200).attributes("input[name^='field_']", "name").pop().unwrap();
    let typed = [
        ("last_name", "Zebulon"),
        ("street", SECRETS[0]),
        ("postcode", "31000"),
        ("town", SECRETS[1]),
        ("street_2", SECRETS[5]),
        ("postcode_2", "33000"),
        ("town_2", "Bordeaux"),
        (field.as_str(), SECRETS[3]),
    ];
    marc.post("/contacts", &typed).await.leads();
    marc.get("/settings").await.is(200);
    marc.post("/settings", &[("iban", SECRETS[2])]).await.leads();
    let mut tx = garage.begin().await;
    let bytes = SECRETS[4].as_bytes().to_vec();
    let file = crm::files::File { name: "f.jpg".into(), content_type: "image/jpeg".into(), bytes };
    crm::scans::start(&mut tx, &file).await.unwrap();
    tx.commit().await.unwrap();
}

fn dump(town: &Town) -> String {
    let admin = town.access.admin();
    let dump = migrations::Cluster::find().unwrap().dir.join("pg_dump");
    let done = Command::new(dump)
        .args(["--data-only", "--username", admin.get_username(), "--host"])
        .arg(admin.get_socket().expect("a private cluster"))
        .arg(admin.get_database().expect("a database"))
        .output()
        .unwrap();
    assert!(done.status.success(), "{}", String::from_utf8_lossy(&done.stderr));
    String::from_utf8_lossy(&done.stdout).into_owned()
}
