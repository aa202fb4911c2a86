title = Qui peut quoi
text = Ce que chaque rôle peut faire. Ce qui n’est pas coché n’est ni montré ni possible.
own-account = Chacun gère aussi son propre compte : langue, mot de passe, appareils connectés.
may = Peut
yes = oui
own = Rôles du garage
none = Aucun : les rôles tout faits suffisent à la plupart des garages.
new = Nouveau rôle
edit-title = Modifier le rôle
name = Nom du rôle
name-hint = Par exemple : Apprenti, Magasinier.
closure = Modifier une chose suppose de la voir : ce qui manque est coché à l’enregistrement.
held-by = { $n ->
    [0] Personne ne l’a
    [one] { $n } collègue
   *[other] { $n } collègues
}
delete = Supprimer le rôle
delete-question = Supprimer le rôle « { $name } » ?
delete-text = Ce n’est possible que si aucun collègue ne l’a plus.
group = { $group ->
    [customers] Clients
    [workshop] Atelier
    [money] Devis et factures
   *[garage] Garage
}
permission = { $permission ->
    [contacts_read] Voir les clients
    [contacts_write] Créer et modifier les clients
    [contacts_delete] Supprimer des clients
    [contacts_import] Importer des clients
    [contacts_export] Exporter des clients
    [messages_read] Voir les messages envoyés
    [messages_write] Écrire à des clients
    [vehicles_read] Voir les véhicules
    [vehicles_upkeep] Kilométrage, photos, rappels, travaux à prévoir
    [vehicles_write] Créer et modifier les véhicules
    [vehicles_delete] Supprimer des véhicules
    [scans_read] Voir les cartes grises lues
    [scans_write] Réceptionner avec la carte grise
    [repair_orders_read] Voir les ordres de réparation
    [repair_orders_write] Écrire les ordres de réparation
    [packages_read] Voir les forfaits
    [packages_write] Modifier les forfaits
    [quotes_read] Voir les devis
    [quotes_write] Préparer des devis
    [quotes_send] Envoyer et retirer des devis
    [invoices_read] Voir les factures
    [invoices_write] Préparer des factures
    [invoices_seal] Émettre factures et avoirs
    [payments_write] Noter les encaissements
    [jobs_write] Suivre et relancer les tâches du logiciel
    [changes_read] Voir qui a changé quoi
    [journal_read] Voir le journal de sécurité
    [settings_read] Voir les réglages
    [settings_write] Modifier les réglages
    [team_write] Gérer l’équipe et les rôles
    [tokens_write] Autoriser des programmes
    [support_write] Laisser entrer l’assistance
    [persons_write] Répondre aux demandes sur les données, effacer
   *[garage_delete] Fermer le garage
}
