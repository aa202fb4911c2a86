act = { $act ->
    [tag] Tag customers
    [untag] Take a tag off
    [export] Export customers
    [send] Write to customers
   *[delete] Delete customers
}
go = { $act ->
    [tag] { $n ->
        [one] Tag { $n } customer
       *[other] Tag { $n } customers
    }
    [untag] { $n ->
        [one] Take it off { $n } customer
       *[other] Take it off { $n } customers
    }
    [export] { $n ->
        [one] Export { $n } customer
       *[other] Export { $n } customers
    }
    [send] { $n ->
        [one] Write to { $n } customer
       *[other] Write to { $n } customers
    }
   *[delete] { $n ->
        [one] Delete { $n } customer
       *[other] Delete { $n } customers
    }
}
about = { $n ->
    [one] { $n } customer chosen
   *[other] { $n } customers chosen
}
list = Customers
tag = Tag
format = File
csv = CSV
csv-hint = Opens in Excel.
xlsx = Excel (XLSX)
export-text = With tags, plates and the garage’s fields, except private ones.
nature = What does this message hold?
information = An information
information-hint = Closing days, moving, a safety recall: to all who have an e-mail.
offer = An offer
offer-hint = Only to those who allow offers by e-mail, with a link to receive no more.
subject = Subject
text = Message
text-hint = It begins with “Hello” and the customer’s name, and ends with the garage’s address.
delete-text = They can come back for 30 days, by one click; their invoices stay.
waiting = About to begin…
running = { $done } of { $total }…
undoing = Putting everything back…
undone = Everything is as before.
done = { $act ->
    [tag] { $n ->
        [one] { $n } customer tagged
       *[other] { $n } customers tagged
    }
    [untag] { $n ->
        [one] Tag taken off { $n } customer
       *[other] Tag taken off { $n } customers
    }
    [export] { $n ->
        [one] { $n } customer in the file
       *[other] { $n } customers in the file
    }
    [send] { $n ->
        [one] { $n } message written
       *[other] { $n } messages written
    }
   *[delete] { $n ->
        [one] { $n } customer deleted
       *[other] { $n } customers deleted
    }
}
skipped = { $why ->
    [no_email] { $n ->
        [one] { $n } customer without an e-mail
       *[other] { $n } customers without an e-mail
    }
   *[no_consent] { $n ->
        [one] { $n } customer has not allowed offers
       *[other] { $n } customers have not allowed offers
    }
}
look-again = How far is it?
undo = Put everything back
