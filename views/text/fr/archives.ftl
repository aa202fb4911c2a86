title = { $kind ->
    [contact] Tout ce que nous avons sur lui
    [user] Vos données
   *[garage] Archive du garage
}
text = { $kind ->
    [contact] Un fichier ZIP à remettre au client : ses données, ses devis et factures, ses photos.
    [user] Un fichier ZIP avec tout ce que le garage garde de votre compte.
   *[garage] Un fichier ZIP avec toutes les données du garage : tableaux CSV, JSON, PDF et FEC.
}
making = Préparation en cours
so-far = { $n ->
    [one] { $n } fichier
   *[other] { $n } fichiers
}
look-again = Regarder où cela en est
ready = Le fichier est prêt ({ $size })
until = Téléchargeable jusqu’au { $day }
expired = Ce fichier n’est plus là : demandez-en un autre.
taken = téléchargé le { $day }
kilobytes = { $n } ko
megabytes = { $n } Mo
readme-name = LISEZMOI.txt
readme-title = { $kind ->
    [contact] Données personnelles d’un client de { $garage }, le { $day }.
    [user] Données personnelles d’un collaborateur de { $garage }, le { $day }.
   *[garage] Toutes les données de { $garage }, le { $day }.
}
readme-json = Dossier « json » : chaque tableau, en UTF-8. Les montants sont en centimes, les heures en temps universel.
readme-csv = Dossier « csv » : les mêmes tableaux, séparés par des points-virgules, pour un tableur.
readme-pdf = Dossier « pdf » : devis, factures et avoirs tels qu’ils ont été émis.
readme-photos = Dossier « photos » : photos, cartes grises et papiers tels qu’ils ont été envoyés.
readme-fec = Dossier « fec » : ventes et règlements, un fichier par année civile (LPF, art. A47 A-1), en ISO 8859-15, à donner à votre comptable.
