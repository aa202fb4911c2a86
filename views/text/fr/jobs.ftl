title = Tâches de fond
text = Lectures, PDF et envois se font pendant que vous travaillez.
what = Tâche
kind = { $kind ->
    [read_carte_grise] Lire une carte grise
    [typeset_invoice] Préparer le PDF d’une facture
    [deliver_invoice] Envoyer une facture
    [send_quote] Envoyer un devis
    [send_welcome] Écrire un mot de bienvenue
    [send_message] Envoyer un message
    [clean_garage] Ranger
   *[other] { $kind }
}
state = État
waiting = En attente
running = En cours
retrying = Nouvel essai prévu
failed = Abandonnée
done = Faite
attempts = Essais
attempts-of = { $n } sur { $max }
when = Quand
next-try = Prochain essai le { $when }
trouble = Ce qui a manqué
act = Réessayer
retry = Réessayer
troubled = À regarder
last-ones = Dernières tâches
none-title = Rien à faire
none-text = Les lectures de cartes grises, les PDF et les envois se suivent ici.
