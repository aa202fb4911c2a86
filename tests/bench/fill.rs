//! One garage with 10,000 customers, 12,000 vehicles and 20,000 invoices of three lines, beside fifty small ones; made
//! through the functions that pages call, so that numbers, chain and states are true ones.

use std::{
    fs,
    path::{Path, PathBuf},
    time::Instant,
};

use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use crm::{
    Actor, Cx, Db, Fields, Lang, Origin,
    contacts::{self, ContactForm},
    document::LineKind,
    garages::{self, GarageForm, Opening},
    ids::{ContactId, InvoiceId, TenantId, UserId, VehicleId},
    invoices,
    lines::{Answer, LineForm, parse_all},
    password::{self, Cost},
    payments::{self, PaymentForm},
    policy::Role,
    quotes::{self, Draft, NewQuote, approval},
    reach::Email,
    sessions,
    totals::Entry,
    users::NewUser,
    vehicles::{self, VehicleForm},
};
use futures::{StreamExt, TryStreamExt, stream};
use serde::{Deserialize, Serialize};
use sqlx::PgPool;
use web::{Settings, commands::database::Database};

pub const CONTACTS: usize = 10_000;
pub const VEHICLES: usize = 12_000;
pub const INVOICES: usize = 20_000;
const SMALL_GARAGES: usize = 50;
/// Sealed anew in each run, so that the program makes their PDFs: its speed is one of the figures.
pub const WITH_PDF: usize = 300;

/// What later runs need to know of the big garage.
#[derive(Clone, Serialize, Deserialize)]
pub struct Garage {
    pub data: PathBuf,
    pub tenant: TenantId,
    owner: UserId,
    pub subdomain: String,
    /// Of the owner's session.
    pub cookie: String,
    pub contact: ContactId,
    pub invoice: InvoiceId,
    people: Vec<(ContactId, VehicleId)>,
}

impl Garage {
    /// A vehicle that came with one of the customers.
    pub fn vehicle(&self) -> VehicleId {
        self.people.first().map_or(VehicleId(uuid::Uuid::nil()), |(_, vehicle)| *vehicle)
    }
}

pub struct Town {
    database: Database,
    pub db: Db,
    worker: PgPool,
    garage: Garage,
}

/// Made once; a later run takes it as it is, with a fresh session.
pub async fn open_or_make(data: &Path) -> anyhow::Result<Town> {
    let note = data.join("bench.json");
    let settings = settings(data);
    let database = Database::open(&settings).await?;
    let worker = PgPool::connect_with(database.access.worker()).await?;
    let db = database.db.clone();
    let garage = match fs::read(&note) {
        Ok(known) => serde_json::from_slice(&known)?,
        Err(_) => make(&db, data).await?,
    };
    let mut town = Town { database, db, worker, garage };
    if !note.exists() {
        town.drop_waiting_jobs().await?;
        sqlx::query("vacuum analyze").execute(&PgPool::connect_with(town.database.access.admin()).await?).await?;
    }
    let mut tx = town.db.begin(&town.cx(crm::cx::now())).await?;
    town.garage.cookie = sessions::start(&mut tx, town.garage.owner, "bench", "192.0.2.1").await?;
    tx.commit().await?;
    fs::write(note, serde_json::to_vec(&town.garage)?)?;
    Ok(town)
}

impl Town {
    pub fn cx(&self, now: DateTime<Utc>) -> Cx {
        cx(self.garage.tenant, self.garage.owner, now)
    }

    /// Drafts of three lines, ready to be sealed.
    pub async fn drafts(&self, count: usize) -> anyhow::Result<Vec<InvoiceId>> {
        let (db, cx, people) = (self.db.clone(), self.cx(crm::cx::now()), self.garage.people.clone());
        at_once((0..count).collect(), 8, move |n| {
            let (db, cx, who) = (db.clone(), cx.clone(), people[n % people.len()]);
            async move { draft(&db, &cx, who, n).await }
        })
        .await
    }

    /// The series runs from one on without gap, and these are in it.
    pub async fn has_no_gap(&self, sealed: &[InvoiceId]) -> anyhow::Result<()> {
        let admin = PgPool::connect_with(self.database.access.admin()).await?;
        let ids: Vec<uuid::Uuid> = sealed.iter().map(|id| id.0).collect();
        let (numbered, distinct): (i64, i64) = sqlx::query_as(
            "select count(number), count(distinct number) from invoices where tenant_id = $1 and id = any($2)",
        )
        .bind(self.garage.tenant.0)
        .bind(ids)
        .fetch_one(&admin)
        .await?;
        anyhow::ensure!(usize::try_from(numbered)? == sealed.len() && numbered == distinct, "not all are sealed");
        let gaps: i64 = sqlx::query_scalar(
            "select coalesce(sum(highest - counted), 0)::bigint from (
                 select count(*) as counted, max(right(number, 6)::int) as highest
                 from invoices where tenant_id = $1 and number is not null group by left(number, 7)) as years",
        )
        .bind(self.garage.tenant.0)
        .fetch_one(&admin)
        .await?;
        anyhow::ensure!(gaps == 0, "{gaps} gaps");
        Ok(())
    }

    /// Thousands of invoices would be typeset while pages are measured.
    pub async fn drop_waiting_jobs(&self) -> anyhow::Result<()> {
        sqlx::query("delete from apalis.jobs where status = 'Pending'").execute(&self.worker).await?;
        Ok(())
    }

    /// Invoices whose PDF waits; the last one is what is looked at.
    pub async fn seal_more(&mut self) -> anyhow::Result<()> {
        let drafts = self.drafts(WITH_PDF).await?;
        self.garage.invoice = *drafts.last().context("an invoice")?;
        for draft in drafts {
            let mut tx = self.db.begin(&self.cx(crm::cx::now())).await?;
            invoices::seal(&mut tx, draft, jobs::check).await?;
            tx.commit().await?;
        }
        Ok(())
    }

    pub async fn close(self) -> anyhow::Result<Garage> {
        self.worker.close().await;
        self.database.close().await;
        Ok(self.garage)
    }
}

pub fn settings(data: &Path) -> Settings {
    Settings {
        listen: ([127, 0, 0, 1], 8080).into(),
        base_domain: "localhost".into(),
        public_url: None,
        default_garage: None,
        data_dir: data.into(),
        key_file: None,
        database_url: None,
        database_admin_url: None,
        connections: 12,
        smtp_url: None,
        mail_from: "VisionCRM <ne-pas-repondre@localhost>".into(),
        vision_api_key: None,
        vision_account: None,
        vision_url: String::new(),
        gemini_api_key: None,
        gemini_model: String::new(),
        gemini_url: String::new(),
        google_client_id: None,
        google_client_secret: None,
        google_issuer: String::new(),
        trusted_proxies: vec![],
        api_requests_per_minute: 100,
        log_format: "text".into(),
    }
}

pub fn cx(tenant: TenantId, owner: UserId, now: DateTime<Utc>) -> Cx {
    let zone = chrono_tz::Europe::Paris;
    Cx {
        tenant,
        actor: Actor::User(owner),
        origin: Origin::Program,
        role: Role::Owner,
        rights: Role::Owner.rights(),
        lang: Lang::Fr,
        now,
        zone,
        trace: 0,
    }
}

/// Does the work for each, so many side by side, and keeps their order.
pub async fn at_once<I, O, F, R>(items: Vec<I>, side_by_side: usize, work: F) -> anyhow::Result<Vec<O>>
where
    F: Fn(I) -> R,
    R: Future<Output = anyhow::Result<O>>,
{
    stream::iter(items.into_iter().map(work)).buffered(side_by_side).try_collect().await
}

async fn make(db: &Db, data: &Path) -> anyhow::Result<Garage> {
    let begun = Instant::now();
    for n in 0..SMALL_GARAGES {
        let (tenant, owner) = open(db, &format!("petit-{n}")).await?;
        fill(db, tenant, owner, 40, 50, 30).await?;
    }
    let (tenant, owner) = open(db, "grand").await?;
    let people = fill(db, tenant, owner, CONTACTS, VEHICLES, INVOICES).await?;
    eprintln!("filled in {:.0} s", begun.elapsed().as_secs_f64());
    let contact = people[0].0;
    let invoice = InvoiceId(uuid::Uuid::nil());
    let (data, subdomain, cookie) = (data.to_owned(), "grand".to_owned(), String::new());
    Ok(Garage { data, tenant, owner, subdomain, cookie, contact, invoice, people })
}

/// A garage of an earlier run.
pub async fn known(admin: &PgPool, subdomain: &str) -> anyhow::Result<Option<(TenantId, UserId)>> {
    let row: Option<(uuid::Uuid, uuid::Uuid)> =
        sqlx::query_as("select t.id, u.id from tenants t join users u on u.tenant_id = t.id where t.subdomain = $1")
            .bind(subdomain)
            .fetch_optional(admin)
            .await?;
    Ok(row.map(|(tenant, owner)| (TenantId(tenant), UserId(owner))))
}

pub async fn open(db: &Db, subdomain: &str) -> anyhow::Result<(TenantId, UserId)> {
    let form = GarageForm {
        name: "Garage des Mesures".into(),
        legal_form: "SARL".into(),
        capital: "20000".into(),
        siret: "12345678200010".into(),
        rcs_town: "Rodez".into(),
        street: "12 avenue de la Gare".into(),
        postcode: "12000".into(),
        town: "Rodez".into(),
        phone: "05 65 00 00 00".into(),
        email: "contact@garage.example".into(),
        time_zone: "Europe/Paris".into(),
        lang: "fr".into(),
        vat_rate: "20".into(),
        entry: "ttc".into(),
        payment_days: "30".into(),
        quote_days: "30".into(),
        labour_t1: "65".into(),
        labour_t2: "75".into(),
        labour_t3: "90".into(),
        labour_method: "book".into(),
        mediator_name: "Médiateur factice".into(),
        mediator_address: "1 rue de l’Exemple, 75000 Paris".into(),
        mediator_url: "https://mediateur.example".into(),
        insurance: "Assurances Factices, 2 rue de l’Exemple, 75000 Paris, France entière".into(),
        ..GarageForm::default()
    };
    let mut fields = Fields::default();
    let garage = form.parse(&mut fields).ok_or_else(|| anyhow::anyhow!("garage: {fields}"))?;
    let email = Email::parse("marc@garage.example").map_err(|_| anyhow::anyhow!("an e-mail"))?;
    let password_hash = password::hash("Clef-de-12-plate", Cost::Tests)?;
    let owner =
        NewUser { name: "Marc Lefèvre".into(), email, post: Role::Owner.into(), lang: Lang::Fr, password_hash };
    let opening =
        Opening { subdomain: subdomain.into(), owner, garage, demo: true, with_usual_packages: true, form: None };
    Ok(garages::open(db, opening, crm::cx::now() - TimeDelta::days(430)).await?)
}

async fn fill(
    db: &Db,
    tenant: TenantId,
    owner: UserId,
    contacts: usize,
    vehicles: usize,
    invoices: usize,
) -> anyhow::Result<Vec<(ContactId, VehicleId)>> {
    let now = crm::cx::now();
    let begin = cx(tenant, owner, now - TimeDelta::days(425));
    let ids = at_once((0..contacts).collect(), 8, |n| add_contact(db, &begin, n)).await?;
    let cars = at_once((0..vehicles).collect(), 8, |n| add_vehicle(db, &begin, ids[n % ids.len()], n)).await?;
    let people: Vec<_> = (0..vehicles).map(|n| (ids[n % ids.len()], cars[n])).collect();
    // By batches: within one, the clock stands still, since numbers and dates must go up together.
    for first in (0..invoices).step_by(100) {
        let days = 420 - i64::try_from(first * 420 / invoices)?;
        let at = cx(tenant, owner, now - TimeDelta::days(days));
        let batch = (first..invoices.min(first + 100)).collect();
        at_once(batch, 8, |n| add_invoice(db, &at, people[(n * 7) % people.len()], n)).await?;
    }
    Ok(people)
}

async fn add_contact(db: &Db, cx: &Cx, n: usize) -> anyhow::Result<ContactId> {
    let name = drawn_name(n);
    let form = ContactForm {
        first_name: FIRST[n % FIRST.len()].into(),
        email: format!("{}.{n}@exemple.example", name.to_lowercase()),
        last_name: name,
        phone: format!("06 {:02} {:02} {:02} {:02}", n / 1_000_000 % 100, n / 10_000 % 100, n / 100 % 100, n % 100),
        street: format!("{} rue des Lilas", 1 + n % 90),
        postcode: format!("12{:03}", n % 900),
        town: "Rodez".into(),
        ..ContactForm::fresh()
    };
    let mut fields = Fields::default();
    let new = form.parse(&mut fields).ok_or_else(|| anyhow::anyhow!("contact {n}: {fields}"))?;
    let mut tx = db.begin(cx).await?;
    let id = contacts::create(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(id)
}

const FIRST: [&str; 12] = [
    "Camille", "Julien", "Fatima", "Pierre", "Élodie", "Mehdi", "Nathalie", "Lucas", "Inès", "Thierry", "Chloé", "Théo",
];

/// Some 8,000 names that can be said.
fn drawn_name(n: usize) -> String {
    const PARTS: [&str; 20] = [
        "ba", "ro", "mi", "ler", "du", "fon", "gau", "vi", "mar", "tel", "sou", "bre", "cha", "pin", "nou", "gri",
        "dal", "er", "ju", "lac",
    ];
    let name = format!("{}{}{}", PARTS[n % 20], PARTS[n / 20 % 20], PARTS[(n / 400 + n) % 20]);
    name[..1].to_uppercase() + &name[1..]
}

async fn add_vehicle(db: &Db, cx: &Cx, owner: ContactId, n: usize) -> anyhow::Result<VehicleId> {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTVWXYZ";
    let letter = |place: usize| char::from(LETTERS[n / place % LETTERS.len()]);
    let plate = format!("A{}-{:03}-{}{}", letter(500), 1 + n % 999, letter(23), letter(1));
    let form = VehicleForm {
        owner: owner.to_string(),
        plate,
        make: ["RENAULT", "PEUGEOT", "CITROEN", "DACIA"][n % 4].into(),
        model: ["CLIO", "208", "C3", "SANDERO"][n % 4].into(),
        first_registered_on: format!("{}-05-12", 2008 + n % 16),
        energy: "ES".into(),
        ..VehicleForm::default()
    };
    let mut fields = Fields::default();
    let new = form.parse(&mut fields).ok_or_else(|| anyhow::anyhow!("vehicle {n}: {fields}"))?;
    let mut tx = db.begin(cx).await?;
    let id = vehicles::create(&mut tx, &new).await?;
    tx.commit().await?;
    Ok(id)
}

/// Sealed; nine in ten are paid.
async fn add_invoice(db: &Db, cx: &Cx, who: (ContactId, VehicleId), n: usize) -> anyhow::Result<()> {
    let id = draft(db, cx, who, n).await?;
    let mut tx = db.begin(cx).await?;
    invoices::seal(&mut tx, id, jobs::check).await?;
    if n % 10 != 3 {
        let amount = invoices::document(&mut tx, id).await?.totals.gross.to_string();
        let (received_on, reference) = (cx.today().to_string(), String::new());
        payments::record(&mut tx, id, &PaymentForm { method: "card".into(), amount, received_on, reference }).await?;
    }
    tx.commit().await?;
    Ok(())
}

/// By the usual way: a quote, sent and accepted.
async fn draft(db: &Db, cx: &Cx, (contact, vehicle): (ContactId, VehicleId), n: usize) -> anyhow::Result<InvoiceId> {
    let mut tx = db.begin(cx).await?;
    let new = NewQuote { contact, vehicle: Some(vehicle), repair_order: None, packages: vec![] };
    let id = quotes::create(&mut tx, &new).await?;
    let garage = garages::get(&mut tx).await?;
    let line = |kind, label: &str, price: String| LineForm {
        label: label.into(),
        unit_price: price,
        ..LineForm::fresh(kind, &garage, Entry::Ttc)
    };
    let forms = [
        line(LineKind::Labour, "Remplacement des plaquettes avant", "78".into()),
        line(LineKind::Part, "Plaquettes avant", format!("{},90", 40 + n % 60)),
        line(LineKind::Part, "Nettoyant freins", "6,90".into()),
    ];
    let mut fields = Fields::default();
    let lines = parse_all(&forms, &garage, &mut fields).ok_or_else(|| anyhow::anyhow!("lines: {fields}"))?;
    let quote = quotes::get(&mut tx, id).await?;
    let edited = Draft { entry: Entry::Ttc, note: String::new(), valid_until: quote.valid_until, lines };
    quotes::save(&mut tx, id, quote.version, &edited).await?;
    let version = quotes::get(&mut tx, id).await?.version;
    quotes::send(&mut tx, id, version).await?;
    let token = approval::token(&mut tx, id).await?;
    let answers = quotes::get(&mut tx, id).await?.lines.iter().map(|l| (l.id, Answer::Accepted)).collect();
    let reply = approval::Reply { answers, signer: "Client Mesuré".into(), conditions: true, ..Default::default() };
    approval::answer(&mut tx, &token, &reply).await?;
    let invoice = invoices::draft_from_quote(&mut tx, id).await?;
    tx.commit().await?;
    Ok(invoice)
}
