-- Passkeys of colleagues (Web Authentication). Not in the audit log, for their counters move at each use; what is added
-- or taken away is in the journal of security.
create table passkeys (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    user_id uuid not null,
    name text not null check (length(name) between 1 and 80),
    -- The host it is good for: another address of the same garage has its own.
    rp_id text not null,
    credential_id bytea not null check (length(credential_id) between 1 and 1023),
    -- As the authenticator gave it (COSE).
    public_key bytea not null,
    sign_count bigint not null,
    last_used_at timestamptz,
    -- Its counter went back: there are two of it, and neither is believed any more.
    cloned_at timestamptz,
    primary key (tenant_id, id),
    constraint passkeys_credential unique (tenant_id, credential_id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index passkeys_user on passkeys (tenant_id, user_id);
select protect('passkeys', audited => false);

-- What an authenticator is asked to sign: one for each browser and purpose, good once and for five minutes.
create table passkey_challenges (
    tenant_id uuid not null references tenants (id),
    browser_hash bytea not null,
    purpose text not null check (purpose in ('register', 'sign_in')),
    challenge bytea not null,
    expires_at timestamptz not null,
    primary key (tenant_id, browser_hash, purpose)
);
select protect('passkey_challenges', audited => false);
