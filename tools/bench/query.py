"""The processor time of a DynamoDB query of 50 items into plain Python values: shared.table against boto3's
client, which even leaves the values as DynamoDB writes them. boto3's resource, which makes Python values
too, is printed beside it."""

from __future__ import annotations

from tools.bench.environment import prepare
from tools.bench.promises import Promise, require
from tools.bench.stubs import DynamoDB, serving
from tools.bench.turns import medians

ROUNDS = 5
ITEMS = 50
_MEASURE = """
import statistics, sys, time
def batch():
    begin = time.process_time()
    for _ in range(20):
        query()
    return (time.process_time() - begin) / 20
assert len(query()) == 50
batch()
print(statistics.median(batch() for _ in range(9)), file=sys.stderr)
"""
_DAYBOOK = """
from shared.table import Table
table = Table()
query = lambda: table.query("USER#user-1", begins_with="HABIT#").items
"""
_BOTO3 = """
import boto3
client = boto3.client("dynamodb")
query = lambda: client.query(TableName="table", KeyConditionExpression="pk = :pk AND begins_with(sk, :sk)",
    ExpressionAttributeValues={":pk": {"S": "USER#user-1"}, ":sk": {"S": "HABIT#"}})["Items"]
"""
_RESOURCE = """
import boto3
from boto3.dynamodb.conditions import Key
table = boto3.resource("dynamodb").Table("table")
query = lambda: table.query(
    KeyConditionExpression=Key("pk").eq("USER#user-1") & Key("sk").begins_with("HABIT#"))["Items"]
"""


def habit(number: int) -> dict:
    """An item as functions/habits stores it, of about its size and nesting."""
    return {
        "pk": {"S": "USER#user-1"},
        "sk": {"S": f"HABIT#{number:026}"},
        "id": {"S": f"{number:026}"},
        "name": {"S": "Read twenty pages"},
        "question": {"S": "Did you read today?"},
        "kind": {"S": "yes_no"},
        "unit": {"NULL": True},
        "target": {"NULL": True},
        "target_type": {"S": "at_least"},
        "schedule": {
            "M": {"type": {"S": "weekdays"}, "days": {"L": [{"N": str(day)} for day in range(1, 6)]}}
        },
        "colour": {"S": "blue"},
        "icon": {"S": "📚"},
        "start_date": {"S": "2026-01-01"},
        "archived": {"BOOL": False},
        "version": {"N": "3"},
        "created_at": {"S": "2026-01-01T00:00:00Z"},
        "updated_at": {"S": "2026-01-02T00:00:00Z"},
    }


class Habits(DynamoDB):
    items = [habit(number) for number in range(ITEMS)]  # noqa: RUF012 - never changed


def promises(rounds: int = ROUNDS) -> tuple[list[Promise], list[str]]:
    """The promise, and a line for boto3's resource."""
    environment = prepare()
    daybook, reference = [environment.layer], [environment.compiled]
    with serving(Habits) as port:
        times = medians(
            {
                "Daybook": (daybook, _DAYBOOK + _MEASURE),
                "boto3": (reference, _BOTO3 + _MEASURE),
                "resource": (reference, _RESOURCE + _MEASURE),
            },
            rounds,
            {"AWS_ENDPOINT_URL_DYNAMODB": f"http://127.0.0.1:{port}"},
        )
    unit = f"of boto3's {times['boto3'] * 1000:.1f} ms"
    kept = [Promise(f"query of {ITEMS} items, CPU", times["Daybook"] / times["boto3"], 0.45, unit)]
    return kept, [f"boto3's resource {times['resource'] / times['boto3']:>7.3g}"]


def main() -> None:
    kept, others = promises()
    print("\n".join(others))
    require(kept)
