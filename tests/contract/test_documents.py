"""What README and docs refer to is there: files, headings, commands, and decisions by their number."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import tasks
from tools.manifests import ROOT

DECISIONS = ROOT / "docs" / "decisions"
PAGES = sorted(
    [
        ROOT / "README.md",
        *(ROOT / "docs").glob("**/*.md"),
        *(ROOT / "functions").glob("**/*.md"),
        *(ROOT / "terraform").glob("modules/*/README.md"),
    ]
)
LINK = re.compile(r"\]\(([^)\s]+)\)")
NUMBERED = re.compile(r"\bdecisions/(\d{4}(?:-[a-z0-9-]+\.md)?)")
COMMAND = re.compile(r"\binvoke ([a-z][a-z_]*(?:\.[a-z_-]+)?)")
PAGE = re.compile(r"`((?:docs/)?[a-z]+\.md)`")


@cache
def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def anchors(page: Path) -> set[str]:
    """Of its headings, as GitHub makes them."""
    headings = re.findall(r"^#+ (.*)$", text_of(page), re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def leads_somewhere(page: Path, link: str) -> bool:
    path, _, anchor = link.partition("#")
    target = (page.parent / path).resolve() if path else page
    return target.exists() and (not anchor or anchor in anchors(target))


def each(pattern: re.Pattern[str]) -> Iterator[tuple[Path, str]]:
    """What the pattern finds, with the page where it stands."""
    for page in PAGES:
        for found in pattern.finditer(text_of(page)):
            yield page, found[1]


def test_pages_are_read_at_all() -> None:
    for pattern in (LINK, NUMBERED, COMMAND, PAGE):
        assert len(list(each(pattern))) > 10, pattern.pattern


def test_links_lead_somewhere() -> None:
    links = ((page, link) for page, link in each(LINK) if not re.match(r"[a-z]+:", link))
    assert [(page.name, link) for page, link in links if not leads_somewhere(page, link)] == []


def test_pages_that_are_named_are_there() -> None:
    found = [
        (page, name) for page, name in each(PAGE) if not any((at / name).exists() for at in around(page))
    ]
    assert [(page.name, name) for page, name in found] == []


def around(page: Path) -> list[Path]:
    return [page.parent, ROOT, ROOT / "docs"]


def test_decisions_that_are_named_are_there() -> None:
    there = [page.name for page in DECISIONS.glob("*.md")]
    found = [
        (page.name, name) for page, name in each(NUMBERED) if not any(one.startswith(name) for one in there)
    ]
    assert found == []


def test_decisions_have_a_number_each() -> None:
    numbers = [page.name[:4] for page in DECISIONS.glob("*.md")]
    assert sorted(numbers) == sorted(set(numbers))


def test_commands_that_are_named_are_there() -> None:
    there = {*tasks.ns.task_names, *tasks.ns.collections}
    assert [(page.name, name) for page, name in each(COMMAND) if name not in there] == []
