"""Powertools with all its parts: resolver, validation, logger, metrics, tracer."""

# No `from __future__ import annotations`: the validation looks the models up when the function is decorated.
import os

import boto3
from aws_lambda_powertools import Logger, Metrics, Tracer
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from pydantic import BaseModel

logger, metrics, tracer = Logger(service="bench"), Metrics(namespace="bench", service="bench"), Tracer(disabled=True)
app = APIGatewayHttpResolver(enable_validation=True)
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


class User(BaseModel):
    id: str
    email: str
    name: str


@app.get("/v1/users/me")
def get_user() -> User:
    metrics.add_metric(name="Reads", unit="Count", value=1)
    item = table.get_item(Key={"pk": "USER#u", "sk": "PROFILE"})["Item"]
    logger.info("read")
    return User(id=item["id"], email=item["email"], name=item["name"])


@logger.inject_lambda_context
@tracer.capture_lambda_handler
@metrics.log_metrics
def lambda_handler(event, context):
    return app.resolve(event, context)
