//! The named permissions: what « Qui peut quoi » shows, what a garage's own role and a program's token are made of.

use super::Rights;

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Permission {
    SeeContacts,
    EditContacts,
    DeleteContacts,
    ImportContacts,
    ExportContacts,
    SeeMessages,
    SendMessages,
    SeeVehicles,
    LookAfterVehicles,
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
    RecordPayments,
    WatchJobs,
    /// Who changed what: it shows what each record held.
    SeeChanges,
    SeeJournal,
    SeeSettings,
    EditSettings,
    EditTeam,
    EditTokens,
    /// What a customer may ask about his own data: access, objection, erasure.
    AnswerPersons,
    /// Takes everything away and closes the garage.
    LeaveGarage,
    GrantSupport,
}

// Noun and verb, as the scopes of a token are written: they are in the database and in programs, and do not change.
crate::text_enum!(Permission {
    SeeContacts => "contacts:read",
    EditContacts => "contacts:write",
    DeleteContacts => "contacts:delete",
    ImportContacts => "contacts:import",
    ExportContacts => "contacts:export",
    SeeMessages => "messages:read",
    SendMessages => "messages:write",
    SeeVehicles => "vehicles:read",
    LookAfterVehicles => "vehicles:upkeep",
    EditVehicles => "vehicles:write",
    DeleteVehicles => "vehicles:delete",
    SeeScans => "scans:read",
    MakeScans => "scans:write",
    SeeRepairOrders => "repair_orders:read",
    EditRepairOrders => "repair_orders:write",
    SeePackages => "packages:read",
    EditPackages => "packages:write",
    SeeQuotes => "quotes:read",
    EditQuotes => "quotes:write",
    SendQuotes => "quotes:send",
    SeeInvoices => "invoices:read",
    EditInvoices => "invoices:write",
    SealInvoices => "invoices:seal",
    RecordPayments => "payments:write",
    WatchJobs => "jobs:write",
    SeeChanges => "changes:read",
    SeeJournal => "journal:read",
    SeeSettings => "settings:read",
    EditSettings => "settings:write",
    EditTeam => "team:write",
    EditTokens => "tokens:write",
    AnswerPersons => "persons:write",
    LeaveGarage => "garage:delete",
    GrantSupport => "support:write",
});

/// Under what they stand together on the page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Group {
    Customers,
    Workshop,
    Money,
    Garage,
}

impl Group {
    pub const ALL: [Group; 4] = [Group::Customers, Group::Workshop, Group::Money, Group::Garage];

    pub fn as_str(self) -> &'static str {
        match self {
            Group::Customers => "customers",
            Group::Workshop => "workshop",
            Group::Money => "money",
            Group::Garage => "garage",
        }
    }

    pub fn permissions(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| permission.group() == self)
    }
}

impl Permission {
    pub fn group(self) -> Group {
        use Permission::*;
        match self {
            SeeContacts | EditContacts | DeleteContacts | ImportContacts | ExportContacts | SeeMessages
            | SendMessages | AnswerPersons => Group::Customers,
            SeeVehicles | LookAfterVehicles | EditVehicles | DeleteVehicles | SeeScans | MakeScans
            | SeeRepairOrders | EditRepairOrders => Group::Workshop,
            SeePackages | EditPackages | SeeQuotes | EditQuotes | SendQuotes | SeeInvoices | EditInvoices
            | SealInvoices | RecordPayments => Group::Money,
            WatchJobs | SeeChanges | SeeJournal | SeeSettings | EditSettings | EditTeam | EditTokens | GrantSupport
            | LeaveGarage => Group::Garage,
        }
    }

    /// The owner's alone: whoever could write with one of these could give himself all the others; the journal tells when
    /// each colleague was at work.
    pub fn is_owners(self) -> bool {
        use Permission::*;
        matches!(self, SeeJournal | EditSettings | EditTeam | EditTokens | GrantSupport | LeaveGarage)
    }

    /// What reads and changes nothing.
    pub fn is_reading(self) -> bool {
        self.as_str().ends_with(":read")
    }

    /// What it cannot go without: who changes a thing sees it.
    pub(super) fn needs(self) -> &'static [Permission] {
        use Permission::*;
        match self {
            EditContacts | DeleteContacts | ImportContacts | ExportContacts => &[SeeContacts],
            SendMessages => &[SeeMessages],
            AnswerPersons => &[SeeContacts, EditContacts],
            LeaveGarage => &[SeeSettings],
            LookAfterVehicles | EditVehicles | DeleteVehicles => &[SeeVehicles],
            MakeScans => &[SeeScans],
            EditRepairOrders => &[SeeRepairOrders],
            EditPackages => &[SeePackages],
            EditQuotes => &[SeeQuotes],
            // Both are done from the page where it is written.
            SendQuotes => &[EditQuotes],
            SealInvoices => &[EditInvoices],
            EditInvoices | RecordPayments => &[SeeInvoices],
            EditSettings | EditTeam | EditTokens | GrantSupport => &[SeeSettings],
            SeeContacts | SeeMessages | SeeVehicles | SeeScans | SeeRepairOrders | SeePackages | SeeQuotes
            | SeeInvoices | WatchJobs | SeeChanges | SeeJournal | SeeSettings => &[],
        }
    }

    /// Whose names and numbers its pages show beside their own: on the page of a vehicle stands its owner, on an invoice
    /// the customer. A program gets ids instead.
    pub(super) fn shows(self) -> &'static [Permission] {
        use Permission::*;
        match self {
            SeeVehicles | SeeMessages => &[SeeContacts],
            AnswerPersons => &[SeeRepairOrders, SeeQuotes, SeeInvoices],
            SeeChanges => &[
                SeeContacts,
                SeeMessages,
                SeeVehicles,
                SeeScans,
                SeeRepairOrders,
                SeePackages,
                SeeQuotes,
                SeeInvoices,
                SeeSettings,
            ],
            SeeScans | SeeRepairOrders | SeeQuotes | SeeInvoices => &[SeeContacts, SeeVehicles],
            EditQuotes | EditInvoices => &[SeePackages],
            // A new order, quote or invoice begins at a customer; the réception ends in an order.
            MakeScans => &[EditRepairOrders],
            _ => &[],
        }
    }

    /// What a program can be allowed: what the API has operations for.
    pub fn is_for_programs(self) -> bool {
        use Permission::*;
        matches!(
            self,
            SeeContacts
                | EditContacts
                | DeleteContacts
                | ImportContacts
                | SeeVehicles
                | LookAfterVehicles
                | EditVehicles
                | SeeScans
                | MakeScans
                | SeeInvoices
        )
    }

    /// What a garage's own role can be made of.
    pub fn is_for_colleagues(self) -> bool {
        !self.is_owners()
    }

    pub(super) fn bit(self) -> u64 {
        1 << self as u8
    }
}

impl std::fmt::Display for Permission {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(self.as_str())
    }
}

/// Those of a set, with all that they cannot go without.
pub(super) fn closed(mut rights: Rights, over: impl Fn(Permission) -> Vec<Permission>) -> Rights {
    loop {
        let more = rights.each().flat_map(&over).fold(rights, Rights::with);
        if more == rights {
            return rights;
        }
        rights = more;
    }
}
