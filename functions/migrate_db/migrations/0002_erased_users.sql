-- Who has been erased, by the SHA-256 of their id (hexadecimal): so that a change of theirs that comes late, or
-- a restored backup, does not bring them back. The id is random, and cannot be told from its hash.
create table erased_users (
    id_hash    text primary key,
    erased_at  timestamptz not null default now()
);

grant select, insert on erased_users to daybook_application;
grant delete on users to daybook_application;
