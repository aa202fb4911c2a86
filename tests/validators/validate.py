"""validate.py FILE.pdf… [--plain FILE.pdf…]: exit code 1 when one file is not as it must be. Started by
bin/validate-invoices, which installs what is needed."""

import os
import subprocess
import sys

import pikepdf
from lxml import etree

import container
from xml_rules import Rules, rule

RAM = "{urn:un:unece:uncefact:data:standard:ReusableAggregateBusinessInformationEntity:100}"
# The buyer's address in the directory of platforms, which only a French business has: the one rule that an invoice to
# anybody else cannot keep, and needs not, as it does not travel through platforms (it is e-reported).
NOT_B2B = ["BR-FR-12"]


def treatment(xml: bytes) -> str:
    """B2B, B2C…: the note BAR."""
    notes = etree.fromstring(xml).iter(f"{RAM}IncludedNote")
    return next((n.findtext(f"{RAM}Content") for n in notes if n.findtext(f"{RAM}SubjectCode") == "BAR"), "B2B")


def xml_faults(rules: Rules, xml: bytes) -> tuple:
    """What is wrong, and what is accepted with its reason."""
    failures = rules.failures(xml)
    french = failures.pop("BR-FR")
    faults = [f"{name}: {text[:240]}" for name, texts in failures.items() for text in texts]
    to_whom = treatment(xml)
    if to_whom != "B2B":
        if [rule(f) for f in french] == NOT_B2B:
            return faults, f"{to_whom}: BR-FR-12 only"
        faults.append(f"BR-FR: {to_whom} must fail exactly BR-FR-12, it fails {[rule(f) for f in french]}")
    else:
        faults += [f"BR-FR: {text[:240]}" for text in french]
    return faults, None


def qpdf_faults(path: str) -> list:
    done = subprocess.run(["qpdf", "--check", path], capture_output=True, text=True)
    return [] if done.returncode == 0 else [f"qpdf: {(done.stdout + done.stderr).strip()[-200:]}"]


def vera(flavours: str, paths: list) -> dict:
    """{path: ([faults], "3a 18557, …")} by one Java process."""
    results = {path: ([], []) for path in paths}
    if not paths:
        return results
    command = ["java", "-cp", os.environ["VERAPDF_CLASSPATH"], "VeraPdf", flavours, *paths]
    done = subprocess.run(command, capture_output=True, text=True)
    if done.returncode != 0:
        raise SystemExit(f"veraPDF did not run: {done.stderr[-800:]}")
    for line in done.stdout.splitlines():
        path, flavour, compliant, checks, *failed = line.split("\t")
        results[path][1].append(f"{flavour} {checks}")
        if compliant != "true" or int(checks) == 0:
            results[path][0].extend(f"veraPDF {flavour}: {text[:240]}" for text in failed or ["not compliant"])
    short = [path for path, (_, seen) in results.items() if len(seen) != len(flavours.split(","))]
    if short:
        raise SystemExit(f"veraPDF said nothing of {short}")
    return results


def invoice_faults(rules: Rules, path: str) -> tuple:
    faults = qpdf_faults(path)
    try:
        with pikepdf.open(path) as pdf:
            faults += [f"container: {fault}" for fault in container.faults(pdf)]
            xml = container.attached(pdf).get("factur-x.xml")
    except pikepdf.PdfError as error:
        return faults + [f"not a PDF: {error}"], None
    if xml is None:
        return faults + ["no factur-x.xml"], None
    more, accepted = xml_faults(rules, xml)
    return faults + more, accepted


def main(args: list) -> int:
    cut = args.index("--plain") if "--plain" in args else len(args)
    invoices, plain = args[:cut], args[cut + 1:]
    rules = Rules() if invoices else None
    checked = {path: invoice_faults(rules, path) for path in invoices}
    checked |= {path: (qpdf_faults(path), "no XML, as told") for path in plain}
    seen = vera("3a,3b,ua1", invoices) | vera("ua1", plain)
    bad = 0
    for path in invoices + plain:
        faults = checked[path][0] + seen[path][0]
        accepted = f" ({checked[path][1]})" if checked[path][1] else ""
        print(f"{'FAIL' if faults else 'ok  '} {path}: veraPDF {', '.join(seen[path][1])}{accepted}")
        for fault in faults:
            print(f"     {fault}")
        bad += bool(faults)
    print(f"{len(checked) - bad} of {len(checked)} files are as they must be")
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
