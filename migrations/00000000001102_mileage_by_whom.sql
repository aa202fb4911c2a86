-- Who read the odometer, and readings that were wrong: struck out with a reason, never deleted.
alter table mileage_readings
    drop constraint mileage_readings_source_check,
    add constraint mileage_readings_source_check check (source in ('reception', 'manual', 'import', 'invoice', 'api')),
    add column user_id uuid,
    add column struck_at timestamptz,
    add column struck_by uuid,
    add column struck_reason text not null default '' check (length(struck_reason) <= 200),
    add foreign key (tenant_id, user_id) references users (tenant_id, id) on delete set null (user_id),
    add foreign key (tenant_id, struck_by) references users (tenant_id, id) on delete set null (struck_by),
    add check (struck_at is null or struck_reason <> '');

-- The audit log knows who wrote those there are.
alter table mileage_readings no force row level security, disable trigger user;
alter table audit_log no force row level security;
alter table users no force row level security;
update mileage_readings r set user_id = u.id
from audit_log a join users u on u.tenant_id = a.tenant_id and 'user:' || u.id = a.actor
where a.tenant_id = r.tenant_id and a.table_name = 'mileage_readings' and a.row_id = r.id::text and a.action = 'insert';
alter table users force row level security;
alter table audit_log force row level security;
alter table mileage_readings force row level security, enable trigger user;
