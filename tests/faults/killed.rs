//! kill -9 of the program and of its Postgres, and a key file that is lost or not the right one.

use crm::{fiscal, fiscal::Chain, ids::InvoiceId, invoices, keys::KeyFile};

use crate::support::{Garage, Server, Village, YES, run, until};

struct Stored {
    number: String,
    pdf: bool,
}

async fn stored(garage: &Garage, id: InvoiceId) -> Stored {
    let invoice = invoices::get(&mut garage.begin().await, id).await.unwrap();
    Stored { pdf: invoice.has_pdf(), number: invoice.number.expect("it was sealed") }
}

/// The number is taken and the PDF is not there: it is made after the restart, once, under the same number.
#[test]
fn killed_between_the_seal_and_its_pdf() {
    run(async {
        let village = Village::new();
        let visit = village.visit().await;
        let garage = visit.garage().await;
        let contact = garage.contact().await;
        let mut drafts = Vec::new();
        for _ in 0..4 {
            drafts.push(garage.draft(contact, None, "240").await);
        }
        let marc = garage.marc().await;
        visit.leave().await;

        let program = Server::serve(&village.dir);
        let mut browser = program.seen_by(&marc);
        for id in &drafts {
            browser.get(&format!("/invoices/{id}")).await.is(200);
            browser.post(&format!("/invoices/{id}/seal"), &[YES]).await.leads();
        }
        // PDFs are made one at a time: those of the last are not there yet.
        program.kill_9();

        let visit = village.visit().await;
        let (town, mut before) = (visit.town, Vec::new());
        let garage = Garage { town, ..garage };
        for id in &drafts {
            before.push(stored(&garage, *id).await);
        }
        visit.leave().await;
        assert!(before.iter().any(|invoice| !invoice.pdf), "it was killed too late to show anything");

        let program = Server::serve(&village.dir);
        let browser = program.seen_by(&marc);
        for id in &drafts {
            until("its PDF", || async {
                let pdf = browser.clone().get(&format!("/invoices/{id}/pdf")).await.is(200);
                pdf.bytes.starts_with(b"%PDF")
            })
            .await;
        }
        assert!(program.stop().success());
        assert_eq!(village.postgres(), None, "Postgres was stopped with it");

        let visit = village.visit().await;
        let garage = Garage { town: visit.town, ..garage };
        for (id, before) in drafts.iter().zip(&before) {
            let after = stored(&garage, *id).await;
            assert_eq!((after.number.as_str(), after.pdf), (before.number.as_str(), true));
        }
        let mut numbers: Vec<&str> = before.iter().map(|invoice| invoice.number.rsplit('-').next().unwrap()).collect();
        numbers.sort_unstable();
        assert_eq!(numbers, ["000001", "000002", "000003", "000004"]);
        let files: i64 = sqlx::query_scalar("select count(*) from files where kind = 'invoice'")
            .fetch_one(&visit.town.admin)
            .await
            .unwrap();
        assert_eq!(files, 4, "one PDF each");
        assert_eq!(fiscal::verify(&mut garage.begin().await).await.unwrap(), Chain::Whole { links: 4 });
        visit.leave().await;
        village.tidy();
    });
}

/// Pages answer again without anybody's help, nothing is lost, and jobs go on.
#[test]
fn the_private_postgres_is_killed_under_the_program() {
    run(async {
        let village = Village::new();
        let visit = village.visit().await;
        let garage = visit.garage().await;
        let contact = garage.contact().await;
        let draft = garage.draft(contact, None, "240").await;
        let marc = garage.marc().await;
        visit.leave().await;

        let program = Server::serve(&village.dir);
        let mut browser = program.seen_by(&marc);
        let path = format!("/invoices/{draft}");
        browser.get(&path).await.is(200);
        let postgres = village.postgres().expect("it runs");
        // SAFETY: kill takes two integers; the process is the village's own, started by the program of this test.
        unsafe { libc::kill(postgres, libc::SIGKILL) };
        let mut kind = true;
        until("the page is back", || async {
            let page = browser.clone().get(&path).await;
            page.status.as_u16() == 200
        })
        .await;
        // The form drawn before still seals, once.
        let mut sealed = browser.post(&format!("{path}/seal"), &[YES]).await;
        while sealed.status.as_u16() == 503 {
            kind &= sealed.texts("main").join(" ").contains("Un instant");
            sealed = browser.post(&format!("{path}/seal"), &[YES]).await;
        }
        assert!(kind);
        sealed.leads();
        until("the PDF", || async {
            let pdf = browser.clone().get(&format!("{path}/pdf")).await;
            pdf.bytes.starts_with(b"%PDF")
        })
        .await;
        assert!(village.postgres().is_some_and(|pid| pid != postgres));
        assert!(program.stop().success());
        let visit = village.visit().await;
        let garage = Garage { town: visit.town, ..garage };
        assert_eq!(stored(&garage, draft).await.number.rsplit('-').next(), Some("000001"));
        assert_eq!(fiscal::verify(&mut garage.begin().await).await.unwrap(), Chain::Whole { links: 1 });
        visit.leave().await;
        village.tidy();
    });
}

/// What a start that refuses must leave as it was: every table's rows, and the list of migrations.
async fn contents(village: &Village) -> Vec<(String, i64)> {
    let cluster = migrations::Cluster::start(&village.dir, migrations::Options { throwaway: true }).await.unwrap();
    let pool = sqlx::PgPool::connect_with(cluster.access().admin()).await.unwrap();
    let counts = sqlx::query_as(
        "select c.oid::regclass::text, (xpath('/row/n/text()', query_to_xml('select count(*) as n from ' || c.oid::regclass, false, true, '')))[1]::text::bigint
         from pg_class c where c.relkind = 'r' and c.relnamespace::regnamespace::text in ('public', 'apalis') order by 1",
    );
    let counts = counts.fetch_all(&pool).await.unwrap();
    pool.close().await;
    cluster.stop().await;
    counts
}

#[test]
fn a_start_without_the_right_keys_is_refused_and_touches_nothing() {
    run(async {
        let village = Village::new();
        let visit = village.visit().await;
        let garage = visit.garage().await;
        garage.contact().await;
        let marc = garage.marc().await;
        // As if yesterday's program had been here: today's has a migration to run.
        let newest: String = sqlx::query_scalar(
            "delete from _sqlx_migrations m where version = (select max(version) from _sqlx_migrations) returning to_jsonb(m)::text",
        )
        .fetch_one(&visit.town.admin)
        .await
        .unwrap();
        visit.leave().await;
        let before = contents(&village).await;

        let kept = village.dir.join("keys.kept");
        std::fs::rename(village.key_file(), &kept).unwrap();
        let (status, says) = Server::refuses(&village.dir);
        assert!(!status.success() && says.contains("manque") && says.contains("Rien n’a été touché"), "{says}");
        assert!(!village.key_file().exists(), "no new keys beside a database sealed with others");
        assert_eq!(contents(&village).await, before);

        KeyFile::generate().write_new(&village.key_file()).unwrap();
        let (status, says) = Server::refuses(&village.dir);
        assert!(
            !status.success() && says.contains("n’est pas celui de cette base") && says.contains("Rien n’a été touché"),
            "{says}"
        );
        std::fs::write(village.key_file(), "{ not a key file").unwrap();
        let (status, says) = Server::refuses(&village.dir);
        assert!(!status.success() && says.contains("keys.json"), "{says}");
        assert_eq!(contents(&village).await, before);
        assert_eq!(village.postgres(), None, "and Postgres was stopped again");

        // With the copy that was kept, all is as it was.
        std::fs::rename(&kept, village.key_file()).unwrap();
        let cluster = migrations::Cluster::start(&village.dir, migrations::Options { throwaway: true }).await.unwrap();
        let pool = sqlx::PgPool::connect_with(cluster.access().admin()).await.unwrap();
        let put_back =
            "insert into _sqlx_migrations select * from jsonb_populate_record(null::_sqlx_migrations, $1::jsonb)";
        sqlx::query(put_back).bind(newest).execute(&pool).await.unwrap();
        pool.close().await;
        cluster.stop().await;
        let program = Server::serve(&village.dir);
        program.seen_by(&marc).get("/contacts").await.is(200).sees("main", "Dupont");
        assert!(program.stop().success());
        village.tidy();
    });
}
