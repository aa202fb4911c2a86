//! "Garage Martin": a garage to try everything in. Invented people; its documents say FACTICE. Made through the same
//! functions as real life, day after day over fourteen months, so that numbers, chain and states are true ones.

mod data;

use std::sync::Arc;

use chrono::{DateTime, Datelike, NaiveTime, TimeDelta, Utc, Weekday};
use crm::{
    Actor, Cx, Db, Lang, Origin, TenantTx,
    contacts::{self, ContactForm},
    error::Fields,
    garages::{self, Opening, platform},
    ids::{ContactId, PackageId, TenantId, UserId, VehicleId},
    invoices,
    keys::random,
    lines::Answer,
    operations::operations,
    packages, password,
    payments::{self, PaymentForm},
    policy::Role,
    quotes::{self, NewQuote, approval},
    reach::Email,
    repair_orders::{self, Intake},
    users::{self, NewUser},
    vehicles::{self, VehicleForm},
};

use crate::app::App;

const SUBDOMAIN: &str = "garage-martin";

/// Only where there is no garage yet: a demo never mixes with a real one.
pub async fn make_if_empty(app: &Arc<App>) -> anyhow::Result<()> {
    if platform::count(&app.db).await? > 0 {
        return Ok(());
    }
    let staff = [
        ("Marc Martin", "marc@garage-martin.example", Role::Owner, "responsable"),
        ("Sophia Benali", "sophia@garage-martin.example", Role::Manager, "réception et atelier"),
        ("Karim Haddad", "karim@garage-martin.example", Role::User, "consultation"),
        ("Lucie Moreau", "lucie@garage-martin.example", Role::Mechanic, "atelier"),
        ("Paul Girard", "paul@garage-martin.example", Role::Accountant, "comptabilité"),
    ];
    let passwords: Vec<String> = staff.iter().map(|_| draw_password()).collect();
    let mut fresh = Vec::new();
    for ((name, email, role, _), secret) in staff.iter().zip(&passwords) {
        let (secret, cost) = (secret.clone(), app.cost);
        let password_hash = tokio::task::spawn_blocking(move || password::hash(&secret, cost)).await??;
        let email = Email::parse(email).map_err(|_| anyhow::anyhow!("demo e-mail"))?;
        fresh.push(NewUser { name: (*name).to_owned(), email, post: (*role).into(), lang: Lang::Fr, password_hash });
    }
    Demo::make(&app.db, fresh, (app.clock)()).await?;
    println!("\nGarage de démonstration : {}", app.settings.garage_url(SUBDOMAIN));
    for ((_, email, _, what), secret) in staff.iter().zip(&passwords) {
        println!("  {email:<32} {secret:<22} ({what})");
    }
    println!("Ces mots de passe sont tirés au sort et ne seront plus affichés : notez-les.\n");
    Ok(())
}

/// Four groups of letters and digits that cannot be taken for one another.
pub(super) fn draw_password() -> String {
    const LETTERS: &[u8] = b"abcdefghjkmnpqrstuvwxyz";
    const CAPITALS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZ";
    const DIGITS: &[u8] = b"23456789";
    let pick = |from: &[u8], n: usize| -> String {
        (0..n).map(|_| char::from(from[usize::from(random::<1>()[0]) % from.len()])).collect()
    };
    format!("{}{}-{}-{}", pick(CAPITALS, 1), pick(LETTERS, 4), pick(DIGITS, 4), pick(LETTERS, 4))
}

struct Demo<'a> {
    db: &'a Db,
    cx: Cx,
    staff: Vec<UserId>,
    contacts: Vec<ContactId>,
    vehicles: Vec<(VehicleId, ContactId)>,
    packages: Vec<PackageId>,
    /// Repeats itself: two demos look alike.
    seed: u64,
}

impl Demo<'_> {
    async fn make(db: &Db, mut staff: Vec<NewUser>, now: DateTime<Utc>) -> anyhow::Result<()> {
        let mut fields = Fields::default();
        let garage = data::garage().parse(&mut fields).ok_or_else(|| anyhow::anyhow!("demo garage: {fields}"))?;
        let owner = staff.remove(0);
        let opening =
            Opening { subdomain: SUBDOMAIN.into(), owner, garage, demo: true, with_usual_packages: true, form: None };
        let (tenant, marc) = garages::open(db, opening, now - TimeDelta::days(430)).await?;
        let mut demo = Demo::new(db, tenant, marc, now - TimeDelta::days(428));
        demo.hire(&staff).await?;
        demo.meet().await?;
        demo.live(now).await
    }

    fn new(db: &Db, tenant: TenantId, marc: UserId, now: DateTime<Utc>) -> Demo<'_> {
        let cx = Cx {
            tenant,
            actor: Actor::User(marc),
            origin: Origin::Program,
            role: Role::Owner,
            rights: Role::Owner.rights(),
            lang: Lang::Fr,
            now,
            zone: chrono_tz::Europe::Paris,
            trace: 0,
        };
        Demo { db, cx, staff: vec![marc], contacts: vec![], vehicles: vec![], packages: vec![], seed: 42 }
    }

    async fn begin(&self) -> crm::Result<TenantTx> {
        self.db.begin(&self.cx).await
    }

    fn roll(&mut self, below: u64) -> u64 {
        self.seed = self.seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.seed >> 33) % below
    }

    async fn hire(&mut self, staff: &[NewUser]) -> anyhow::Result<()> {
        let mut tx = self.begin().await?;
        for user in staff {
            self.staff.push(users::create(&mut tx, user).await?);
        }
        let garage = garages::get(&mut tx).await?;
        self.packages = packages::list(&mut tx, &garage).await?.iter().map(|p| p.id).collect();
        tx.commit().await?;
        Ok(())
    }

    /// Forty customers and their fifty-five vehicles.
    async fn meet(&mut self) -> anyhow::Result<()> {
        let mut tx = self.begin().await?;
        for n in 0..40 {
            let mut fields = Fields::default();
            let form: ContactForm = data::contact(n);
            let new = form.parse(&mut fields).ok_or_else(|| anyhow::anyhow!("demo contact {n}: {fields}"))?;
            self.contacts.push(contacts::create(&mut tx, &new).await?);
        }
        for n in 0..55 {
            let owner = self.contacts[n % self.contacts.len()];
            let mut fields = Fields::default();
            let form = VehicleForm { owner: owner.to_string(), ..data::vehicle(n, self.cx.today()) };
            let new = form.parse(&mut fields).ok_or_else(|| anyhow::anyhow!("demo vehicle {n}: {fields}"))?;
            let id = vehicles::create(&mut tx, &new).await?;
            self.vehicles.push((id, owner));
        }
        tx.commit().await?;
        Ok(())
    }

    /// About two repairs a week, Sundays off, then a few days of this week in every state.
    async fn live(&mut self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let mut day = now - TimeDelta::days(425);
        while day < now - TimeDelta::days(2) {
            let local = day.with_timezone(&self.cx.zone);
            if local.weekday() != Weekday::Sun {
                let morning = NaiveTime::from_hms_opt(8, 15, 0).unwrap_or_default();
                let at =
                    local.date_naive().and_time(morning).and_local_timezone(self.cx.zone).earliest().unwrap_or(local);
                self.cx.now = at.to_utc();
                self.repair(now).await?;
            }
            day += TimeDelta::days(2 + i64::try_from(self.roll(4))?);
        }
        self.cx.now = now - TimeDelta::hours(2);
        for step in 0..7 {
            self.today(step).await?;
        }
        Ok(())
    }

    /// One car: order, quote from a forfait or two, answer, invoice, payment. Some stop on the way, as in life.
    async fn repair(&mut self, now: DateTime<Utc>) -> anyhow::Result<()> {
        let fate = self.roll(20);
        let quote = self.quoted().await?;
        if fate == 0 {
            return Ok(());
        }
        self.answer(quote, fate).await?;
        if fate == 1 {
            return Ok(());
        }
        self.cx.now += TimeDelta::hours(7);
        let mut tx = self.begin().await?;
        let invoice = invoices::draft_from_quote(&mut tx, quote).await?;
        invoices::seal(&mut tx, invoice, jobs::check).await?;
        let document = invoices::document(&mut tx, invoice).await?;
        let recent = self.cx.now > now - TimeDelta::days(20);
        let unpaid = fate == 2 || (recent && fate < 8);
        if fate == 3 {
            invoices::cancel(&mut tx, invoice, "Véhicule repris en garantie constructeur", jobs::check).await?;
        } else if !unpaid {
            let part = if fate == 4 { 2 } else { 1 };
            let method = if document.totals.gross.0 > 100_000 {
                "bank_transfer"
            } else {
                ["card", "card", "cash", "cheque"][self.roll(4) as usize]
            };
            let form = PaymentForm {
                method: method.into(),
                amount: crm::money::Cents(document.totals.gross.0 / part).to_string(),
                received_on: self.cx.today().to_string(),
                reference: String::new(),
            };
            payments::record(&mut tx, invoice, &form).await?;
        }
        tx.commit().await?;
        Ok(())
    }

    /// An order and a quote, sent.
    async fn quoted(&mut self) -> anyhow::Result<crm::ids::QuoteId> {
        let at = self.roll(self.vehicles.len() as u64) as usize;
        let (vehicle, contact) = self.vehicles[at];
        let first = self.roll(self.packages.len() as u64) as usize;
        let mut chosen = vec![self.packages[first]];
        if self.roll(3) == 0 {
            chosen.push(self.packages[(first + 7) % self.packages.len()]);
        }
        let mut tx = self.begin().await?;
        let known = vehicles::get(&mut tx, vehicle).await?.mileage_km;
        let n = i32::try_from(at)?;
        let km = known.map_or(30_000 + n * 1_700, |km| km + 1_200 + n * 13);
        let intake = Intake {
            mileage_km: Some(km),
            fuel_eighths: Some(i32::try_from(at % 9)?),
            requested_work: data::REQUESTS[at % data::REQUESTS.len()].to_owned(),
            ..Intake::default()
        };
        let order = repair_orders::open(&mut tx, contact, vehicle, &intake).await?;
        let new = NewQuote { contact, vehicle: Some(vehicle), repair_order: Some(order), packages: chosen };
        let quote = quotes::create(&mut tx, &new).await?;
        let version = quotes::get(&mut tx, quote).await?.version;
        quotes::send(&mut tx, quote, version).await?;
        if self.cx.now < crm::cx::now() - TimeDelta::days(3) {
            repair_orders::finish(&mut tx, order).await?;
        }
        tx.commit().await?;
        Ok(quote)
    }

    /// All accepted, most often; the last operation refused now and then; all refused for one fate.
    async fn answer(&mut self, quote: crm::ids::QuoteId, fate: u64) -> anyhow::Result<()> {
        self.cx.now += TimeDelta::minutes(50);
        let mut tx = self.begin().await?;
        let token = approval::token(&mut tx, quote).await?;
        let lines = quotes::get(&mut tx, quote).await?.lines;
        let operations = operations(&lines);
        let last = operations.len().saturating_sub(1);
        let say = |n: usize| match fate {
            1 => Answer::Refused,
            5 | 6 if n == last && n > 0 => Answer::Refused,
            _ => Answer::Accepted,
        };
        let answers = operations.iter().enumerate().filter_map(|(n, o)| Some((o.leader()?, say(n)))).collect();
        let reply = approval::Reply {
            answers,
            signer: "Client Factice".into(),
            conditions: true,
            address: "192.0.2.1".into(),
            agent: "demo".into(),
        };
        approval::answer(&mut tx, &token, &reply).await?;
        tx.commit().await?;
        Ok(())
    }

    /// This week: a draft, two waiting, one accepted to be invoiced, a draft invoice, one sealed and unpaid, one paid
    /// in part.
    async fn today(&mut self, step: u64) -> anyhow::Result<()> {
        if step == 0 {
            let (vehicle, contact) = self.vehicles[3];
            let mut tx = self.begin().await?;
            let packages = vec![self.packages[0]];
            quotes::create(&mut tx, &NewQuote { contact, vehicle: Some(vehicle), repair_order: None, packages })
                .await?;
            tx.commit().await?;
            return Ok(());
        }
        self.cx.now += TimeDelta::seconds(1);
        let quote = self.quoted().await?;
        if step < 3 {
            return Ok(());
        }
        let now = self.cx.now;
        self.answer(quote, 9).await?;
        self.cx.now = now;
        if step == 3 {
            return Ok(());
        }
        let mut tx = self.begin().await?;
        let invoice = invoices::draft_from_quote(&mut tx, quote).await?;
        if step >= 5 {
            invoices::seal(&mut tx, invoice, jobs::check).await?;
        }
        if step == 6 {
            let gross = invoices::document(&mut tx, invoice).await?.totals.gross;
            let form = PaymentForm {
                method: "card".into(),
                amount: crm::money::Cents(gross.0 / 2).to_string(),
                received_on: self.cx.today().to_string(),
                reference: String::new(),
            };
            payments::record(&mut tx, invoice, &form).await?;
        }
        tx.commit().await?;
        Ok(())
    }
}
