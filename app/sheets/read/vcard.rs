//! vCard 2.1, 3.0 (RFC 2426) and 4.0 (RFC 6350): what phones, Outlook and Gmail give.

mod card;
mod property;

use super::Encoding;
use crate::sheet::Gathered;
use crate::{Format, Sheet, Unreadable};
use card::Card;
use property::Properties;

/// The columns that cards come out as. `civility` is the prefix (`M.`, `Dr`); a `phone_type` is `cell`, `work`, `home`, `fax`
/// or nothing; `notes` ends with what has no column of its own, one a line.
pub const VCARD_HEADER: [&str; 24] = [
    "last_name",
    "first_name",
    "civility",
    "company",
    "email",
    "email_2",
    "email_3",
    "phone",
    "phone_type",
    "phone_2",
    "phone_2_type",
    "phone_3",
    "phone_3_type",
    "street",
    "extra",
    "postcode",
    "town",
    "country",
    "street_2",
    "postcode_2",
    "town_2",
    "notes",
    "categories",
    "birthday",
];

/// A card that is never closed ends where the next begins.
pub fn read(text: &str, encoding: Encoding) -> Result<Sheet, Unreadable> {
    let mut gathered = Gathered::under(&VCARD_HEADER);
    let mut open: Option<(u32, Card)> = None;
    for (line, property) in Properties::of(text) {
        let begins = property.is("BEGIN", "VCARD");
        if begins || property.is("END", "VCARD") {
            if let Some((line, card)) = open.take() {
                gathered.add(line, card.cells())?;
            }
            open = begins.then(|| (line, Card::default()));
        } else if let Some((_, card)) = &mut open {
            card.take(&property);
        }
    }
    if let Some((line, card)) = open {
        gathered.add(line, card.cells())?;
    }
    gathered.sheet_of_all(Format::VCard { encoding })
}

#[cfg(test)]
mod tests;
