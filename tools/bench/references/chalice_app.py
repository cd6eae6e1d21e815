"""Chalice, fed with the event that its own deployment would bring (REST API, payload 1.0)."""

from __future__ import annotations

import os

import boto3
from chalice import Chalice

app = Chalice(app_name="bench")
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


@app.route("/v1/users/me")
def get_user():
    item = table.get_item(Key={"pk": "USER#u", "sk": "PROFILE"})["Item"]
    return {name: str(value) for name, value in item.items()}


def lambda_handler(event, context):
    http = event["requestContext"]["http"]
    rest = {
        "path": http["path"],
        "resource": http["path"],
        "httpMethod": http["method"],
        "requestContext": {
            "resourcePath": http["path"],
            "httpMethod": http["method"],
            "path": http["path"],
            "identity": {},
        },
        "headers": event["headers"],
        "multiValueQueryStringParameters": None,
        "pathParameters": None,
        "stageVariables": None,
        "body": None,
        "isBase64Encoded": False,
    }
    return app(rest, context)
