title = Durées de conservation
text = Au-delà, tout part chaque nuit. Vous pouvez garder moins longtemps, jamais plus que ces limites.
days = jours
months = mois
field = { $field ->
    [inactive_months] Clients sans nouvelles
    [scan_days] Photos de cartes grises
    [list_days] Listes importées et exportées
    [message_months] Messages envoyés
    [security_months] Journal de sécurité
   *[audit_months] Journal des modifications
}
hint = { $field ->
    [inactive_months] Après le dernier contact : 12 à 36 mois. Annoncé un mois avant.
    [scan_days] Après la lecture : 1 à 30 jours. Ce qui en a été repris reste.
    [list_days] 1 à 30 jours.
    [message_months] 6 à 36 mois.
    [security_months] Connexions, changements de droits : 6 à 12 mois.
   *[audit_months] Qui a changé quoi : 12 à 60 mois.
}
always = Ce qui ne se règle pas
always-bin = Corbeille : clients, véhicules, photos et brouillons supprimés partent au bout de 30 jours.
always-law = Factures et avoirs : dix ans (C. com. art. L123-22). Devis acceptés et ordres de réparation : cinq ans (C. civ. art. 2224).
always-no = Refus des offres : trois ans, sous une forme illisible, même après l’effacement.
notices = Clients bientôt effacés
notices-text = Sans nouvelles depuis longtemps, ils seront effacés à la date dite. Gardez ceux qu’il faut, en disant pourquoi.
see-notices = Voir la liste
customer = Client
last-contact = Dernier contact
erased-on = Effacé le
never = jamais
none-title = Personne
none-text = Aucun client n’arrive au bout de sa durée de conservation.
reason = Pourquoi le garder
keep = Garder un an
kept = Gardé jusqu’au { $day } : { $reason }
