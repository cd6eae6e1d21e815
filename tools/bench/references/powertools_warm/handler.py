"""The measure of the warm request: Powertools' resolver, validation, logger, metrics; nothing is stored."""

from __future__ import annotations

from typing import Annotated

from aws_lambda_powertools import Logger, Metrics
from aws_lambda_powertools.event_handler import APIGatewayHttpResolver
from aws_lambda_powertools.metrics import MetricUnit
from pydantic import BaseModel, StringConstraints

logger = Logger(service="bench")
metrics = Metrics(namespace="Bench", service="bench")
app = APIGatewayHttpResolver(enable_validation=True)


class Greeting(BaseModel):
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]
    times: int = 1


@app.post("/v1/greetings")
def greet(body: Greeting) -> Greeting:
    return body


@logger.inject_lambda_context
@metrics.log_metrics
def lambda_handler(event, context):
    metrics.add_metric("Requests", MetricUnit.Count, 1)
    logger.info("request")
    return app.resolve(event, context)
