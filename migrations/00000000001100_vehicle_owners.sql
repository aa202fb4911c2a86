-- Who owned a vehicle, from when to when. The last row, without an end, is who owns it now and says the same as
-- vehicles.owner_id; a row without a beginning is as far back as the garage knows.
create table vehicle_owners (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    vehicle_id uuid not null,
    -- Null: someone who is not a customer.
    owner_id uuid,
    since date,
    until date,
    primary key (tenant_id, id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id) on delete cascade,
    foreign key (tenant_id, owner_id) references contacts (tenant_id, id) on delete set null (owner_id),
    check (until >= since)
);

-- Every vehicle has an owner of today, known or not. The triggers of vehicles are not concerned: it is only read.
alter table vehicles no force row level security;
insert into vehicle_owners (tenant_id, id, vehicle_id, owner_id)
select tenant_id, gen_random_uuid(), id, owner_id from vehicles;
alter table vehicles force row level security;

create unique index vehicle_owners_now on vehicle_owners (tenant_id, vehicle_id) where until is null;
create index vehicle_owners_vehicle on vehicle_owners (tenant_id, vehicle_id, until desc);
create index vehicle_owners_former on vehicle_owners (tenant_id, owner_id, until desc) where until is not null;
select protect('vehicle_owners');
