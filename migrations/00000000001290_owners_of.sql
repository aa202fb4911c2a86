-- A merge moves what a customer owns and owned.
create index vehicle_owners_owner on vehicle_owners (tenant_id, owner_id);
