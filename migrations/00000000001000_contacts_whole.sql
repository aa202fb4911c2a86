-- Everything a garage knows of a customer: several ways to reach him, tags, fields of the garage's own, consents, and
-- what lists are filtered and sorted by.

alter table contacts
    -- The number under which the former software knew him.
    add column code text not null default '' check (length(code) <= 40),
    add column code_key text not null default '',
    -- How he likes to be reached.
    add column channel text not null default '' check (channel in ('', 'phone', 'sms', 'whatsapp', 'email', 'post')),
    -- An administration that pays no invoice without the number of its order (Chorus Pro, « numéro d’engagement »).
    add column order_required boolean not null default false,
    -- The addresses after the first: a list, sealed.
    add column addresses_sealed bytea,
    -- Sealed invoices that no credit note took back: how faithful he is, without counting invoices.
    add column visits integer not null default 0,
    -- For order: never seen comes before long ago.
    add column seen_key date not null generated always as (coalesce(last_contact_on, date '1900-01-01')) stored;

create index contacts_by_code on contacts (tenant_id, code_key) where code_key <> '';
create index contacts_by_age on contacts (tenant_id, created_at desc, id desc) where deleted_at is null;
create index contacts_by_seen on contacts (tenant_id, seen_key, id) where deleted_at is null;
create index contacts_by_visits on contacts (tenant_id, visits, id) where deleted_at is null and visits > 0;

-- What the program notes by itself is no change that somebody else's form must know of.
drop trigger touch on contacts;
create trigger touch before update on contacts for each row
    when (old.last_contact_on is not distinct from new.last_contact_on and old.visits = new.visits)
    execute function touch();

-- Phones and e-mails after the first, which stays in `contacts`.
create table contact_reaches (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    contact_id uuid not null,
    kind text not null check (kind in ('phone', 'email')),
    position integer not null,
    -- Whose or where: « bureau », « conjoint ».
    label text not null default '' check (length(label) <= 40),
    shown text not null check (length(shown) between 1 and 255),
    -- E.164, or the e-mail in lower case.
    key text not null,
    primary key (tenant_id, id),
    unique (tenant_id, contact_id, kind, position),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index contact_reaches_key on contact_reaches (tenant_id, key);
select protect('contact_reaches');

create table tags (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    name text not null check (length(name) between 1 and 40),
    -- Without accents, in lower case: « Fidèle » and « fidele » are one.
    key text not null,
    primary key (tenant_id, id),
    constraint tags_key unique (tenant_id, key)
);
select protect('tags');

create table contact_tags (
    tenant_id uuid not null references tenants (id),
    contact_id uuid not null,
    tag_id uuid not null,
    primary key (tenant_id, contact_id, tag_id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade,
    foreign key (tenant_id, tag_id) references tags (tenant_id, id) on delete cascade
);
create index contact_tags_tag on contact_tags (tenant_id, tag_id, contact_id);
-- Who put a tag on 100,000 customers is told by the batch that did it.
select protect('contact_tags', audited => false);

-- Fields of the garage's own.
create table custom_fields (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    name text not null check (length(name) between 1 and 60),
    key text not null,
    kind text not null check (kind in ('text', 'number', 'date', 'choice', 'yes_no')),
    choices text[] not null default '{}',
    -- Sealed, hence neither searched nor filtered.
    private boolean not null default false,
    position integer not null default 0,
    primary key (tenant_id, id),
    constraint custom_fields_key unique (tenant_id, key),
    check (kind <> 'choice' or cardinality(choices) > 0)
);
select protect('custom_fields');

-- Compared by text, whole numbers and dates: of these, Postgres uses the index under row security.
create table contact_values (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    contact_id uuid not null,
    field_id uuid not null,
    shown text not null default '' check (length(shown) <= 500),
    key text,
    -- In ten-thousandths.
    number bigint,
    day date,
    sealed bytea,
    primary key (tenant_id, id),
    constraint contact_values_once unique (tenant_id, contact_id, field_id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade,
    foreign key (tenant_id, field_id) references custom_fields (tenant_id, id) on delete cascade
);
create index contact_values_key on contact_values (tenant_id, field_id, key, contact_id) where key is not null;
create index contact_values_number on contact_values (tenant_id, field_id, number, contact_id) where number is not null;
create index contact_values_day on contact_values (tenant_id, field_id, day, contact_id) where day is not null;
select protect('contact_values', '{sealed}');

-- A list as somebody left it: its address. No owner: for the whole garage.
create table saved_views (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    name text not null check (length(name) between 1 and 60),
    query text not null check (length(query) <= 2000),
    user_id uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete cascade
);
select protect('saved_views', audited => false);

-- What a customer said he allows, each time he said it; the last word counts (RGPD art. 7 § 1: to be shown afterwards).
create table consents (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    contact_id uuid not null,
    purpose text not null check (purpose in ('email_offers', 'sms_offers', 'whatsapp')),
    given boolean not null,
    said_at timestamptz not null,
    -- How it was said: at the counter, by a form, by a link in a message.
    source text not null check (source in ('counter', 'phone', 'written', 'link', 'import')),
    actor text,
    primary key (tenant_id, id),
    foreign key (tenant_id, contact_id) references contacts (tenant_id, id) on delete cascade
);
create index consents_contact on consents (tenant_id, contact_id, purpose, said_at desc, id desc);
select protect('consents');

-- What filters ask of vehicles. Makes come as « RENAULT », « Citroën » or « CITROEN ».
alter table vehicles add column make_key text not null
    generated always as (translate(lower(make), 'àâäçéèêëîïôöùûüš-', 'aaaceeeeiioouuus ')) stored;
create index vehicles_by_make on vehicles (tenant_id, make_key, owner_id) where deleted_at is null;
create index vehicles_by_energy on vehicles (tenant_id, energy, owner_id) where deleted_at is null;
create index vehicles_by_birth on vehicles (tenant_id, first_registered_on, owner_id) where deleted_at is null;

-- What there is already. The last contact was the day of creation so far: what happened since says better.
alter table contacts no force row level security, disable trigger user;
alter table activities no force row level security;
alter table invoices no force row level security;
alter table invoice_accounts no force row level security;
update contacts c set last_contact_on = greatest(c.last_contact_on, a.day)
from (select tenant_id, contact_id, max(happened_at)::date as day from activities
      where kind in ('repair_order_opened', 'quote_sent', 'quote_answered', 'invoice_sealed', 'payment_received', 'mail_sent')
      group by tenant_id, contact_id) a
where a.tenant_id = c.tenant_id and a.contact_id = c.id;
update contacts c set visits = i.visits
from (select i.tenant_id, i.contact_id, count(*) as visits
      from invoices i join invoice_accounts a on a.tenant_id = i.tenant_id and a.id = i.id
      where i.kind = 'invoice' and i.sealed_at is not null and a.cancelled_by is null
      group by i.tenant_id, i.contact_id) i
where i.tenant_id = c.tenant_id and i.contact_id = c.id;
alter table invoice_accounts force row level security;
alter table invoices force row level security;
alter table activities force row level security;
alter table contacts force row level security, enable trigger user;
