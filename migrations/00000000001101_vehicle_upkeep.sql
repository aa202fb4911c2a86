-- Contrôle technique: what a person typed (inspection_due_on, of 310), what is known of the last one, and what follows
-- of both by the rule of crm/vehicles/inspection.rs, in a column of its own so that a list may ask for it.
alter table vehicles
    add column inspection_regime text not null default 'usual' check (inspection_regime in ('usual', 'yearly', 'collection')),
    add column inspected_on date,
    add column inspection_result text not null default 'favorable' check (inspection_result in ('favorable', 'major', 'critical')),
    add column inspection_next_on date,
    add column warranty text not null default 'none' check (warranty in ('none', 'maker', 'garage')),
    add column warranty_until date,
    add column warranty_km integer check (warranty_km between 0 and 5000000),
    -- The gravest recall not yet done, for lists: the recalls themselves are in vehicle_recalls.
    add column recall text not null default 'none' check (recall in ('none', 'open', 'stop_drive'));

-- Nothing is known yet of the last inspection, so the rule says: what was typed, or the fourth anniversary of the first
-- registration for a car or a van. The same day as chrono gives: both end February on its last day.
alter table vehicles no force row level security, disable trigger user;
update vehicles
set inspection_next_on = coalesce(inspection_due_on, (first_registered_on + interval '4 years')::date)
where inspection_due_on is not null or (first_registered_on is not null and genre in ('', 'VP', 'CTTE'));
alter table vehicles force row level security, enable trigger user;
create index vehicles_inspection on vehicles (tenant_id, inspection_next_on) where deleted_at is null;

create table vehicle_recalls (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    vehicle_id uuid not null,
    label text not null check (length(label) between 1 and 200),
    -- The maker asks not to drive (Takata airbags): a critical defect at the inspection while it is not done.
    stop_drive boolean not null default false,
    noted_on date not null,
    done_on date check (done_on >= noted_on),
    primary key (tenant_id, id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id) on delete cascade
);
create index vehicle_recalls_vehicle on vehicle_recalls (tenant_id, vehicle_id, noted_on desc);
select protect('vehicle_recalls');
