title = Aujourd’hui
reception = Réceptionner une voiture
workshop-count = À l’atelier
waiting = Devis en attente
gross = { $amount } TTC
to-invoice = { $n ->
    [one] { $n } devis accepté à facturer
   *[other] { $n } devis acceptés à facturer
}
unpaid = À encaisser
overdue = { $n ->
    [one] { $n } facture en retard
   *[other] { $n } factures en retard
}
invoices = { $n ->
    [one] { $n } facture
   *[other] { $n } factures
}
to-do = À faire
month = Facturé ce mois, HT
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
    [one] { $n } tâche de fond abandonnée
   *[other] { $n } tâches de fond abandonnées
}
