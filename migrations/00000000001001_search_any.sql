-- Some of the contacts that words find, in no order: fewer than `max_rows`, and they are all of them. A list that is
-- filtered and sorted otherwise asks this first.
create function search_contacts_any(patterns text[], max_rows integer) returns setof uuid
    language plpgsql stable security definer set search_path = public, pg_temp as $$
begin
    return query
    select m.id from contacts m
    where m.tenant_id = current_tenant() and m.deleted_at is null
      and m.search_text like patterns[1] and m.search_text like all (patterns)
    union all
    select v.owner_id from vehicles v
    where v.tenant_id = current_tenant() and v.deleted_at is null and v.owner_id is not null
      and v.search_text like patterns[1] and v.search_text like all (patterns)
    limit max_rows;
end $$;
alter function search_contacts_any(text[], integer) owner to visioncrm_search;
revoke all on function search_contacts_any(text[], integer) from public;
grant execute on function search_contacts_any(text[], integer) to visioncrm_app;
drop function search_contacts_page(text[], text, text, uuid, integer);
