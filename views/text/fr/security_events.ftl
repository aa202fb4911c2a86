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
   *[other] { $kind }
}
