"""controls.py INVOICE.pdf: negative controls. Takes a good invoice to a company, spoils it in many ways, and asks that
each be refused for the right reason: a validator that accepts everything would pass every other test."""

import os
import re
import subprocess
import sys
import tempfile

import pikepdf

import container
from validate import vera
from xml_rules import Rules, rule

SIREN_OF_BUYER = r'<ram:SpecifiedLegalOrganization><ram:ID schemeID="0002">404833048</ram:ID>\s*</ram:SpecifiedLegalOrganization>'
# What is done to the XML, the pattern, its replacement, and the rule that must speak.
XML = [
    ("without the recovery fee", r"<ram:IncludedNote><ram:Content>[^<]*</ram:Content>\s*<ram:SubjectCode>PMT</ram:SubjectCode>\s*</ram:IncludedNote>", "", "BR-FR-05"),
    ("late penalties twice", r"(<ram:IncludedNote><ram:Content>[^<]*</ram:Content>\s*<ram:SubjectCode>PMD</ram:SubjectCode>\s*</ram:IncludedNote>)", r"\1\1", "BR-FR-06"),
    ("another amount due", r"(<ram:DuePayableAmount>)[^<]*", r"\g<1>1.00", "BR-CO-16"),
    ("another total before tax", r"(<ram:LineTotalAmount>)[^<]*(?=</ram:LineTotalAmount>\s*<ram:TaxBasis)", r"\g<1>1.00", "BR-CO-10"),
    ("another VAT", r"(<ram:CalculatedAmount>)[^<]*", r"\g<1>1.00", "BR-CO-14"),
    ("an unknown frame", ">M1<", ">X9<", "BR-FR-08"),
    ("paid, with something due", ">M1<", ">M2<", "BR-FR-CO-09"),
    ("without the buyer's SIREN", SIREN_OF_BUYER, "", "BR-FR-11"),
    ("without the buyer's electronic address", r'(<ram:BuyerTradeParty>.*?)<ram:URIUniversalCommunication>.*?</ram:URIUniversalCommunication>', r"\1", "BR-FR-12"),
    ("a SIRET of another SIREN", "40483304800022", "55203253400646", "BR-FR-09"),
    ("a number with spaces", r"(<rsm:ExchangedDocument><ram:ID>)[^<]*", r"\g<1>FA 2026 147", "BR-FR-02"),
    ("VAT at 19.7 %", "<ram:RateApplicablePercent>20<", "<ram:RateApplicablePercent>19.7<", "BR-FR-16"),
    ("a negative price", r"(<ram:ChargeAmount>)[^<]*", r"\g<1>-5", "BR-FR-DEC-03"),
    ("due before it is issued", r"(<ram:DueDateDateTime><udt:DateTimeString format=\"102\">)\d*", r"\g<1>20250101", "BR-FR-CO-07"),
    ("a credit note of nothing", "<ram:TypeCode>380</ram:TypeCode>", "<ram:TypeCode>381</ram:TypeCode>", "BR-FR-CO-05"),
    ("without its type", r"<ram:TypeCode>380</ram:TypeCode>", "", "BR-04"),
    ("elements in another order", r"(<ram:ID>[^<]*</ram:ID>)(\s*<ram:TypeCode>380</ram:TypeCode>)", r"\2\1", "XSD"),
]


def refused_xml(rules: Rules, xml: bytes) -> int:
    text, bad = xml.decode("utf-8"), 0
    assert not any(rules.failures(xml).values()), "the invoice to spoil is not good to begin with"
    for what, pattern, replacement, wanted in XML:
        spoiled = re.sub(pattern, replacement, text, count=1, flags=re.S)
        assert spoiled != text, f"{what}: nothing to spoil"
        failures = rules.failures(spoiled.encode())
        spoken = {rule(f) for name in ("EN 16931", "BR-FR") for f in failures[name]} | ({"XSD"} if failures["XSD"] else set())
        bad += refused(wanted in spoken, f"XML {what}: {wanted}", spoken)
    return bad


def spoil(path: str, out: str, how) -> str:
    with pikepdf.open(path) as pdf:
        how(pdf)
        pdf.save(out)
    return out


def change_xmp(pattern: str, replacement: str):
    def change(pdf):
        xmp = pdf.Root.Metadata.read_bytes().decode()
        spoiled = re.sub(pattern, replacement, xmp, count=1, flags=re.S)
        assert spoiled != xmp, f"no {pattern} in the XMP"
        pdf.Root.Metadata = pikepdf.Stream(pdf, spoiled.encode(), Type=pikepdf.Name.Metadata, Subtype=pikepdf.Name.XML)
    return change


def drop_relationship(pdf):
    del pdf.Root.AF[0]["/AFRelationship"]


def attach_second(pdf):
    pdf.attachments["zugferd-invoice.xml"] = b"<x/>"


def refused_pdf(path: str, folder: str) -> int:
    schema = r'<rdf:li rdf:parseType="Resource"><pdfaSchema:schema>Factur-X.*?</rdf:Seq></pdfaSchema:property></rdf:li>'
    files = {
        "saved again": spoil(path, f"{folder}/again.pdf", lambda pdf: None),
        "fx schema": spoil(path, f"{folder}/schema.pdf", change_xmp(schema, "")),
        "relationship": spoil(path, f"{folder}/relationship.pdf", drop_relationship),
        "cairo": f"{folder}/cairo.pdf",
    }
    subprocess.run(["pdftocairo", "-pdf", path, files["cairo"]], check=True)
    seen = vera("3a,3b,ua1", list(files.values()))
    faults = {name: " ".join(seen[path][0]) for name, path in files.items()}
    # The positive control: what fails below fails for what was spoiled, not for having been saved again.
    assert not faults["saved again"], f"saved again by pikepdf, the file is refused: {faults['saved again']}"
    bad = 0
    bad += refused("6.6.2.3.1" in faults["fx schema"], "PDF without the fx schema: 6.6.2.3.1", faults["fx schema"])
    bad += refused("6.8-3" in faults["relationship"], "PDF without AFRelationship: 6.8-3", faults["relationship"])
    bad += refused("6.6" in faults["cairo"], "PDF written again by cairo: 6.6", faults["cairo"])
    level = spoil(path, f"{folder}/level.pdf", change_xmp(">EN 16931<", ">BASIC<"))
    twice = spoil(path, f"{folder}/twice.pdf", attach_second)
    for name, wanted in ((level, "ConformanceLevel"), (twice, "attachments are")):
        with pikepdf.open(name) as pdf:
            said = " ".join(container.faults(pdf))
        bad += refused(wanted in said, f"container {os.path.basename(name)}: {wanted}", said)
    return bad


def refused(as_wanted: bool, what: str, instead) -> int:
    print(f"{'refused ' if as_wanted else 'ACCEPTED'} {what}")
    if not as_wanted:
        print(f"         instead: {instead or 'nothing was said'}")
    return 0 if as_wanted else 1


def main(path: str) -> int:
    with pikepdf.open(path) as pdf:
        xml = container.attached(pdf)["factur-x.xml"]
    with tempfile.TemporaryDirectory() as folder:
        bad = refused_xml(Rules(), xml) + refused_pdf(path, folder)
    print("everything spoiled was refused" if not bad else f"{bad} spoiled files were not refused as they must be")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
