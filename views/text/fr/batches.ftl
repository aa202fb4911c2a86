act = { $act ->
    [tag] Étiqueter des clients
    [untag] Retirer une étiquette
    [export] Exporter des clients
    [send] Écrire à des clients
   *[delete] Supprimer des clients
}
go = { $act ->
    [tag] { $n ->
        [one] Étiqueter { $n } client
       *[other] Étiqueter { $n } clients
    }
    [untag] { $n ->
        [one] Retirer à { $n } client
       *[other] Retirer à { $n } clients
    }
    [export] { $n ->
        [one] Exporter { $n } client
       *[other] Exporter { $n } clients
    }
    [send] { $n ->
        [one] Écrire à { $n } client
       *[other] Écrire à { $n } clients
    }
   *[delete] { $n ->
        [one] Supprimer { $n } client
       *[other] Supprimer { $n } clients
    }
}
about = { $n ->
    [one] { $n } client choisi
   *[other] { $n } clients choisis
}
list = Clients
tag = Étiquette
format = Fichier
csv = CSV
csv-hint = S’ouvre dans Excel.
xlsx = Excel (XLSX)
export-text = Avec les étiquettes, les plaques et les champs du garage, sauf les privés.
nature = Que contient ce message ?
information = Une information
information-hint = Fermeture, déménagement, rappel de sécurité : à tous ceux qui ont un e-mail.
offer = Une offre
offer-hint = Seulement à ceux qui ont accepté les offres par e-mail, avec un lien pour ne plus en recevoir.
subject = Objet
text = Message
text-hint = Il commence par « Bonjour » et le nom du client, et finit par les coordonnées du garage.
delete-text = Ils peuvent revenir pendant 30 jours, d’un clic ; leurs factures restent.
waiting = Cela va commencer…
running = { $done } sur { $total }…
undoing = Tout est remis comme avant…
undone = Tout est remis comme avant.
done = { $act ->
    [tag] { $n ->
        [one] { $n } client étiqueté
       *[other] { $n } clients étiquetés
    }
    [untag] { $n ->
        [one] Étiquette retirée à { $n } client
       *[other] Étiquette retirée à { $n } clients
    }
    [export] { $n ->
        [one] { $n } client dans le fichier
       *[other] { $n } clients dans le fichier
    }
    [send] { $n ->
        [one] { $n } message écrit
       *[other] { $n } messages écrits
    }
   *[delete] { $n ->
        [one] { $n } client supprimé
       *[other] { $n } clients supprimés
    }
}
skipped = { $why ->
    [no_email] { $n ->
        [one] { $n } client sans e-mail
       *[other] { $n } clients sans e-mail
    }
   *[no_consent] { $n ->
        [one] { $n } client n’a pas accepté les offres
       *[other] { $n } clients n’ont pas accepté les offres
    }
}
look-again = Où en est-on ?
undo = Remettre comme avant
