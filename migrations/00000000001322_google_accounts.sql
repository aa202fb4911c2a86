-- A colleague's account with Google, known by the identifier that never changes (`sub`), never by its e-mail.
create table google_accounts (
    tenant_id uuid not null references tenants (id),
    user_id uuid not null,
    issuer text not null,
    subject text not null check (length(subject) between 1 and 255),
    -- As Google said it on the day of the link, for the person to recognise it. Nobody is found by it.
    email_sealed bytea not null,
    linked_at timestamptz not null,
    primary key (tenant_id, user_id),
    constraint google_accounts_subject unique (tenant_id, issuer, subject),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select protect('google_accounts', audited => false);

-- Somebody was sent to Google and has not come back yet. Good once, and for ten minutes.
create table google_trips (
    tenant_id uuid not null references tenants (id),
    -- SHA-256 of `state`.
    state_hash bytea not null,
    -- The browser that left: nobody else comes back in its place.
    browser_hash bytea not null,
    -- Whose account it is to be linked with; null: signing in.
    user_id uuid,
    nonce text not null,
    -- PKCE's secret, which never leaves us before the code is redeemed.
    verifier_sealed bytea not null,
    next text not null,
    expires_at timestamptz not null,
    primary key (tenant_id, state_hash),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select protect('google_trips', audited => false);
