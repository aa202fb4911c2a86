-- Travaux à prévoir written by hand: by when, or at which reading of the odometer.
alter table deferred_works
    add column due_on date,
    add column due_km integer check (due_km between 0 and 5000000),
    add column notes text not null default '' check (length(notes) <= 1000);
create index deferred_works_open on deferred_works (tenant_id, vehicle_id, noted_on desc)
    where done_on is null and deleted_at is null;
