title = Étiquettes
text = On les pose sur la fiche d’un client, ou sur plusieurs depuis la liste.
none = Aucune étiquette. La première naît sur la fiche d’un client.
name = Nom
carried = { $n ->
    [0] Aucun client
    [one] { $n } client
   *[other] { $n } clients
}
delete = Supprimer
delete-question = Supprimer l’étiquette { $name } ?
delete-text = Elle disparaît de tous les clients qui la portent.
