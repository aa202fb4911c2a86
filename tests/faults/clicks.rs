//! A double click on every form of the site. Two garages live the same day; one clicks once, the other twice, and
//! after each form both must hold the same number of rows, changed as often.

pub mod table;

use std::collections::BTreeMap;

use crm::factors::totp::{self, Secret};
use poem::http::Method;
use sqlx::AssertSqlSafe;

use crate::support::{Answer, Client, Garage, YES, run};
use table::{By, Click, Extra, clicks};

/// Signing in twice is two sessions of one person, and signing in is counted: nothing of it is done to the garage.
/// Nor is a challenge that a browser asks for anew, nor a visit of support.
const COUNTED_AGAIN: [&str; 5] = ["sessions", "security_events", "support_visits", "throttles", "passkey_challenges"];

/// What they show, they show once: sent again, they lead to where it is listed. Each key of the platform is another.
const SHOWN_ONCE: [&str; 4] =
    ["/settings/tokens", "/account/totp/confirm", "/account/recovery-codes", "/platform/garages/:id/enter"];

/// These change nothing, or only whose browser it is.
const CHANGE_NOTHING: [&str; 20] = [
    "/platform/garages/:id/enter",
    "/platform/garages/:id/plan",
    "/platform/garages/:id/resume",
    "/platform/garages/:id/suspend",
    "/platform/sign-in",
    "/platform/sign-out",
    "/support-entry/:token",
    "/account/google",
    "/account/passkeys",
    "/account/passkeys/challenge",
    "/sign-in/code",
    "/sign-in/google",
    "/sign-in/passkey",
    "/sign-in/passkey/challenge",
    "/choose",
    "/invoices/:id/totals",
    "/quotes/:id/totals",
    "/sign-out",
    "/sign-out-everywhere",
    "/sign-up",
];

#[test]
fn every_form_of_the_site_is_clicked_twice_here() {
    let mut posts: Vec<&str> =
        web::routes::all().iter().filter(|r| r.method == Method::POST && !r.is_api()).map(|r| r.path).collect();
    run(async {
        let garage = Garage::open().await;
        let extra = Extra::of(&garage).await;
        let mut clicked: Vec<&str> = clicks(&garage, &extra).iter().map(|click| click.route).collect();
        posts.sort_unstable();
        clicked.sort_unstable();
        assert_eq!(clicked, posts);
    });
}

#[test]
fn a_double_click_does_what_one_click_does() {
    run(async {
        let (once, twice) = (Garage::open().await, Garage::open().await);
        let (once_has, twice_has) = (Extra::of(&once).await, Extra::of(&twice).await);
        let mut wrong = Vec::new();
        let (mut before_once, mut before_twice) = (rows(&once).await, rows(&twice).await);
        for (one, two) in clicks(&once, &once_has).into_iter().zip(clicks(&twice, &twice_has)) {
            let route = one.route;
            let (answer, _) = send(&once, one, false).await;
            let (first, second) = send(&twice, two, true).await;
            let second = second.unwrap();
            if !good(&answer) || !good(&first) || !good(&second) {
                wrong.push(format!(
                    "{route}: {} once, {} and {} twice: {}",
                    answer.status,
                    first.status,
                    second.status,
                    main(&second)
                ));
            }
            if leads(&first, &second) && !SHOWN_ONCE.contains(&route) {
                wrong.push(format!("{route}: {} and {}", first.header("location"), second.header("location")));
            }
            let (after_once, after_twice) = (rows(&once).await, rows(&twice).await);
            let (done_once, done_twice) = (done(&before_once, &after_once), done(&before_twice, &after_twice));
            if done_once.is_empty() != CHANGE_NOTHING.contains(&route) || done_once != done_twice {
                wrong.push(format!("{route}: once {done_once:?}, twice {done_twice:?}"));
            }
            (before_once, before_twice) = (after_once, after_twice);
        }
        assert_eq!(wrong, Vec::<String>::new());
    });
}

async fn send(garage: &Garage, click: Click, twice: bool) -> (Answer, Option<Answer>) {
    let mut client = match click.by {
        By::Marc => garage.marc().await,
        By::Visitor => garage.visitor(),
        By::Newcomer => Client::new(garage.site.clone(), "localhost"),
        By::Platform => garage.platform().await,
        By::Support => {
            garage.lets_support_in().await;
            garage.support().await
        }
    };
    let page = client.get(&click.page).await.is(200);
    let mut path = click.path;
    if path.contains("TOKEN") {
        path = page.attributes("form[action^='/settings/tokens/']", "action").remove(0);
    }
    let code = page.texts("p.code").first().and_then(|letters| Secret::of_letters(&letters.replace(' ', "")));
    let code = code.map(|secret| secret.code(totp::step(crm::cx::now()))).unwrap_or_default();
    let mut typed: Vec<(&str, &str)> = click.typed.iter().map(|(name, value)| (*name, value.as_str())).collect();
    typed.iter_mut().filter(|(_, value)| *value == "CODE").for_each(|(_, value)| *value = &code);
    if click.route.ends_with("/totals") {
        // The editor's form, sent elsewhere while one types.
        let form = client.form(&click.page, &[]);
        return match twice {
            true => {
                let mut again = client.clone();
                let both = futures::join!(client.post_form(&path, &form), again.post_form(&path, &form));
                (both.0, Some(both.1))
            }
            false => (client.post_form(&path, &form).await, None),
        };
    }
    // To what asks again before it acts.
    typed.push(YES);
    let lines = page.attributes("input[type='radio'][value='yes']", "name");
    if click.route == "/a/:token" {
        typed.extend(lines.iter().map(|name| (name.as_str(), "yes")));
    }
    if let "/scans" | "/vehicles/:id/files" | "/imports" = click.route {
        let (field, photo) = match click.route {
            "/scans" => ("photo", super::uploads::blank()),
            "/imports" => ("file", b"Nom\nVille\n".to_vec()),
            _ => ("files", super::uploads::blank()),
        };
        let mut again = client.clone();
        return match twice {
            true => {
                let both = futures::join!(
                    client.upload(&path, field, "photo.png", &photo),
                    again.upload(&path, field, "photo.png", &photo)
                );
                (both.0, Some(both.1))
            }
            false => (client.upload(&path, field, "photo.png", &photo).await, None),
        };
    }
    match twice {
        true => {
            let both = client.post_twice(&path, &typed).await;
            (both.0, Some(both.1))
        }
        false => (client.post(&path, &typed).await, None),
    }
}

fn good(answer: &Answer) -> bool {
    matches!(answer.status.as_u16(), 200 | 303)
}

fn leads(first: &Answer, second: &Answer) -> bool {
    let to = |answer: &Answer| answer.header("location").split('?').next().unwrap_or_default().to_owned();
    to(first) != to(second)
}

fn main(answer: &Answer) -> String {
    answer.texts("main").join(" ").chars().take(200).collect()
}

type Rows = BTreeMap<String, (i64, i64)>;

/// Rows of each of the garage's tables, and how often they were changed.
async fn rows(garage: &Garage) -> Rows {
    let tables: Vec<(String, bool)> = sqlx::query_as(
        "select c.relname::text, exists (select from pg_attribute v where v.attrelid = c.oid and v.attname = 'version')
         from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
         where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' order by 1",
    )
    .fetch_all(&garage.town.admin)
    .await
    .unwrap();
    let of = |(table, versioned): (String, bool)| {
        let sum = if versioned { "coalesce(sum(version), 0)" } else { "0::bigint" };
        format!("select '{table}', count(*), {sum}::bigint from {table} where tenant_id = '{}'", garage.tenant)
    };
    let mut all: Vec<String> =
        tables.into_iter().filter(|(table, _)| !COUNTED_AGAIN.contains(&table.as_str())).map(of).collect();
    all.push(format!(
        "select 'jobs', count(*), sum(attempts)::bigint from apalis.jobs where metadata -> 'tenant' = '{}'",
        garage.tenant
    ));
    let rows: Vec<(String, i64, i64)> =
        sqlx::query_as(AssertSqlSafe(all.join(" union all "))).fetch_all(&garage.town.admin).await.unwrap();
    rows.into_iter().map(|(table, count, changes)| (table, (count, changes))).collect()
}

/// What was added and changed, table by table.
fn done(before: &Rows, after: &Rows) -> Rows {
    let difference = after.iter().map(|(table, (rows, changes))| {
        let (had, changed) = before[table];
        (table.clone(), (rows - had, changes - changed))
    });
    difference.filter(|(_, change)| *change != (0, 0)).collect()
}
