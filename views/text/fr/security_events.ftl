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
   *[other] { $kind }
}
