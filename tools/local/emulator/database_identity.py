"""Who may enter the database with an IAM token: signature, then the policy of the principal that signed it.

Token and policy: docs.aws.amazon.com/AmazonRDS/latest/UserGuide/UsingWithRDS.IAMDBAuth.html
"""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

from tools.local.emulator.seams import require


class TokenRefused(Exception):
    """The token does not open the database; the message says why, without the token."""


class DatabaseIdentity:
    def __init__(self, emulator: SimpleNamespace, port: int) -> None:
        """`port` is the port of the database instance whose tokens are judged."""
        require(emulator.rds, "_instances")
        require(emulator.rds_iam, "verify_rds_iam_token", "RdsIamTokenError")
        require(emulator.iam_evaluator, "EvalContext", "evaluate", "resolve_principal")
        require(emulator.responses, "request_scope")
        self._emulator, self._port = emulator, port

    def check(self, user: str, token: str) -> None:
        """Raises TokenRefused unless `token` lets `user` in."""
        account, region, instance = self._instance()
        if not instance.get("IAMDatabaseAuthenticationEnabled"):
            raise TokenRefused("IAM database authentication is not enabled on the instance")
        tokens = self._emulator.rds_iam
        identity = tokens.verify_rds_iam_token(
            token,
            hostname=instance["Endpoint"]["Address"],
            port=self._port,
            db_user=user,
            region=region,
            account_id=account,
        )
        if isinstance(identity, tokens.RdsIamTokenError):
            raise TokenRefused(identity.code)
        resource = f"arn:aws:rds-db:{region}:{account}:dbuser:{instance['DbiResourceId']}/{user}"
        self._authorize(identity.access_key_id, account, region, resource)

    def _instance(self) -> tuple[str, str, dict[str, Any]]:
        for (account, region, _), instance in list(self._emulator.rds._instances._data.items()):
            if instance.get("Endpoint", {}).get("Port") == self._port:
                return account, region, instance
        raise TokenRefused("there is no database instance at this port")

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
