//! Every sample document, as the example writes them and the validators see them.

use crm::{
    document::{Address, Buyer, Document, Line, Seller},
    money::{Cents, Discount, VatRate},
};

use super::*;

/// Each sample with its file name; quotes and drafts are told by their kind and number.
pub fn all() -> Vec<(&'static str, Document)> {
    let overseas = |l: Line| Line { vat_rate: VatRate::OVERSEAS, ..l };
    let belgian = Buyer {
        siren: None,
        siret: None,
        vat_number: Some("BE0417497106".into()),
        address: Some(Address { country: "BE".into(), ..address("Rue Neuve 12", "1000", "Bruxelles") }),
        ..company()
    };
    let emoji = |mut d: Document| {
        d.lines[0].label = "Lavage 🚗✨ intérieur – “premium” 洗車".into();
        d.buyer.name = "Zoë Łukasiewicz-Þórsdóttir ❤️".into();
        d
    };
    let free = |mut d: Document| {
        d.lines[1].discount = Discount::parse("100").expect("a discount");
        d
    };
    vec![
        ("professionnel", invoice()),
        ("particulier", consumer()),
        (
            "particulier-sans-adresse",
            Document {
                buyer: Buyer { address: None, email: None, ..person() },
                number: Some("FA-2026-000150".into()),
                ..consumer()
            },
        ),
        (
            "administration",
            Document {
                buyer: town_hall(),
                number: Some("FA-2026-000151".into()),
                purchase_order: Some("ENG-2026-4410".into()),
                ..invoice()
            },
        ),
        ("franchise-et-debours", franchise()),
        ("quatre-taux", four_rates()),
        (
            "guadeloupe",
            reckon(Document {
                number: Some("FA-2026-000152".into()),
                seller: Seller {
                    address: address("Rue de la Chapelle", "97122", "Baie-Mahault"),
                    rcs_town: Some("Pointe-à-Pitre".into()),
                    ..garage()
                },
                buyer: Buyer { address: Some(address("Zone de Jarry", "97122", "Baie-Mahault")), ..company() },
                lines: brakes().into_iter().map(overseas).collect(),
                ..invoice()
            }),
        ),
        ("par-operation", operations()),
        ("noms-longs", long_names()),
        ("deux-pages", many_lines("FA-2026-000153", 20)),
        ("soixante-lignes", many_lines("FA-2026-000154", 60)),
        ("sept-pages", many_lines("FA-2026-000155", 165)),
        ("remise-totale", reckon(free(Document { number: Some("FA-2026-000156".into()), ..invoice() }))),
        (
            "tout-offert",
            reckon(Document {
                number: Some("FA-2026-000157".into()),
                lines: brakes()
                    .into_iter()
                    .map(|l| Line { discount: Discount::parse("100").expect("a discount"), ..l })
                    .collect(),
                ..invoice()
            }),
        ),
        ("emoji", emoji(Document { number: Some("FA-2026-000158".into()), ..consumer() })),
        (
            "acompte-verse",
            Document {
                number: Some("FA-2026-000159".into()),
                prepaid: Cents(10_000),
                seller: Seller { vat_on_debits: true, ..garage() },
                ..invoice()
            },
        ),
        (
            "acquittee",
            Document { number: Some("FA-2026-000160".into()), prepaid: consumer().totals.gross, ..consumer() },
        ),
        (
            "professionnel-ttc",
            reckon(Document {
                number: Some("FA-2026-000161".into()),
                buyer: company(),
                mentions: mentions(),
                due_on: Some(day(12, 20)),
                ..consumer()
            }),
        ),
        ("client-belge", Document { number: Some("FA-2026-000162".into()), buyer: belgian, ..invoice() }),
        ("avoir", credit_note()),
        ("demonstration", Document { number: Some("DEMO-2026-000001".into()), demo: true, ..consumer() }),
        ("devis", quote()),
        ("devis-brouillon", Document { number: None, ..quote() }),
        ("facture-brouillon", Document { number: None, ..invoice() }),
    ]
}
