"""The database's roles.

`daybook_application` owns nothing and cannot log in; migrations grant it what the functions need.
DATABASE_USER is a member of it and logs in with IAM tokens: on RDS that is what membership in `rds_iam`
means, which also rules out a password.
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html
"""

from __future__ import annotations

from typing import Any

from pg8000.native import identifier

from shared.log import logger

GROUP = "daybook_application"
# Ends the kept connection of a frozen function, so that it does not keep Aurora awake (shared/database.py
# knows of it), and the locks of one that was frozen or killed within a transaction.
SESSION_LIMITS = {"idle_session_timeout": "60s", "idle_in_transaction_session_timeout": "60s"}


def prepare_roles(connection: Any, user: str) -> None:
    """Makes the group and `user` where they are missing, and sets what they may do. Can be repeated."""
    person, group = identifier(user), identifier(GROUP)
    _create(connection, GROUP, "nologin")
    _create(connection, user, "login")
    database = identifier(connection.run("select current_database()")[0][0])
    connection.run(f"grant connect on database {database} to {group}")
    connection.run(f"grant usage on schema public to {group}")
    connection.run(f"grant {group} to {person}")
    for name, value in SESSION_LIMITS.items():
        connection.run(f"alter role {person} set {name} = '{value}'")
    _let_in_with_tokens(connection, person)


def _create(connection: Any, role: str, attributes: str) -> None:
    if not _exists(connection, role):
        connection.run(f"create role {identifier(role)} {attributes}")


def _let_in_with_tokens(connection: Any, person: str) -> None:
    if _exists(connection, "rds_iam"):
        connection.run(f"grant rds_iam to {person}")
    else:  # only outside RDS, where something before the server checks the tokens
        logger.warning("this PostgreSQL has no role rds_iam: tokens must be checked before it", role=person)


def _exists(connection: Any, role: str) -> bool:
    return bool(connection.run("select 1 from pg_roles where rolname = :role", role=role))
