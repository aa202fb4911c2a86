-- What a person may ask of a garage about himself (RGPD art. 15 to 21), and what erasing him needs of the database.

create table rights_requests (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    contact_id uuid,
    kind text not null check (kind in ('access', 'portability', 'rectification', 'objection', 'erasure')),
    asked_on date not null,
    -- A month after it was asked (RGPD art. 12 § 3).
    due_on date not null,
    answered_on date,
    outcome text check (outcome in ('done', 'refused')),
    answered_by uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete set null (contact_id),
    foreign key (tenant_id, answered_by) references users (tenant_id, id) on delete set null (answered_by),
    check ((answered_on is null) = (outcome is null)),
    check (due_on >= asked_on)
);
select protect('rights_requests');
create index rights_requests_open on rights_requests (tenant_id, due_on, id) where answered_on is null;
create index rights_requests_recent on rights_requests (tenant_id, id desc);
create index rights_requests_contact on rights_requests (tenant_id, contact_id, id desc);

-- The page of who was erased stays where documents of the law's point at it, without anything of the person.
alter table contacts add column erased_at timestamptz;

-- A journal is never changed. Two things end a row of one: a person who is erased (his answers to quotes that he refused)
-- and a garage that left, both by a function of a narrow role that is for this alone (docs/security.md).
create or replace function refuse_change() returns trigger language plpgsql as $$
begin
    if tg_op = 'DELETE' and current_user = 'visioncrm_eraser' then
        return null;
    end if;
    raise exception 'rows of % are never changed', tg_table_name using errcode = 'VC001';
end $$;

-- As before (1201), and: the name beside a sealed invoice, which is there for lists, may be taken off. What was issued is
-- the snapshot, which keeps it for ten years (C. com. L123-22).
create or replace function invoices_frozen() returns trigger language plpgsql as $$
begin
    if old.sealed_at is not null then
        if current_user = 'visioncrm_platform' and tg_op = 'UPDATE'
           and to_jsonb(new) - 'contact_id' = to_jsonb(old) - 'contact_id' then
            return new;
        end if;
        if current_user = 'visioncrm_eraser' and (tg_op = 'DELETE' or to_jsonb(new) - 'buyer_name' = to_jsonb(old) - 'buyer_name') then
            return coalesce(new, old);
        end if;
        raise exception 'invoice % is sealed: issue a credit note', old.number using errcode = 'VC003';
    end if;
    return coalesce(new, old);
end $$;

create function forget_buyers(_contacts uuid[], _name text) returns setof uuid
    language sql security definer set search_path = public, pg_temp as $$
    update invoices set buyer_name = _name
    where tenant_id = current_tenant() and contact_id = any (_contacts) and buyer_name <> _name
    returning id
$$;
grant select (buyer_name), update (buyer_name) on invoices to visioncrm_eraser;

-- Answers to quotes of which nothing was ordered: no evidence of a contract.
create function forget_answers(_quotes uuid[]) returns setof uuid
    language sql security definer set search_path = public, pg_temp as $$
    delete from approvals a using quotes q
    where a.tenant_id = current_tenant() and q.tenant_id = current_tenant() and q.id = a.quote_id
      and q.id = any (_quotes) and coalesce(q.accepted_cents, 0) = 0 and not q.invoiced
    returning a.id
$$;
grant select, delete on approvals to visioncrm_eraser;
grant select (tenant_id, id, accepted_cents, invoiced) on quotes to visioncrm_eraser;

-- The audit log keeps that something was changed, when and by whom; what it was goes with the person. Only of tables that
-- hold persons: of money, roles and settings it keeps all.
create function forget_audit(_table text, _rows text[]) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare many bigint;
begin
    if _table not in ('contacts', 'contact_reaches', 'contact_values', 'consents', 'vehicles', 'mileage_readings', 'vehicle_recalls',
                      'vehicle_owners', 'vehicle_files', 'scans', 'files', 'messages', 'merges', 'quotes', 'quote_lines', 'approvals',
                      'invoices', 'repair_orders', 'deferred_works', 'rights_requests', 'users') then
        raise exception 'the audit log of % is kept', _table using errcode = 'VC001';
    end if;
    update audit_log
    set before = case when before is not null then '{}'::jsonb end, after = case when after is not null then '{}'::jsonb end
    where tenant_id = current_tenant() and table_name = _table and row_id = any (_rows);
    get diagnostics many = row_count;
    return many;
end $$;

do $$
declare f text;
begin
    foreach f in array array['forget_buyers(uuid[], text)', 'forget_answers(uuid[])'] loop
        execute format('alter function %s owner to visioncrm_eraser', f);
    end loop;
    foreach f in array array['forget_buyers(uuid[], text)', 'forget_answers(uuid[])', 'forget_audit(text, text[])'] loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to visioncrm_app', f);
    end loop;
end $$;

-- Who is erased is found by these.
create index audit_log_rows on audit_log (tenant_id, table_name, row_id);
create index messages_recipient on messages (tenant_id, recipient);
create index scans_vehicle on scans (tenant_id, vehicle_id) where vehicle_id is not null;
create index import_rows_contact on import_rows (tenant_id, contact_id) where contact_id is not null;
create index import_rows_vehicle on import_rows (tenant_id, vehicle_id) where vehicle_id is not null;
create index batch_items_contact on batch_items (tenant_id, contact_id);
create index merges_kept on merges (tenant_id, kept_id);
create index contacts_merged on contacts (tenant_id, merged_into) where merged_into is not null;
create index message_files_file on message_files (tenant_id, file_id);
create index vehicle_files_file on vehicle_files (tenant_id, file_id);
create index scans_file on scans (tenant_id, file_id);
create index scans_shown on scans (tenant_id, shown_file_id);
create index scans_page on scans (tenant_id, page_file_id);
create index vehicle_files_shown on vehicle_files (tenant_id, shown_file_id);
create index vehicle_files_thumb on vehicle_files (tenant_id, thumb_file_id);
create index vehicle_files_of on vehicle_files (tenant_id, vehicle_id);
create index invoice_accounts_pdf on invoice_accounts (tenant_id, pdf_file_id);
create index deferred_works_quote on deferred_works (tenant_id, quote_id) where quote_id is not null;
