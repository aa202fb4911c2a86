total-ht = Total HT
total-ttc = Total TTC
vat-of = TVA { $rate } %
lines = Lignes
no-line = Ajoutez une ligne ou un forfait.
line = Ligne
what = Désignation
kind = Nature
quantity = Qté
price-ht = PU HT
price-ttc = PU TTC
discount = Remise
vat = TVA
remove = Retirer
labour-t1 = Main-d’œuvre T1
labour-t2 = Main-d’œuvre T2
labour-t3 = Main-d’œuvre T3
part-new = Pièce neuve
part-piec = Pièce PIEC
part-exchange = Échange standard
part-customer = Pièce du client
kind-package = Forfait
supply = Fourniture
debours = Débours sans TVA
words = Texte
add-labour = Main-d’œuvre
add-part = Pièce
add-supply = Fourniture
add-debours = Débours
add-text = Texte
package = Forfait
add-package = Ajouter le forfait
discount-all = Remise sur tout
apply = Appliquer
switch-to-ttc = Saisir en TTC
switch-to-ht = Saisir en HT
more = Détails
reference = Référence
details = Précisions
details-hint = Imprimées en petit sous la désignation.
operation = Opération
operation-hint = Les lignes d’une même opération sont acceptées ou refusées ensemble par le client.
of-operation = Opération : { $name }
unit = Compté en
unit-name = { $unit ->
    [hour] heures
    [litre] litres
    [kilogram] kilogrammes
    [metre] mètres
   *[piece] pièces
}
amount = { $unit ->
    [hour] { $n } h
    [litre] { $n } L
    [kilogram] { $n } kg
    [metre] { $n } m
   *[piece] { $n }
}
times = { $amount } × { $price }
reference-is = Réf. { $reference }
less = remise { $percent } %
vat-rate = TVA { $rate } %
all-ht = Prix HT
all-ttc = Prix TTC
labour = Main-d’œuvre
