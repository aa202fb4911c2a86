-- Customers of a garage. Names, e-mail and phone stay searchable in clear under row security; addresses are sealed.
create table contacts (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    kind text not null check (kind in ('particulier', 'professionnel', 'administration')),
    civility text not null default '' check (civility in ('', 'mme', 'm')),
    first_name text not null default '' check (length(first_name) <= 80),
    last_name text not null default '' check (length(last_name) <= 80),
    company text not null default '' check (length(company) <= 120),
    siren text check (siren ~ '^[0-9]{9}$'),
    siret text check (siret ~ '^[0-9]{14}$'),
    vat_number text,
    service_code text,
    email text,
    email_key text,
    phone text,
    -- E.164.
    phone_key text,
    lang text not null default 'fr' check (lang in ('fr', 'en')),
    address_sealed bytea,
    notes text not null default '' check (length(notes) <= 5000),
    -- Last name first, without accents, in lower case: order of lists and search by beginning.
    name_key text not null,
    -- All that the search box finds, normalised: names, company, e-mail, phone in its writings.
    search_text text not null,
    last_contact_on date,
    primary key (tenant_id, id),
    check (last_name <> '' or company <> ''),
    check (kind = 'particulier' or company <> '')
);
create index contacts_by_email on contacts (tenant_id, email_key) where email_key is not null;
create index contacts_by_phone on contacts (tenant_id, phone_key) where phone_key is not null;
create index contacts_by_siren on contacts (tenant_id, siren) where siren is not null;
select protect('contacts', '{address_sealed,search_text,name_key}');
create index contacts_search on contacts using gin (tenant_id, search_text gin_trgm_ops) where deleted_at is null;
create index contacts_by_name on contacts (tenant_id, name_key, id) where deleted_at is null;
