title = { $kind ->
    [contact] All we hold on this person
    [user] Your data
   *[garage] The garage’s archive
}
text = { $kind ->
    [contact] A ZIP file to hand to the customer: data, quotes and invoices, photos.
    [user] A ZIP file with all that the garage keeps of your account.
   *[garage] A ZIP file with all the data of the garage: CSV tables, JSON, PDFs and FEC.
}
making = Being prepared
so-far = { $n ->
    [one] { $n } file
   *[other] { $n } files
}
look-again = See how far it is
ready = The file is ready ({ $size })
until = Can be downloaded until { $day }
expired = This file is gone: ask for another one.
taken = downloaded on { $day }
kilobytes = { $n } kB
megabytes = { $n } MB
readme-name = README.txt
readme-title = { $kind ->
    [contact] Personal data of a customer of { $garage }, { $day }.
    [user] Personal data of a colleague of { $garage }, { $day }.
   *[garage] All the data of { $garage }, { $day }.
}
readme-json = Folder "json": each table, in UTF-8. Amounts are in cents, times are universal time.
readme-csv = Folder "csv": the same tables, separated by semicolons, for a spreadsheet.
readme-pdf = Folder "pdf": quotes, invoices and credit notes as they were issued.
readme-photos = Folder "photos": photos, registration papers and documents as they were sent in.
readme-fec = Folder "fec": sales and payments, a file a calendar year (French LPF art. A47 A-1), in ISO 8859-15, for your accountant.
