//! What hangs on customers: tags, fields, views, batches, imports, pairs that may be one.

use crm::{
    Fields,
    activities::{self, About, ActivityKind},
    archives::{self, Whose},
    batches::{self, BatchAct, Chosen, Detail},
    consents,
    contacts::{self, ContactForm},
    custom_fields::{self, CustomFieldForm},
    duplicates::{self, merge},
    files::File,
    ids::{
        ActivityId, ArchiveId, BatchId, ContactId, CustomFieldId, ImportId, MergeId, PairId, RightsRequestId,
        SavedViewId, TagId,
    },
    imports::{self, NewImport, Sample, Setting},
    queue::{self, Job},
    rights_requests::{self, RightsKind},
    saved_views, tags,
};

use super::Garage;

impl Garage {
    /// What hangs on a customer: a tag, a field of the garage's own, an export, a view, a noted call, his consent's link.
    pub async fn marks(&self, contact: ContactId) -> (TagId, CustomFieldId, BatchId, SavedViewId, ActivityId, String) {
        let mut tx = self.begin().await;
        tags::set(&mut tx, contact, &["Fidèle".into()]).await.expect("a tag");
        let tag = tags::list(&mut tx).await.expect("tags")[0].id;
        let form = CustomFieldForm { name: "Club".into(), kind: "text".into(), ..CustomFieldForm::default() };
        let new = form.parse(&mut Fields::default()).expect("a field");
        let field = custom_fields::create(&mut tx, &new).await.expect("a field");
        saved_views::keep(&mut tx, "Pros", "kind=professionnel", true).await.expect("a view");
        let view = saved_views::list(&mut tx, None).await.expect("views")[0].id;
        let entry = activities::NewEntry { kind: ActivityKind::Call, text: "Rappeler jeudi".into(), on: None };
        activities::write(&mut tx, About::Contact(contact), &entry).await.expect("a call");
        let all = activities::of_contact(&mut tx, contact).await.expect("activities");
        let activity = all.iter().find(|a| a.is_by_hand()).expect("the call").id;
        let chosen = Chosen { only: Some(vec![contact]), ..Chosen::default() };
        let batch = batches::begin(&mut tx, BatchAct::Export, &chosen, &Detail::default()).await.expect("a batch");
        let stop = consents::token(&mut tx, contact).await.expect("a token");
        tx.commit().await.expect("commit");
        self.run_jobs().await;
        (tag, field, batch, view, activity, stop)
    }

    /// A list, tried dry as its columns offer.
    pub async fn tried(&self, csv: &str) -> ImportId {
        let sheet = sheets::read(csv.as_bytes()).expect("a list");
        let rows = sheet.rows.iter().take(3).map(|row| row.cells.clone()).collect();
        let file = File { name: "clients.csv".into(), content_type: "text/csv".into(), bytes: csv.into() };
        let total = i32::try_from(sheet.rows.len()).expect("lines");
        let sample = Sample { header: sheet.header, rows };
        let new = NewImport { file, format: "csv", encoding: "UTF-8", separator: ";".into(), sample, total };
        let mut tx = self.begin().await;
        let id = imports::start(&mut tx, &new).await.expect("an import");
        let import = imports::get(&mut tx, id).await.expect("the import");
        let setting = Setting {
            mapping: import.mapping,
            match_key: import.match_key,
            overwrite: false,
            keep_odd: false,
            keep_as: String::new(),
        };
        imports::set(&mut tx, id, &setting).await.expect("set");
        tx.commit().await.expect("commit");
        self.run_jobs().await;
        id
    }

    /// The same, and written.
    pub async fn imported(&self, csv: &str) -> ImportId {
        let id = self.tried(csv).await;
        let mut tx = self.begin().await;
        imports::run(&mut tx, id).await.expect("run");
        tx.commit().await.expect("commit");
        self.run_jobs().await;
        id
    }

    /// What he asked about his own data, not answered yet, and the file that was made of it.
    pub async fn asked(&self, contact: ContactId) -> (ArchiveId, RightsRequestId) {
        let mut tx = self.begin().await;
        let today = self.cx().today();
        let request = rights_requests::note(&mut tx, contact, RightsKind::Access, today).await.expect("a request");
        let archive = archives::begin(&mut tx, Whose::Contact(contact)).await.expect("an archive");
        tx.commit().await.expect("commit");
        self.run_jobs().await;
        (archive, request)
    }

    /// One tagged by a batch, that can be undone.
    pub async fn tagged(&self, contact: ContactId) -> BatchId {
        let mut tx = self.begin().await;
        let chosen = Chosen { only: Some(vec![contact]), ..Chosen::default() };
        let detail = Detail { tag: "Flotte".into(), ..Detail::default() };
        let batch = batches::begin(&mut tx, BatchAct::Tag, &chosen, &detail).await.expect("a batch");
        tx.commit().await.expect("commit");
        self.run_jobs().await;
        batch
    }

    /// Two pages of one customer, found by the night.
    pub async fn pair(&self, last_name: &str) -> (PairId, [ContactId; 2]) {
        let mut tx = self.begin().await;
        let mut form = ContactForm {
            first_name: "Lucie".into(),
            last_name: last_name.into(),
            phone: "06 21 43 65 87".into(),
            ..ContactForm::fresh()
        };
        for email in ["", "lucie@client.test"] {
            form.email = email.into();
            let new = form.parse(&mut Fields::default()).expect("a contact");
            contacts::create(&mut tx, &new).await.expect("a contact");
        }
        queue::enqueue(&mut tx, Job::FindDuplicates).await.expect("a job");
        tx.commit().await.expect("commit");
        self.run_jobs().await;
        let mut tx = self.begin().await;
        let pairs = duplicates::list(&mut tx, None).await.expect("pairs").rows;
        let pair = pairs.into_iter().find(|pair| pair.a.name.starts_with(last_name)).expect("the pair");
        (pair.id, [pair.a.id, pair.b.id])
    }

    pub async fn merged(&self, [kept, gone]: [ContactId; 2]) -> MergeId {
        let mut tx = self.begin().await;
        let two = contacts::these(&mut tx, &[kept, gone]).await.expect("two contacts");
        let two = merge::Two { kept, kept_version: two[0].version, gone, gone_version: two[1].version };
        let id = merge::merge(&mut tx, two, |_| false).await.expect("merged");
        tx.commit().await.expect("commit");
        id
    }
}
