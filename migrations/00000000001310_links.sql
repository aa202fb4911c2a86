-- Links that prove an e-mail: come in without a password, choose one, join the team, confirm a new address.
create table links (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    kind text not null check (kind in ('sign_in', 'password', 'invitation', 'email')),
    user_id uuid not null,
    -- The secret is derived from the garage's key, so that the job can write the letter; only its hash is kept.
    token_hash bytea not null,
    -- Keyed hash of the mark of the browser that asked.
    browser_hash bytea,
    -- The address to be confirmed, and the one it replaces.
    email text,
    old_email text,
    -- Where signing in leads.
    next text not null default '/',
    expires_at timestamptz not null,
    used_at timestamptz,
    check ((kind = 'email') = (email is not null and old_email is not null)),
    primary key (tenant_id, id),
    constraint links_token unique (tenant_id, token_hash),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index links_user on links (tenant_id, user_id, id);
create index links_old on links (tenant_id, expires_at);
select protect('links', audited => false);

-- Invited, and not yet come.
alter table users add column invited_at timestamptz;

-- `id` names a session on its page and in its forms' token, which outlive a renewed cookie. For some seconds after, the
-- cookie before still serves: what was under way with it, a double click.
alter table sessions
    add column id uuid not null default gen_random_uuid(),
    add column previous_hash bytea,
    add column renewed_at timestamptz,
    -- The caller's network, /24 or /48: enough to recognise a place, not a person.
    add column network_sealed bytea,
    add constraint sessions_id unique (tenant_id, id);
create index sessions_previous on sessions (tenant_id, previous_hash);

-- Browsers an account has come in by: another one is told to its person.
create table known_browsers (
    tenant_id uuid not null references tenants (id),
    user_id uuid not null,
    browser_hash bytea not null,
    seen_on date not null,
    primary key (tenant_id, user_id, browser_hash),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select protect('known_browsers', audited => false);

-- Letters that hold a secret of an account lose their body once they have left.
alter table messages add column erased_at timestamptz;
create index messages_to_erase on messages (tenant_id, created_at) where kind = 'account' and erased_at is null;
