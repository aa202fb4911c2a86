//! Opening a garage: the one form whose answer leads to another host.

use super::{street::Street, tab::Tab};
use crate::support::{identity, run};

#[test]
fn a_new_owner_is_led_to_the_garages_own_address() {
    run(async {
        let port = Street::get().await.port;
        let tab = Tab::open(&format!("http://localhost:{port}")).await;
        tab.go("/sign-up").await;
        let subdomain = format!("chez-{}", uuid::Uuid::new_v4().simple());
        let (secret, mine) = ("Une-clef-de-13", identity());
        for (name, typed) in [
            ("owner_name", "Ali Benali"),
            ("owner_email", "ali@chez-ali.test"),
            ("password", secret),
            ("subdomain", &subdomain),
            ("name", "Chez Ali"),
            ("capital", &mine.capital),
            ("siret", &mine.siret),
            ("rcs_town", &mine.rcs_town),
            ("street", &mine.street),
            ("postcode", &mine.postcode),
            ("town", &mine.town),
            ("phone", &mine.phone),
            ("email", &mine.email),
            ("labour_t1", "60"),
            ("labour_t2", "70"),
            ("labour_t3", "80"),
        ] {
            tab.fill(name, typed).await;
        }
        tab.follow("main button", "Ouvrir").await;
        let here: String = tab.eval("location.href").await;
        assert_eq!(here, format!("http://{subdomain}.localhost:{port}/sign-in?email=ali%40chez-ali.test"));
        tab.fill("password", secret).await;
        tab.follow("main button", "Entrer").await;
        assert_eq!(tab.eval::<String>("location.host").await, format!("{subdomain}.localhost:{port}"));
        tab.until("the owner's name", "document.body.innerText.includes('Ali Benali') || find('h1')").await;
        tab.is_well();
        tab.close().await;
    });
}
