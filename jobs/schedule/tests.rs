use super::*;

fn utc(text: &str) -> DateTime<Utc> {
    text.parse().unwrap()
}

fn schedule(times: &str, zone: Tz) -> Schedule {
    Schedule::new("test", times, zone).unwrap()
}

#[test]
fn ticks_are_in_the_garages_own_time() {
    let nightly = "0 30 2 * * *";
    let (paris, reunion) = (schedule(nightly, Tz::Europe__Paris), schedule(nightly, Tz::Indian__Reunion));
    let now = utc("2026-11-22T12:00:00Z");
    assert_eq!(paris.next(now), Some(utc("2026-11-23T01:30:00Z")));
    assert_eq!(reunion.next(now), Some(utc("2026-11-22T22:30:00Z")));
    assert_eq!(paris.last(now), Some(utc("2026-11-22T01:30:00Z")));
    assert_eq!(
        paris.last(utc("2026-11-22T01:30:00Z")),
        Some(utc("2026-11-22T01:30:00Z")),
        "a tick is due at its moment"
    );
}

#[test]
fn the_hour_that_comes_twice_has_one_tick() {
    // Paris, 25 October 2026: 03:00 becomes 02:00.
    let paris = schedule("0 30 2 * * *", Tz::Europe__Paris);
    let first = utc("2026-10-25T00:30:00Z");
    assert_eq!(paris.next(utc("2026-10-24T22:00:00Z")), Some(first));
    assert_eq!(paris.next(first), Some(utc("2026-10-26T01:30:00Z")));
    for now in ["2026-10-25T00:30:00Z", "2026-10-25T00:59:00Z", "2026-10-25T01:31:00Z", "2026-10-25T09:00:00Z"] {
        assert_eq!(paris.last(utc(now)), Some(first), "{now}");
    }
}

#[test]
fn the_hour_that_is_missing_has_its_tick_later() {
    // Paris, 29 March 2026: 02:00 becomes 03:00.
    let paris = schedule("0 30 2 * * *", Tz::Europe__Paris);
    assert_eq!(paris.next(utc("2026-03-28T22:00:00Z")), Some(utc("2026-03-29T01:30:00Z")));
    assert_eq!(paris.last(utc("2026-03-29T05:00:00Z")), Some(utc("2026-03-29T01:30:00Z")));
    assert_eq!(paris.next(utc("2026-03-29T01:30:00Z")), Some(utc("2026-03-30T00:30:00Z")));
}

#[test]
fn last_and_next_agree_through_a_year() {
    for (times, zone) in
        [("0 30 2 * * *", Tz::Europe__Paris), ("0 0 8 * * Mon", Tz::Indian__Reunion), ("0 15 * * * *", Tz::UTC)]
    {
        let schedule = schedule(times, zone);
        let mut at = utc("2026-01-01T00:00:00Z");
        for _ in 0..400 {
            let next = schedule.next(at).unwrap();
            assert!(next > at);
            assert_eq!(schedule.last(next), Some(next), "{times} {zone}");
            assert_eq!(schedule.last(next - TimeDelta::seconds(1)), schedule.last(at), "{times} {zone}");
            at = next;
        }
    }
}

#[test]
fn a_wrong_expression_is_named() {
    let error = Schedule::new("nightly", "every night", Tz::UTC).unwrap_err();
    assert!(error.to_string().contains("nightly") && error.to_string().contains("every night"), "{error}");
}
