-- Sites whose pages may speak to the API from a browser (CORS): exactly as a browser writes an origin.
create table api_origins (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    origin text not null check (origin ~ '^https://[a-z0-9.-]+(:[0-9]{1,5})?$' and length(origin) <= 260),
    primary key (tenant_id, id),
    constraint api_origins_tenant_id_origin_key unique (tenant_id, origin)
);
select protect('api_origins');
