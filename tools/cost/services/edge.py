"""What stands between people, functions and services: CloudFront, API Gateway, WAF, Route 53."""

from __future__ import annotations

from collections.abc import Iterator

from tools.cost.charges import Charge
from tools.cost.plan import Plan, Resource
from tools.cost.traffic import HOURS, Traffic

TYPES = frozenset(
    {
        "aws_apigatewayv2_api",
        "aws_api_gateway_rest_api",
        "aws_api_gateway_stage",
        "aws_cloudfront_distribution",
        "aws_cloudfront_function",
        "aws_cloudfront_key_value_store",
        "aws_cloudfront_monitoring_subscription",
        "aws_route53_zone",
        "aws_route53_health_check",
        "aws_vpc_endpoint",
        "aws_wafv2_web_acl",
    }
)
_KB = 1024**2  # kilobytes of a GB
# A request's line, headers and body on their way to the API.
_REQUEST_KB = 1.5
# docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/viewing-cloudfront-metrics.html
_ADDITIONAL_METRICS = 8


def charges(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    yield from _api(plan, traffic)
    if plan.has("aws_cloudfront_distribution"):
        yield from _cloudfront(plan, traffic)
    for acl in plan.of("aws_wafv2_web_acl"):
        yield from _waf(acl, plan, traffic)
    zones = len(plan.of("aws_route53_zone"))
    yield Charge("route53.zone", zones, "the domain's zone")
    yield Charge("route53.health", len(plan.of("aws_route53_health_check")), "health checks")
    # Those of the kind Gateway cost nothing.
    for door in plan.of("aws_vpc_endpoint"):
        if door.get("vpc_endpoint_type", "Gateway") != "Gateway":
            hours = HOURS * max(1, len(door.get("subnet_ids", [])))
            yield Charge("vpc.endpoint_hours", hours, "interface endpoints, in each zone", door.region)


def _api(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    kind = "rest" if plan.has("aws_api_gateway_rest_api") else "http"
    yield Charge(f"api.{kind}", traffic.requests, "requests to the API")
    for stage in plan.of("aws_api_gateway_stage"):
        if stage.get("cache_cluster_enabled"):
            yield Charge(f"api.cache.{stage.get('cache_cluster_size')}", HOURS, "the stage's cache")


def _cloudfront(plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    pages, pictures = viewer_requests(traffic)
    seen = traffic.requests + pages + pictures
    yield Charge("cloudfront.requests", seen, "the app's files, the API, pictures")
    yield Charge("cloudfront.transfer", _viewer_gb(traffic), "the same")
    if plan.has("aws_cloudfront_function"):
        yield Charge("cloudfront.functions", traffic.requests + pages, "each but pictures")
    if plan.has("aws_cloudfront_key_value_store"):
        yield Charge("cloudfront.store", traffic.requests + pages, "the function asks its store")
    passed_on = traffic.requests * _REQUEST_KB / _KB
    yield Charge("cloudfront.to_origin", passed_on, "requests passed on to the API")
    metrics = len(plan.of("aws_cloudfront_monitoring_subscription")) * _ADDITIONAL_METRICS
    yield Charge("cloudfront.metrics", metrics, "additional metrics of the distribution")


def viewer_requests(traffic: Traffic) -> tuple[float, float]:
    """(For the app's files, for pictures)."""
    openings = traffic.a_person("openings") * traffic.figures["page_requests"]
    return openings + traffic.a_person("release_requests"), traffic.a_person("picture_views")


def _viewer_gb(traffic: Traffic) -> float:
    pages = traffic.a_person("openings") * traffic.figures["page_kb"] + traffic.a_person("release_kb")
    pictures = traffic.a_person("picture_views") * traffic.figures["picture_view_kb"]
    return (traffic["kb"] + pages + pictures) / _KB


def _waf(acl: Resource, plan: Plan, traffic: Traffic) -> Iterator[Charge]:
    rules = len(acl.blocks("rule"))
    yield Charge("waf.acl", 1, "the web ACL", acl.region)
    yield Charge("waf.rule", rules, f"its {rules} rules", acl.region)
    before = plan.has("aws_cloudfront_distribution")
    seen = traffic.requests + (sum(viewer_requests(traffic)) if before else 0)
    yield Charge("waf.requests", seen, "each request", acl.region)
