//! Vehicle identification numbers: seventeen characters, never I, O or Q, four digits at the end.

use super::letters;

pub(crate) const LENGTH: usize = 17;

/// The makers (first three characters) met in France: only to find where a number begins among others.
const MAKERS: &str = "VF1 VF2 VF3 VF4 VF6 VF7 VF8 VFA VS5 VNV VR1 VR3 VR7 VS7 VS8 UU1 WVW WV1 WV2 WV3 WVG WBA WBS WBX WBY WDB WDC \
    WDD WDF W1A W1K W1N W1V WAU WUA WA1 TRU VNK NMT JTD JTH SB1 JTM WF0 W0L W0V VXK VXE ZFA SJN JN1 VSK U5Y KNA KNE TMA \
    KMH NLH TMB VSS WMW YV1 YV4 LRW 5YJ XP7 SAL SAJ ZAR ZLA ZDC JKA VG5 JYA ZCF TSM JMZ JMB SHH SHS JHM WME WP0 WP1 LSJ \
    LGX JSA MMC 1C4 ZAC ZDM SMT";

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
    MAKERS.split_whitespace()
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
