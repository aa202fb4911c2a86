title = Team
me = This is you
remove = Remove
remove-question = Remove { $name }?
remove-text = This person is signed out everywhere and can no longer sign in. What they did keeps their name.
keep = Keep
add-title = Invite a colleague
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
add = Invite
colleague = Colleague
save-role = Save
leave-title = Close their access
add-text = A link goes to their address; they choose their own password.
invited = Invited
invitation-over = Invitation expired
invitation-title = Their invitation
invitation-until = Invited on { $when }. The link works until { $until }.
invitation-ended = Invited on { $when }. The link no longer works.
invite-again = Send another invitation
withdraw = Withdraw the invitation
withdraw-question = Withdraw { $name }’s invitation?
withdraw-text = The link will no longer work and this person will not come in.
password-link-title = Forgotten password
password-link-text = A link goes to their address to choose another one.
password-link = Send a link
link-title = { $name }’s link
link-text = To be handed over in person where there is no e-mail. It is shown here for ten minutes only and works once.
link = Link to copy
former-title = Former colleagues
former-text = This colleague no longer has access to the garage. If they come back, they find their name and what they did again; a link goes to their address to choose a password.
take-back = Reopen their access
