title = Atelier
reception = Réception
known-vehicle = Véhicule déjà connu
state = Ordres de réparation
open-ones = En cours
done-ones = Terminés
none-title = Aucune voiture à l’atelier
none-text = Une voiture entre par la réception, avec une photo de la carte grise, ou depuis sa fiche quand elle est déjà venue.
none-done-title = Rien de terminé pour l’instant
none-done-text = Les ordres de réparation arrivent ici quand les travaux sont terminés.
open = En cours
done = Travaux terminés
cancelled = Annulé
new-title = Nouvel ordre de réparation
open-order = Ouvrir l’ordre de réparation
other-contact = Un autre client
edit = Modifier la réception
opened = Ouvert le { $when }
quote = Devis
finish = Travaux terminés
who = Pour qui
intake = À la réception
known-mileage = { $km } km la dernière fois
requested-work = Travaux demandés
requested-work-hint = Avec les mots du client : un bruit à l’avant, la vidange, le contrôle technique…
no-work = Rien de précisé.
fuel = Carburant
fuel-unknown = Pas relevé
fuel-level = { $eighths ->
    [0] Réserve
    [1] 1/8
    [2] 1/4
    [3] 3/8
    [4] La moitié
    [5] 5/8
    [6] 3/4
    [7] 7/8
    [8] Plein
   *[other] { $eighths }
}
key-tag = N° de clé
piec = Pièces d’occasion ou reconditionnées (PIEC)
piec-hint = Le choix est à demander au client avant de commander.
piec-not-asked = Pas encore demandé
piec-new = Pièces neuves
piec-used = Pièces PIEC si disponibles
piec-garage = Le garage propose
piec-none = Sans objet
old-parts = Pièces remplacées
keep-old-parts = Le client veut récupérer les pièces remplacées
leave-old-parts = Laissées au garage
done-on = Travaux terminés le
direct-invoice = Facturer sans devis
