-- An operation: lines that a customer orders or refuses as one, such as the labour and the parts of a forfait. Empty: a
-- line on its own.
alter table quote_lines add column operation text not null default '' check (length(operation) <= 200);
alter table invoice_lines add column operation text not null default '' check (length(operation) <= 200);
