use super::*;

/// Every act, found by what the match of `need` cannot forget.
const ALL: [Act; 50] = [
    Act::Enter,
    Act::AnswerQuote,
    Act::OwnAccount,
    Act::SeeDashboard,
    Act::Search,
    Act::SeeContacts,
    Act::EditContacts,
    Act::DeleteContacts,
    Act::ImportContacts,
    Act::ExportContacts,
    Act::SendMessages,
    Act::RunBatches,
    Act::SeeVehicles,
    Act::EditVehicles,
    Act::LookAfterVehicles,
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
    Act::SeeChanges,
    Act::SeeJournal,
    Act::SeeSettings,
    Act::EditSettings,
    Act::EditTeam,
    Act::SeeRoles,
    Act::EditTokens,
    Act::GrantSupport,
    Act::LeaveSupport,
    Act::RunPlatform,
    Act::UseApi,
    Act::SeePersonalData,
    Act::ErasePersons,
    Act::SeeRegister,
    Act::EditRetention,
    Act::LeaveGarage,
];

fn may(role: Role) -> Vec<Act> {
    ALL.into_iter().filter(|act| allows(role, role.rights(), *act)).collect()
}

#[test]
fn a_visitor_may_only_enter_and_answer() {
    assert_eq!(may(Role::Visitor), [Act::Enter, Act::AnswerQuote]);
}

#[test]
fn a_user_changes_nothing_but_his_own_account() {
    for act in may(Role::User) {
        let name = format!("{act:?}");
        assert!(
            name.starts_with("See") || matches!(act, Act::Search | Act::Enter | Act::AnswerQuote | Act::OwnAccount),
            "{name}"
        );
    }
}

#[test]
fn the_owner_may_do_all_but_pose_as_a_program_or_as_the_platform() {
    let not: Vec<Act> = ALL.into_iter().filter(|act| !may(Role::Owner).contains(act)).collect();
    assert_eq!(not, [Act::LeaveSupport, Act::RunPlatform, Act::UseApi]);
}

#[test]
fn support_sees_and_changes_nothing() {
    for act in may(Role::Support) {
        let name = format!("{act:?}");
        let sees = name.starts_with("See") || act == Act::Search;
        assert!(sees || matches!(act, Act::Enter | Act::AnswerQuote | Act::LeaveSupport), "{name}");
    }
    assert!(!may(Role::Support).contains(&Act::SeeJournal));
    assert_eq!(may(Role::Platform), [Act::Enter, Act::AnswerQuote, Act::RunPlatform]);
}

#[test]
fn a_program_without_scopes_may_nothing() {
    assert_eq!(may(Role::Api), [Act::Enter, Act::AnswerQuote, Act::UseApi]);
}

#[test]
fn a_mechanic_sees_no_price_and_takes_nothing_away() {
    use Permission::*;
    let rights = Role::Mechanic.rights();
    for not in [SeeQuotes, SeeInvoices, SeePackages, SeeSettings, ExportContacts, DeleteVehicles, DeleteContacts] {
        assert!(!rights.has(not), "{not}");
    }
}

#[test]
fn an_accountant_has_the_money_and_no_customers_edit() {
    use Permission::*;
    let rights = Role::Accountant.rights();
    assert!(rights.has(RecordPayments) && rights.has(ExportContacts));
    assert!(!rights.has(EditContacts) && !rights.has(EditTeam));
}

/// No page of a ready-made role leads where that role may not go, and the closure is what makes it so.
#[test]
fn ready_made_roles_hold_what_their_permissions_need() {
    for role in Role::STAFF {
        assert_eq!(role.rights().for_colleague(), role.rights(), "{role:?}");
    }
}

#[test]
fn what_is_written_is_read() {
    let alone = Rights::of(&[Permission::SendQuotes]);
    let together = alone.for_colleague();
    for with in [Permission::EditQuotes, Permission::SeeQuotes, Permission::SeeContacts, Permission::SeeVehicles] {
        assert!(together.has(with), "{with}");
    }
    let written = Rights::of(&[Permission::EditContacts]).for_program();
    assert_eq!(written, Rights::of(&[Permission::SeeContacts, Permission::EditContacts]));
}

#[test]
fn stored_words_come_back_and_unknown_ones_give_nothing() {
    let rights = Role::Mechanic.rights();
    assert_eq!(Rights::stored(&rights.words()), rights);
    assert_eq!(Rights::stored(&["contacts:fly".into(), String::new()]), Rights::NONE);
    assert!(rights.is_within(Rights::all()) && !Rights::all().is_within(rights));
}

/// A set fits in one word, and each permission has a bit of its own.
#[test]
fn permissions_are_few_enough() {
    assert!(Permission::ALL.len() <= 64);
    let sum: u64 = Permission::ALL.iter().map(|permission| permission.bit()).sum();
    assert_eq!(sum.count_ones() as usize, Permission::ALL.len());
}

#[test]
fn every_permission_is_asked_for_by_an_act() {
    for permission in Permission::ALL {
        assert!(ALL.iter().any(|act| act.need() == Need::Permission(*permission)), "{permission}");
    }
}
