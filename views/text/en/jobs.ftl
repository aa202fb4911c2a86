title = Background tasks
text = Readings, PDFs and sendings are done while you work.
kind = { $kind ->
    [read_carte_grise] Read a registration document
    [typeset_invoice] Prepare the PDF of an invoice
    [deliver_invoice] Send an invoice
    [send_quote] Send a quote
    [send_receipt] Send a receipt
    [send_welcome] Write a welcome note
    [send_message] Send a message
    [clean_garage] Tidy up
   *[other] { $kind }
}
waiting = Waiting
running = Running
retrying = To be tried again
failed = Given up
done = Done
attempts = { $n ->
    [one] { $n } attempt of { $max }
   *[other] { $n } attempts of { $max }
}
next-try = Next attempt on { $when }
retry = Try again
troubled = To look at
last-ones = Last tasks
none-title = Nothing to do
none-text = Readings of registration documents, PDFs and sendings are followed here.
