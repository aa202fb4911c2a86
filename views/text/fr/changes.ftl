title = Modifications
says = Tout ce qui a été créé, modifié ou supprimé : avant, après, par qui, d’où. Rien ne peut être retiré de cette liste.
link = Historique des modifications
what = Quoi
everything = Tout
by = Par qui
everybody = Tout le monde
to = Jusqu’au
to-hint = Les { $days } jours qui précèdent sont montrés.
apply = Afficher
earlier = Les { $days } jours d’avant
none = Aucune modification sur cette période.
nothing = vide
details = Détails
sealed = contenu protégé
yes = oui
no = non
program = VisionCRM
visitor = Client ou visiteur
unknown = Inconnu
put-back = Remettre « { $value } »
restored = L’ancienne valeur est remise.
who-from = { $who }, { $from }
happened = { $record } { $action ->
    [insert] : création
    [delete] : suppression
   *[other] : modification
}
origin = { $door ->
    [page] réseau { $network }
    [api] API, réseau { $network }
   *[other] programme
}
record = { $table ->
    [support_grants] Accès de l’assistance
    [api_origins] Site autorisé
    [api_tokens] Programme
    [approvals] Réponse du client
    [batches] Action groupée
    [consents] Consentement
    [contact_reaches] Autre téléphone ou e-mail
    [contact_values] Champ du garage
    [contacts] Client
    [custom_fields] Champ du garage
    [deferred_works] Travaux à prévoir
    [files] Fichier
    [garage_keys] Clé du garage
    [garages] Réglages du garage
    [import_mappings] Correspondance d’import
    [imports] Import
    [invoice_accounts] Compte de la facture
    [invoices] Facture
    [merges] Réunion de fiches
    [messages] Message
    [mileage_readings] Relevé kilométrique
    [package_parts] Pièce du forfait
    [packages] Forfait
    [payments] Encaissement
    [quote_lines] Ligne de devis
    [quotes] Devis
    [repair_orders] Ordre de réparation
    [scans] Carte grise
    [tags] Étiquette
    [users] Collaborateur
    [vehicle_files] Photo ou document
    [vehicle_owners] Propriétaire du véhicule
    [vehicle_recalls] Rappel constructeur
    [vehicles] Véhicule
    [roles] Rôle
    [retention] Durées de conservation
    [rights_requests] Demande sur les données
   *[other] { $table }
}
column = { $name ->
    [granted_at] Ouvert le
    [ended_at] Fermé le
    [who] Qui
    [seen_at] Vu le
    [origin] Adresse du site
    [accepted_cents] Montant accepté
    [act] Action
    [addresses_sealed] Autres adresses
    [address_sealed] Adresse
    [amount_cents] Montant
    [answered_at] Répondu le
    [ape] Code APE
    [balance_cents] Reste à payer
    [bic] BIC
    [body_sealed] Texte
    [caption] Légende
    [capital_cents] Capital
    [channel] Canal
    [choices] Choix
    [civility] Civilité
    [cnit] Type Mines ou CNIT
    [code] Code
    [company] Entreprise
    [conditions_accepted] Conditions acceptées
    [contact_id] Client
    [content_type] Type de fichier
    [created] Créés
    [day] Jour
    [default_entry] Saisie
    [default_vat_rate] TVA habituelle
    [deleted_at] Supprimé le
    [delivered_at] Envoyée le
    [details] Détails
    [discount] Remise
    [discount_cents] Remise
    [done] Faits
    [done_at] Terminé le
    [done_on] Fait le
    [due_km] À faire à (km)
    [due_on] Échéance
    [email] E-mail
    [encoding] Encodage
    [energy] Énergie
    [entry] Saisie
    [exemption] Exonération
    [expires_at] Expire le
    [extra] Complément d’adresse
    [extra_mention] Mention en plus
    [finished_at] Terminé le
    [first_name] Prénom
    [first_registered_on] Première mise en circulation
    [fiscal_power] Puissance fiscale
    [fixed_price] Prix fixe
    [format] Format
    [fuel_eighths] Carburant (huitièmes)
    [genre] Genre
    [given] Accordé
    [gone_id] Fiche réunie
    [gross_cents] Total TTC
    [hours] Heures
    [iban_sealed] IBAN
    [inspected_on] Dernier contrôle technique
    [inspection_due_on] Prochain contrôle technique
    [inspection_regime] Régime de contrôle
    [inspection_result] Résultat du contrôle
    [insurance] Assurance
    [invited_at] Invitation
    [issued_on] Date
    [keep_odd] Garder ce qui est illisible
    [keep_old_parts] Rendre les pièces
    [kept_id] Fiche gardée
    [key_tag] Porte-clés
    [kind] Type
    [km] Kilométrage
    [label] Libellé
    [labour_method] Méthode de main-d’œuvre
    [labour_rate] Taux de main-d’œuvre
    [labour_t1] Taux T1
    [labour_t2] Taux T2
    [labour_t3] Taux T3
    [lang] Langue
    [last_name] Nom
    [late_penalty_percent] Pénalités de retard (%)
    [legal_form] Forme juridique
    [make] Marque
    [match_key] Reconnaître par
    [mediator_address] Adresse du médiateur
    [mediator_name] Médiateur
    [mediator_url] Site du médiateur
    [merged_at] Réunies le
    [method] Moyen de paiement
    [mileage_km] Kilométrage
    [mileage_on] Relevé le
    [model] Modèle
    [name] Nom
    [nature] Nature
    [net_cents] Total HT
    [note] Note
    [noted_on] Noté le
    [notes] Notes
    [number] Numéro
    [opened_at] Ouvert le
    [order_required] Numéro d’engagement exigé
    [overwrite] Remplacer
    [owner_id] Propriétaire
    [paid_cents] Payé
    [part_origin] Origine de la pièce
    [password_hash] Mot de passe
    [payment_days] Délai de paiement (jours)
    [phone] Téléphone
    [piec_choice] Pièces de réemploi
    [plate] Plaque
    [postcode] Code postal
    [power_kw] Puissance (kW)
    [private] Privé
    [purchase_order] Numéro de commande
    [purpose] Finalité
    [quantity] Quantité
    [quote_days] Validité des devis (jours)
    [rcs_town] Ville du RCS
    [read_on] Relevé le
    [reason] Motif
    [received_on] Reçu le
    [recipient] Destinataire
    [recorded_at] Enregistré le
    [reading_sealed] Lecture
    [reference] Référence
    [refused] Refusés
    [registered_on] Date du certificat
    [requested_work] Travaux demandés
    [role] Rôle
    [said_at] Dit le
    [sample_sealed] Exemple
    [seal_on_acceptance] Sceller à l’acceptation
    [sealed] Contenu
    [sealed_at] Scellée le
    [second_step] Deuxième étape demandée
    [sent_at] Envoyé le
    [separator] Séparateur
    [service_code] Code service
    [shown] Valeur
    [signer_name] Signataire
    [since] Depuis
    [siren] SIREN
    [siret] SIRET
    [size] Taille (octets)
    [skipped] Passés
    [snapshot_sealed] Document
    [source] Origine
    [state] État
    [stop_drive] Ne plus rouler
    [street] Rue
    [struck_at] Barré le
    [struck_by] Barré par
    [struck_reason] Motif
    [subject] Objet
    [supplied_on] Livré le
    [time_zone] Fuseau horaire
    [token_hash] Secret
    [total] Total
    [town] Ville
    [trade_name] Enseigne
    [unchanged] Inchangés
    [undone_at] Défaites le
    [unit] Unité
    [unit_price] Prix unitaire
    [until] Jusqu’au
    [updated] Mis à jour
    [valid_until] Valable jusqu’au
    [variant] Type, variante, version
    [vat_cents] TVA
    [vat_number] N° de TVA
    [vat_on_debits] TVA sur les débits
    [vat_rate] Taux de TVA
    [vehicle_id] Véhicule
    [vehicles] Véhicules
    [vin] VIN
    [warranty] Garantie
    [warranty_km] Garantie (km)
    [warranty_until] Garantie jusqu’au
    [wrapped] Clé
    [before_sealed] Avant
    [scopes] Droits
    [permissions] Droits
    [text_version] Version du texte
    [leave_on] Départ le
    [leave_without_archive] Partir sans archive
    [audit_months] Modifications gardées (mois)
    [inactive_months] Clients inactifs gardés (mois)
    [list_days] Listes gardées (jours)
    [message_months] Messages gardés (mois)
    [scan_days] Cartes grises gardées (jours)
    [security_months] Journal de sécurité gardé (mois)
    [answered_on] Répondu le
    [asked_on] Demandé le
    [outcome] Suite donnée
    [left_at] Parti le
   *[other] { $name }
}
code = { $code ->
    [particulier] Particulier
    [professionnel] Professionnel
    [administration] Administration
    [draft] Brouillon
    [sealed] Scellée
    [sent] Envoyé
    [accepted] Accepté
    [partly_accepted] Accepté en partie
    [refused] Refusé
    [open] Ouvert
    [done] Terminé
    [owner] Responsable
    [manager] Gérant
    [user] Collaborateur
    [mme] Mme
    [m] M.
    [phone] Téléphone
    [email] E-mail
    [sms] SMS
    [whatsapp] WhatsApp
    [post] Courrier
    [fr] français
    [en] anglais
    [card] Carte bancaire
    [cash] Espèces
    [cheque] Chèque
    [transfer] Virement
    [waiting] En attente
    [running] En cours
    [undone] Défait
    [counter] Au comptoir
    [written] Par écrit
    [link] Par son lien
    [import] Import
    [manual] À la main
    [reception] Réception
    [email_offers] Offres par e-mail
    [sms_offers] Offres par SMS
    [invoice] Facture
    [credit_note] Avoir
    [photo] Photo
    [document] Document
    [usual] Habituel
    [none] Aucune
    [maker] Constructeur
    [garage] Garage
    [favorable] Favorable
    [nobody] À personne
    [owners] Aux responsables
    [everybody] À tout le monde
    [book] Temps barémé
    [time_spent] Temps passé
    [revoked] Retiré
    [withdrawn] Retiré
    [failed] Échoué
    [ready] Prêt
    [reading] En lecture
    [cancelled] Annulé
    [yearly] Annuel
    [collection] Collection
    [major] Défavorable, majeure
    [critical] Défavorable, critique
    [mechanic] Mécanicien
    [accountant] Comptable
    [custom] Rôle du garage
   *[other] { $text }
}
