# What `visioncrm check FILE.pdf` says of a Factur-X file.

unreadable = Ce fichier n’est pas un PDF lisible : { $why }
no-xml = Ce PDF ne contient aucune facture électronique (pièces jointes : { $names }).
none = aucune
many-xml = Ce PDF contient plusieurs fichiers XML : { $names }.
broken-xml = Le XML joint n’est pas une facture lisible : { $why }
outdated = Le XML joint est d’une version ancienne (ZUGFeRD 1.0), qui n’est plus une facture électronique en France.
unknown-profile = Le profil déclaré n’est pas connu : { $id }
no-profile = Le XML ne déclare aucun profil (BT-24).
not-an-invoice = Le profil { $profile } ne porte pas de lignes : il ne vaut pas facture électronique.
no-xmp = Les métadonnées XMP ne disent pas qu’une facture est jointe.
xmp-profile = Les métadonnées XMP annoncent le profil { $xmp }, le XML est { $xml }.
xmp-file-name = Les métadonnées XMP nomment { $xmp }, le fichier joint est { $actual }.
xmp-type = Les métadonnées XMP annoncent un document { $found }, pas INVOICE.
relationship = La pièce jointe est déclarée { $found }, ce qui ne convient pas au profil { $profile }.
no-relationship = La pièce jointe ne dit pas son lien avec les pages (AFRelationship).
not-associated = La pièce jointe n’est pas associée au document (/AF).
not-listed = La pièce jointe n’est pas dans la liste des fichiers joints (EmbeddedFiles).
not-pdfa = Le PDF ne se déclare pas PDF/A-3.
other-pdfa = Le PDF se déclare PDF/A-{ $part }, la facture électronique veut PDF/A-3.
no-conformance = Le PDF ne déclare pas son niveau PDF/A (A, B ou U).
container = Le conteneur PDF est en désaccord avec la facture : { $why }
sum = { $what } : { $stated } au lieu de { $expected }.
net-and-vat = Total HT plus TVA
vat-by-rate = Somme de la TVA par taux
base-by-rate = Somme des bases par taux
due = Total moins déjà payé
vat-of-rate = TVA à { $rate } %
lines = Somme des lignes
rule = { $text }
lost = Élément ignoré : { $path } ({ $why })
panic = La lecture du fichier a échoué.

consistent = La facture est cohérente.
inconsistent = La facture n’est pas cohérente.
report-profile = Profil : { $profile }
report-pdfa = PDF/A : { $level }
report-document = { $type } n° { $number } du { $date }
report-seller = Vendeur : { $who }
report-buyer = Client : { $who }
report-due-date = Échéance : { $date }
report-lines = { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
}
report-rate = TVA { $rate } % ({ $category }) : base { $base }, taxe { $vat }
report-totals = Total HT { $net }, TVA { $vat }, TTC { $gross }, déjà payé { $prepaid }, à payer { $due } ({ $currency })
report-finding = { $level ->
    [error] ERREUR
   *[warning] attention
} [{ $rule }] { $text }
type = { $kind ->
    [credit-note] Avoir
    [corrected] Facture rectificative
    [deposit] Facture d’acompte
   *[invoice] Facture
}
unknown = inconnu
