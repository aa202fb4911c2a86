title = Ce qui s’est passé
none = Rien encore.
contact-created = Client créé
contact-deleted = Client supprimé
contact-restored = Client rétabli
vehicle-created = Véhicule { $plate } ajouté
vehicle-deleted = Véhicule { $plate } supprimé
vehicle-restored = Véhicule { $plate } rétabli
vehicle-sold = Véhicule { $plate } vendu
vehicle-bought = Véhicule { $plate } acheté
sale-undone = Vente du véhicule { $plate } annulée
repair-order-opened = Ordre de réparation { $number } ouvert
quote-sent = Devis { $number } envoyé, { $amount }
quote-answered = Réponse au devis { $number } : { $amount } acceptés
invoice-sealed = Facture { $number } scellée, { $amount }
credit-note-sealed = Avoir { $number } émis, { $amount }
payment-received = { $amount } encaissés sur { $number }
payment-cancelled = Encaissement de { $amount } annulé sur { $number }
mail-sent = E-mail envoyé : { $subject }
contact-merged = Réuni avec { $name }
contact-parted = Séparé de { $name }
contact-imported = Importé d’une liste
by-hand = { $kind ->
    [call] Appel
    [meeting] Rendez-vous
    [site_visit] Visite sur place
   *[note] Note
}
all = Tout voir
what = Ce qui s’est dit
kind = Quoi
on = Le
on-hint = Vide : maintenant.
note = Noter
note-something = Noter un appel, une visite
everything = Tout
everybody = Tout le monde
group = { $group ->
    [by_hand] Appels et notes
    [workshop] Atelier
    [quotes] Devis
    [money] Factures et paiements
   *[messages] Messages
}
by = Qui
from = À partir du
to = Jusqu’au
apply = Voir
delete = Supprimer
delete-question = Supprimer ce qui a été noté ?
delete-text = Le texte disparaît de l’historique.
unhappy = Mécontent ?
