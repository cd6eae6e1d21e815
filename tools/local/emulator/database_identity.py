"""Who may enter the database with an IAM token: signature, then the policy of the principal that signed it.

Token and policy: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any, NamedTuple

from tools.local.emulator.seams import require


class TokenRefused(Exception):
    """The token does not open the database; the message says why, without the token."""


class _Server(NamedTuple):
    """An instance or a cluster, as its tokens name it."""

    account: str
    region: str
    host: str
    resource_id: str
    takes_tokens: bool


class DatabaseIdentity:
    def __init__(self, emulator: SimpleNamespace, port: int) -> None:
        """`port` is the port of the database whose tokens are judged."""
        require(emulator.rds, "_instances", "_clusters")
        require(emulator.rds_iam, "verify_rds_iam_token", "RdsIamTokenError")
        require(emulator.iam_evaluator, "EvalContext", "evaluate", "resolve_principal")
        require(emulator.responses, "request_scope")
        self._emulator, self._port = emulator, port

    def check(self, user: str, token: str) -> None:
        """Raises TokenRefused unless `token` lets `user` in."""
        server = self._server()
        if not server.takes_tokens:
            raise TokenRefused("IAM database authentication is not enabled on the database")
        tokens = self._emulator.rds_iam
        identity = tokens.verify_rds_iam_token(
            token,
            hostname=server.host,
            port=self._port,
            db_user=user,
            region=server.region,
            account_id=server.account,
        )
        if isinstance(identity, tokens.RdsIamTokenError):
            raise TokenRefused(identity.code)
        place = f"{server.region}:{server.account}"
        resource = f"arn:aws:rds-db:{place}:dbuser:{server.resource_id}/{user}"
        self._authorize(identity.access_key_id, server.account, server.region, resource)

    def _server(self) -> _Server:
        rds = self._emulator.rds
        for (account, region, _), cluster in list(rds._clusters._data.items()):
            if cluster.get("Port") == self._port:
                resource_id = cluster["DbClusterResourceId"]
                return _Server(account, region, cluster["Endpoint"], resource_id, _takes_tokens(cluster))
        for (account, region, _), instance in list(rds._instances._data.items()):
            endpoint = instance.get("Endpoint", {})
            if endpoint.get("Port") == self._port and not instance.get("DBClusterIdentifier"):
                resource_id = instance["DbiResourceId"]
                return _Server(account, region, endpoint["Address"], resource_id, _takes_tokens(instance))
        raise TokenRefused("there is no database at this port")

    def _authorize(self, access_key: str, account: str, region: str, resource: str) -> None:
        evaluator = self._emulator.iam_evaluator
        with self._emulator.responses.request_scope(account, region):
            principal = evaluator.resolve_principal(access_key, account)
            if not hasattr(principal, "policies"):
                raise TokenRefused("InvalidCredentials")
            if principal.policies is None:
                return  # The account's root may do everything.
            context = evaluator.EvalContext(
                principal_arn=principal.arn,
                principal_type=principal.type,
                principal_account=account,
                action="rds-db:connect",
                resource_arn=resource,
                region=region,
                principal_keys=principal.keys,
            )
            decision = evaluator.evaluate(context, principal.policies, *principal.limits).decision
        if decision != "Allow":
            raise TokenRefused(f"{principal.arn} is not allowed rds-db:connect on {resource}")


def _takes_tokens(server: dict[str, Any]) -> bool:
    return bool(server.get("IAMDatabaseAuthenticationEnabled"))
