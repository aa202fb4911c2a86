-- The repair order joins reception, quote and invoice. Never mandatory, always the default path: the garage bears the
-- proof that work was ordered.
create table repair_orders (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    number text not null,
    contact_id uuid not null,
    vehicle_id uuid not null,
    state text not null default 'open' check (state in ('open', 'done', 'cancelled')),
    opened_at timestamptz not null,
    done_on date,
    mileage_km integer check (mileage_km between 0 and 5000000),
    -- Eighths of a tank.
    fuel_eighths integer check (fuel_eighths between 0 and 8),
    requested_work text not null default '' check (length(requested_work) <= 5000),
    -- Choice of circular-economy parts, to be asked on a durable medium (C. conso L224-67).
    piec_choice text not null default 'not_asked' check (piec_choice in ('not_asked', 'new_parts', 'piec', 'garage_proposes', 'not_concerned')),
    keep_old_parts boolean not null default false,
    key_tag text not null default '' check (length(key_tag) <= 20),
    primary key (tenant_id, id),
    constraint repair_orders_number unique (tenant_id, number),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id)
);
create index repair_orders_vehicle on repair_orders (tenant_id, vehicle_id, opened_at desc);
create index repair_orders_contact on repair_orders (tenant_id, contact_id, opened_at desc);
select protect('repair_orders');
create index repair_orders_open on repair_orders (tenant_id, state, opened_at desc) where deleted_at is null;

-- Forfaits: whole operations at a price known in advance, with the list of what is included.
create table packages (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    code text not null check (code ~ '^[A-Z0-9]{1,12}$'),
    label text not null check (length(label) between 1 and 160),
    labour_rate text not null default 't1' check (labour_rate in ('t1', 't2', 't3')),
    hours numeric(12, 4) not null default 0 check (hours >= 0),
    -- A fixed price HT for the whole; null: labour and parts are detailed.
    fixed_price numeric(14, 6) check (fixed_price >= 0),
    vat_rate integer not null default 2000,
    times_used integer not null default 0,
    primary key (tenant_id, id),
    constraint packages_code unique (tenant_id, code)
);
select protect('packages');

create table package_parts (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    package_id uuid not null,
    position integer not null,
    label text not null check (length(label) between 1 and 160),
    reference text not null default '',
    quantity numeric(12, 4) not null check (quantity > 0),
    unit text not null default 'piece' check (unit in ('piece', 'hour', 'litre', 'kilogram', 'metre')),
    -- HT.
    unit_price numeric(14, 6) not null check (unit_price >= 0),
    kind text not null default 'part' check (kind in ('part', 'supply')),
    part_origin text check (part_origin in ('new', 'piec', 'exchange', 'customer')),
    primary key (tenant_id, id),
    foreign key (tenant_id, package_id) references packages (tenant_id, id) on delete cascade
);
create index package_parts_package on package_parts (tenant_id, package_id, position);
select protect('package_parts');
