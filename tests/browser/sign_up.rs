//! Opening a garage: the one form whose answer leads to another host.

use super::{street::Street, tab::Tab};
use crate::support::{PASSWORD, new_garage, run};

#[test]
fn a_new_owner_is_led_to_the_garages_own_address() {
    run(async {
        let port = Street::get().await.port;
        let tab = Tab::open(&format!("http://localhost:{port}")).await;
        tab.go("/sign-up").await;
        let subdomain = format!("chez-{}", uuid::Uuid::new_v4().simple());
        for (name, typed) in new_garage(&subdomain) {
            tab.fill(name, &typed).await;
        }
        tab.follow("main button", "Ouvrir").await;
        let here: String = tab.eval("location.href").await;
        assert_eq!(here, format!("http://{subdomain}.localhost:{port}/sign-in?email=ali%40chez-ali.test"));
        tab.fill("password", PASSWORD).await;
        tab.follow("main button", "Entrer").await;
        assert_eq!(tab.eval::<String>("location.host").await, format!("{subdomain}.localhost:{port}"));
        tab.until("the owner's name", "document.body.textContent.includes('Ali Benali')").await;
        tab.is_well();
        tab.close().await;
    });
}
