//! Every page of the site, and the states in which it looks different.

use super::everything::Everything;

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Who {
    /// The owner of the garage that holds everything.
    Marc,
    /// May look, mostly.
    Karim,
    /// The owner of a garage on its first morning.
    Newcomer,
    /// Someone without a session, at the garage's address.
    Visitor,
    /// The same at the common address.
    Passerby,
    /// Who runs the installation, there.
    Platform,
}

pub struct Visit {
    /// The route's pattern; `*` for an address that leads nowhere.
    pub route: &'static str,
    pub name: &'static str,
    pub who: Who,
    pub path: String,
    pub status: u16,
    /// The type of a file, where the answer is not a page.
    pub file: Option<&'static str>,
}

impl Visit {
    fn by(mut self, who: Who) -> Visit {
        self.who = who;
        self
    }
    fn status(mut self, status: u16) -> Visit {
        self.status = status;
        self
    }
    fn file(mut self, kind: &'static str) -> Visit {
        self.file = Some(kind);
        self
    }
}

fn visit(route: &'static str, name: &'static str, path: impl Into<String>) -> Visit {
    Visit { route, name, who: Who::Marc, path: path.into(), status: 200, file: None }
}

/// A page without anything of the garage in its address.
fn plain(route: &'static str, name: &'static str) -> Visit {
    visit(route, name, route)
}

/// A page whose address holds one id.
fn of(route: &'static str, name: &'static str, id: impl ToString) -> Visit {
    visit(route, name, route.replace(":id", &id.to_string()))
}

pub fn all(e: &Everything) -> Vec<Visit> {
    let lists = [entering(), customers(e), vehicles(e), workshop(e), reception(e), quotes(e), approvals(e)];
    let rest = [links(e), invoices(e), packages(e), messages(e), garage(e), first_morning()];
    lists.into_iter().chain(rest).flatten().collect()
}

fn entering() -> Vec<Visit> {
    vec![
        plain("/", "home"),
        plain("/", "home-of-a-user").by(Who::Karim),
        plain("/", "common-home").by(Who::Passerby),
        plain("/sign-up", "sign-up").by(Who::Passerby),
        plain("/sign-in", "sign-in").by(Who::Visitor),
        // Without the password before it, and without Google: back to the door. The page of the code is in `factors`.
        plain("/sign-in/code", "sign-in-code-too-early").by(Who::Visitor),
        plain("/sign-in/google/finish", "sign-in-google-refused").by(Who::Visitor),
        plain("/sign-in/google/callback", "google-callback-of-nobody").by(Who::Visitor).status(404),
        plain("/account/security", "security"),
        plain("/account/security", "security-first").by(Who::Newcomer),
        plain("/account/totp", "totp"),
        plain("/links/new", "link-new").by(Who::Visitor),
        visit("/links/new", "link-new-password", "/links/new?kind=password").by(Who::Visitor),
        visit("/links/sent", "link-sent", "/links/sent?kind=sign_in").by(Who::Visitor),
        visit("*", "nowhere", "/no-such-page").status(404),
        visit("*", "nowhere-for-a-visitor", "/no-such-page").by(Who::Visitor).status(404),
        visit("/settings/team", "forbidden", "/settings/team").by(Who::Karim).status(403),
        visit("/search", "search", "/search?q=dupont"),
        visit("/search", "search-nothing", "/search?q=zzzz"),
        plain("/search", "search-empty"),
    ]
}

/// What stands behind the links of letters.
fn links(e: &Everything) -> Vec<Visit> {
    let link = |name, token: &str| visit("/links/:token", name, format!("/links/{token}")).by(Who::Visitor);
    vec![
        link("link-sign-in", &e.links.sign_in),
        link("link-password", &e.nouns.link),
        link("link-invitation", &e.links.invitation),
        link("link-email", &e.links.email),
        link("link-gone", "nobody-knows-it").status(404),
    ]
}

fn customers(e: &Everything) -> Vec<Visit> {
    vec![
        plain("/contacts", "contacts"),
        visit("/contacts", "contacts-found", "/contacts?q=vanden"),
        visit("/contacts", "contacts-not-found", "/contacts?q=zzzz"),
        visit("/contacts/filter", "contacts-filter", "/contacts/filter?quiet=1&kind=professionnel"),
        plain("/contacts/new", "contact-new"),
        visit("/contacts", "contacts-filtered", "/contacts?quiet=1&kind=professionnel&col=tags&col=phone&col=visits"),
        visit("/contacts", "contacts-chosen", "/contacts?pick=all"),
        of("/contacts/:id/timeline", "contact-timeline", e.nouns.contact),
        of("/vehicles/:id/timeline", "vehicle-timeline", e.nouns.vehicle),
        of("/batches/:id", "batch-done", e.nouns.batch),
        of("/batches/:id", "batch-tagged", e.tagged),
        of("/batches/:id/file", "batch-file", e.nouns.batch).file("text/csv; charset=utf-8"),
        plain("/imports/new", "import-new"),
        of("/imports/:id", "import-tried", e.nouns.import),
        visit("/imports/:id", "import-columns", format!("/imports/{}?columns=yes", e.nouns.import)),
        of("/imports/:id", "import-done", e.imported),
        of("/imports/:id/refused", "import-refused", e.imported).file("text/csv; charset=utf-8"),
        plain("/duplicates", "duplicates"),
        of("/duplicates/:id", "duplicate", e.nouns.pair),
        visit("/merges/new", "merge-new", format!("/merges/new?contact={}&with={}", e.nouns.contact, e.nouns.twins[0])),
        of("/merges/:id", "merge", e.nouns.merge),
        plain("/settings/tags", "tags"),
        plain("/settings/fields", "fields"),
        of("/settings/fields/:id", "field", e.nouns.field),
        visit("/stop/:token", "stop", format!("/stop/{}", e.nouns.stop)).by(Who::Visitor),
        of("/contacts/:id", "contact", e.nouns.contact),
        of("/contacts/:id", "contact-firm", e.firm),
        of("/contacts/:id", "contact-deleted", e.deleted),
        of("/contacts/:id", "contact-of-a-user", e.nouns.contact).by(Who::Karim),
        of("/contacts/:id/edit", "contact-edit", e.firm),
        of("/contacts/:id/personal-data", "contact-personal-data", e.nouns.contact),
        of("/contacts/:id/erasure", "contact-erasure", e.nouns.contact),
        plain("/rights-requests", "rights-requests"),
        of("/archives/:id", "archive", e.nouns.archive),
        of("/archives/:id/file", "archive-file", e.nouns.archive).file("application/zip"),
        visit("/contacts/pick", "contact-pick", "/contacts/pick?to=/quotes/new%3Fcontact%3D&q=dupont"),
    ]
}

fn vehicles(e: &Everything) -> Vec<Visit> {
    vec![
        plain("/vehicles", "vehicles"),
        visit("/vehicles/new", "vehicle-new", format!("/vehicles/new?owner={}", e.nouns.contact)),
        of("/vehicles/:id", "vehicle", e.nouns.vehicle),
        of("/vehicles/:id", "vehicle-bare", e.bare_vehicle),
        of("/vehicles/:id/edit", "vehicle-edit", e.nouns.vehicle),
        of("/vehicles/:id/files", "vehicle-files", e.nouns.vehicle),
        of("/vehicles/:id/files", "vehicle-files-first", e.bare_vehicle),
        of("/vehicle-files/:id", "vehicle-file", e.nouns.vehicle_file),
        of("/vehicle-files/:id", "vehicle-file-of-a-user", e.paper).by(Who::Karim),
        of("/vehicle-files/:id/thumb", "vehicle-file-thumb", e.paper).file("image/jpeg"),
        of("/vehicle-files/:id/photo", "vehicle-file-photo", e.paper).file("image/jpeg"),
        of("/vehicle-files/:id/pdf", "vehicle-file-pdf", e.paper).file("application/pdf"),
        of("/vehicles/:id/carnet.pdf", "vehicle-carnet", e.nouns.vehicle).file("application/pdf"),
        of("/vehicles/:id/history", "vehicle-history", e.nouns.vehicle),
        of("/vehicles/:id/history", "vehicle-history-years", e.faithful),
        of("/vehicles/:id", "vehicle-faithful", e.faithful),
        of("/vehicles/:id/history", "vehicle-history-first", e.bare_vehicle),
        of("/vehicles/:id/deferred-works/new", "deferred-new", e.nouns.vehicle),
        of("/deferred-works/:id/edit", "deferred-edit", e.nouns.deferred),
        of("/vehicles/:id/owner", "vehicle-sold", e.nouns.vehicle),
        visit("/vehicles/:id/owner", "vehicle-sold-outside", format!("/vehicles/{}/owner?owner=none", e.nouns.vehicle)),
        of("/vehicles/:id/mileage", "vehicle-mileage", e.nouns.vehicle),
        visit(
            "/vehicles/:id/mileage",
            "vehicle-mileage-strike",
            format!("/vehicles/{}/mileage?strike={}", e.nouns.vehicle, e.nouns.reading),
        ),
    ]
}

fn workshop(e: &Everything) -> Vec<Visit> {
    let new = format!("/repair-orders/new?vehicle={}&contact={}", e.nouns.vehicle, e.nouns.contact);
    vec![
        plain("/repair-orders", "orders"),
        visit("/repair-orders", "orders-finished", "/repair-orders?filter=done"),
        visit("/repair-orders/new", "order-new", new),
        plain("/repair-orders/new", "order-new-for-whom"),
        of("/repair-orders/:id", "order", e.nouns.order),
        of("/repair-orders/:id", "order-finished", e.finished),
        of("/repair-orders/:id/edit", "order-edit", e.nouns.order),
    ]
}

fn reception(e: &Everything) -> Vec<Visit> {
    let strip = format!("/scans/{}/strips/E", e.scans.read);
    vec![
        plain("/scans/new", "scan-new"),
        plain("/scans/accuracy", "scan-accuracy"),
        of("/scans/:id", "scan-reading", e.scans.reading),
        of("/scans/:id", "scan-read", e.scans.read),
        of("/scans/:id", "scan-unreadable", e.scans.unreadable),
        of("/scans/:id", "scan-failed", e.nouns.scan),
        of("/scans/:id/photo", "scan-photo", e.scans.read).file("image/jpeg"),
        visit("/scans/:id/strips/:code", "scan-strip", strip).file("image/jpeg"),
        plain("/reception", "reception"),
    ]
}

fn quotes(e: &Everything) -> Vec<Visit> {
    let new = format!("/quotes/new?contact={}", e.nouns.contact);
    vec![
        plain("/quotes", "quotes"),
        plain("/quotes/new", "quote-new-for-whom"),
        visit("/quotes/new", "quote-new", new),
        of("/quotes/:id", "quote-draft", e.quotes.draft),
        of("/quotes/:id", "quote-sent", e.quotes.sent),
        of("/quotes/:id", "quote-answered", e.nouns.quote),
        of("/quotes/:id", "quote-refused", e.quotes.refused),
        of("/quotes/:id", "quote-expired", e.quotes.expired),
        of("/quotes/:id", "quote-withdrawn", e.quotes.withdrawn),
        of("/quotes/:id/pdf", "quote-pdf", e.quotes.sent).file("application/pdf"),
    ]
}

fn approvals(e: &Everything) -> Vec<Visit> {
    let link = |token: &str| format!("/a/{token}");
    let (sent, pdf) = (link(&e.quotes.sent_token), format!("/a/{}/pdf", e.quotes.sent_token));
    vec![
        visit("/a/:token", "approval", sent).by(Who::Visitor),
        visit("/a/:token", "approval-answered", link(&e.nouns.token)).by(Who::Visitor),
        visit("/a/:token", "approval-expired", link(&e.quotes.expired_token)).by(Who::Visitor).status(404),
        visit("/a/:token", "approval-unknown", link("nobody-knows-it")).by(Who::Visitor).status(404),
        visit("/a/:token/pdf", "approval-pdf", pdf).by(Who::Visitor).file("application/pdf"),
    ]
}

fn invoices(e: &Everything) -> Vec<Visit> {
    let i = &e.invoices;
    vec![
        plain("/invoices", "invoices"),
        visit("/invoices", "invoices-unpaid", "/invoices?filter=unpaid"),
        visit("/invoices/new", "invoice-new", format!("/invoices/new?contact={}", e.nouns.contact)),
        plain("/invoices/new", "invoice-new-for-whom"),
        of("/invoices/:id", "invoice-draft", i.draft),
        of("/invoices/:id", "invoice-draft-lacking", i.lacking),
        of("/invoices/:id", "invoice-due", i.due),
        of("/invoices/:id", "invoice-partly-paid", e.nouns.invoice),
        of("/invoices/:id", "invoice-overdue", i.overdue),
        of("/invoices/:id", "invoice-paid", i.paid),
        of("/invoices/:id", "invoice-cancelled", i.cancelled),
        of("/invoices/:id", "credit-note", i.credit),
        of("/invoices/:id", "invoice-of-a-user", i.due).by(Who::Karim),
        of("/invoices/:id/pdf", "invoice-pdf", i.paid).file("application/pdf"),
    ]
}

fn packages(e: &Everything) -> Vec<Visit> {
    vec![
        plain("/packages", "packages"),
        plain("/packages/new", "package-new"),
        of("/packages/:id/edit", "package-edit", e.nouns.package),
    ]
}

fn messages(e: &Everything) -> Vec<Visit> {
    let file = format!("/messages/{}/files/0", e.nouns.message);
    vec![
        plain("/messages", "messages"),
        of("/messages/:id", "message", e.nouns.message),
        // Sandboxed whole; what is seen of it is the frame in the message's page.
        of("/messages/:id/body", "message-body", e.nouns.message).file("text/html; charset=utf-8"),
        visit("/messages/:id/files/:n", "message-file", file).file("application/pdf"),
        plain("/jobs", "jobs"),
    ]
}

fn garage(e: &Everything) -> Vec<Visit> {
    vec![
        of("/settings/team/:id", "colleague", e.colleague),
        of("/settings/team/:id", "colleague-invited", e.invited),
        plain("/settings", "settings"),
        plain("/settings/team", "team"),
        plain("/settings/tokens", "tokens"),
        plain("/settings/register", "register"),
        plain("/settings/retention", "retention"),
        plain("/settings/retention/notices", "retention-notices"),
        plain("/settings/leaving", "leaving"),
        plain("/settings/support", "support"),
        visit("/support-entry/:token", "support-entry", "/support-entry/inconnu").by(Who::Visitor).status(404),
        plain("/platform/sign-in", "platform-sign-in").by(Who::Passerby),
        plain("/platform", "platform").by(Who::Platform),
        of("/platform/garages/:id", "platform-garage", e.tenant).by(Who::Platform),
        plain("/settings/roles", "roles"),
        plain("/settings/roles/new", "role-new"),
        of("/settings/roles/:id", "role", e.nouns.role),
        of("/settings/team/:id", "former-colleague", e.former),
        plain("/account", "account"),
        plain("/changes", "changes"),
        visit("/changes/:noun/:id", "changes-of-a-contact", format!("/changes/contacts/{}", e.nouns.contact)),
        plain("/security-events", "journal"),
    ]
}

/// Lists that hold nothing yet say what to do.
fn first_morning() -> Vec<Visit> {
    let lists = [
        ("/", "home-first"),
        ("/contacts", "contacts-first"),
        ("/vehicles", "vehicles-first"),
        ("/repair-orders", "orders-first"),
        ("/quotes", "quotes-first"),
        ("/invoices", "invoices-first"),
        ("/messages", "messages-first"),
        ("/jobs", "jobs-first"),
        ("/settings/tokens", "tokens-first"),
    ];
    lists.into_iter().map(|(route, name)| plain(route, name).by(Who::Newcomer)).collect()
}
