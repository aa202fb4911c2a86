-- Roles a garage makes for itself: a name and the permissions it is made of (`crm/policy/permission.rs` has their names;
-- a name that no longer exists there gives nothing).
create table roles (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    name text not null check (length(name) between 1 and 40),
    name_key text not null,
    permissions text[] not null check (cardinality(permissions) between 1 and 64),
    primary key (tenant_id, id),
    constraint roles_tenant_id_name_key unique (tenant_id, name_key)
);
select protect('roles');

alter table users
    drop constraint users_role_check,
    add column role_id uuid,
    add constraint users_role_check check (role in ('owner', 'manager', 'user', 'mechanic', 'accountant', 'custom')),
    add constraint users_role_id_check check ((role = 'custom') = (role_id is not null)),
    add foreign key (tenant_id, role_id) references roles (tenant_id, id);
create index users_role_id on users (tenant_id, role_id) where role_id is not null;
