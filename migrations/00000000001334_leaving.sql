-- Who leaves: a colleague, or a whole garage. Both have 30 days to change their mind.
alter table users add column leave_on date, add column left_at timestamptz;
create index users_leaving on users (tenant_id, leave_on) where leave_on is not null;
alter table garages
    add column leave_on date,
    add column leave_asked_by uuid,
    -- It left without its archive, and said so.
    add column leave_without_archive boolean not null default false;

-- What goes with a colleague's row goes, and the row keeps a name that says nobody's: history needs an author. What he
-- signed in with, of whatever kind, is in the tables that fall with his row and in the columns that may be empty.
create function forget_user(_user uuid, _name text) returns void
    language plpgsql set search_path = public, pg_temp as $$
declare
    t record;
    empty text;
begin
    for t in
        select c.relname, a.attname
        from pg_constraint k join pg_class c on c.oid = k.conrelid
        join pg_attribute a on a.attrelid = k.conrelid and a.attnum = any (k.conkey) and a.attname <> 'tenant_id'
        where k.contype = 'f' and k.confrelid = 'users'::regclass and k.confdeltype = 'c'
    loop
        execute format('delete from %I where %I = $1', t.relname, t.attname) using _user;
    end loop;
    select string_agg(format('%I = null', a.attname), ', ') into empty
    from pg_attribute a
    where a.attrelid = 'users'::regclass and a.attnum > 0 and not a.attisdropped and not a.attnotnull and a.attgenerated = ''
      and a.attname not in ('deleted_at', 'left_at');
    execute format('update users set name = $2, email = '''', role = ''user'', email_key = id::text, left_at = now(), deleted_at = coalesce(deleted_at, now()), %s
                    where id = $1', empty) using _user, _name;
    perform forget_audit('users', array[_user::text]);
end $$;
revoke all on function forget_user(uuid, text) from public;
grant execute on function forget_user(uuid, text) to visioncrm_app;

-- The lines of what was sent or sealed never change; with the garage they go.
create or replace function quote_lines_frozen() returns trigger language plpgsql as $$
declare s text;
begin
    if tg_op = 'DELETE' and current_user = 'visioncrm_eraser' then
        return old;
    end if;
    select state into s from quotes where id = coalesce(new.quote_id, old.quote_id);
    if s is null or s = 'draft' then
        return coalesce(new, old);
    end if;
    if tg_op = 'UPDATE' and (to_jsonb(new) - '{answer,version,updated_at}'::text[]) = (to_jsonb(old) - '{answer,version,updated_at}'::text[]) then
        return new;
    end if;
    raise exception 'the lines of a quote that was sent do not change' using errcode = 'VC002';
end $$;
create or replace function invoice_lines_frozen() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_user = 'visioncrm_eraser' then
        return old;
    end if;
    if exists (select 1 from invoices i where i.id = coalesce(new.invoice_id, old.invoice_id) and i.sealed_at is not null)
       or (tg_op = 'UPDATE' and new.invoice_id <> old.invoice_id) then
        raise exception 'the lines of a sealed invoice do not change' using errcode = 'VC003';
    end if;
    return coalesce(new, old);
end $$;

-- A garage that left and whose 30 days are over loses its rows, some at a time, and its key with the last of them; then its
-- address is free. Only of the garage that the transaction is in, and only when it asked to. How many went; 0: it is gone.
create function delete_garage(_today date, _most integer) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare
    t record;
    went bigint;
    total bigint := 0;
begin
    if not exists (select from garages where tenant_id = current_tenant() and leave_on <= _today) then
        return 0;
    end if;
    for t in
        select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
        where c.relnamespace = 'public'::regnamespace and c.relkind = 'r'
          and c.relname not in ('tenants', 'garages', 'garage_keys')
        order by c.relname
    loop
        exit when total >= _most;
        begin
            execute format('delete from %I where ctid = any (array(select ctid from %I where tenant_id = $1 limit $2))', t.relname, t.relname)
                using current_tenant(), _most - total;
            get diagnostics went = row_count;
            total := total + went;
        exception when foreign_key_violation then
            null; -- what points at these goes first
        end;
    end loop;
    if total > 0 then
        return total;
    end if;
    delete from audit_log where tenant_id = current_tenant();
    delete from garages where tenant_id = current_tenant();
    -- What was sealed opens no more.
    delete from garage_keys where tenant_id = current_tenant();
    delete from audit_log where tenant_id = current_tenant();
    update tenants set deleted_at = now(), subdomain = 'left-' || left(replace(id::text, '-', ''), 32), custom_host = null
    where id = current_tenant();
    return 1;
end $$;
-- Its role may delete a garage's rows, in every table there is and will be; row security keeps it to the one garage.
do $$
declare t text;
begin
    for t in select c.relname from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id'
             where c.relnamespace = 'public'::regnamespace and c.relkind = 'r' loop
        execute format('grant select, delete on %I to visioncrm_eraser', t);
    end loop;
end $$;
alter default privileges in schema public grant select, delete on tables to visioncrm_eraser;
-- Who is to be looked at for twins is noted by triggers, in whoever's name.
grant insert on duplicate_dues to visioncrm_eraser;
grant select (id), update (deleted_at, subdomain, custom_host) on tenants to visioncrm_eraser;
alter function delete_garage(date, integer) owner to visioncrm_eraser;
revoke all on function delete_garage(date, integer) from public;
grant execute on function delete_garage(date, integer) to visioncrm_app;
