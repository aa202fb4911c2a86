title = Équipe
me = C’est vous
remove = Retirer
remove-question = Retirer { $name } ?
remove-text = Cette personne est déconnectée partout et ne pourra plus entrer. Ce qu’elle a fait garde son nom.
keep = Garder
add-title = Inviter un collègue
name = Nom
email = E-mail
role = Ce qu’il peut faire
role-name = { $role ->
    [owner] Responsable
    [manager] Réception
    [mechanic] Mécanicien
    [accountant] Comptable
   *[user] Lecture
}
role-hint = { $role ->
    [owner] Tout, y compris les réglages et l’équipe.
    [manager] Clients, devis, factures, encaissements.
    [mechanic] Réception, ordres de réparation, kilométrage, photos ; aucun prix.
    [accountant] Factures, encaissements, exports ; lit le reste.
   *[user] Voit tout, ne modifie rien.
}
add = Inviter
colleague = Collègue
save-role = Enregistrer
leave-title = Fermer son accès
add-text = Un lien part à son adresse ; il choisit lui-même son mot de passe.
invited = Invité
invitation-over = Invitation expirée
invitation-title = Son invitation
invitation-until = Invité le { $when }. Le lien sert jusqu’au { $until }.
invitation-ended = Invité le { $when }. Le lien ne sert plus.
invite-again = Envoyer une autre invitation
withdraw = Retirer l’invitation
withdraw-question = Retirer l’invitation de { $name } ?
withdraw-text = Le lien ne servira plus et cette personne n’entrera pas.
password-link-title = Mot de passe oublié
password-link-text = Un lien part à son adresse pour en choisir un autre.
password-link = Envoyer un lien
link-title = Le lien de { $name }
link-text = À remettre en main propre s’il n’a pas d’e-mail. Il n’est montré ici que dix minutes et sert une seule fois.
link = Lien à copier
former-title = Anciens collègues
former-text = Ce collègue n’a plus accès au garage. S’il revient, il retrouve son nom et ce qu’il a fait ; un lien part à leur adresse pour choisir un mot de passe.
take-back = Rouvrir son accès
