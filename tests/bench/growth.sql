-- One garage of $SIZE customers, each with a vehicle: names by the frequency they have in France, roughly.
set session_replication_role = replica;
set synchronous_commit = off;
create temporary table place as
select n, ('01900000-' || lpad(to_hex(n / 65536), 4, '0') || '-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid as id,
       (array['Martin','Bernard','Thomas','Petit','Robert','Richard','Durand','Dubois','Moreau','Laurent'])[(1 + (n * 7919 % 40) % 10)::int] as common,
       n * 7919 % 40 < 10 as is_common,
       (array['Jean','Marie','Pierre','Sophie','Karim','Nathalie','Luc','Chantal','Éloïse','Marc'])[(1 + n % 10)::int] as first
from generate_series(1::bigint, $SIZE) n;
create temporary table person as
select *, case when n = 777 then 'Zwickelmann' when is_common then common else initcap(translate(to_hex(n * 2654435761), '0123456789abcdef', 'bacedoflimunpers')) end as last from place;
insert into contacts (tenant_id, id, kind, first_name, last_name, email, email_key, phone, phone_key, name_key, search_text, last_contact_on, created_at)
select '$GARAGE', id, 'particulier', first, last, 'client' || n || '@client.test', 'client' || n || '@client.test',
       '+3360' || lpad(n::text, 7, '0'), '+3360' || lpad(n::text, 7, '0'), lower(last) || ' ' || translate(lower(first), 'éï', 'ei'),
       ' ' || lower(last) || ' ' || translate(lower(first), 'éï', 'ei') || ' client' || n || '@client.test 060' || lpad(n::text, 7, '0'),
       current_date - (n * 31 % 900)::int, now() - make_interval(mins => n::int)
from person;
insert into vehicles (tenant_id, id, owner_id, plate, plate_key, vin, make, model, energy, first_registered_on, inspection_next_on, search_text, created_at)
select '$GARAGE', id, id, 'AA-' || n || '-AA', 'AA' || n || 'AA', 'VF1RJA' || lpad(n::text, 11, '0'),
       case when n % 50 = 0 then 'TESLA' else 'RENAULT' end, 'CLIO', case when n % 50 = 0 then 'EL' else 'GO' end,
       current_date - (n % 7000)::int, current_date + (n * 13 % 730 - 30)::int,
       ' aa' || n || 'aa vf1rja' || lpad(n::text, 11, '0') || case when n % 50 = 0 then ' tesla' else ' renault' end || ' clio', now()
from person;
insert into vehicle_owners (tenant_id, id, vehicle_id, owner_id) select '$GARAGE', id, id, id from person;
insert into tags (tenant_id, id, name, key) values
    ('$GARAGE', '01900000-0000-7000-8000-000000000001', 'Rare', 'rare'), ('$GARAGE', '01900000-0000-7000-8000-000000000002', 'Un sur deux', 'un sur deux');
insert into contact_tags (tenant_id, contact_id, tag_id) select '$GARAGE', id, '01900000-0000-7000-8000-000000000001' from person where n % 100 = 0;
insert into contact_tags (tenant_id, contact_id, tag_id) select '$GARAGE', id, '01900000-0000-7000-8000-000000000002' from person where n % 2 = 0;
drop table person, place;
set session_replication_role = origin;
analyze contacts;
analyze vehicles;
analyze contact_tags;
