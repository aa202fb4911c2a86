-- What became of a confirmed reading, by code only, never by content: what was read, and what of it was shown as sure.
-- With `corrected` (what a person changed, or typed where nothing was read) that is the reader's real accuracy.
alter table scans
    add column read_codes text[] not null default '{}',
    add column sure_codes text[] not null default '{}';
