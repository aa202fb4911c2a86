-- For how long a garage keeps what no law makes it keep. It may choose less than these, never more (CNIL).
create table retention (
    tenant_id uuid primary key references tenants (id),
    -- After the last contact.
    inactive_months integer not null default 36 check (inactive_months between 12 and 36),
    -- Pictures and readings of cartes grises.
    scan_days integer not null default 30 check (scan_days between 1 and 30),
    -- Lists exported and imported.
    list_days integer not null default 30 check (list_days between 1 and 30),
    message_months integer not null default 36 check (message_months between 6 and 36),
    security_months integer not null default 12 check (security_months between 6 and 12),
    audit_months integer not null default 36 check (audit_months between 12 and 60),
    -- When inactive customers were last listed to the garage: once a month.
    listed_on date
);
select protect('retention');

-- Customers whose time will be over: told to the garage a month before, which may keep one and say why.
create table retention_notices (
    tenant_id uuid not null references tenants (id),
    contact_id uuid not null,
    listed_on date not null,
    due_on date not null,
    kept_reason text not null default '' check (length(kept_reason) <= 200),
    kept_until date,
    kept_by uuid,
    primary key (tenant_id, contact_id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade,
    foreign key (tenant_id, kept_by) references users (tenant_id, id) on delete set null (kept_by),
    check ((kept_reason <> '') = (kept_until is not null))
);
select protect('retention_notices', audited => false);
create index retention_notices_due on retention_notices (tenant_id, due_on, contact_id);

-- The journal of security never changes; what is older than the garage keeps it goes, never what is younger than six months.
create function forget_security_events(_before timestamptz, _most integer) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare many bigint;
begin
    delete from security_events e
    where e.tenant_id = current_tenant() and e.id in (
        select s.id from security_events s
        where s.tenant_id = current_tenant() and s.at < least(_before, now() - interval '6 months')
        order by s.at limit _most);
    get diagnostics many = row_count;
    return many;
end $$;
grant select, delete on security_events to visioncrm_eraser;
alter function forget_security_events(timestamptz, integer) owner to visioncrm_eraser;

-- Of the audit log, never what is younger than a year.
create function forget_old_audit(_before timestamptz, _most integer) returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare many bigint;
begin
    delete from audit_log a
    where a.tenant_id = current_tenant() and a.id in (
        select l.id from audit_log l
        where l.tenant_id = current_tenant() and l.at < least(_before, now() - interval '1 year')
        order by l.id limit _most);
    get diagnostics many = row_count;
    return many;
end $$;

do $$
declare f text;
begin
    foreach f in array array['forget_security_events(timestamptz, integer)', 'forget_old_audit(timestamptz, integer)'] loop
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to visioncrm_app', f);
    end loop;
end $$;

-- The bin, by age.
create index contacts_deleted on contacts (tenant_id, deleted_at) where deleted_at is not null;
create index vehicles_deleted on vehicles (tenant_id, deleted_at) where deleted_at is not null;
create index vehicle_files_deleted on vehicle_files (tenant_id, deleted_at) where deleted_at is not null;
create index vehicle_files_cards on vehicle_files (tenant_id, created_at) where kind = 'carte_grise';
create index activities_deleted on activities (tenant_id, deleted_at) where deleted_at is not null;
create index quotes_deleted on quotes (tenant_id, deleted_at) where deleted_at is not null;
create index invoices_deleted on invoices (tenant_id, deleted_at) where deleted_at is not null;
create index messages_age on messages (tenant_id, created_at);
create index scans_age on scans (tenant_id, updated_at) where deleted_at is null;
create index batches_files on batches (tenant_id, done_at) where file_id is not null;
