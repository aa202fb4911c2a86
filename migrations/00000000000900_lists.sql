-- What lists and the first page ask, by an index of its own: read from the plans at 20,000 rows (tests/plans.rs).

create index invoices_drafts on invoices (tenant_id, id desc) where sealed_at is null and deleted_at is null;
create index invoice_accounts_unpaid on invoice_accounts (tenant_id, id desc) where balance_cents > 0;
drop index scans_recent;
create index scans_to_finish on scans (tenant_id, id desc) where deleted_at is null and state <> 'adopted';
-- The sums of the months are read from the index alone.
drop index invoices_issued;
create index invoices_issued on invoices (tenant_id, issued_on) include (kind, net_cents) where sealed_at is not null;

-- Accepted and not yet invoiced: asked by the first page each time, which would otherwise compare all quotes with all
-- invoices. Written by the sealing.
alter table quotes add column invoiced boolean not null default false;
alter table quotes no force row level security, disable trigger user;
alter table invoices no force row level security;
update quotes q set invoiced = true
from invoices i where i.tenant_id = q.tenant_id and i.quote_id = q.id and i.sealed_at is not null;
alter table invoices force row level security;
alter table quotes force row level security, enable trigger user;
create index quotes_to_invoice on quotes (tenant_id) include (accepted_cents)
    where state = 'answered' and not invoiced and accepted_cents > 0 and deleted_at is null;

-- A garage's jobs that went wrong, without reading those that went well.
create index jobs_troubled on apalis.jobs ((metadata -> 'tenant'), run_at) where status in ('Failed', 'Killed');

-- Sorted by the garage too: under row security Postgres does not take it for one and the same, and would sort all its jobs.
create or replace function garage_jobs(_limit integer)
    returns table (id text, kind text, status text, attempts integer, max_attempts integer, run_at timestamptz,
                   done_at timestamptz, error text, subject text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select j.id, j.metadata -> 'kind', job_state(j.status, j.attempts, j.max_attempts), j.attempts, j.max_attempts, j.run_at,
               j.done_at, regexp_replace(j.last_result ->> 'Err', '^AbortError: ', ''), nullif(j.metadata -> 'subject', '')
        from apalis.jobs j
        where j.metadata -> 'tenant' = current_tenant()::text
        order by j.metadata -> 'tenant' desc, j.run_at desc
        limit _limit;
    end;
create function garage_troubled_jobs(_limit integer)
    returns table (id text, kind text, status text, attempts integer, max_attempts integer, run_at timestamptz,
                   done_at timestamptz, error text, subject text)
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select j.id, j.metadata -> 'kind', job_state(j.status, j.attempts, j.max_attempts), j.attempts, j.max_attempts, j.run_at,
               j.done_at, regexp_replace(j.last_result ->> 'Err', '^AbortError: ', ''), nullif(j.metadata -> 'subject', '')
        from apalis.jobs j
        where j.metadata -> 'tenant' = current_tenant()::text and j.status in ('Failed', 'Killed')
        order by j.metadata -> 'tenant' desc, j.run_at desc
        limit _limit;
    end;

drop function count_garage_jobs();
create function count_failed_garage_jobs() returns bigint
    language sql stable security definer set search_path = public, pg_temp
    begin atomic
        select count(*) from apalis.jobs j
        where j.metadata -> 'tenant' = current_tenant()::text and j.status in ('Failed', 'Killed')
          and job_state(j.status, j.attempts, j.max_attempts) = 'failed';
    end;

do $$
declare f text;
begin
    foreach f in array array['garage_troubled_jobs(integer)', 'count_failed_garage_jobs()'] loop
        execute format('alter function %s owner to visioncrm_worker', f);
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to visioncrm_app', f);
    end loop;
end $$;
