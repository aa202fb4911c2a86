title = Tâches de fond
text = Lectures, PDF et envois se font pendant que vous travaillez.
kind = { $kind ->
    [read_carte_grise] Lire une carte grise
    [typeset_invoice] Préparer le PDF d’une facture
    [prepare_vehicle_file] Photo d’un véhicule
    [deliver_invoice] Envoyer une facture
    [send_quote] Envoyer un devis
    [send_receipt] Envoyer un reçu
    [send_welcome] Écrire un mot de bienvenue
    [send_message] Envoyer un message
    [send_link] Lien par e-mail
    [tell_user] Nouvelle d’un compte
    [clean_garage] Ranger
    [find_duplicates] Chercher les doublons
    [run_batch] Agir sur des clients
    [undo_batch] Remettre comme avant
    [check_import] Essayer une liste
    [run_import] Importer une liste
    [undo_import] Défaire un import
    [make_archive] Préparer une archive
    [keep_retention] Effacer ce qui n’est plus gardé
    [delete_garage] Supprimer le garage
   *[other] { $kind }
}
waiting = En attente
running = En cours
retrying = Nouvel essai prévu
failed = Abandonnée
done = Faite
attempts = { $n ->
    [one] { $n } essai sur { $max }
   *[other] { $n } essais sur { $max }
}
next-try = Prochain essai le { $when }
retry = Réessayer
troubled = À regarder
last-ones = Dernières tâches
none-title = Rien à faire
none-text = Les lectures de cartes grises, les PDF et les envois se suivent ici.
trouble = { $code ->
    [no_consent] Le client a refusé les offres entre-temps.
    [mail_refused] Le serveur de messagerie refuse ce message : vérifiez l’adresse du destinataire.
    [mail_busy] Le serveur de messagerie ne prend pas ce message pour l’instant.
    [mail_silent] Le serveur de messagerie ne répond pas.
    [mail_unreachable] Le serveur de messagerie est injoignable.
    [mail_address] L’adresse du destinataire n’est pas complète.
    [engine] Le lecteur de cartes grises n’a pas répondu.
    [typeset] Le PDF n’a pas pu être préparé.
    [gone] Ce dont il s’agit n’existe plus.
    [database] La base de données n’a pas répondu.
    [slow] C’était trop long.
    [stopped] Interrompue par un arrêt du programme.
   *[other] Quelque chose s’est mal passé.
}
