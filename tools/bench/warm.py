"""What a framework adds to a warm, validated POST: nothing is stored, so only its own work counts."""

from __future__ import annotations

import json

from tests.support.events import http_event
from tools.bench.environment import REFERENCES, prepare
from tools.bench.promises import Promise, require
from tools.bench.turns import medians

ROUNDS = 7
EVENT = http_event(
    "POST",
    "/v1/greetings",
    {"name": "Ada", "times": 3},
    user=None,
    headers={"content-type": "application/json"},
)
_PROGRAM = """
import importlib, json, statistics, sys, time, types
handle = importlib.import_module({module!r}).lambda_handler
event = json.loads({event!r})
context = types.SimpleNamespace(function_name="bench", memory_limit_in_mb=512, aws_request_id="request-1",
                                invoked_function_arn="arn:aws:lambda:eu-west-2:000000000000:function:bench")
assert handle(event, context)["statusCode"] == 200
def batch():
    begin = time.process_time()
    for _ in range(200):
        handle(event, context)
    return (time.process_time() - begin) / 200
batch()
print(statistics.median(batch() for _ in range(15)), file=sys.stderr)
"""


def promises(rounds: int = ROUNDS) -> list[Promise]:
    environment = prepare()
    event = json.dumps(EVENT)
    reference = [REFERENCES / "powertools_warm", environment.compiled]
    times = medians(
        {
            "Powertools": (reference, _PROGRAM.format(module="handler", event=event)),
            "Daybook": (
                [REFERENCES / "daybook", environment.layer],
                _PROGRAM.format(module="functions.greet.handler", event=event),
            ),
        },
        rounds,
    )
    unit = f"of Powertools' {times['Powertools'] * 1e6:.0f} µs"
    return [Promise("validated POST, warm", times["Daybook"] / times["Powertools"], 0.35, unit)]


def main() -> None:
    require(promises())
