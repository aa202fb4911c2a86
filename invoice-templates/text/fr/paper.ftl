# Labels of the paper. Legal documents are in French only (loi 94-665 art. 2).

## What it is

heading = { $kind ->
    [quote] Devis
    [credit_note] Avoir
   *[invoice] Facture
}
number = n° { $number }
draft = Brouillon
title = { $heading } { $number }
description = { $title }, { $seller }, à { $buyer }
keywords = facture électronique
cancels = annulant la facture n° { $number } du{ "\u00A0" }{ $date }
demo-watermark = FACTICE
draft-watermark = BROUILLON
demo = Document factice, simulation sans valeur
xml-description = Factur-X EN 16931
page = Page

## Who

attention = À l’attention de { $name }
country = { $code ->
    [AD] Andorre
    [BE] Belgique
    [CH] Suisse
    [DE] Allemagne
    [ES] Espagne
    [GB] Royaume-Uni
    [IT] Italie
    [LU] Luxembourg
    [MC] Monaco
    [NL] Pays-Bas
    [PT] Portugal
   *[other] { $code }
}
buyer = { $kind ->
    [quote] Établi pour
    [credit_note] Client
   *[invoice] Facturé à
}

## Identity (C. com. R123-237, R123-238)

named = { $name }, { $form }
capital = au capital de { $capital }
rcs = RCS { $town } { $siren }
siret = SIRET { $siret }
ape = APE { $ape }
vat-number = N° TVA { $number }

## Dates and papers

issued-on = Date d’émission
supplied-on = Date de prestation
supplied-at = { $date }, à { $town }
due-on = Échéance
valid-until = Valable jusqu’au
repair-order = Ordre de réparation
quote = Devis
purchase-order = Votre commande
buyer-siren = Votre SIREN
buyer-siret = Votre SIRET
buyer-vat-number = Votre n° de TVA
service-code = Code service
date = { $day } { $month ->
    [1] janvier
    [2] février
    [3] mars
    [4] avril
    [5] mai
    [6] juin
    [7] juillet
    [8] août
    [9] septembre
    [10] octobre
    [11] novembre
   *[other] décembre
} { $year }
first-of-month = 1er

## Vehicle

vehicle = Véhicule
vin = N° de série (VIN)
mileage = Kilométrage
km = { $km } km

## Lines

column-label = Désignation
column-quantity = Qté
column-price = { $mode ->
    [exempt] Prix unitaire
    [ttc] PU TTC
   *[ht] PU HT
}
column-discount = Remise
column-vat = TVA
column-total = { $mode ->
    [exempt] Total
    [ttc] Total TTC
   *[ht] Total HT
}
before-tax = { $amount } HT
quantity = { $unit ->
    [hour] { $quantity } h
    [litre] { $quantity } L
    [kilogram] { $quantity } kg
    [metre] { $quantity } m
   *[piece] { $quantity }
}
percent = { $rate } %
less = −{ $rate } %
no-vat = –
reference = Réf. { $reference }
labour-rate = { $rate ->
    [t1] Taux horaire T1
    [t2] Taux horaire T2
   *[t3] Taux horaire T3
}
part-origin = { $origin ->
    [piec] pièce de réemploi (PIEC)
    [exchange] échange standard
    [customer] pièce fournie par le client
   *[new] pièce neuve
}
debours = Débours, sans TVA
offered = Offert

## Totals

vat-detail = Détail de la TVA
vat-rate = Taux
vat-base = Base HT
vat-amount = TVA
vat-gross = TTC
vat-none = Sans TVA
total-net = Total HT
total-vat = Total TVA
total-gross = Total TTC
total-exempt = Total
prepaid = Déjà réglé
due = { $kind ->
    [quote] Montant du devis TTC
    [credit_note] Montant de l’avoir TTC
   *[invoice] Net à payer
}
due-exempt = { $kind ->
    [quote] Montant du devis
    [credit_note] Montant de l’avoir
   *[invoice] Net à payer
}
settled = Facture acquittée

## Payment and the rest

payment = Règlement
pay-by = À régler au plus tard le { $date }
iban = IBAN
bic = BIC
transfer-reference = Référence à rappeler
note = À votre attention
mentions = Mentions légales
agreement = Bon pour accord
agreement-words = Date, nom et signature, précédés de la mention manuscrite « Bon pour accord ».
