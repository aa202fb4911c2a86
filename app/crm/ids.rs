//! Ids are UUIDv7 made here (Postgres 15 has no `uuidv7()`), one type a noun so that they cannot be swapped.

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident),+ $(,)?) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, serde::Serialize, serde::Deserialize, sqlx::Type)]
        #[sqlx(transparent)]
        #[serde(transparent)]
        pub struct $name(pub uuid::Uuid);

        impl $name {
            /// A new id, in the order of time. Ids are the one place where chance and the clock come from outside `Cx`.
            #[expect(clippy::new_without_default, reason = "a default id would be a new one each time")]
            pub fn new() -> $name {
                $name(uuid::Uuid::now_v7())
            }
        }
        impl std::fmt::Display for $name {
            fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
                self.0.fmt(f)
            }
        }
        impl std::str::FromStr for $name {
            type Err = uuid::Error;
            fn from_str(text: &str) -> Result<$name, uuid::Error> {
                text.parse().map($name)
            }
        }
    )+};
}

ids!(
    TenantId,
    UserId,
    ContactId,
    VehicleId,
    RepairOrderId,
    PackageId,
    QuoteId,
    LineId,
    InvoiceId,
    PaymentId,
    FileId,
    ScanId,
    MessageId,
    ActivityId,
    DeferredWorkId,
    RecallId,
    MileageReadingId,
    VehicleFileId,
    ApiTokenId,
    TagId,
    CustomFieldId,
    SavedViewId,
    BatchId,
    ImportId,
    MergeId,
    PairId,
    PasskeyId,
    SessionId,
    LinkId,
    RightsRequestId,
    ArchiveId,
    RoleId,
    ApiOriginId,
    SupportGrantId,
    SupportVisitId,
);
