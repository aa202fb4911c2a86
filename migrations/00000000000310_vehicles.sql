create table vehicles (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    -- Null: sold to someone who is not a customer.
    owner_id uuid,
    -- As shown, AB-123-CD; the key is upper case letters and digits only.
    plate text not null default '',
    plate_key text not null default '',
    vin text,
    make text not null default '',
    model text not null default '',
    variant text not null default '',
    cnit text not null default '',
    genre text not null default '',
    energy text not null default '',
    first_registered_on date,
    registered_on date,
    fiscal_power integer check (fiscal_power between 0 and 200),
    power_kw integer check (power_kw between 0 and 2000),
    inspection_due_on date,
    mileage_km integer check (mileage_km between 0 and 5000000),
    mileage_on date,
    notes text not null default '' check (length(notes) <= 5000),
    search_text text not null,
    primary key (tenant_id, id),
    foreign key (tenant_id, owner_id) references contacts (tenant_id, id) on delete set null (owner_id),
    check (plate_key <> '' or vin is not null)
);
create index vehicles_by_plate on vehicles (tenant_id, plate_key);
create index vehicles_by_vin on vehicles (tenant_id, vin) where vin is not null;
create index vehicles_by_owner on vehicles (tenant_id, owner_id);
select protect('vehicles', '{search_text}');
create index vehicles_search on vehicles using gin (tenant_id, search_text gin_trgm_ops) where deleted_at is null;
create index vehicles_recent on vehicles (tenant_id, created_at desc, id) where deleted_at is null;

create table mileage_readings (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    vehicle_id uuid not null,
    km integer not null check (km between 0 and 5000000),
    read_on date not null,
    source text not null check (source in ('reception', 'manual', 'import')),
    reason text not null default '',
    primary key (tenant_id, id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id) on delete cascade
);
create index mileage_readings_vehicle on mileage_readings (tenant_id, vehicle_id, read_on desc);
select protect('mileage_readings');

-- What happened, told on the pages of the customer and of the vehicle. `data` holds what the sentence needs, never a sentence.
create table activities (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    kind text not null,
    contact_id uuid,
    vehicle_id uuid,
    actor text,
    user_id uuid,
    happened_at timestamptz not null,
    -- Path of the thing it is about.
    subject text not null default '',
    data jsonb not null default '{}',
    primary key (tenant_id, id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete set null (contact_id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id) on delete set null (vehicle_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete set null (user_id)
);
create index activities_contact on activities (tenant_id, contact_id, happened_at desc, id);
create index activities_vehicle on activities (tenant_id, vehicle_id, happened_at desc, id);
create index activities_recent on activities (tenant_id, happened_at desc, id);
select protect('activities', audited => false);

-- Search across contacts and vehicles. Substring operators are not leakproof, so under row security they could not use
-- their indexes: these two functions belong to a narrow role that sees both tables, and their first predicate is the
-- garage (docs/security.md). `patterns` are LIKE patterns, the most telling first: that one uses the trigram index.
grant select (tenant_id, id, search_text, name_key, deleted_at) on contacts to visioncrm_search;
grant select (tenant_id, id, owner_id, search_text, created_at, deleted_at) on vehicles to visioncrm_search;
create policy search on contacts for select to visioncrm_search using (true);
create policy search on vehicles for select to visioncrm_search using (true);

-- Contacts whose own text holds every pattern, or who own a vehicle whose text does. Ordered by name.
create function search_contacts(patterns text[], max_rows integer) returns setof uuid
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query
    select c.id from contacts c
    where c.tenant_id = current_tenant() and c.deleted_at is null
      and c.id in (select m.id from contacts m
                   where m.tenant_id = current_tenant() and m.deleted_at is null
                     and m.search_text like patterns[1] and m.search_text like all (patterns)
                   union all
                   select v.owner_id from vehicles v
                   where v.tenant_id = current_tenant() and v.deleted_at is null
                     and v.search_text like patterns[1] and v.search_text like all (patterns))
    order by c.name_key, c.id
    limit max_rows;
end $$;

create function search_vehicles(patterns text[], max_rows integer) returns setof uuid
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query
    select v.id from vehicles v
    where v.tenant_id = current_tenant() and v.deleted_at is null
      and v.id in (select m.id from vehicles m
                   where m.tenant_id = current_tenant() and m.deleted_at is null
                     and m.search_text like patterns[1] and m.search_text like all (patterns)
                   union all
                   select o.id from contacts c join vehicles o on o.tenant_id = c.tenant_id and o.owner_id = c.id
                   where c.tenant_id = current_tenant() and c.deleted_at is null and o.deleted_at is null
                     and c.search_text like patterns[1] and c.search_text like all (patterns))
    order by v.created_at desc, v.id
    limit max_rows;
end $$;

do $$
declare f text;
begin
    foreach f in array array['search_contacts(text[], integer)', 'search_vehicles(text[], integer)'] loop
        execute format('alter function %s owner to visioncrm_search', f);
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to visioncrm_app', f);
    end loop;
end $$;
grant execute on function current_tenant() to visioncrm_search;
