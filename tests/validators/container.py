"""The PDF around the XML: what Factur-X and PDF/A-3 ask of the container, checked with pikepdf."""

import pikepdf
from lxml import etree

FX = "urn:factur-x:pdfa:CrossIndustryDocument:invoice:1p0#"
PDFA = "http://www.aiim.org/pdfa/ns/"


def attached(pdf: pikepdf.Pdf) -> dict:
    """Every embedded file, by name."""
    return {name: pdf.attachments[name].get_file().read_bytes() for name in pdf.attachments}


def faults(pdf: pikepdf.Pdf) -> list:
    """Sentences; none is well."""
    found = []

    def must(condition, sentence):
        if not condition:
            found.append(sentence)

    root = pdf.Root
    must(list(pdf.attachments) == ["factur-x.xml"], f"attachments are {list(pdf.attachments)}, not factur-x.xml alone")
    must("/Encrypt" not in pdf.trailer and "/ID" in pdf.trailer, "encrypted, or without /ID")
    must(str(root.get("/Lang", "")) == "fr-FR", f"/Lang is {root.get('/Lang')}")
    must(bool(root.get("/MarkInfo", {}).get("/Marked", False)), "not tagged")
    must("/OutputIntents" in root and "/DestOutputProfile" in root.OutputIntents[0], "no output intent with a profile")
    files = list(root.get("/AF", []))
    must(len(files) == 1, f"{len(files)} associated files")
    for spec in files[:1]:
        must(str(spec.get("/AFRelationship")) == "/Alternative", f"AFRelationship is {spec.get('/AFRelationship')}")
        must(str(spec.get("/F")) == "factur-x.xml" == str(spec.get("/UF")), "the associated file has another name")
        must(str(spec.EF.F.get("/Subtype")) == "/text/xml", "the XML is not declared as text/xml")
        must("/ModDate" in spec.EF.F.get("/Params", {}), "the XML has no date")
    must("/Metadata" in root and "/Filter" not in root.Metadata, "the XMP is missing or compressed")
    if "/Metadata" in root:
        found += xmp_faults(etree.fromstring(root.Metadata.read_bytes()))
    return found + font_faults(pdf)


def xmp_faults(xmp) -> list:
    def values(namespace, name):
        in_element = [e.text for e in xmp.iter(f"{{{namespace}}}{name}")]
        return in_element or [e.get(f"{{{namespace}}}{name}") for e in xmp.iter() if e.get(f"{{{namespace}}}{name}")]

    wanted = [
        (FX, "DocumentType", "INVOICE"), (FX, "DocumentFileName", "factur-x.xml"), (FX, "Version", "1.0"),
        (FX, "ConformanceLevel", "EN 16931"), (PDFA + "id/", "part", "3"), (PDFA + "id/", "conformance", "A"),
    ]
    found = [f"XMP: {name} is {values(ns, name)}, not {value}" for ns, name, value in wanted if values(ns, name) != [value]]
    declared = {e.text for e in xmp.iter(f"{{{PDFA}property#}}name")}
    missing = {"DocumentType", "DocumentFileName", "Version", "ConformanceLevel"} - declared
    return found + [f"XMP: the schema does not describe {name}" for name in sorted(missing)]


def font_faults(pdf: pikepdf.Pdf) -> list:
    found = set()
    for page in pdf.pages:
        for font in (page.Resources.get("/Font") or {}).values():
            descriptor = font.DescendantFonts[0].FontDescriptor if "/DescendantFonts" in font else font.FontDescriptor
            if not any(key in descriptor for key in ("/FontFile", "/FontFile2", "/FontFile3")) or "/ToUnicode" not in font:
                found.add(f"the font {font.BaseFont} is not embedded with its characters")
    return sorted(found)
