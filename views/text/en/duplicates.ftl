title = Duplicates
text = Pages that may be those of one customer, the surest first. They are looked for every night.
none-title = No duplicates
none-text = Every night, new and changed customers are compared with all others.
reason = { $reason ->
    [siren] same SIREN
    [email] same e-mail
    [phone] same phone
    [plate] same vehicle
    [near_email] nearly the same e-mail
    [near_phone] nearly the same phone
    [name] same name
    [swapped_name] first and last name exchanged
    [near_name] nearly the same name
    [married_name] same first name, other last name
    [last_name] same last name
    [company] same company name
    [near_company] nearly the same company name
   *[town] same town
}
sure = Almost certain
maybe = To be checked
compare = Compare
two-customers = These are two customers
why = Why
sureness = How sure
customers = Customers
merge-title = Merge two customers
merge-text = The older page stays and receives everything that belongs to the other. You can go back for 30 days.
stays = Stays
goes = Is merged into the other
what-differs = What differs
nothing-differs = Nothing to choose: what one does not say, the other does.
lists-text = Other phones, e-mails, addresses, tags and fields of the garage are put together, and so are notes. A refusal of offers prevails.
moves-title = What moves
moves-none = Nothing belongs to this page yet.
moves = { $what ->
    [vehicles] { $n ->
        [one] { $n } vehicle
       *[other] { $n } vehicles
    }
    [vehicle_owners] { $n ->
        [one] { $n } ownership, past or present
       *[other] { $n } ownerships, past or present
    }
    [repair_orders] { $n ->
        [one] { $n } repair order
       *[other] { $n } repair orders
    }
    [quotes] { $n ->
        [one] { $n } quote
       *[other] { $n } quotes
    }
    [invoices] { $n ->
        [one] { $n } invoice or credit note
       *[other] { $n } invoices and credit notes
    }
    [messages] { $n ->
        [one] { $n } message
       *[other] { $n } messages
    }
    [activities] { $n ->
        [one] { $n } event
       *[other] { $n } events
    }
    [consents] { $n ->
        [one] { $n } consent
       *[other] { $n } consents
    }
    [scans] { $n ->
        [one] { $n } carte grise
       *[other] { $n } cartes grises
    }
   *[deferred_works] { $n ->
        [one] { $n } work to be planned
       *[other] { $n } works to be planned
    }
}
merge = Merge
field = { $field ->
    [kind] Kind of customer
    [civility] Title
    [first_name] First name
    [last_name] Last name
    [company] Company
    [siren] SIREN or SIRET
    [siret] SIRET
    [vat_number] VAT number
    [service_code] Service code
    [order_required] Order number required
    [phone] Phone
    [email] E-mail
    [address] Address
    [code] Former number
    [channel] Prefers to be reached by
    [lang] Language
    [more] Other phones, e-mails and addresses
    [tags] Tags
    [values] Fields of the garage
    [notes] Notes
    [plates] Vehicles
    [vehicles] Vehicles
    [vehicle_owners] Owner of a vehicle
    [repair_orders] Repair orders
    [quotes] Quotes
    [invoices] Invoices
    [messages] Messages
    [activities] Events
    [consents] Consents
    [scans] Cartes grises
   *[deferred_works] Works to be planned
}
word = { $word ->
    [particulier] Private person
    [professionnel] Company
    [administration] Public body
    [mme] Mrs
    [m] Mr
    [fr] French
    [en] English
    [phone] Phone
    [sms] SMS
    [whatsapp] WhatsApp
    [email] E-mail
   *[post] Post
}
merged = { $gone } has been merged into { $kept }.
undo = Put back as before
undo-until = Possible until { $date }.
undone = The two pages are apart again.
left-title = Left on { $kept }
left-text = Changed since the merge, hence left where it is:
open-kept = Open the page
open-gone = Open the other page
merge-with = Merge with…
