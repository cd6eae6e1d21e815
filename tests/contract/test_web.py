"""What the web app says of the server's rules, in words of its own, is what they are."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from functions.analytics.models import LeaderboardMember
from shared.identity.access_tokens import SCOPES
from shared.points.items import A_DAY, MILESTONES
from shared.rewards.limits import FREEZABLE_DAYS, MAX_PRICE, MAX_QUANTITY

WEB = Path(__file__).parents[2] / "frontend" / "src"
TOKEN_WORDS = WEB / "features" / "security" / "tokenWords.ts"


def number(path: str, name: str) -> int:
    (found,) = re.findall(rf"const {name} = ([\d_]+);", (WEB / path).read_text("utf-8"))
    return int(found)


def token_words() -> dict[str, str]:
    """By scope the key of its words."""
    found = re.findall(r"'(\w+:\w+)': '(tokens\.scope\.\w+)'", TOKEN_WORDS.read_text("utf-8"))
    return dict(found)


def test_every_scope_that_a_token_may_have_can_be_chosen() -> None:
    assert sorted(token_words()) == sorted(SCOPES)


@pytest.mark.parametrize("language", ["en", "de"])
def test_every_scope_has_words_of_its_own(language: str) -> None:
    texts = json.loads((WEB / "lib" / "i18n" / "messages" / language / "security.json").read_text("utf-8"))
    said = [texts[key] for key in token_words().values()]
    assert all(said) and len(set(said)) == len(SCOPES)


def test_points_are_what_the_server_counts() -> None:
    (milestones,) = re.findall(
        r"MILESTONES[^=]*= \{([^}]*)\}", (WEB / "lib" / "points.ts").read_text("utf-8")
    )
    pairs = (pair.split(":") for pair in milestones.split(","))
    assert {int(streak): int(points) for streak, points in pairs} == MILESTONES
    assert number("lib/points.ts", "A_DAY") == A_DAY


@pytest.mark.parametrize(
    ("path", "name", "bound"),
    [
        ("features/rewards/OwnSheet.tsx", "HIGHEST", MAX_PRICE),
        ("features/rewards/OrderSheet.tsx", "MOST", MAX_QUANTITY),
        ("lib/habits/freezes.ts", "FREEZABLE_DAYS", FREEZABLE_DAYS),
    ],
)
def test_bounds_are_the_servers(path: str, name: str, bound: int) -> None:
    assert number(path, name) == bound


def test_a_name_on_the_leaderboard_is_as_long_as_the_server_takes() -> None:
    schema = LeaderboardMember.model_json_schema()["properties"]["display_name"]
    assert number("features/insights/LeaderboardCard.tsx", "LONGEST_NAME") == schema["maxLength"]
