-- A photographed carte grise and its reading. The reading holds a person's name and address: it is sealed.
create table scans (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    state text not null default 'reading' check (state in ('reading', 'read', 'unreadable', 'failed', 'adopted')),
    file_id uuid not null,
    shown_file_id uuid,
    page_file_id uuid,
    reading_sealed bytea,
    reason text,
    cpu_ms integer,
    finished_at timestamptz,
    -- Fields a person corrected, by code only: the garage's real accuracy.
    corrected text[] not null default '{}',
    contact_id uuid,
    vehicle_id uuid,
    repair_order_id uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, file_id) references files (tenant_id, id),
    foreign key (tenant_id, shown_file_id) references files (tenant_id, id),
    foreign key (tenant_id, page_file_id) references files (tenant_id, id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete set null (contact_id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id) on delete set null (vehicle_id),
    foreign key (tenant_id, repair_order_id) references repair_orders (tenant_id, id) on delete set null (repair_order_id)
);
select protect('scans', '{reading_sealed}');
create index scans_recent on scans (tenant_id, id desc) where deleted_at is null;

-- What is to leave, and what has left. Without a mail server it stays here, to be read: the garage's outbox.
create table messages (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    channel text not null check (channel in ('email')),
    -- What it is: welcome, quote, invoice…
    kind text not null,
    -- Once for each thing it is about: a job run twice writes it once.
    once_key text not null,
    contact_id uuid,
    recipient text not null,
    subject text not null,
    -- {"text", "html"}
    body_sealed bytea not null,
    state text not null default 'waiting' check (state in ('waiting', 'sent', 'kept', 'failed')),
    about text not null default '',
    sent_at timestamptz,
    trouble text,
    primary key (tenant_id, id),
    constraint messages_once unique (tenant_id, once_key),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete set null (contact_id)
);
select protect('messages', '{body_sealed}');
create index messages_recent on messages (tenant_id, id desc);
create index messages_contact on messages (tenant_id, contact_id, id desc);

create table message_files (
    tenant_id uuid not null references tenants (id),
    message_id uuid not null,
    file_id uuid not null,
    name text not null,
    primary key (tenant_id, message_id, file_id),
    foreign key (tenant_id, message_id) references messages (tenant_id, id) on delete cascade,
    foreign key (tenant_id, file_id) references files (tenant_id, id)
);
select protect('message_files', audited => false);
