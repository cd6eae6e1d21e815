"""The measure of the cold start: what the manual shows. A boto3 client, no framework, no validation."""

from __future__ import annotations

import json
import os

import boto3

client = boto3.client("dynamodb")


def lambda_handler(event, context):
    key = {"pk": {"S": "USER#user-1"}, "sk": {"S": "PROFILE"}}
    if event["requestContext"]["http"]["method"] == "POST":
        name = json.loads(event["body"])["name"]
        client.put_item(TableName=os.environ["TABLE_NAME"], Item=key | {"name": {"S": name}})
        return {"statusCode": 201, "body": json.dumps({"name": name})}
    item = client.get_item(TableName=os.environ["TABLE_NAME"], Key=key)["Item"]
    return {"statusCode": 200, "body": json.dumps({"name": item["name"]["S"]})}
