title = Assistance
text = Par défaut, personne d’autre que votre équipe n’entre dans votre garage. Pour être aidé, ouvrez-le un moment à l’assistance : elle voit, elle ne modifie rien.
grant-title = Laisser entrer l’assistance
lasts = Pour combien de temps
lasts-of = { $lasts ->
    [hour] Une heure
    [day] Un jour
   *[week] Une semaine
}
grant = Laisser entrer
open-until = L’assistance peut entrer jusqu’au { $at }.
end = Fermer maintenant
visits = Qui est venu
nobody = Personne n’est venu.
came = Du { $from } au { $to }
entry-title = Entrer dans ce garage
entry-text = Son responsable vous laisse entrer pour l’aider. Votre venue lui est montrée ; vous voyez, vous ne modifiez rien.
enter = Entrer
banner = Vous êtes dans ce garage pour l’assistance, jusqu’au { $at }. Son responsable voit votre venue.
leave = Quitter
