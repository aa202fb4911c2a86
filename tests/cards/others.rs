//! What people photograph instead of the filled side of a card: its other side, a card of before 2009, a foreign one,
//! any other paper.

use anyhow::Result;

use crate::dice::Dice;
use crate::ink::{Print, Sheet};
use crate::siv::Fonts;
use crate::tables::*;
use crate::truth::{self, Truth};

#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Other {
    Recto,
    Fni,
    Foreign,
    Invoice,
    Blank,
}

impl Other {
    pub const ALL: [Other; 5] = [Other::Recto, Other::Fni, Other::Foreign, Other::Invoice, Other::Blank];

    /// What the scanner should say of it.
    pub fn reason(self) -> &'static str {
        match self {
            Other::Recto => "other_side",
            Other::Fni => "old_card",
            Other::Foreign => "foreign_card",
            Other::Invoice | Other::Blank => "not_a_card",
        }
    }

    pub fn draw(self, dice: &mut Dice, fonts: &Fonts) -> Result<Sheet> {
        let truth = truth::invent(dice);
        match self {
            Other::Recto => recto(dice, fonts),
            Other::Fni => fni(dice, &truth, fonts),
            Other::Foreign => foreign(dice, &truth, fonts),
            Other::Invoice => invoice(dice, fonts),
            Other::Blank => {
                let mut sheet = Sheet::new((0.0, 0.0), (125.0, 200.0))?;
                sheet.filled(-1.0, -1.0, 127.0, 202.0, [240, 238, 232], 1.0);
                Ok(sheet)
            }
        }
    }
}

fn plain<'a>(dice: &mut Dice, fonts: &'a Fonts, capital: f32) -> Print<'a> {
    let font = &fonts.plain[dice.next() as usize % fonts.plain.len()];
    Print { font, capital, colour: [45, 45, 55], strength: 0.95 }
}

fn lines(sheet: &mut Sheet, lines: &[&str], at: (f32, f32), step: f32, print: Print) {
    for (i, line) in lines.iter().enumerate() {
        sheet.text(line, at.0, at.1 + step * i as f32, print);
    }
}

fn recto(dice: &mut Dice, fonts: &Fonts) -> Result<Sheet> {
    let mut sheet = Sheet::new((0.0, -6.0), (125.0, 254.0))?;
    sheet.filled(-1.0, -7.0, 140.0, 260.0, [248, 248, 246], 1.0);
    crate::paper::tint(dice, &mut sheet, 125.0, 254.0);
    let (large, small) = (plain(dice, fonts, 2.6), plain(dice, fonts, 1.3));
    lines(
        &mut sheet,
        &["RÉPUBLIQUE FRANÇAISE", "MINISTÈRE DE L'INTÉRIEUR", "COMMUNAUTÉ EUROPÉENNE", "CERTIFICAT D'IMMATRICULATION"],
        (25.0, 6.0),
        6.0,
        large,
    );
    let codes = [
        "(A) Numéro d'immatriculation (B) Date de la 1ère immatriculation du véhicule",
        "(C.1) Nom, prénom du titulaire (C.3) Adresse (C.4a) Mention du propriétaire",
        "(D.1) Marque (D.2) Type, variante, version (D.2.1) Code national d'identification du type",
        "(D.3) Dénomination commerciale (E) Numéro d'identification du véhicule",
        "(F.1) Masse en charge maximale (F.2) (F.3) (G) Masse du véhicule en service (G.1) Poids à vide",
        "(H) Période de validité (I) Date de l'immatriculation (J) Catégorie (J.1) Genre national",
        "(J.2) Carrosserie CE (J.3) Carrosserie nationale (K) Numéro de réception par type",
        "(P.1) Cylindrée (P.2) Puissance nette (P.3) Type de carburant (P.6) Puissance administrative",
        "(Q) Rapport puissance/masse (S.1) Places assises (S.2) Places debout (U.1) Niveau sonore",
        "(U.2) Régime (V.7) CO2 (V.9) Classe environnementale (X.1) Date de visite technique",
        "(Y.1) Taxe régionale (Y.2) (Y.3) (Y.4) (Y.5) (Y.6) (Z.1) à (Z.4) Mentions spécifiques",
    ];
    lines(&mut sheet, &codes, (5.0, 38.0), 4.2, small);
    lines(
        &mut sheet,
        &["VISITES TECHNIQUES", "Cachet du centre de contrôle"],
        (8.0, 95.0),
        6.0,
        plain(dice, fonts, 1.8),
    );
    for row in 0..3 {
        for column in 0..3 {
            let (x, y) = (6.0 + 38.0 * column as f32, 108.0 + 26.0 * row as f32);
            for (from, to) in [((x, y), (x + 34.0, y)), ((x, y), (x, y + 22.0)), ((x + 34.0, y), (x + 34.0, y + 22.0))]
            {
                sheet.rule(from, to, 0.3, [90, 90, 100], None);
            }
        }
    }
    let coupon =
        ["COUPON DÉTACHABLE", "à conserver par l'acheteur", "Nom de l'acheteur :", "Adresse :", "Signature du vendeur"];
    lines(&mut sheet, &coupon, (8.0, 196.0), 7.0, plain(dice, fonts, 1.9));
    Ok(sheet)
}

/// Before 2009: another layout, a plate such as 1234 AB 56, no machine-readable zone.
fn fni(dice: &mut Dice, truth: &Truth, fonts: &Fonts) -> Result<Sheet> {
    let mut sheet = Sheet::new((0.0, 0.0), (105.0, 222.0))?;
    sheet.filled(-1.0, -1.0, 110.0, 230.0, [206, 208, 202], 1.0);
    crate::paper::tint(dice, &mut sheet, 105.0, 222.0);
    let print = plain(dice, fonts, 1.5);
    let value = Print { font: &fonts.values[dice.next() as usize % fonts.values.len()], capital: 2.1, ..print };
    lines(
        &mut sheet,
        &["RÉPUBLIQUE FRANÇAISE", "MINISTÈRE DE L'INTÉRIEUR", "CERTIFICAT D'IMMATRICULATION"],
        (20.0, 6.0),
        5.0,
        Print { capital: 2.2, ..print },
    );
    let plate =
        format!("{} {} {:02}", dice.whole(10, 9999), dice.letters("ABCDEFGHJKLMNPQRSTVWXYZ", 2), dice.whole(1, 95));
    let rows = [
        ("N° IMMATRICULATION", plate),
        ("NOM ET PRÉNOM", format!("{} {}", truth.get("C.1"), truth.get("C.1p"))),
        ("DOMICILE", truth.address.join(" ")),
        ("GENRE", truth.get("J.1").to_string()),
        ("MARQUE", truth.get("D.1").to_string()),
        ("TYPE", truth.get("D.2").to_string()),
        ("N° DANS LA SÉRIE DU TYPE", truth.get("E").to_string()),
        ("CARROSSERIE", truth.get("J.3").to_string()),
        ("ÉNERGIE", truth.get("P.3").to_string()),
        ("PUISSANCE", truth.get("P.6").to_string()),
        ("PLACES ASSISES", truth.get("S.1").to_string()),
        ("POIDS TOTAL EN CHARGE", truth.get("F.2").to_string()),
        ("POIDS À VIDE", truth.get("G.1").to_string()),
        ("DATE DE 1ÈRE MISE EN CIRCULATION", truth.get("B").to_string()),
        ("DATE DU PRÉSENT CERTIFICAT", truth.get("B").to_string()),
    ];
    for (i, (label, text)) in rows.iter().enumerate() {
        let y = 32.0 + 11.5 * i as f32;
        sheet.text(label, 6.0, y, print);
        sheet.pitched(text, 8.0, y + 4.8, 1.9, value);
    }
    lines(&mut sheet, &["PRÉFECTURE", "Le préfet"], (62.0, 205.0), 6.0, print);
    Ok(sheet)
}

/// The codes are those of the same directive, in another order and another language.
fn foreign(dice: &mut Dice, truth: &Truth, fonts: &Fonts) -> Result<Sheet> {
    let (mut sheet, german) = (Sheet::new((0.0, 0.0), (212.0, 105.0))?, dice.chance(0.5));
    sheet.filled(-1.0, -1.0, 215.0, 110.0, [222, 232, 214], 1.0);
    crate::paper::tint(dice, &mut sheet, 212.0, 105.0);
    let print = plain(dice, fonts, 1.5);
    let value = Print { font: &fonts.values[dice.next() as usize % fonts.values.len()], capital: 2.0, ..print };
    let titles: [&str; 3] = if german {
        ["BUNDESREPUBLIK DEUTSCHLAND", "Zulassungsbescheinigung Teil I", "(Fahrzeugschein)"]
    } else {
        [
            "ROYAUME DE BELGIQUE - KONINKRIJK BELGIË",
            "CERTIFICAT D'IMMATRICULATION - KENTEKENBEWIJS",
            "PARTIE I - DEEL I",
        ]
    };
    lines(&mut sheet, &titles, (6.0, 6.0), 4.5, Print { capital: 2.0, ..print });
    let codes = [
        "A", "B", "C.1.1", "C.1.2", "C.1.3", "D.1", "D.2", "D.3", "E", "F.1", "G", "I", "J", "K", "P.1", "P.2", "P.3",
        "R", "S.1", "V.7",
    ];
    for (i, code) in codes.iter().enumerate() {
        let (x, y) = (6.0 + 70.0 * (i / 7) as f32, 26.0 + 10.5 * (i % 7) as f32);
        sheet.text(code, x, y, print);
        let text = match *code {
            "A" => {
                format!("{} {} {}", dice.letters("BDFHKMNS", 2), dice.letters("ABCDEFGHKLMNP", 2), dice.whole(10, 9999))
            }
            "C.1.1" => truth.get("C.1").to_string(),
            "C.1.2" => truth.get("C.1p").to_string(),
            "C.1.3" => format!("{} {}", dice.word(STREETS), dice.whole(1, 99)),
            "R" => "SCHWARZ".to_string(),
            code => truth.get(code).to_string(),
        };
        sheet.pitched(&text, x + 11.0, y, 1.95, value);
    }
    Ok(sheet)
}

fn invoice(dice: &mut Dice, fonts: &Fonts) -> Result<Sheet> {
    let mut sheet = Sheet::new((0.0, 0.0), (210.0, 297.0))?;
    sheet.filled(-1.0, -1.0, 212.0, 300.0, [251, 251, 250], 1.0);
    let print = plain(dice, fonts, 2.0);
    let garage = format!("GARAGE {}", dice.word(SURNAMES));
    lines(
        &mut sheet,
        &[&garage, dice.word(TOWNS), "FACTURE N° F-2025-00412", "Date : 12/03/2025"],
        (18.0, 20.0),
        6.0,
        Print { capital: 2.6, ..print },
    );
    for i in 0..14 {
        let work = [
            "Vidange et filtre à huile",
            "Plaquettes de frein avant",
            "Main d'oeuvre",
            "Disques arrière",
            "Diagnostic",
        ];
        let y = 80.0 + 9.0 * i as f32;
        sheet.text(dice.pick(&work), 18.0, y, print);
        sheet.text(&format!("{},{:02} €", dice.whole(5, 400), dice.whole(0, 99)), 165.0, y, print);
        sheet.rule((16.0, y + 4.0), (195.0, y + 4.0), 0.2, [150, 150, 150], None);
    }
    lines(&mut sheet, &["Total HT", "TVA 20 %", "Total TTC"], (130.0, 220.0), 7.0, print);
    Ok(sheet)
}
