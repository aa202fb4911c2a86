-- The first page adds up what is open and what is late: from the index alone.
drop index invoice_accounts_open;
create index invoice_accounts_open on invoice_accounts (tenant_id, due_on) include (balance_cents) where balance_cents > 0;
