//! The documents that the tests and the examples print: an ordinary garage and its awkward days.

#![expect(clippy::expect_used, reason = "what is written here is right, or every test fails")]

mod cases;
mod samples;

use chrono::NaiveDate;
use crm::{
    document::{
        Address, Buyer, BuyerKind, Corrected, Document, DocumentKind, LabourRate, Line, LineKind, Mention, MentionCode,
        Nature, PartOrigin, Seller, Unit, VehicleLabel,
    },
    money::{Cents, Discount, Quantity, UnitPrice, VatRate},
    totals::{Entry, Priced, totals},
};

pub use cases::{four_rates, franchise, long_names, many_lines, operations};
pub use samples::all;

pub fn day(month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(2026, month, day).expect("a day of 2026")
}

pub fn address(street: &str, postcode: &str, town: &str) -> Address {
    Address {
        street: street.into(),
        postcode: postcode.into(),
        town: town.into(),
        country: "FR".into(),
        ..Default::default()
    }
}

pub fn garage() -> Seller {
    Seller {
        name: "GARAGE DU VIADUC".into(),
        trade_name: Some("Garage du Viaduc".into()),
        legal_form: "SARL".into(),
        capital: Some(Cents(2_000_000)),
        siret: "73282932000074".into(),
        vat_number: Some("FR44732829320".into()),
        rcs_town: Some("Rodez".into()),
        ape: Some("4520A".into()),
        address: address("12 avenue de la République", "12100", "Millau"),
        phone: "05 65 00 00 00".into(),
        email: "contact@garage-viaduc.example".into(),
        iban: Some("FR7630006000011234567890189".into()),
        bic: Some("AGRIFRPP".into()),
        vat_on_debits: false,
    }
}

pub fn company() -> Buyer {
    Buyer {
        kind: BuyerKind::Professionnel,
        name: "Transports Cévenols SAS".into(),
        attention: Some("Mme Claire Roux, comptabilité".into()),
        address: Some(address("3 rue des Artisans", "30000", "Nîmes")),
        siren: Some("404833048".into()),
        siret: Some("40483304800022".into()),
        vat_number: Some("FR83404833048".into()),
        email: Some("compta@cevenols.example".into()),
        service_code: None,
        order_required: false,
    }
}

pub fn person() -> Buyer {
    Buyer {
        kind: BuyerKind::Particulier,
        name: "Jeanne Dupont".into(),
        attention: None,
        address: Some(Address {
            extra: "Bâtiment B, 2e étage".into(), ..address("8 rue du Barry", "12100", "Millau")
        }),
        siren: None,
        siret: None,
        vat_number: None,
        email: Some("jeanne.dupont@example.org".into()),
        service_code: None,
        order_required: false,
    }
}

pub fn town_hall() -> Buyer {
    Buyer {
        kind: BuyerKind::Administration,
        name: "Commune de Millau".into(),
        attention: None,
        address: Some(address("17 avenue de la République", "12100", "Millau")),
        siren: Some("211201454".into()),
        siret: Some("21120145400017".into()),
        vat_number: None,
        email: None,
        service_code: Some("ATELIERS-MUNICIPAUX".into()),
        order_required: false,
    }
}

pub fn line(kind: LineKind, label: &str, quantity: &str, price: &str) -> Line {
    let is_service = matches!(kind, LineKind::Labour | LineKind::Package | LineKind::Debours);
    Line {
        kind,
        nature: if is_service { Nature::Service } else { Nature::Goods },
        operation: String::new(),
        reference: String::new(),
        label: label.into(),
        details: String::new(),
        quantity: Quantity::parse(quantity).expect("a quantity"),
        unit: if kind == LineKind::Labour { Unit::Hour } else { Unit::Piece },
        unit_price: UnitPrice::parse(price).expect("a price"),
        discount: Discount::NONE,
        vat_rate: VatRate::NORMAL,
        exemption: None,
        labour_rate: (kind == LineKind::Labour).then_some(LabourRate::T2),
        part_origin: (kind == LineKind::Part).then_some(PartOrigin::New),
        discount_amount: Cents::ZERO,
        net: Cents::ZERO,
        gross: Cents::ZERO,
    }
}

pub fn brakes() -> Vec<Line> {
    let part = |reference: &str, label: &str, quantity, price| Line {
        reference: reference.into(),
        ..line(LineKind::Part, label, quantity, price)
    };
    vec![
        Line {
            details: "Dépose et repose, purge du circuit, essai sur route".into(),
            ..line(LineKind::Labour, "Remplacement des disques et plaquettes avant", "1,8", "75")
        },
        Line {
            discount: Discount::parse("10").expect("a discount"),
            ..part("09.9145.11", "Disque de frein avant ventilé 280 mm", "2", "54.90")
        },
        part("FDB1641", "Jeu de plaquettes de frein avant", "1", "42.35"),
        Line { unit: Unit::Litre, ..part("", "Liquide de frein DOT 4", "0,75", "14.80") },
        Line {
            details: "Huile 5W30 C2 (4,2 L), filtre à huile et joint de bouchon compris".into(),
            ..line(LineKind::Package, "Forfait vidange", "1", "99.50")
        },
        Line {
            part_origin: Some(PartOrigin::Piec), ..part("8200-688-942", "Rétroviseur extérieur droit", "1", "68")
        },
        Line { nature: Nature::Goods, ..line(LineKind::Supply, "Traitement des déchets dangereux", "1", "4.50") },
    ]
}

pub fn mention(code: MentionCode, text: &str) -> Mention {
    Mention { code, text: text.into() }
}

pub fn mentions() -> Vec<Mention> {
    use MentionCode::*;
    vec![
        mention(PaymentTerms, "Paiement à 30 jours date de facture, par virement."),
        mention(
            LatePenalties,
            "En cas de retard de paiement, pénalités exigibles sans rappel au taux de 12,15 % (taux directeur de la BCE majoré de 10 points, art. L441-10 du code de commerce).",
        ),
        mention(
            RecoveryFee,
            "Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 € (art. L441-10 et D441-5 du code de commerce).",
        ),
        mention(EarlyDiscount, "Escompte pour paiement anticipé : néant."),
        mention(Category, "Nature de l’opération : livraison de biens et prestation de services."),
        mention(LabourMethod, "Main-d’œuvre comptée au temps barémé du constructeur."),
        mention(Piec, "PIEC : pièce issue de l’économie circulaire (art. L224-67 du code de la consommation)."),
        mention(
            Insurance,
            "Assurance RC professionnelle : AXA France, contrat 4587123604, couverture France métropolitaine.",
        ),
    ]
}

pub fn consumer_mentions() -> Vec<Mention> {
    use MentionCode::*;
    let mut all = vec![mention(PaymentTerms, "Paiement comptant à la remise du véhicule.")];
    all.extend(mentions().into_iter().filter(|m| !matches!(m.code, PaymentTerms | LatePenalties | RecoveryFee)));
    all.push(mention(Mediator, "Médiateur de la consommation : Médiateur de Mobilians, 43 bis route de Vaugirard, 92190 Meudon, www.mediateur-mobilians.fr."));
    all.push(mention(Guarantee, "Garantie légale de conformité de deux ans sur les pièces (art. L217-3 et suivants du code de la consommation)."));
    all
}

/// Computes the amounts as `crm` does when a line is saved.
pub fn reckon(mut document: Document) -> Document {
    let priced = document.lines.iter().map(|l| Priced {
        quantity: l.quantity,
        unit_price: l.unit_price,
        discount: l.discount,
        vat_rate: l.vat_rate,
    });
    let (sums, amounts) = totals(&priced.collect::<Vec<_>>(), document.entry);
    for (line, amount) in document.lines.iter_mut().zip(amounts) {
        line.discount_amount = amount.discount;
        line.net = amount.net;
        line.gross = amount.gross;
    }
    document.totals = sums;
    document
}

/// The ordinary invoice, to a company, typed before tax.
pub fn invoice() -> Document {
    reckon(Document {
        kind: DocumentKind::Invoice,
        number: Some("FA-2026-000147".into()),
        issued_on: day(11, 20),
        supplied_on: Some(day(11, 19)),
        due_on: Some(day(12, 20)),
        valid_until: None,
        seller: garage(),
        buyer: company(),
        vehicle: Some(VehicleLabel {
            plate: "GB-482-KL".into(),
            name: "Peugeot 208 1.2 PureTech 82".into(),
            vin: Some("VF3CCHMZ6FT123456".into()),
            mileage_km: Some(84_512),
        }),
        repair_order: Some("OR-2026-000912".into()),
        quote: Some("DE-2026-000311".into()),
        purchase_order: Some("BC-4471".into()),
        corrects: None,
        entry: Entry::Ht,
        lines: brakes(),
        totals: Default::default(),
        prepaid: Cents::ZERO,
        note: None,
        mentions: mentions(),
        demo: false,
    })
}

/// To a person, typed with tax.
pub fn consumer() -> Document {
    let mut lines = brakes();
    for (line, price) in lines.iter_mut().zip(["90", "65.90", "50.80", "17.75", "119.40", "81.60", "5.40"]) {
        line.unit_price = UnitPrice::parse(price).expect("a price");
    }
    reckon(Document {
        number: Some("FA-2026-000148".into()),
        buyer: person(),
        purchase_order: None,
        due_on: Some(day(11, 20)),
        entry: Entry::Ttc,
        lines,
        mentions: consumer_mentions(),
        note: Some("Pneus arrière à prévoir d’ici 5 000 km. Merci de votre confiance.".into()),
        ..invoice()
    })
}

pub fn quote() -> Document {
    reckon(Document {
        kind: DocumentKind::Quote,
        number: Some("DE-2026-000311".into()),
        valid_until: Some(day(12, 20)),
        supplied_on: None,
        due_on: None,
        quote: None,
        note: Some("Véhicule immobilisé une journée. Devis gratuit.".into()),
        mentions: consumer_mentions().into_iter().filter(|m| m.code != MentionCode::PaymentTerms).collect(),
        ..consumer()
    })
}

pub fn credit_note() -> Document {
    reckon(Document {
        kind: DocumentKind::CreditNote,
        number: Some("AV-2026-000004".into()),
        issued_on: day(11, 22),
        due_on: None,
        corrects: Some(Corrected { number: "FA-2026-000147".into(), issued_on: day(11, 20) }),
        lines: brakes().into_iter().take(3).collect(),
        ..invoice()
    })
}
