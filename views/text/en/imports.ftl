title = Import customers
text = A list from other software, a phone or a spreadsheet: CSV, Excel (XLSX) or vCard. Nothing is written before you have seen what it gives, and all of it can be undone, months later too.
file = The list
file-hint = CSV, XLSX or VCF; 200,000 lines at most.
read = Read the list
unreadable = { $why ->
    [missing] Choose a file.
    [empty] This file holds no line.
    [not_a_table] This is no list: it must be a CSV, Excel (XLSX) or vCard file.
    [old_excel] This is an old Excel file (.xls): open it and save it as .xlsx.
    [other_spreadsheet] Open this file in a spreadsheet and save it as .xlsx or .csv.
    [encrypted] This file is protected by a password.
    [too_many_rows] There are more than 200,000 lines: split the list into several files.
    [too_many_columns] There are too many columns.
    [too_big] This file is too big.
    [cell_too_long] A cell holds more than 5,000 characters.
    [open_quote] A quote is never closed: what follows cannot be read safely.
   *[broken] This file is damaged and cannot be read.
}
past = Lists brought before
past-line = { $day } · { $n ->
    [one] { $n } line
   *[other] { $n } lines
}
state = { $state ->
    [draft] To prepare
    [checking] Being tried
    [checked] Tried
    [running] Running
    [done] Imported
    [undoing] Being undone
   *[undone] Undone
}
about = { $n ->
    [one] { $n } line
   *[other] { $n } lines
} · { $format ->
    [xlsx] Excel
    [vcard] vCard
   *[csv] CSV, { $encoding }
}
by = Columns of a known program
by-what = After
map = Fill the columns
columns = Columns
column = Column of the file
column-n = Column { $n }
holds = What it holds
becomes = Becomes
becomes-of = { $column } becomes
nothing = — nothing —
civility = Title
full-name = Last and first name together
vehicle-field = Vehicle: { $field ->
    [plate] plate
    [vin] VIN
    [make] make
    [model] model
    [variant] version
    [energy] energy
    [first_registered_on] first registration
    [inspection_due_on] next inspection
   *[mileage_km] mileage
}
match-key = Recognise a known customer by
match-key-hint = A recognised line completes that customer; the others make a new one.
match-key-of = { $key ->
    [none] Nothing: each line is a new customer
    [code] The customer code
    [plate] A plate
    [phone] A phone
   *[email] An e-mail
}
known = A known customer
fill = Complete what is empty
fill-hint = What is there stays.
overwrite = Replace
overwrite-hint = The list wins where it says something.
keep-odd = Import a line all the same when one of its cells cannot be read
keep-odd-hint = What cannot be read goes to the customer’s notes.
keep-as = Keep these columns under the name
keep-as-hint = Optional. For the next list of the same source.
try-it = Try without writing
moving = { $state ->
    [checking] Being tried…
    [running] Importing…
   *[undoing] Being undone…
}
look-again = How far is it?
would = What it would give
did = What was done
created = { $n ->
    [one] new customer
   *[other] new customers
}
updated = { $n ->
    [one] line completes a customer
   *[other] lines complete a customer
}
unchanged = { $n ->
    [one] line brings nothing new
   *[other] lines bring nothing new
}
vehicles = { $n ->
    [one] new vehicle
   *[other] new vehicles
}
refused = { $n ->
    [one] line refused
   *[other] lines refused
}
line = Line { $n }
first-faults = The first refused lines
why-refused = Why this line is refused
run = Import
columns-again = Change the columns
refused-file = Download the refused lines
undo = Undo this import
undo-question = Undo this import?
undo-text = What nobody touched since becomes as it was. What was changed, or bears a quote, an invoice or a repair order, stays; you will see what and why.
see = See the customers
undone-title = What was undone
undone = { $word ->
    [reversed] { $n ->
        [one] { $n } line put back
       *[other] { $n } lines put back
    }
   *[other] { $why ->
        [edited] { $n ->
            [one] { $n } line kept: somebody changed this customer since
           *[other] { $n } lines kept: somebody changed these customers since
        }
        [documents] { $n ->
            [one] { $n } line kept: this customer has documents
           *[other] { $n } lines kept: these customers have documents
        }
       *[gone] { $n ->
            [one] { $n } line left: this customer was deleted since
           *[other] { $n } lines left: these customers were deleted since
        }
    }
}
twins = Customers who may be one are looked for tonight:
