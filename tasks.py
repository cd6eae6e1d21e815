"""What a developer and an operator can do: `invoke --list`. The work itself is in tools/."""

from __future__ import annotations

from invoke import Collection

from tools.bench.tasks import ns as bench
from tools.build.tasks import build, deps
from tools.erasures.tasks import ns as erasures
from tools.failures.tasks import dlq, stream
from tools.local.tasks import ns as local
from tools.quality.tasks import lint, openapi, test
from tools.recovery.tasks import ns as dr
from tools.release.tasks import ns as release
from tools.release.tasks import rollback
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
    deps=deps,
    dlq=dlq,
    dr=dr,
    erasures=erasures,
    local=local,
    release=release,
    stream=stream,
    terraform=terraform,
    test=test,
    web=web,
)
