-- The second step of signing in. Nothing here is in the audit log: a step is noted at each use, and what is set up or
-- taken away is in the journal of security.

-- The secret of an authenticator application, sealed. A new one waits beside the one in force until a code confirms it.
create table totps (
    tenant_id uuid not null references tenants (id),
    user_id uuid not null,
    sealed bytea,
    next_sealed bytea,
    confirmed_at timestamptz,
    -- The last step of time whose code was accepted: no code of it, nor of an earlier one, counts again.
    last_step bigint not null default 0,
    primary key (tenant_id, user_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select protect('totps', audited => false);

-- Codes for the day the telephone is lost: kept as a keyed hash, each good once.
create table recovery_codes (
    tenant_id uuid not null references tenants (id),
    user_id uuid not null,
    code_hash bytea not null,
    used_at timestamptz,
    primary key (tenant_id, user_id, code_hash),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select protect('recovery_codes', audited => false);

-- Somebody has shown the first proof and owes the second: not a session, it opens the page of the code and no other.
create table pending_proofs (
    tenant_id uuid not null references tenants (id),
    -- SHA-256 of the browser's cookie.
    token_hash bytea not null,
    user_id uuid not null,
    -- Of the person when the first proof was given: a changed password or role makes this worth nothing.
    user_version integer not null,
    next text not null,
    expires_at timestamptz not null,
    primary key (tenant_id, token_hash),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index pending_proofs_user on pending_proofs (tenant_id, user_id);
select protect('pending_proofs', audited => false);

-- Who must have a second step.
alter table garages add column second_step text not null default 'nobody'
    check (second_step in ('nobody', 'owners', 'everybody'));

-- When the person last showed who he is: what protects an account is changed only shortly after.
alter table sessions add column proved_at timestamptz not null default now();
