-- Between the two steps of signing in: whose machine it is, as said with the first.
alter table pending_proofs add column shared boolean not null default false;
