from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

import pytest
from botocore.exceptions import ClientError, NoCredentialsError

from tools.terraform.errors import TerraformError
from tools.terraform.occupied import check_free

BACKEND = """bucket = "daybook-dev-state-111122223333"
key    = "daybook.tfstate"
region = "eu-west-2"
"""


class FakeAws:
    """S3 and IAM as far as a first plan asks; `said` is what S3 answers to who asks for the state."""

    def __init__(self, said: str | None = None, roles: tuple[str, ...] = ()) -> None:
        self._said, self._roles = said, roles

    def client(self, _service: str, **_options: Any) -> FakeAws:
        return self

    def head_object(self, Bucket: str, Key: str) -> None:  # noqa: N803
        assert (Bucket, Key) == ("daybook-dev-state-111122223333", "daybook.tfstate")
        if self._said:
            raise ClientError({"Error": {"Code": self._said, "Message": "no"}}, "HeadObject")

    def get_role(self, RoleName: str) -> dict[str, Any]:  # noqa: N803
        if RoleName not in self._roles:
            raise ClientError({"Error": {"Code": "NoSuchEntity", "Message": "no"}}, "GetRole")
        arn = f"arn:aws:iam::111122223333:role/{RoleName}"
        return {"Role": {"Arn": arn, "CreateDate": datetime(2026, 11, 1, tzinfo=UTC)}}


def check(aws: FakeAws, project: str = "daybook") -> None:
    check_free("dev", project, BACKEND, aws.client)


def test_a_second_environment_of_a_name_stops_before_its_first_plan() -> None:
    aws = FakeAws("404", ("daybook-dev-schedules",))
    with pytest.raises(TerraformError, match="111122223333 has an environment daybook-dev") as refusal:
        check(aws)
    assert "2026-11-01" in str(refusal.value)
    assert 'environment = "<name>"' in str(refusal.value)
    check(aws, "habits")


def test_who_has_a_state_plans_against_it() -> None:
    check(FakeAws(roles=("daybook-dev-schedules",)))


def test_the_first_of_a_name_is_planned() -> None:
    check(FakeAws("404"))


def test_what_aws_does_not_tell_terraform_complains_of() -> None:
    check(FakeAws("403", ("daybook-dev-schedules",)))

    def nobody(*_arguments: Any, **_options: Any) -> Any:
        raise NoCredentialsError

    check_free("dev", "daybook", BACKEND, nobody)
