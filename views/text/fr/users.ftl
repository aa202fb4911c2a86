title = Équipe
me = C’est vous
remove = Retirer
remove-question = Retirer { $name } ?
remove-text = Cette personne est déconnectée partout et ne pourra plus entrer. Ce qu’elle a fait garde son nom.
keep = Garder
add-title = Ajouter un collègue
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
password = Premier mot de passe
password-hint = À lui dire de vive voix ; il le changera dans « Mon compte ». Douze caractères au moins, avec majuscule, minuscule, chiffre et un autre signe.
add = Ajouter
colleague = Collègue
save-role = Enregistrer
leave-title = Fermer son accès
former-title = Anciens collègues
former-text = Ce collègue n’a plus accès au garage. S’il revient, il retrouve son nom et ce qu’il a fait, avec un nouveau mot de passe.
take-back = Rouvrir son accès
