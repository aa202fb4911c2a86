title = Retention periods
text = Beyond these, all goes every night. You may keep less long, never longer than these limits.
days = days
months = months
field = { $field ->
    [inactive_months] Customers not heard of
    [scan_days] Photos of registration cards
    [list_days] Lists imported and exported
    [message_months] Messages sent
    [security_months] Security journal
   *[audit_months] Log of changes
}
hint = { $field ->
    [inactive_months] After the last contact: 12 to 36 months. Announced a month before.
    [scan_days] After reading: 1 to 30 days. What was taken over stays.
    [list_days] 1 to 30 days.
    [message_months] 6 to 36 months.
    [security_months] Sign-ins, changes of rights: 6 to 12 months.
   *[audit_months] Who changed what: 12 to 60 months.
}
always = What cannot be set
always-bin = Bin: deleted customers, vehicles, photos and drafts go after 30 days.
always-law = Invoices and credit notes: ten years (C. com. art. L123-22). Accepted quotes and repair orders: five years (C. civ. art. 2224).
always-no = Refusal of offers: three years, in an unreadable form, even after erasure.
notices = Customers soon erased
notices-text = Not heard of for long, they will be erased on the day said. Keep those you must, and say why.
see-notices = See the list
customer = Customer
last-contact = Last contact
erased-on = Erased on
never = never
none-title = Nobody
none-text = No customer comes to the end of the retention period.
reason = Why keep
keep = Keep a year
kept = Kept until { $day }: { $reason }
