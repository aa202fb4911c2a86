-- The garage a transaction speaks for. An empty setting stays behind on a reused connection, hence nullif.
create function current_tenant() returns uuid
    language sql stable parallel safe
    return nullif(current_setting('app.current_tenant', true), '')::uuid;

create function current_actor() returns text
    language sql stable parallel safe
    return nullif(current_setting('app.actor', true), '');

create table tenants (
    id uuid primary key,
    subdomain text not null constraint tenants_subdomain_key unique
        check (subdomain ~ '^[a-z0-9]+(-[a-z0-9]+)*$' and length(subdomain) between 3 and 40),
    custom_host text unique check (custom_host = lower(custom_host)),
    demo boolean not null default false,
    created_at timestamptz not null default now(),
    deleted_at timestamptz
);
alter table tenants enable row level security;
alter table tenants force row level security;
create policy own_garage on tenants using (id = current_tenant()) with check (id = current_tenant());
-- The narrow role that owns the few functions crossing garages (docs/security.md lists them).
create policy platform on tenants to visioncrm_platform using (true);
grant select, insert on tenants to visioncrm_app;
grant select (id, subdomain, custom_host, demo, deleted_at) on tenants to visioncrm_platform;

-- Every change of a protected table, before and after, by whom. Append-only: the app may read and no more.
create table audit_log (
    tenant_id uuid not null default current_tenant() references tenants (id),
    id bigint generated always as identity,
    at timestamptz not null default clock_timestamp(),
    actor text,
    table_name text not null,
    row_id text,
    action text not null check (action in ('insert', 'update', 'delete')),
    before jsonb,
    after jsonb,
    primary key (tenant_id, id)
);
create index audit_log_row on audit_log (tenant_id, table_name, row_id, id);
alter table audit_log enable row level security;
alter table audit_log force row level security;
create policy own_garage on audit_log using (tenant_id = current_tenant()) with check (tenant_id = current_tenant());
grant select on audit_log to visioncrm_app;

-- One function a kind of statement: transition tables make it one insert a statement, not one a row.
-- Arguments: names of columns whose content is never copied here (sealed, hashed or huge).
create function audit_insert() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into audit_log (actor, table_name, row_id, action, after)
    select current_actor(), tg_table_name, coalesce(to_jsonb(n) ->> 'id', to_jsonb(n) ->> 'tenant_id'), 'insert',
           jsonb_strip_nulls(to_jsonb(n)) - tg_argv[0]::text[] - 'tenant_id' - 'id'
    from new_rows n;
    return null;
end $$;

create function audit_update() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    -- Only what differs, so that the log says what was changed and not what there is.
    insert into audit_log (actor, table_name, row_id, action, before, after)
    select current_actor(), tg_table_name, coalesce(o.row ->> 'id', o.row ->> 'tenant_id'), 'update', d.before, d.after
    from (select to_jsonb(r) as row from old_rows r) o
    join (select to_jsonb(r) as row from new_rows r) n
      on coalesce(o.row ->> 'id', o.row ->> 'tenant_id') = coalesce(n.row ->> 'id', n.row ->> 'tenant_id')
    cross join lateral (
        select jsonb_object_agg(k, case when k = any (tg_argv[0]::text[]) then '"…"'::jsonb else o.row -> k end) as before,
               jsonb_object_agg(k, case when k = any (tg_argv[0]::text[]) then '"…"'::jsonb else n.row -> k end) as after
        from jsonb_object_keys(n.row) k
        where n.row -> k is distinct from o.row -> k and k not in ('version', 'updated_at')
    ) d
    where d.after is not null;
    return null;
end $$;

create function audit_delete() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    insert into audit_log (actor, table_name, row_id, action, before)
    select current_actor(), tg_table_name, coalesce(to_jsonb(o) ->> 'id', to_jsonb(o) ->> 'tenant_id'), 'delete',
           jsonb_strip_nulls(to_jsonb(o)) - tg_argv[0]::text[] - 'tenant_id' - 'id'
    from old_rows o;
    return null;
end $$;

create function touch() returns trigger language plpgsql as $$
begin
    new.version := old.version + 1;
    new.updated_at := now();
    return new;
end $$;

create function refuse_change() returns trigger language plpgsql as $$
begin
    raise exception 'rows of % are never changed', tg_table_name using errcode = 'VC001';
end $$;

-- Everything a garage's table needs. `secret`: columns kept out of the audit log. `kind`: 'noun' may be changed by the
-- app; 'journal' is append-only, and carries no version.
create function protect(_table regclass, secret text[] default '{}', kind text default 'noun', audited boolean default true)
    returns void language plpgsql as $$
begin
    execute format('alter table %s alter column tenant_id set default current_tenant()', _table);
    execute format('alter table %s enable row level security', _table);
    execute format('alter table %s force row level security', _table);
    execute format('create policy own_garage on %s using (tenant_id = current_tenant()) with check (tenant_id = current_tenant())', _table);
    if kind = 'journal' then
        execute format('grant select, insert on %s to visioncrm_app', _table);
        execute format('create trigger never_changed before update or delete or truncate on %s for each statement execute function refuse_change()', _table);
    else
        execute format('alter table %s add column version integer not null default 1, add column created_at timestamptz not null default now(), add column updated_at timestamptz not null default now(), add column deleted_at timestamptz', _table);
        execute format('grant select, insert, update, delete on %s to visioncrm_app', _table);
        execute format('create trigger touch before update on %s for each row execute function touch()', _table);
    end if;
    if audited then
        execute format('create trigger audit_insert after insert on %s referencing new table as new_rows for each statement execute function audit_insert(%L)', _table, secret);
        if kind <> 'journal' then
            execute format('create trigger audit_update after update on %s referencing old table as old_rows new table as new_rows for each statement execute function audit_update(%L)', _table, secret);
            execute format('create trigger audit_delete after delete on %s referencing old table as old_rows for each statement execute function audit_delete(%L)', _table, secret);
        end if;
    end if;
end $$;

-- Which keys have sealed this database: a start with other keys is refused.
create table key_fingerprints (
    key_id text primary key,
    fingerprint bytea not null,
    noted_at timestamptz not null default now()
);
grant select, insert on key_fingerprints to visioncrm_app;

create table garage_keys (
    tenant_id uuid primary key references tenants (id),
    master_key_id text not null,
    wrapped bytea not null
);
select protect('garage_keys', '{wrapped}');

-- Host -> garage: the only questions asked before a garage is known.
create function tenant_of_subdomain(_subdomain text) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select id from tenants where subdomain = _subdomain and deleted_at is null;
    end;
create function tenant_of_host(_host text) returns uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select id from tenants where custom_host = _host and deleted_at is null;
    end;
-- The garage of a machine that serves one only; null when there are none or several.
create function only_tenant() returns uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select case when count(*) = 1 then (array_agg(id))[1] end from tenants where deleted_at is null;
    end;
create function count_tenants() returns bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select count(*) from tenants where deleted_at is null;
    end;
-- Fan-out of schedules, one page at a time.
create function tenants_after(_after uuid, _limit integer) returns setof uuid
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select id from tenants where deleted_at is null and (_after is null or id > _after) order by id limit _limit;
    end;

do $$
declare f text;
begin
    foreach f in array array['tenant_of_subdomain(text)', 'tenant_of_host(text)', 'only_tenant()', 'count_tenants()', 'tenants_after(uuid, integer)'] loop
        execute format('alter function %s owner to visioncrm_platform', f);
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to visioncrm_app', f);
    end loop;
end $$;
