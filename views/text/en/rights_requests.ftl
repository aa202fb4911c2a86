title = Requests about data
customers = Customers
text = Access, correction, objection, erasure: everybody is owed an answer within a month.
open = To answer
answered = Answered
none-title = No request
none-text = Note them on the customer’s page, under “Personal data”.
nothing = Nothing yet.
what = Request
who = Customer
gone = Erased customer
asked-on = Asked on
due-on = To answer before
late = Late
done = Answered
refused = Refused
outcome = { $outcome ->
    [done] Done
   *[refused] Refused
}
on-by = on { $day } { $name }
