title = Customers
code = Customer code
kind = Kind
civility = Title
last-name = Last name
first-name = First name
company = Company
siren = SIREN or SIRET
vat-number = VAT number
service-code = Service code
phone = Phone
email = E-mail
street = Address
extra = Address, more
postcode = Postcode
town = Town
phone-n = Phone { $n }
email-n = E-mail { $n }
street-n = Address { $n }
postcode-n = Postcode { $n }
town-n = Town { $n }
tags = Tags
plates = Plate
channel = Prefers
language = Language
notes = Notes
created = Created
last-contact = Last contact
visits = Invoices
particulier = Private person
professionnel = Professional
administration = Administration
civility-of = { $civility ->
    [mme] Mrs
    [m] Mr
   *[none] {""}
}
channel-of = { $channel ->
    [phone] Phone
    [sms] SMS
    [whatsapp] WhatsApp
    [email] E-mail
    [post] Post
   *[none] {""}
}
