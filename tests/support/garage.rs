//! A garage of one's own: Marc owns it, Sophia manages it, Karim mostly reads. A second one is Nadia's.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use crm::{
    Actor, Cx, Fields, Lang, Origin, TenantTx,
    garages::{self, GarageForm, Opening},
    ids::{TenantId, UserId},
    password::{self, Cost},
    policy::{Rights, Role},
    queue::Envelope,
    reach::Email,
    roles::{self, NewRole},
    sessions,
    users::{self, NewUser, Post},
};
use jobs::{Works, runner::Failure};
use web::App;

use super::{Client, Town, client::Site, works};

pub const PASSWORD: &str = "Clef-de-12-plate";

pub type Clock = fn() -> DateTime<Utc>;

#[derive(Clone)]
pub struct Garage {
    pub town: &'static Town,
    pub app: Arc<App>,
    pub site: Site,
    pub tenant: TenantId,
    pub subdomain: String,
    pub staff: [UserId; 3],
}

/// One job that ran.
#[derive(Debug)]
pub struct Ran {
    pub kind: &'static str,
    pub outcome: Result<(), Failure>,
}

impl Garage {
    pub async fn open() -> Garage {
        Garage::open_at(crm::cx::now).await
    }

    /// With a clock of its own.
    pub async fn open_at(clock: Clock) -> Garage {
        Garage::open_in(Town::get().await, clock).await
    }

    pub async fn open_in(town: &'static Town, clock: Clock) -> Garage {
        Garage::open_with(town, &App::with(town.db.clone(), Town::settings(), Cost::Tests, clock)).await
    }

    /// In a program that runs already.
    pub async fn open_with(town: &'static Town, app: &Arc<App>) -> Garage {
        Garage::open_as(town, app, false).await
    }

    /// A garage to try things in; its documents say FACTICE.
    pub async fn open_demo() -> Garage {
        let town = Town::get().await;
        let app = App::with(town.db.clone(), Town::settings(), Cost::Tests, crm::cx::now);
        Garage::open_as(town, &app, true).await
    }

    async fn open_as(town: &'static Town, app: &Arc<App>, demo: bool) -> Garage {
        let (app, clock) = (app.clone(), app.clock);
        let site = Arc::new(web::routes::site(&app));
        let subdomain = format!("garage-{}", uuid::Uuid::new_v4().simple());
        let mut fields = Fields::default();
        let garage = identity().parse(&mut fields);
        let garage = garage.unwrap_or_else(|| panic!("the garage of tests: {fields}"));
        let owner = colleague("Marc Lefèvre", "marc@garage.test", Role::Owner);
        let opening =
            Opening { subdomain: subdomain.clone(), owner, garage, demo, with_usual_packages: true, form: None };
        let (tenant, marc) = garages::open(&town.db, opening, clock()).await.expect("a garage opens");
        let mut garage = Garage { town, app, site, tenant, subdomain, staff: [marc; 3] };
        let mut tx = garage.begin().await;
        for (n, (name, email, role)) in
            [("Sophia Bernard", "sophia@garage.test", Role::Manager), ("Karim Haddad", "karim@garage.test", Role::User)]
                .into_iter()
                .enumerate()
        {
            let user = users::create(&mut tx, &colleague(name, email, role)).await.expect("a colleague");
            garage.staff[n + 1] = user;
        }
        tx.commit().await.expect("commit");
        garage
    }

    /// The same garage by another clock.
    pub fn at(&self, clock: Clock) -> Garage {
        let app = App::with(self.town.db.clone(), Town::settings(), Cost::Tests, clock);
        Garage { site: Arc::new(web::routes::site(&app)), app, ..self.clone() }
    }

    /// The same with other settings.
    pub fn with(&self, settings: web::Settings) -> Garage {
        let app = App::with(self.town.db.clone(), settings, Cost::Tests, self.app.clock);
        Garage { site: Arc::new(web::routes::site(&app)), app, ..self.clone() }
    }

    /// In Marc's name.
    pub fn cx(&self) -> Cx {
        Cx {
            tenant: self.tenant,
            actor: Actor::User(self.staff[0]),
            origin: Origin::Program,
            role: Role::Owner,
            rights: Role::Owner.rights(),
            lang: Lang::Fr,
            now: (self.app.clock)(),
            zone: chrono_tz::Europe::Paris,
            trace: 0,
        }
    }

    pub async fn begin(&self) -> TenantTx {
        self.town.db.begin(&self.cx()).await.expect("a transaction")
    }

    pub fn host(&self) -> String {
        format!("{}.localhost", self.subdomain)
    }

    pub async fn marc(&self) -> Client {
        self.signed_in(self.staff[0]).await
    }
    pub async fn sophia(&self) -> Client {
        self.signed_in(self.staff[1]).await
    }
    pub async fn karim(&self) -> Client {
        self.signed_in(self.staff[2]).await
    }
    /// One more colleague, signed in.
    pub async fn hired(&self, post: Post) -> Client {
        let user = self.colleague(post).await;
        self.signed_in(user).await
    }

    pub async fn colleague(&self, post: Post) -> UserId {
        let mut tx = self.begin().await;
        let email = format!("{}@garage.test", uuid::Uuid::new_v4().simple());
        let user = NewUser { post, ..colleague("Lucie Moreau", &email, Role::User) };
        let user = users::create(&mut tx, &user).await.expect("a colleague");
        tx.commit().await.expect("commit");
        user
    }

    /// One whose role the garage made for itself.
    pub async fn with_rights(&self, rights: Rights) -> Client {
        let name = uuid::Uuid::new_v4().simple().to_string();
        let mut tx = self.begin().await;
        let role = roles::create(&mut tx, &NewRole { name, rights }).await.expect("a role");
        tx.commit().await.expect("commit");
        self.hired(Post::Own(role)).await
    }

    pub fn visitor(&self) -> Client {
        Client::new(self.site.clone(), &self.host())
    }

    async fn signed_in(&self, user: UserId) -> Client {
        let mut tx = self.begin().await;
        let token = sessions::start(&mut tx, user, "tests", "192.0.2.1").await.expect("a session");
        tx.commit().await.expect("commit");
        self.visitor().with_cookie("session", &token)
    }

    /// Kinds of the jobs that wait, the oldest first.
    pub async fn jobs(&self) -> Vec<&'static str> {
        self.due().await.into_iter().map(|(_, envelope)| envelope.job.kind()).collect()
    }

    async fn due(&self) -> Vec<(String, Envelope)> {
        let rows: Vec<(String, Vec<u8>)> = sqlx::query_as(
            "select id, job from apalis.jobs
             where metadata -> 'tenant' = $1 and status = 'Pending' and run_at <= now() order by run_at, id",
        )
        .bind(self.tenant.to_string())
        .fetch_all(&self.town.worker)
        .await
        .expect("the jobs of the garage");
        rows.into_iter().map(|(id, job)| (id, serde_json::from_slice(&job).expect("an envelope"))).collect()
    }

    /// Does what waits, and what that makes wait, until nothing does. Every job must succeed.
    pub async fn run_jobs(&self) -> Vec<&'static str> {
        let ran = self.try_jobs().await;
        for job in &ran {
            assert_eq!(job.outcome, Ok(()), "{}", job.kind);
        }
        ran.into_iter().map(|job| job.kind).collect()
    }

    /// The same, with works of one's own.
    pub async fn run_with(&self, works: &Works) {
        for job in self.try_jobs_with(works).await {
            assert_eq!(job.outcome, Ok(()), "{}", job.kind);
        }
    }

    /// The same, for jobs that may fail; each as its last attempt.
    pub async fn try_jobs(&self) -> Vec<Ran> {
        self.try_jobs_with(&self.works()).await
    }

    pub async fn try_jobs_with(&self, works: &Works) -> Vec<Ran> {
        let mut ran = Vec::new();
        loop {
            let due = self.due().await;
            if due.is_empty() {
                return ran;
            }
            for (id, envelope) in due {
                let kind = envelope.job.kind();
                let outcome = jobs::run(works, envelope, true).await;
                let (status, result) = match &outcome {
                    Ok(()) => ("Done", serde_json::json!({ "Ok": null })),
                    Err(Failure::Retry(why) | Failure::GiveUp(why)) => ("Killed", serde_json::json!({ "Err": why })),
                };
                sqlx::query("update apalis.jobs set status = $2, last_result = $3, done_at = now() where id = $1")
                    .bind(id)
                    .bind(status)
                    .bind(result)
                    .execute(&self.town.worker)
                    .await
                    .expect("the job is marked");
                ran.push(Ran { kind, outcome });
            }
        }
    }

    pub fn works(&self) -> Works {
        Works { clock: self.app.clock, ..works(self.town) }
    }
}

fn colleague(name: &str, email: &str, role: Role) -> NewUser {
    NewUser {
        name: name.into(),
        email: Email::parse(email).expect("an e-mail"),
        post: role.into(),
        lang: Lang::Fr,
        password_hash: password::hash(PASSWORD, Cost::Tests).expect("a hash"),
    }
}

/// A garage that may invoice.
pub fn identity() -> GarageForm {
    let text = str::to_owned;
    GarageForm {
        name: text("Garage Martin"),
        capital: text("10 000"),
        siret: text("732 829 320 00074"),
        rcs_town: text("Nanterre"),
        street: text("12 rue des Ateliers"),
        postcode: text("92000"),
        town: text("Nanterre"),
        phone: text("01 47 00 00 00"),
        email: text("contact@garage-martin.test"),
        iban: text("FR76 3000 6000 0112 3456 7890 189"),
        labour_t1: text("60"),
        labour_t2: text("75"),
        labour_t3: text("90"),
        mediator_name: text("CNPA Médiation"),
        ..GarageForm::fresh()
    }
}

/// What Ali types to open a garage of this name.
pub fn new_garage(subdomain: &str) -> Vec<(&'static str, String)> {
    let mine = identity();
    let text = str::to_owned;
    vec![
        ("owner_name", text("Ali Benali")),
        ("owner_email", text("ali@chez-ali.test")),
        ("password", text(PASSWORD)),
        ("subdomain", text(subdomain)),
        ("name", mine.name),
        ("capital", mine.capital),
        ("siret", mine.siret),
        ("rcs_town", mine.rcs_town),
        ("street", mine.street),
        ("postcode", mine.postcode),
        ("town", mine.town),
        ("phone", mine.phone),
        ("email", mine.email),
        ("labour_t1", mine.labour_t1),
        ("labour_t2", mine.labour_t2),
        ("labour_t3", mine.labour_t3),
    ]
}
