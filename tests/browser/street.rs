//! The real server, on a port of its own: the site as `visioncrm serve` runs it.

use poem::Server;
use tokio::sync::OnceCell;
use web::{App, listen::Listener};

use super::tab::Tab;
use crate::support::{Client, Garage, Town};

static STREET: OnceCell<Street> = OnceCell::const_new();

/// Where the garages of the browser tests stand.
pub struct Street {
    pub app: std::sync::Arc<App>,
    pub port: u16,
}

impl Street {
    pub async fn get() -> &'static Street {
        STREET.get_or_init(Street::open).await
    }

    async fn open() -> Street {
        let listener = Listener::bind(([127, 0, 0, 1], 0).into()).await.expect("a port");
        let address = listener.address().expect("an address");
        let settings = web::Settings { listen: address, ..Town::settings() };
        let app = App::with(Town::get().await.db.clone(), settings, crm::password::Cost::Tests, crm::cx::now);
        tokio::spawn(Server::new_with_acceptor(listener).run(web::routes::site(&app)));
        Street { app, port: address.port() }
    }

    pub async fn garage() -> Garage {
        Garage::open_with(Town::get().await, &Street::get().await.app).await
    }
}

impl Garage {
    fn address(&self) -> String {
        self.app.settings.garage_url(&self.subdomain)
    }

    /// Someone who comes for the first time.
    pub async fn passer_by(&self) -> Tab {
        Tab::open(&self.address()).await
    }

    /// The tab of someone who is signed in.
    pub async fn tab(&self, client: &Client) -> Tab {
        let tab = self.passer_by().await;
        tab.cookie("session", &client.cookies["session"]).await;
        tab
    }
}
