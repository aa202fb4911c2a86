title = Workshop
reception = Reception
known-vehicle = Vehicle already known
state = Repair orders
open-ones = In progress
done-ones = Done
none-title = No car in the workshop
none-text = A car comes in through reception, with a photo of its registration document, or from its own page when it has been here before.
none-done-title = Nothing done yet
none-done-text = Repair orders come here when the work is done.
open = In progress
done = Work done
cancelled = Cancelled
new-title = New repair order
open-order = Open the repair order
other-contact = Another customer
edit = Edit the check-in
opened = Opened on { $when }
quote = Quote
finish = Work done
who = For whom
intake = At check-in
known-mileage = { $km } km last time
requested-work = Work asked for
requested-work-hint = In the customer’s words: a noise at the front, an oil change, the roadworthiness test…
no-work = Nothing specified.
fuel = Fuel
fuel-unknown = Not read
fuel-level = { $eighths ->
    [0] Reserve
    [1] 1/8
    [2] 1/4
    [3] 3/8
    [4] Half
    [5] 5/8
    [6] 3/4
    [7] 7/8
    [8] Full
   *[other] { $eighths }
}
key-tag = Key tag
piec = Used or reconditioned parts (PIEC)
piec-hint = The customer must be asked before parts are ordered.
piec-not-asked = Not asked yet
piec-new = New parts
piec-used = PIEC parts if available
piec-garage = The garage proposes
piec-none = Not concerned
old-parts = Replaced parts
keep-old-parts = The customer wants the replaced parts back
leave-old-parts = Left to the garage
done-on = Work done on
direct-invoice = Invoice without a quote
