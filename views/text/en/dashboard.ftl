title = Today
reception = Check in a car
workshop-count = In the workshop
waiting = Quotes waiting
gross = { $amount } incl. VAT
to-invoice = { $n ->
    [one] { $n } accepted quote to invoice
   *[other] { $n } accepted quotes to invoice
}
unpaid = To be paid
overdue = { $n ->
    [one] { $n } overdue invoice
   *[other] { $n } overdue invoices
}
invoices = { $n ->
    [one] { $n } invoice
   *[other] { $n } invoices
}
to-do = To do
month = Invoiced this month, excl. VAT
month-before = { $month }: { $amount }
workshop = Cars in the workshop
workshop-empty = No car in the workshop. The next one comes through reception: a photo of the registration document is enough.
see-all = See all
months = Invoiced by month
months-unit = in thousands of euros, excl. VAT
months-empty = The last twelve months will be drawn here from the first invoice on.
table = See the figures
head-month = Month
head-net = Invoiced excl. VAT
failed = { $n ->
    [one] { $n } background task given up
   *[other] { $n } background tasks given up
}
