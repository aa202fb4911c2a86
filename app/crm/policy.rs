//! Who may do what: one table, deny by default, asked by pages, fragments, API, exports, files and jobs alike.

use serde::{Deserialize, Serialize};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    Manager,
    User,
    /// A program with a token of the garage.
    Api,
    /// Jobs and schedules.
    System,
    /// Not signed in: sign-in, and the customer's link.
    Visitor,
}

crate::text_enum!(Role {
    Owner => "owner",
    Manager => "manager",
    User => "user",
    Api => "api",
    System => "system",
    Visitor => "visitor",
});

impl Role {
    /// Roles a colleague can be given.
    pub const STAFF: [Role; 3] = [Role::Owner, Role::Manager, Role::User];
}

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
    SeeContacts,
    EditContacts,
    DeleteContacts,
    ImportContacts,
    ExportContacts,
    SendMessages,
    SeeVehicles,
    EditVehicles,
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
    SeeSettings,
    EditSettings,
    EditTeam,
    EditTokens,
    UseApi,
    // Personal data: what the law lets a person ask for.
    SeePersonalData,
    ErasePersons,
    SeeRegister,
    EditRetention,
    LeaveGarage,
}

impl Act {
    pub const ALL: [Act; 41] = [
        Act::Enter,
        Act::AnswerQuote,
        Act::OwnAccount,
        Act::SeeDashboard,
        Act::SeeContacts,
        Act::EditContacts,
        Act::DeleteContacts,
        Act::ImportContacts,
        Act::ExportContacts,
        Act::SendMessages,
        Act::SeeVehicles,
        Act::EditVehicles,
        Act::DeleteVehicles,
        Act::SeeScans,
        Act::MakeScans,
        Act::SeeRepairOrders,
        Act::EditRepairOrders,
        Act::SeePackages,
        Act::EditPackages,
        Act::SeeQuotes,
        Act::EditQuotes,
        Act::SendQuotes,
        Act::SeeInvoices,
        Act::EditInvoices,
        Act::SealInvoices,
        Act::CancelInvoices,
        Act::RecordPayments,
        Act::CancelPayments,
        Act::SeeMessages,
        Act::SeeJobs,
        Act::RetryJobs,
        Act::SeeSettings,
        Act::EditSettings,
        Act::EditTeam,
        Act::EditTokens,
        Act::UseApi,
        Act::SeePersonalData,
        Act::ErasePersons,
        Act::SeeRegister,
        Act::EditRetention,
        Act::LeaveGarage,
    ];
}

/// The whole policy. The PRD's roles: the owner everything, the manager reads and writes but not the garage's
/// identity, team and keys, the user reads.
pub fn allows(role: Role, act: Act) -> bool {
    use Act::*;
    match act {
        Enter | AnswerQuote => true,
        OwnAccount => matches!(role, Role::Owner | Role::Manager | Role::User),
        SeeDashboard | SeeRepairOrders | SeePackages | SeeQuotes | SeeInvoices => staff(role),
        SeeContacts | SeeVehicles | SeeScans => staff(role) || role == Role::Api,
        EditContacts | DeleteContacts | ImportContacts | EditVehicles | MakeScans => writer(role) || role == Role::Api,
        ExportContacts | SendMessages => writer(role),
        DeleteVehicles | EditRepairOrders | EditPackages | EditQuotes | SendQuotes | EditInvoices | SealInvoices
        | CancelInvoices | RecordPayments | CancelPayments | SeeMessages | SeeJobs | RetryJobs => writer(role),
        SeeSettings => writer(role),
        EditSettings | EditTeam | EditTokens => role == Role::Owner,
        UseApi => role == Role::Api,
        SeePersonalData | ErasePersons | SeeRegister => writer(role),
        EditRetention | LeaveGarage => role == Role::Owner,
    }
}

fn staff(role: Role) -> bool {
    matches!(role, Role::Owner | Role::Manager | Role::User | Role::System)
}

fn writer(role: Role) -> bool {
    matches!(role, Role::Owner | Role::Manager | Role::System)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_visitor_may_only_enter_and_answer() {
        let may: Vec<Act> = Act::ALL.into_iter().filter(|act| allows(Role::Visitor, *act)).collect();
        assert_eq!(may, [Act::Enter, Act::AnswerQuote]);
    }

    #[test]
    fn a_user_changes_nothing_but_his_own_account() {
        for act in Act::ALL {
            let name = format!("{act:?}");
            let changes = !(name.starts_with("See") || matches!(act, Act::Enter | Act::AnswerQuote | Act::OwnAccount));
            if changes {
                assert!(!allows(Role::User, act), "{name}");
            }
        }
    }

    #[test]
    fn the_owner_may_do_all_but_pose_as_a_program() {
        for act in Act::ALL {
            assert_eq!(allows(Role::Owner, act), act != Act::UseApi, "{act:?}");
        }
    }
}
