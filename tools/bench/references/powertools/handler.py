"""Powertools with all its parts: resolver, validation by pydantic, logger, metrics, tracer."""

from __future__ import annotations

import os
from typing import Annotated

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.metrics import MetricUnit
from pydantic import BaseModel, StringConstraints

logger = Logger(service="bench")
metrics = Metrics(namespace="Bench", service="bench")
tracer = Tracer(service="bench", disabled=True)
app = APIGatewayHttpResolver(enable_validation=True)
table = boto3.client("dynamodb")
KEY = {"pk": {"S": "USER#user-1"}, "sk": {"S": "PROFILE"}}


class Profile(BaseModel):
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]


@app.get("/v1/users/me")
def read() -> Profile:
    item = table.get_item(TableName=os.environ["TABLE_NAME"], Key=KEY)["Item"]
    return Profile(name=item["name"]["S"])


@app.post("/v1/habits")
def write(body: Profile) -> Profile:
    table.put_item(TableName=os.environ["TABLE_NAME"], Item=KEY | {"name": {"S": body.name}})
    return body


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def lambda_handler(event, context):
    metrics.add_metric("Requests", MetricUnit.Count, 1)
    logger.info("request")
    return app.resolve(event, context)
