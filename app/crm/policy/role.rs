//! Ready-made roles, and those that are no person's.

use serde::{Deserialize, Serialize};

use super::{Permission, Rights};

#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    Owner,
    Manager,
    User,
    Mechanic,
    Accountant,
    /// A role the garage made for itself: its rights are in `roles`.
    Custom,
    /// Somebody of the platform whom the owner let in.
    Support,
    /// Who runs the installation, on the common address: in no garage.
    Platform,
    /// A program with a token of the garage: its rights are the token's.
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
    Mechanic => "mechanic",
    Accountant => "accountant",
    Custom => "custom",
    Support => "support",
    Platform => "platform",
    Api => "api",
    System => "system",
    Visitor => "visitor",
});

impl Role {
    /// Ready-made roles a colleague can be given.
    pub const STAFF: [Role; 5] = [Role::Owner, Role::Manager, Role::User, Role::Mechanic, Role::Accountant];

    /// Somebody with an account of his own in the garage.
    pub fn is_colleague(self) -> bool {
        Role::STAFF.contains(&self) || self == Role::Custom
    }

    /// Somebody who is in the garage, or the program itself.
    pub fn is_inside(self) -> bool {
        self.is_colleague() || matches!(self, Role::System | Role::Support)
    }

    /// What a role may do of itself. The PRD's: the owner everything; the manager reads and writes but not the garage's
    /// identity, team and keys; the user reads. The mechanic sees whose car it is and what is asked, and writes what the
    /// workshop does: no price, nothing that goes out, nothing that goes away. The accountant has the money, and reads
    /// the rest but photos of cartes grises, which accounts need not (RGPD art. 5-1 c).
    pub fn rights(self) -> Rights {
        use Permission::*;
        match self {
            Role::Owner | Role::System => Rights::all(),
            Role::Manager => Rights::all().only(|permission| !permission.is_owners()),
            Role::User => {
                Rights::of(&[SeeContacts, SeeVehicles, SeeScans, SeeRepairOrders, SeePackages, SeeQuotes, SeeInvoices])
            }
            Role::Mechanic => Rights::of(&[
                SeeContacts,
                SeeVehicles,
                LookAfterVehicles,
                SeeScans,
                MakeScans,
                SeeRepairOrders,
                EditRepairOrders,
            ]),
            Role::Accountant => Rights::of(&[
                SeeContacts,
                ExportContacts,
                SeeMessages,
                SeeVehicles,
                SeeRepairOrders,
                SeePackages,
                SeeQuotes,
                SeeInvoices,
                EditInvoices,
                SealInvoices,
                RecordPayments,
                SeeSettings,
            ]),
            // To help is to see, and to change nothing.
            Role::Support => Rights::all().only(|permission| permission.is_reading() && !permission.is_owners()),
            Role::Custom | Role::Platform | Role::Api | Role::Visitor => Rights::NONE,
        }
    }
}
