title = Plateforme
sign-in-title = Plateforme
sign-in-text = Réservé à ceux qui font fonctionner VisionCRM. Votre garage a sa propre adresse.
email = E-mail
password = Mot de passe
show = Montrer
enter = Entrer
sign-out = Se déconnecter
garages = Garages
none = Aucun garage.
users = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
seen = vu le { $at }
never-seen = jamais vu
plan = Formule
plan-of = { $plan ->
    [free] Gratuit
    [starter] Starter
    [pro] Pro
   *[enterprise] Enterprise
}
suspended = Suspendu
lets-in = Ouvert à l’assistance
address = Adresse
made = Ouvert le
people = Personnes
last-seen = Dernière activité
suspended-since = Suspendu depuis
lets-in-until = Ouvert à l’assistance jusqu’au
save = Enregistrer
enter-garage = Entrer pour aider
closed = Son responsable ne laisse entrer personne : il le peut dans Réglages, Assistance.
suspend = Suspendre
suspend-question = Suspendre { $name } ?
suspend-text = Plus personne n’entre dans ce garage, ni ses programmes. Rien n’est perdu : il reprend comme il était.
resume = Rouvrir le garage
