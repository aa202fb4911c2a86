-- The audit log, readable: from where each change came, and on whose page it is told.

-- `page 192.0.2.0/24`, `api 192.0.2.0/24`, `job find_duplicates`, `program` (crm/cx.rs, Origin).
create function current_origin() returns text
    language sql stable parallel safe
    return nullif(current_setting('app.origin', true), '');

-- Rows that are told on the page of another: its table, and the column that holds its id.
create function told_on(_table text) returns text[]
    language sql immutable parallel safe
    return case _table
        when 'contact_reaches' then array['contacts', 'contact_id']
        when 'contact_values' then array['contacts', 'contact_id']
        when 'consents' then array['contacts', 'contact_id']
        when 'mileage_readings' then array['vehicles', 'vehicle_id']
        when 'vehicle_owners' then array['vehicles', 'vehicle_id']
        when 'vehicle_recalls' then array['vehicles', 'vehicle_id']
        when 'vehicle_files' then array['vehicles', 'vehicle_id']
        when 'deferred_works' then array['vehicles', 'vehicle_id']
        when 'quote_lines' then array['quotes', 'quote_id']
        when 'approvals' then array['quotes', 'quote_id']
        when 'package_parts' then array['packages', 'package_id']
        when 'payments' then array['invoices', 'invoice_id']
        when 'invoice_accounts' then array['invoices', 'id']
    end;

alter table audit_log add column origin text, add column about_table text, add column about_id text;

-- The owner too is bound by row security; for this one statement it must see all.
alter table audit_log no force row level security;
-- What was written before this migration. An update holds only what differs, so its record is that of the row's birth.
update audit_log a set about_table = coalesce((told_on(a.table_name))[1], a.table_name),
    about_id = coalesce(coalesce(a.after, a.before) ->> (told_on(a.table_name))[2],
                        (select i.after ->> (told_on(i.table_name))[2] from audit_log i
                         where i.tenant_id = a.tenant_id and i.table_name = a.table_name and i.row_id = a.row_id and i.action = 'insert'
                         order by i.id limit 1),
                        a.row_id);
alter table audit_log force row level security;
alter table audit_log alter column about_table set not null;
-- A record's page, and all of them by day. The row's own index served nothing else.
drop index audit_log_row;
create index audit_log_about on audit_log (tenant_id, about_table, about_id, id);
create index audit_log_at on audit_log (tenant_id, at, id);

create or replace function audit_insert() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare on_page text[] := told_on(tg_table_name);
begin
    insert into audit_log (actor, origin, table_name, row_id, about_table, about_id, action, after)
    select current_actor(), current_origin(), tg_table_name, k.id, coalesce(on_page[1], tg_table_name),
           coalesce(n.row ->> on_page[2], k.id), 'insert', jsonb_strip_nulls(n.row) - tg_argv[0]::text[] - 'tenant_id' - 'id'
    from (select to_jsonb(r) as row from new_rows r) n
    cross join lateral (select coalesce(n.row ->> 'id', n.row ->> 'tenant_id') as id) k;
    return null;
end $$;

create or replace function audit_update() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare on_page text[] := told_on(tg_table_name);
begin
    -- Only what differs, so that the log says what was changed and not what there is.
    insert into audit_log (actor, origin, table_name, row_id, about_table, about_id, action, before, after)
    select current_actor(), current_origin(), tg_table_name, n.id, coalesce(on_page[1], tg_table_name),
           coalesce(n.row ->> on_page[2], n.id), 'update', d.before, d.after
    from (select to_jsonb(r) as row, coalesce(to_jsonb(r) ->> 'id', to_jsonb(r) ->> 'tenant_id') as id from old_rows r) o
    join (select to_jsonb(r) as row, coalesce(to_jsonb(r) ->> 'id', to_jsonb(r) ->> 'tenant_id') as id from new_rows r) n
      on o.id = n.id
    cross join lateral (
        select jsonb_object_agg(k, case when k = any (tg_argv[0]::text[]) then '"…"'::jsonb else o.row -> k end) as before,
               jsonb_object_agg(k, case when k = any (tg_argv[0]::text[]) then '"…"'::jsonb else n.row -> k end) as after
        from jsonb_object_keys(n.row) k
        where n.row -> k is distinct from o.row -> k and k not in ('version', 'updated_at')
    ) d
    where d.after is not null;
    return null;
end $$;

create or replace function audit_delete() returns trigger
    language plpgsql security definer set search_path = public, pg_temp as $$
declare on_page text[] := told_on(tg_table_name);
begin
    insert into audit_log (actor, origin, table_name, row_id, about_table, about_id, action, before)
    select current_actor(), current_origin(), tg_table_name, k.id, coalesce(on_page[1], tg_table_name),
           coalesce(o.row ->> on_page[2], k.id), 'delete', jsonb_strip_nulls(o.row) - tg_argv[0]::text[] - 'tenant_id' - 'id'
    from (select to_jsonb(r) as row from old_rows r) o
    cross join lateral (select coalesce(o.row ->> 'id', o.row ->> 'tenant_id') as id) k;
    return null;
end $$;

-- From where, also in the journal of security; and a page of it.
alter table security_events add column origin text;
create index security_events_at on security_events (tenant_id, at, id);
create index security_events_of on security_events (tenant_id, user_id, at, id);
