title = Customers
new = New customer
new-title = New customer
edit-title = Edit customer
search = Find a customer
search-hint = Name, phone, plate, VIN or e-mail
name = Name
kind = Kind of customer
particulier = Private person
professionnel = Business
professionnel-hint = With a SIREN
administration = Public body
identity = Identity
reach = How to reach them
address = Address
address-hint = Mandatory on a business invoice.
rest = The rest
first-name = First name
last-name = Last name
company = Company or department
company-hint = For a business or a public body.
person = Contact person
siren = SIREN or SIRET
siren-hint = 9 or 14 digits, for a business.
vat-number = VAT number
vat-number-hint = Computed from the SIREN when left empty.
service-code = Service code
service-code-hint = Chorus Pro, for a public body.
phone = Phone
email = E-mail
street = Number and street
extra = Second line
postcode = Postcode
town = Town
lang = Language of messages
notes = Notes
required = A name is enough: the rest can come later.
vehicle = Vehicle
vehicles = Vehicles
no-vehicle = No vehicle.
add-vehicle = Add a vehicle
last-contact = Last contact
more-vehicles = { $n ->
    [one] + { $n } other
   *[other] + { $n } others
}
km = { $km } km
new-quote = New quote
scan = Photograph a carte grise
none-title = No customer yet
none-text = Photograph a carte grise: the customer and the vehicle fill themselves in.
not-found-title = Nobody found
not-found-text = Try part of the name, of the phone number or of the plate.
deleted = This customer is deleted. It will disappear for good in 30 days; the invoices stay.
twins-title = This customer may already exist
twins-text = Open that page rather than making a second one. If it really is someone else, save again.
direct-invoice = Invoice without a quote
created = Created
visits = Invoices
tags = Tags
tags-hint = Separated by commas: Regular, Fleet.
import = Import customers
duplicates = Duplicates
edit-tags = Tags
edit-fields = Fields of the garage
chosen = Chosen:
choose-all = Choose all of this page
choose = Choose { $name }
choose-these = Choose all ({ $many })
choose-none = Choose none
batch-tag = Tag
batch-untag = Take a tag off
batch-export = Export
batch-send = Write
batch-merge = Merge
batch-delete = Delete
how-many = { $n ->
    [0] No customer
    [one] { $n } customer
   *[other] { $n } customers
}
more-than = More than { $n } customers
all = All
views = Views
ready-made = { $view ->
    [faithful] Regulars
    [to_call] To call back
   *[inspection] Inspection within 60 days
}
filter = Filter and choose columns
apply = See the list
clear = Take all off
any = Any
who = The customer
quiet = No contact for
active = Seen within
months-quiet = { $n ->
    [one] No contact for { $n } month
   *[other] No contact for { $n } months
}
months-active = { $n ->
    [one] Seen within { $n } month
   *[other] Seen within { $n } months
}
visits-least = At least so many invoices
visits-chip = { $n ->
    [one] At least { $n } invoice
   *[other] At least { $n } invoices
}
created-from = Created from
created-to = Created until
seen-from = Last contact from
seen-to = Last contact until
unpaid = Owes money
make = Make
energy = Energy
older = Age, at least
younger = Age, less than
years = years
older-chip = { $n ->
    [one] { $n } year or more
   *[other] { $n } years or more
}
younger-chip = { $n ->
    [one] Less than { $n } year
   *[other] Less than { $n } years
}
inspection = Technical inspection
within-days = Within { $n } days
own-fields = Fields of the garage
at-least = { $field }, at least
at-most = { $field }, at most
from-day = { $field }, from
to-day = { $field }, until
shown-columns = Columns
keep-view = Keep this view
forget-view = Forget this view
view-name = Name of the view
view-shared = For the whole team
take-off = Take off
channel = Prefers
channel-of = { $channel ->
    [phone] Telephone
    [sms] SMS
    [whatsapp] WhatsApp
    [email] E-mail
    [post] Post
   *[other] Any
}
code = Customer code
code-hint = Their number in the former software.
order = Purchase order
order-required = Wants an order number on invoices
order-required-hint = For an administration. An invoice without it will not be sealed.
others = Other phones, e-mails and addresses
other-phone = Phone { $n }
other-email = E-mail { $n }
other-address = Address { $n }
whose = Whose, where
mobile = mobile
landline = landline
unhappy = Unhappy customer?
consents = What they allow
allowed = Allowed
refused = Refused
never-asked = Never asked
said-on = on { $day }, { $source ->
    [counter] at the counter
    [phone] by phone
    [written] in writing
    [link] by the link of a message
   *[import] at the import
}
note-consent = Note their answer
what-for = For
his-word = They said
allows = I allow it
refuses = I refuse
how-said = How
purpose = { $purpose ->
    [email_service] E-mails about his work
    [sms_service] Text messages about his work
    [whatsapp_service] WhatsApp about his work
    [email_offers] Offers by e-mail
    [sms_offers] Offers by text message
    [whatsapp_offers] Offers on WhatsApp
   *[analytics] Audience measurement
}
consent-text = Text agreed to, version { $version }
consent-texts = The texts
source = { $source ->
    [counter] At the counter
    [phone] By phone
   *[written] In writing
}
filter-count = Filter ({ $n })
none-so-title = No such customer
none-so-text = Take a condition off to see others.
civility = Title
civility-of = { $civility ->
    [mme] Mrs
    [m] Mr
   *[none] Not given
}
proposals = To complete?
proposals-text = Worked out from what is there. Touch what is right, then save.
take-proposal = { $field }: { $value }
proposed-field = { $field ->
    [company] Company
    [civility] Title
   *[town] Town
}
from-email = after the e-mail address
from-first-name = after the first name
from-postcode = after the postcode
personal-data = Personal data
