title = Changes
says = Everything that was made, changed or deleted: before, after, by whom, from where. Nothing can be taken off this list.
link = History of changes
what = What
everything = Everything
by = By whom
everybody = Everybody
to = Until
to-hint = The { $days } days before it are shown.
apply = Show
earlier = The { $days } days before
none = No change in this time.
nothing = empty
details = Details
sealed = protected content
yes = yes
no = no
program = VisionCRM
visitor = Customer or visitor
unknown = Unknown
put-back = Put back “{ $value }”
restored = The former value is back.
who-from = { $who }, { $from }
happened = { $record }{ $action ->
    [insert] : made
    [delete] : deleted
   *[other] : changed
}
origin = { $door ->
    [page] network { $network }
    [api] API, network { $network }
   *[other] program
}
record = { $table ->
    [support_grants] Access of support
    [api_origins] Allowed site
    [api_tokens] Program
    [approvals] Customer’s answer
    [batches] Batch
    [consents] Consent
    [contact_reaches] Other phone or e-mail
    [contact_values] Field of the garage
    [contacts] Customer
    [custom_fields] Field of the garage
    [deferred_works] Work to foresee
    [files] File
    [garage_keys] Key of the garage
    [garages] Settings of the garage
    [import_mappings] Import mapping
    [imports] Import
    [invoice_accounts] Account of the invoice
    [invoices] Invoice
    [merges] Merge
    [messages] Message
    [mileage_readings] Odometer reading
    [package_parts] Part of the package
    [packages] Package
    [payments] Payment
    [quote_lines] Line of the quote
    [quotes] Quote
    [repair_orders] Repair order
    [scans] Carte grise
    [tags] Tag
    [users] Colleague
    [vehicle_files] Photo or document
    [vehicle_owners] Owner of the vehicle
    [vehicle_recalls] Recall
    [vehicles] Vehicle
    [roles] Role
    [retention] Retention
    [rights_requests] Request about data
   *[other] { $table }
}
column = { $name ->
    [granted_at] Opened on
    [ended_at] Closed on
    [who] Who
    [seen_at] Seen on
    [origin] Address of the site
    [accepted_cents] Amount accepted
    [act] Act
    [addresses_sealed] Other addresses
    [address_sealed] Address
    [amount_cents] Amount
    [answered_at] Answered on
    [ape] APE code
    [balance_cents] Balance
    [bic] BIC
    [body_sealed] Text
    [caption] Caption
    [capital_cents] Capital
    [channel] Channel
    [choices] Choices
    [civility] Title
    [cnit] Type approval
    [code] Code
    [company] Company
    [conditions_accepted] Terms accepted
    [contact_id] Customer
    [content_type] File type
    [created] Created
    [day] Day
    [default_entry] Entry
    [default_vat_rate] Usual VAT
    [deleted_at] Deleted on
    [delivered_at] Sent on
    [details] Details
    [discount] Discount
    [discount_cents] Discount
    [done] Done
    [done_at] Finished on
    [done_on] Done on
    [due_km] Due at (km)
    [due_on] Due on
    [email] E-mail
    [encoding] Encoding
    [energy] Energy
    [entry] Entry
    [exemption] Exemption
    [expires_at] Expires on
    [extra] Address, more
    [extra_mention] Extra mention
    [finished_at] Finished on
    [first_name] First name
    [first_registered_on] First registered on
    [fiscal_power] Fiscal power
    [fixed_price] Fixed price
    [format] Format
    [fuel_eighths] Fuel (eighths)
    [genre] Category
    [given] Given
    [gone_id] Merged page
    [gross_cents] Total incl. VAT
    [hours] Hours
    [iban_sealed] IBAN
    [inspected_on] Last inspection
    [inspection_due_on] Next inspection
    [inspection_regime] Inspection regime
    [inspection_result] Inspection result
    [insurance] Insurance
    [invited_at] Invitation
    [issued_on] Date
    [keep_odd] Keep what cannot be read
    [keep_old_parts] Hand back old parts
    [kept_id] Page kept
    [key_tag] Key tag
    [kind] Kind
    [km] Mileage
    [label] Label
    [labour_method] Labour method
    [labour_rate] Labour rate
    [labour_t1] Rate T1
    [labour_t2] Rate T2
    [labour_t3] Rate T3
    [lang] Language
    [last_name] Last name
    [late_penalty_percent] Late interest (%)
    [legal_form] Legal form
    [make] Make
    [match_key] Match by
    [mediator_address] Mediator, address
    [mediator_name] Mediator
    [mediator_url] Mediator, web site
    [merged_at] Merged on
    [method] Means of payment
    [mileage_km] Mileage
    [mileage_on] Read on
    [model] Model
    [name] Name
    [nature] Nature
    [net_cents] Total excl. VAT
    [note] Note
    [noted_on] Noted on
    [notes] Notes
    [number] Number
    [opened_at] Opened on
    [order_required] Order number required
    [overwrite] Overwrite
    [owner_id] Owner
    [paid_cents] Paid
    [part_origin] Origin of the part
    [password_hash] Password
    [payment_days] Payment term (days)
    [phone] Phone
    [piec_choice] Reused parts
    [plate] Plate
    [postcode] Postcode
    [power_kw] Power (kW)
    [private] Private
    [purchase_order] Order number
    [purpose] Purpose
    [quantity] Quantity
    [quote_days] Validity of quotes (days)
    [rcs_town] Town of the register
    [read_on] Read on
    [reason] Reason
    [received_on] Received on
    [recipient] Recipient
    [recorded_at] Recorded on
    [reading_sealed] Reading
    [reference] Reference
    [refused] Refused
    [registered_on] Certificate of
    [requested_work] Work asked for
    [role] Role
    [said_at] Said on
    [sample_sealed] Sample
    [seal_on_acceptance] Seal when accepted
    [sealed] Content
    [sealed_at] Sealed on
    [second_step] Second step required
    [sent_at] Sent on
    [separator] Separator
    [service_code] Service code
    [shown] Value
    [signer_name] Signer
    [since] Since
    [siren] SIREN
    [siret] SIRET
    [size] Size (bytes)
    [skipped] Skipped
    [snapshot_sealed] Document
    [source] Source
    [state] State
    [stop_drive] Do not drive
    [street] Street
    [struck_at] Struck on
    [struck_by] Struck by
    [struck_reason] Reason
    [subject] Subject
    [supplied_on] Supplied on
    [time_zone] Time zone
    [token_hash] Secret
    [total] Total
    [town] Town
    [trade_name] Trade name
    [unchanged] Unchanged
    [undone_at] Undone on
    [unit] Unit
    [unit_price] Unit price
    [until] Until
    [updated] Updated
    [valid_until] Valid until
    [variant] Type, variant, version
    [vat_cents] VAT
    [vat_number] VAT number
    [vat_on_debits] VAT on debits
    [vat_rate] VAT rate
    [vehicle_id] Vehicle
    [vehicles] Vehicles
    [vin] VIN
    [warranty] Warranty
    [warranty_km] Warranty (km)
    [warranty_until] Warranty until
    [wrapped] Key
    [before_sealed] Before
    [scopes] Rights
    [permissions] Rights
    [text_version] Version of the text
    [leave_on] Leaves on
    [leave_without_archive] Leave without an archive
    [audit_months] Changes kept (months)
    [inactive_months] Inactive customers kept (months)
    [list_days] Lists kept (days)
    [message_months] Messages kept (months)
    [scan_days] Cartes grises kept (days)
    [security_months] Security journal kept (months)
    [answered_on] Answered on
    [asked_on] Asked on
    [outcome] Outcome
    [left_at] Left on
   *[other] { $name }
}
code = { $code ->
    [particulier] Private person
    [professionnel] Business
    [administration] Public body
    [draft] Draft
    [sealed] Sealed
    [sent] Sent
    [accepted] Accepted
    [partly_accepted] Partly accepted
    [refused] Refused
    [open] Open
    [done] Done
    [owner] Owner
    [manager] Manager
    [user] Colleague
    [mme] Mrs
    [m] Mr
    [phone] Phone
    [email] E-mail
    [sms] SMS
    [whatsapp] WhatsApp
    [post] Post
    [fr] French
    [en] English
    [card] Card
    [cash] Cash
    [cheque] Cheque
    [transfer] Transfer
    [waiting] Waiting
    [running] Running
    [undone] Undone
    [counter] At the counter
    [written] In writing
    [link] By his link
    [import] Import
    [manual] By hand
    [reception] Reception
    [email_offers] Offers by e-mail
    [sms_offers] Offers by SMS
    [invoice] Invoice
    [credit_note] Credit note
    [photo] Photo
    [document] Document
    [usual] Usual
    [none] None
    [maker] Maker
    [garage] Garage
    [favorable] Passed
    [nobody] Of nobody
    [owners] Of owners
    [everybody] Of everybody
    [book] Book time
    [time_spent] Time spent
    [revoked] Withdrawn
    [withdrawn] Withdrawn
    [failed] Failed
    [ready] Ready
    [reading] Being read
    [cancelled] Cancelled
    [yearly] Yearly
    [collection] Collection
    [major] Failed, major
    [critical] Failed, critical
    [mechanic] Mechanic
    [accountant] Accountant
    [custom] Role of the garage
   *[other] { $text }
}
