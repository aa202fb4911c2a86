-- A garage's legal identity and habits: one row a tenant.
create table garages (
    tenant_id uuid primary key references tenants (id),
    name text not null check (length(name) between 1 and 120),
    trade_name text check (length(trade_name) between 1 and 120),
    legal_form text not null check (legal_form in ('EI', 'EURL', 'SARL', 'SAS', 'SASU', 'SA', 'SNC', 'SCOP', 'association', 'other')),
    capital_cents bigint check (capital_cents > 0),
    siret text not null check (siret ~ '^[0-9]{14}$'),
    vat_number text check (vat_number ~ '^FR[0-9A-HJ-NP-Z]{2}[0-9]{9}$'),
    rcs_town text,
    ape text check (ape ~ '^[0-9]{4}[A-Z]$'),
    street text not null,
    extra text not null default '',
    postcode text not null check (postcode ~ '^[0-9]{5}$'),
    town text not null,
    phone text not null,
    email text not null,
    iban_sealed bytea,
    bic text,
    time_zone text not null default 'Europe/Paris',
    lang text not null default 'fr' check (lang in ('fr', 'en')),
    vat_on_debits boolean not null default false,
    default_vat_rate integer not null default 2000,
    default_entry text not null default 'ttc' check (default_entry in ('ht', 'ttc')),
    seal_on_acceptance boolean not null default false,
    payment_days integer not null default 30 check (payment_days between 0 and 60),
    quote_days integer not null default 30 check (quote_days between 1 and 365),
    -- HT, euros an hour.
    labour_t1 numeric(14, 6) not null,
    labour_t2 numeric(14, 6) not null,
    labour_t3 numeric(14, 6) not null,
    labour_method text not null default 'book' check (labour_method in ('time_spent', 'book')),
    mediator_name text,
    mediator_address text,
    mediator_url text,
    insurance text,
    late_penalty_percent numeric(5, 2),
    extra_mention text
);
select protect('garages', '{iban_sealed}');

create table users (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    name text not null check (length(name) between 1 and 120),
    email text not null,
    email_key text not null,
    role text not null check (role in ('owner', 'manager', 'user')),
    lang text not null default 'fr' check (lang in ('fr', 'en')),
    password_hash text,
    primary key (tenant_id, id),
    constraint users_tenant_id_email_key unique (tenant_id, email_key)
);
select protect('users', '{password_hash}');

-- Sessions: only the SHA-256 of the cookie is kept.
create table sessions (
    tenant_id uuid not null references tenants (id),
    token_hash bytea not null,
    user_id uuid not null,
    signed_in_at timestamptz not null,
    seen_at timestamptz not null,
    expires_at timestamptz not null,
    agent text not null default '',
    address_hash bytea,
    primary key (tenant_id, token_hash),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
create index sessions_user on sessions (tenant_id, user_id);
select protect('sessions', audited => false);

-- Exact counters of attempts: by account and by address.
create table throttles (
    tenant_id uuid not null references tenants (id),
    key text not null,
    window_start timestamptz not null,
    count integer not null,
    primary key (tenant_id, key)
);
select protect('throttles', audited => false);

-- Sign-ins, failures, changes of role: kept 12 months.
create table security_events (
    tenant_id uuid not null references tenants (id),
    id bigint generated always as identity,
    at timestamptz not null,
    kind text not null,
    user_id uuid,
    actor text,
    address_hash bytea,
    primary key (tenant_id, id)
);
select protect('security_events', kind => 'journal', audited => false);

create table api_tokens (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    name text not null check (length(name) between 1 and 80),
    token_hash bytea not null,
    last_used_on date,
    expires_at timestamptz,
    primary key (tenant_id, id),
    constraint api_tokens_hash unique (tenant_id, token_hash)
);
select protect('api_tokens', '{token_hash}');

-- What a form sent twice must not do twice: its key, and where the first one led.
create table once_keys (
    tenant_id uuid not null references tenants (id),
    key uuid not null,
    location text,
    at timestamptz not null default now(),
    primary key (tenant_id, key)
);
create index once_keys_at on once_keys (tenant_id, at);
select protect('once_keys', audited => false);

-- Bytes of uploads and documents, sealed with the garage's key.
create table files (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    kind text not null check (kind in ('scan', 'scan_shown', 'scan_page', 'invoice', 'quote', 'photo', 'document')),
    name text not null,
    content_type text not null,
    size integer not null check (size >= 0),
    -- Of the plain bytes.
    sha256 bytea not null,
    sealed bytea not null,
    primary key (tenant_id, id)
);
-- Sealed bytes do not compress.
alter table files alter column sealed set storage external;
select protect('files', '{sealed}');

-- Numbers are taken at sealing, under a row lock: unique, chronological, without a gap (CGI ann. II art. 242 nonies A I-7°).
create table series (
    tenant_id uuid not null references tenants (id),
    code text not null check (code in ('FA', 'AV', 'DE', 'OR')),
    year integer not null,
    next integer not null default 1 check (next >= 1),
    last_on date,
    primary key (tenant_id, code, year)
);
select protect('series', audited => false);

-- Legal sentences as dated data: a law that changes on 1 January is a row, not a release. Shared by all garages, read-only.
create table legal_mentions (
    code text not null,
    -- Empty: for every kind of buyer.
    buyer_kind text check (buyer_kind in ('particulier', 'professionnel', 'administration')),
    valid_from date not null,
    valid_to date,
    text text not null,
    source text not null,
    unique nulls not distinct (code, buyer_kind, valid_from)
);
grant select on legal_mentions to visioncrm_app;

insert into legal_mentions (code, buyer_kind, valid_from, text, source) values
    ('recovery_fee', 'professionnel', '2013-01-01', 'Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 € (art. L441-10 et D441-5 du code de commerce).', 'C. com. L441-10 II, D441-5'),
    ('recovery_fee', 'administration', '2013-05-01', 'Indemnité forfaitaire pour frais de recouvrement en cas de retard de paiement : 40 € (art. L2192-13 et D2192-35 du code de la commande publique).', 'CCP L2192-13, D2192-35 (à confirmer)'),
    ('late_penalties_default', 'professionnel', '2009-01-01', 'Pénalités de retard exigibles sans rappel le lendemain de l’échéance, au taux directeur de la Banque centrale européenne majoré de 10 points (art. L441-10 du code de commerce).', 'C. com. L441-10 II'),
    ('late_penalties_rate', 'professionnel', '2009-01-01', 'Pénalités de retard exigibles sans rappel le lendemain de l’échéance, au taux annuel de { $rate } % (art. L441-10 du code de commerce).', 'C. com. L441-10 II'),
    ('late_penalties_default', 'administration', '2013-05-01', 'Intérêts moratoires de plein droit en cas de retard : taux directeur de la Banque centrale européenne majoré de 8 points.', 'CCP R2192-31 (à confirmer)'),
    ('payment_terms_now', null, '1993-01-01', 'Règlement comptant à réception de la facture.', 'C. com. L441-9 I'),
    ('payment_terms_days', null, '2009-01-01', 'Règlement à { $days } jours date de facture, au plus tard le { $date }.', 'C. com. L441-10 I'),
    ('early_discount', null, '1993-01-01', 'Escompte pour paiement anticipé : néant.', 'C. com. L441-9 I'),
    ('exemption_franchise', null, '1993-01-01', 'TVA non applicable, art. 293 B du CGI', 'CGI art. 293 B'),
    ('exemption_debours', null, '1979-01-01', 'Débours, art. 267 II-2° du CGI', 'CGI art. 267 II-2°'),
    ('vat_on_debits', null, '1993-01-01', 'Option pour le paiement de la taxe d’après les débits', 'CGI ann. II art. 242 nonies A I-11° bis'),
    ('category_goods', null, '1993-01-01', 'Livraison de biens', 'CGI ann. II art. 242 nonies A I-8° bis'),
    ('category_service', null, '1993-01-01', 'Prestation de services', 'CGI ann. II art. 242 nonies A I-8° bis'),
    ('category_mixed', null, '1993-01-01', 'Livraison de biens et prestation de services', 'CGI ann. II art. 242 nonies A I-8° bis'),
    ('mediator', 'particulier', '2016-01-01', 'En cas de litige, le client peut recourir gratuitement au médiateur de la consommation : { $mediator }.', 'C. conso L612-1, L616-1'),
    ('labour_time_spent', null, '1987-04-01', 'Main-d’œuvre facturée au temps passé, aux taux horaires affichés.', 'Arrêté n° 87-06/C du 27 mars 1987'),
    ('labour_book', null, '1987-04-01', 'Main-d’œuvre facturée selon le barème de temps du constructeur, aux taux horaires affichés.', 'Arrêté n° 87-06/C du 27 mars 1987'),
    ('piec', null, '2018-10-08', 'PIEC : pièce issue de l’économie circulaire.', 'Arrêté du 8 octobre 2018'),
    ('guarantee', 'particulier', '2022-01-01', 'Garantie légale de conformité de deux ans sur les biens (art. L217-3 et suivants du code de la consommation) et garantie des vices cachés (art. 1641 et suivants du code civil).', 'C. conso L217-3 ; C. civ. 1641');
