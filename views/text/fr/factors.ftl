title = Sécurité
summary = Deuxième étape, clés d’accès
step-title = Deuxième étape
step-text = Encore une preuve que c’est vous : le code de votre application d’authentification, ou votre clé d’accès.
code = Code
code-hint = Les six chiffres de l’application, ou un code de secours.
go-on = Continuer
start-again = Recommencer
owes-title = Une deuxième étape est demandée
owes-text = Le responsable du garage demande, en plus du mot de passe, une application d’authentification ou une clé d’accès. Choisissez l’une ou l’autre : le reste s’ouvrira ensuite.
proof-title = Confirmez que c’est vous
proof-text = Avant de changer quoi que ce soit ici.
sign-in-again = Déconnectez-vous, puis entrez de nouveau : vous aurez dix minutes pour changer quelque chose ici.
password = Mot de passe
prove = Confirmer
on = Actif
few = À renouveler
since = Depuis le { $day }
keep = Garder
password-only = Mot de passe seul
totp = Application d’authentification
totp-on = Application d’authentification
totp-active = En place
totp-off = Pas encore
totp-text = Après le mot de passe, un code à six chiffres de votre téléphone : personne n’entre avec le mot de passe seul.
totp-begin = Mettre en place
totp-change = Changer de téléphone
totp-remove = Retirer
totp-remove-question = Retirer l’application d’authentification ?
totp-remove-text = Le mot de passe suffira de nouveau pour entrer, sauf si le responsable demande une deuxième étape.
scan-title = 1. Scannez
scan-text = Avec une application d’authentification sur votre téléphone (Google Authenticator, FreeOTP, 1Password…).
scan-says = Code QR à scanner ; les lettres ci-dessous disent la même chose.
open-app = Ouvrir l’application de cet appareil
letters-text = Ou tapez ces lettres dans l’application :
first-code-title = 2. Confirmez
first-code = Code affiché
first-code-hint = Les six chiffres que l’application montre maintenant.
totp-confirm = Confirmer
codes = Codes de secours
codes-left = { $n ->
    [0] Aucun code
    [one] { $n } code
   *[other] { $n } codes
}
codes-text = Pour entrer le jour où le téléphone est perdu. Chacun sert une fois.
codes-draw = Tirer dix codes
codes-question = Tirer dix nouveaux codes ?
codes-question-text = Ceux que vous avez gardés ne serviront plus.
codes-once-title = Notez-les maintenant
codes-once-text = Ils ne seront plus montrés. Imprimez-les ou rangez-les ailleurs que dans le téléphone.
codes-kept = Je les ai notés
google = Compte Google
google-off = Pas relié
google-text = Pour entrer avec Google au lieu du mot de passe.
google-link = Relier un compte Google
google-unlink = Ne plus relier
google-unlink-question = Ne plus relier ce compte Google ?
google-unlink-text = Il faudra votre mot de passe pour entrer.
demand-title = Deuxième étape pour entrer
demand-text = En plus du mot de passe : une application d’authentification ou une clé d’accès. Qui n’en a pas la met en place à sa prochaine page, avant tout le reste.
demand-label = Demandée
demand-nobody = À personne : chacun choisit
demand-owners = Aux responsables
demand-everybody = À tout le monde
demand-save = Enregistrer
demand-saved = C’est enregistré.
reset = Téléphone perdu
reset-question = Retirer les protections du compte de { $name } ?
reset-text = Application, clés d’accès, codes de secours et compte Google sont retirés, et la personne est déconnectée partout. Elle entrera avec son mot de passe, et en sera prévenue par e-mail.
passkeys-count = { $n ->
    [one] { $n } clé d’accès
   *[other] { $n } clés d’accès
}
