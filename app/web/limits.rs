//! How often a program may ask: 100 requests in any minute for a token, or for an address without one (PRD §7), unless
//! `API_REQUESTS_PER_MINUTE` says otherwise.
//!
//! Counted in this process: with several, each gives the whole limit. What is remembered is bounded.

use std::{collections::HashMap, net::IpAddr, sync::Mutex};

use chrono::{DateTime, Utc};
use crm::ids::ApiTokenId;

const MINUTE: u64 = 60_000;
/// Callers remembered; each takes some 100 bytes.
const MOST: usize = 20_000;

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Who {
    Token(ApiTokenId),
    Address(String),
}

impl Who {
    /// A house with IPv6 has 2^64 addresses: it is counted by its network.
    pub fn at(address: &str) -> Who {
        Who::Address(match address.parse() {
            Ok(IpAddr::V6(ip)) => format!("{:x?}", &ip.segments()[..4]),
            _ => address.to_owned(),
        })
    }
}

/// Where a caller stands after a request was counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    pub allowed: bool,
    /// Requests a minute.
    pub most: u32,
    pub left: u32,
    /// Until there is more.
    pub seconds: u32,
}

pub struct Limits {
    /// Requests a minute.
    most: u32,
    callers: Mutex<Callers>,
}

#[derive(Default)]
struct Callers {
    known: HashMap<Who, Window>,
    swept: u64,
}

/// Requests of this minute and of the one before: the last sixty seconds are estimated from both.
#[derive(Clone, Copy, Default)]
struct Window {
    minute: u64,
    now: u32,
    before: u32,
}

impl Limits {
    pub fn new(most: u32) -> Limits {
        Limits { most, callers: Mutex::default() }
    }

    pub fn count(&self, who: Who, at: DateTime<Utc>) -> Standing {
        let at = u64::try_from(at.timestamp_millis()).unwrap_or_default();
        match self.callers.lock() {
            Ok(mut callers) => callers.window(who, at / MINUTE).count(self.most, at % MINUTE),
            // Somebody panicked while counting: nobody is shut out for that.
            Err(_) => Standing { allowed: true, most: self.most, left: self.most, seconds: 0 },
        }
    }
}

impl Callers {
    fn window(&mut self, who: Who, minute: u64) -> &mut Window {
        if self.known.len() >= MOST && !self.known.contains_key(&who) {
            self.make_room(minute);
        }
        let window = self.known.entry(who).or_default();
        if window.minute != minute {
            let before = if window.minute + 1 == minute { window.now } else { 0 };
            *window = Window { minute, now: 0, before };
        }
        window
    }

    /// Those who were silent go first, looked for once a minute; in a flood of addresses, any one goes.
    fn make_room(&mut self, minute: u64) {
        if self.swept != minute {
            self.swept = minute;
            self.known.retain(|_, w| w.minute + 1 >= minute);
        }
        let any = self.known.keys().next().filter(|_| self.known.len() >= MOST).cloned();
        if let Some(any) = any {
            self.known.remove(&any);
        }
    }
}

impl Window {
    /// `elapsed` of this minute.
    fn count(&mut self, most: u32, elapsed: u64) -> Standing {
        // What of the minute before still lies within the last sixty seconds, rounded up.
        let past = (u64::from(self.before) * (MINUTE - elapsed)).div_ceil(MINUTE);
        let used = past + u64::from(self.now);
        if used >= u64::from(most) {
            return Standing { allowed: false, most, left: 0, seconds: seconds(self.wait(most, elapsed)) };
        }
        self.now += 1;
        let left = u32::try_from(u64::from(most) - used - 1).unwrap_or_default();
        Standing { allowed: true, most, left, seconds: seconds(MINUTE - elapsed) }
    }

    /// Until one more request fits.
    fn wait(&self, most: u32, elapsed: u64) -> u64 {
        match (most - 1).checked_sub(self.now) {
            Some(room) => faded(self.before, room).saturating_sub(elapsed),
            // This minute is spent: it fades in the next one.
            None => MINUTE - elapsed + faded(self.now, most - 1),
        }
    }
}

/// How far into a minute what is left of the one before fits into the room: `full × (1 - t/minute) ≤ room`.
fn faded(full: u32, room: u32) -> u64 {
    (u64::from(full.saturating_sub(room)) * MINUTE).div_ceil(u64::from(full.max(1)))
}

fn seconds(millis: u64) -> u32 {
    u32::try_from(millis.div_ceil(1000).max(1)).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    const REQUESTS: u32 = 100;

    fn at(millis: u64) -> DateTime<Utc> {
        DateTime::from_timestamp_millis(i64::try_from(1_700_000_040_000 + millis).unwrap()).unwrap()
    }

    fn nadia() -> Who {
        Who::at("192.0.2.7")
    }

    #[test]
    fn the_clock_of_these_tests_begins_a_minute() {
        assert_eq!(at(0).timestamp_millis() % 60_000, 0);
    }

    #[test]
    fn a_hundred_pass_and_the_next_waits() {
        let limits = Limits::new(REQUESTS);
        for left in (0..REQUESTS).rev() {
            assert_eq!(
                limits.count(nadia(), at(30_000)),
                Standing { allowed: true, most: REQUESTS, left, seconds: 30 }
            );
        }
        let refused = limits.count(nadia(), at(30_000));
        assert_eq!(refused, Standing { allowed: false, most: REQUESTS, left: 0, seconds: 31 });
        assert!(limits.count(Who::at("192.0.2.8"), at(30_000)).allowed, "another address has its own");
    }

    #[test]
    fn a_limit_of_ones_own() {
        for most in [1, 3] {
            let limits = Limits::new(most);
            let passed = (0..10).filter(|_| limits.count(nadia(), at(0)).allowed).count();
            assert_eq!(passed, most as usize);
            let wait = u64::from(limits.count(nadia(), at(0)).seconds) * 1000;
            assert!(limits.count(nadia(), at(wait)).allowed, "{most}");
        }
    }

    #[test]
    fn who_waits_as_told_is_let_in_and_not_before() {
        for spent_at in [0, 10_000, 59_000] {
            let limits = Limits::new(REQUESTS);
            for _ in 0..REQUESTS {
                limits.count(nadia(), at(spent_at));
            }
            let wait = u64::from(limits.count(nadia(), at(spent_at)).seconds) * 1000;
            assert!(!limits.count(nadia(), at(spent_at + wait - 2000)).allowed, "{spent_at}");
            assert!(limits.count(nadia(), at(spent_at + wait)).allowed, "{spent_at}");
        }
    }

    #[test]
    fn no_sixty_seconds_hold_many_more_than_the_limit() {
        let limits = Limits::new(REQUESTS);
        let passed: Vec<u64> = (0..3000).map(|n| n * 60).filter(|t| limits.count(nadia(), at(*t)).allowed).collect();
        let most = passed.iter().map(|from| passed.iter().filter(|t| (*from..from + MINUTE).contains(t)).count()).max();
        assert!(most.unwrap() <= 110, "{most:?}");
        assert!(passed.len() > 250, "three minutes let some 300 through: {}", passed.len());
    }

    #[test]
    fn a_flood_of_addresses_takes_no_more_room() {
        let limits = Limits::new(REQUESTS);
        for n in 0..MOST + 5_000 {
            limits.count(Who::Address(n.to_string()), at(0));
        }
        assert!(limits.callers.lock().unwrap().known.len() <= MOST);
    }

    #[test]
    fn a_house_with_ipv6_is_one_caller() {
        assert_eq!(Who::at("2001:db8:1:2::1"), Who::at("2001:db8:1:2:ffff::9"));
        assert_ne!(Who::at("2001:db8:1:2::1"), Who::at("2001:db8:1:3::1"));
    }
}
