//! How well twins are told from homonyms, couples and groups, on five thousand customers drawn with a seed that the rules
//! were not made with. In Rust first, over all pairs that share anything; then as a garage has it: by the night's job.

use std::collections::{BTreeMap, BTreeSet};

use crm::{
    contacts::{Civility, ContactForm, Labelled, NewContact},
    document::{Address, BuyerKind},
    duplicates::{self, MAYBE, SAME, Traits, Verdict},
    error::Fields,
    plate::Plate,
    queue::{self, Job},
    reach::{Email, Phone},
};
use sqlx::Row;
use uuid::Uuid;

use super::people::{self, Kind, Person};
use crate::support::{Garage, run};

/// The rules were made on seeds 1 to 3.
const SEED: u64 = 77;
const MANY: usize = 5000;

fn phones(field: &str) -> Vec<String> {
    let parts = field.split(" (").next().unwrap_or_default().replace(" ou ", " / ");
    let whole = if field.contains("(0)") { field.to_owned() } else { parts };
    let all = whole.split(" / ").filter_map(|part| Phone::parse(part).ok());
    all.map(|phone| phone.e164().to_owned()).collect()
}

fn plates(person: &Person) -> Vec<String> {
    person.plates.iter().filter_map(|p| Plate::parse(p).ok()).map(|p| p.key().to_owned()).collect()
}

/// As the program holds him, once he was typed in or came from a file.
fn contact(p: &Person) -> NewContact {
    let blank = ContactForm { last_name: "?".into(), ..ContactForm::fresh() };
    let mut new = blank.parse(&mut Fields::default()).unwrap();
    new.kind = if p.kind == Kind::Professionnel { BuyerKind::Professionnel } else { BuyerKind::Particulier };
    new.civility = match p.civility {
        "M." => Civility::M,
        "Mme" => Civility::Mme,
        _ => Civility::Unknown,
    };
    (new.first_name, new.last_name) = (p.first_name.clone(), p.last_name.clone());
    (new.company, new.siren) = (p.company.clone(), p.siren.clone());
    new.email = Email::parse(&p.email).ok();
    let mut phones = phones(&p.phone).into_iter();
    new.phone = phones.next();
    new.more.phones = phones.map(|value| Labelled { label: String::new(), value }).collect();
    new.address = Some(p.town.clone()).filter(|t| !t.is_empty()).map(|town| Address {
        street: "1 rue du Lac".into(),
        postcode: p.postcode.clone(),
        town,
        country: "FR".into(),
        ..Address::default()
    });
    new
}

/// What a set of verdicts is worth.
struct Figures {
    precision: [f64; 2],
    recall: [f64; 2],
}

/// `found`: pairs of places and their scores.
fn figures(list: &[Person], found: &BTreeMap<(usize, usize), i32>, how: &str) -> Figures {
    let who = |n: usize| list[n].twin_of.unwrap_or(n);
    let mut families: BTreeMap<usize, usize> = BTreeMap::new();
    for n in 0..list.len() {
        *families.entry(who(n)).or_default() += 1;
    }
    let twins: usize = families.values().map(|n| n * (n - 1) / 2).sum();
    let count = |least: i32| {
        let said = found.iter().filter(|(_, score)| **score >= least);
        said.fold((0, 0), |(all, right), ((a, b), _)| (all + 1, right + usize::from(who(*a) == who(*b))))
    };
    let figure = |least| {
        let (all, right) = count(least);
        (right as f64 / all as f64, right as f64 / twins as f64)
    };
    let (same, both) = (figure(SAME), figure(MAYBE));
    println!(
        "{how}: Same {:.4} right, {:.4} found; Same or Maybe {:.4} right, {:.4} found",
        same.0, same.1, both.0, both.1
    );
    println!("  missed: {:?}", missed(list, found, &who));
    println!("  wrong:  {:?}", wrong(list, found, &who));
    Figures { precision: [same.0, both.0], recall: [same.1, both.1] }
}

/// By how the later record was drawn: said Maybe, not found at all.
fn missed(
    list: &[Person],
    found: &BTreeMap<(usize, usize), i32>,
    who: &impl Fn(usize) -> usize,
) -> BTreeMap<&'static str, (usize, usize)> {
    let mut kinds: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for (later, person) in list.iter().enumerate() {
        for earlier in (0..later).filter(|earlier| who(*earlier) == who(later)) {
            match found.get(&(earlier, later)) {
                Some(SAME..) => {}
                Some(_) => kinds.entry(person.why).or_default().0 += 1,
                None => kinds.entry(person.why).or_default().1 += 1,
            }
        }
    }
    kinds
}

/// Two customers taken for one: said Same, said Maybe.
fn wrong(
    list: &[Person],
    found: &BTreeMap<(usize, usize), i32>,
    who: &impl Fn(usize) -> usize,
) -> BTreeMap<&'static str, (usize, usize)> {
    let mut kinds: BTreeMap<&'static str, (usize, usize)> = BTreeMap::new();
    for ((_, later), score) in found.iter().filter(|((a, b), _)| who(*a) != who(*b)) {
        let kind = kinds.entry(list[*later].why).or_default();
        if *score >= SAME { kind.0 += 1 } else { kind.1 += 1 }
    }
    kinds
}

/// Pairs that share anything at all: a word of a last name with any name, a phone, an e-mail, a plate, a SIREN.
fn sharing(traits: &[Traits]) -> BTreeSet<(usize, usize)> {
    let mut by_key: BTreeMap<String, (BTreeSet<usize>, BTreeSet<usize>)> = BTreeMap::new();
    for (place, t) in traits.iter().enumerate() {
        let words = t.last.split(' ').chain(t.company.split(' ')).map(str::to_owned);
        let start: String = t.last.chars().take(3).collect();
        let keys = t.phones.iter().chain(&t.emails).chain(&t.plates).chain(&t.siren).cloned();
        for key in words.chain(keys).chain([format!("{start}…{}", t.first)]).filter(|k| k.len() > 2) {
            by_key.entry(key).or_default().0.insert(place);
        }
        for key in t.first.split(' ').filter(|k| k.len() > 2) {
            by_key.entry(key.to_owned()).or_default().1.insert(place);
        }
    }
    let mut pairs = BTreeSet::new();
    for (some, others) in by_key.values().filter(|(some, _)| some.len() < 500) {
        for a in some {
            pairs.extend(some.iter().chain(others).filter(|b| *b != a).map(|b| (*a.min(b), *a.max(b))));
        }
    }
    pairs
}

#[test]
fn twins_are_told_from_homonyms_and_families() {
    let list = people::draw(SEED, MANY);
    let traits: Vec<Traits> = list.iter().map(|p| Traits::of(&contact(p), &plates(p))).collect();
    let pairs = sharing(&traits);
    let likenesses = pairs.into_iter().map(|(a, b)| ((a, b), duplicates::likeness(&traits[a], &traits[b])));
    let found = likenesses.filter(|(_, l)| l.verdict != Verdict::Different).map(|(pair, l)| (pair, l.score)).collect();
    let figures = figures(&list, &found, "by the rules");
    assert!(figures.precision[0] >= 0.99 && figures.recall[0] >= 0.95);
    assert!(figures.precision[1] >= 0.96 && figures.recall[1] >= 0.98);
}

#[test]
fn the_night_finds_what_the_rules_would() {
    run(async {
        let garage = Garage::open().await;
        let list = people::draw(SEED, MANY);
        let ids = fill(&garage, &list).await;
        let begun = std::time::Instant::now();
        let mut tx = garage.begin().await;
        queue::enqueue(&mut tx, Job::FindDuplicates).await.unwrap();
        tx.commit().await.unwrap();
        garage.run_jobs().await;
        println!("a night of {MANY} customers: {:?}", begun.elapsed());
        let place: BTreeMap<Uuid, usize> = ids.iter().enumerate().map(|(n, id)| (*id, n)).collect();
        let rows = sqlx::query("select contact_a, contact_b, score from duplicate_pairs where tenant_id = $1")
            .bind(garage.tenant.0)
            .fetch_all(&garage.town.admin)
            .await
            .unwrap();
        let found = rows.iter().map(|row| ((place[&row.get(0)], place[&row.get(1)]), row.get(2))).collect();
        let figures = figures(&list, &found, "by the night");
        assert!(figures.precision[0] >= 0.99 && figures.recall[0] >= 0.95);
        assert!(figures.precision[1] >= 0.96 && figures.recall[1] >= 0.97);
    });
}

/// All of them by one statement a table; ids in the order of the list.
async fn fill(garage: &Garage, list: &[Person]) -> Vec<Uuid> {
    let ids: Vec<Uuid> = list.iter().map(|_| Uuid::now_v7()).collect();
    let contacts: Vec<NewContact> = list.iter().map(contact).collect();
    let mut tx = garage.begin().await;
    let key = tx.garage_key().await.unwrap();
    tx.commit().await.unwrap();
    let seal = |(id, c): (&Uuid, &NewContact)| {
        c.address.as_ref().map(|address| key.seal_json(address, &format!("contacts.address:{id}")).unwrap())
    };
    let sealed: Vec<Option<Vec<u8>>> = ids.iter().zip(&contacts).map(seal).collect();
    let column = |of: &dyn Fn(&NewContact) -> Option<String>| contacts.iter().map(of).collect::<Vec<_>>();
    let mut tx = garage.town.app.begin().await.unwrap();
    let garage_set = format!("set local app.current_tenant = '{}'", garage.tenant);
    sqlx::raw_sql(sqlx::AssertSqlSafe(garage_set)).execute(&mut *tx).await.unwrap();
    sqlx::query(
        "insert into contacts (id, kind, civility, first_name, last_name, company, siren, email, email_key, phone, phone_key,
                               address_sealed, name_key, search_text)
         select c.id, c.kind, c.civility, c.first, c.last, c.company, c.siren, c.email, c.email_key, c.phone, c.phone, c.address, c.name, ''
         from unnest($1::uuid[], $2::text[], $3::text[], $4::text[], $5::text[], $6::text[], $7::text[], $8::text[], $9::text[],
                     $10::text[], $11::bytea[], $12::text[])
              as c (id, kind, civility, first, last, company, siren, email, email_key, phone, address, name)",
    )
    .bind(&ids)
    .bind(column(&|c| Some(c.kind.as_str().into())))
    .bind(column(&|c| Some(c.civility.as_str().into())))
    .bind(column(&|c| Some(c.first_name.clone())))
    .bind(column(&|c| Some(c.last_name.clone())))
    .bind(column(&|c| Some(c.company.clone())))
    .bind(column(&|c| c.siren.clone()))
    .bind(column(&|c| c.email.as_ref().map(|e| e.as_str().to_owned())))
    .bind(column(&|c| c.email.as_ref().map(Email::key)))
    .bind(column(&|c| c.phone.clone()))
    .bind(&sealed)
    .bind(column(&|c| Some(c.name_key())))
    .execute(&mut *tx)
    .await
    .unwrap();
    let more = ids.iter().zip(&contacts).flat_map(|(id, c)| c.more.phones.iter().map(move |p| (*id, p.value.clone())));
    let (owners, keys): (Vec<Uuid>, Vec<String>) = more.unzip();
    sqlx::query(
        "insert into contact_reaches (id, contact_id, kind, position, shown, key)
         select gen_random_uuid(), r.id, 'phone', 1, r.key, r.key from unnest($1::uuid[], $2::text[]) as r (id, key)",
    )
    .bind(owners)
    .bind(keys)
    .execute(&mut *tx)
    .await
    .unwrap();
    let cars = ids.iter().zip(list).flat_map(|(id, p)| plates(p).into_iter().map(move |plate| (*id, plate)));
    let (owners, keys): (Vec<Uuid>, Vec<String>) = cars.unzip();
    sqlx::query(
        "insert into vehicles (id, owner_id, plate, plate_key, search_text)
         select gen_random_uuid(), v.id, v.plate, v.plate, '' from unnest($1::uuid[], $2::text[]) as v (id, plate)",
    )
    .bind(owners)
    .bind(keys)
    .execute(&mut *tx)
    .await
    .unwrap();
    tx.commit().await.unwrap();
    // As autovacuum does within a minute; without it Postgres knows nothing of so many new rows.
    sqlx::raw_sql("analyze contacts, vehicles, contact_reaches").execute(&garage.town.admin).await.unwrap();
    ids
}
