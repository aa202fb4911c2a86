title = Registre des traitements
text = Article 30 du RGPD. Établi le { $day } d’après les réglages réels de votre garage. Pour l’imprimer : Ctrl + P.
retention = Durées de conservation
requests = Demandes sur les données
leave = Quitter VisionCRM
controller = Responsable du traitement
address = Adresse
siret = SIRET
contact = Pour exercer ses droits
people = Personnes habilitées
people-many = { $n ->
    [one] { $n } personne
   *[other] { $n } personnes
}
partners = Sous-traitants et partenaires
partner-mail = Serveur de messagerie : reçoit les e-mails à envoyer.
partner-vision = Google Cloud Vision : lit les photos de cartes grises douteuses (adresse européenne par défaut).
partner-gemini = Google Gemini : conseille sur les lectures douteuses. Lieu non garanti : transfert hors de l’Union possible (art. 44 et suivants).
partner-none = Aucun : rien ne quitte cette installation.
name = { $activity ->
    [customers] Clients et véhicules
    [documents] Devis, ordres de réparation, factures
    [cards] Cartes grises
    [messages] Messages
    [offers] Offres commerciales
    [team] Équipe
    [security] Sécurité
   *[rights] Demandes des personnes
}
purpose = Finalité
purpose-of = { $activity ->
    [customers] Suivre les clients, leurs véhicules et l’entretien.
    [documents] Établir, faire accepter, facturer, encaisser, tenir les comptes.
    [cards] Reprendre sans erreur l’identité du véhicule à la réception.
    [messages] Écrire au client au sujet de ses travaux et de ses documents.
    [offers] Proposer des offres à ceux qui l’acceptent.
    [team] Ouvrir un accès à chaque collaborateur et savoir qui a fait quoi.
    [security] Protéger les accès et retrouver l’origine d’un incident.
   *[rights] Répondre sous un mois aux demandes d’accès, de correction, d’opposition et d’effacement.
}
basis = Base légale
basis-of = { $activity ->
    [customers] Contrat (art. 6 § 1 b)
    [documents] Obligation légale (art. 6 § 1 c) et contrat
    [cards] Contrat (art. 6 § 1 b)
    [messages] Contrat (art. 6 § 1 b)
    [offers] Consentement (art. 6 § 1 a ; CPCE art. L34-5)
    [team] Intérêt légitime (art. 6 § 1 f)
    [security] Intérêt légitime (art. 6 § 1 f ; art. 32)
   *[rights] Obligation légale (art. 12 à 22)
}
persons = Personnes
persons-of = { $activity ->
    [team] Collaborateurs
    [security] Collaborateurs
   *[other] Clients et leurs contacts
}
data = Données
data-of = { $activity ->
    [customers] Nom, coordonnées, adresses, préférences, plaque, numéro de série, kilométrage, historique.
    [documents] Nom et adresse de facturation, véhicule, travaux, montants, règlements, réponse au devis.
    [cards] Photo du certificat d’immatriculation et ce qu’on y lit.
    [messages] Adresse, texte, pièces jointes, date d’envoi.
    [offers] Ce qui a été accepté ou refusé, quand, comment et par quel texte ; empreinte de l’adresse de qui a refusé.
    [team] Nom, e-mail, rôle, langue, connexions.
    [security] Connexions, échecs, changements de droits, empreinte de l’adresse ; valeurs avant et après chaque modification.
   *[rights] Nature de la demande, dates, réponse.
}
recipients = Destinataires
recipient-staff = Collaborateurs habilités du garage
recipient-accountant = comptable, administration fiscale sur demande
recipient-readers = partenaires de lecture ci-dessus
recipient-mail = serveur de messagerie ci-dessus
kept = Durée
kept-customers = { $n } mois après le dernier contact, puis effacés ; annoncés un mois avant. Corbeille : 30 jours.
kept-documents = Factures et avoirs : dix ans. Devis acceptés et ordres de réparation : cinq ans.
kept-cards = { $n ->
    [one] { $n } jour
   *[other] { $n } jours
}
kept-messages = { $n } mois
kept-offers = Jusqu’au retrait ; refus gardé trois ans par empreinte.
kept-team = Le temps du compte, puis 30 jours.
kept-security = Journal de sécurité : { $n } mois. Journal des modifications : { $m } mois.
kept-rights = Avec la fiche, sans le nom après l’effacement.
measures = Mesures de sécurité
measure = { $what ->
    [rows] Chaque garage ne voit que ses lignes : la base de données elle-même le vérifie.
    [sealed] Adresses, documents, photos, IBAN et messages sont chiffrés (AES-256-GCM) par une clé propre au garage, gardée hors de la base.
    [passwords] Mots de passe : argon2id ; essais comptés ; sessions limitées dans le temps.
    [roles] Droits par rôle, les mêmes pour les pages, les fichiers et les programmes.
    [journals] Journal de sécurité et journal des modifications, qui ne se modifient pas.
    [photos] Photos montrées sans leurs métadonnées ; exports réservés et notés.
   *[nightly] Effacement automatique chaque nuit, selon les durées ci-dessus.
}
texts = Textes des consentements
version = version { $n } du { $day }
