"""What a developer and an operator can do: `invoke --list`. The work itself is in tools/."""

from __future__ import annotations

from invoke import Collection

from tools.bench.tasks import ns as bench
from tools.build.tasks import build, deps
from tools.cost.tasks import ns as cost
from tools.edge.tasks import ns as edge
from tools.erasures.tasks import ns as erasures
from tools.failures.tasks import dlq, stream
from tools.local.tasks import ns as local
from tools.quality.tasks import lint, openapi, test
from tools.recovery.tasks import ns as dr
from tools.release.tasks import ns as release
from tools.release.tasks import rollback
from tools.switches.tasks import ns as switches
from tools.terraform.tasks import apply, bootstrap, destroy, output, plan
from tools.terraform.tasks import ns as terraform
from tools.web.tasks import ns as web

ns = Collection(
    apply,
    bootstrap,
    build,
    destroy,
    lint,
    openapi,
    output,
    plan,
    rollback,
    bench=bench,
    cost=cost,
    deps=deps,
    dlq=dlq,
    dr=dr,
    edge=edge,
    erasures=erasures,
    local=local,
    release=release,
    stream=stream,
    switches=switches,
    terraform=terraform,
    test=test,
    web=web,
)
