title = Background tasks
text = Readings, PDFs and sendings are done while you work.
kind = { $kind ->
    [read_carte_grise] Read a registration document
    [typeset_invoice] Prepare the PDF of an invoice
    [prepare_vehicle_file] Photo of a vehicle
    [deliver_invoice] Send an invoice
    [send_quote] Send a quote
    [send_receipt] Send a receipt
    [send_welcome] Write a welcome note
    [send_message] Send a message
    [send_link] Link by e-mail
    [tell_user] News of an account
    [clean_garage] Tidy up
    [find_duplicates] Look for duplicates
    [run_batch] Act on customers
    [undo_batch] Put back
    [check_import] Try a list
    [run_import] Import a list
    [undo_import] Undo an import
    [make_archive] Prepare an archive
    [keep_retention] Erase what is kept no longer
    [delete_garage] Delete the garage
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
trouble = { $code ->
    [no_consent] The customer stopped offers meanwhile.
    [mail_refused] The mail server refuses this message: check the recipient’s address.
    [mail_busy] The mail server does not take this message for now.
    [mail_silent] The mail server does not answer.
    [mail_unreachable] The mail server cannot be reached.
    [mail_address] The recipient’s address is not complete.
    [engine] The reader of cartes grises did not answer.
    [typeset] The PDF could not be prepared.
    [gone] What it is about no longer exists.
    [database] The database did not answer.
    [slow] It took too long.
    [stopped] Interrupted when the program stopped.
   *[other] Something went wrong.
}
