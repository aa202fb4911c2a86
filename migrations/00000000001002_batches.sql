-- One act on many customers: tag, export, write, delete. A job goes through them some at a time; what was done to whom is
-- kept, so that it can be undone.
create table batches (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    act text not null check (act in ('tag', 'untag', 'export', 'send', 'delete')),
    -- The filter's address, the chosen ones, the left out ones.
    selection jsonb not null,
    -- The tag, the columns, the letter.
    detail jsonb not null default '{}',
    state text not null default 'waiting' check (state in ('waiting', 'running', 'done', 'undoing', 'undone')),
    total integer not null default 0,
    done integer not null default 0,
    skipped integer not null default 0,
    -- Where the job is: after this customer.
    reached uuid not null default '00000000-0000-0000-0000-000000000000',
    file_id uuid,
    user_id uuid,
    done_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, file_id) references files (tenant_id, id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete set null (user_id)
);
select protect('batches');
create index batches_recent on batches (tenant_id, id desc);

create table batch_items (
    tenant_id uuid not null references tenants (id),
    batch_id uuid not null,
    contact_id uuid not null,
    -- Null: done. Otherwise why not.
    skipped text,
    primary key (tenant_id, batch_id, contact_id),
    foreign key (tenant_id, batch_id) references batches (tenant_id, id) on delete cascade,
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
select protect('batch_items', audited => false);
create index batch_items_skipped on batch_items (tenant_id, batch_id, skipped) where skipped is not null;

alter table files drop constraint files_kind_check;
alter table files add constraint files_kind_check
    check (kind in ('scan', 'scan_shown', 'scan_page', 'invoice', 'quote', 'photo', 'document', 'export', 'import'));
