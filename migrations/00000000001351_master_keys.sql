-- A master key that wraps no garage's key any more can be forgotten: a start without it is then no start with wrong keys.
grant select (tenant_id, master_key_id) on garage_keys to visioncrm_platform;
create policy platform on garage_keys for select to visioncrm_platform using (true);
grant select, delete on key_fingerprints to visioncrm_platform;

create function forget_master_key(_key_id text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
begin
    if exists (select from garage_keys where master_key_id = _key_id) then
        return false;
    end if;
    delete from key_fingerprints where key_id = _key_id;
    return true;
end $$;
alter function forget_master_key(text) owner to visioncrm_platform;
revoke all on function forget_master_key(text) from public;
grant execute on function forget_master_key(text) to visioncrm_app;
