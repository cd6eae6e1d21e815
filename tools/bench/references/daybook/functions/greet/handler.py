"""The request of bench.warm as a Daybook function."""

from __future__ import annotations

from typing import TYPE_CHECKING

from shared.http import App, Request

if TYPE_CHECKING:
    from functions.greet.models import Greeted, Greeting

app = App(__name__)
lambda_handler = app


@app.route("greet")
def greet(request: Request, body: Greeting) -> Greeted:
    return {"name": body.name, "times": body.times}
