title = Register of processing
text = GDPR article 30. Made on { $day } from your garage’s real settings. To print: Ctrl + P.
retention = Retention periods
requests = Requests about data
leave = Leave VisionCRM
controller = Controller
address = Address
siret = SIRET
contact = To exercise one’s rights
people = Authorised people
people-many = { $n ->
    [one] { $n } person
   *[other] { $n } people
}
partners = Processors and partners
partner-mail = Mail server: receives the e-mails to send.
partner-vision = Google Cloud Vision: reads doubtful photos of registration cards (European address by default).
partner-gemini = Google Gemini: advises on doubtful readings. Place not guaranteed: transfer outside the Union possible (art. 44 ff.).
partner-none = None: nothing leaves this installation.
name = { $activity ->
    [customers] Customers and vehicles
    [documents] Quotes, repair orders, invoices
    [cards] Registration cards
    [messages] Messages
    [offers] Offers
    [team] Team
    [security] Security
   *[rights] Requests of persons
}
purpose = Purpose
purpose-of = { $activity ->
    [customers] Follow customers, their vehicles and upkeep.
    [documents] Quote, have accepted, invoice, collect, keep accounts.
    [cards] Take over the vehicle’s identity at reception without a mistake.
    [messages] Write to the customer about work and documents.
    [offers] Make offers to those who agree.
    [team] Give each colleague access and know who did what.
    [security] Protect access and find where an incident came from.
   *[rights] Answer within a month requests for access, correction, objection and erasure.
}
basis = Legal basis
basis-of = { $activity ->
    [customers] Contract (art. 6 § 1 b)
    [documents] Legal obligation (art. 6 § 1 c) and contract
    [cards] Contract (art. 6 § 1 b)
    [messages] Contract (art. 6 § 1 b)
    [offers] Consent (art. 6 § 1 a; CPCE art. L34-5)
    [team] Legitimate interest (art. 6 § 1 f)
    [security] Legitimate interest (art. 6 § 1 f; art. 32)
   *[rights] Legal obligation (art. 12 to 22)
}
persons = Persons
persons-of = { $activity ->
    [team] Colleagues
    [security] Colleagues
   *[other] Customers and their contacts
}
data = Data
data-of = { $activity ->
    [customers] Name, ways to reach, addresses, preferences, plate, serial number, mileage, history.
    [documents] Billing name and address, vehicle, work, amounts, payments, answer to the quote.
    [cards] Photo of the registration card and what is read on it.
    [messages] Address, text, attachments, date of sending.
    [offers] What was agreed to or refused, when, how and by which text; fingerprint of the address of who refused.
    [team] Name, e-mail, role, language, sign-ins.
    [security] Sign-ins, failures, changes of rights, fingerprint of the address; values before and after each change.
   *[rights] Kind of request, dates, answer.
}
recipients = Recipients
recipient-staff = Authorised colleagues of the garage
recipient-accountant = accountant, tax administration on request
recipient-readers = reading partners above
recipient-mail = mail server above
kept = Kept
kept-customers = { $n } months after the last contact, then erased; announced a month before. Bin: 30 days.
kept-documents = Invoices and credit notes: ten years. Accepted quotes and repair orders: five years.
kept-cards = { $n ->
    [one] { $n } day
   *[other] { $n } days
}
kept-messages = { $n } months
kept-offers = Until withdrawn; a refusal is kept three years by fingerprint.
kept-team = As long as the account, then 30 days.
kept-security = Security journal: { $n } months. Log of changes: { $m } months.
kept-rights = With the page, without the name after erasure.
measures = Security measures
measure = { $what ->
    [rows] Each garage sees its own rows only: the database itself checks it.
    [sealed] Addresses, documents, photos, IBAN and messages are encrypted (AES-256-GCM) with a key of the garage’s own, kept outside the database.
    [passwords] Passwords: argon2id; attempts counted; sessions limited in time.
    [roles] Rights by role, the same for pages, files and programs.
    [journals] Security journal and log of changes, which cannot be altered.
    [photos] Photos shown without their metadata; exports reserved and noted.
   *[nightly] Automatic erasure every night, by the periods above.
}
texts = Texts of consents
version = version { $n } of { $day }
