-- Points that have been earned, what they buy, and the orders. The functions `rewards` and `activity` write
-- here (shared/rewards/ledger.py). Nothing refers to `users`, which a person may reach later than an order does.

-- What can be ordered: everybody's things (owner ''), and of the people's own rewards those that have been
-- ordered, as they were then called and priced; people keep theirs in the DynamoDB table.
create table catalog_items (
    owner        text not null default '',
    id           text not null,
    kind         text not null check (kind in ('freeze', 'theme', 'own')),
    name         text not null,
    description  text,
    icon         text,
    price        bigint not null check (price between 1 and 100000),
    position     integer not null default 0,
    retired      boolean not null default false,
    version      bigint not null default 1,
    primary key (owner, id),
    check ((kind = 'own') = (owner <> ''))
);

insert into catalog_items (id, kind, name, description, icon, price, position) values
    ('streak-freeze', 'freeze', 'Streak freeze', 'Holds a streak over one missed day.', '❄️', 100, 1),
    ('theme-forest', 'theme', 'Forest', 'A theme in greens.', '🌲', 300, 2),
    ('theme-ocean', 'theme', 'Ocean', 'A theme in blues.', '🌊', 300, 3),
    ('theme-sunset', 'theme', 'Sunset', 'A theme in warm colours.', '🌇', 300, 4);

-- `once_item`: what a person can have only once (a theme).
create table orders (
    user_id     text not null,
    id          text not null,
    state       text not null check (state in ('placed', 'fulfilled', 'cancelled', 'refunded', 'refused')),
    reason      text,
    total       bigint not null check (total > 0),
    once_item   text,
    created_at  timestamptz not null,
    updated_at  timestamptz not null,
    primary key (user_id, id),
    check ((reason is not null) = (state = 'refused'))
);

create unique index orders_once on orders (user_id, once_item) where state in ('placed', 'fulfilled');

create table order_lines (
    user_id     text not null,
    order_id    text not null,
    line        integer not null,
    item_owner  text not null,
    item_id     text not null,
    kind        text not null,
    name        text not null,
    price       bigint not null check (price > 0),
    quantity    integer not null check (quantity between 1 and 10),
    primary key (user_id, order_id, line),
    foreign key (user_id, order_id) references orders (user_id, id),
    foreign key (item_owner, item_id) references catalog_items (owner, id)
);

-- Every movement of points, for ever: nothing is changed or removed. `source_event` tells one from all others,
-- so that none is booked twice.
create table points_ledger (
    id            bigint generated always as identity primary key,
    user_id       text not null,
    amount        bigint not null check (amount <> 0),
    kind          text not null check (kind in ('earned', 'order', 'cancelled', 'refunded')),
    source_event  text not null unique,
    order_id      text,
    booked_at     timestamptz not null default now()
);

create index points_ledger_user on points_ledger (user_id, id);

-- The sum of a person's ledger. `taken` is how much of what the table counts as earned is in it, as of that
-- count's `taken_version`; `last_taken` what the last taking brought. `version` counts the row's changes.
create table balances (
    user_id        text primary key,
    points         bigint not null default 0,
    taken          bigint not null default 0,
    taken_version  bigint not null default 0,
    last_taken     bigint not null default 0,
    version        bigint not null default 1
);

grant select, insert, update on catalog_items, orders, balances to daybook_application;
grant select, insert on order_lines, points_ledger to daybook_application;

-- The one way in which anything leaves the ledger: all of a person who is erased. It runs as its owner, who may
-- delete. How many rows there were.
create function erase_rewards(erased text) returns bigint
language sql security definer set search_path = public, pg_temp
as $$
    with ledger_gone as (delete from points_ledger where user_id = erased returning 1),
    lines_gone as (delete from order_lines where user_id = erased returning 1),
    orders_gone as (delete from orders where user_id = erased returning 1),
    items_gone as (delete from catalog_items where owner = erased and owner <> '' returning 1),
    balance_gone as (delete from balances where user_id = erased returning 1)
    select (select count(*) from ledger_gone) + (select count(*) from lines_gone)
        + (select count(*) from orders_gone) + (select count(*) from items_gone)
        + (select count(*) from balance_gone)
$$;

revoke execute on function erase_rewards(text) from public;
grant execute on function erase_rewards(text) to daybook_application;
