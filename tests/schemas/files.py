"""Lists of customers that can be read, which schemathesis sends beside its noise."""

import schemathesis
from hypothesis import strategies as st

LISTS = [
    b"Nom;Pr\xc3\xa9nom;T\xc3\xa9l\xc3\xa9phone\nDupont;Marie;06 12 34 56 78\nDurand;;12\n",
    b"Nom,Immatriculation\n\"Martin, Paul\",AB-123-CD\n",
    b"Nom\n",
]
CARDS = [b"BEGIN:VCARD\r\nVERSION:3.0\r\nN:Dupont;Marie;;;\r\nTEL:0612345678\r\nEND:VCARD\r\n"]


def some(files):
    return st.one_of(st.sampled_from(files), st.binary(max_size=200))


schemathesis.openapi.media_type("text/csv", some(LISTS))
schemathesis.openapi.media_type("text/tab-separated-values", some([f.replace(b";", b"\t") for f in LISTS]))
schemathesis.openapi.media_type("text/vcard", some(CARDS))
