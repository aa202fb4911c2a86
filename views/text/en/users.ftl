title = Team
me = This is you
remove = Remove
remove-question = Remove { $name }?
remove-text = This person is signed out everywhere and can no longer sign in. What they did keeps their name.
keep = Keep
add-title = Add a colleague
name = Name
email = E-mail
role = What they may do
role-name = { $role ->
    [owner] Owner
    [manager] Reception
    [mechanic] Mechanic
    [accountant] Accountant
   *[user] Read only
}
role-hint = { $role ->
    [owner] Everything, settings and team included.
    [manager] Customers, quotes, invoices, payments.
    [mechanic] Reception, repair orders, mileage, photos; no prices.
    [accountant] Invoices, payments, exports; reads the rest.
   *[user] Sees everything, changes nothing.
}
password = First password
password-hint = To be told in person; they will change it in “My account”. At least twelve characters, with upper case, lower case, a digit and another sign.
add = Add
colleague = Colleague
save-role = Save
leave-title = Close their access
former-title = Former colleagues
former-text = This colleague no longer has access to the garage. If they come back, they find their name and what they did again, with a new password.
take-back = Reopen their access
