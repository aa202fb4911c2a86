-- A program asks for the contacts of one kind, by name: without this, a garage with few administrations is read whole.
create index contacts_by_kind on contacts (tenant_id, kind, name_key, id) where deleted_at is null;
