//! A quote, an invoice or a credit note as it is shown, printed and frozen: everything the paper says, nothing to look up.
//!
//! The snapshot stored at sealing is this type in JSON. Fields may be added with `#[serde(default)]`; none is ever
//! renamed or removed, because documents of ten years ago must still be read.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::{
    money::{Cents, Discount, Quantity, UnitPrice, VatRate},
    totals::{Entry, Exemption, Totals},
};

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Document {
    pub kind: DocumentKind,
    /// `None` on a draft and on a preview: a number is only taken at sealing.
    pub number: Option<String>,
    pub issued_on: NaiveDate,
    /// End of the work (CGI ann. II art. 242 nonies A I-10°).
    #[serde(default)]
    pub supplied_on: Option<NaiveDate>,
    /// Of an invoice.
    #[serde(default)]
    pub due_on: Option<NaiveDate>,
    /// Of a quote.
    #[serde(default)]
    pub valid_until: Option<NaiveDate>,
    pub seller: Seller,
    pub buyer: Buyer,
    #[serde(default)]
    pub vehicle: Option<VehicleLabel>,
    /// Number of the repair order.
    #[serde(default)]
    pub repair_order: Option<String>,
    /// Number of the quote an invoice comes from.
    #[serde(default)]
    pub quote: Option<String>,
    /// The buyer's own order number.
    #[serde(default)]
    pub purchase_order: Option<String>,
    /// Number and date of the invoice a credit note cancels (CGI art. 289 I-5).
    #[serde(default)]
    pub corrects: Option<Corrected>,
    pub entry: Entry,
    pub lines: Vec<Line>,
    pub totals: Totals,
    /// Paid before issue; zero for a credit note.
    #[serde(default)]
    pub prepaid: Cents,
    /// Free words from the garage to the customer.
    #[serde(default)]
    pub note: Option<String>,
    pub mentions: Vec<Mention>,
    /// A demo garage: the document says FACTICE and counts nowhere.
    #[serde(default)]
    pub demo: bool,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DocumentKind {
    Quote,
    Invoice,
    CreditNote,
}

crate::text_enum!(DocumentKind { Quote => "quote", Invoice => "invoice", CreditNote => "credit_note" });

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Corrected {
    pub number: String,
    pub issued_on: NaiveDate,
}

#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Address {
    pub street: String,
    /// Building, floor, place called; often empty.
    #[serde(default)]
    pub extra: String,
    pub postcode: String,
    pub town: String,
    /// ISO 3166, `FR`.
    pub country: String,
}

/// The garage as the law wants it printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seller {
    /// Registered name.
    pub name: String,
    /// Sign over the door when it differs.
    #[serde(default)]
    pub trade_name: Option<String>,
    /// `SARL`, `SAS`, `EI`…
    pub legal_form: String,
    /// Share capital, none for an entrepreneur individuel.
    #[serde(default)]
    pub capital: Option<Cents>,
    pub siret: String,
    /// Without one: franchise en base.
    #[serde(default)]
    pub vat_number: Option<String>,
    /// Town of the RCS registry (C. com. R123-237 2°).
    #[serde(default)]
    pub rcs_town: Option<String>,
    #[serde(default)]
    pub ape: Option<String>,
    pub address: Address,
    pub phone: String,
    pub email: String,
    #[serde(default)]
    pub iban: Option<String>,
    #[serde(default)]
    pub bic: Option<String>,
    /// Option for VAT on debits; otherwise VAT on services falls due when paid (CGI art. 269).
    pub vat_on_debits: bool,
}

impl Seller {
    pub fn siren(&self) -> &str {
        self.siret.get(..9).unwrap_or(&self.siret)
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BuyerKind {
    Particulier,
    Professionnel,
    Administration,
}

crate::text_enum!(BuyerKind {
    Particulier => "particulier",
    Professionnel => "professionnel",
    Administration => "administration",
});

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Buyer {
    pub kind: BuyerKind,
    /// Full name of the person, or the company's.
    pub name: String,
    /// A person to whose attention, in a company.
    #[serde(default)]
    pub attention: Option<String>,
    /// `None` only where the customer objects to being named with an address (particulier).
    #[serde(default)]
    pub address: Option<Address>,
    #[serde(default)]
    pub siren: Option<String>,
    #[serde(default)]
    pub siret: Option<String>,
    #[serde(default)]
    pub vat_number: Option<String>,
    #[serde(default)]
    pub email: Option<String>,
    /// Chorus Pro: "code service".
    #[serde(default)]
    pub service_code: Option<String>,
    /// Pays no invoice without the number of its order ("numéro d'engagement").
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub order_required: bool,
}

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct VehicleLabel {
    /// As shown, `AB-123-CD`.
    pub plate: String,
    /// Make and model.
    pub name: String,
    #[serde(default)]
    pub vin: Option<String>,
    #[serde(default)]
    pub mileage_km: Option<i32>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LineKind {
    Labour,
    Part,
    /// Fixed price for a whole operation.
    Package,
    /// Small supplies, waste.
    Supply,
    /// Disbursement (CGI art. 267 II-2°), no VAT.
    Debours,
    /// Words only, no amount.
    Text,
}

crate::text_enum!(LineKind {
    Labour => "labour",
    Part => "part",
    Package => "package",
    Supply => "supply",
    Debours => "debours",
    Text => "text",
});

/// Goods or service decides the VAT point and the operation category (CGI ann. II art. 242 nonies A I-8° bis).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Nature {
    Goods,
    Service,
}

crate::text_enum!(Nature { Goods => "goods", Service => "service" });

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartOrigin {
    New,
    /// Pièce issue de l'économie circulaire, from a VHU centre (C. conso L224-67).
    Piec,
    /// Échange standard: rebuilt to the maker's specification.
    Exchange,
    /// Brought by the customer.
    Customer,
}

crate::text_enum!(PartOrigin { New => "new", Piec => "piec", Exchange => "exchange", Customer => "customer" });

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Unit {
    Piece,
    Hour,
    Litre,
    Kilogram,
    Metre,
}

crate::text_enum!(Unit { Piece => "piece", Hour => "hour", Litre => "litre", Kilogram => "kilogram", Metre => "metre" });

#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LabourRate {
    T1,
    T2,
    T3,
}

crate::text_enum!(LabourRate { T1 => "t1", T2 => "t2", T3 => "t3" });

#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Line {
    pub kind: LineKind,
    pub nature: Nature,
    /// Supplier's or maker's reference.
    #[serde(default)]
    pub reference: String,
    /// What it belongs to, ordered or refused as one; empty for a line on its own.
    #[serde(default)]
    pub operation: String,
    pub label: String,
    /// Second line in small print: what is included.
    #[serde(default)]
    pub details: String,
    pub quantity: Quantity,
    pub unit: Unit,
    /// In the document's entry mode.
    pub unit_price: UnitPrice,
    pub discount: Discount,
    pub vat_rate: VatRate,
    #[serde(default)]
    pub exemption: Option<Exemption>,
    /// Labour: which of the posted hourly rates applies (arrêté du 27 mars 1987).
    #[serde(default)]
    pub labour_rate: Option<LabourRate>,
    #[serde(default)]
    pub part_origin: Option<PartOrigin>,
    /// Amount of the discount, in the entry mode.
    pub discount_amount: Cents,
    pub net: Cents,
    pub gross: Cents,
}

/// A legal sentence, with the code it bears in the XML (BG-1) where it has one.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mention {
    pub code: MentionCode,
    pub text: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MentionCode {
    /// PMT: fixed 40 € recovery fee, between professionals only.
    RecoveryFee,
    /// PMD: late-payment penalties, between professionals only.
    LatePenalties,
    /// AAB: early-payment discount or its absence.
    EarlyDiscount,
    /// Terms of payment in words (BT-20).
    PaymentTerms,
    /// Why no VAT (BT-120).
    Exemption,
    /// "Option pour le paiement de la taxe d'après les débits".
    VatOnDebits,
    /// Goods, services or both, in words.
    Category,
    Mediator,
    Insurance,
    /// How labour is counted: time spent or book time.
    LabourMethod,
    /// Spelled-out PIEC footnote where such a part is used.
    Piec,
    Guarantee,
    /// Anything the garage adds.
    Other,
}
