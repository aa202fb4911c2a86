title = Aujourd’hui
reception = Réception
workshop-count = À l’atelier
waiting = Devis en attente
gross = { $amount } TTC
to-invoice = Acceptés, à facturer
unpaid = À encaisser
overdue = En retard
invoices = { $n ->
    [one] { $n } facture
   *[other] { $n } factures
}
month = Facturé ce mois-ci, HT
month-before = { $month } : { $amount }
workshop = Voitures à l’atelier
workshop-empty = Aucune voiture à l’atelier. La prochaine arrive par la réception : une photo de la carte grise suffit.
see-all = Tout voir
months = Facturé par mois
months-unit = en milliers d’euros HT
months-empty = Les douze derniers mois se dessineront ici dès la première facture.
table = Voir les chiffres
head-month = Mois
head-net = Facturé HT
failed = { $n ->
    [one] Un envoi n’a pas abouti.
   *[other] { $n } envois ou lectures n’ont pas abouti.
}
see-jobs = Voir et réessayer
