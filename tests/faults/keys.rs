//! The master key changed while the program runs, and the old one forgotten.

use crate::support::{Garage, Server, Town, Village, run, until};

#[test]
fn the_master_key_is_changed_under_the_running_program() {
    run(async {
        let village = Village::new();
        let visit = village.visit().await;
        let garage = visit.garage().await;
        let page = format!("/contacts/{}", garage.contact().await);
        let marc = garage.marc().await;
        visit.leave().await;
        let first = std::fs::read_to_string(village.key_file()).unwrap();

        let program = Server::serve(&village.dir);
        let mut browser = program.seen_by(&marc);
        // The address is sealed.
        browser.get(&page).await.is(200).sees("main", "3 rue du Lac");
        let (status, says) = Server::does(&village.dir, &["keys", "rotate", "--fiscal"]);
        assert!(status.success() && says.contains("clé maître m2 (en service)"), "{says}");
        assert!(says.contains("clé fiscale f2 (en service)"), "{says}");
        let mut journal = String::new();
        for _ in 0..200 {
            journal = browser.get("/security-events").await.is(200).html();
            if journal.contains("Clé du garage") {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(100)).await;
        }
        assert!(journal.contains("Clé du garage"), "the program did not notice its new key file");
        browser.get(&page).await.is(200).sees("main", "3 rue du Lac");
        assert!(program.stop().success());

        let (status, says) = Server::does(&village.dir, &["keys", "forget", "m2"]);
        assert!(!status.success() && says.contains("m2"), "{says}");
        let (status, says) = Server::does(&village.dir, &["keys", "forget", "m1"]);
        assert!(status.success() && !says.contains("m1"), "{says}");
        let program = Server::serve(&village.dir);
        program.seen_by(&marc).get(&page).await.is(200).sees("main", "3 rue du Lac");
        assert!(program.stop().success());

        // The copy from before opens nothing any more, and says so.
        std::fs::write(village.key_file(), first).unwrap();
        let (status, says) = Server::refuses(&village.dir);
        assert!(!status.success() && says.contains("n’est pas celui de cette base"), "{says}");
        until("Postgres is stopped", async || village.postgres().is_none()).await;
        village.tidy();
    });
}

/// Not with one garage still behind it.
#[test]
fn a_master_key_in_use_is_not_forgotten() {
    run(async {
        let garage = Garage::open().await;
        let town = Town::get().await;
        assert!(!crm::keys::forget(&town.db, "m1").await.unwrap());
        assert!(crm::keys::forget(&town.db, "m77").await.unwrap(), "nobody needs a key that never was");
        garage.marc().await.get("/contacts").await.is(200);
    });
}
