//! Who runs the installation, and what a garage lets him do.

use crm::{
    password::{self, Cost},
    platform,
    reach::Email,
    support,
};
use tokio::sync::OnceCell;

use super::{Client, Garage, PASSWORD};

/// His address; the password is everybody's.
pub const PLATFORM: &str = "exploitation@visioncrm.test";

impl Garage {
    /// Signed in on the common address.
    pub async fn platform(&self) -> Client {
        let (db, now) = (&self.town.db, (self.app.clock)());
        let email = Email::parse(PLATFORM).expect("an e-mail");
        // Once for all tests: a new password ends the sessions of the one before.
        static MADE: OnceCell<()> = OnceCell::const_new();
        let make = async || {
            let hash = password::hash(PASSWORD, Cost::Tests).expect("a hash");
            platform::put_user(db, &email, &hash, now).await.expect("an account");
        };
        MADE.get_or_init(make).await;
        let (user, _) = platform::by_email(db, &email.key()).await.expect("asked").expect("an account");
        let token = platform::start_session(db, &user, now).await.expect("a session");
        Client::new(self.site.clone(), "localhost").with_cookie("platform", &token)
    }

    pub async fn lets_support_in(&self) {
        let mut tx = self.begin().await;
        support::grant(&mut tx, "hour").await.expect("granted");
        tx.commit().await.expect("commit");
    }

    /// The key that the platform's page leads to.
    pub async fn entry(&self) -> String {
        support::ask_in(&self.town.db, self.tenant, PLATFORM, (self.app.clock)()).await.expect("a key")
    }

    /// Somebody of the platform in this garage.
    pub async fn support(&self) -> Client {
        let entry = self.entry().await;
        let mut tx = self.begin().await;
        let token = support::enter(&mut tx, &entry, "192.0.2.9").await.expect("entered");
        tx.commit().await.expect("commit");
        self.visitor().with_cookie("support", &token)
    }
}
