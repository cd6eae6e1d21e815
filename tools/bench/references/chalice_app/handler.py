"""Chalice, which reads API Gateway's payload 1.0."""

from __future__ import annotations

import os

import boto3
from chalice import Chalice, Response

app = Chalice("bench")
table = boto3.client("dynamodb")
KEY = {"pk": {"S": "USER#user-1"}, "sk": {"S": "PROFILE"}}


@app.route("/v1/users/me", methods=["GET"])
def read():
    item = table.get_item(TableName=os.environ["TABLE_NAME"], Key=KEY)["Item"]
    return {"name": item["name"]["S"]}


@app.route("/v1/habits", methods=["POST"])
def write():
    name = app.current_request.json_body["name"]
    table.put_item(TableName=os.environ["TABLE_NAME"], Item=KEY | {"name": {"S": name}})
    return Response({"name": name}, status_code=201)


lambda_handler = app
