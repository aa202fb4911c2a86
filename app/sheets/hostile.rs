//! Files made to harm, thousands of them: [`crate::read`] may refuse, never panic.

use crate::{Csv, Sheet, Unreadable, Xlsx, read};

/// A small generator with a seed (xorshift), so that a failure can be seen again.
struct Chance(u64);

impl Chance {
    fn below(&mut self, bound: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % u64::try_from(bound.max(1)).unwrap()).unwrap()
    }

    /// Some bytes changed, cut out, doubled, or replaced by what means something to one of the readers.
    fn spoil(&mut self, bytes: &[u8]) -> Vec<u8> {
        let mut spoilt = bytes.to_vec();
        for _ in 0..=self.below(4) {
            let at = self.below(spoilt.len());
            let end = (at + self.below(40)).min(spoilt.len());
            match self.below(5) {
                0 if at < end => spoilt[at] = u8::try_from(self.below(256)).unwrap(),
                1 => drop(spoilt.drain(at..end)),
                2 => spoilt.extend_from_within(at..end),
                3 => spoilt.truncate(end),
                _ => drop(spoilt.splice(at..end, TOKENS[self.below(TOKENS.len())].bytes())),
            }
        }
        spoilt
    }
}

const TOKENS: [&str; 24] = [
    "\"",
    "'",
    ";",
    "\r",
    "\n ",
    "=\n",
    "=3",
    "\\",
    "é",
    "\u{feff}",
    "sep=",
    "BEGIN:VCARD",
    "END:VCARD\n",
    "TEL;",
    "tel:é",
    ":",
    "<c r=\"",
    "<si><t>",
    "_x00",
    "&#xFFFFFFFF;",
    "&",
    "4294967296",
    "-1",
    "t=\"s\"",
];

const TEXTS: [&str; 3] = [
    "Nom;Tél;Note\r\nDupont;\"06 12\r\n34\";=1+1\r\n\r\nÉlodie;-12,50;'@x\r\n",
    "sep=,\na,b|c\n\"x\"\"y\",2\n",
    "BEGIN:VCARD\nN;CHARSET=UTF-8;ENCODING=QUOTED-PRINTABLE:L=C3=A9;=\nx\nitem1.TEL;TYPE=\"a,b\":tel:+33;e\n \\n\\,f\n\
     ADR:;;a\\;b;c\nNOTE:é\nPHOTO;BASE64:\n AAA\n\nEND:VCARD\n",
];

const PARTS: [(&str, &str); 6] = [
    ("_rels/.rels", "<R><Relationship Id=\"a\" Type=\"s/officeDocument\" Target=\"/xl/workbook.xml\"/></R>"),
    (
        "xl/workbook.xml",
        "<workbook><workbookPr date1904=\"1\"/><sheet name=\"x\" state=\"visible\" r:id=\"b\"/></workbook>",
    ),
    ("xl/_rels/workbook.xml.rels", "<R><Relationship Id=\"b\" Type=\"s/worksheet\" Target=\"../xl/s.xml\"/></R>"),
    (
        "xl/styles.xml",
        "<s><numFmts><numFmt numFmtId=\"9\" formatCode=\"[$-1]d&quot;\"/></numFmts><cellXfs><xf numFmtId=\"9\"/></cellXfs></s>",
    ),
    ("xl/sharedStrings.xml", "<sst><si><t>a_x000D_&#233;</t><rPh><t>b</t></rPh></si></sst>"),
    (
        "xl/s.xml",
        "<w><sheetData><row r=\"1\"><c r=\"A1\" t=\"s\"><v>0</v></c><c t=\"b\"><v>1</v></c></row>\
         <row><c s=\"0\"><v>46349.5</v></c><c r=\"AB9\" t=\"inlineStr\"><is><t>x</t></is></c></row></sheetData></w>",
    ),
];

fn check(read: Result<Sheet, Unreadable>) -> bool {
    let Ok(sheet) = read else { return false };
    for row in &sheet.rows {
        assert_eq!(row.cells.len(), sheet.header.len());
        assert!(row.line > 0 && row.extra.last() != Some(&String::new()));
    }
    true
}

#[test]
fn no_bytes_make_it_panic() {
    let mut chance = Chance(0x5EED);
    for round in 0..1_200 {
        let length = chance.below(200);
        let noise: Vec<u8> = (0..length).map(|_| u8::try_from(chance.below(256)).unwrap()).collect();
        check(read(&noise));
        check(read(&noise.iter().map(|b| b % 96 + 32).collect::<Vec<u8>>()));
        let text = TEXTS[round % TEXTS.len()];
        check(read(&chance.spoil(text.as_bytes())));
        let wide: Vec<u8> = format!("\u{feff}{text}").encode_utf16().flat_map(u16::to_be_bytes).collect();
        check(read(&chance.spoil(&wide)));
    }
}

#[test]
fn no_workbook_makes_it_panic() {
    let mut chance = Chance(0xBAD);
    let whole = zipped(&PARTS.map(|(name, part)| (name, part.into())));
    assert!(check(read(&whole)));
    let mut read_still = 0;
    for round in 0..1_500 {
        check(read(&chance.spoil(&whole)));
        let mut parts = PARTS.map(|(name, part)| (name, part.as_bytes().to_vec()));
        let spoilt = &mut parts[round % PARTS.len()].1;
        *spoilt = chance.spoil(spoilt);
        read_still += usize::from(check(read(&zipped(&parts))));
    }
    // Else the damage is never met by anything but the first check.
    assert!((150..1_350).contains(&read_still), "{read_still}");
}

#[test]
fn a_declared_size_makes_no_room() {
    let whole = zipped(&PARTS.map(|(name, part)| (name, part.into())));
    let end = whole.windows(4).rposition(|w| w == b"PK\x05\x06").unwrap();
    let mut declared = whole.clone();
    declared[end + 8..end + 12].fill(0xFF);
    assert_eq!(read(&declared), Err(Unreadable::Broken));
    let locator = [&whole[..end], b"PK\x06\x07", &[0; 16], &whole[end..]].concat();
    assert_eq!(read(&locator), Err(Unreadable::Broken));
}

/// What one side writes, the other reads, whatever the cells.
#[test]
fn any_cells_come_back_the_same() {
    let mut chance = Chance(0xF00D);
    for _ in 0..100 {
        let mut cells: Vec<String> =
            (0..4).map(|_| (0..chance.below(6)).map(|_| SIGNS[chance.below(SIGNS.len())]).collect()).collect();
        cells.push("end".to_owned());
        let mut csv = Csv::new(["a", "b", "c", "d", "e"]);
        csv.row(&cells);
        assert_eq!(read(&csv.take()).unwrap().rows[0].cells, cells);
        let mut xlsx = Xlsx::new("x", ["a", "b", "c", "d", "e"]).unwrap();
        xlsx.row(&cells).unwrap();
        assert_eq!(read(&xlsx.finish().unwrap()).unwrap().rows[0].cells, cells);
    }
}

const SIGNS: [&str; 20] = [
    "=", "+", "-", "@", "\t", "\r", "\n", "'", "\"", ";", ",", " ", "|", "1", "é", "＝", "_x000D_", "<", "&amp;",
    "\u{b}",
];

fn zipped(parts: &[(&str, Vec<u8>)]) -> Vec<u8> {
    use std::io::Write;
    let mut zip = zip::write::ZipWriter::new(std::io::Cursor::new(Vec::new()));
    for (name, part) in parts {
        // Unpacked, so that damage to the whole reaches the XML.
        let options = zip::write::SimpleFileOptions::default().compression_method(zip::CompressionMethod::Stored);
        zip.start_file(*name, options).unwrap();
        zip.write_all(part).unwrap();
    }
    zip.finish().unwrap().into_inner()
}
