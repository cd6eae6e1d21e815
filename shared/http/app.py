"""The application of an HTTP function: routes from function.json, checks, answers.

    app = App(__name__)
    lambda_handler = app

    @app.route("update_habit")
    def update_habit(request: Request, body: HabitChange, habit_id: str) -> Habit: ...

Events are API Gateway's payload 2.0 (HTTP APIs); payload 1.0 (REST APIs) is turned into it and back
(rest_api.py), and nothing else knows of it.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from typing import Any, TypeVar

from shared import origin, startup
from shared.errors import DomainError, Forbidden, NotFound
from shared.http import access_log, auth, body, problems
from shared.http import query as query_parameters
from shared.http.endpoint import Endpoint
from shared.http.outgoing import to_wire
from shared.http.powertools import WireResponse
from shared.http.request import Request
from shared.http.resolver import Resolver
from shared.http.response import Response
from shared.log import logger

F = TypeVar("F", bound=Callable[..., Any])
Event = dict[str, Any]

UNMATCHED = "unmatched"
INTERNAL = "internal"


class App:
    """Calling it handles one event. Give it the handler's `__name__`: function.json lies beside that module.

    `declared` are the manifest's routes by name, `endpoints` those that a function has been registered for.
    """

    def __init__(self, module: str) -> None:
        self.package = module.rpartition(".")[0]
        self.declared = _declared_routes(module)
        self.endpoints: dict[str, Endpoint] = {}
        self._resolver = Resolver(self._answer, self._answer_unmatched)
        self._log_fields: dict[str, Any] = {}
        self._cold = True

    def route(
        self,
        name: str,
        *,
        status: int = 200,
        query: dict[str, query_parameters.Parameter] | None = None,
        media_type: str | None = None,
        instead: Callable[[str], Response[Any]] | None = None,
    ) -> Callable[[F], F]:
        """Registers the function that answers the manifest's route `name`; `status` is that of its normal
        answer, and `media_type` what that is when it is no JSON (the answer itself says so in its
        content-type). `instead` makes the answer to a problem's code where a browser is led by a click, which
        would show problem+json to somebody.

        Raises KeyError for a name that function.json does not have, and TypeError for a signature that does
        not fit.
        """
        if name not in self.declared:
            raise KeyError(f"{name} is not a route of function.json; routes are: {', '.join(self.declared)}")

        def register(function: F) -> F:
            endpoint = Endpoint(self.declared[name], function, status, query or {}, media_type, instead)
            self.endpoints[name] = endpoint
            self._resolver.add(endpoint)
            return function

        return register

    def __call__(self, event: Event, context: Any = None) -> dict[str, Any]:
        if "rawPath" not in event:
            from shared.http.rest_api import answered  # not for those who never get such an event

            return answered(self, event, context)
        started = time.perf_counter()
        self._log_fields = fields = access_log.fields_of(event)
        logger.bind(request_id=fields["request_id"])
        answer: dict[str, Any] = self._resolver.resolve(event, context)
        if self._cold:
            self._cold = False
            fields["cold_start"] = True
            startup.finished()
        access_log.write(answer["statusCode"], (time.perf_counter() - started) * 1000, fields)
        return answer

    def _answer(self, event: Event, endpoint: Endpoint, arguments: dict[str, str]) -> WireResponse[Any]:
        self._log_fields["route"] = endpoint.name
        try:
            return to_wire(event, self._call(event, endpoint, arguments))
        except DomainError as error:
            self._log_fields["problem"] = error.code
            told = problems.problem(error, self._log_fields["request_id"])
        except Exception:  # noqa: BLE001 - whatever it is, the caller gets an answer and the log the traceback
            logger.exception("unhandled exception", route=endpoint.name)
            told = problems.internal_error(self._log_fields["request_id"])
            if endpoint.instead is not None:
                # The status will not say it.
                self._log_fields |= {"problem": INTERNAL, "level": "ERROR", "ServerErrors": 1}
        if endpoint.instead is not None:
            told = endpoint.instead(self._log_fields["problem"])
            told.status = told.status or endpoint.status
        return to_wire(event, told)

    def _call(self, event: Event, endpoint: Endpoint, arguments: dict[str, Any]) -> Response[Any]:
        user = None
        if not origin.is_cloudfront(event.get("headers")):
            raise Forbidden("This API is called at the app's address.", code="wrong-address")
        if endpoint.scope is None:
            # Who needs no token may have a secret in the address: it is not for the log.
            self._log_fields["path"] = endpoint.path
        else:
            user = auth.user_of(event, endpoint.scope)
            self._log_fields["user_id"] = user.id
        given = query_parameters.read(event.get("rawQueryString") or "", endpoint.query)
        request = Request(event, user, given)
        if endpoint.body_model is not None:
            may_lack = not (endpoint.body_required or event.get("body"))
            arguments["body"] = None if may_lack else body.parse(event, self.package, endpoint.body_model)
        result = endpoint.function(request, **arguments)
        response = result if isinstance(result, Response) else Response(result)
        if response.status is None:
            response.status = endpoint.status
        return response

    def _answer_unmatched(self, event: Event, method: str, allowed: list[str]) -> WireResponse[Any]:
        self._log_fields["route"] = UNMATCHED
        request_id = self._log_fields["request_id"]
        if allowed:
            return to_wire(event, problems.method_not_allowed(method, allowed, request_id))
        return to_wire(event, problems.problem(NotFound("There is nothing at this address."), request_id))


def _declared_routes(module: str) -> dict[str, dict[str, Any]]:
    folder = os.path.dirname(str(sys.modules[module].__file__))
    with open(os.path.join(folder, "function.json"), encoding="utf-8") as file:
        return {route["name"]: route for route in json.load(file).get("routes", [])}
