"""Powertools' resolver with our own call of the route.

Powertools turns the event into its data class, matches method and path, and builds API Gateway's response.
Between the two it would wrap each route in middleware frames and look through signatures for things that
Daybook does not use.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from shared.http.endpoint import Endpoint
from shared.http.powertools import APIGatewayHttpResolver, ResponseBuilder, Route, WireResponse

Answer = Callable[[dict[str, Any], Endpoint, dict[str, str]], WireResponse[Any]]
AnswerUnmatched = Callable[[dict[str, Any], str, list[str]], WireResponse[Any]]


class Resolver(APIGatewayHttpResolver):
    """`answer(event, endpoint, path arguments)` and `answer_unmatched(event, method, methods of this path)`
    give the responses.
    """

    def __init__(self, answer: Answer, answer_unmatched: AnswerUnmatched) -> None:
        super().__init__(debug=False, serializer=str)
        self._answer, self._answer_unmatched = answer, answer_unmatched

    def add(self, endpoint: Endpoint) -> None:
        """Matches the endpoint's method and path from now on."""
        rule = endpoint.path.replace("{", "<").replace("}", ">")
        register: Callable[[Any], Any] = self.route(rule, endpoint.method, operation_id=endpoint.name)
        register(endpoint)

    def _call_route(self, route: Route, route_arguments: dict[str, str]) -> ResponseBuilder[Any]:
        endpoint: Any = route.func
        return self._built(self._answer(self.current_event.raw_event, endpoint, route_arguments))

    def _handle_not_found(self, method: str, path: str) -> ResponseBuilder[Any]:
        routes = [*self._static_routes, *self._dynamic_routes]
        allowed = sorted({route.method for route in routes if route.rule.match(path)})
        return self._built(self._answer_unmatched(self.current_event.raw_event, method, allowed))

    def _built(self, response: WireResponse[Any]) -> ResponseBuilder[Any]:
        return ResponseBuilder(response=response, serializer=self._serializer)
