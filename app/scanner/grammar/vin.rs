//! Vehicle identification numbers: seventeen characters, never I, O or Q, four digits at the end.

use super::letters;

pub(crate) const LENGTH: usize = 17;

/// The makers (first three characters) met in France and the makes that bear their numbers; several build for others.
const MAKERS: [(&str, &str); 46] = [
    ("VF1 VF2 VF6 VFA", "RENAULT|RENAULT TRUCKS|DACIA|NISSAN|ALPINE|OPEL|FIAT|MERCEDES|MERCEDES-BENZ|MITSUBISHI"),
    ("VF3 VR3", "PEUGEOT|CITROEN|FIAT|TOYOTA|OPEL|DS"),
    ("VF4 VF8", ""),
    ("VF7 VR1 VR7", "CITROEN|DS|DS AUTOMOBILES|PEUGEOT|TOYOTA|OPEL|FIAT"),
    ("VS5", "RENAULT"),
    ("VS7 VS8", "CITROEN|PEUGEOT"),
    ("VNV", "NISSAN|RENAULT"),
    ("UU1", "DACIA|RENAULT|NISSAN"),
    ("WVW WV1 WV2 WV3 WVG", "VOLKSWAGEN|CUPRA|SEAT|SKODA"),
    ("WBA WBS WBX WBY", "BMW"),
    ("WDB WDC WDD WDF W1A W1K W1N W1V", "MERCEDES|MERCEDES-BENZ|SMART"),
    ("WAU WUA WA1 TRU", "AUDI"),
    ("VNK NMT JTD JTH SB1 JTM", "TOYOTA|LEXUS|MAZDA|SUZUKI"),
    ("WF0", "FORD|VOLKSWAGEN"),
    ("W0L W0V VXK VXE", "OPEL|TOYOTA|FIAT|PEUGEOT|CITROEN|DS"),
    (
        "ZFA",
        "FIAT|ABARTH|ALFA ROMEO|LANCIA|JEEP|PILOTE|CHALLENGER|CHAUSSON|ADRIA|HYMER|BURSTNER|RAPIDO|FIAT PILOTE|IVECO",
    ),
    ("SJN JN1 VSK", "NISSAN|INFINITI"),
    ("U5Y KNA KNE", "KIA"),
    ("TMA KMH NLH", "HYUNDAI"),
    ("TMB", "SKODA|VOLKSWAGEN"),
    ("VSS", "SEAT|CUPRA|AUDI"),
    ("WMW", "MINI|BMW"),
    ("YV1 YV4", "VOLVO"),
    ("LRW 5YJ XP7", "TESLA"),
    ("SAL", "LAND ROVER"),
    ("SAJ", "JAGUAR"),
    ("ZAR", "ALFA ROMEO"),
    ("ZLA", "LANCIA"),
    ("ZDC JHM SHH SHS", "HONDA"),
    ("JKA", "KAWASAKI"),
    ("VG5 JYA", "YAMAHA"),
    ("ZCF", "IVECO"),
    ("TSM", "SUZUKI"),
    ("JMZ", "MAZDA"),
    ("JMB MMC", "MITSUBISHI"),
    ("WME", "SMART|MERCEDES|MERCEDES-BENZ"),
    ("WP0 WP1", "PORSCHE"),
    ("LSJ", "MG"),
    ("LGX", "BYD"),
    ("JSA", "SUZUKI"),
    ("1C4 ZAC", "JEEP|CHRYSLER|DODGE|FIAT|ALFA ROMEO"),
    ("ZDM", "DUCATI"),
    ("SMT", "TRIUMPH"),
    ("ZAP", "PIAGGIO|VESPA"),
    ("VBK", "KTM"),
    ("1HD 5HD", "HARLEY-DAVIDSON"),
];

/// What was read as a number's characters; of more than seventeen, those from a known maker on, or the last ones.
pub(crate) fn shaped(text: &str) -> String {
    shaped_but_for_i(text).replace('I', "1")
}

/// The same with each I left as it was read: it may have been a 1 or a J.
pub(crate) fn shaped_but_for_i(text: &str) -> String {
    let read = letters::codes(text).replace(['O', 'Q'], "0");
    let Some(spare) = read.len().checked_sub(LENGTH) else { return read };
    let known = |i: &usize| makers().any(|maker| read[*i..].replace('I', "1").starts_with(maker));
    let start = (0..=spare).find(known).unwrap_or(spare);
    let (number, serial) = read[start..start + LENGTH].split_at(LENGTH - 4);
    number.chars().chain(serial.chars().map(letters::as_digit)).collect()
}

/// The makers' three characters.
pub(crate) fn makers() -> impl Iterator<Item = &'static str> {
    MAKERS.iter().flat_map(|(makers, _)| makers.split_whitespace())
}

/// Where several makes share a factory's numbers and these are one make's own.
const OWN: [(&str, &str); 2] = [("VR1", "DS"), ("VS8", "PEUGEOT")];

/// The make a whole number speaks of, if its maker is known: the first of those that bear it, which builds for the others.
pub(crate) fn make_of(number: &str) -> Option<&'static str> {
    let maker = number.get(..3).filter(|_| number.len() == LENGTH)?;
    if let Some((_, make)) = OWN.iter().find(|(own, _)| *own == maker) {
        return Some(make);
    }
    let (_, makes) = MAKERS.iter().find(|(makers, _)| makers.split_whitespace().any(|m| m == maker))?;
    makes.split('|').next().filter(|make| !make.is_empty())
}

/// Whether a make may bear this number: not, if the maker is known, the make is, and they are not each other's.
pub(crate) fn may_be_of(number: &str, make: &str) -> bool {
    let makes = |list: &str| list.split('|').any(|known| known == make);
    let known = MAKERS.iter().any(|(_, list)| makes(list));
    let own = MAKERS.iter().find(|(makers, _)| makers.split_whitespace().any(|maker| number.starts_with(maker)));
    !known || own.is_none_or(|(_, list)| list.is_empty() || makes(list))
}

pub(crate) fn is_valid(vin: &str) -> bool {
    let allowed = |c: char| c.is_ascii_digit() || (c.is_ascii_uppercase() && !matches!(c, 'I' | 'O' | 'Q'));
    vin.len() == LENGTH && vin.chars().all(allowed) && vin.chars().skip(LENGTH - 4).all(|c| c.is_ascii_digit())
}

/// What a shape stands for at a place, if it can stand there.
pub(crate) fn name(i: usize, letter: char) -> Option<char> {
    let letter = match letter {
        'O' | 'Q' => '0',
        'I' => '1',
        letter => letter,
    };
    (i < LENGTH - 4 || letter.is_ascii_digit()).then_some(letter)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_vin_is_found_in_what_was_read() {
        let cases = [
            ("VF1RJA00067123456", "VF1RJA00067123456"),
            ("VFIRJAOOO6712345S", "VF1RJA00067123455"),
            ("E. VF1RJA00067123456", "VF1RJA00067123456"),
            ("VF1RJA0006712345677", "VF1RJA00067123456"),
            ("XXXVFX1RJA00067123456", "X1RJA00067123456"),
            ("VF1RJA", "VF1RJA"),
            ("", ""),
        ];
        for (text, vin) in cases {
            let shaped = shaped(text);
            assert!(shaped == vin || (vin.len() == 16 && shaped.ends_with(vin)), "{text}: {shaped}");
        }
    }

    #[test]
    fn a_vin_has_its_letters() {
        for (vin, valid) in [
            ("VF1RJA00067123456", true),
            ("VF1RJA0006712345", false),
            ("VFIRJA00067123456", false),
            ("VF1RJA0006712345X", false),
            ("vf1RJA00067123456", false),
        ] {
            assert_eq!(is_valid(vin), valid, "{vin}");
        }
    }
}
