"""Rules for manifests that AWS enforces and the local cloud does not, or that the house has given itself.

Each gives what is wrong, in words, and nothing when all is well; so the tests can show that a bad manifest is
found.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from tools.manifests import IDENTITIES, Manifest, of_identity

# There is no NAT gateway and no interface endpoint: from inside the VPC nothing else can be reached.
REACHABLE_IN_VPC = frozenset({"rds-db", "dynamodb", "s3"})
# What nobody waits for: it has a timeout of its own, and events of another shape than a request.
UNATTENDED = frozenset({"bucket", "schedule", "queue", "bus", "topic", "invoked"})
# Lambda polls streams and queues and calls, S3, EventBridge and SNS call; none of it asks for a way out of
# the VPC. API Gateway and Cognito would be called back by nobody.
TRIGGERS_IN_VPC = frozenset({"table_stream"}) | UNATTENDED
# Five pollers that wait 20 s each ask 648,000 times a month, of a million that SQS gives away:
# https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
IDLE_REQUESTS_OF_A_QUEUE = 5 * 3 * 60 * 24 * 30
IDLE_REQUESTS = 2 * IDLE_REQUESTS_OF_A_QUEUE
# Of what Lambda gives away in a month, what schedules may take while nobody does anything.
IDLE_CALLS = 100_000
# Who may touch partitions of credentials and sessions, of addresses, and of what was tried at a sign-in.
ACCOUNTS = frozenset({"signup", "login", "security", "erasure", "erase_steps"})
RESERVED_KEYS = {
    "AUTH#*": ACCOUNTS | {"authorizer", "hosted_login", "rotate_secret", "everything"},
    "EMAIL#*": ACCOUNTS,
    "THROTTLE#*": ACCOUNTS,
    # Who makes links that do something for whoever holds them, and who follows them.
    "KEYS#*": frozenset({"digest", "links", "notify"}),
    "TEXTS#*": frozenset({"notifications", "notify"}),
    "VAPID#*": frozenset({"notifications", "notify"}),
}
# API Gateway ends an HTTP API's request after 30 s, Cognito waits 5 s for a trigger (and calls up to three
# times).
HTTP_TIMEOUT_S = 29
USER_POOL_TIMEOUT_S = 5
AUTHORIZER_TIMEOUT_S = 10


def network(manifest: Manifest) -> Iterator[str]:
    """A function in the VPC reaches PostgreSQL, DynamoDB and S3; PostgreSQL is reached from there only."""
    services = {action.split(":")[0] for action in _actions(manifest)}
    if not manifest.vpc:
        if "rds-db" in services or "postgres" in manifest.layers:
            yield f"{manifest.name} needs PostgreSQL but is not in the VPC"
        return
    for service in sorted(services - REACHABLE_IN_VPC):
        yield f"{manifest.name} is in the VPC, from where {service} cannot be reached"
    for trigger in sorted(manifest.triggers.keys() - TRIGGERS_IN_VPC):
        yield f"{manifest.name} is in the VPC and must not be called by {trigger}"


def permissions(manifest: Manifest) -> Iterator[str]:
    """Grants are to be tight, and to name what the function can use."""
    resources = Counter((grant.resource, grant.identity) for grant in manifest.grants)
    for (resource, _), count in resources.items():
        if count > 1:
            yield f"{manifest.name} has {count} grants for {resource}: make it one"
    for grant in manifest.grants:
        if grant.resource == "data_table" and not grant.leading_keys:
            yield f"{manifest.name} may touch every partition of the table: name its leading_keys"
        for key in grant.leading_keys:
            if manifest.name not in RESERVED_KEYS.get(key, {manifest.name}):
                yield f"{manifest.name} may touch credentials ({key})"
        if (
            any(action.startswith("rds-db:") for action in grant.actions)
            and "postgres" not in manifest.layers
        ):
            yield f"{manifest.name} may log in to PostgreSQL but does not have the layer postgres"


def timing(manifest: Manifest) -> Iterator[str]:
    """Whoever calls does not wait longer."""
    unattended = sorted(UNATTENDED & manifest.triggers.keys())
    if manifest.routes and unattended:
        caller = unattended[0]
        yield f"{manifest.name} has routes, and is called by {caller}, which waits for no answer: make it two"
    if manifest.routes and manifest.timeout_s > HTTP_TIMEOUT_S:
        yield f"{manifest.name} has routes: API Gateway gives up after 30 s"
    if "user_pool" in manifest.triggers and manifest.timeout_s > USER_POOL_TIMEOUT_S:
        yield f"{manifest.name} is a Cognito trigger: Cognito gives up after 5 s"
    if "authorizer" in manifest.triggers and manifest.timeout_s > AUTHORIZER_TIMEOUT_S:
        yield f"{manifest.name} is an authorizer: API Gateway gives up after 10 s"


def routes(manifests: Iterable[Manifest]) -> Iterator[str]:
    """Names, and methods with paths, are the project's own, not a function's."""
    declared = [route for manifest in manifests for route in manifest.routes]
    for name, count in Counter(route.name for route in declared).items():
        if count > 1:
            yield f"the route name {name} is given {count} times"
    for (method, path), count in Counter((route.method, _shape(route.path)) for route in declared).items():
        if count > 1:
            yield f"{method} {path} is declared {count} times"


def identities(manifests: Mapping[str, Manifest]) -> Iterator[str]:
    """Each way to keep accounts needs its functions: one that authorizes, and for each secret one that
    rotates it."""
    for identity in IDENTITIES:
        there = of_identity(manifests, identity).values()
        if sum("authorizer" in manifest.triggers for manifest in there) != 1:
            yield f"with {identity} not exactly one function authorizes"
        rotations = [manifest.triggers["rotation"] for manifest in there if "rotation" in manifest.triggers]
        for secret, count in Counter(rotation["secret"] for rotation in rotations).items():
            if count > 1:
                yield f"with {identity} {secret} is rotated by {count} functions"
    for manifest in manifests.values():
        for grant in manifest.grants:
            if manifest.identity and grant.identity not in (None, manifest.identity):
                yield f"{manifest.name} is there with {manifest.identity} only, its {grant.resource} never"


def stream_consumers(manifests: Iterable[Manifest]) -> Iterator[str]:
    """AWS lets two readers at a shard of a stream; a third is throttled together with them."""
    consumers = [manifest.name for manifest in manifests if "table_stream" in manifest.triggers]
    if len(consumers) > 2:
        yield f"the table's stream has {len(consumers)} consumers, two are possible: {', '.join(consumers)}"


def queue_readers(manifests: Iterable[Manifest]) -> Iterator[str]:
    """Two readers of a queue would get half of its messages each."""
    readers = Counter(m.triggers["queue"]["name"] for m in manifests if "queue" in m.triggers)
    for queue, count in readers.items():
        if count > 1:
            yield f"the queue {queue} is read by {count} functions"


def idle(manifests: Iterable[Manifest]) -> Iterator[str]:
    """What is asked and called in a month in which nobody does anything has to stay nearly free."""
    manifests = list(manifests)
    requests = IDLE_REQUESTS_OF_A_QUEUE * sum("queue" in manifest.triggers for manifest in manifests)
    if requests > IDLE_REQUESTS:
        yield f"queues that nobody fills are asked {requests} times a month"
    calls = sum(
        _calls_a_month(manifest.triggers["schedule"]["expression"])
        for manifest in manifests
        if "schedule" in manifest.triggers
    )
    if calls > IDLE_CALLS:
        yield f"schedules call functions {calls} times a month"


def _calls_a_month(expression: str) -> int:
    """rate(n units); what is on a calendar (cron) counts as hourly, which none of them is."""
    match = re.fullmatch(r"rate\((\d+) (minute|hour|day)s?\)", expression)
    if not match:
        return 24 * 30
    minutes = {"minute": 1, "hour": 60, "day": 1440}[match[2]]
    return 30 * 1440 // (int(match[1]) * minutes)


def bucket_readers(manifests: Iterable[Manifest]) -> Iterator[str]:
    """S3 calls one function for an object: it refuses notifications whose prefixes overlap. And who writes
    where it is called from calls itself for ever."""
    called = [
        (manifest, trigger["name"], prefix)
        for manifest in manifests
        if (trigger := manifest.triggers.get("bucket"))
        for prefix in trigger["prefixes"]
    ]
    for index, (manifest, bucket, prefix) in enumerate(called):
        for other, other_bucket, other_prefix in called[:index]:
            if bucket == other_bucket and _overlap(prefix, other_prefix):
                yield f"{other.name} and {manifest.name} are both called for {bucket}: {prefix}"
        for grant in manifest.grants:
            written = grant.resource.partition(":")[2].replace("_", "/") + "/"
            is_of_bucket = grant.resource.startswith(f"{bucket}:") and "s3:PutObject" in grant.actions
            if is_of_bucket and _overlap(prefix, written):
                yield f"{manifest.name} is called for what it may write itself: {grant.resource}"


def _overlap(prefix: str, other: str) -> bool:
    return prefix.startswith(other) or other.startswith(prefix)


def _actions(manifest: Manifest) -> Iterator[str]:
    for grant in manifest.grants:
        yield from grant.actions
    yield from manifest.unsigned


def _shape(path: str) -> str:
    """The path with its parameters' names taken out: API Gateway does not tell two such apart."""
    return "/".join("{}" if part.startswith("{") else part for part in path.split("/"))
