//! The awkward days: no VAT, four rates, too many lines, names too long.

use crm::{
    document::{Address, Document, Line, LineKind, MentionCode, Seller},
    money::{UnitPrice, VatRate},
    totals::Exemption,
};

use super::*;

fn debours() -> Line {
    Line {
        details: "Payé en votre nom à l’Agence nationale des titres sécurisés".into(),
        vat_rate: VatRate::ZERO,
        exemption: Some(Exemption::Debours),
        ..line(LineKind::Debours, "Taxe de carte grise", "1", "68.76")
    }
}

/// A small business without VAT that also pays something on the customer's behalf.
pub fn franchise() -> Document {
    let mut lines: Vec<Line> = brakes()
        .into_iter()
        .map(|l| Line { vat_rate: VatRate::ZERO, exemption: Some(Exemption::Franchise), ..l })
        .collect();
    lines.push(debours());
    let seller = Seller {
        name: "Marc Lefèvre".into(),
        trade_name: Some("L’Atelier de Marc".into()),
        legal_form: "EI".into(),
        capital: None,
        vat_number: None,
        ..garage()
    };
    let mut mentions = consumer_mentions();
    mentions.push(mention(MentionCode::Exemption, "TVA non applicable, art. 293 B du CGI"));
    mentions.push(mention(MentionCode::Exemption, "Débours, art. 267 II-2° du CGI"));
    reckon(Document { number: Some("FA-2026-000012".into()), seller, lines, mentions, ..consumer() })
}

pub fn four_rates() -> Document {
    let rate = |rate: &str, line: Line| Line { vat_rate: VatRate::parse(rate).expect("a rate"), ..line };
    let lines = vec![
        line(LineKind::Text, "Entretien annuel", "1", "0"),
        brakes().remove(4),
        rate("10", line(LineKind::Package, "Nettoyage intérieur par un ESAT", "1", "45")),
        rate("5,5", line(LineKind::Part, "Guide d’entretien du véhicule (livre)", "1", "18.01")),
        line(LineKind::Part, "Ampoule H7", "1", "0"),
        debours(),
        line(LineKind::Text, "Véhicule restitué lavé", "1", "0"),
        line(LineKind::Text, "Clés remises à l’accueil", "1", "0"),
    ];
    reckon(Document { number: Some("FA-2026-000149".into()), lines, ..invoice() })
}

pub fn many_lines(number: &str, count: usize) -> Document {
    let mut lines = brakes();
    lines.insert(0, line(LineKind::Text, "Freinage et entretien", "1", "0"));
    let lines: Vec<Line> = lines.into_iter().cycle().take(count).collect();
    reckon(Document { number: Some(number.into()), lines, ..invoice() })
}

/// Forfaits of several lines, as on the quotes they come from.
pub fn operations() -> Document {
    let mut document = Document { number: Some("FA-2026-000162".into()), ..consumer() };
    let before = document.lines.len();
    for (i, line) in document.lines.iter_mut().enumerate().take(before - 1) {
        line.operation = if i < 4 { "Freinage avant" } else { "Révision et carrosserie" }.into();
    }
    document
}

/// Everything too long at once.
pub fn long_names() -> Document {
    let long = "Société coopérative d’intérêt collectif des transports scolaires du Haut-Rouergue".to_string();
    let mut document = invoice();
    document.number = Some("FACTURE-GARAGE-DU-VIADUC-2026-00015".into());
    document.seller.trade_name =
        Some("Garage automobile et carrosserie du Viaduc de Millau, agent toutes marques depuis".into());
    document.buyer.name = long.clone();
    document.buyer.attention =
        Some("Monsieur le directeur du service des véhicules et de l’entretien des ateliers".into());
    document.buyer.address = Some(Address {
        extra: "Zone d’activités économiques de Millau-Ouest, bâtiment C, entrée 14, troisième étage".into(),
        ..address(
            "1245 boulevard Jean-Baptiste de La Salle prolongé, ancienne route nationale 9",
            "12100",
            "Saint-Georges-de-Luzençon",
        )
    });
    if let Some(vehicle) = &mut document.vehicle {
        vehicle.name = "Mercedes-Benz Sprinter 516 CDI 4x4 Traction intégrale Tourneur Mobile Access 9 pl.".into();
    }
    document.lines[0].label =
        "Remplacement du faisceau électrique de la porte latérale coulissante droite et essais".into();
    document.lines[0].details = "Recherche de panne, dépose des garnitures, soudure de douze fils sous gaine thermorétractable, essais sur route et relevé des défauts mémorisés dans trois calculateurs".into();
    document.lines[1].reference = "A9068201234-LONGUE-REFERENCE-CONSTRUCTEUR-0001".into();
    document.lines[1].unit_price = UnitPrice::parse("123456,789").expect("a price");
    document.repair_order = Some("OR-MILLAU-OUEST-2026-000000912".into());
    reckon(document)
}
