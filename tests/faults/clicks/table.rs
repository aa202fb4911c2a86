//! Every form of the site, with what it needs.

use crm::{
    Lang,
    ids::{InvoiceId, MessageId},
    messages::MessageState,
    password,
    policy::Role,
    queue,
    reach::Email,
    users::{self, NewUser},
};
use jobs::{Works, runner::Failure};
use scanner::{Engine, EngineError};
use sqlx::AssertSqlSafe;

use crate::support::{Garage, Nouns, PASSWORD, PLATFORM, new_garage};

/// One form: where it is drawn, where it goes, what is typed over it.
pub struct Click {
    pub route: &'static str,
    pub page: String,
    pub path: String,
    pub typed: Vec<(&'static str, String)>,
    /// By whom: the owner unless it is said otherwise.
    pub by: By,
}

#[derive(Clone, Copy, PartialEq)]
pub enum By {
    Marc,
    Visitor,
    /// On the common address.
    Newcomer,
    /// Who runs the installation, there.
    Platform,
    /// The same, let into the garage.
    Support,
}

fn click(
    route: &'static str,
    page: impl Into<String>,
    path: impl Into<String>,
    typed: &[(&'static str, &str)],
) -> Click {
    let typed = typed.iter().map(|(name, value)| (*name, (*value).to_owned())).collect();
    Click { route, page: page.into(), path: path.into(), typed, by: By::Marc }
}

/// What a form of the table needs and `Nouns` has not.
pub struct Extra {
    nouns: Nouns,
    other_contact: String,
    other_vehicle: String,
    order: String,
    drafts: [String; 2],
    to_withdraw: String,
    to_answer: String,
    to_invoice: String,
    invoices: [InvoiceId; 3],
    failed_scan: String,
    read_scan: String,
    colleague: String,
    failed_message: MessageId,
    failed_job: String,
    package: String,
    tagged: String,
    tried: String,
    imported: String,
    /// A key of the platform's.
    entry: String,
    passkey: String,
    /// Another session of Marc's.
    session: String,
    to_erase: String,
    unseen: String,
}

struct Broken;
impl Engine for Broken {
    fn words(&self, _: &[image::GrayImage], _: &scanner::Ask) -> Result<scanner::Answer, EngineError> {
        Err(EngineError::Failed("told to".into()))
    }
}

impl Extra {
    pub fn nouns(&self) -> &Nouns {
        &self.nouns
    }

    pub async fn of(garage: &Garage) -> Extra {
        let nouns = Nouns::of(garage).await;
        // One forfait of its own, so that the usual ones can be added.
        let only = format!(
            "set app.current_tenant = '{0}'; delete from packages where tenant_id = '{0}' and id <> '{1}'; update packages set code = 'SEUL' where id = '{1}';
             reset app.current_tenant",
            garage.tenant, nouns.package
        );
        sqlx::raw_sql(AssertSqlSafe(only)).execute(&garage.town.admin).await.unwrap();
        let (contact, vehicle) = (nouns.contact, nouns.vehicle);
        let other = garage.contact_at("autre@client.test").await;
        let other_vehicle = garage.vehicle(other, "CD-456-EF").await;
        let order = garage.order(contact, vehicle).await;
        let quote = async || garage.quote(contact, Some(vehicle), &[("Pneus", "400")]).await;
        let drafts = [quote().await.to_string(), quote().await.to_string()];
        let to_withdraw = quote().await;
        garage.sent(to_withdraw).await;
        let to_answer = garage.sent(quote().await).await;
        let to_invoice = quote().await;
        garage.answered(to_invoice, &[]).await;
        let mut invoices = Vec::new();
        for _ in 0..2 {
            invoices.push(garage.draft(contact, Some(vehicle), "120").await);
        }
        invoices.push(garage.sealed(contact, Some(vehicle), "360").await);
        let (failed_scan, read_scan) =
            (garage.scan(&super::super::uploads::blank()).await, garage.scan(&super::super::uploads::blank()).await);
        let works = Works { engine: std::sync::Arc::new(Broken), ..garage.works() };
        let read = |scan| queue::Envelope {
            tenant: garage.tenant,
            actor: crm::Actor::System,
            lang: Lang::Fr,
            trace: 0,
            job: queue::Job::ReadCarteGrise { scan },
        };
        assert!(matches!(jobs::run(&works, read(failed_scan), true).await, Err(Failure::GiveUp(_))));
        jobs::run(&garage.works(), read(read_scan), true).await.unwrap();
        let (colleague, failed_message, failed_job) = Extra::more(garage).await;
        let session = Extra::session(garage).await;
        garage.platform().await;
        garage.lets_support_in().await;
        let entry = garage.entry().await;
        Extra {
            entry,
            other_contact: other.to_string(),
            other_vehicle: other_vehicle.to_string(),
            order: order.to_string(),
            drafts,
            to_withdraw: to_withdraw.to_string(),
            to_answer,
            to_invoice: to_invoice.to_string(),
            invoices: invoices.try_into().unwrap(),
            failed_scan: failed_scan.to_string(),
            read_scan: read_scan.to_string(),
            colleague,
            failed_message,
            failed_job,
            package: nouns.package.to_string(),
            tagged: garage.tagged(contact).await.to_string(),
            tried: garage.tried("Nom\nMartin\n").await.to_string(),
            imported: garage.imported("Nom\nImporté\n").await.to_string(),
            passkey: garage.passkey().await.to_string(),
            session,
            to_erase: garage.contact_at("efface@client.test").await.to_string(),
            unseen: Extra::unseen(garage).await,
            nouns,
        }
    }

    async fn session(garage: &Garage) -> String {
        let mut tx = garage.begin().await;
        crm::sessions::start(&mut tx, garage.staff[0], "tests", "192.0.2.9").await.unwrap();
        let id = crm::sessions::list(&mut tx, garage.staff[0]).await.unwrap()[0].id;
        tx.commit().await.unwrap();
        id.to_string()
    }

    /// A customer listed as not seen for long, and an owner beside Marc, so that he may leave.
    async fn unseen(garage: &Garage) -> String {
        let id = garage.contact_at("oublie@client.test").await;
        let sql = format!(
            "set app.current_tenant = '{0}';
             insert into retention_notices (tenant_id, contact_id, listed_on, due_on) values ('{0}', '{id}', current_date, current_date + 31);
             update users set role = 'owner' where tenant_id = '{0}' and name = 'Sophia Bernard';
             reset app.current_tenant",
            garage.tenant
        );
        sqlx::raw_sql(AssertSqlSafe(sql)).execute(&garage.town.admin).await.unwrap();
        id.to_string()
    }

    async fn more(garage: &Garage) -> (String, MessageId, String) {
        let mut tx = garage.begin().await;
        let new = NewUser {
            name: "Paul Part".into(),
            email: Email::parse("paul@garage.test").unwrap(),
            post: Role::User.into(),
            lang: Lang::Fr,
            password_hash: password::hash(PASSWORD, password::Cost::Tests).unwrap(),
        };
        let colleague = users::create(&mut tx, &new).await.unwrap();
        let message = crm::messages::list(&mut tx, None).await.unwrap().rows[0].id;
        crm::messages::set_state(&mut tx, message, MessageState::Failed, Some("mail_refused: 550")).await.unwrap();
        let job =
            queue::list(&mut tx, 50).await.unwrap().into_iter().find(|job| job.kind == "typeset_invoice").unwrap();
        tx.commit().await.unwrap();
        sqlx::query("update apalis.jobs set status = 'Killed' where id = $1")
            .bind(&job.id)
            .execute(&garage.town.worker)
            .await
            .unwrap();
        (colleague.to_string(), message, job.id)
    }
}

/// In this order: what a form needs is still there when its turn comes.
pub fn clicks(garage: &Garage, x: &Extra) -> Vec<Click> {
    let n = &x.nouns;
    let (contact, vehicle) = (format!("/contacts/{}", n.contact), format!("/vehicles/{}", n.vehicle));
    let (other_contact, other_vehicle) =
        (format!("/contacts/{}", x.other_contact), format!("/vehicles/{}", x.other_vehicle));
    let (order, draft, gone) =
        (format!("/repair-orders/{}", x.order), format!("/quotes/{}", x.drafts[0]), format!("/quotes/{}", x.drafts[1]));
    let [to_seal, to_delete, sealed] = x.invoices.map(|id| format!("/invoices/{id}"));
    let (withdraw, to_invoice) = (format!("/quotes/{}", x.to_withdraw), format!("/quotes/{}", x.to_invoice));
    let link = format!("/a/{}", x.to_answer);
    let to_erase = format!("/contacts/{}", x.to_erase);
    let photo = format!("/vehicle-files/{}", n.vehicle_file);
    let package = format!("/packages/{}", x.package);
    let message = format!("/messages/{}", x.failed_message);
    let fresh = format!("neuf-{}", uuid::Uuid::new_v4().simple());
    let colleague = format!("/settings/team/{}", x.colleague);
    let role = format!("/settings/roles/{}", n.role);
    let platform = |what: &str, typed: &[(&'static str, &str)]| {
        let page = format!("/platform/garages/{}", garage.tenant);
        let routes = ["plan", "suspend", "resume", "enter"].into_iter().zip([
            "/platform/garages/:id/plan",
            "/platform/garages/:id/suspend",
            "/platform/garages/:id/resume",
            "/platform/garages/:id/enter",
        ]);
        let route = routes.into_iter().find(|(word, _)| *word == what).unwrap().1;
        Click { by: By::Platform, ..click(route, page.clone(), format!("{page}/{what}"), typed) }
    };
    let (tag, field) = (format!("/settings/tags/{}", n.tag), format!("/settings/fields/{}", n.field));
    let tagged = format!("/batches/{}", x.tagged);
    let by = |by: By, click: Click| Click { by, ..click };
    vec![
        by(By::Newcomer, Click { typed: new_garage(&fresh), ..click("/sign-up", "/sign-up", "/sign-up", &[]) }),
        by(By::Newcomer, click("/choose", "/", "/choose", &[("garage", &garage.subdomain)])),
        by(
            By::Visitor,
            click("/sign-in", "/sign-in", "/sign-in", &[("email", "marc@garage.test"), ("password", PASSWORD)]),
        ),
        by(By::Visitor, click("/links", "/links/new", "/links", &[("email", "marc@garage.test")])),
        by(
            By::Visitor,
            click(
                "/links/:token",
                format!("/links/{}", n.link),
                format!("/links/{}", n.link),
                &[("password", "Une-clef-de-13")],
            ),
        ),
        click("/contacts", "/contacts/new", "/contacts", &[("last_name", "Durand"), ("email", "durand@client.test")]),
        click("/contacts/:id", format!("{contact}/edit"), &contact, &[("first_name", "Jeanne")]),
        click("/restored-values", format!("/changes{contact}"), "/restored-values", &[]),
        click("/contacts/:id/activities", &contact, format!("{contact}/activities"), &[("text", "A rappelé")]),
        click("/vehicles/:id/activities", &vehicle, format!("{vehicle}/activities"), &[("text", "Vu au parking")]),
        click("/activities/:id/delete", &contact, format!("/activities/{}/delete", n.activity), &[]),
        click("/contacts/:id/consents", &contact, format!("{contact}/consents"), &[("given", "yes")]),
        by(By::Visitor, click("/stop/:token", format!("/stop/{}", n.stop), format!("/stop/{}", n.stop), &[])),
        click("/saved-views", "/contacts?quiet=3", "/saved-views", &[("name", "Trois mois")]),
        click(
            "/saved-views/:id/delete",
            "/contacts?kind=professionnel",
            format!("/saved-views/{}/delete", n.view),
            &[],
        ),
        click("/settings/fields", "/settings/fields", "/settings/fields", &[("name", "Parrain")]),
        click("/settings/fields/:id", &field, &field, &[("name", "Club auto")]),
        click("/settings/fields/:id/delete", &field, format!("{field}/delete"), &[]),
        click("/imports", "/imports/new", "/imports", &[]),
        click("/imports/:id", format!("/imports/{}?columns=yes", n.import), format!("/imports/{}", n.import), &[]),
        click("/imports/:id/run", format!("/imports/{}", x.tried), format!("/imports/{}/run", x.tried), &[]),
        click("/imports/:id/undo", format!("/imports/{}", x.imported), format!("/imports/{}/undo", x.imported), &[]),
        click("/batches", "/contacts?pick=all", "/batches", &[("act", "tag"), ("tag", "Vu")]),
        click("/duplicates/:id/dismiss", "/duplicates", format!("/duplicates/{}/dismiss", n.pair), &[]),
        click("/merges", format!("/merges/new?contact={}&with={}", n.twins[0], n.twins[1]), "/merges", &[]),
        click("/merges/:id/undo", format!("/merges/{}", n.merge), format!("/merges/{}/undo", n.merge), &[]),
        click("/batches/:id/undo", &tagged, format!("{tagged}/undo"), &[]),
        click("/settings/tags/:id", "/settings/tags", &tag, &[("name", "Très fidèle")]),
        click("/settings/tags/:id/delete", "/settings/tags", format!("{tag}/delete"), &[]),
        click("/vehicles", "/vehicles/new", "/vehicles", &[("plate", "GH-789-JK"), ("make", "PEUGEOT")]),
        click("/vehicles/:id", format!("{vehicle}/edit"), &vehicle, &[("model", "ZOE")]),
        click("/vehicles/:id/mileage", &vehicle, format!("{vehicle}/mileage"), &[("mileage_km", "98400")]),
        click(
            "/vehicles/:id/owner",
            format!("{other_vehicle}/owner?owner={}", n.contact),
            format!("{other_vehicle}/owner"),
            &[],
        ),
        click("/vehicles/:id/owner/undo", &other_vehicle, format!("{other_vehicle}/owner/undo"), &[]),
        click(
            "/mileage-readings/:id/strike",
            format!("{vehicle}/mileage?strike={}", n.reading),
            format!("/mileage-readings/{}/strike", n.reading),
            &[("strike_reason", "Autre véhicule")],
        ),
        click("/vehicles/:id/recalls", &vehicle, format!("{vehicle}/recalls"), &[("recall", "Airbag Takata")]),
        click("/recalls/:id/finish", &vehicle, format!("/recalls/{}/finish", n.recall), &[]),
        click("/recalls/:id/reopen", &vehicle, format!("/recalls/{}/reopen", n.recall), &[]),
        click(
            "/vehicles/:id/deferred-works",
            format!("{vehicle}/deferred-works/new"),
            format!("{vehicle}/deferred-works"),
            &[("label", "Plaquettes arrière"), ("due_km", "90000")],
        ),
        click(
            "/deferred-works/:id",
            format!("/deferred-works/{}/edit", n.deferred),
            format!("/deferred-works/{}", n.deferred),
            &[("notes", "3 mm")],
        ),
        click("/vehicles/:id/files", format!("{vehicle}/files"), format!("{vehicle}/files"), &[]),
        click("/vehicle-files/:id", &photo, &photo, &[("caption", "Jante arrière")]),
        click("/vehicle-files/:id/delete", &photo, format!("{photo}/delete"), &[]),
        click("/vehicle-files/:id/restore", &photo, format!("{photo}/restore"), &[]),
        click("/deferred-works/:id/finish", &vehicle, format!("/deferred-works/{}/finish", n.deferred), &[]),
        click("/deferred-works/:id/reopen", &vehicle, format!("/deferred-works/{}/reopen", n.deferred), &[]),
        click(
            "/repair-orders",
            format!("/repair-orders/new?vehicle={}&contact={}", n.vehicle, n.contact),
            "/repair-orders",
            &[("requested_work", "Freins")],
        ),
        click("/repair-orders/:id", format!("{order}/edit"), &order, &[("key_tag", "12")]),
        click("/repair-orders/:id/finish", &order, format!("{order}/finish"), &[]),
        click("/scans", "/scans/new", "/scans", &[]),
        click("/scans/:id/retry", format!("/scans/{}", x.failed_scan), format!("/scans/{}/retry", x.failed_scan), &[]),
        click(
            "/scans/:id/adopt",
            format!("/scans/{}", x.read_scan),
            format!("/scans/{}/adopt", x.read_scan),
            &[("last_name", "Photographié"), ("email", "photo@client.test"), ("plate", "PH-111-TO")],
        ),
        click(
            "/reception",
            "/reception",
            "/reception",
            &[("last_name", "Comptoir"), ("email", "comptoir@client.test"), ("plate", "CO-222-MP")],
        ),
        click(
            "/quotes",
            format!("/quotes/new?contact={}", n.contact),
            "/quotes",
            &[("contact", &n.contact.to_string())],
        ),
        click("/quotes/:id/totals", &draft, format!("{draft}/totals"), &[]),
        click("/quotes/:id", &draft, &draft, &[("then", "send")]),
        click("/quotes/:id/withdraw", &withdraw, format!("{withdraw}/withdraw"), &[]),
        click("/quotes/:id/copy", &withdraw, format!("{withdraw}/copy"), &[]),
        click("/quotes/:id/delete", &gone, format!("{gone}/delete"), &[]),
        click("/quotes/:id/invoice", &to_invoice, format!("{to_invoice}/invoice"), &[]),
        by(By::Visitor, click("/a/:token", &link, &link, &[("signer", "Jean Dupont"), ("conditions", "on")])),
        click("/invoices", format!("/invoices/new?contact={}", n.contact), "/invoices", &[]),
        click("/invoices/:id/totals", &to_seal, format!("{to_seal}/totals"), &[]),
        click("/invoices/:id", &to_seal, &to_seal, &[("note", "Merci")]),
        click("/invoices/:id/seal", &to_seal, format!("{to_seal}/seal"), &[]),
        click("/invoices/:id/delete", &to_delete, format!("{to_delete}/delete"), &[]),
        click(
            "/invoices/:id/payments",
            &sealed,
            format!("{sealed}/payments"),
            &[("amount", "100"), ("method", "card")],
        ),
        click("/invoices/:id/cancel", &sealed, format!("{sealed}/cancel"), &[("reason", "Pièce non montée")]),
        click(
            "/payments/:id/cancel",
            format!("/invoices/{}", n.invoice),
            format!("/payments/{}/cancel", n.payment),
            &[("reason", "Sans provision")],
        ),
        click("/packages", "/packages/new", "/packages", &[("code", "NEUF"), ("label", "Neuf"), ("hours", "1")]),
        click("/packages/:id", format!("{package}/edit"), &package, &[("label", "Autre nom")]),
        click("/packages/:id/delete", format!("{package}/edit"), format!("{package}/delete"), &[]),
        click("/usual-packages", "/packages", "/usual-packages", &[]),
        click("/messages/:id/send", &message, format!("{message}/send"), &[]),
        click("/jobs/:id/retry", "/jobs", format!("/jobs/{}/retry", x.failed_job), &[]),
        click("/settings", "/settings", "/settings", &[("phone", "01 47 00 00 01")]),
        click(
            "/settings/team",
            "/settings/team",
            "/settings/team",
            &[("name", "Zoé Neuve"), ("email", "zoe@garage.test"), ("role", "user")],
        ),
        click("/settings/team/:id", &colleague, &colleague, &[("role", "manager")]),
        click("/settings/team/:id/link", &colleague, format!("{colleague}/link"), &[]),
        click("/settings/team/:id/delete", "/settings/team", format!("/settings/team/{}/delete", x.colleague), &[]),
        click("/settings/team/:id/return", &colleague, format!("{colleague}/return"), &[]),
        click(
            "/settings/roles",
            "/settings/roles/new",
            "/settings/roles",
            &[("name", "Accueil"), ("permissions", "quotes:read")],
        ),
        click("/settings/roles/:id", &role, &role, &[("name", "Magasin")]),
        click("/settings/roles/:id/delete", &role, format!("{role}/delete"), &[]),
        click("/settings/origins", "/settings/tokens", "/settings/origins", &[("origin", "https://site.test")]),
        click(
            "/settings/origins/:id/delete",
            "/settings/tokens",
            format!("/settings/origins/{}/delete", n.origin),
            &[],
        ),
        click(
            "/settings/tokens",
            "/settings/tokens",
            "/settings/tokens",
            &[("name", "Caisse"), ("permissions", "contacts:read")],
        ),
        Click {
            by: By::Visitor,
            ..click(
                "/support-entry/:token",
                format!("/support-entry/{}", x.entry),
                format!("/support-entry/{}", x.entry),
                &[],
            )
        },
        Click { by: By::Support, ..click("/support/leave", "/contacts", "/support/leave", &[]) },
        click("/settings/support", "/settings/support", "/settings/support", &[("lasts", "day")]),
        Click {
            by: By::Newcomer,
            ..click(
                "/platform/sign-in",
                "/platform/sign-in",
                "/platform/sign-in",
                &[("email", PLATFORM), ("password", PASSWORD)],
            )
        },
        platform("plan", &[("plan", "pro")]),
        platform("suspend", &[]),
        platform("resume", &[]),
        platform("enter", &[]),
        Click { by: By::Platform, ..click("/platform/sign-out", "/platform", "/platform/sign-out", &[]) },
        click("/settings/support/end", "/settings/support", "/settings/support/end", &[]),
        click("/settings/tokens/:id/delete", "/settings/tokens", "/settings/tokens/TOKEN/delete", &[]),
        click("/contacts/:id/delete", &other_contact, format!("{other_contact}/delete"), &[]),
        click("/contacts/:id/restore", &other_contact, format!("{other_contact}/restore"), &[]),
        click("/vehicles/:id/delete", &other_vehicle, format!("{other_vehicle}/delete"), &[]),
        click("/vehicles/:id/restore", &other_vehicle, format!("{other_vehicle}/restore"), &[]),
        by(By::Visitor, click("/sign-in/code", "/sign-in", "/sign-in/code", &[("code", "123456")])),
        by(By::Visitor, click("/sign-in/passkey/challenge", "/sign-in", "/sign-in/passkey/challenge", &[])),
        by(By::Visitor, click("/sign-in/passkey", "/sign-in", "/sign-in/passkey", &[])),
        by(By::Visitor, click("/sign-in/google", "/sign-in", "/sign-in/google", &[])),
        click("/account/proof", "/account/security", "/account/proof", &[("password", PASSWORD)]),
        click("/account/totp", "/account/security", "/account/totp", &[]),
        click("/account/totp/confirm", "/account/totp", "/account/totp/confirm", &[("code", "CODE")]),
        click("/account/recovery-codes", "/account/security", "/account/recovery-codes", &[]),
        click("/account/totp/delete", "/account/security", "/account/totp/delete", &[]),
        click("/account/passkeys/challenge", "/account/security", "/account/passkeys/challenge", &[]),
        click("/account/passkeys", "/account/security", "/account/passkeys", &[("name", "Téléphone")]),
        click(
            "/account/passkeys/:id/delete",
            "/account/security",
            format!("/account/passkeys/{}/delete", x.passkey),
            &[],
        ),
        click("/account/google", "/account/security", "/account/google", &[]),
        click("/account/google/delete", "/account/security", "/account/google/delete", &[]),
        click("/settings/second-step", "/settings/team", "/settings/second-step", &[("second_step", "nobody")]),
        click(
            "/settings/team/:id/factors/delete",
            format!("/settings/team/{}", garage.staff[1]),
            format!("/settings/team/{}/factors/delete", garage.staff[1]),
            &[],
        ),
        click(
            "/contacts/:id/rights-requests",
            format!("{contact}/personal-data"),
            format!("{contact}/rights-requests"),
            &[("kind", "access")],
        ),
        click("/contacts/:id/archive", format!("{contact}/personal-data"), format!("{contact}/archive"), &[]),
        click("/contacts/:id/erasure", format!("{to_erase}/erasure"), format!("{to_erase}/erasure"), &[]),
        click(
            "/rights-requests/:id/answer",
            "/rights-requests",
            format!("/rights-requests/{}/answer", n.request),
            &[("outcome", "done")],
        ),
        click("/settings/retention", "/settings/retention", "/settings/retention", &[("scan_days", "12")]),
        click(
            "/settings/retention/notices/:id",
            "/settings/retention/notices",
            format!("/settings/retention/notices/{}", x.unseen),
            &[("reason", "Véhicule de collection")],
        ),
        click("/settings/leaving/archive", "/settings/leaving", "/settings/leaving/archive", &[]),
        click(
            "/settings/leaving",
            "/settings/leaving",
            "/settings/leaving",
            &[("name", "Garage Martin"), ("password", PASSWORD), ("without_archive", "yes")],
        ),
        click("/settings/leaving/stay", "/settings/leaving", "/settings/leaving/stay", &[]),
        click("/account/archive", "/account", "/account/archive", &[]),
        click("/account/leave", "/account", "/account/leave", &[("leave_password", PASSWORD)]),
        click("/account/stay", "/account", "/account/stay", &[]),
        click("/account/language", "/account", "/account/language", &[("lang", "en")]),
        click("/account/name", "/account", "/account/name", &[("name", "Marc Lefebvre")]),
        click(
            "/account/email",
            "/account",
            "/account/email",
            &[("email", "marc.neuf@garage.test"), ("email_password", PASSWORD)],
        ),
        click("/account/password-link", "/account", "/account/password-link", &[]),
        click("/account/sessions/:id/delete", "/account", format!("/account/sessions/{}/delete", x.session), &[]),
        click(
            "/account/password",
            "/account",
            "/account/password",
            &[("old_password", PASSWORD), ("password", "Une-autre-clef-15")],
        ),
        click("/sign-out", "/account", "/sign-out", &[]),
        click("/sign-out-everywhere", "/account", "/sign-out-everywhere", &[]),
    ]
}
