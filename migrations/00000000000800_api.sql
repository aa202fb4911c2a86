-- What the API answered to a POST that carried an Idempotency-Key, so that the same one gets the same answer for a day.
create table api_replies (
    tenant_id uuid not null references tenants (id),
    token_id uuid not null,
    -- SHA-256: programs make keys of anything, a customer's e-mail too.
    key_hash bytea not null,
    -- SHA-256 of the operation and of what was sent.
    fingerprint bytea not null,
    answer_sealed bytea,
    at timestamptz not null,
    primary key (tenant_id, token_id, key_hash),
    foreign key (tenant_id, token_id) references api_tokens (tenant_id, id) on delete cascade
);
create index api_replies_at on api_replies (tenant_id, at);
select protect('api_replies', audited => false);

-- A page of the contacts that search_contacts finds: after a row, of one kind or of all.
grant select (kind) on contacts to visioncrm_search;
create function search_contacts_page(patterns text[], wanted_kind text, after_name text, after_id uuid, max_rows integer)
    returns setof uuid
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query
    select c.id from contacts c
    where c.tenant_id = current_tenant() and c.deleted_at is null
      and (c.name_key, c.id) > (after_name, after_id)
      and (wanted_kind is null or c.kind = wanted_kind)
      and c.id in (select m.id from contacts m
                   where m.tenant_id = current_tenant() and m.deleted_at is null
                     and m.search_text like patterns[1] and m.search_text like all (patterns)
                   union all
                   select v.owner_id from vehicles v
                   where v.tenant_id = current_tenant() and v.deleted_at is null
                     and v.search_text like patterns[1] and v.search_text like all (patterns))
    order by c.name_key, c.id
    limit max_rows;
end $$;
alter function search_contacts_page(text[], text, text, uuid, integer) owner to visioncrm_search;
revoke all on function search_contacts_page(text[], text, text, uuid, integer) from public;
grant execute on function search_contacts_page(text[], text, text, uuid, integer) to visioncrm_app;
