//! Who asks: the garage, the person or the job, the language, the time. Every act on a garage's data takes a `Cx`.

use std::net::{IpAddr, Ipv4Addr};

use chrono::{DateTime, NaiveDate, NaiveTime, TimeZone, Utc};
use chrono_tz::Tz;
use serde::{Deserialize, Serialize};

use crate::{
    ids::{ApiTokenId, SupportVisitId, TenantId, UserId},
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
    /// Somebody of the platform whom the owner let in: the visit says who.
    Support(SupportVisitId),
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
            Actor::Support(id) => write!(f, "support:{id}"),
            Actor::System => f.write_str("system"),
            Actor::Visitor => f.write_str("visitor"),
        }
    }
}

/// From where an act comes, as the audit log writes it beside who acted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Origin {
    /// A browser, in this network.
    Page(Option<Network>),
    /// A program with a token, in this network.
    Api(Option<Network>),
    /// A job, by its kind.
    Job(&'static str),
    /// The program's own commands.
    Program,
}

impl std::fmt::Display for Origin {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        match self {
            Origin::Page(Some(network)) => write!(f, "page {network}"),
            Origin::Page(None) => f.write_str("page"),
            Origin::Api(Some(network)) => write!(f, "api {network}"),
            Origin::Api(None) => f.write_str("api"),
            Origin::Job(kind) => write!(f, "job {kind}"),
            Origin::Program => f.write_str("program"),
        }
    }
}

/// An address shortened to its network (/24, or /48 in IPv6): enough to tell the garage's own from elsewhere, too little
/// to tell a person (CNIL, délibération 2021-122 on journals: no more than what tracing needs).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Network(IpAddr);

impl Network {
    pub fn of(address: &str) -> Option<Network> {
        Some(match address.parse().ok()? {
            IpAddr::V4(v4) => Network::v4(v4),
            IpAddr::V6(v6) => match v6.to_ipv4_mapped() {
                Some(v4) => Network::v4(v4),
                None => Network(IpAddr::V6((v6.to_bits() & !(u128::MAX >> 48)).into())),
            },
        })
    }

    /// One that no stranger calls from: the program stands in the garage.
    pub fn is_local(&self) -> bool {
        match self.0 {
            IpAddr::V4(ip) => ip.is_private() || ip.is_loopback() || ip.is_link_local(),
            // ::1 alone calls from ::/48.
            IpAddr::V6(ip) => ip.is_unique_local() || ip.is_unicast_link_local() || ip.is_unspecified(),
        }
    }

    fn v4(address: Ipv4Addr) -> Network {
        Network(IpAddr::V4((address.to_bits() & 0xffff_ff00).into()))
    }
}

impl std::fmt::Display for Network {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let length = if self.0.is_ipv4() { 24 } else { 48 };
        write!(f, "{}/{length}", self.0)
    }
}

#[derive(Clone, Debug)]
pub struct Cx {
    pub tenant: TenantId,
    pub actor: Actor,
    pub origin: Origin,
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
        let (actor, origin, role, rights) = (Actor::System, Origin::Program, Role::System, Rights::all());
        Cx { tenant, actor, origin, role, rights, lang, now, zone, trace }
    }
}

/// The clock of the program. The only place, with `jobs`, where time is read.
#[expect(clippy::disallowed_methods, reason = "the one door through which time enters")]
pub fn now() -> DateTime<Utc> {
    Utc::now()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_is_shortened_to_its_network() {
        for (address, says) in [
            ("203.0.113.77", Some("203.0.113.0/24")),
            ("2001:db8:1234:5678::9", Some("2001:db8:1234::/48")),
            ("::ffff:203.0.113.77", Some("203.0.113.0/24")),
            ("", None),
            ("203.0.113.77'; drop table users", None),
        ] {
            assert_eq!(Network::of(address).map(|n| n.to_string()).as_deref(), says, "{address}");
        }
    }
}
