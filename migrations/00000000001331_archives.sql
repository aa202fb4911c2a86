-- Everything held on somebody, or by a garage, in one zip: made by a job in steps, kept for a while, sealed.
create table archives (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    kind text not null check (kind in ('contact', 'user', 'garage')),
    -- Whose, where it is not the garage's.
    contact_id uuid,
    user_id uuid,
    state text not null default 'waiting' check (state in ('waiting', 'running', 'ready')),
    -- Where the job is: killed anywhere, it goes on from there.
    reached jsonb not null default '{}',
    entries integer not null default 0,
    bytes bigint not null default 0,
    ready_at timestamptz,
    expires_at timestamptz,
    downloaded_at timestamptz,
    asked_by uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade,
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade,
    foreign key (tenant_id, asked_by) references users (tenant_id, id) on delete set null (asked_by),
    check ((kind = 'contact') = (contact_id is not null)),
    check ((kind = 'user') = (user_id is not null))
);
-- What its job notes of itself would never come to an end in the archive of a garage, which holds the audit log.
select protect('archives', audited => false);
create index archives_contact on archives (tenant_id, contact_id, id desc) where contact_id is not null;
create index archives_user on archives (tenant_id, user_id, id desc) where user_id is not null;
create index archives_garage on archives (tenant_id, id desc) where kind = 'garage';

-- The zip's bytes in the order of their names: what it holds, its table of contents, its end.
create table archive_parts (
    tenant_id uuid not null references tenants (id),
    archive_id uuid not null,
    place text not null check (place in ('data', 'directory', 'end')),
    n integer not null check (n >= 0),
    sealed bytea not null,
    primary key (tenant_id, archive_id, place, n),
    foreign key (tenant_id, archive_id) references archives (tenant_id, id) on delete cascade
);
alter table archive_parts alter column sealed set storage external;
select protect('archive_parts', audited => false);

-- A page of the rows of any table of a garage, in the order of its primary key, as JSON: who reads them so cannot forget
-- a column, nor a table that came later. As who calls it, hence within his garage.
create function rows_of(_table text, _after jsonb, _most integer) returns setof jsonb
    language plpgsql stable set search_path = public, pg_temp as $$
declare
    keys text;
    beyond text;
begin
    select string_agg(format('t.%I', a.attname), ', ' order by k.place),
           string_agg(format('($1 ->> %L)::%s', a.attname, format_type(a.atttypid, a.atttypmod)), ', ' order by k.place)
    into keys, beyond
    from pg_class c
    join pg_index i on i.indrelid = c.oid and i.indisprimary
    cross join lateral unnest(i.indkey::smallint[]) with ordinality as k (attnum, place)
    join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
    where c.relnamespace = 'public'::regnamespace and c.relname = _table;
    if keys is null then
        raise exception 'no such table' using errcode = '42P01';
    end if;
    if _after is null then
        return query execute format('select to_jsonb(t) from %I t order by %s limit $1', _table, keys) using _most;
    else
        return query execute format('select to_jsonb(t) from %I t where (%s) > (%s) order by %s limit $2', _table, keys, beyond, keys)
            using _after, _most;
    end if;
end $$;

-- The same of those whose column names one of these.
create function rows_about(_table text, _column text, _ids uuid[], _most integer) returns setof jsonb
    language plpgsql stable set search_path = public, pg_temp as $$
begin
    return query execute format('select to_jsonb(t) from %I t where t.%I = any ($1) limit $2', _table, _column) using _ids, _most;
end $$;
revoke all on function rows_of(text, jsonb, integer), rows_about(text, text, uuid[], integer) from public;
grant execute on function rows_of(text, jsonb, integer), rows_about(text, text, uuid[], integer) to visioncrm_app;
