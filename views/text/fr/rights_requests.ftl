title = Demandes sur les données
customers = Clients
text = Accès, correction, opposition, effacement : chacun a droit à une réponse sous un mois.
open = À répondre
answered = Répondues
none-title = Aucune demande
none-text = Notez-les depuis la fiche du client, « Données personnelles ».
nothing = Rien pour l’instant.
what = Demande
who = Client
gone = Client effacé
asked-on = Demandé le
due-on = À répondre avant le
late = En retard
done = Répondu
refused = Refusé
outcome = { $outcome ->
    [done] Fait
   *[refused] Refusé
}
on-by = le { $day } { $name }
