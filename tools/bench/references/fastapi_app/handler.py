"""FastAPI behind Mangum."""

import os
from typing import Annotated

import boto3
from fastapi import FastAPI
from mangum import Mangum
from pydantic import BaseModel, StringConstraints

app = FastAPI()
table = boto3.client("dynamodb")
KEY = {"pk": {"S": "USER#user-1"}, "sk": {"S": "PROFILE"}}


class Profile(BaseModel):
    name: Annotated[str, StringConstraints(min_length=1, max_length=100)]


@app.get("/v1/users/me")
def read() -> Profile:
    item = table.get_item(TableName=os.environ["TABLE_NAME"], Key=KEY)["Item"]
    return Profile(name=item["name"]["S"])


@app.post("/v1/habits", status_code=201)
def write(body: Profile) -> Profile:
    table.put_item(TableName=os.environ["TABLE_NAME"], Item=KEY | {"name": {"S": body.name}})
    return body


lambda_handler = Mangum(app, lifespan="off")
