-- Customers who may be one and the same. The rules are in crm/duplicates: here is only what they find, and whom they have
-- still to look at.

-- To be looked at this night: who came or changed in what tells one customer from another.
create table duplicate_dues (
    tenant_id uuid not null references tenants (id),
    contact_id uuid not null,
    primary key (tenant_id, contact_id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
select protect('duplicate_dues', audited => false);

create table duplicate_pairs (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    contact_a uuid not null,
    contact_b uuid not null,
    -- 0 to 100, and why: words of crm/duplicates/likeness.rs.
    score integer not null check (score between 0 and 100),
    reasons text[] not null,
    state text not null default 'open' check (state in ('open', 'dismissed', 'merged')),
    primary key (tenant_id, id),
    constraint duplicate_pairs_once unique (tenant_id, contact_a, contact_b),
    foreign key (tenant_id, contact_a) references contacts (tenant_id, id) on delete cascade,
    foreign key (tenant_id, contact_b) references contacts (tenant_id, id) on delete cascade,
    check (contact_a < contact_b)
);
create index duplicate_pairs_open on duplicate_pairs (tenant_id, score desc, id desc) where state = 'open';
create index duplicate_pairs_b on duplicate_pairs (tenant_id, contact_b);
-- Who said what of a pair is told by its own activity; what the night writes would fill the log.
select protect('duplicate_pairs', audited => false);

-- Names much alike, whatever the order of their words: similarity is not leakproof, so that row security would hide the
-- index from it. Like the other searches, this one belongs to the narrow role and names the garage first (docs/security.md).
-- Without its list of pending entries, which every question reads through: the names of a file that has just come in are
-- asked at once, and by the hundred.
create index contacts_name_alike on contacts using gin (tenant_id, name_key gin_trgm_ops) with (fastupdate = off)
    where deleted_at is null;
select similarity('', '');
create function contacts_named_nearly(names text[], most_each integer) returns table (place integer, id uuid)
    language plpgsql stable security definer
    set search_path = public, pg_temp
    set pg_trgm.similarity_threshold = 0.45 as $$
begin
    return query
    select n.place::integer, c.id
    from unnest(names) with ordinality as n (name, place)
    cross join lateral (
        select m.id from contacts m
        where m.tenant_id = current_tenant() and m.deleted_at is null and m.name_key % n.name
        order by similarity(m.name_key, n.name) desc, m.id
        limit most_each
    ) c;
end $$;
alter function contacts_named_nearly(text[], integer) owner to visioncrm_search;
revoke all on function contacts_named_nearly(text[], integer) from public;
grant execute on function contacts_named_nearly(text[], integer) to visioncrm_app;

-- Whom to look at again. In the database, so that no way of writing a customer forgets it.
create function note_duplicate_dues() returns trigger language plpgsql as $$
begin
    insert into duplicate_dues (tenant_id, contact_id) select tenant_id, id from new_rows on conflict do nothing;
    return null;
end $$;
create trigger duplicate_dues_insert after insert on contacts referencing new table as new_rows
    for each statement execute function note_duplicate_dues();

create function note_duplicate_due() returns trigger language plpgsql as $$
begin
    insert into duplicate_dues (tenant_id, contact_id) values (new.tenant_id, new.id) on conflict do nothing;
    return null;
end $$;
create trigger duplicate_dues_update after update on contacts for each row
    when ((old.kind, old.civility, old.first_name, old.last_name, old.company, old.siren, old.email_key, old.phone_key,
           old.address_sealed, old.deleted_at)
          is distinct from
          (new.kind, new.civility, new.first_name, new.last_name, new.company, new.siren, new.email_key, new.phone_key,
           new.address_sealed, new.deleted_at))
    execute function note_duplicate_due();

-- A phone or an e-mail that came or went. When the customer himself goes for good, there is nobody to note.
create function note_duplicate_due_of_reach() returns trigger language plpgsql as $$
begin
    insert into duplicate_dues (tenant_id, contact_id)
    select c.tenant_id, c.id from contacts c
    where c.tenant_id = coalesce(new.tenant_id, old.tenant_id) and c.id = coalesce(new.contact_id, old.contact_id)
    on conflict do nothing;
    return null;
end $$;
create trigger duplicate_dues_change after insert or delete on contact_reaches
    for each row execute function note_duplicate_due_of_reach();

-- Both who sold it and who bought it.
create function note_duplicate_due_of_vehicle() returns trigger language plpgsql as $$
declare owners uuid[] := array[new.owner_id];
begin
    if tg_op = 'UPDATE' then
        owners := owners || old.owner_id;
    end if;
    insert into duplicate_dues (tenant_id, contact_id)
    select c.tenant_id, c.id from contacts c
    where c.tenant_id = new.tenant_id and c.id = any (owners)
    on conflict do nothing;
    return null;
end $$;
create trigger duplicate_dues_insert after insert on vehicles for each row
    when (new.owner_id is not null) execute function note_duplicate_due_of_vehicle();
create trigger duplicate_dues_update after update on vehicles for each row
    when ((old.owner_id, old.plate_key, old.deleted_at) is distinct from (new.owner_id, new.plate_key, new.deleted_at))
    execute function note_duplicate_due_of_vehicle();

-- All that there are, the first night.
alter table contacts no force row level security;
alter table duplicate_dues no force row level security;
insert into duplicate_dues (tenant_id, contact_id) select tenant_id, id from contacts where deleted_at is null;
alter table duplicate_dues force row level security;
alter table contacts force row level security;
