title = Choose the customer
search = Find the customer
hint = Name, phone, plate or e-mail
none = Nobody by that name. Try part of the name or of the phone number.
new-contact = New customer
