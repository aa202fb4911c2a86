title = Clients
new = Nouveau client
new-title = Nouveau client
edit-title = Modifier le client
search = Chercher un client
search-hint = Nom, téléphone, plaque, VIN ou e-mail
name = Nom
kind = Type de client
particulier = Particulier
professionnel = Professionnel
professionnel-hint = Avec un SIREN
administration = Administration
identity = Identité
reach = Comment le joindre
address = Adresse
address-hint = Obligatoire sur la facture d’un professionnel.
rest = Le reste
first-name = Prénom
last-name = Nom
company = Entreprise ou service
company-hint = Pour un professionnel ou une administration.
person = Interlocuteur
siren = SIREN ou SIRET
siren-hint = 9 ou 14 chiffres, pour un professionnel.
vat-number = N° de TVA
vat-number-hint = Calculé à partir du SIREN s’il est laissé vide.
service-code = Code service
service-code-hint = Chorus Pro, pour une administration.
phone = Téléphone
email = E-mail
street = N° et rue
extra = Complément
postcode = Code postal
town = Ville
lang = Langue des messages
notes = Notes
required = Un nom suffit : le reste peut venir plus tard.
vehicle = Véhicule
vehicles = Véhicules
no-vehicle = Aucun véhicule.
add-vehicle = Ajouter un véhicule
last-contact = Dernier contact
more-vehicles = { $n ->
    [one] + { $n } autre
   *[other] + { $n } autres
}
km = { $km } km
new-quote = Nouveau devis
scan = Photographier une carte grise
none-title = Aucun client pour l’instant
none-text = Photographiez une carte grise : le client et son véhicule se remplissent tout seuls.
not-found-title = Personne à ce nom
not-found-text = Essayez une partie du nom, du numéro de téléphone ou de la plaque.
deleted = Ce client est supprimé. Il disparaîtra pour de bon dans 30 jours ; ses factures restent.
twins-title = Ce client existe peut-être déjà
twins-text = Ouvrez sa fiche plutôt que d’en créer une deuxième. Si c’est bien quelqu’un d’autre, enregistrez de nouveau.
direct-invoice = Facturer sans devis
created = Créé le
visits = Factures
tags = Étiquettes
tags-hint = Séparées par des virgules : Fidèle, Flotte.
import = Importer des clients
duplicates = Doublons
edit-tags = Étiquettes
edit-fields = Champs du garage
chosen = Choisis :
choose-all = Choisir tous ceux de la page
choose = Choisir { $name }
choose-these = Tout choisir ({ $many })
choose-none = Ne plus rien choisir
batch-tag = Étiqueter
batch-untag = Retirer une étiquette
batch-export = Exporter
batch-send = Écrire
batch-merge = Réunir
batch-delete = Supprimer
how-many = { $n ->
    [0] Aucun client
    [one] { $n } client
   *[other] { $n } clients
}
more-than = Plus de { $n } clients
all = Tous
views = Vues
ready-made = { $view ->
    [faithful] Clients fidèles
    [to_call] À relancer
   *[inspection] CT dans 60 jours
}
filter = Filtrer et choisir les colonnes
apply = Voir la liste
clear = Tout enlever
any = Peu importe
who = Le client
quiet = Sans contact depuis
active = Vu depuis
months-quiet = { $n ->
    [one] Sans contact depuis { $n } mois
   *[other] Sans contact depuis { $n } mois
}
months-active = { $n ->
    [one] Vu depuis moins de { $n } mois
   *[other] Vu depuis moins de { $n } mois
}
visits-least = Au moins tant de factures
visits-chip = { $n ->
    [one] Au moins { $n } facture
   *[other] Au moins { $n } factures
}
created-from = Créé à partir du
created-to = Créé jusqu’au
seen-from = Dernier contact à partir du
seen-to = Dernier contact jusqu’au
unpaid = Doit de l’argent
make = Marque
energy = Énergie
older = Âge, au moins
younger = Âge, moins de
years = ans
older-chip = { $n ->
    [one] { $n } an ou plus
   *[other] { $n } ans ou plus
}
younger-chip = { $n ->
    [one] Moins de { $n } an
   *[other] Moins de { $n } ans
}
inspection = Contrôle technique
within-days = Avant { $n } jours
own-fields = Champs du garage
at-least = { $field }, au moins
at-most = { $field }, au plus
from-day = { $field }, à partir du
to-day = { $field }, jusqu’au
shown-columns = Colonnes
keep-view = Enregistrer cette vue
forget-view = Oublier cette vue
view-name = Nom de la vue
view-shared = Pour toute l’équipe
take-off = Enlever
channel = Préfère
channel-of = { $channel ->
    [phone] Le téléphone
    [sms] Le SMS
    [whatsapp] WhatsApp
    [email] L’e-mail
    [post] Le courrier
   *[other] Peu importe
}
code = Code client
code-hint = Son numéro dans l’ancien logiciel.
order = Bon de commande
order-required = Exige un n° d’engagement sur ses factures
order-required-hint = Pour une administration. Une facture sans ce numéro ne sera pas scellée.
others = Autres téléphones, e-mails et adresses
other-phone = Téléphone { $n }
other-email = E-mail { $n }
other-address = Adresse { $n }
whose = De qui, d’où
mobile = mobile
landline = fixe
unhappy = Client mécontent ?
consents = Ce qu’il accepte
allowed = Accepté
refused = Refusé
never-asked = Jamais demandé
said-on = le { $day }, { $source ->
    [counter] au comptoir
    [phone] au téléphone
    [written] par écrit
    [link] par le lien d’un message
   *[import] à l’import
}
note-consent = Noter sa réponse
what-for = Pour
his-word = Il a dit
allows = J’accepte
refuses = Je refuse
how-said = Comment
purpose = { $purpose ->
    [email_service] E-mails sur ses travaux
    [sms_service] SMS sur ses travaux
    [whatsapp_service] WhatsApp sur ses travaux
    [email_offers] Offres par e-mail
    [sms_offers] Offres par SMS
    [whatsapp_offers] Offres par WhatsApp
   *[analytics] Mesure d’audience
}
consent-text = Texte accepté, version { $version }
consent-texts = Les textes
source = { $source ->
    [counter] Au comptoir
    [phone] Au téléphone
   *[written] Par écrit
}
filter-count = Filtrer ({ $n })
none-so-title = Aucun client ainsi
none-so-text = Enlevez une condition pour en voir d’autres.
civility = Civilité
civility-of = { $civility ->
    [mme] Madame
    [m] Monsieur
   *[none] Non renseignée
}
proposals = À compléter ?
proposals-text = Déduit de ce qui est déjà là. Touchez ce qui est juste, puis enregistrez.
take-proposal = { $field } : { $value }
proposed-field = { $field ->
    [company] Entreprise
    [civility] Civilité
   *[town] Ville
}
from-email = d’après l’adresse e-mail
from-first-name = d’après le prénom
from-postcode = d’après le code postal
personal-data = Données personnelles
