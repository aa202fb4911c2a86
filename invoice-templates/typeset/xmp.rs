//! Adds the Factur-X block to the XMP metadata of a PDF that Typst wrote, which has no way to ask for it (typst #5667).
//!
//! The packet is stored plain: the block is spliced in, the stream's length and the cross-reference table are set
//! right. Any other layout than the one expected is refused, so a change of the writer fails a test, not a customer.

use std::ops::Range;

/// `fx:ConformanceLevel` of the profile.
pub const EN_16931: &str = "EN 16931";
const NAMESPACE: &str = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#";
/// End of the list of schemas that PDF/A wants declared.
const SCHEMAS_END: &str = "</rdf:Bag></pdfaExtension:schemas>";
const RDF_END: &str = "</rdf:RDF>";

pub fn add_facturx(pdf: &[u8], level: &str) -> Result<Vec<u8>, &'static str> {
    let stream = Stream::of(pdf)?;
    let xmp = std::str::from_utf8(&pdf[stream.content.clone()]).map_err(|_| "the XMP is not UTF-8")?;
    if xmp.matches(SCHEMAS_END).count() != 1 || xmp.matches(RDF_END).count() != 1 {
        return Err("the XMP has another layout");
    }
    let xmp = xmp.replacen(SCHEMAS_END, &format!("{}{SCHEMAS_END}", schema()), 1).replacen(
        RDF_END,
        &format!("{}{RDF_END}", values(level)),
        1,
    );
    let length = xmp.len().to_string();

    let table = Table::of(pdf, stream.content.end)?;
    let grown = (xmp.len() - stream.content.len()) + length.len() - stream.length.len();
    let mut out = Vec::with_capacity(pdf.len() + grown + 16);
    out.extend_from_slice(&pdf[..stream.length.start]);
    out.extend_from_slice(length.as_bytes());
    out.extend_from_slice(&pdf[stream.length.end..stream.content.start]);
    out.extend_from_slice(xmp.as_bytes());
    out.extend_from_slice(&pdf[stream.content.end..table.start]);
    table.write_shifted(pdf, stream.object, grown, &mut out)?;
    Ok(out)
}

/// What the four properties are (PDF/A-3 wants every schema described).
fn schema() -> String {
    let property = |name: &str, description: &str| {
        format!(
            "<rdf:li rdf:parseType=\"Resource\"><pdfaProperty:name>{name}</pdfaProperty:name>\
             <pdfaProperty:valueType>Text</pdfaProperty:valueType><pdfaProperty:category>external</pdfaProperty:category>\
             <pdfaProperty:description>{description}</pdfaProperty:description></rdf:li>"
        )
    };
    let properties = [
        property("DocumentFileName", "The name of the embedded XML document"),
        property("DocumentType", "The type of the hybrid document in capital letters, e.g. INVOICE or ORDER"),
        property("Version", "The actual version of the standard applying to the embedded XML document"),
        property("ConformanceLevel", "The conformance level of the embedded XML document"),
    ];
    format!(
        "<rdf:li rdf:parseType=\"Resource\"><pdfaSchema:schema>Factur-X PDFA Extension Schema</pdfaSchema:schema>\
         <pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI><pdfaSchema:prefix>fx</pdfaSchema:prefix>\
         <pdfaSchema:property><rdf:Seq>{}</rdf:Seq></pdfaSchema:property></rdf:li>",
        properties.concat()
    )
}

fn values(level: &str) -> String {
    format!(
        "<rdf:Description rdf:about=\"\" xmlns:fx=\"{NAMESPACE}\"><fx:DocumentType>INVOICE</fx:DocumentType>\
         <fx:DocumentFileName>factur-x.xml</fx:DocumentFileName><fx:Version>1.0</fx:Version>\
         <fx:ConformanceLevel>{level}</fx:ConformanceLevel></rdf:Description>"
    )
}

/// The metadata stream: where its object begins, where its length is written, where its content lies.
struct Stream {
    object: usize,
    length: Range<usize>,
    content: Range<usize>,
}

impl Stream {
    fn of(pdf: &[u8]) -> Result<Stream, &'static str> {
        let start = find(pdf, b"<?xpacket begin", 0).ok_or("no XMP packet")?;
        if find(pdf, b"<?xpacket begin", start + 1).is_some() {
            return Err("two XMP packets");
        }
        let keyword =
            rfind(pdf, b"stream\n", start).filter(|at| at + 7 == start).ok_or("the XMP is not stored plain")?;
        let object = rfind(pdf, b" 0 obj", keyword).ok_or("the XMP is in no object")?;
        let length = find(pdf, b"/Length", object).filter(|at| *at < keyword).ok_or("the XMP has no length")?;
        let (bytes, length) = number(pdf, length).ok_or("the length of the XMP is no number")?;
        let content = start..start + bytes;
        if content.end > pdf.len() {
            return Err("the XMP is cut off");
        }
        Ok(Stream { object, length, content })
    }
}

/// The classic cross-reference table at the end of the file, and the pointer to it.
struct Table {
    start: usize,
    trailer: usize,
    pointer: Range<usize>,
}

impl Table {
    fn of(pdf: &[u8], after: usize) -> Result<Table, &'static str> {
        let keyword = rfind(pdf, b"startxref", pdf.len()).ok_or("no startxref")?;
        let (start, pointer) = number(pdf, keyword).ok_or("startxref points nowhere")?;
        if start < after || !pdf.get(start..).is_some_and(|rest| rest.starts_with(b"xref\n")) {
            return Err("the cross-reference table is not a classic one at the end");
        }
        let trailer = find(pdf, b"trailer", start).ok_or("no trailer")?;
        Ok(Table { start, trailer, pointer })
    }

    /// Writes the table and what follows, with each offset behind `object` moved by `grown`.
    fn write_shifted(&self, pdf: &[u8], object: usize, grown: usize, out: &mut Vec<u8>) -> Result<(), &'static str> {
        for entry in pdf[self.start..self.trailer].split_inclusive(|byte| *byte == b'\n') {
            if entry.len() == 20 && entry[17] == b'n' {
                let (offset, _) = number(entry, 0).ok_or("a broken cross-reference")?;
                let offset = if offset > object { offset + grown } else { offset };
                out.extend_from_slice(format!("{offset:010}").as_bytes());
                out.extend_from_slice(&entry[10..]);
            } else {
                out.extend_from_slice(entry);
            }
        }
        out.extend_from_slice(&pdf[self.trailer..self.pointer.start]);
        out.extend_from_slice((self.start + grown).to_string().as_bytes());
        out.extend_from_slice(&pdf[self.pointer.end..]);
        Ok(())
    }
}

fn find(bytes: &[u8], needle: &[u8], from: usize) -> Option<usize> {
    bytes.get(from..)?.windows(needle.len()).position(|window| window == needle).map(|at| at + from)
}

fn rfind(bytes: &[u8], needle: &[u8], to: usize) -> Option<usize> {
    bytes.get(..to)?.windows(needle.len()).rposition(|window| window == needle)
}

/// The first number at or after `at`, and where it is written.
fn number(bytes: &[u8], at: usize) -> Option<(usize, Range<usize>)> {
    let start = at + bytes.get(at..)?.iter().position(u8::is_ascii_digit)?;
    let end = start + bytes[start..].iter().position(|byte| !byte.is_ascii_digit())?;
    Some((std::str::from_utf8(&bytes[start..end]).ok()?.parse().ok()?, start..end))
}
