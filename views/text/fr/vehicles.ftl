title = Véhicules
new = Nouveau véhicule
new-title = Nouveau véhicule
edit-title = Modifier le véhicule
search = Chercher un véhicule
search-hint = Plaque, VIN, marque ou propriétaire
plate = Plaque
plate-hint = AB-123-CD ou 1234 AB 75
no-plate = Sans plaque
name = Véhicule
unnamed = Véhicule sans nom
make = Marque
model = Modèle
owner = Propriétaire
no-owner = Aucun propriétaire connu.
change-owner = Changer de propriétaire
change = Changer
remove-owner = Retirer le propriétaire
vin = VIN
vin-hint = 17 caractères, repère E de la carte grise.
identity = Identité
no-identity = Rien de plus n’est connu. La carte grise remplit tout d’un coup.
required = La plaque ou le VIN suffit : le reste peut venir plus tard.
dates = Dates
first-registered-on = 1re mise en circulation
registered-on = Date de la carte grise
inspection-due-on = Contrôle technique avant le
inspection-soon = Bientôt
inspection-past = Dépassé
technical = Caractéristiques
technical-hint = Telles qu’elles sont sur la carte grise.
variant = Type, variante, version
cnit = CNIT
cnit-hint = Repère D.2.1
genre = Genre
genre-hint = Repère J.1 : VP, CTTE…
energy-label = Énergie
energy-hint = Repère P.3 : ES, GO, EL…
energy = { $code ->
    [ES] Essence (ES)
    [GO] Gazole (GO)
    [EL] Électrique (EL)
    [EH] Hybride essence (EH)
    [EE] Hybride essence rechargeable (EE)
    [GH] Hybride gazole (GH)
    [GL] Hybride gazole rechargeable (GL)
    [EG] Essence et GPL (EG)
    [GP] GPL (GP)
    [FE] Superéthanol E85 (FE)
    [GN] Gaz naturel (GN)
    [H2] Hydrogène (H2)
   *[other] { $code }
}
fiscal-power = Puissance fiscale
power-kw = Puissance
cv = CV
kw = kW
notes = Notes
mileage = Kilométrage
mileage-read = Kilomètres au compteur
mileage-unknown = Aucun relevé pour l’instant.
mileage-reason = Pourquoi le compteur indique moins
mileage-reason-hint = Par exemple : compteur remplacé, erreur la dernière fois.
note-mileage = Noter le relevé
read-on = relevé le { $date }
km = { $km } km
deferred = Travaux à prévoir
noted-on = Noté le { $date }
done = Fait
orders = Ordres de réparation
no-order = Jamais venu à l’atelier.
receive = Réceptionner
new-quote = Nouveau devis
scan = Photographier une carte grise
none-title = Aucun véhicule pour l’instant
none-text = Photographiez une carte grise : le véhicule et son propriétaire se remplissent tout seuls.
not-found-title = Aucun véhicule trouvé
not-found-text = Essayez une partie de la plaque, du VIN ou du nom du propriétaire.
deleted = Ce véhicule est supprimé. Il disparaîtra pour de bon dans 30 jours ; ses factures restent.
twins-title = Ce véhicule existe peut-être déjà
twins-text = Ouvrez sa fiche plutôt que d’en créer une deuxième. Si c’est bien un autre, enregistrez de nouveau.
