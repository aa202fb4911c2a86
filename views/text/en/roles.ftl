title = Who may do what
text = What each role may do. What is not ticked is neither shown nor possible.
own-account = Everybody also manages their own account: language, password, signed-in devices.
may = May
yes = yes
own = The garage’s own roles
none = None: the ready-made roles are enough for most garages.
new = New role
edit-title = Edit the role
name = Name of the role
name-hint = For example: Apprentice, Storekeeper.
closure = To change a thing one must see it: what is missing is ticked when saved.
held-by = { $n ->
    [0] Nobody has it
    [one] { $n } colleague
   *[other] { $n } colleagues
}
delete = Delete the role
delete-question = Delete the role “{ $name }”?
delete-text = Only possible once no colleague has it.
group = { $group ->
    [customers] Customers
    [workshop] Workshop
    [money] Quotes and invoices
   *[garage] Garage
}
permission = { $permission ->
    [contacts_read] See customers
    [contacts_write] Create and edit customers
    [contacts_delete] Delete customers
    [contacts_import] Import customers
    [contacts_export] Export customers
    [messages_read] See messages sent
    [messages_write] Write to customers
    [vehicles_read] See vehicles
    [vehicles_upkeep] Mileage, photos, recalls, work to come
    [vehicles_write] Create and edit vehicles
    [vehicles_delete] Delete vehicles
    [scans_read] See registration cards read
    [scans_write] Receive cars with their registration card
    [repair_orders_read] See repair orders
    [repair_orders_write] Write repair orders
    [packages_read] See packages
    [packages_write] Edit packages
    [quotes_read] See quotes
    [quotes_write] Prepare quotes
    [quotes_send] Send and withdraw quotes
    [invoices_read] See invoices
    [invoices_write] Prepare invoices
    [invoices_seal] Issue invoices and credit notes
    [payments_write] Record payments
    [jobs_write] Follow and retry the program’s tasks
    [changes_read] See who changed what
    [journal_read] See the security journal
    [settings_read] See settings
    [settings_write] Edit settings
    [team_write] Manage the team and its roles
    [tokens_write] Allow programs
    [support_write] Let support in
    [persons_write] Answer requests about data, erase
   *[garage_delete] Close the garage
}
