title = Choisir le client
search = Chercher le client
hint = Nom, téléphone, plaque ou e-mail
none = Personne à ce nom. Essayez une partie du nom ou du téléphone.
new-contact = Nouveau client
