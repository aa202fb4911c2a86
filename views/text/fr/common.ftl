save = Enregistrer
cancel = Annuler
edit = Modifier
delete = Supprimer
restore = Annuler la suppression
back = Retour
more = Plus
next-page = Suivants
first-page = Début de la liste
pages = Pages de la liste
errors-title = Quelques champs sont à revoir
french = Français
english = Anglais
saved = C’est enregistré.
confirm = Confirmer
yes = Oui
no = Non
none = Aucun
unsaid = Non renseigné
download = Télécharger
open = Ouvrir
search = Rechercher
wrong-field = { $field } : { $says }
label-of-line = Ligne { $n }, { $label }
wrong-more = { $n ->
    [one] et { $n } autre, plus bas.
   *[other] et { $n } autres, plus bas.
}
