"""The ledger's SQL. `:name` is a parameter of shared.database."""

from __future__ import annotations

_NOT_ERASED = """not exists (
    select from erased_users where id_hash = encode(sha256(convert_to(cast(:user as text), 'UTF8')), 'hex')
)"""

CATALOG = """
select id, kind, name, description, icon, price, version from catalog_items
where owner = '' and not retired order by position, id
"""

# The row of the balance is locked by the upsert itself, and compared as it is once it is locked: of two
# takings at a time the second sees what the first has taken.
TAKE = f"""
with taken as (
    insert into balances as balance (user_id, points, taken, taken_version, last_taken)
    select cast(:user as text), e, e, cast(:version as bigint), e from (select cast(:earned as bigint) as e)
    as earned
    where cast(:version as bigint) > 0 and {_NOT_ERASED}
    on conflict (user_id) do update set
        points = balance.points + excluded.taken - balance.taken,
        last_taken = excluded.taken - balance.taken,
        taken = excluded.taken,
        taken_version = excluded.taken_version,
        version = balance.version + 1
    where balance.taken_version < excluded.taken_version
    returning user_id, last_taken, taken_version
)
insert into points_ledger (user_id, amount, kind, source_event)
select user_id, last_taken, 'earned', 'earned/' || user_id || '/' || taken_version
from taken where last_taken <> 0
"""  # noqa: S608 - the parts are this module's

# Of two statements for one order at a time the second fails at the order's key, or at that of a theme, and is
# repeated. Those for different orders of a person wait for each other at the balance's row.
PLACE = f"""
with line as (
    select * from json_to_recordset(cast(:lines as json)) as line (
        line integer, item_id text, kind text, name text, price bigint, quantity integer, version bigint
    )
), own_item as (
    insert into catalog_items (owner, id, kind, name, price, version)
    select cast(:user as text), item_id, kind, name, price, version from line
    where kind = 'own' and {_NOT_ERASED}
    on conflict (owner, id) do update set (name, price, version) =
        (excluded.name, excluded.price, excluded.version)
    where catalog_items.version < excluded.version
), balance as (
    select points from balances where user_id = :user for update
), verdict as (
    select case
        when exists (
            select from orders
            where user_id = :user and once_item = cast(:once as text) and state in ('placed', 'fulfilled')
        ) then 'already-owned'
        when coalesce((select points from balance), 0) < cast(:total as bigint) then 'not-enough-points'
    end as reason
), made as (
    insert into orders (user_id, id, state, reason, total, once_item, created_at, updated_at)
    select :user, cast(:id as text), case when reason is null then 'placed' else 'refused' end, reason,
        cast(:total as bigint), cast(:once as text), cast(:at as timestamptz), cast(:at as timestamptz)
    from verdict
    where not exists (select from orders where user_id = :user and id = :id) and {_NOT_ERASED}
    returning state, total
), paid as (
    update balances set points = balances.points - made.total, version = balances.version + 1
    from made where balances.user_id = :user and made.state = 'placed'
), kept as (
    insert into order_lines (user_id, order_id, line, item_owner, item_id, kind, name, price, quantity)
    select :user, cast(:id as text), line.line, case when kind = 'own' then :user else '' end, item_id, kind,
        name, price, quantity
    from line, made
)
insert into points_ledger (user_id, amount, kind, source_event, order_id)
select :user, -total, 'order', 'order/' || :user || '/' || :id, :id from made where state = 'placed'
"""  # noqa: S608

DECISION = "select reason from orders where user_id = :user and id = :id"

FULFIL = """
update orders set state = 'fulfilled', updated_at = cast(:at as timestamptz)
where user_id = :user and id = :id and state = 'placed'
"""

# An order that is refunded was fulfilled, but word of that may come later.
GIVE_BACK = """
with changed as (
    update orders set state = cast(:state as text), updated_at = cast(:at as timestamptz)
    where user_id = :user and id = :id
        and (state = 'placed' or (state = 'fulfilled' and cast(:state as text) = 'refunded'))
    returning total
), back as (
    update balances set points = balances.points + changed.total, version = balances.version + 1
    from changed where balances.user_id = :user
)
insert into points_ledger (user_id, amount, kind, source_event, order_id)
select cast(:user as text), total, cast(:state as text), :state || '/' || :user || '/' || :id, :id
from changed
"""

BALANCE = "select points, taken, version from balances where user_id = :user"
