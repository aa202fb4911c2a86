create table quotes (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    -- Taken when it is sent.
    number text,
    contact_id uuid not null,
    vehicle_id uuid,
    repair_order_id uuid,
    -- Expired is derived from valid_until; accepted, partly accepted and refused from the answers of its lines.
    state text not null default 'draft' check (state in ('draft', 'sent', 'answered', 'withdrawn')),
    entry text not null check (entry in ('ht', 'ttc')),
    note text not null default '' check (length(note) <= 3000),
    valid_until date,
    net_cents bigint not null default 0,
    vat_cents bigint not null default 0,
    gross_cents bigint not null default 0,
    accepted_cents bigint,
    issued_on date,
    sent_at timestamptz,
    answered_at timestamptz,
    -- SHA-256 of the link's secret: the secret itself is never stored.
    token_hash bytea,
    -- The document as sent, sealed, and the SHA-256 of its plain bytes: what the customer's consent is about.
    snapshot_sealed bytea,
    snapshot_sha256 bytea,
    primary key (tenant_id, id),
    constraint quotes_number unique (tenant_id, number),
    constraint quotes_token unique (tenant_id, token_hash),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id),
    foreign key (tenant_id, repair_order_id) references repair_orders (tenant_id, id),
    check (state = 'draft' or (number is not null and issued_on is not null and snapshot_sealed is not null))
);
create index quotes_contact on quotes (tenant_id, contact_id, id desc);
create index quotes_vehicle on quotes (tenant_id, vehicle_id, id desc);
create index quotes_repair_order on quotes (tenant_id, repair_order_id);
select protect('quotes', '{snapshot_sealed,token_hash}');
create index quotes_recent on quotes (tenant_id, id desc) where deleted_at is null;
create index quotes_state on quotes (tenant_id, state, id desc) where deleted_at is null;

create table quote_lines (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    quote_id uuid not null,
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
    answer text check (answer in ('accepted', 'refused')),
    primary key (tenant_id, id),
    foreign key (tenant_id, quote_id) references quotes (tenant_id, id) on delete cascade,
    check (exemption is null or vat_rate = 0)
);
create index quote_lines_quote on quote_lines (tenant_id, quote_id, position);
select protect('quote_lines');

-- Once sent, a quote's lines only receive their answer.
create function quote_lines_frozen() returns trigger language plpgsql as $$
declare s text;
begin
    select state into s from quotes where id = coalesce(new.quote_id, old.quote_id);
    if s is null or s = 'draft' then
        return coalesce(new, old);
    end if;
    if tg_op = 'UPDATE' and (to_jsonb(new) - '{answer,version,updated_at}'::text[]) = (to_jsonb(old) - '{answer,version,updated_at}'::text[]) then
        return new;
    end if;
    raise exception 'the lines of a quote that was sent do not change' using errcode = 'VC002';
end $$;
create trigger frozen before insert or update or delete on quote_lines for each row execute function quote_lines_frozen();

-- What the customer said, with the evidence: which document (hash), which lines, what name, when, from where (hash).
create table approvals (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    quote_id uuid not null,
    answered_at timestamptz not null,
    signer_name text not null check (length(signer_name) between 1 and 120),
    conditions_accepted boolean not null,
    document_sha256 bytea not null,
    -- [{"line": uuid, "label": …, "gross": "119.40", "answer": "accepted"}]
    lines jsonb not null,
    address_hash bytea not null,
    agent text not null default '',
    primary key (tenant_id, id),
    constraint approvals_quote unique (tenant_id, quote_id),
    foreign key (tenant_id, quote_id) references quotes (tenant_id, id)
);
select protect('approvals', kind => 'journal');

-- Travaux à prévoir: refused or put off, never lost.
create table deferred_works (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    vehicle_id uuid not null,
    contact_id uuid,
    quote_id uuid,
    quote_line_id uuid,
    label text not null,
    gross_cents bigint,
    reason text not null check (reason in ('refused', 'put_off', 'noticed')),
    noted_on date not null,
    done_on date,
    primary key (tenant_id, id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete set null (contact_id),
    foreign key (tenant_id, quote_id) references quotes (tenant_id, id)
);
create index deferred_works_vehicle on deferred_works (tenant_id, vehicle_id, noted_on desc);
select protect('deferred_works');
