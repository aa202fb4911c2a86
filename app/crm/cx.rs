//! Who asks: the garage, the person or the job, the language, the time. Every act on a garage's data takes a `Cx`.

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    ids::{ApiTokenId, TenantId, UserId},
    policy::{Act, Rights, Role, allows},
};

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lang {
    #[default]
    Fr,
    En,
}

crate::text_enum!(Lang { Fr => "fr", En => "en" });

/// Who acts, as the audit log writes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Actor {
    User(UserId),
    Token(ApiTokenId),
    /// A job, or the program itself.
    System,
    /// The customer behind a link, or someone not signed in.
    Visitor,
}

impl Actor {
    pub fn user(self) -> Option<UserId> {
        match self {
            Actor::User(id) => Some(id),
            _ => None,
        }
    }
}

impl std::fmt::Display for Actor {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Actor::User(id) => write!(f, "user:{id}"),
            Actor::Token(id) => write!(f, "token:{id}"),
            Actor::System => f.write_str("system"),
            Actor::Visitor => f.write_str("visitor"),
        }
    }
}

#[derive(Clone, Debug)]
pub struct Cx {
    pub tenant: TenantId,
    pub actor: Actor,
    pub role: Role,
    /// What the role, or the program's token, allows.
    pub rights: Rights,
    pub lang: Lang,
    pub now: DateTime<Utc>,
    pub zone: Tz,
    /// Ties a request, its jobs and their log lines together.
    pub trace: u64,
}

impl Cx {
    /// The one policy, asked for who asks.
    pub fn may(&self, act: Act) -> bool {
        allows(self.role, self.rights, act)
    }

    /// The date on the garage's wall: La Réunion is already tomorrow at 20:00 UTC.
    pub fn today(&self) -> NaiveDate {
        self.now.with_timezone(&self.zone).date_naive()
    }

    /// The first moment of a day on that wall; where clocks skip it, midnight UTC.
    pub fn start_of(&self, day: NaiveDate) -> DateTime<Utc> {
        self.at(day, NaiveTime::MIN)
    }

    pub fn at(&self, day: NaiveDate, time: NaiveTime) -> DateTime<Utc> {
        let at = day.and_time(time);
        self.zone.from_local_datetime(&at).earliest().map_or_else(|| at.and_utc(), |at| at.with_timezone(&Utc))
    }

    /// The program itself, in a garage: jobs and schedules.
    pub fn system(tenant: TenantId, lang: Lang, now: DateTime<Utc>, zone: Tz, trace: u64) -> Cx {
        Cx { tenant, actor: Actor::System, role: Role::System, rights: Rights::all(), lang, now, zone, trace }
    }
}

/// The clock of the program. The only place, with `jobs`, where time is read.
#[expect(clippy::disallowed_methods, reason = "the one door through which time enters")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}
