//! One of each noun of a garage, made through crm as its pages would.

use crm::{
    Actor, Cx, Fields, api_origins,
    api_replies::{self, Claim},
    contacts::{self, ContactForm},
    deferred_works,
    document::LineKind,
    files::File,
    garages,
    ids::{
        ActivityId, ApiOriginId, ArchiveId, BatchId, ContactId, CustomFieldId, DeferredWorkId, ImportId, InvoiceId,
        MergeId, MessageId, MileageReadingId, PackageId, PairId, PasskeyId, PaymentId, QuoteId, RecallId,
        RepairOrderId, RightsRequestId, RoleId, SavedViewId, ScanId, TagId, UserId, VehicleFileId, VehicleId,
    },
    invoices,
    lines::{Answer, LineForm, parse_all},
    links::{self, LinkKind},
    messages, packages,
    passkeys::{self, Created, RelyingParty},
    payments::{self, PaymentForm},
    policy::{Permission, Rights, Role},
    quotes::{self, Draft, NewQuote, approval},
    reach::Email,
    repair_orders::{self, Intake},
    roles::{self, NewRole},
    scans,
    totals::Entry,
    users,
    vehicle_files::{self, VehicleFileKind},
    vehicles::{self, MileageSource, VehicleForm},
};

use super::Garage;

impl Garage {
    pub async fn contact(&self) -> ContactId {
        self.contact_at("jean.dupont@client.test").await
    }

    pub async fn contact_at(&self, email: &str) -> ContactId {
        let form = ContactForm {
            first_name: "Jean".into(),
            last_name: "Dupont".into(),
            email: email.into(),
            phone: "06 12 34 56 78".into(),
            street: "3 rue du Lac".into(),
            postcode: "92000".into(),
            town: "Nanterre".into(),
            ..ContactForm::fresh()
        };
        let new = form.parse(&mut Fields::default()).expect("a contact");
        let mut tx = self.begin().await;
        let id = contacts::create(&mut tx, &new).await.expect("a contact");
        tx.commit().await.expect("commit");
        id
    }

    pub async fn vehicle(&self, owner: ContactId, plate: &str) -> VehicleId {
        let form = VehicleForm {
            owner: owner.to_string(),
            plate: plate.into(),
            make: "RENAULT".into(),
            model: "CLIO".into(),
            ..VehicleForm::default()
        };
        let new = form.parse(&mut Fields::default()).expect("a vehicle");
        let mut tx = self.begin().await;
        let id = vehicles::create(&mut tx, &new).await.expect("a vehicle");
        tx.commit().await.expect("commit");
        id
    }

    pub async fn order(&self, contact: ContactId, vehicle: VehicleId) -> RepairOrderId {
        let mut tx = self.begin().await;
        let intake = Intake { requested_work: "Vidange".into(), ..Intake::default() };
        let id = repair_orders::open(&mut tx, contact, vehicle, &intake).await.expect("an order");
        tx.commit().await.expect("commit");
        id
    }

    /// A draft with these lines, TTC, at 20 %.
    pub async fn quote(&self, contact: ContactId, vehicle: Option<VehicleId>, lines: &[(&str, &str)]) -> QuoteId {
        let mut tx = self.begin().await;
        let new = NewQuote { contact, vehicle, repair_order: None, packages: vec![] };
        let id = quotes::create(&mut tx, &new).await.expect("a quote");
        let garage = garages::get(&mut tx).await.expect("the garage");
        let forms: Vec<LineForm> = lines
            .iter()
            .map(|(label, price)| LineForm {
                label: (*label).into(),
                unit_price: (*price).into(),
                ..LineForm::fresh(LineKind::Part, &garage, Entry::Ttc)
            })
            .collect();
        let lines = parse_all(&forms, &garage, &mut Fields::default()).expect("lines");
        let quote = quotes::get(&mut tx, id).await.expect("the quote");
        let draft = Draft { entry: Entry::Ttc, note: String::new(), valid_until: quote.valid_until, lines };
        quotes::save(&mut tx, id, quote.version, &draft).await.expect("saved");
        tx.commit().await.expect("commit");
        id
    }

    /// Sent; gives the secret of its link.
    pub async fn sent(&self, quote: QuoteId) -> String {
        let mut tx = self.begin().await;
        let version = quotes::get(&mut tx, quote).await.expect("the quote").version;
        quotes::send(&mut tx, quote, version).await.expect("sent");
        let token = approval::token(&mut tx, quote).await.expect("a token");
        tx.commit().await.expect("commit");
        token
    }

    /// Sent, and everything accepted but the lines of these labels.
    pub async fn answered(&self, quote: QuoteId, refused: &[&str]) -> String {
        let token = self.sent(quote).await;
        let mut tx = self.begin().await;
        let lines = quotes::get(&mut tx, quote).await.expect("the quote").lines;
        let answer = |label: &str| if refused.contains(&label) { Answer::Refused } else { Answer::Accepted };
        let answers = lines.iter().map(|l| (l.id, answer(&l.is.label))).collect();
        let reply = approval::Reply { answers, signer: "Jean Dupont".into(), conditions: true, ..Default::default() };
        approval::answer(&mut tx, &token, &reply).await.expect("answered");
        tx.commit().await.expect("commit");
        token
    }

    /// The draft of an invoice of this amount, TTC.
    pub async fn draft(&self, contact: ContactId, vehicle: Option<VehicleId>, amount: &str) -> InvoiceId {
        let quote = self.quote(contact, vehicle, &[("Plaquettes avant", amount)]).await;
        self.answered(quote, &[]).await;
        let mut tx = self.begin().await;
        let id = invoices::draft_from_quote(&mut tx, quote).await.expect("a draft");
        tx.commit().await.expect("commit");
        id
    }

    pub async fn sealed(&self, contact: ContactId, vehicle: Option<VehicleId>, amount: &str) -> InvoiceId {
        let id = self.draft(contact, vehicle, amount).await;
        self.seal(id).await.expect("sealed");
        id
    }

    pub async fn seal(&self, id: InvoiceId) -> crm::Result<()> {
        let mut tx = self.town.db.begin(&self.cx()).await?;
        invoices::seal(&mut tx, id, jobs::check).await?;
        tx.commit().await
    }

    pub async fn pay(&self, invoice: InvoiceId, method: &str, amount: &str) -> crm::Result<PaymentId> {
        let form = PaymentForm {
            method: method.into(),
            amount: amount.into(),
            received_on: self.cx().today().to_string(),
            reference: String::new(),
        };
        let mut tx = self.town.db.begin(&self.cx()).await?;
        let id = payments::record(&mut tx, invoice, &form).await?;
        tx.commit().await?;
        Ok(id)
    }

    pub async fn scan(&self, bytes: &[u8]) -> ScanId {
        let mut tx = self.begin().await;
        let file = File { name: "photo.jpg".into(), content_type: "image/jpeg".into(), bytes: bytes.to_vec() };
        let id = scans::start(&mut tx, &file).await.expect("a scan");
        tx.commit().await.expect("commit");
        id
    }
}

impl Garage {
    /// An answer of the API kept for a program that may ask again.
    async fn reply(&self) {
        self.token().await;
        let cx = Cx { actor: Actor::Token(self.tokens().await[0]), role: Role::Api, rights: Rights::NONE, ..self.cx() };
        let mut tx = self.town.db.begin(&cx).await.expect("a transaction");
        let Claim::First(claimed) = api_replies::claim(&mut tx, "key", b"request").await.expect("a claim") else {
            panic!("claimed already")
        };
        api_replies::settle(&mut tx, &claimed, &serde_json::json!("answer")).await.expect("settled");
        tx.commit().await.expect("commit");
    }
}

impl Garage {
    /// One of Marc's, whose authenticator nobody has.
    pub async fn passkey(&self) -> PasskeyId {
        let party = RelyingParty::of(&self.host(), false).expect("a name");
        let credential_id = crm::keys::random::<16>().to_vec();
        let made = Created { credential_id, public_key: vec![0], sign_count: 0 };
        let mut tx = self.begin().await;
        passkeys::add(&mut tx, self.staff[0], "Téléphone de Marc", &party, &made).await.expect("a passkey");
        let id = passkeys::list(&mut tx, self.staff[0]).await.expect("passkeys")[0].id;
        tx.commit().await.expect("commit");
        id
    }
}

impl Garage {
    /// Its odometer read, a recall noted.
    async fn looked_after(&self, vehicle: VehicleId) -> (MileageReadingId, RecallId) {
        let mut tx = self.begin().await;
        vehicles::note_mileage(&mut tx, vehicle, 40_000, MileageSource::Manual, "").await.expect("a reading");
        vehicles::note_recall(&mut tx, vehicle, "Faisceau moteur", false).await.expect("a recall");
        let reading = vehicles::readings(&mut tx, vehicle).await.expect("readings")[0].id;
        let recall = vehicles::recalls(&mut tx, vehicle).await.expect("recalls")[0].id;
        tx.commit().await.expect("commit");
        (reading, recall)
    }
}

impl Garage {
    /// The secret of a link made for a colleague; its letter is not written.
    pub async fn link(&self, kind: LinkKind, user: UserId) -> String {
        let mut tx = self.begin().await;
        let user = users::get(&mut tx, user).await.expect("a colleague");
        let email = (kind == LinkKind::Email).then(|| Email::parse("nouvelle@garage.test").expect("an e-mail"));
        let id = links::make(&mut tx, kind, &user, email.as_ref()).await.expect("a link");
        let token = links::token(&mut tx, id).await.expect("its secret");
        tx.commit().await.expect("commit");
        token
    }

    /// A role of its own that nobody has, and a site whose pages may ask.
    pub async fn rules(&self) -> (RoleId, ApiOriginId) {
        let mut tx = self.begin().await;
        let rights = Rights::of(&[Permission::SeePackages]);
        let role = roles::create(&mut tx, &NewRole { name: "Apprenti".into(), rights }).await.expect("a role");
        api_origins::add(&mut tx, "https://www.garage-martin.test").await.expect("an origin");
        let origin = api_origins::list(&mut tx).await.expect("origins")[0].id;
        tx.commit().await.expect("commit");
        (role, origin)
    }
}

impl Garage {
    pub async fn photographed(&self, vehicle: VehicleId) -> VehicleFileId {
        let mut png = std::io::Cursor::new(Vec::new());
        let shade = |x: u32, y: u32| image::Rgb([120, (x / 4) as u8, (y / 4) as u8]);
        image::RgbImage::from_fn(640, 480, shade).write_to(&mut png, image::ImageFormat::Png).expect("a picture");
        let photo = File { name: "photo.png".into(), content_type: "image/png".into(), bytes: png.into_inner() };
        let mut tx = self.begin().await;
        let about = (VehicleFileKind::Photo, "Jante avant droite");
        vehicle_files::add(&mut tx, vehicle, about, &[photo]).await.expect("a photo");
        let id = vehicle_files::of_vehicle(&mut tx, vehicle).await.expect("photos")[0].id;
        tx.commit().await.expect("commit");
        id
    }
}

/// What a garage that has worked for a day holds.
pub struct Nouns {
    pub contact: ContactId,
    pub vehicle: VehicleId,
    pub order: RepairOrderId,
    pub package: PackageId,
    /// Answered, with one line refused.
    pub quote: QuoteId,
    pub token: String,
    /// Sealed and paid in part.
    pub invoice: InvoiceId,
    pub payment: PaymentId,
    pub message: MessageId,
    pub scan: ScanId,
    pub deferred: DeferredWorkId,
    pub reading: MileageReadingId,
    pub recall: RecallId,
    pub vehicle_file: VehicleFileId,
    pub job: String,
    pub tag: TagId,
    pub field: CustomFieldId,
    pub batch: BatchId,
    pub view: SavedViewId,
    pub activity: ActivityId,
    /// Tried, with a line refused.
    pub import: ImportId,
    pub pair: PairId,
    /// The two of the pair.
    pub twins: [ContactId; 2],
    /// Two made one.
    pub merge: MergeId,
    /// The garage's own, and what a program of a site may.
    pub role: RoleId,
    pub origin: ApiOriginId,
    /// The secret of « Ne plus recevoir d’offres ».
    pub stop: String,
    /// The secret of a link by which Karim may choose a password.
    pub link: String,
    /// All that is held on the contact.
    pub archive: ArchiveId,
    pub request: RightsRequestId,
}

impl Nouns {
    pub async fn of(garage: &Garage) -> Nouns {
        let contact = garage.contact().await;
        let vehicle = garage.vehicle(contact, "AB-123-CD").await;
        let order = garage.order(contact, vehicle).await;
        let quote = garage.quote(contact, Some(vehicle), &[("Vidange", "119,40"), ("Balais", "39,90")]).await;
        let token = garage.answered(quote, &["Balais"]).await;
        garage.quote(contact, Some(vehicle), &[("Pneus", "400")]).await;
        let invoice = garage.sealed(contact, Some(vehicle), "240").await;
        let payment = garage.pay(invoice, "card", "100").await.expect("paid");
        let scan = garage.scan(b"\xff\xd8\xff\xe0 no picture").await;
        let vehicle_file = garage.photographed(vehicle).await;
        garage.run_jobs().await;
        garage.reply().await;
        let (reading, recall) = garage.looked_after(vehicle).await;
        let mut tx = garage.begin().await;
        let of_garage = garages::get(&mut tx).await.expect("the garage");
        let package = packages::list(&mut tx, &of_garage).await.expect("packages")[0].id;
        let message = messages::list(&mut tx, None).await.expect("messages").rows[0].id;
        let deferred = deferred_works::of_vehicle(&mut tx, vehicle).await.expect("deferred")[0].id;
        let job = crm::queue::list(&mut tx, 1).await.expect("jobs")[0].id.clone();
        tx.commit().await.expect("commit");
        let (tag, field, batch, view, activity, stop) = garage.marks(contact).await;
        let (archive, request) = garage.asked(contact).await;
        let import = garage.tried("Nom;Tél\nMoulin;06 11 22 33 44\nRoux;12\n").await;
        let (pair, twins) = garage.pair("Vauchereau").await;
        let (_, merged) = garage.pair("Grangillon").await;
        let merge = garage.merged(merged).await;
        let link = garage.link(LinkKind::Password, garage.staff[2]).await;
        let (role, origin) = garage.rules().await;
        Nouns {
            link,
            archive,
            request,
            import,
            role,
            origin,
            tag,
            field,
            batch,
            view,
            activity,
            pair,
            twins,
            merge,
            stop,
            contact,
            vehicle,
            order,
            package,
            quote,
            token,
            invoice,
            payment,
            message,
            scan,
            deferred,
            reading,
            recall,
            vehicle_file,
            job,
        }
    }
}

/// Every page's route of a method with the garage's own things in its path.
pub fn paths_of(nouns: &Nouns, method: &str) -> Vec<(web::site::Route, String)> {
    let routes = web::routes::all().into_iter().filter(|r| r.method == method && !r.is_api());
    with_paths(nouns, routes)
}

/// Every operation of the API, the same way.
pub fn operations_of(nouns: &Nouns) -> Vec<(web::site::Route, String)> {
    with_paths(nouns, web::routes::all().into_iter().filter(web::site::Route::is_api))
}

fn with_paths(nouns: &Nouns, routes: impl Iterator<Item = web::site::Route>) -> Vec<(web::site::Route, String)> {
    routes
        .map(|route| {
            let path = nouns.path(route.path);
            (route, path)
        })
        .collect()
}

impl Nouns {
    fn path(&self, pattern: &str) -> String {
        let noun = match pattern.strip_prefix("/api/") {
            Some("vehicles/ocr/:id") => "scans",
            Some("contacts/import/:id") => "imports",
            Some(operation) => operation.split('/').next().unwrap_or_default(),
            None => pattern.split('/').nth(1).unwrap_or_default(),
        };
        let id = match noun {
            "contacts" => self.contact.to_string(),
            "vehicles" => self.vehicle.to_string(),
            "repair-orders" => self.order.to_string(),
            "packages" => self.package.to_string(),
            "quotes" => self.quote.to_string(),
            "invoices" => self.invoice.to_string(),
            "payments" => self.payment.to_string(),
            "messages" => self.message.to_string(),
            "scans" => self.scan.to_string(),
            "mileage-readings" => self.reading.to_string(),
            "vehicle-files" => self.vehicle_file.to_string(),
            "recalls" => self.recall.to_string(),
            "deferred-works" => self.deferred.to_string(),
            "jobs" => self.job.clone(),
            "settings" if pattern.contains("/tags/") => self.tag.to_string(),
            "settings" if pattern.contains("/fields/") => self.field.to_string(),
            "settings" if pattern.contains("/roles/") => self.role.to_string(),
            "settings" if pattern.contains("/origins/") => self.origin.to_string(),
            "imports" => self.import.to_string(),
            "batches" => self.batch.to_string(),
            "saved-views" => self.view.to_string(),
            "activities" => self.activity.to_string(),
            "duplicates" => self.pair.to_string(),
            "merges" => self.merge.to_string(),
            "archives" => self.archive.to_string(),
            "rights-requests" => self.request.to_string(),
            _ => uuid::Uuid::now_v7().to_string(),
        };
        let token = match noun {
            "stop" => &self.stop,
            "links" => &self.link,
            _ => &self.token,
        };
        pattern.replace(":id", &id).replace(":token", token).replace(":n", "0").replace(":code", "A")
    }
}
