//! Customers who may be one and the same.

mod measure;
mod merging;
mod people;

use crm::{
    Fields,
    contacts::{self, ContactForm, NewContact},
    duplicates::{self, PairState, Reason, Traits, Verdict},
    ids::{ContactId, PairId},
    queue::{self, Job},
};

use crate::support::{Garage, run};

pub fn known(first: &str, last: &str, phone: &str, email: &str) -> NewContact {
    let form = ContactForm {
        first_name: first.into(),
        last_name: last.into(),
        phone: phone.into(),
        email: email.into(),
        ..ContactForm::fresh()
    };
    form.parse(&mut Fields::default()).unwrap()
}

impl Garage {
    pub async fn add(&self, new: &NewContact) -> ContactId {
        let mut tx = self.begin().await;
        let id = contacts::create(&mut tx, new).await.unwrap();
        tx.commit().await.unwrap();
        id
    }

    /// What the night does; the pairs that are open after it.
    pub async fn night(&self) -> Vec<duplicates::PairRow> {
        let mut tx = self.begin().await;
        queue::enqueue(&mut tx, Job::FindDuplicates).await.unwrap();
        tx.commit().await.unwrap();
        self.run_jobs().await;
        let mut tx = self.begin().await;
        duplicates::list(&mut tx, None).await.unwrap().rows
    }

    async fn dismiss(&self, id: PairId) {
        let mut tx = self.begin().await;
        duplicates::dismiss(&mut tx, id).await.unwrap();
        tx.commit().await.unwrap();
    }
}

#[test]
fn the_night_finds_a_twin_and_says_why() {
    run(async {
        let garage = Garage::open().await;
        let a = garage.add(&known("Lucie", "Vauchereau", "06 21 43 65 87", "")).await;
        let b = garage.add(&known("Vauchereau", "Lucie", "0621436587", "")).await;
        garage.add(&known("Paul", "Vauchereau", "06 21 43 65 87", "")).await;
        let pairs = garage.night().await;
        assert_eq!(pairs.len(), 1);
        assert_eq!((pairs[0].a.id, pairs[0].b.id), (a.min(b), a.max(b)));
        assert_eq!(pairs[0].likeness.reasons, [Reason::Phone, Reason::SwappedName]);
        assert_eq!(pairs[0].likeness.verdict, Verdict::Same);
        let mut sophia = garage.sophia().await;
        sophia
            .get("/duplicates")
            .await
            .sees(".badge", "Presque sûr")
            .sees("td", "même téléphone · nom et prénom inversés");
    });
}

#[test]
fn two_customers_are_two_until_more_speaks_for_one() {
    run(async {
        let garage = Garage::open().await;
        let a = garage.add(&known("Lucie", "Vauchereau", "06 21 43 65 87", "")).await;
        garage.add(&known("Lucie", "Vauchereau", "06 21 43 65 87", "lucie.vauchereau@client.test")).await;
        let pairs = garage.night().await;
        garage.dismiss(pairs[0].id).await;
        garage.dismiss(pairs[0].id).await;
        assert_eq!(garage.night().await.len(), 0);
        let mut tx = garage.begin().await;
        let mut changed = contacts::get(&mut tx, a).await.unwrap();
        changed.is.notes = "Rappeler".into();
        contacts::update(&mut tx, a, &changed.is, changed.version).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(garage.night().await.len(), 0, "nothing that matters changed");
        let mut tx = garage.begin().await;
        changed.is.email = crm::reach::Email::parse("lucie.vauchereau@client.test").ok();
        contacts::update(&mut tx, a, &changed.is, changed.version + 1).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(garage.night().await.len(), 1);
        let mut tx = garage.begin().await;
        assert_eq!(duplicates::get(&mut tx, pairs[0].id).await.unwrap().state, PairState::Open);
    });
}

#[test]
fn a_pair_goes_when_what_spoke_for_it_goes() {
    run(async {
        let garage = Garage::open().await;
        let a = garage.add(&known("Lucie", "Vauchereau", "06 21 43 65 87", "")).await;
        garage.add(&known("Lucie", "Vauchereau", "06 21 43 65 87", "")).await;
        assert_eq!(garage.night().await.len(), 1);
        let mut tx = garage.begin().await;
        let mut changed = contacts::get(&mut tx, a).await.unwrap();
        (changed.is.first_name, changed.is.last_name) = ("Paul".into(), "Grangillon".into());
        contacts::update(&mut tx, a, &changed.is, changed.version).await.unwrap();
        tx.commit().await.unwrap();
        assert_eq!(garage.night().await.len(), 0);
    });
}

#[test]
fn a_twin_typed_in_is_shown_with_why() {
    run(async {
        let garage = Garage::open().await;
        garage.add(&known("Lucie", "Vauchereau", "06 21 43 65 87", "")).await;
        let mut marc = garage.marc().await;
        marc.get("/contacts/new").await;
        let typed = [("last_name", "VAUCHERAU"), ("first_name", "Lucie"), ("phone", "06.21.43.65.87")];
        let answer = marc.post("/contacts", &typed).await;
        answer.sees("main", "même téléphone · nom presque identique");
    });
}

#[test]
fn several_are_compared_by_few_statements() {
    run(async {
        let garage = Garage::open().await;
        let a = garage.add(&known("Lucie", "Vauchereau", "06 21 43 65 87", "")).await;
        let rows = [
            known("Paul", "Grangillon", "06 98 76 54 31", ""),
            known("Lucie", "Vauchereau", "", ""),
            known("L.", "Vauchereau", "06 21 43 65 87", ""),
        ];
        let mut tx = garage.begin().await;
        let rows = rows.map(|row| Traits::of(&row, &[]));
        let found = duplicates::alike(&mut tx, &rows).await.unwrap();
        assert_eq!(found[0], []);
        assert_eq!((found[1][0].0, found[1][0].1.verdict), (a, Verdict::Maybe));
        assert_eq!((found[2][0].0, found[2][0].1.verdict), (a, Verdict::Same));
    });
}

#[test]
fn a_pair_never_crosses_garages() {
    run(async {
        let (marc, nadia) = (Garage::open().await, Garage::open().await);
        let twin = known("Lucie", "Vauchereau", "06 21 43 65 87", "lucie.vauchereau@client.test");
        marc.add(&twin).await;
        nadia.add(&twin).await;
        assert_eq!((marc.night().await.len(), nadia.night().await.len()), (0, 0));
        let mut tx = nadia.begin().await;
        assert_eq!(duplicates::alike(&mut tx, &[Traits::of(&twin, &[])]).await.unwrap()[0].len(), 1);
        marc.add(&twin).await;
        let pair = marc.night().await[0].id;
        assert!(matches!(duplicates::get(&mut tx, pair).await, Err(crm::Error::NotFound)));
        assert!(matches!(duplicates::dismiss(&mut tx, pair).await, Err(crm::Error::NotFound)));
    });
}
