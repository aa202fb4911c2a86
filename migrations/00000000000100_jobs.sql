-- The job tables are apalis's (schema apalis, made before this file). Here: who may touch them, and the database's
-- share of the cures for apalis-postgres 1.0.0. The other share is jobs/runner.rs.

-- The app writes jobs and cannot read them back: a payload is the worker's business. `on conflict do nothing
-- returning id` needs to see the three columns.
grant usage on schema apalis to visioncrm_app, visioncrm_worker;
grant insert (id, job_type, job, status, attempts, max_attempts, run_at, priority, metadata, idempotency_key) on apalis.jobs to visioncrm_app;
grant select (id, job_type, idempotency_key) on apalis.jobs to visioncrm_app;
grant select, insert, update, delete on apalis.jobs, apalis.workers to visioncrm_worker;
grant execute on function current_tenant() to visioncrm_worker;

-- A garage writes jobs in its own name only. Not forced: apalis's migrations run as the owner.
alter table apalis.jobs enable row level security;
create policy own_garage on apalis.jobs to visioncrm_app
    using (metadata -> 'tenant' = current_tenant()::text)
    with check (metadata -> 'tenant' = current_tenant()::text);
create policy worker on apalis.jobs to visioncrm_worker using (true) with check (true);

-- One row that the worker cannot decode ends it, and the next, and the next (from_row.rs: ULID, hstore without nulls,
-- unsigned numbers). Refused at the door instead.
alter table apalis.jobs add constraint jobs_readable check (
    id ~ '^[0-7][0-9A-HJKMNP-TV-Z]{25}$'
    and metadata is not null and array_position(avals(metadata), null) is null
    and job is not null and attempts >= 0 and max_attempts between 1 and 1000 and priority between 0 and 1000
);

-- A garage's jobs, newest first.
create index jobs_of_garage on apalis.jobs ((metadata -> 'tenant'), run_at);
-- Every job leaves three dead rows behind; the fetch must not wade through a day of them.
alter table apalis.jobs set (autovacuum_vacuum_scale_factor = 0.02, autovacuum_vacuum_threshold = 500);

-- 1 s, 2 s, 4 s … up to an hour, give or take a quarter, so that what failed together does not come back together.
create function retry_pause(_failures integer) returns interval
    language sql volatile
    return make_interval(secs => least(3600, 2 ^ least(_failures, 12)) * (0.75 + random() * 0.5));

-- apalis 1.0.0: a failed job is fetched again at once (get_jobs looks at run_at, nobody moves it); a job given back
-- unstarted loses an attempt (reenqueue_abandoned.sql); one that kills its process is given back for ever
-- (reenqueue_orphaned.sql looks at no maximum).
create function jobs_guard() returns trigger language plpgsql set search_path = public, pg_temp as $$
begin
    if new.status = 'Failed' then
        if new.attempts < new.max_attempts then
            new.run_at := now() + retry_pause(new.attempts);
            new.done_at := null; -- apalis writes it after each attempt
        end if;
    elsif old.status = 'Queued' then
        new.attempts := old.attempts;
        new.done_at := null;
    elsif new.attempts >= new.max_attempts then
        new.status := 'Killed';
        new.done_at := now();
    else
        -- Its worker died with it; so that a job that kills does not kill each worker in turn, not at once either.
        new.run_at := now() + retry_pause(new.attempts - 1);
        new.done_at := null;
    end if;
    return new;
end $$;
create trigger jobs_guard before update of status on apalis.jobs for each row
    when (new.status in ('Failed', 'Pending') and old.status in ('Running', 'Queued'))
    execute function jobs_guard();

-- apalis stamps a new worker with the clock of its machine, in seconds; a slow clock makes it born dead, and its jobs
-- are taken from it.
create function workers_guard() returns trigger language plpgsql as $$
begin
    new.last_seen := now();
    return new;
end $$;
create trigger workers_guard before insert on apalis.workers for each row execute function workers_guard();

-- The last tick of each schedule: Done jobs, which carry the tick in their key, are cleaned away. No garage in it.
create table schedule_ticks (
    name text primary key,
    last_tick timestamptz not null
);
grant select, insert, update on schedule_ticks to visioncrm_worker;

-- What a garage sees of its jobs. apalis's words hide that a failed job may still be tried again.
create function job_state(_status text, _attempts integer, _max_attempts integer) returns text
    language sql immutable parallel safe
    return case
        when _status in ('Pending', 'Queued') then 'waiting'
        when _status = 'Running' then 'running'
        when _status = 'Done' then 'done'
        when _status = 'Failed' and _attempts < _max_attempts then 'retrying'
        else 'failed'
    end;

create function garage_jobs(_limit integer)
    returns table (id text, kind text, status text, attempts integer, max_attempts integer, run_at timestamptz,
                   done_at timestamptz, error text, subject text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select j.id, j.metadata -> 'kind', job_state(j.status, j.attempts, j.max_attempts), j.attempts, j.max_attempts, j.run_at,
               j.done_at, regexp_replace(j.last_result ->> 'Err', '^AbortError: ', ''), nullif(j.metadata -> 'subject', '')
        from apalis.jobs j
        where j.metadata -> 'tenant' = current_tenant()::text
        order by j.run_at desc
        limit _limit;
    end;

create function count_garage_jobs()
    returns table (waiting bigint, running bigint, retrying bigint, failed bigint)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select count(*) filter (where s.state = 'waiting'), count(*) filter (where s.state = 'running'),
               count(*) filter (where s.state = 'retrying'), count(*) filter (where s.state = 'failed')
        from (select job_state(j.status, j.attempts, j.max_attempts) as state
              from apalis.jobs j
              where j.metadata -> 'tenant' = current_tenant()::text) s;
    end;

-- By hand: a job that was given up, or that waits for its next attempt, starts now with all its attempts before it.
-- False when there is no such job (done, running, or another garage's).
create function retry_garage_job(_id text) returns boolean
    language plpgsql security definer set search_path = public, pg_temp as $$
declare lane text;
begin
    update apalis.jobs j
    set status = 'Pending', attempts = 0, run_at = now(), done_at = null, lock_by = null, lock_at = null
    where j.metadata -> 'tenant' = current_tenant()::text and j.id = _id and j.status in ('Failed', 'Killed')
    returning j.job_type into lane;
    if lane is null then
        return false;
    end if;
    perform pg_notify('apalis::job::insert', json_build_object('job_type', lane, 'id', _id)::text);
    return true;
end $$;

-- Nightly. Nothing of apalis deletes finished jobs, and its vacuum.sql names a table that is not there. A worker's row
-- can only go after its jobs (foreign key).
create function clean_jobs() returns bigint
    language plpgsql security definer set search_path = public, pg_temp as $$
declare cleaned bigint;
begin
    delete from apalis.jobs
    where (status = 'Done' and done_at < now() - interval '7 days')
       or (status in ('Killed', 'Failed') and done_at < now() - interval '90 days');
    get diagnostics cleaned = row_count;
    delete from apalis.workers w
    where w.last_seen < now() - interval '1 day' and not exists (select from apalis.jobs j where j.lock_by = w.id);
    return cleaned;
end $$;

do $$
declare f text;
begin
    foreach f in array array['garage_jobs(integer)', 'count_garage_jobs()', 'retry_garage_job(text)', 'clean_jobs()'] loop
        execute format('alter function %s owner to visioncrm_worker', f);
        execute format('revoke all on function %s from public', f);
    end loop;
end $$;
grant execute on function garage_jobs(integer), count_garage_jobs(), retry_garage_job(text) to visioncrm_app;
