//! What a page weighs on the way to a tablet on a poor network, counted as it arrives.

use crm::{
    Fields,
    contacts::{self, ContactForm},
    quotes::{self, NewQuote},
    vehicles::{self, VehicleForm},
};

use super::{heard::Load, street::Street, tab::Tab};
use crate::support::{Garage, Nouns, run};

/// KB of a first view, fonts apart; then of what each next page adds.
const HTML: u64 = 14_000;
const CSS: u64 = 12_000;
const JS: u64 = 24_000;
const FONTS: u64 = 60_000;
const NEXT: u64 = 10_000;

const NAMES: [&str; 12] = [
    "Martin", "Bernard", "Thomas", "Petit", "Robert", "Richard", "Durand", "Leroy", "Moreau", "Simon", "Laurent",
    "Michel",
];
const FIRST: [&str; 11] =
    ["Camille", "Lucas", "Nadia", "Hugo", "Inès", "Jules", "Léa", "Mehdi", "Chloé", "Yanis", "Marguerite"];
const CARS: [(&str, &str); 5] =
    [("RENAULT", "CLIO IV"), ("PEUGEOT", "308 SW"), ("CITROËN", "BERLINGO"), ("DACIA", "SANDERO"), ("TOYOTA", "YARIS")];

/// More than a list shows at once, no two alike: rows that repeat themselves would weigh nothing.
async fn sixty_of_each(garage: &Garage) {
    let mut tx = garage.begin().await;
    for n in 0..60 {
        let text = |list: &[&str], step: usize| list[n * step % list.len()].to_owned();
        let form = ContactForm {
            last_name: text(&NAMES, 5),
            first_name: text(&FIRST, 7),
            email: format!("{}.{}@client.test", FIRST[n * 7 % FIRST.len()].len() * 37 + n, NAMES[n * 5 % NAMES.len()]),
            phone: format!("06 {:02} {:02} {:02} {:02}", n * 17 % 97, n * 31 % 89, n * 43 % 83, n * 59 % 79),
            ..ContactForm::fresh()
        };
        let contact = contacts::create(&mut tx, &form.parse(&mut Fields::default()).unwrap()).await.unwrap();
        let (make, model) = CARS[n % CARS.len()];
        let letters = |n: usize| char::from(b"ABCDEFGHJKLMNPQRSTVWXYZ"[n % 23]);
        let form = VehicleForm {
            owner: contact.to_string(),
            plate: format!(
                "{}{}-{:03}-{}{}",
                letters(n),
                letters(n * 3),
                n * 13 % 999 + 1,
                letters(n * 5),
                letters(n * 7)
            ),
            make: make.into(),
            model: model.into(),
            ..VehicleForm::default()
        };
        let vehicle = vehicles::create(&mut tx, &form.parse(&mut Fields::default()).unwrap()).await.unwrap();
        let new = NewQuote { contact, vehicle: Some(vehicle), repair_order: None, packages: vec![] };
        quotes::create(&mut tx, &new).await.unwrap();
    }
    tx.commit().await.unwrap();
}

fn weight(loads: &[Load], kind: &str) -> u64 {
    loads.iter().filter(|load| load.kind == kind).map(|load| load.body).sum()
}

/// The page's own bytes, once nothing moves any more.
async fn loads(tab: &Tab) -> Vec<Load> {
    tab.until("the fonts", "document.fonts.status === 'loaded'").await;
    let loads = tab.heard.loads();
    assert!(loads.iter().any(|load| load.kind == "Document" && load.body > 0), "nothing was counted: {loads:?}");
    loads
}

fn over(page: &str, what: &str, found: u64, most: u64) -> Option<String> {
    println!("{page:<44} {what:<6} {found:>6} of {most}");
    (found > most).then(|| format!("{page}: {what} weighs {found}, over {most}"))
}

#[test]
fn a_first_view_and_each_next_page_stay_within_their_budget() {
    run(async {
        let garage = Street::garage().await;
        let nouns = Nouns::of(&garage).await;
        sixty_of_each(&garage).await;
        let marc = garage.marc().await;
        let mut wrong = Vec::new();
        let approval = format!("/a/{}", nouns.token);
        let draft =
            garage.quote(nouns.contact, Some(nouns.vehicle), &[("Vidange", "119,40"), ("Balais", "39,90")]).await;
        let pages = [
            "/".to_owned(),
            "/contacts".into(),
            "/vehicles".into(),
            "/quotes".into(),
            format!("/contacts/{}", nouns.contact),
            format!("/quotes/new?contact={}", nouns.contact),
            format!("/quotes/{draft}"),
            format!("/invoices/{}", nouns.invoice),
            "/reception".into(),
            "/settings".into(),
        ];
        for first in ["/", "/contacts", &approval] {
            let tab = garage.tab(&marc).await;
            tab.go(first).await;
            let loads = loads(&tab).await;
            let budget = [("Document", HTML), ("Stylesheet", CSS), ("Script", JS), ("Font", FONTS)];
            wrong.extend(budget.iter().filter_map(|(kind, most)| over(first, kind, weight(&loads, kind), *most)));
            assert!(["Stylesheet", "Script", "Font"].iter().all(|kind| weight(&loads, kind) > 0), "{loads:?}");
            tab.close().await;
        }
        let tab = garage.tab(&marc).await;
        tab.go("/").await;
        loads(&tab).await;
        for page in &pages {
            tab.go(page).await;
            let all: u64 = loads(&tab).await.iter().map(|load| load.body).sum();
            wrong.extend(over(page, "all", all, NEXT));
        }
        assert_eq!(wrong, Vec::<String>::new());
        tab.close().await;
    });
}
