title = Importer des clients
text = Une liste d’un autre logiciel, d’un téléphone ou d’un tableur : CSV, Excel (XLSX) ou vCard. Rien n’est écrit avant que vous n’ayez vu ce que cela donne, et tout peut se défaire, même des mois plus tard.
file = La liste
file-hint = CSV, XLSX ou VCF ; 200 000 lignes au plus.
read = Lire la liste
unreadable = { $why ->
    [missing] Choisissez un fichier.
    [empty] Ce fichier ne contient aucune ligne.
    [not_a_table] Ce n’est pas une liste : il faut un fichier CSV, Excel (XLSX) ou vCard.
    [old_excel] C’est un ancien fichier Excel (.xls) : ouvrez-le et enregistrez-le au format .xlsx.
    [other_spreadsheet] Ouvrez ce fichier dans un tableur et enregistrez-le au format .xlsx ou .csv.
    [encrypted] Ce fichier est protégé par un mot de passe.
    [too_many_rows] Il y a plus de 200 000 lignes : partagez la liste en plusieurs fichiers.
    [too_many_columns] Il y a trop de colonnes.
    [too_big] Ce fichier est trop gros.
    [cell_too_long] Une case contient plus de 5 000 caractères.
    [open_quote] Un guillemet n’est jamais refermé : la suite ne peut pas être lue sûrement.
   *[broken] Ce fichier est abîmé et ne peut pas être lu.
}
past = Listes déjà apportées
past-line = { $day } · { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
}
state = { $state ->
    [draft] À préparer
    [checking] À l’essai
    [checked] Essayé
    [running] En cours
    [done] Importé
    [undoing] En retour
   *[undone] Défait
}
about = { $n ->
    [one] { $n } ligne
   *[other] { $n } lignes
} · { $format ->
    [xlsx] Excel
    [vcard] vCard
   *[csv] CSV, { $encoding }
}
by = Colonnes d’un logiciel connu
by-what = D’après
map = Remplir les colonnes
columns = Colonnes
column = Colonne du fichier
column-n = Colonne { $n }
holds = Ce qu’elle contient
becomes = Devient
becomes-of = { $column } devient
nothing = — rien —
civility = Civilité
full-name = Nom et prénom ensemble
vehicle-field = Véhicule : { $field ->
    [plate] immatriculation
    [vin] n° de série (VIN)
    [make] marque
    [model] modèle
    [variant] version
    [energy] énergie
    [first_registered_on] première immatriculation
    [inspection_due_on] prochain contrôle technique
   *[mileage_km] kilométrage
}
match-key = Reconnaître un client déjà connu par
match-key-hint = Une ligne reconnue complète ce client ; les autres en créent un.
match-key-of = { $key ->
    [none] Rien : chaque ligne est un nouveau client
    [code] Son code client
    [plate] Une immatriculation
    [phone] Un téléphone
   *[email] Un e-mail
}
known = Un client déjà connu
fill = Compléter ce qui est vide
fill-hint = Ce qui est sur sa fiche reste.
overwrite = Remplacer
overwrite-hint = La liste l’emporte où elle dit quelque chose.
keep-odd = Importer quand même une ligne dont une case ne se lit pas
keep-odd-hint = Ce qui ne se lit pas va dans les notes du client.
keep-as = Retenir ces colonnes sous le nom
keep-as-hint = Facultatif. Pour une prochaine liste de la même source.
try-it = Essayer sans rien écrire
moving = { $state ->
    [checking] Essai en cours…
    [running] Import en cours…
   *[undoing] Retour en cours…
}
look-again = Où en est-on ?
would = Ce que cela donnerait
did = Ce qui a été fait
created = { $n ->
    [one] nouveau client
   *[other] nouveaux clients
}
updated = { $n ->
    [one] ligne complète un client
   *[other] lignes complètent un client
}
unchanged = { $n ->
    [one] ligne n’apporte rien de nouveau
   *[other] lignes n’apportent rien de nouveau
}
vehicles = { $n ->
    [one] nouveau véhicule
   *[other] nouveaux véhicules
}
refused = { $n ->
    [one] ligne refusée
   *[other] lignes refusées
}
line = Ligne { $n }
first-faults = Les premières lignes refusées
why-refused = Pourquoi cette ligne est refusée
run = Importer
columns-again = Changer les colonnes
refused-file = Télécharger les lignes refusées
undo = Défaire cet import
undo-question = Défaire cet import ?
undo-text = Ce que personne n’a touché depuis redevient comme avant. Ce qui a été modifié, ou porte un devis, une facture ou un ordre de réparation, reste ; vous verrez quoi et pourquoi.
see = Voir les clients
undone-title = Ce qui a été défait
undone = { $word ->
    [reversed] { $n ->
        [one] { $n } ligne remise comme avant
       *[other] { $n } lignes remises comme avant
    }
   *[other] { $why ->
        [edited] { $n ->
            [one] { $n } ligne gardée : quelqu’un a modifié ce client depuis
           *[other] { $n } lignes gardées : quelqu’un a modifié ces clients depuis
        }
        [documents] { $n ->
            [one] { $n } ligne gardée : ce client a des documents
           *[other] { $n } lignes gardées : ces clients ont des documents
        }
       *[gone] { $n ->
            [one] { $n } ligne laissée : ce client a été supprimé depuis
           *[other] { $n } lignes laissées : ces clients ont été supprimés depuis
        }
    }
}
twins = Les fiches qui se ressemblent sont cherchées cette nuit :
