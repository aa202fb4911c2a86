-- What a program may do with its token. Those there are keep what they had: all that the API has operations for.
alter table api_tokens add column scopes text[] not null default '{}';
alter table api_tokens no force row level security, disable trigger user;
update api_tokens set scopes = array['contacts:read', 'contacts:write', 'contacts:delete', 'contacts:import',
    'vehicles:read', 'vehicles:upkeep', 'vehicles:write', 'scans:read', 'scans:write', 'invoices:read'];
alter table api_tokens force row level security, enable trigger user;
