"""Text messages to one number, through Amazon SNS, where the stack sends any (variable `text_messages`)."""

from __future__ import annotations

from shared.settings import settings

# Codes and reminders are late by being late: Amazon sends these first.
# https://docs.aws.amazon.com/sns/latest/dg/sms_publish-to-phone.html
_ATTRIBUTES = {"AWS.SNS.SMS.SMSType": {"DataType": "String", "StringValue": "Transactional"}}

# What a later attempt may cure; all else lies in the number or in the account's settings.
# https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
_PASSING = frozenset({"InternalError", "InternalFailure", "Throttled", "Throttling", "ThrottlingException"})


# One attempt: SNS, asked again because it was slow, sends again, and both are paid for.
WAIT_S = 5


class Refused(Exception):
    """SNS does not send to this number: it is none, has opted out, or is where the account may not send."""


class NotNow(Exception):
    """SNS cannot be reached or has too much to do."""


def available() -> bool:
    """Whether this stack sends text messages."""
    return settings.text_messages


def send(number: str, text: str) -> None:
    """number: E.164. Text of more than 160 characters is sent in parts, each at its price. Raises Refused and
    NotNow."""
    from botocore.exceptions import BotoCoreError, ClientError

    from shared.clients import client

    try:
        client("sns", wait_s=WAIT_S).publish(PhoneNumber=number, Message=text, MessageAttributes=_ATTRIBUTES)
    except ClientError as error:
        failure = error.response
        status = failure.get("ResponseMetadata", {}).get("HTTPStatusCode", 400)
        code = failure.get("Error", {}).get("Code", "")
        if code in _PASSING or status >= 500:
            raise NotNow(code) from error
        raise Refused(code) from error
    except BotoCoreError as error:
        raise NotNow(type(error).__name__) from error
