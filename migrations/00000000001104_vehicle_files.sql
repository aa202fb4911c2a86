-- Photos and papers of a vehicle: the original sealed, a copy without metadata to be shown, a thumbnail for the gallery.
create table vehicle_files (
    tenant_id uuid not null references tenants (id),
    id uuid not null,
    vehicle_id uuid not null,
    kind text not null check (kind in ('photo', 'carte_grise', 'inspection', 'invoice', 'other')),
    caption text not null default '' check (length(caption) <= 200),
    state text not null default 'preparing' check (state in ('preparing', 'ready', 'unreadable')),
    file_id uuid not null,
    shown_file_id uuid,
    -- Null while there is a copy to be shown: the thumbnail is then made when it is asked for.
    thumb_file_id uuid,
    primary key (tenant_id, id),
    foreign key (tenant_id, vehicle_id) references vehicles (tenant_id, id),
    foreign key (tenant_id, file_id) references files (tenant_id, id),
    foreign key (tenant_id, shown_file_id) references files (tenant_id, id),
    foreign key (tenant_id, thumb_file_id) references files (tenant_id, id),
    check (state <> 'ready' or shown_file_id is not null)
);

-- Cartes grises that became a vehicle are among its papers.
alter table scans no force row level security;
insert into vehicle_files (tenant_id, id, vehicle_id, kind, state, file_id, shown_file_id)
select tenant_id, id, vehicle_id, 'carte_grise', 'ready', file_id, shown_file_id
from scans where state = 'adopted' and vehicle_id is not null and shown_file_id is not null and deleted_at is null;
alter table scans force row level security;

select protect('vehicle_files');
create index vehicle_files_vehicle on vehicle_files (tenant_id, vehicle_id, id desc) where deleted_at is null;
