-- Invoices and credit notes as issued. Once sealed a row never changes; what happens afterwards is in invoice_accounts.
create table invoices (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    kind text not null check (kind in ('invoice', 'credit_note')),
    number text,
    contact_id uuid not null,
    vehicle_id uuid,
    repair_order_id uuid,
    quote_id uuid,
    -- The invoice a credit note cancels (CGI art. 289 I-5).
    corrects_id uuid,
    entry text not null check (entry in ('ht', 'ttc')),
    purchase_order text not null default '' check (length(purchase_order) <= 60),
    note text not null default '' check (length(note) <= 3000),
    supplied_on date,
    net_cents bigint not null default 0,
    vat_cents bigint not null default 0,
    gross_cents bigint not null default 0,
    issued_on date,
    due_on date,
    sealed_at timestamptz,
    -- Name printed on it, for lists: the rest is in the snapshot.
    buyer_name text not null default '',
    snapshot_sealed bytea,
    snapshot_sha256 bytea,
    primary key (tenant_id, id),
    constraint invoices_number unique (tenant_id, number),
    -- Invoiced once: a second click finds the first.
    constraint invoices_quote unique (tenant_id, quote_id),
    constraint invoices_corrects unique (tenant_id, corrects_id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id),
    foreign key (tenant_id, repair_order_id) references repair_orders (tenant_id, id),
    foreign key (tenant_id, quote_id) references quotes (tenant_id, id),
    foreign key (tenant_id, corrects_id) references invoices (tenant_id, id),
    check ((sealed_at is null) = (number is null)),
    check (sealed_at is null or (issued_on is not null and snapshot_sealed is not null and snapshot_sha256 is not null)),
    check ((kind = 'credit_note') = (corrects_id is not null))
);
create index invoices_contact on invoices (tenant_id, contact_id, id desc);
create index invoices_vehicle on invoices (tenant_id, vehicle_id, id desc);
create index invoices_repair_order on invoices (tenant_id, repair_order_id);
select protect('invoices', '{snapshot_sealed}');
create index invoices_recent on invoices (tenant_id, id desc) where deleted_at is null;
create index invoices_issued on invoices (tenant_id, issued_on desc, id desc) where sealed_at is not null;

create table invoice_lines (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    invoice_id uuid not null,
    position integer not null,
    kind text not null check (kind in ('labour', 'part', 'package', 'supply', 'debours', 'text')),
    nature text not null check (nature in ('goods', 'service')),
    reference text not null default '' check (length(reference) <= 60),
    label text not null check (length(label) between 1 and 300),
    details text not null default '' check (length(details) <= 1000),
    quantity numeric(12, 4) not null check (quantity > 0),
    unit text not null check (unit in ('piece', 'hour', 'litre', 'kilogram', 'metre')),
    unit_price numeric(14, 6) not null check (unit_price >= 0),
    discount numeric(5, 2) not null default 0 check (discount between 0 and 100),
    vat_rate integer not null,
    exemption text check (exemption in ('franchise', 'debours')),
    labour_rate text check (labour_rate in ('t1', 't2', 't3')),
    part_origin text check (part_origin in ('new', 'piec', 'exchange', 'customer')),
    discount_cents bigint not null default 0,
    net_cents bigint not null default 0,
    gross_cents bigint not null default 0,
    primary key (tenant_id, id),
    foreign key (tenant_id, invoice_id) references invoices (tenant_id, id) on delete cascade,
    check (exemption is null or vat_rate = 0)
);
create index invoice_lines_invoice on invoice_lines (tenant_id, invoice_id, position);
select protect('invoice_lines', audited => false);

-- An issued document never changes (CGI art. 289 V; BOI-TVA-DECLA-30-10-30 §80): corrections are credit notes.
create function invoices_frozen() returns trigger language plpgsql as $$
begin
    if old.sealed_at is not null then
        raise exception 'invoice % is sealed: issue a credit note', old.number using errcode = 'VC003';
    end if;
    return coalesce(new, old);
end $$;
create trigger frozen before update or delete on invoices for each row execute function invoices_frozen();

create function invoice_lines_frozen() returns trigger language plpgsql as $$
begin
    if exists (select 1 from invoices i where i.id = coalesce(new.invoice_id, old.invoice_id) and i.sealed_at is not null)
       or (tg_op = 'UPDATE' and new.invoice_id <> old.invoice_id) then
        raise exception 'the lines of a sealed invoice do not change' using errcode = 'VC003';
    end if;
    return coalesce(new, old);
end $$;
create trigger frozen before insert or update or delete on invoice_lines for each row execute function invoice_lines_frozen();

-- What has happened since: paid, cancelled, typeset, sent. One row a sealed document, made when it is sealed.
create table invoice_accounts (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    gross_cents bigint not null,
    paid_cents bigint not null default 0,
    balance_cents bigint not null generated always as (case when cancelled_by is null then gross_cents - paid_cents else 0 end) stored,
    due_on date,
    cancelled_by uuid,
    pdf_file_id uuid,
    pdf_sha256 bytea,
    delivered_at timestamptz,
    -- A typesetting or delivery given up, in words a garage understands; cleared by success.
    trouble text,
    primary key (tenant_id, id),
    foreign key (tenant_id, id) references invoices (tenant_id, id),
    foreign key (tenant_id, cancelled_by) references invoices (tenant_id, id),
    foreign key (tenant_id, pdf_file_id) references files (tenant_id, id)
);
select protect('invoice_accounts');
create index invoice_accounts_open on invoice_accounts (tenant_id, due_on) where balance_cents > 0;

-- The PDF is made once.
create function invoice_pdf_once() returns trigger language plpgsql as $$
begin
    if old.pdf_file_id is not null and new.pdf_file_id is distinct from old.pdf_file_id then
        raise exception 'the PDF of an invoice is made once' using errcode = 'VC004';
    end if;
    return new;
end $$;
create trigger pdf_once before update on invoice_accounts for each row execute function invoice_pdf_once();

-- Append-only: a mistake is answered by a counter-entry with a reason (BOI-TVA-DECLA-30-10-30 §§80-120).
create table payments (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    invoice_id uuid not null,
    -- Money in, money given back on a credit note, or the counter-entry of either.
    kind text not null check (kind in ('payment', 'refund', 'reversal')),
    method text not null check (method in ('cash', 'card', 'bank_transfer', 'cheque', 'stripe')),
    amount_cents bigint not null check (amount_cents <> 0),
    received_on date not null,
    recorded_at timestamptz not null,
    reference text not null default '' check (length(reference) <= 120),
    reverses_id uuid,
    reason text not null default '' check (length(reason) <= 300),
    actor text,
    primary key (tenant_id, id),
    constraint payments_reverses unique (tenant_id, reverses_id),
    foreign key (tenant_id, invoice_id) references invoices (tenant_id, id),
    foreign key (tenant_id, reverses_id) references payments (tenant_id, id),
    check ((kind = 'reversal') = (reverses_id is not null)),
    check (kind <> 'payment' or amount_cents > 0),
    check (kind <> 'refund' or amount_cents < 0)
);
create index payments_invoice on payments (tenant_id, invoice_id, recorded_at);
create index payments_received on payments (tenant_id, received_on desc, id desc);
select protect('payments', kind => 'journal');

-- The fiscal core: one keyed chain a garage (CGI art. 286 I 3° bis). `payload` is canonical JSON text, chained as it stands.
create table fiscal_events (
    tenant_id uuid not null references tenants (id),
    seq bigint not null check (seq >= 1),
    kind text not null,
    occurred_at timestamptz not null,
    business_date date not null,
    operator text,
    software text not null,
    test_mode boolean not null,
    document_number text,
    payload text not null,
    key_id text not null,
    previous_hmac bytea not null,
    hmac bytea not null,
    primary key (tenant_id, seq)
);
select protect('fiscal_events', kind => 'journal', audited => false);

-- Last link of the chain and perpetual totals, never reset. Locked for the length of a sealing or a payment.
create table fiscal_counters (
    tenant_id uuid primary key references tenants (id),
    last_seq bigint not null default 0,
    last_hmac bytea not null default '\x',
    perpetual_cents bigint not null default 0,
    perpetual_absolute_cents bigint not null default 0
);
select protect('fiscal_counters', audited => false);
