-- What was typed with a mistake: the contacts whose text has words much like it, the likest first. The trigram index finds
-- them; the threshold is this function's own, since a short name with two letters swapped shares few trigrams.
--
-- The parameter exists only where pg_trgm is loaded, and a session that has not used it yet may not name it.
select word_similarity('', '');
create function search_contacts_nearly(typed text, max_rows integer) returns setof uuid
    language plpgsql stable security definer
    set search_path = public, pg_temp
    set pg_trgm.word_similarity_threshold = 0.42 as $$
begin
    return query
    select c.id from contacts c
    where c.tenant_id = current_tenant() and c.deleted_at is null and typed <% c.search_text
    order by word_similarity(typed, c.search_text) desc, c.name_key, c.id
    limit max_rows;
end $$;
alter function search_contacts_nearly(text, integer) owner to visioncrm_search;
revoke all on function search_contacts_nearly(text, integer) from public;
grant execute on function search_contacts_nearly(text, integer) to visioncrm_app;
