//! Who may do what: one policy, deny by default, asked by pages, fragments, API, exports, timelines, search, files and
//! jobs alike.
//!
//! A route names an `Act`. An act is open to all, or to whoever is inside the garage, or belongs to one `Permission`.
//! Who asks carries `Rights`, a set of permissions: those of a ready-made `Role`, of a role that the garage made for
//! itself, or of a program's token.

mod permission;
mod rights;
mod role;

pub use permission::{Group, Permission};
pub use rights::Rights;
pub use role::Role;

/// What may be done. A route names one; a button asks the same one before it is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Act {
    /// Sign in, sign up, health, assets: no account needed.
    Enter,
    /// Answer a quote by its link: the token is the right.
    AnswerQuote,
    /// One's own session and profile.
    OwnAccount,
    SeeDashboard,
    /// The search box; what it finds has its own acts.
    Search,
    SeeContacts,
    EditContacts,
    DeleteContacts,
    ImportContacts,
    ExportContacts,
    SendMessages,
    /// Something on many customers at once; what it is has its own act.
    RunBatches,
    SeeVehicles,
    EditVehicles,
    /// Mileage, photos, recalls, travaux à prévoir, notes: what the workshop keeps up.
    LookAfterVehicles,
    DeleteVehicles,
    SeeScans,
    MakeScans,
    SeeRepairOrders,
    EditRepairOrders,
    SeePackages,
    EditPackages,
    SeeQuotes,
    EditQuotes,
    SendQuotes,
    SeeInvoices,
    EditInvoices,
    SealInvoices,
    CancelInvoices,
    RecordPayments,
    CancelPayments,
    SeeMessages,
    SeeJobs,
    RetryJobs,
    /// Who changed what, before and after, and the former value put back where one may edit it.
    SeeChanges,
    /// Sign-ins, failures, exports: the journal of security.
    SeeJournal,
    SeeSettings,
    EditSettings,
    EditTeam,
    /// « Qui peut quoi »: for all who are concerned.
    SeeRoles,
    EditTokens,
    /// To let the platform's people in for a while.
    GrantSupport,
    /// They leave.
    LeaveSupport,
    /// The platform's own pages.
    RunPlatform,
    UseApi,
    // Personal data: what the law lets a person ask for.
    SeePersonalData,
    ErasePersons,
    SeeRegister,
    EditRetention,
    LeaveGarage,
}

/// What an act asks of who wants to do it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Nothing: visitors too.
    Nothing,
    /// To be in the garage, whatever one may do there.
    Inside,
    /// An account of one's own in the garage.
    Account,
    /// To be a program with a token.
    Program,
    /// To be of the platform, let into a garage.
    Support,
    /// To be of the platform, on its own pages.
    Platform,
    Permission(Permission),
    /// Any of these: the act is several in one, and each is asked for again where it is known which.
    AnyOf(&'static [Permission]),
}

impl Act {
    /// The whole policy: each act, and what it takes.
    pub fn need(self) -> Need {
        use Permission as P;
        let permission = match self {
            Act::Enter | Act::AnswerQuote => return Need::Nothing,
            Act::SeeDashboard | Act::Search | Act::SeeRoles => return Need::Inside,
            Act::OwnAccount => return Need::Account,
            Act::UseApi => return Need::Program,
            Act::LeaveSupport => return Need::Support,
            Act::RunPlatform => return Need::Platform,
            Act::RunBatches => {
                return Need::AnyOf(&[P::EditContacts, P::ExportContacts, P::SendMessages, P::DeleteContacts]);
            }
            Act::SeeContacts => P::SeeContacts,
            Act::EditContacts => P::EditContacts,
            Act::DeleteContacts => P::DeleteContacts,
            Act::ImportContacts => P::ImportContacts,
            Act::ExportContacts => P::ExportContacts,
            Act::SeeMessages => P::SeeMessages,
            Act::SendMessages => P::SendMessages,
            Act::SeeVehicles => P::SeeVehicles,
            Act::EditVehicles => P::EditVehicles,
            Act::LookAfterVehicles => P::LookAfterVehicles,
            Act::DeleteVehicles => P::DeleteVehicles,
            Act::SeeScans => P::SeeScans,
            Act::MakeScans => P::MakeScans,
            Act::SeeRepairOrders => P::SeeRepairOrders,
            Act::EditRepairOrders => P::EditRepairOrders,
            Act::SeePackages => P::SeePackages,
            Act::EditPackages => P::EditPackages,
            Act::SeeQuotes => P::SeeQuotes,
            Act::EditQuotes => P::EditQuotes,
            Act::SendQuotes => P::SendQuotes,
            Act::SeeInvoices => P::SeeInvoices,
            Act::EditInvoices => P::EditInvoices,
            Act::SealInvoices | Act::CancelInvoices => P::SealInvoices,
            Act::RecordPayments | Act::CancelPayments => P::RecordPayments,
            Act::SeeJobs | Act::RetryJobs => P::WatchJobs,
            Act::SeeChanges => P::SeeChanges,
            Act::SeeJournal => P::SeeJournal,
            Act::SeeSettings => P::SeeSettings,
            Act::EditSettings => P::EditSettings,
            Act::EditTeam => P::EditTeam,
            Act::EditTokens => P::EditTokens,
            Act::SeePersonalData | Act::ErasePersons => P::AnswerPersons,
            Act::SeeRegister => P::SeeSettings,
            Act::EditRetention => P::EditSettings,
            Act::LeaveGarage => P::LeaveGarage,
            Act::GrantSupport => P::GrantSupport,
        };
        Need::Permission(permission)
    }
}

/// May who has this role and these rights do it?
pub fn allows(role: Role, rights: Rights, act: Act) -> bool {
    match act.need() {
        Need::Nothing => true,
        Need::Inside => role.is_inside(),
        Need::Account => role.is_colleague(),
        Need::Program => role == Role::Api,
        Need::Support => role == Role::Support,
        Need::Platform => role == Role::Platform,
        Need::Permission(permission) => rights.has(permission),
        Need::AnyOf(permissions) => permissions.iter().any(|permission| rights.has(*permission)),
    }
}

/// What it takes to open a page whose address was kept: the subject of a job, of a message, of what happened.
pub fn to_open(path: &str) -> Option<Act> {
    Some(match path.split(['/', '?', '#']).nth(1)? {
        "contacts" if path.ends_with("/edit") => Act::EditContacts,
        "contacts" => Act::SeeContacts,
        "settings" => Act::SeeSettings,
        "vehicles" | "vehicle-files" => Act::SeeVehicles,
        "scans" => Act::SeeScans,
        "repair-orders" => Act::SeeRepairOrders,
        "quotes" => Act::SeeQuotes,
        "invoices" => Act::SeeInvoices,
        "messages" => Act::SeeMessages,
        "batches" => Act::RunBatches,
        "imports" => Act::ImportContacts,
        "duplicates" => Act::EditContacts,
        _ => return None,
    })
}

#[cfg(test)]
mod tests;
