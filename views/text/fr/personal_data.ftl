title = Données personnelles
text = Ce que ce client peut demander sur ses propres données (RGPD). À répondre sous un mois.
noted-title = Noter sa demande
what = Ce qu’il demande
kind = { $kind ->
    [access] Accéder à ses données
    [portability] Emporter ses données
    [rectification] Corriger ses données
    [objection] Ne plus recevoir d’offres
   *[erasure] Être effacé
}
kind-hint = { $kind ->
    [access] Art. 15 : un fichier ZIP est préparé, à lui remettre.
    [portability] Art. 20 : le même fichier, lisible par un autre logiciel.
    [rectification] Art. 16 : corrigez ensuite sa fiche.
    [objection] Art. 21 : fait tout de suite, sur tous les canaux.
   *[erasure] Art. 17 : la page suivante dit ce qui part et ce qui reste.
}
asked-on = Demandé le
asked-on-hint = Le délai d’un mois court de ce jour.
requests = Ses demandes
files = Fichiers préparés
acts = Faire
acts-text = Sans attendre une demande.
export = Préparer le fichier de ses données
mend = Corriger sa fiche
erase = Effacer ce client
erase-title = Effacer { $name } ?
goes-title = Ce qui part
goes = { $what ->
    [identity] Son nom, ses téléphones, e-mails, adresses et notes : la fiche devient « Client anonymisé »
    [reaches] { $n ->
        [one] { $n } autre téléphone ou e-mail
       *[other] { $n } autres téléphones ou e-mails
    }
    [fields] { $n ->
        [one] { $n } champ de votre garage
       *[other] { $n } champs de votre garage
    }
    [vehicles] { $n ->
        [one] La plaque et le numéro de série de { $n } véhicule, son kilométrage et ses travaux à prévoir
       *[other] Les plaques et numéros de série de { $n } véhicules, leurs kilométrages et travaux à prévoir
    }
    [photos] { $n ->
        [one] { $n } photo ou papier de véhicule
       *[other] { $n } photos et papiers de véhicules
    }
    [scans] { $n ->
        [one] { $n } carte grise lue
       *[other] { $n } cartes grises lues
    }
    [messages] { $n ->
        [one] { $n } message
       *[other] { $n } messages
    }
    [activities] { $n ->
        [one] { $n } ligne d’historique
       *[other] { $n } lignes d’historique
    }
    [consents] { $n ->
        [one] { $n } consentement
       *[other] { $n } consentements
    }
    [quotes] { $n ->
        [one] { $n } devis sans suite
       *[other] { $n } devis sans suite
    }
   *[drafts] { $n ->
        [one] { $n } brouillon de facture
       *[other] { $n } brouillons de factures
    }
}
goes-more = Et ce qu’en gardaient les imports, les réunions de fiches, les listes exportées et le journal des modifications.
stays-title = Ce qui reste, parce que la loi l’exige
stays-none = Rien : aucun document de ce client ne doit être gardé.
document = Document
law = Pourquoi
until = Jusqu’au
kept = { $kind ->
    [invoice] Facture { $number }
    [credit_note] Avoir { $number }
    [quote] Devis accepté { $number }
   *[repair_order] Ordre de réparation { $number }
}
kept-law = { $kind ->
    [invoice] Pièce comptable : dix ans (C. com. art. L123-22)
    [credit_note] Pièce comptable : dix ans (C. com. art. L123-22)
    [quote] Preuve du contrat : cinq ans (C. civ. art. 2224)
   *[repair_order] Preuve du contrat, sans nom ni plaque : cinq ans (C. civ. art. 2224)
}
erase-text = Cela ne se défait pas. Ces documents gardent le nom qui y est imprimé ; partout ailleurs il n’en reste rien.
erase-now = Effacer définitivement
