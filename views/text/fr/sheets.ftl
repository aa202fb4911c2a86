title = Clients
code = Code client
kind = Type
civility = Civilité
last-name = Nom
first-name = Prénom
company = Entreprise
siren = SIREN ou SIRET
vat-number = N° de TVA
service-code = Code service
phone = Téléphone
email = E-mail
street = Adresse
extra = Complément d’adresse
postcode = Code postal
town = Ville
phone-n = Téléphone { $n }
email-n = E-mail { $n }
street-n = Adresse { $n }
postcode-n = Code postal { $n }
town-n = Ville { $n }
tags = Étiquettes
plates = Immatriculation
channel = Préfère
language = Langue
notes = Notes
created = Créé le
last-contact = Dernier contact
visits = Factures
particulier = Particulier
professionnel = Professionnel
administration = Administration
civility-of = { $civility ->
    [mme] Mme
    [m] M.
   *[none] {""}
}
channel-of = { $channel ->
    [phone] Téléphone
    [sms] SMS
    [whatsapp] WhatsApp
    [email] E-mail
    [post] Courrier
   *[none] {""}
}
