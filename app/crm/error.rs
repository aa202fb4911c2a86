//! The four faces of a failure, and the reasons a person can be told.

use std::fmt;

use serde::{Deserialize, Serialize};

pub type Result<T> = std::result::Result<T, Error>;

/// Web turns these into 404, the form again (422), a message (409), a page with a number (500).
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Also what another garage's row is: never "forbidden".
    #[error("not found")]
    NotFound,
    /// One or more fields of a form, each with its reason.
    #[error("invalid: {0}")]
    Invalid(Fields),
    /// The thing exists, the act is not possible now.
    #[error("refused: {0:?}")]
    Refused(Why),
    #[error("database: {0}")]
    Db(#[from] sqlx::Error),
    /// A broken key, a stored document that no longer reads: a page with a number, and an alarm.
    #[error("internal: {0}")]
    Internal(String),
}

impl Error {
    pub fn invalid(field: &'static str, why: Why) -> Error {
        Error::Invalid(Fields(vec![(field.into(), why)]))
    }
}

/// Fields refused, by their name in the form, in the form's order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Fields(pub Vec<(String, Why)>);

impl Fields {
    pub fn add(&mut self, field: impl Into<String>, why: Why) {
        self.0.push((field.into(), why));
    }
    pub fn get(&self, field: &str) -> Option<Why> {
        self.0.iter().find(|(name, _)| name == field).map(|(_, why)| *why)
    }
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// Keeps a good value, notes a bad one and goes on, so that a form shows all its errors at once.
    pub fn keep<T>(&mut self, field: &str, parsed: std::result::Result<T, Why>) -> Option<T> {
        match parsed {
            Ok(value) => Some(value),
            Err(why) => {
                self.add(field, why);
                None
            }
        }
    }
    pub fn into_result(self) -> Result<()> {
        if self.0.is_empty() { Ok(()) } else { Err(Error::Invalid(self)) }
    }
}

impl fmt::Display for Fields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.0.iter().map(|(name, _)| name.as_str()).collect();
        f.write_str(&names.join(", "))
    }
}

/// Why something is refused. The words are in `views/text`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Why {
    // fields
    Missing,
    TooLong,
    TooMany,
    TooShort,
    BadAmount,
    BadQuantity,
    BadPrice,
    BadDiscount,
    BadVatRate,
    BadDate,
    BadEmail,
    BadPhone,
    BadPlate,
    BadVin,
    BadSiren,
    BadSiret,
    BadVatNumber,
    BadIban,
    BadBic,
    BadPostcode,
    BadSubdomain,
    BadUrl,
    BadMileage,
    BadNumber,
    BadChoice,
    MileageGoesBack,
    DateInFuture,
    BeforeLastSale,
    PasswordTooShort,
    PasswordTooPlain,
    PasswordHoldsName,
    PasswordTooCommon,
    Taken,
    Reserved,
    SirenOfAnother,
    // acts
    WrongPassword,
    WrongOldPassword,
    TooManyAttempts { minutes: i64 },
    Stale,
    NoLine,
    NoRecipient,
    NotDraft,
    NotSent,
    WorkDone,
    Expired,
    AlreadyAnswered,
    OperationSplit,
    Unanswered,
    AlreadyInvoiced,
    NothingAccepted,
    NotSealed,
    AlreadyCancelled,
    HasPayments,
    CashOverLimit,
    OverBalance,
    BuyerAddressMissing,
    BuyerSirenMissing,
    BuyerSiretMissing,
    OrderRequired,
    GarageIncomplete,
    InUse,
    LastOwner,
    NothingAllowed,
    MoreThanOneself,
    RoleHeld,
    BadOrigin,
    NotAllowed,
    NobodyChosen,
    TooManyCells,
    SeveralMatch,
    AlreadyImported,
    NameUnmapped,
    KeyUnmapped,
    NotChecked,
    NotTwo,
    FormerUnfit,
    NotUndoable,
    UndoTooLate,
    TwinGone,
    FileTooLarge,
    FileUnreadable,
    FileHeic,
    FileUnsupported,
    ListUnsupported,
    ListUnreadable,
    FileTooManyPixels,
    ScanNotReady,
    SeriesInFuture,
    PeriodClosed,
    Unsealable,
    // second factors
    WrongCode,
    PasskeyRefused,
    PasskeyCloned,
    GoogleUnknown,
    GoogleRefused,
    GoogleUnreachable,
    GoogleOfAnother,
    // persons
    OrderOpen,
    NotExported,
    WrongName,
}

impl Why {
    /// As it is kept with a line of an import.
    pub fn word(self) -> String {
        serde_json::to_string(&self).unwrap_or_default()
    }
    pub fn of_word(word: &str) -> Option<Why> {
        serde_json::from_str(word).ok()
    }
}

/// A text column with a check, as a closed choice: `as_str` for SQL and forms, `parse` at the door.
#[macro_export]
macro_rules! text_enum {
    ($name:ident { $($variant:ident => $text:literal),+ $(,)? }) => {
        impl $name {
            pub const ALL: &'static [$name] = &[$($name::$variant),+];
            pub fn as_str(self) -> &'static str {
                match self { $($name::$variant => $text),+ }
            }
            pub fn parse(text: &str) -> ::std::result::Result<$name, $crate::error::Why> {
                match text { $($text => Ok($name::$variant),)+ _ => Err($crate::error::Why::BadChoice) }
            }
        }
        impl ::sqlx::Type<::sqlx::Postgres> for $name {
            fn type_info() -> ::sqlx::postgres::PgTypeInfo {
                <&str as ::sqlx::Type<::sqlx::Postgres>>::type_info()
            }
            fn compatible(ty: &::sqlx::postgres::PgTypeInfo) -> bool {
                <&str as ::sqlx::Type<::sqlx::Postgres>>::compatible(ty)
            }
        }
        impl<'r> ::sqlx::Decode<'r, ::sqlx::Postgres> for $name {
            fn decode(value: ::sqlx::postgres::PgValueRef<'r>) -> ::std::result::Result<Self, ::sqlx::error::BoxDynError> {
                let text = <&str as ::sqlx::Decode<::sqlx::Postgres>>::decode(value)?;
                $name::parse(text).map_err(|_| format!("unknown {}: {text}", stringify!($name)).into())
            }
        }
        impl<'q> ::sqlx::Encode<'q, ::sqlx::Postgres> for $name {
            fn encode_by_ref(&self, buffer: &mut ::sqlx::postgres::PgArgumentBuffer) -> ::std::result::Result<::sqlx::encode::IsNull, ::sqlx::error::BoxDynError> {
                <&str as ::sqlx::Encode<::sqlx::Postgres>>::encode(self.as_str(), buffer)
            }
        }
    };
}
