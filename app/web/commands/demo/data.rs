//! Invented names, streets and cars. Numbers are drawn: SIREN and SIRET satisfy their check digits and belong to nobody.

use chrono::{Months, NaiveDate};
use crm::{contacts::ContactForm, garages::GarageForm, vehicles::VehicleForm};

pub const REQUESTS: [&str; 8] = [
    "Vidange et contrôle des niveaux",
    "Bruit à l’avant au freinage",
    "Voyant moteur allumé",
    "Préparation au contrôle technique",
    "Climatisation qui ne refroidit plus",
    "Changement des pneus avant",
    "Révision avant les vacances",
    "Démarrage difficile le matin",
];

pub fn garage() -> GarageForm {
    GarageForm {
        name: "Garage Martin SARL".into(),
        trade_name: "Garage Martin".into(),
        legal_form: "SARL".into(),
        capital: "20000".into(),
        siret: "12345678200010".into(),
        rcs_town: "Rodez".into(),
        ape: "4520A".into(),
        street: "12 avenue de la Gare".into(),
        postcode: "12000".into(),
        town: "Rodez".into(),
        phone: "05 65 00 00 00".into(),
        email: "contact@garage-martin.example".into(),
        iban: "FR76 3000 6000 0112 3456 7890 189".into(),
        bic: "AGRIFRPP".into(),
        time_zone: "Europe/Paris".into(),
        lang: "fr".into(),
        vat_rate: "20".into(),
        entry: "ttc".into(),
        payment_days: "30".into(),
        quote_days: "30".into(),
        labour_t1: "65".into(),
        labour_t2: "75".into(),
        labour_t3: "90".into(),
        labour_method: "book".into(),
        mediator_name: "Médiateur factice de l’automobile".into(),
        mediator_address: "1 rue de l’Exemple, 75000 Paris".into(),
        mediator_url: "https://mediateur.example".into(),
        insurance: "RC professionnelle Assurances Factices, 2 rue de l’Exemple, 75000 Paris, France entière".into(),
        ..GarageForm::default()
    }
}

const FIRST: [&str; 20] = [
    "Camille", "Julien", "Fatima", "Pierre", "Élodie", "Mehdi", "Nathalie", "Lucas", "Inès", "Thierry", "Chloé",
    "Antoine", "Sandrine", "Yanis", "Hélène", "Olivier", "Manon", "Rachid", "Brigitte", "Théo",
];
const LAST: [&str; 34] = [
    "Dupont",
    "Lefèvre",
    "Moreau",
    "Garcia",
    "Roux",
    "Fontaine",
    "Chevalier",
    "Robin",
    "Masson",
    "Sanchez",
    "Noël",
    "Dufour",
    "Blanchard",
    "Brunet",
    "Giraud",
    "Rivière",
    "Arnaud",
    "Colin",
    "Barbier",
    "Renard",
    "Vidal",
    "Gaillard",
    "Picard",
    "Roger",
    "Fabre",
    "Aubert",
    "Lemoine",
    "Bourgeois",
    "Vasseur",
    "Charpentier",
    "Delmas",
    "Cros",
    "Puech",
    "Calvet",
];
const STREETS: [&str; 8] = [
    "rue des Lilas",
    "avenue Victor-Hugo",
    "place du Foirail",
    "chemin de la Source",
    "boulevard Gambetta",
    "rue du Bac",
    "impasse des Tilleuls",
    "route d’Espalion",
];
const TOWNS: [(&str, &str); 6] = [
    ("12000", "Rodez"),
    ("12100", "Millau"),
    ("12200", "Villefranche-de-Rouergue"),
    ("12500", "Espalion"),
    ("12850", "Onet-le-Château"),
    ("12300", "Decazeville"),
];
const COMPANIES: [(&str, &str); 5] = [
    ("Transports du Causse SAS", "100000033"),
    ("Boulangerie Vidal SARL", "100000041"),
    ("Menuiserie des Monts EURL", "100000058"),
    ("Ambulances Rouergue SAS", "100000090"),
    ("Taxi Delmas EI", "100000066"),
];

/// Thirty-four people, five companies, one town hall.
pub fn contact(n: usize) -> ContactForm {
    let (postcode, town) = TOWNS[n % TOWNS.len()];
    let mut form = ContactForm {
        kind: "particulier".into(),
        lang: "fr".into(),
        phone: format!("06 {:02} {:02} {:02} {:02}", 10 + n, (n * 7) % 100, (n * 13) % 100, (n * 29) % 100),
        street: format!("{} {}", 1 + (n * 3) % 90, STREETS[n % STREETS.len()]),
        postcode: postcode.into(),
        town: town.into(),
        first_name: FIRST[n % FIRST.len()].into(),
        ..ContactForm::default()
    };
    match n {
        34..=38 => {
            let (company, siren) = COMPANIES[n - 34];
            form.kind = "professionnel".into();
            form.company = company.into();
            form.siren = siren.into();
            form.last_name = LAST[n - 34].into();
            form.email = format!("compta{n}@entreprise.example");
        }
        39 => {
            form.kind = "administration".into();
            form.company = "Mairie de Factice-sur-Lot".into();
            form.siren = "10000012400006".into();
            form.service_code = "ATELIER".into();
            form.first_name = String::new();
            form.email = "mairie@factice.example".into();
        }
        _ => {
            form.last_name = LAST[n].into();
            // A few have no e-mail: their link is shown on the tablet.
            if n % 6 != 5 {
                form.email = format!("{}.{}@exemple.example", plain(FIRST[n % FIRST.len()]), plain(LAST[n]));
            }
        }
    }
    form
}

fn plain(name: &str) -> String {
    crm::text::key(name).replace(' ', "-")
}

const CARS: [(&str, &str, &str, i32); 12] = [
    ("Renault", "CLIO IV", "ES", 5),
    ("Peugeot", "208", "ES", 4),
    ("Citroën", "C3", "GO", 5),
    ("Dacia", "SANDERO", "EG", 4),
    ("Volkswagen", "GOLF", "GO", 6),
    ("Toyota", "YARIS", "EH", 4),
    ("Renault", "KANGOO", "GO", 5),
    ("Tesla", "MODEL 3", "EL", 9),
    ("Peugeot", "PARTNER", "GO", 5),
    ("Fiat", "500", "ES", 4),
    ("Renault", "MEGANE", "GO", 6),
    ("Opel", "CORSA", "ES", 5),
];

pub fn vehicle(n: usize, today: NaiveDate) -> VehicleForm {
    let (make, model, energy, power) = CARS[n % CARS.len()];
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTVWXYZ";
    let letter = |k: usize| char::from(LETTERS[k % LETTERS.len()]);
    let plate =
        format!("{}{}-{:03}-{}{}", letter(5 + n / 9), letter(n * 3), 101 + n * 16, letter(n * 5), letter(n * 11 + 2));
    let first = today.checked_sub_months(Months::new(14 + 5 * n as u32)).unwrap_or(today);
    let due = today.checked_add_months(Months::new((n % 24) as u32)).unwrap_or(today);
    VehicleForm {
        plate,
        vin: format!("VF1{}{}{:02}{:05}{:04}", letter(n), letter(n + 4), n, 10_000 + n * 37, 1_000 + n * 7),
        make: make.into(),
        model: model.into(),
        energy: energy.into(),
        genre: if matches!(model, "KANGOO" | "PARTNER") { "CTTE" } else { "VP" }.into(),
        first_registered_on: first.to_string(),
        inspection_due_on: due.to_string(),
        fiscal_power: power.to_string(),
        ..VehicleForm::default()
    }
}
