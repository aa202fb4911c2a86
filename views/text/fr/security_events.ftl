title = Journal de sécurité
says = Connexions, échecs, changements de droits, exports. Rien ne peut en être retiré ; il est gardé douze mois.
everybody = Tout le monde
about = Qui
apply = Afficher
none = Rien à signaler.
kind = { $kind ->
    [signed_in] Connexion
    [sign_in_failed] Connexion refusée
    [sign_in_throttled] Trop d’essais de connexion
    [signed_out_everywhere] Déconnexion de tous les appareils
    [password_changed] Mot de passe changé
    [role_changed] Rôle changé
    [colleague_back] Accès rouvert
    [support_granted] Ouvert à l’assistance
    [support_ended] Fermé à l’assistance
    [support_entered] L’assistance est entrée
    [key_rotated] Clé du garage protégée par une nouvelle clé maître
    [second_step_asked] Première preuve donnée, deuxième étape demandée
    [second_step_failed] Code refusé
    [second_step_demanded] Demande de deuxième étape changée
    [proved_again] Identité confirmée de nouveau
    [totp_added] Application d’authentification mise en place
    [totp_removed] Application d’authentification retirée
    [recovery_codes_drawn] Codes de secours tirés
    [recovery_code_used] Code de secours utilisé
    [factors_reset] Protections retirées (téléphone perdu)
    [passkey_added] Clé d’accès ajoutée
    [passkey_removed] Clé d’accès retirée
    [passkey_used] Connexion par clé d’accès
    [passkey_refused] Clé d’accès refusée
    [passkey_cloned] Clé d’accès copiée, désormais refusée
    [google_linked] Compte Google relié
    [google_unlinked] Compte Google détaché
    [google_unknown] Compte Google inconnu
    [google_refused] Connexion par Google refusée
    [links_throttled] Trop de liens demandés
    [link_asked] Lien demandé par e-mail
    [link_used] Lien ouvert
    [session_ended] Appareil déconnecté
    [password_reset] Mot de passe choisi par lien
    [password_link_sent] Lien envoyé par le responsable
    [password_link_printed] Lien fait sur la machine
    [invitation_sent] Invitation envoyée
    [invitation_accepted] Invitation acceptée
    [email_change_asked] Changement d’adresse demandé
    [email_changed] Adresse e-mail changée
    [new_browser] Nouvel appareil
    [account_leaves] Départ demandé
    [account_left] Compte supprimé
    [account_stays] Départ annulé
    [garage_leaves] Fermeture du garage demandée
    [garage_stays] Fermeture du garage annulée
    [person_erased] Client effacé
    [person_exported] Données d’un client téléchargées
    [account_exported] Données d’un compte téléchargées
    [garage_exported] Archive du garage téléchargée
    [customers_exported] Liste de clients exportée
    [token_made] Programme autorisé
    [token_revoked] Programme retiré
    [colleague_removed] Accès d’un collègue fermé
   *[other] { $kind }
}
