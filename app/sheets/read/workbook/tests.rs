use std::io::{Cursor, Write};

use zip::write::{SimpleFileOptions, ZipWriter};

use crate::{Format, Row, Sheet, Unreadable, read};

const RELS: &str = r#"<Relationships xmlns="x"><Relationship Id="rId1" Type="http://s/officeDocument" Target="xl/workbook.xml"/></Relationships>"#;
const BOOK: &str = r#"<workbook xmlns:r="r"><sheets><sheet name="Vide" sheetId="1" r:id="rId1"/>
    <sheet name="Listes" sheetId="2" state="hidden" r:id="rId2"/><sheet name="Clients" sheetId="3" r:id="rId3"/></sheets></workbook>"#;
const BOOK_RELS: &str = r#"<Relationships><Relationship Id="rId1" Type="http://s/worksheet" Target="worksheets/sheet1.xml"/>
    <Relationship Id="rId2" Type="http://s/worksheet" Target="worksheets/sheet2.xml"/>
    <Relationship Id="rId3" Type="http://s/worksheet" Target="/xl/worksheets/sheet3.xml"/>
    <Relationship Id="rId4" Type="http://s/sharedStrings" Target="sharedStrings.xml"/>
    <Relationship Id="rId5" Type="http://s/styles" Target="styles.xml"/></Relationships>"#;
const STYLES: &str = r#"<styleSheet><numFmts><numFmt numFmtId="164" formatCode="[$-40C]dd/mm/yyyy;@"/></numFmts>
    <cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="164"/></cellXfs></styleSheet>"#;
const STRINGS: &str = r#"<sst uniqueCount="99999999999999"><si><t>Nom</t></si><si><r><t>Gar</t></r><r><t xml:space="preserve">age &amp; fils</t></r>
    <rPh><t>x</t></rPh></si><si><t>a_x000D_b_x005F_x0041_</t></si><si/></sst>"#;

/// A zip of these parts.
pub fn zipped(parts: &[(&str, &str)]) -> Vec<u8> {
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in parts {
        zip.start_file(*name, SimpleFileOptions::default()).unwrap();
        zip.write_all(text.as_bytes()).unwrap();
    }
    zip.finish().unwrap().into_inner()
}

/// A workbook whose third tab has this inside `sheetData`; the first is empty, the second hidden.
pub fn workbook(rows: &str) -> Vec<u8> {
    let sheet =
        |rows: &str| format!("<worksheet><dimension ref=\"A1:XFD1048576\"/><sheetData>{rows}</sheetData></worksheet>");
    zipped(&[
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", BOOK),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/styles.xml", STYLES),
        ("xl/sharedStrings.xml", STRINGS),
        ("xl/worksheets/sheet1.xml", &sheet("")),
        ("xl/worksheets/sheet2.xml", &sheet("<row><c><v>1</v></c></row>")),
        ("xl/worksheets/sheet3.xml", &sheet(rows)),
    ])
}

fn sheet(rows: &str) -> Sheet {
    read(&workbook(rows)).unwrap()
}

#[test]
fn a_workbook_of_excel_is_read() {
    let sheet = sheet(
        r#"<row r="2"><c r="A2" t="s"><v>0</v></c><c r="B2" t="inlineStr"><is><t>Tél</t></is></c><c r="C2" t="str"><f>A1</f><v>Le</v></c></row>
        <row r="3"/>
        <row r="4"><c r="A4" t="s"><v>1</v></c><c r="B4"><v>612345678</v></c><c r="C4" s="1"><v>46349</v></c><c r="D4"><v>9</v></c></row>
        <row r="7"><c r="B7"><f>SUM(A1)</f><v>5.5208131766522E13</v></c><c r="C7" s="2"><v>46349.5</v></c></row>"#,
    );
    assert_eq!((sheet.format, &sheet.header[..]), (Format::Xlsx, &["Nom", "Tél", "Le"].map(str::to_owned)[..]));
    let row = |line, cells: [&str; 3], extra: &[&str]| Row {
        line,
        cells: cells.map(str::to_owned).to_vec(),
        extra: extra.iter().map(|c| (*c).to_owned()).collect(),
    };
    let first = row(4, ["Garage & fils", "612345678", "2026-11-23"], &["9"]);
    assert_eq!(sheet.rows, [first, row(7, ["", "55208131766522", "2026-11-23T12:00:00"], &[])]);
}

#[test]
fn truths_and_errors_are_read_and_places_may_be_left_out() {
    let sheet = sheet(
        r##"<x:row><c><v>1</v></c><c><v>2</v></c><c><v>3</v></c><c><v>4</v></c></x:row>
        <row><c t="b"><v>1</v></c><c t="b"><v>0</v></c><c t="e"><v>#SPILL!</v></c><c t="s"><v>2</v></c></row>"##,
    );
    assert_eq!(sheet.rows[0].cells, ["true", "false", "", "a\rb_x0041_"]);
    assert_eq!(sheet.rows[0].line, 2);
}

#[test]
fn a_hidden_sheet_is_read_when_no_other_has_rows() {
    assert_eq!(sheet("").header, ["1"]);
}

#[test]
fn what_is_no_workbook_says_what_it_is() {
    let word = RELS.replace("xl/workbook", "word/document");
    for (parts, cause) in [
        (vec![("mimetype", "application/vnd.oasis"), ("content.xml", "<x/>")], Unreadable::OtherSpreadsheet),
        (vec![("_rels/.rels", RELS), ("xl/workbook.bin", "x")], Unreadable::OtherSpreadsheet),
        (vec![("_rels/.rels", &word), ("word/document.xml", "<document><sheet/></document>")], Unreadable::NotATable),
        (vec![("clients.csv", "a;b")], Unreadable::NotATable),
        (vec![("_rels/.rels", RELS), ("xl/workbook.xml", "<workbook><sheets/></workbook>")], Unreadable::Empty),
        (vec![("_rels/.rels", RELS), ("xl/workbook.xml", "<workbook><sheets")], Unreadable::Broken),
    ] {
        assert_eq!(read(&zipped(&parts)), Err(cause), "{parts:?}");
    }
}

#[test]
fn a_bomb_is_refused_before_it_unfolds() {
    let blank = " ".repeat(30 << 20);
    assert_eq!(read(&zipped(&[("_rels/.rels", RELS), ("xl/workbook.xml", &blank)])), Err(Unreadable::TooBig));
}

#[test]
fn what_unfolds_to_more_than_declared_is_broken() {
    let mut bytes = workbook("<row><c><v>1</v></c></row>");
    // The sizes of the last part, in its central header, 46 bytes before its name.
    let name = bytes.windows(24).rposition(|w| w == b"xl/worksheets/sheet3.xml").unwrap();
    bytes[name - 22..name - 18].copy_from_slice(&20_u32.to_le_bytes());
    assert_eq!(read(&bytes), Err(Unreadable::Broken));
}

#[test]
fn hostile_cells_are_refused_with_their_cause() {
    let far = r#"<row><c r="GS1"><v>1</v></c></row>"#;
    let long = format!("<row><c t=\"str\"><v>{}</v></c></row>", "é".repeat(5_001));
    let endless = format!("<row><c t=\"str\"><v>{}</v></c></row>", "a&amp;".repeat(50_000));
    for (rows, cause) in [
        (far, Unreadable::TooManyColumns),
        (&long, Unreadable::CellTooLong { line: 1 }),
        (&endless, Unreadable::CellTooLong { line: 1 }),
        (r#"<row r="1048577"/>"#, Unreadable::Broken),
        (r#"<row r="0"><c><v>1</v></c></row>"#, Unreadable::Broken),
        ("<c><v>1</v></c></row>", Unreadable::Broken),
        (r#"<row r="99999999999"/>"#, Unreadable::Broken),
        (r#"<row><c r="ZZZZZZZZZZ1"><v>1</v></c></row>"#, Unreadable::Broken),
        (r#"<row><c t="s"><v>9999</v></c></row>"#, Unreadable::Broken),
        ("<row><c", Unreadable::Broken),
    ] {
        assert_eq!(read(&workbook(rows)), Err(cause), "{}", &rows[..rows.len().min(60)]);
    }
}

#[test]
fn one_text_in_a_million_cells_is_too_big() {
    let strings = format!("<sst><si><t>{}</t></si></sst>", "abcdefghij".repeat(400));
    let sheet = format!("<w><sheetData>{}</sheetData></w>", "<row><c t=\"s\"><v>0</v></c></row>".repeat(30_000));
    let book = BOOK.replace("rId1", "rId3");
    let parts = [
        ("_rels/.rels", RELS),
        ("xl/workbook.xml", &book),
        ("xl/_rels/workbook.xml.rels", BOOK_RELS),
        ("xl/sharedStrings.xml", &strings),
        ("xl/worksheets/sheet3.xml", &sheet),
    ];
    assert_eq!(read(&zipped(&parts)), Err(Unreadable::TooBig));
}
