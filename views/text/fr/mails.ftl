hello = Bonjour { $name },
welcome-subject = Bienvenue chez { $garage }
welcome-text = Merci de votre confiance. { $garage } a ouvert votre dossier : vous y recevrez vos devis à accepter en ligne et vos factures.
welcome-more = Pour toute question, répondez simplement à ce message.
quote-subject = Devis { $number } de { $garage }
quote-text = Voici le devis { $number }, d’un montant de { $amount } TTC. Vous pouvez accepter ou refuser chaque opération depuis votre téléphone.
quote-text-vehicle = Voici le devis { $number } pour { $vehicle }, d’un montant de { $amount } TTC. Vous pouvez accepter ou refuser chaque opération depuis votre téléphone.
quote-button = Voir et répondre
quote-until = Ce devis est valable jusqu’au { $date }.
invoice-subject = Facture { $number } de { $garage }
invoice-text = Vous trouverez ci-jointe la facture { $number } d’un montant de { $amount } TTC.
invoice-due = À régler au plus tard le { $date }.
invoice-thanks = Merci de votre confiance, et bonne route.
credit-note-subject = Avoir { $number } de { $garage }
credit-note-text = Vous trouverez ci-joint l’avoir { $number } qui annule la facture { $invoice }, d’un montant de { $amount } TTC.
receipt-subject = Règlement reçu pour la facture { $number }, { $garage }
receipt-text = Nous avons bien reçu votre règlement de { $amount } pour la facture { $number }, { $method ->
    [cash] en espèces
    [card] par carte
    [bank_transfer] par virement
    [cheque] par chèque
   *[other] en ligne
}, le { $day }.
receipt-rest = Il reste { $amount } à régler.
receipt-settled = Cette facture est entièrement réglée.
refund-subject = Remboursement de l’avoir { $number }, { $garage }
refund-text = Nous vous avons remboursé { $amount } sur l’avoir { $number }, { $method ->
    [cash] en espèces
    [card] par carte
    [bank_transfer] par virement
    [cheque] par chèque
   *[other] en ligne
}, le { $day }.
refund-rest = Il nous reste { $amount } à vous rembourser.
refund-settled = Cet avoir est entièrement remboursé.
no-more-offers = Ne plus recevoir d’offres
why-offers = Vous recevez ce message parce que vous avez accepté les offres de { $garage } par e-mail.
account-subject = La sécurité de votre compte chez { $garage } a changé
account-text = { $what ->
    [totp_added] Une application d’authentification protège maintenant votre compte.
    [totp_removed] L’application d’authentification ne protège plus votre compte.
    [recovery_codes_drawn] De nouveaux codes de secours ont été tirés. Les anciens ne servent plus.
    [recovery_code_used] Un code de secours vient de servir pour entrer dans votre compte.
    [passkey_added] Une clé d’accès a été ajoutée à votre compte.
    [passkey_removed] Une clé d’accès a été retirée de votre compte.
    [google_linked] Un compte Google a été relié à votre compte.
    [google_unlinked] Le compte Google n’est plus relié à votre compte.
   *[factors_reset] Votre application d’authentification, vos clés d’accès, vos codes de secours et votre compte Google ont été retirés à la demande du responsable. Entrez avec votre mot de passe.
}
account-not-you = Si ce n’était pas vous, changez votre mot de passe et prévenez le responsable du garage.
