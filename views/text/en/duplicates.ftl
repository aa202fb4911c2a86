title = Duplicates
text = Pages that may be those of one customer, the surest first. They are looked for every night.
none-title = No duplicates
none-text = Every night, new and changed customers are compared with all others.
reason = { $reason ->
    [siren] same SIREN
    [email] same e-mail
    [phone] same phone
    [plate] same vehicle
    [near_email] nearly the same e-mail
    [near_phone] nearly the same phone
    [name] same name
    [swapped_name] first and last name exchanged
    [near_name] nearly the same name
    [married_name] same first name, other last name
    [last_name] same last name
    [company] same company name
    [near_company] nearly the same company name
   *[town] same town
}
sure = Almost certain
maybe = To be checked
compare = Compare
two-customers = These are two customers
why = Why
sureness = How sure
customers = Customers
