"""The database's roles.

`daybook_application` owns nothing and cannot log in; migrations grant it what the functions need.
DATABASE_USER is a member of it and logs in with IAM tokens: on RDS that is what membership in `rds_iam`
means, which also rules out a password. Where an RDS Proxy checks the tokens, the proxy logs in, with a
password, and the role is no member.
https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.DBAccounts.html
"""

from __future__ import annotations

from typing import Any

from pg8000.native import identifier, literal

from functions.migrate_db.verifier import scram_verifier
from shared.log import logger

GROUP = "daybook_application"
# Ends the kept connection of a frozen function, so that it does not keep Aurora awake (shared/database.py
# knows of it). A proxy's connections are to stay: it hands them to one function after another.
IDLE_SESSION = "idle_session_timeout"
# Frees the locks of a function that was frozen or killed within a transaction.
IDLE_TRANSACTION = "idle_in_transaction_session_timeout"
IDLE_LIMIT = "60s"


def prepare_roles(connection: Any, user: str, password: str | None = None) -> None:
    """Makes the group and `user` where they are missing, and sets what they may do; `user` logs in with
    tokens, or with `password` if one is given. Can be repeated."""
    person, group = identifier(user), identifier(GROUP)
    _create(connection, GROUP, "nologin")
    _create(connection, user, "login")
    database = identifier(connection.run("select current_database()")[0][0])
    connection.run(f"grant connect on database {database} to {group}")
    connection.run(f"grant usage on schema public to {group}")
    connection.run(f"grant {group} to {person}")
    connection.run(f"alter role {person} set {IDLE_TRANSACTION} = '{IDLE_LIMIT}'")
    if password is None:
        connection.run(f"alter role {person} set {IDLE_SESSION} = '{IDLE_LIMIT}'")
        _let_in_with_tokens(connection, person)
    else:
        connection.run(f"alter role {person} reset {IDLE_SESSION}")
        _let_in_with_password(connection, person, password)


def _create(connection: Any, role: str, attributes: str) -> None:
    if not _exists(connection, role):
        connection.run(f"create role {identifier(role)} {attributes}")


def _let_in_with_tokens(connection: Any, person: str) -> None:
    connection.run(f"alter role {person} password null")
    if _exists(connection, "rds_iam"):
        connection.run(f"grant rds_iam to {person}")
    else:  # only outside RDS, where something before the server checks the tokens
        logger.warning("this PostgreSQL has no role rds_iam: tokens must be checked before it", role=person)


def _let_in_with_password(connection: Any, person: str, password: str) -> None:
    if _exists(connection, "rds_iam"):
        connection.run(f"revoke rds_iam from {person}")
    connection.run(f"alter role {person} password {literal(scram_verifier(password))}")


def _exists(connection: Any, role: str) -> bool:
    return bool(connection.run("select 1 from pg_roles where rolname = :role", role=role))
