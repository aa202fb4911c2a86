title = Champs du garage
text = Ce que votre garage veut savoir de plus sur ses clients : sur la fiche, dans les filtres, les colonnes et les exports.
none = Aucun champ ajouté.
create = Ajouter
create-title = Nouveau champ
edit-title = Champ
name = Nom
kind = Ce qu’on y note
kind-of = { $kind ->
    [text] Un texte
    [number] Un nombre
    [date] Une date
    [choice] Un choix dans une liste
   *[yes_no] Oui ou non
}
choices = Choix possibles
choices-hint = Un par ligne, pour un choix dans une liste.
private = Privé
private-hint = Gardé chiffré ; ni recherché, ni filtré, ni exporté.
delete = Supprimer ce champ
delete-question = Supprimer ce champ ?
delete-text = Ce qui y est noté sur les clients disparaît avec lui.
