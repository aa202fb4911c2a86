-- Lists brought from elsewhere. What each line became is kept, so that it can be taken back months later.
create table imports (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    name text not null check (length(name) between 1 and 200),
    file_id uuid not null,
    -- What the file turned out to be: « csv », « xlsx », « vcard », and how it was written.
    format text not null,
    encoding text not null default '',
    separator text not null default '',
    -- Header and first lines, sealed: they are customers.
    sample_sealed bytea not null,
    -- Column by column, the field it fills; empty: none.
    mapping jsonb not null default '[]',
    match_key text not null default 'code' check (match_key in ('none', 'code', 'plate', 'phone', 'email')),
    overwrite boolean not null default false,
    -- What cannot be read goes to the notes instead of refusing its line.
    keep_odd boolean not null default false,
    state text not null default 'draft' check (state in ('draft', 'checking', 'checked', 'running', 'done', 'undoing', 'undone')),
    total integer not null,
    -- Lines gone through.
    reached integer not null default 0,
    created integer not null default 0,
    updated integer not null default 0,
    unchanged integer not null default 0,
    refused integer not null default 0,
    vehicles integer not null default 0,
    -- The first lines that would be refused, and why.
    faults jsonb not null default '[]',
    user_id uuid,
    done_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, file_id) references files (tenant_id, id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete set null (user_id)
);
select protect('imports', '{sample_sealed}');
create index imports_recent on imports (tenant_id, id desc);

create table import_rows (
    tenant_id uuid not null references tenants (id),
    import_id uuid not null,
    -- Line of the file, as a person counts them.
    line integer not null,
    outcome text not null check (outcome in ('created', 'updated', 'unchanged', 'refused')),
    -- [field, why], of a refused line.
    faults jsonb,
    contact_id uuid,
    -- The customer as this import left him: changed since, he is not touched when it is undone.
    contact_version integer,
    -- The customer before, sealed.
    before_sealed bytea,
    -- A vehicle that this line made.
    vehicle_id uuid,
    undone text check (undone in ('reversed', 'kept', 'refused')),
    undone_why text,
    primary key (tenant_id, import_id, line),
    foreign key (tenant_id, import_id) references imports (tenant_id, id) on delete cascade,
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete set null (contact_id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id) on delete set null (vehicle_id)
);
select protect('import_rows', audited => false);
create index import_rows_outcome on import_rows (tenant_id, import_id, outcome, line);

-- How the columns of a file of one make were mapped, by the name a person gave it.
create table import_mappings (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    name text not null check (length(name) between 1 and 60),
    -- Key of a header -> field.
    columns jsonb not null,
    primary key (tenant_id, id),
    constraint import_mappings_name unique (tenant_id, name)
);
select protect('import_mappings');
