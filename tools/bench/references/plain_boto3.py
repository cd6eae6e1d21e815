"""The measure of cold starts: what most people write first."""

from __future__ import annotations

import json
import os

import boto3

client = boto3.client("dynamodb")


def lambda_handler(event, context):
    key = {"pk": {"S": "USER#u"}, "sk": {"S": "PROFILE"}}
    item = client.get_item(TableName=os.environ["TABLE_NAME"], Key=key)["Item"]
    return {"statusCode": 200, "body": json.dumps({name: next(iter(value.values())) for name, value in item.items()})}
