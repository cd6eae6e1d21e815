"""`invoke test.*`, `invoke lint`, `invoke openapi`."""

from __future__ import annotations

import sys
from pathlib import Path

from invoke import Collection, Context, task

from tools.quality.steps import ROOT, Leftover, Meanwhile, Step, command, pytest_on, run_all

TEST_CLOUD = ".local/test"
PYTHON = ("functions", "shared", "tools", "tests", "tasks.py")
AGAINST_TEST_CLOUD = {"DAYBOOK_LOCAL_DIR": TEST_CLOUD}


def invoke(*arguments: str) -> list[str]:
    return [sys.executable, "-m", "invoke", *arguments]


def local_cloud(name: str, *options: str) -> Step:
    return Step(
        f"local cloud: {name}",
        f"DAYBOOK_LOCAL_DIR={TEST_CLOUD} invoke local.{name}",
        command(*invoke(f"local.{name}", *options), **AGAINST_TEST_CLOUD),
    )


LINT = [
    Step("ruff", "invoke lint", command(sys.executable, "-m", "ruff", "check", *PYTHON)),
    Step("mypy", "invoke lint", command(sys.executable, "-m", "mypy")),
    Step(
        "OpenAPI document is current",
        "invoke openapi",
        command(sys.executable, "-m", "tools.openapi", "--check"),
    ),
]
UNIT = Step("unit tests", "invoke test.unit --thorough", pytest_on("-n", "auto", "tests/unit"))
QUICK = Step(
    "unit tests, the quick ones",
    "invoke test.unit",
    pytest_on("-n", "auto", "tests/unit", DAYBOOK_QUICK_TESTS="1"),
)
# They look at whole plans, which takes as long as all other contract tests: with Terraform's checks.
COSTS = "tests/contract/test_costs.py"
CONTRACT = Step("contract tests", "invoke test.contract", pytest_on("tests/contract", f"--ignore={COSTS}"))
TERRAFORM = [
    # Its tests validate too.
    Step("terraform fmt", "invoke terraform.fmt", command(*invoke("terraform.fmt", "--check"))),
    Step("terraform test", "invoke terraform.test", command(*invoke("terraform.test"))),
    Step("switches in pairs", "invoke switches.plan", command(*invoke("switches.plan"))),
    Step(
        "who may do what",
        "invoke terraform.permissions --check",
        command(*invoke("terraform.permissions", "--check")),
    ),
    Step("checkov", "invoke terraform.checkov", command(*invoke("terraform.checkov"))),
    Step(
        "checkov over prod's plan",
        "invoke terraform.checkov --env prod",
        command(*invoke("terraform.checkov", "--env", "prod")),
    ),
    Step("what it costs", "invoke test.terraform", pytest_on(COSTS)),
]
WEB = Step("web app: types, lint, unit tests", "invoke web.test", command(*invoke("web.test")))
# Against the cloud much of a test is waiting, so files run side by side, each in one process, in the order
# of their conftest. The browser tests compute more.
SIDE_BY_SIDE = ("-n", "4", "--dist", "loadfile", "--no-loadscope-reorder")
BROWSERS_SIDE_BY_SIDE = ("-n", "3", "--dist", "loadfile", "--no-loadscope-reorder")
# These change what all the others use: a function's permissions, the version of the app.
PERMISSIONS = ("tests/integration/test_operations.py", "tests/integration/test_faults.py")
NEW_VERSIONS = ("tests/e2e/test_app_itself.py",)


def integration_tests(**environment: str) -> list[Step]:
    name = "integration tests"
    return together_and_alone(name, "tests/integration", SIDE_BY_SIDE, PERMISSIONS, environment)


def browser_tests(**environment: str) -> list[Step]:
    name = "browser tests"
    return together_and_alone(name, "tests/e2e", BROWSERS_SIDE_BY_SIDE, NEW_VERSIONS, environment)


def together_and_alone(
    name: str, folder: str, together: tuple[str, ...], alone: tuple[str, ...], environment: dict[str, str]
) -> list[Step]:
    """The folder's tests, `together` as xdist is told, and after them, when nothing else runs, those of the
    files `alone`."""
    again = f"invoke test.{Path(folder).name}"
    return [
        Step(
            name,
            again,
            pytest_on(*together, folder, *(f"--ignore={file}" for file in alone), **environment),
        ),
        Step(f"{name}, one by one", again, pytest_on(*alone, **environment)),
    ]


# What goes through the keeper of accounts is tried with the other one as well, on the same local cloud.
IDENTITY_TESTS = [
    f"tests/integration/test_{name}.py"
    for name in (
        "access_tokens",
        "accounts",
        "attacks",
        "erasure",
        "passwords",
        "second_step",
        "sessions",
        "signing_key",
    )
]
NATIVE = [
    local_cloud("up", "--detach", "--identity", "native"),
    Step(
        "identity tests, accounts native",
        "invoke test.identity",
        pytest_on(*SIDE_BY_SIDE, "-m", "not wiring", *IDENTITY_TESTS, **AGAINST_TEST_CLOUD),
    ),
]
RESTART = Step(
    "down, up, and all is still there",
    "invoke test.restart",
    pytest_on("tests/restart", **AGAINST_TEST_CLOUD),
)


@task
def lint(_: Context) -> None:
    """Ruff, mypy and the freshness of docs/openapi.json."""
    run_all(LINT)


@task(help={"check": "Only say whether docs/openapi.json is current."})
def openapi(_: Context, check: bool = False) -> None:
    """Write docs/openapi.json from the manifests and handlers."""
    run_all(
        [
            Step(
                "OpenAPI",
                "invoke openapi",
                command(sys.executable, "-m", "tools.openapi", *(["--check"] * check)),
            )
        ]
    )


@task(help={"thorough": "With every example and those that try every case, as in `make test`."})
def unit(_: Context, thorough: bool = False) -> None:
    """The quick loop: unit tests, with sockets closed."""
    run_all([UNIT if thorough else QUICK])


@task
def contract(_: Context) -> None:
    """Manifests, handlers, OpenAPI document and folders agree."""
    run_all([CONTRACT])


@task
def integration(_: Context) -> None:
    """HTTP against the local cloud (started by `make up`, or in .local/test by `invoke test.all`)."""
    run_all(integration_tests())


@task
def identity(_: Context) -> None:
    """Those of them that go through the keeper of accounts (`make up IDENTITY=native` for the other one)."""
    run_all([Step("identity tests", "invoke test.identity", pytest_on(*SIDE_BY_SIDE, *IDENTITY_TESTS))])


@task
def e2e(_: Context) -> None:
    """The web app in headless Chromium against the local cloud."""
    run_all(browser_tests())


@task
def restart(_: Context) -> None:
    """Stops the local cloud, starts it again, and looks whether everything is still there."""
    run_all([Step(RESTART.name, RESTART.again, pytest_on("tests/restart"))])


@task
def terraform(_: Context) -> None:
    """Everything about Terraform that needs no cloud."""
    run_all(TERRAFORM)


@task(name="all")
def everything(_: Context) -> None:
    """All of it, as `make test` and CI run it; the local cloud of its own lives in .local/test."""
    # Two cores are never left idle: starting the cloud is mostly waiting for AWS's provider, and so are many
    # tests against it. Terraform's checks have no clock of their own, so they take what the others leave.
    up = Meanwhile(
        "local cloud: up", "invoke local.up", *invoke("local.up", "--detach"), **AGAINST_TEST_CLOUD
    )
    checks = Leftover("Terraform's checks", "invoke test.terraform", *invoke("test.terraform"))
    beside_the_start = [local_cloud("reset", "--yes"), up.begin, checks.begin, *LINT, CONTRACT, UNIT, up.done]
    try:
        online = [*integration_tests(**AGAINST_TEST_CLOUD), *browser_tests(**AGAINST_TEST_CLOUD)]
        run_all([*beside_the_start, WEB, *online, RESTART, *NATIVE, checks.done])
    finally:
        checks.stop()
        up.stop()
        if (ROOT / Path(TEST_CLOUD)).exists():
            command(*invoke("local.down"), **AGAINST_TEST_CLOUD)()


test = Collection("test", unit, contract, terraform, integration, identity, e2e, restart, everything)
