title = Doublons
text = Des fiches qui sont peut-être celles d’un même client, la plus sûre d’abord. On les cherche chaque nuit.
none-title = Aucun doublon
none-text = Chaque nuit, les fiches nouvelles ou modifiées sont comparées à toutes les autres.
reason = { $reason ->
    [siren] même SIREN
    [email] même e-mail
    [phone] même téléphone
    [plate] même véhicule
    [near_email] e-mail presque identique
    [near_phone] téléphone presque identique
    [name] même nom
    [swapped_name] nom et prénom inversés
    [near_name] nom presque identique
    [married_name] même prénom, autre nom
    [last_name] même nom de famille
    [company] même raison sociale
    [near_company] raison sociale presque identique
   *[town] même ville
}
sure = Presque sûr
maybe = À vérifier
compare = Comparer
two-customers = Ce sont deux clients
why = Pourquoi
sureness = Certitude
customers = Clients
merge-title = Réunir deux fiches
merge-text = La plus ancienne reste et reçoit tout ce qui tient à l’autre. Vous pourrez revenir en arrière pendant 30 jours.
stays = Reste
goes = Est réunie à l’autre
what-differs = Ce qui diffère
nothing-differs = Rien à choisir : ce que l’une ne dit pas, l’autre le dit.
lists-text = Les autres téléphones, e-mails, adresses, étiquettes et champs du garage sont mis ensemble, les notes aussi. Un refus de recevoir des offres l’emporte.
moves-title = Ce qui change de fiche
moves-none = Rien ne tient encore à cette fiche.
moves = { $what ->
    [vehicles] { $n ->
        [one] { $n } véhicule
       *[other] { $n } véhicules
    }
    [vehicle_owners] { $n ->
        [one] { $n } propriété passée ou présente
       *[other] { $n } propriétés passées ou présentes
    }
    [repair_orders] { $n ->
        [one] { $n } ordre de réparation
       *[other] { $n } ordres de réparation
    }
    [quotes] { $n } devis
    [invoices] { $n ->
        [one] { $n } facture ou avoir
       *[other] { $n } factures et avoirs
    }
    [messages] { $n ->
        [one] { $n } message
       *[other] { $n } messages
    }
    [activities] { $n ->
        [one] { $n } événement
       *[other] { $n } événements
    }
    [consents] { $n ->
        [one] { $n } consentement
       *[other] { $n } consentements
    }
    [scans] { $n ->
        [one] { $n } carte grise
       *[other] { $n } cartes grises
    }
   *[deferred_works] { $n ->
        [one] { $n } travail à prévoir
       *[other] { $n } travaux à prévoir
    }
}
merge = Réunir
field = { $field ->
    [kind] Type de client
    [civility] Civilité
    [first_name] Prénom
    [last_name] Nom
    [company] Raison sociale
    [siren] SIREN ou SIRET
    [siret] SIRET
    [vat_number] Numéro de TVA
    [service_code] Code service
    [order_required] Numéro de commande obligatoire
    [phone] Téléphone
    [email] E-mail
    [address] Adresse
    [code] Ancien numéro
    [channel] Préfère être joint par
    [lang] Langue
    [more] Autres téléphones, e-mails et adresses
    [tags] Étiquettes
    [values] Champs du garage
    [notes] Notes
    [plates] Véhicules
    [vehicles] Véhicules
    [vehicle_owners] Propriétaire d’un véhicule
    [repair_orders] Ordres de réparation
    [quotes] Devis
    [invoices] Factures
    [messages] Messages
    [activities] Événements
    [consents] Consentements
    [scans] Cartes grises
   *[deferred_works] Travaux à prévoir
}
word = { $word ->
    [particulier] Particulier
    [professionnel] Professionnel
    [administration] Administration
    [mme] Madame
    [m] Monsieur
    [fr] Français
    [en] Anglais
    [phone] Téléphone
    [sms] SMS
    [whatsapp] WhatsApp
    [email] E-mail
   *[post] Courrier
}
merged = { $gone } est réuni à { $kept }.
undo = Remettre comme avant
undo-until = Possible jusqu’au { $date }.
undone = Les deux fiches sont de nouveau séparées.
left-title = Resté sur { $kept }
left-text = Changé depuis la réunion, donc laissé en place :
open-kept = Ouvrir la fiche
open-gone = Ouvrir l’autre fiche
merge-with = Réunir avec…
