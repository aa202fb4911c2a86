-- Two pages of one customer made one: everything that hangs on the one moves to the other, and can go back for 30 days.
alter table contacts add column merged_into uuid,
    add foreign key (tenant_id, merged_into) references contacts (tenant_id, id) on delete set null (merged_into);

create table merges (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    kept_id uuid not null,
    gone_id uuid not null,
    -- Ids of what moved, by table.
    moved jsonb not null,
    -- How both were, and what was made of them.
    before_sealed bytea not null,
    -- Once undone: what stayed where it was, because somebody changed it since.
    left_over text[] not null default '{}',
    merged_at timestamptz not null,
    undone_at timestamptz,
    user_id uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, kept_id) references contacts (tenant_id, id) on delete cascade,
    foreign key (tenant_id, gone_id) references contacts (tenant_id, id) on delete cascade,
    foreign key (tenant_id, user_id) references users (tenant_id, id) on delete set null (user_id)
);
create index merges_gone on merges (tenant_id, gone_id, id desc);
create index merges_by_age on merges (tenant_id, merged_at);
select protect('merges', '{before_sealed}');

create index scans_contact on scans (tenant_id, contact_id);
create index deferred_works_contact on deferred_works (tenant_id, contact_id);

-- Whose page a sealed invoice stands on is no part of it: what was issued is the snapshot, with the buyer as he was then
-- (docs/legal.md). So it may move with its customer, by one function of the narrow role alone, and nothing else of the
-- row may differ.
create or replace function invoices_frozen() returns trigger language plpgsql as $$
begin
    if old.sealed_at is not null then
        if tg_op = 'UPDATE' and current_user = 'visioncrm_platform'
           and to_jsonb(new) - 'contact_id' = to_jsonb(old) - 'contact_id' then
            return new;
        end if;
        raise exception 'invoice % is sealed: issue a credit note', old.number using errcode = 'VC003';
    end if;
    return coalesce(new, old);
end $$;

-- `only`: these alone; null: all that he has.
create function move_invoices(_from uuid, _to uuid, _only uuid[]) returns setof uuid
    language sql security definer set search_path = public, pg_temp as $$
    update invoices set contact_id = _to
    where tenant_id = current_tenant() and contact_id = _from and (_only is null or id = any (_only))
    returning id
$$;
grant select (tenant_id, id, contact_id), update (contact_id) on invoices to visioncrm_platform;
grant execute on function current_tenant() to visioncrm_platform;
alter function move_invoices(uuid, uuid, uuid[]) owner to visioncrm_platform;
revoke all on function move_invoices(uuid, uuid, uuid[]) from public;
grant execute on function move_invoices(uuid, uuid, uuid[]) to visioncrm_app;
