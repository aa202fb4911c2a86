//! How a handler ends when it does not end well.

use crm::{Error, Fields, Why, policy::Permission};

use crate::answer::Answer;

pub type Result<T> = std::result::Result<T, Fault>;

#[derive(Debug)]
pub enum Fault {
    Crm(Error),
    /// Signing in comes first.
    SignIn,
    Forbidden,
    /// The platform has closed this garage.
    Suspended,
    /// A program whose token does not have this scope.
    ScopeMissing(Permission),
    /// The form's token or key is missing or old.
    OutdatedForm,
    TooLarge,
    /// The path exists, not with this method; these are the ones it has.
    WrongMethod(String),
    /// Over the limit of requests; how long to wait.
    TooMany {
        seconds: u32,
    },
    /// The form was sent already: this is where the first one led.
    Again(String),
    /// An answer already made: a form with its errors.
    Answer(Box<Answer>),
}

impl From<Error> for Fault {
    fn from(error: Error) -> Fault {
        Fault::Crm(error)
    }
}

impl Fault {
    pub fn not_found() -> Fault {
        Fault::Crm(Error::NotFound)
    }
}

/// What a form gets back: its fields' errors, or that somebody else saved meanwhile; any other fault goes on.
pub enum Sent<T> {
    Done(T),
    Wrong(Fields),
    Stale,
}

pub fn sent<T>(result: crm::Result<T>) -> Result<Sent<T>> {
    match result {
        Ok(done) => Ok(Sent::Done(done)),
        Err(Error::Invalid(fields)) => Ok(Sent::Wrong(fields)),
        Err(Error::Refused(Why::Stale)) => Ok(Sent::Stale),
        Err(other) => Err(other.into()),
    }
}
