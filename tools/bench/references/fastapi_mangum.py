"""FastAPI behind Mangum."""

from __future__ import annotations

import os

import boto3
from fastapi import FastAPI
from mangum import Mangum
from pydantic import BaseModel

app = FastAPI()
table = boto3.resource("dynamodb").Table(os.environ["TABLE_NAME"])


class User(BaseModel):
    id: str
    email: str
    name: str


@app.get("/v1/users/me")
def get_user() -> User:
    item = table.get_item(Key={"pk": "USER#u", "sk": "PROFILE"})["Item"]
    return User(id=item["id"], email=item["email"], name=item["name"])


lambda_handler = Mangum(app, lifespan="off")
