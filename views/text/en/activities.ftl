title = What happened
none = Nothing yet.
contact-created = Customer created
contact-deleted = Customer deleted
contact-restored = Customer brought back
vehicle-created = Vehicle { $plate } added
vehicle-deleted = Vehicle { $plate } deleted
vehicle-restored = Vehicle { $plate } brought back
vehicle-sold = Vehicle { $plate } sold
vehicle-bought = Vehicle { $plate } bought
sale-undone = Sale of the vehicle { $plate } undone
repair-order-opened = Repair order { $number } opened
quote-sent = Quote { $number } sent, { $amount }
quote-answered = Answer to quote { $number }: { $amount } accepted
invoice-sealed = Invoice { $number } sealed, { $amount }
credit-note-sealed = Credit note { $number } issued, { $amount }
payment-received = { $amount } received on { $number }
payment-cancelled = Payment of { $amount } cancelled on { $number }
mail-sent = E-mail sent: { $subject }
contact-merged = Joined with { $name }
contact-parted = Parted from { $name }
contact-imported = Imported from a list
by-hand = { $kind ->
    [call] Call
    [meeting] Meeting
    [site_visit] Visit on site
   *[note] Note
}
all = See all
what = What was said
kind = What
on = On
on-hint = Empty: now.
note = Note it
note-something = Note a call, a visit
everything = Everything
everybody = Everybody
group = { $group ->
    [by_hand] Calls and notes
    [workshop] Workshop
    [quotes] Quotes
    [money] Invoices and payments
   *[messages] Messages
}
by = Who
from = From
to = Until
apply = See
delete = Delete
delete-question = Delete what was noted?
delete-text = The text disappears from the history.
unhappy = Unhappy?
