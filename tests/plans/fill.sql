-- One garage that has worked for years ($BIG) beside twenty smaller ones, as a garage's own tables would hold it.
-- Triggers are off: the audit log is filled by itself below, and rows come as they would be after years.
set session_replication_role = replica;
set synchronous_commit = off;

create function pg_temp.uid(n bigint) returns uuid language sql immutable
    return ('01900000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid;

insert into tenants (id, subdomain)
select pg_temp.uid(n), 'small-' || n from generate_series(1, 20) n;

create temporary table places as
select t.id as tenant, n, pg_temp.uid(n) as id,
       current_date - ((20000 - n) / 20)::int as day, now() - make_interval(mins => (20000 - n) * 60) as at
from tenants t cross join lateral generate_series(1, case when t.id = '$BIG' then 20000 else 500 end) n
where t.id = '$BIG' or t.subdomain like 'small-%';
analyze places;

insert into contacts (tenant_id, id, kind, first_name, last_name, email, email_key, phone, phone_key, name_key, search_text, created_at)
select tenant, id, 'particulier', 'Jean', 'Nom' || n, 'nom' || n || '@client.test', 'nom' || n || '@client.test',
       '+336' || lpad(n::text, 8, '0'), '+336' || lpad(n::text, 8, '0'), 'nom' || n || ' jean',
       'nom' || n || ' jean nom' || n || '@client.test 06' || lpad(n::text, 8, '0'), at
from places;
insert into vehicles (tenant_id, id, owner_id, plate, plate_key, vin, make, model, search_text, created_at)
select tenant, id, id, 'AA-' || n || '-BB', 'AA' || n || 'BB', 'VF1' || lpad(n::text, 14, '0'), 'RENAULT', 'CLIO',
       'aa' || n || 'bb vf1' || lpad(n::text, 14, '0') || ' renault clio', at
from places;
-- Two tags: one that every second customer has, one that a hundred have; a field of the garage's own.
insert into tags (tenant_id, id, name, key) select id, pg_temp.uid(1), 'Rare', 'rare' from tenants;
insert into tags (tenant_id, id, name, key) select id, pg_temp.uid(2), 'Un sur deux', 'un sur deux' from tenants;
insert into contact_tags (tenant_id, contact_id, tag_id) select tenant, id, pg_temp.uid(1) from places where n % 200 = 0;
insert into contact_tags (tenant_id, contact_id, tag_id) select tenant, id, pg_temp.uid(2) from places where n % 2 = 0;
insert into custom_fields (tenant_id, id, name, key, kind) select id, pg_temp.uid(1), 'Club', 'club', 'text' from tenants;
insert into contact_values (tenant_id, id, contact_id, field_id, shown, key)
select tenant, id, id, pg_temp.uid(1), 'x', case when n % 400 = 0 then 'rare' else 'autre' end from places;
insert into contact_reaches (tenant_id, id, contact_id, kind, position, shown, key)
select tenant, id, id, 'phone', 1, '0700000000', '+337' || lpad(n::text, 8, '0') from places;
insert into consents (tenant_id, id, contact_id, purpose, given, said_at, source)
select tenant, id, id, 'email_offers', true, at, 'counter' from places;
insert into batches (tenant_id, id, act, selection, state) select id, pg_temp.uid(1), 'tag', '{}', 'done' from tenants;
insert into batch_items (tenant_id, batch_id, contact_id) select tenant, pg_temp.uid(1), id from places;
insert into vehicle_owners (tenant_id, id, vehicle_id, owner_id) select tenant, id, id, id from places;
insert into vehicle_owners (tenant_id, id, vehicle_id, owner_id, since, until)
select tenant, pg_temp.uid(n + 50000), id, pg_temp.uid(greatest(n - 1, 1)), day - 900, day - 300 from places where n % 3 = 0;
insert into vehicle_files (tenant_id, id, vehicle_id, kind, state, file_id, shown_file_id, created_at)
select tenant, id, id, 'photo', 'ready', id, id, at from places;
insert into vehicle_recalls (tenant_id, id, vehicle_id, label, noted_on) select tenant, id, id, 'Airbag', day from places where n % 10 = 0;
insert into merges (tenant_id, id, kept_id, gone_id, moved, before_sealed, merged_at)
select tenant, id, id, pg_temp.uid(n - 1), '{}', '\x00', at from places where n % 20 = 0;
insert into duplicate_dues (tenant_id, contact_id) select tenant, id from places where n % 50 = 0;
insert into duplicate_pairs (tenant_id, id, contact_a, contact_b, score, reasons, state)
select tenant, id, id, pg_temp.uid(n + 1), 40 + n % 60, '{phone}', case when n % 10 = 1 then 'open' else 'dismissed' end
from places where n % 2 = 1;
insert into mileage_readings (tenant_id, id, vehicle_id, km, read_on, source) select tenant, id, id, n, day, 'reception' from places;
insert into activities (tenant_id, id, kind, contact_id, vehicle_id, happened_at)
select tenant, id, 'note', id, id, at from places;
insert into api_tokens (tenant_id, id, name, token_hash) select id, id, 'Site web', sha256(id::text::bytea) from tenants;
insert into api_replies (tenant_id, token_id, key_hash, fingerprint, answer_sealed, at)
select tenant, tenant, sha256(n::text::bytea), '\x00', '\x00', at from places;
insert into repair_orders (tenant_id, id, number, contact_id, vehicle_id, state, opened_at, done_on)
select tenant, id, 'OR-2026-' || lpad(n::text, 6, '0'), id, id, case when n % 400 = 0 then 'open' else 'done' end, at,
       case when n % 400 = 0 then null else day end
from places;
insert into quotes (tenant_id, id, number, contact_id, vehicle_id, repair_order_id, state, entry, valid_until, gross_cents,
                    accepted_cents, issued_on, sent_at, token_hash, snapshot_sealed, created_at, invoiced)
select tenant, id, 'DE-2026-' || lpad(n::text, 6, '0'), id, id, id, case when n % 200 = 0 then 'sent' else 'answered' end, 'ttc',
       day + 30, 12000, 12000, day, at, sha256(n::text::bytea), '\x00', at, n % 400 > 0
from places;
insert into quote_lines (tenant_id, id, quote_id, position, kind, nature, label, quantity, unit, unit_price, vat_rate)
select tenant, pg_temp.uid(n * 2 + k), id, k, 'part', 'goods', 'Pièce', 1, 'piece', 10, 2000 from places, generate_series(0, 1) k;
insert into approvals (tenant_id, id, quote_id, answered_at, signer_name, conditions_accepted, document_sha256, lines, address_hash)
select tenant, id, id, at, 'Jean', true, '\x00', '[]', '\x00' from places;
insert into deferred_works (tenant_id, id, vehicle_id, contact_id, quote_id, label, reason, noted_on)
select tenant, id, id, id, id, 'Balais', 'refused', day from places;
insert into files (tenant_id, id, kind, name, content_type, size, sha256, sealed, created_at)
select tenant, id, 'invoice', 'f.pdf', 'application/pdf', 1, '\x00', '\x00', at from places;
insert into invoices (tenant_id, id, kind, number, contact_id, vehicle_id, repair_order_id, quote_id, entry, net_cents, gross_cents,
                      issued_on, due_on, sealed_at, buyer_name, snapshot_sealed, snapshot_sha256, created_at)
select tenant, id, 'invoice', case when n % 400 > 0 then 'FA-2026-' || lpad(n::text, 6, '0') end, id, id, id, id, 'ttc', 10000, 12000,
       case when n % 400 > 0 then day end, day, case when n % 400 > 0 then at end, 'Jean Nom' || n, '\x00', '\x00', at
from places;
insert into invoice_lines (tenant_id, id, invoice_id, position, kind, nature, label, quantity, unit, unit_price, vat_rate)
select tenant, pg_temp.uid(n * 2 + k), id, k, 'part', 'goods', 'Pièce', 1, 'piece', 10, 2000 from places, generate_series(0, 1) k;
insert into invoice_accounts (tenant_id, id, gross_cents, paid_cents, due_on, pdf_file_id)
select tenant, id, 12000, case when n % 100 = 1 then 0 else 12000 end, day, id from places where n % 400 > 0;
insert into payments (tenant_id, id, invoice_id, kind, method, amount_cents, received_on, recorded_at)
select tenant, id, id, 'payment', 'card', 12000, day, at from places where n % 400 > 0;
insert into fiscal_events (tenant_id, seq, kind, occurred_at, business_date, software, test_mode, payload, key_id, previous_hmac, hmac)
select tenant, n, 'invoice_issued', at, day, '1', false, '{}', 'f1', '\x00', '\x00' from places;
insert into scans (tenant_id, id, state, file_id, created_at) select tenant, id, case when n % 400 = 0 then 'read' else 'adopted' end, id, at from places;
insert into messages (tenant_id, id, channel, kind, once_key, contact_id, recipient, subject, body_sealed, state, created_at)
select tenant, id, 'email', 'invoice', 'invoice:' || n, id, 'a@b.test', 'Facture', '\x00', 'sent', at from places;
insert into message_files (tenant_id, message_id, file_id, name) select tenant, id, id, 'f.pdf' from places;
insert into once_keys (tenant_id, key, location, at) select tenant, id, '/', at from places;
insert into sessions (tenant_id, token_hash, user_id, signed_in_at, seen_at, expires_at)
select tenant, sha256(n::text::bytea), id, at, at, at + interval '30 days' from places where n % 20 = 0;
insert into throttles (tenant_id, key, window_start, count) select tenant, 'sign-in:address:' || n, at, 1 from places where n % 20 = 0;
insert into audit_log (tenant_id, at, actor, origin, table_name, row_id, about_table, about_id, action)
    select tenant, at, 'system', 'program', 'contacts', id::text, 'contacts', id::text, 'insert' from places;
insert into security_events (tenant_id, at, kind) select tenant, at, 'signed_in' from places;
-- Done a week ago at most: what is older is cleaned away. A few failed.
insert into apalis.jobs (id, job_type, job, status, attempts, max_attempts, run_at, done_at, priority, metadata)
select '01' || lpad(upper(translate(to_hex(row_number() over ()), 'ilou', 'wxyz')), 24, '0'), case n % 2 when 0 then 'quick' else 'heavy' end,
       '{}', case when n % 1000 = 0 then 'Killed' else 'Done' end, 1, 14, at, at, 0,
       hstore(array['tenant', 'kind', 'subject'], array[tenant::text, 'send_message', ''])
from places;

drop table places;
set session_replication_role = origin;
analyze;
