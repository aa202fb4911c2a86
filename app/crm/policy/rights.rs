//! A set of permissions.

use super::{Permission, permission::closed};

/// What who asks may do. A set in one word: it is copied with every `Cx`.
#[derive(Clone, Copy, PartialEq, Eq, Default)]
pub struct Rights(u64);

impl Rights {
    pub const NONE: Rights = Rights(0);

    pub fn all() -> Rights {
        Rights::of(Permission::ALL)
    }

    pub fn of(permissions: &[Permission]) -> Rights {
        permissions.iter().copied().fold(Rights::NONE, Rights::with)
    }

    /// As they are stored. A word that no permission has any more gives nothing.
    pub fn stored(words: &[String]) -> Rights {
        words.iter().filter_map(|word| Permission::parse(word).ok()).fold(Rights::NONE, Rights::with)
    }

    pub fn words(self) -> Vec<String> {
        self.each().map(|permission| permission.as_str().to_owned()).collect()
    }

    #[must_use]
    pub fn with(self, permission: Permission) -> Rights {
        Rights(self.0 | permission.bit())
    }

    pub fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Is all of it in the other?
    pub fn is_within(self, other: Rights) -> bool {
        self.0 & !other.0 == 0
    }

    pub fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// In the order of the page.
    pub fn each(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.has(*permission))
    }

    #[must_use]
    pub fn only(self, keep: impl Fn(Permission) -> bool) -> Rights {
        self.each().filter(|permission| keep(*permission)).fold(Rights::NONE, Rights::with)
    }

    /// With what a colleague needs besides, so that no page leads where he may not go.
    #[must_use]
    pub fn for_colleague(self) -> Rights {
        closed(self, |permission| [permission.needs(), permission.shows()].concat())
    }

    /// With what a program needs besides: who writes reads what it wrote.
    #[must_use]
    pub fn for_program(self) -> Rights {
        closed(self, |permission| permission.needs().to_vec())
    }
}

impl std::fmt::Debug for Rights {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_set().entries(self.each().map(Permission::as_str)).finish()
    }
}
