//! The whole site on one page.

use std::{collections::BTreeMap, sync::Arc};

use crm::policy::Act;
use gateways::oidc::Oidc;
use poem::{Endpoint, EndpointExt, Request, Response, endpoint::BoxEndpoint, http::Method};

use crate::{
    account, activities, api_origins, api_tokens,
    app::App,
    approvals, archives,
    around::Around,
    batches, changes, consents, contacts, custom_fields, duplicates, factors, files, garages, google_accounts, health,
    home, imports, invoices, jobs, leaving, links, merges, messages, packages, passkeys, personal_data, pick, platform,
    quotes, register, repair_orders, retention, rights_requests, roles, saved_views, scans, search, second_step,
    security_events, sign_in, sign_up,
    site::{Door, Ground, Route, api, get, post},
    support, tags, users, vehicle_files, vehicles,
};

pub fn all() -> Vec<Route> {
    vec![
        get("/", Act::Enter, home::show).on(Ground::Both),
        // Coming in.
        get("/sign-up", Act::Enter, sign_up::new).on(Ground::Common),
        post("/sign-up", Act::Enter, sign_up::create).on(Ground::Common),
        post("/choose", Act::Enter, sign_in::choose).on(Ground::Common),
        get("/sign-in", Act::Enter, sign_in::new),
        post("/sign-in", Act::Enter, sign_in::create),
        get("/sign-in/code", Act::Enter, second_step::new),
        post("/sign-in/code", Act::Enter, second_step::create),
        post("/sign-in/passkey/challenge", Act::Enter, passkeys::challenge_sign_in),
        post("/sign-in/passkey", Act::Enter, passkeys::sign_in),
        post("/sign-in/google", Act::Enter, google_accounts::sign_in),
        get("/sign-in/google/callback", Act::Enter, google_accounts::hand_on).on(Ground::Both),
        get("/sign-in/google/finish", Act::Enter, google_accounts::finish),
        get("/links/new", Act::Enter, links::new),
        post("/links", Act::Enter, links::create),
        get("/links/sent", Act::Enter, links::sent),
        get("/links/:token", Act::Enter, links::show),
        post("/links/:token", Act::Enter, links::update),
        post("/sign-out", Act::OwnAccount, sign_in::delete),
        post("/sign-out-everywhere", Act::OwnAccount, sign_in::delete_all),
        // Customers.
        get("/contacts", Act::SeeContacts, contacts::index),
        get("/contacts/filter", Act::SeeContacts, contacts::filter),
        get("/contacts/new", Act::EditContacts, contacts::new),
        post("/contacts", Act::EditContacts, contacts::create),
        get("/contacts/:id", Act::SeeContacts, contacts::show),
        get("/contacts/:id/edit", Act::EditContacts, contacts::edit),
        post("/contacts/:id", Act::EditContacts, contacts::update),
        post("/contacts/:id/delete", Act::DeleteContacts, contacts::delete),
        post("/contacts/:id/restore", Act::DeleteContacts, contacts::restore),
        get("/contacts/:id/timeline", Act::SeeContacts, activities::of_contact),
        post("/contacts/:id/activities", Act::EditContacts, activities::note_contact),
        post("/contacts/:id/consents", Act::EditContacts, consents::create),
        get("/vehicles/:id/timeline", Act::SeeVehicles, activities::of_vehicle),
        post("/vehicles/:id/activities", Act::LookAfterVehicles, activities::note_vehicle),
        post("/activities/:id/delete", Act::EditContacts, activities::delete),
        get("/stop/:token", Act::AnswerQuote, consents::stop_page),
        post("/stop/:token", Act::AnswerQuote, consents::stop),
        get("/imports/new", Act::ImportContacts, imports::new),
        post("/imports", Act::ImportContacts, imports::create).with_uploads(),
        get("/imports/:id", Act::ImportContacts, imports::show),
        post("/imports/:id", Act::ImportContacts, imports::update),
        post("/imports/:id/run", Act::ImportContacts, imports::run),
        post("/imports/:id/undo", Act::ImportContacts, imports::undo),
        get("/imports/:id/refused", Act::ImportContacts, imports::refused),
        // Many customers at once.
        post("/batches", Act::RunBatches, batches::create),
        get("/batches/:id", Act::RunBatches, batches::show),
        post("/batches/:id/undo", Act::RunBatches, batches::undo),
        get("/batches/:id/file", Act::ExportContacts, batches::file),
        get("/duplicates", Act::EditContacts, duplicates::index),
        get("/duplicates/:id", Act::EditContacts, merges::of_pair),
        post("/duplicates/:id/dismiss", Act::EditContacts, duplicates::dismiss),
        get("/merges/new", Act::EditContacts, merges::new),
        post("/merges", Act::EditContacts, merges::create),
        get("/merges/:id", Act::EditContacts, merges::show),
        post("/merges/:id/undo", Act::EditContacts, merges::undo),
        post("/saved-views", Act::EditContacts, saved_views::create),
        post("/saved-views/:id/delete", Act::EditContacts, saved_views::delete),
        get("/settings/tags", Act::EditContacts, tags::index),
        post("/settings/tags/:id", Act::EditContacts, tags::rename),
        post("/settings/tags/:id/delete", Act::EditContacts, tags::delete),
        get("/settings/fields", Act::EditContacts, custom_fields::index),
        post("/settings/fields", Act::EditContacts, custom_fields::create),
        get("/settings/fields/:id", Act::EditContacts, custom_fields::show),
        post("/settings/fields/:id", Act::EditContacts, custom_fields::update),
        post("/settings/fields/:id/delete", Act::EditContacts, custom_fields::delete),
        // The search box, and choosing a customer.
        get("/search", Act::Search, search::index),
        get("/contacts/pick", Act::SeeContacts, pick::index),
        // Vehicles.
        get("/vehicles", Act::SeeVehicles, vehicles::index),
        get("/vehicles/new", Act::EditVehicles, vehicles::new),
        post("/vehicles", Act::EditVehicles, vehicles::create),
        get("/vehicles/:id", Act::SeeVehicles, vehicles::show),
        get("/vehicles/:id/edit", Act::EditVehicles, vehicles::edit),
        post("/vehicles/:id", Act::EditVehicles, vehicles::update),
        post("/vehicles/:id/delete", Act::DeleteVehicles, vehicles::delete),
        post("/vehicles/:id/restore", Act::DeleteVehicles, vehicles::restore),
        get("/vehicles/:id/owner", Act::EditVehicles, vehicles::owners::new),
        post("/vehicles/:id/owner", Act::EditVehicles, vehicles::owners::create),
        post("/vehicles/:id/owner/undo", Act::EditVehicles, vehicles::owners::undo),
        get("/vehicles/:id/mileage", Act::SeeVehicles, vehicles::mileage::index),
        post("/vehicles/:id/mileage", Act::LookAfterVehicles, vehicles::mileage::create),
        post("/mileage-readings/:id/strike", Act::LookAfterVehicles, vehicles::mileage::strike),
        post("/vehicles/:id/recalls", Act::LookAfterVehicles, vehicles::recalls::create),
        post("/recalls/:id/finish", Act::LookAfterVehicles, vehicles::recalls::finish),
        post("/recalls/:id/reopen", Act::LookAfterVehicles, vehicles::recalls::reopen),
        get("/vehicles/:id/files", Act::SeeVehicles, vehicle_files::index),
        post("/vehicles/:id/files", Act::LookAfterVehicles, vehicle_files::create).with_uploads(),
        get("/vehicle-files/:id", Act::SeeVehicles, vehicle_files::show),
        get("/vehicle-files/:id/thumb", Act::SeeVehicles, vehicle_files::thumb),
        get("/vehicle-files/:id/photo", Act::SeeVehicles, vehicle_files::photo),
        get("/vehicle-files/:id/pdf", Act::SeeVehicles, vehicle_files::pdf),
        post("/vehicle-files/:id", Act::LookAfterVehicles, vehicle_files::update),
        post("/vehicle-files/:id/delete", Act::EditVehicles, vehicle_files::delete),
        post("/vehicle-files/:id/restore", Act::EditVehicles, vehicle_files::restore),
        get("/vehicles/:id/carnet.pdf", Act::SeeRepairOrders, vehicles::history::booklet),
        get("/vehicles/:id/history", Act::SeeRepairOrders, vehicles::history::show),
        get("/vehicles/:id/deferred-works/new", Act::LookAfterVehicles, vehicles::deferred::new),
        post("/vehicles/:id/deferred-works", Act::LookAfterVehicles, vehicles::deferred::create),
        get("/deferred-works/:id/edit", Act::LookAfterVehicles, vehicles::deferred::edit),
        post("/deferred-works/:id", Act::LookAfterVehicles, vehicles::deferred::update),
        post("/deferred-works/:id/finish", Act::LookAfterVehicles, vehicles::deferred::finish),
        post("/deferred-works/:id/reopen", Act::LookAfterVehicles, vehicles::deferred::reopen),
        // Workshop.
        get("/repair-orders", Act::SeeRepairOrders, repair_orders::index),
        get("/repair-orders/new", Act::EditRepairOrders, repair_orders::new),
        post("/repair-orders", Act::EditRepairOrders, repair_orders::create),
        get("/repair-orders/:id", Act::SeeRepairOrders, repair_orders::show),
        get("/repair-orders/:id/edit", Act::EditRepairOrders, repair_orders::edit),
        post("/repair-orders/:id", Act::EditRepairOrders, repair_orders::update),
        post("/repair-orders/:id/finish", Act::EditRepairOrders, repair_orders::finish),
        // Réception.
        get("/scans/new", Act::MakeScans, scans::new),
        get("/scans/accuracy", Act::SeeScans, scans::accuracy),
        post("/scans", Act::MakeScans, scans::create).with_upload(),
        get("/scans/:id", Act::SeeScans, scans::show),
        post("/scans/:id/adopt", Act::MakeScans, scans::adopt),
        post("/scans/:id/retry", Act::MakeScans, scans::retry),
        get("/scans/:id/photo", Act::SeeScans, scans::photo),
        get("/scans/:id/strips/:code", Act::SeeScans, scans::strip),
        get("/reception", Act::MakeScans, scans::by_hand),
        post("/reception", Act::MakeScans, scans::receive),
        // Devis.
        get("/quotes", Act::SeeQuotes, quotes::index),
        get("/quotes/new", Act::EditQuotes, quotes::new),
        post("/quotes", Act::EditQuotes, quotes::create),
        get("/quotes/:id", Act::SeeQuotes, quotes::show),
        post("/quotes/:id", Act::EditQuotes, quotes::update),
        post("/quotes/:id/totals", Act::EditQuotes, quotes::totals),
        get("/quotes/:id/pdf", Act::SeeQuotes, quotes::pdf),
        post("/quotes/:id/withdraw", Act::SendQuotes, quotes::withdraw),
        post("/quotes/:id/copy", Act::EditQuotes, quotes::copy),
        post("/quotes/:id/delete", Act::EditQuotes, quotes::delete),
        post("/quotes/:id/invoice", Act::EditInvoices, quotes::invoice),
        // The customer's link.
        get("/a/:token", Act::AnswerQuote, approvals::show),
        post("/a/:token", Act::AnswerQuote, approvals::create),
        get("/a/:token/pdf", Act::AnswerQuote, approvals::pdf),
        // Factures, avoirs, encaissements.
        get("/invoices", Act::SeeInvoices, invoices::index),
        get("/invoices/new", Act::EditInvoices, invoices::draft::new),
        post("/invoices", Act::EditInvoices, invoices::draft::create),
        get("/invoices/:id", Act::SeeInvoices, invoices::show),
        post("/invoices/:id", Act::EditInvoices, invoices::draft::update),
        post("/invoices/:id/totals", Act::EditInvoices, invoices::draft::totals),
        post("/invoices/:id/seal", Act::SealInvoices, invoices::seal),
        post("/invoices/:id/cancel", Act::CancelInvoices, invoices::cancel),
        post("/invoices/:id/delete", Act::EditInvoices, invoices::draft::delete),
        get("/invoices/:id/pdf", Act::SeeInvoices, invoices::pdf),
        post("/invoices/:id/payments", Act::RecordPayments, invoices::pay),
        post("/payments/:id/cancel", Act::CancelPayments, invoices::cancel_payment),
        // Forfaits.
        get("/packages", Act::SeePackages, packages::index),
        get("/packages/new", Act::EditPackages, packages::new),
        post("/packages", Act::EditPackages, packages::create),
        post("/usual-packages", Act::EditPackages, packages::add_usual),
        get("/packages/:id/edit", Act::EditPackages, packages::edit),
        post("/packages/:id", Act::EditPackages, packages::update),
        post("/packages/:id/delete", Act::EditPackages, packages::delete),
        // What left, and what runs.
        get("/messages", Act::SeeMessages, messages::index),
        get("/messages/:id", Act::SeeMessages, messages::show),
        get("/messages/:id/body", Act::SeeMessages, messages::body),
        get("/messages/:id/files/:n", Act::SeeMessages, messages::file),
        post("/messages/:id/send", Act::RetryJobs, messages::send),
        get("/jobs", Act::SeeJobs, jobs::index),
        post("/jobs/:id/retry", Act::RetryJobs, jobs::retry),
        // The garage, its team, its programs.
        get("/settings", Act::SeeSettings, garages::edit),
        post("/settings", Act::EditSettings, garages::update),
        get("/settings/team", Act::EditTeam, users::index),
        post("/settings/team", Act::EditTeam, users::create),
        get("/settings/team/:id", Act::EditTeam, users::show),
        post("/settings/team/:id", Act::EditTeam, users::update),
        post("/settings/team/:id/link", Act::EditTeam, users::send_link),
        post("/settings/team/:id/delete", Act::EditTeam, users::delete),
        post("/settings/team/:id/return", Act::EditTeam, users::take_back),
        get("/settings/roles", Act::SeeRoles, roles::index),
        get("/settings/roles/new", Act::EditTeam, roles::new),
        post("/settings/roles", Act::EditTeam, roles::create),
        get("/settings/roles/:id", Act::EditTeam, roles::show),
        post("/settings/roles/:id", Act::EditTeam, roles::update),
        post("/settings/roles/:id/delete", Act::EditTeam, roles::delete),
        get("/settings/tokens", Act::EditTokens, api_tokens::index),
        post("/settings/origins", Act::EditTokens, api_origins::create),
        post("/settings/origins/:id/delete", Act::EditTokens, api_origins::delete),
        post("/settings/tokens", Act::EditTokens, api_tokens::create),
        post("/settings/tokens/:id/delete", Act::EditTokens, api_tokens::delete),
        // Who changed what.
        get("/changes", Act::SeeChanges, changes::index),
        get("/changes/:noun/:id", Act::SeeChanges, changes::of),
        post("/restored-values", Act::SeeChanges, changes::restore),
        get("/security-events", Act::SeeJournal, security_events::index),
        // The platform's people, let in by the owner.
        get("/settings/support", Act::GrantSupport, support::index),
        post("/settings/support", Act::GrantSupport, support::create),
        post("/settings/support/end", Act::GrantSupport, support::end),
        get("/support-entry/:token", Act::Enter, support::entry),
        post("/support-entry/:token", Act::Enter, support::enter),
        post("/support/leave", Act::LeaveSupport, support::leave),
        // The platform, on the common address.
        get("/platform/sign-in", Act::Enter, platform::new_session).on(Ground::Common),
        post("/platform/sign-in", Act::Enter, platform::create_session).on(Ground::Common),
        post("/platform/sign-out", Act::RunPlatform, platform::delete_session).on(Ground::Common),
        get("/platform", Act::RunPlatform, platform::index).on(Ground::Common),
        get("/platform/garages/:id", Act::RunPlatform, platform::show).on(Ground::Common),
        post("/platform/garages/:id/plan", Act::RunPlatform, platform::set_plan).on(Ground::Common),
        post("/platform/garages/:id/suspend", Act::RunPlatform, platform::suspend).on(Ground::Common),
        post("/platform/garages/:id/resume", Act::RunPlatform, platform::resume).on(Ground::Common),
        post("/platform/garages/:id/enter", Act::RunPlatform, platform::enter).on(Ground::Common),
        // One's own account.
        get("/account", Act::OwnAccount, account::show),
        post("/account/language", Act::OwnAccount, account::set_language),
        post("/account/password", Act::OwnAccount, account::set_password),
        // What protects it.
        get("/account/security", Act::OwnAccount, factors::show),
        post("/account/proof", Act::OwnAccount, factors::prove),
        get("/account/totp", Act::OwnAccount, factors::show_totp),
        post("/account/totp", Act::OwnAccount, factors::begin_totp),
        post("/account/totp/confirm", Act::OwnAccount, factors::confirm_totp),
        post("/account/totp/delete", Act::OwnAccount, factors::delete_totp),
        post("/account/recovery-codes", Act::OwnAccount, factors::draw_codes),
        post("/account/passkeys/challenge", Act::OwnAccount, passkeys::challenge_new),
        post("/account/passkeys", Act::OwnAccount, passkeys::create),
        post("/account/passkeys/:id/delete", Act::OwnAccount, passkeys::delete),
        post("/account/google", Act::OwnAccount, google_accounts::link),
        post("/account/google/delete", Act::OwnAccount, google_accounts::delete),
        post("/settings/second-step", Act::EditTeam, factors::set_demand),
        post("/settings/team/:id/factors/delete", Act::EditTeam, factors::reset),
        post("/account/password-link", Act::OwnAccount, account::send_password_link),
        post("/account/name", Act::OwnAccount, account::set_name),
        post("/account/email", Act::OwnAccount, account::set_email),
        post("/account/sessions/:id/delete", Act::OwnAccount, account::end_session),
        // Personal data: what the law lets a person ask for.
        get("/contacts/:id/personal-data", Act::SeePersonalData, personal_data::show),
        post("/contacts/:id/rights-requests", Act::SeePersonalData, personal_data::request),
        post("/contacts/:id/archive", Act::SeePersonalData, personal_data::archive),
        get("/contacts/:id/erasure", Act::ErasePersons, personal_data::erasure_page),
        post("/contacts/:id/erasure", Act::ErasePersons, personal_data::erase),
        get("/rights-requests", Act::SeePersonalData, rights_requests::index),
        post("/rights-requests/:id/answer", Act::SeePersonalData, rights_requests::answer),
        get("/settings/register", Act::SeeRegister, register::show),
        get("/settings/retention", Act::SeeRegister, retention::show),
        post("/settings/retention", Act::EditRetention, retention::update),
        get("/settings/retention/notices", Act::SeeRegister, retention::index),
        post("/settings/retention/notices/:id", Act::ErasePersons, retention::keep),
        get("/settings/leaving", Act::LeaveGarage, leaving::show),
        post("/settings/leaving", Act::LeaveGarage, leaving::create),
        post("/settings/leaving/archive", Act::LeaveGarage, leaving::archive),
        post("/settings/leaving/stay", Act::LeaveGarage, leaving::stay),
        post("/account/archive", Act::OwnAccount, leaving::archive_user),
        post("/account/leave", Act::OwnAccount, leaving::leave_user),
        post("/account/stay", Act::OwnAccount, leaving::stay_user),
        get("/archives/:id", Act::OwnAccount, archives::show),
        get("/archives/:id/file", Act::OwnAccount, archives::file),
        // The public API; its operations are in `api`.
        api(Method::GET, "/api/openapi.json", Act::Enter).on(Ground::Both),
        api(Method::GET, "/api/contacts", Act::SeeContacts),
        api(Method::POST, "/api/contacts", Act::EditContacts),
        api(Method::POST, "/api/contacts/import", Act::ImportContacts).with_uploads(),
        api(Method::GET, "/api/contacts/import/:id", Act::ImportContacts),
        api(Method::GET, "/api/contacts/:id", Act::SeeContacts),
        api(Method::PATCH, "/api/contacts/:id", Act::EditContacts),
        api(Method::DELETE, "/api/contacts/:id", Act::DeleteContacts),
        api(Method::GET, "/api/vehicles", Act::SeeVehicles),
        api(Method::POST, "/api/vehicles", Act::EditVehicles),
        api(Method::GET, "/api/vehicles/:id", Act::SeeVehicles),
        api(Method::PATCH, "/api/vehicles/:id", Act::EditVehicles),
        // What was invoiced, with its amounts.
        api(Method::GET, "/api/vehicles/:id/history", Act::SeeInvoices),
        api(Method::PATCH, "/api/vehicles/:id/mileage", Act::LookAfterVehicles),
        api(Method::POST, "/api/vehicles/ocr", Act::MakeScans).with_upload(),
        api(Method::GET, "/api/vehicles/ocr/:id", Act::SeeScans),
    ]
}

/// The site with everything around it.
pub fn site(app: &Arc<App>) -> BoxEndpoint<'static, Response> {
    let mut doors: BTreeMap<&'static str, Vec<Route>> = BTreeMap::new();
    for route in all() {
        doors.entry(route.path).or_default().push(route);
    }
    let mut site = poem::Route::new()
        .at("/healthz", health::Healthz)
        .at("/readyz", health::Readyz(app.clone()))
        .at("/metrics", health::MetricsPage(app.clone()))
        .at("/assets/*path", files::Assets)
        .at("/favicon.ico", files::Assets);
    let home = Door { app: app.clone(), path: "/", routes: doors.remove("/").unwrap_or_default() };
    for (path, routes) in doors {
        site = site.at(path, Door { app: app.clone(), path, routes });
    }
    // What is nowhere still gets a page, in the visitor's language.
    let nowhere = [get("*", Act::Enter, home::nowhere), post("*", Act::Enter, home::nowhere)];
    let nowhere = Door { app: app.clone(), path: "*", routes: nowhere.map(|route| route.on(Ground::Both)).to_vec() };
    let any = [Method::GET, Method::POST, Method::PUT, Method::PATCH, Method::DELETE];
    let routes: Vec<Route> = any.map(|method| api(method, "*", Act::Enter).on(Ground::Both)).to_vec();
    site.at("/api", Door { app: app.clone(), path: "/api/*", routes: routes.clone() })
        .at("/api/*path", Door { app: app.clone(), path: "/api/*", routes })
        .at("/*path", Rest { home, nowhere })
        .with(Around::new(
            app.settings.https(),
            &app.settings.garage_url("*"),
            app.google.as_ref().map_or("", Oidc::issuer),
        ))
        .boxed()
}

/// poem's catch-all takes the first page too, even where that is a route of its own.
struct Rest {
    home: Door,
    nowhere: Door,
}

impl Endpoint for Rest {
    type Output = Response;

    async fn call(&self, request: Request) -> poem::Result<Response> {
        if request.uri().path() == "/" { self.home.call(request).await } else { self.nowhere.call(request).await }
    }
}
