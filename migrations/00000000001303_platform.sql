-- The platform: who runs the installation. Its people belong to no garage; their tables are the platform role's alone, and
-- what they see of garages comes through the functions below, each of which asks for a session of theirs.
alter table tenants
    add column plan text not null default 'free' check (plan in ('free', 'starter', 'pro', 'enterprise')),
    add column suspended_at timestamptz;
grant select (created_at, plan, suspended_at), update (plan, suspended_at) on tenants to visioncrm_platform;

create table platform_users (
    id uuid primary key,
    email text not null,
    email_key text not null unique,
    password_hash text not null,
    created_at timestamptz not null
);
create table platform_sessions (
    token_hash bytea primary key,
    user_id uuid not null references platform_users (id) on delete cascade,
    expires_at timestamptz not null
);
create index platform_sessions_user on platform_sessions (user_id);
create table platform_throttles (
    key text primary key,
    window_start timestamptz not null,
    count integer not null
);
grant select, insert, update, delete on platform_users, platform_sessions, platform_throttles to visioncrm_platform;

-- A garage lets the platform's people in, for a while.
create table support_grants (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    granted_by uuid,
    granted_at timestamptz not null,
    expires_at timestamptz not null check (expires_at > granted_at and expires_at <= granted_at + interval '7 days'),
    ended_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, granted_by) references users (tenant_id, id) on delete set null (granted_by)
);
create index support_grants_granted_by on support_grants (tenant_id, granted_by);
select protect('support_grants');

-- Who came, and when: a journal of its own. `entry_hash`: the key that leads from the platform's pages to the garage's, good once;
-- `session_hash`: the cookie it was exchanged for.
create table support_visits (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    grant_id uuid not null,
    who text not null,
    asked_at timestamptz not null,
    entry_hash bytea not null,
    came_at timestamptz,
    session_hash bytea,
    seen_at timestamptz,
    left_at timestamptz,
    primary key (tenant_id, id),
    foreign key (tenant_id, grant_id) references support_grants (tenant_id, id)
);
create index support_visits_grant on support_visits (tenant_id, grant_id);
create unique index support_visits_entry on support_visits (tenant_id, entry_hash);
create unique index support_visits_session on support_visits (tenant_id, session_hash);
select protect('support_visits', audited => false);

-- What the list of garages shows, and no other column.
grant select (tenant_id, name) on garages to visioncrm_platform;
grant select (tenant_id, deleted_at) on users to visioncrm_platform;
grant select (tenant_id, seen_at) on sessions to visioncrm_platform;
grant select (tenant_id, expires_at, ended_at) on support_grants to visioncrm_platform;
create policy platform on garages for select to visioncrm_platform using (true);
create policy platform on users for select to visioncrm_platform using (true);
create policy platform on sessions for select to visioncrm_platform using (true);
create policy platform on support_grants for select to visioncrm_platform using (true);

create function platform_put_user(_id uuid, _email text, _key text, _password_hash text, _now timestamptz) returns void
    language sql security definer set search_path = public, pg_temp as $$
    delete from platform_sessions where user_id = (select id from platform_users where email_key = _key);
    insert into platform_users (id, email, email_key, password_hash, created_at)
    values (_id, _email, _key, _password_hash, _now)
    on conflict (email_key) do update set password_hash = excluded.password_hash;
$$;

create function platform_count_attempt(_key text, _now timestamptz, _since timestamptz)
    returns table (count integer, window_start timestamptz)
    language sql security definer set search_path = public, pg_temp as $$
    insert into platform_throttles as t (key, window_start, count) values (_key, _now, 1)
    on conflict (key) do update
    set count = case when t.window_start < _since then 1 else t.count + 1 end,
        window_start = case when t.window_start < _since then _now else t.window_start end
    returning t.count, t.window_start
$$;

create function platform_user_of(_key text) returns table (id uuid, email text, password_hash text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select id, email, password_hash from platform_users where email_key = _key
$$;

create function platform_start_session(_user uuid, _session bytea, _now timestamptz, _expires timestamptz) returns void
    language sql security definer set search_path = public, pg_temp as $$
    delete from platform_sessions where expires_at < _now;
    insert into platform_sessions (token_hash, user_id, expires_at) values (_session, _user, _expires);
$$;

create function platform_user_in(_session bytea, _now timestamptz) returns table (id uuid, email text)
    language sql stable security definer set search_path = public, pg_temp as $$
    select u.id, u.email from platform_sessions s join platform_users u on u.id = s.user_id
    where s.token_hash = _session and s.expires_at > _now
$$;

create function platform_end_session(_session bytea) returns void
    language sql security definer set search_path = public, pg_temp as $$
    delete from platform_sessions where token_hash = _session
$$;

create function platform_garages(_session bytea, _now timestamptz)
    returns table (id uuid, subdomain text, name text, plan text, created_at timestamptz, suspended_at timestamptz,
                   users bigint, seen_at timestamptz, support_until timestamptz)
    language sql stable security definer set search_path = public, pg_temp as $$
    select t.id, t.subdomain, coalesce(g.name, ''), t.plan, t.created_at, t.suspended_at,
           (select count(*) from users u where u.tenant_id = t.id and u.deleted_at is null),
           (select max(s.seen_at) from sessions s where s.tenant_id = t.id),
           (select max(a.expires_at) from support_grants a
            where a.tenant_id = t.id and a.ended_at is null and a.expires_at > _now)
    from tenants t left join garages g on g.tenant_id = t.id
    where t.deleted_at is null and exists (select from platform_user_in(_session, _now))
    order by t.created_at desc, t.id
$$;

create function platform_set_plan(_session bytea, _now timestamptz, _garage uuid, _plan text) returns boolean
    language sql security definer set search_path = public, pg_temp as $$
    with done as (
        update tenants set plan = _plan
        where id = _garage and deleted_at is null and exists (select from platform_user_in(_session, _now))
        returning 1)
    select exists (select from done)
$$;

-- `_at`: null to resume. Nothing else of the garage is touched.
create function platform_suspend(_session bytea, _now timestamptz, _garage uuid, _at timestamptz) returns boolean
    language sql security definer set search_path = public, pg_temp as $$
    with done as (
        update tenants set suspended_at = case when _at is null then null else coalesce(suspended_at, _at) end
        where id = _garage and deleted_at is null and exists (select from platform_user_in(_session, _now))
        returning 1)
    select exists (select from done)
$$;

do $$
declare f text;
begin
    foreach f in array array[
        'platform_put_user(uuid, text, text, text, timestamptz)',
        'platform_count_attempt(text, timestamptz, timestamptz)',
        'platform_user_of(text)',
        'platform_start_session(uuid, bytea, timestamptz, timestamptz)',
        'platform_user_in(bytea, timestamptz)',
        'platform_end_session(bytea)',
        'platform_garages(bytea, timestamptz)',
        'platform_set_plan(bytea, timestamptz, uuid, text)',
        'platform_suspend(bytea, timestamptz, uuid, timestamptz)'
    ] loop
        execute format('alter function %s owner to visioncrm_platform', f);
        execute format('revoke all on function %s from public', f);
        execute format('grant execute on function %s to visioncrm_app', f);
    end loop;
end $$;
