-- People as the database knows them: a copy of the table's PROFILE items, kept by the function `activity`.
-- `version` is the item's: it orders the changes, which may arrive late or twice.
create table users (
    id          text primary key,
    email       text not null,
    name        text not null,
    timezone    text not null,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    version     bigint not null
);

grant select, insert, update on users to daybook_application;
