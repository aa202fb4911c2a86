title = Personal data
text = What this customer may ask about his own data (GDPR). To be answered within a month.
noted-title = Note the request
what = What is asked
kind = { $kind ->
    [access] See the data
    [portability] Take the data along
    [rectification] Correct the data
    [objection] No more offers
   *[erasure] Be erased
}
kind-hint = { $kind ->
    [access] Art. 15: a ZIP file is prepared, to hand over.
    [portability] Art. 20: the same file, readable by other software.
    [rectification] Art. 16: then correct the page.
    [objection] Art. 21: done at once, on all channels.
   *[erasure] Art. 17: the next page says what goes and what stays.
}
asked-on = Asked on
asked-on-hint = The month runs from this day.
requests = Requests
files = Files prepared
acts = Do
acts-text = Without waiting for a request.
export = Prepare the file of the data
mend = Correct the page
erase = Erase this customer
erase-title = Erase { $name }?
goes-title = What goes
goes = { $what ->
    [identity] Name, phones, e-mails, addresses and notes: the page becomes “Client anonymisé”
    [reaches] { $n ->
        [one] { $n } other phone or e-mail
       *[other] { $n } other phones or e-mails
    }
    [fields] { $n ->
        [one] { $n } field of your garage
       *[other] { $n } fields of your garage
    }
    [vehicles] { $n ->
        [one] Plate and serial number of { $n } vehicle, its mileage and its works to come
       *[other] Plates and serial numbers of { $n } vehicles, their mileage and works to come
    }
    [photos] { $n ->
        [one] { $n } photo or paper of a vehicle
       *[other] { $n } photos and papers of vehicles
    }
    [scans] { $n ->
        [one] { $n } registration card read
       *[other] { $n } registration cards read
    }
    [messages] { $n ->
        [one] { $n } message
       *[other] { $n } messages
    }
    [activities] { $n ->
        [one] { $n } line of history
       *[other] { $n } lines of history
    }
    [consents] { $n ->
        [one] { $n } consent
       *[other] { $n } consents
    }
    [quotes] { $n ->
        [one] { $n } quote that came to nothing
       *[other] { $n } quotes that came to nothing
    }
   *[drafts] { $n ->
        [one] { $n } draft of an invoice
       *[other] { $n } drafts of invoices
    }
}
goes-more = And what imports, merged pages, exported lists and the log of changes kept of them.
stays-title = What stays, because the law demands it
stays-none = Nothing: no document of this customer has to be kept.
document = Document
law = Why
until = Until
kept = { $kind ->
    [invoice] Invoice { $number }
    [credit_note] Credit note { $number }
    [quote] Accepted quote { $number }
   *[repair_order] Repair order { $number }
}
kept-law = { $kind ->
    [invoice] Accounts: ten years (C. com. art. L123-22)
    [credit_note] Accounts: ten years (C. com. art. L123-22)
    [quote] Evidence of the contract: five years (C. civ. art. 2224)
   *[repair_order] Evidence of the contract, without name or plate: five years (C. civ. art. 2224)
}
erase-text = This cannot be undone. These documents keep the name printed on them; nothing of it is left anywhere else.
erase-now = Erase for good
