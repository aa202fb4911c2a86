-- "Envoyer de nouveau" on the thing itself is "réessayer" of its job: a second job beside the one that was given up would
-- leave that one on the page of jobs for ever. The newest is tried again, older ones about the same are done with.
-- False when there is none.
create function retry_garage_job_about(_kind text, _subject text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare newest text;
begin
    select j.id into newest
    from apalis.jobs j
    where j.metadata -> 'tenant' = current_tenant()::text and j.status in ('Failed', 'Killed')
      and j.metadata -> 'kind' = _kind and j.metadata -> 'subject' = _subject
    order by j.run_at desc
    limit 1;
    if newest is null then
        return false;
    end if;
    update apalis.jobs j
    set status = 'Done', done_at = now()
    where j.metadata -> 'tenant' = current_tenant()::text and j.status in ('Failed', 'Killed')
      and j.metadata -> 'kind' = _kind and j.metadata -> 'subject' = _subject and j.id <> newest;
    return retry_garage_job(newest);
end $$;
alter function retry_garage_job_about(text, text) owner to visioncrm_worker;
revoke all on function retry_garage_job_about(text, text) from public;
grant execute on function retry_garage_job_about(text, text) to visioncrm_app;
