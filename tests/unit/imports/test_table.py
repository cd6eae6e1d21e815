"""Any CSV: the first look, the mapping, the cells."""

from __future__ import annotations

import csv
import io
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.transfer.archive import Parsed
from shared.transfer.sources import table
from shared.transfer.sources.draft import Refused
from shared.transfer.sources.recognise import Table, read
from shared.transfer.sources.table_cells import DateOrder, amount_of, date_of, status_of
from tests.support.thorough import examples
from tests.unit.imports.files import NOW


def look(data: bytes | str) -> Table:
    found = read(data if isinstance(data, bytes) else data.encode(), "auto", NOW)
    assert isinstance(found, Table)
    return found


def parsed(text: str, **mapping: Any) -> Parsed:
    return table.parse(text, mapping, "my file", NOW)


def days(text: str, **mapping: Any) -> dict[str, dict[str, list[Any]]]:
    return {habit["name"]: habit["days"] for habit in parsed(text, **mapping).archive["habits"]}


@pytest.mark.parametrize(
    ("text", "guess"),
    [
        (
            "Date,Habit,Value,Note\n2025-01-31,Read,1,x\n",
            {
                "date": "Date",
                "date_order": "ymd",
                "habit": "Habit",
                "value": "Value",
                "note": "Note",
                "wide": False,
            },
        ),
        (
            "Datum;Gewohnheit;Erledigt;Kommentar\n31.01.2025;Lesen;ja;\n",
            {
                "date": "Datum",
                "date_order": "dmy",
                "habit": "Gewohnheit",
                "status": "Erledigt",
                "note": "Kommentar",
                "wide": False,
            },
        ),
        ("when\tRead\tRun\n1/31/2025\tx\t5.5\n", {"date": "when", "date_order": "mdy", "wide": True}),
        (
            "HabitName,HabitDescription,HabitCategory,CalendarDate,Value,CommentText\nRead,,,2025-01-31,1,\n",
            {
                "date": "CalendarDate",
                "date_order": "ymd",
                "habit": "HabitName",
                "value": "Value",
                "note": "CommentText",
                "wide": False,
            },
        ),
    ],
)
def test_the_guess(text: str, guess: dict[str, Any]) -> None:
    assert look(text).columns["guess"] == guess


def test_the_first_look() -> None:
    rows = "".join(f"2025-01-{day:02},x\n" for day in range(1, 10))
    columns = look(f"Day,Day\n{rows}").columns
    assert columns["names"] == ["Day", "Day (2)"]
    assert columns["rows"] == [[f"2025-01-{day:02}", "x"] for day in range(1, 6)]
    assert look("a,b\nc,d\n").columns["guess"] is None


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_encodings(encoding: str) -> None:
    found = look("Date;Übung\r\n2025-01-01;ja\r\n".encode(encoding))
    assert found.columns["names"] == ["Date", "Übung"]


def test_a_table_without_names() -> None:
    found = look("2025-01-01,Read\n2025-01-02,Run\n")
    assert found.columns["names"] == ["Column 1", "Column 2"]
    assert days(found.text, date="Column 1", habit="Column 2") == {
        "Read": {"2025-01-01": ["done"]},
        "Run": {"2025-01-02": ["done"]},
    }


def test_long_with_words() -> None:
    text = (
        "Date,Habit,Status,Note\n2025-01-01,Read,Done,good\n2025-01-02,Read,skipped,\n"
        "2025-01-03,Read,NO,\n2025-01-04,Read,,\n"
    )
    found = parsed(text, date="Date", habit="Habit", status="Status", note="Note")
    assert found.archive["habits"][0]["days"] == {
        "2025-01-01": ["done"],
        "2025-01-02": ["skip"],
        "2025-01-03": ["missed"],
    }
    assert found.archive["habits"][0]["notes"] == {"2025-01-01": "good"}


def test_long_with_amounts_and_statuses() -> None:
    text = (
        "d;h;s;v\n2025-01-01;Run;done;5,25\n2025-01-02;Run;skip;\n2025-01-03;Run;;0\n"
        "2025-01-04;Read;;1\n2025-01-05;Run;done;\n"
    )
    found = days(text, date="d", habit="h", status="s", value="v")
    assert found == {
        "Run": {
            "2025-01-01": ["done", 5.25],
            "2025-01-02": ["skip"],
            "2025-01-03": ["missed"],
            "2025-01-05": ["done", 1],
        },
        "Read": {"2025-01-04": ["done"]},
    }


def test_long_without_a_habit_is_one_habit_named_after_the_file() -> None:
    assert days("d,v\n2025-01-01,yes\n", date="d", value="v") == {"my file": {"2025-01-01": ["done"]}}


def test_wide() -> None:
    text = "date,Read,Run\n31/01/2025,x,5\n30/01/2025,,0\n29/01/2025,skip,-\n"
    assert days(text, date="date", wide=True, date_order="dmy") == {
        "Read": {"2025-01-31": ["done"], "2025-01-29": ["skip"]},
        "Run": {"2025-01-31": ["done", 5], "2025-01-30": ["missed"], "2025-01-29": ["skip"]},
    }


def test_rows_that_cannot_be_right_are_told_and_the_others_stay() -> None:
    text = (
        "d,h,v\n2025-01-01,Run,5\n2025-13-01,Run,5\n2025-01-02,,5\n2025-01-03,Run,5 km\n2025-01-04,Run,-2\n"
        "2025-01-05,Run,1e999\n2025-01-06,Run,nan\n2025-01-01,Run,6\n2025-01-07\n2025-01-08,Run,99999999\n"
    )
    found = parsed(text, date="d", habit="h", value="v")
    assert found.archive["habits"][0]["days"] == {"2025-01-01": ["done", 5]}
    assert [problem["where"] for problem in found.problems] == [
        f"line {n}" for n in (3, 4, 5, 6, 7, 9, 10, 11)
    ]
    assert found.problems[0]["reason"] == "“2025-13-01” is not a date of the form 2025-03-01"


def test_a_quote_that_is_never_closed_costs_its_row_only() -> None:
    text = "d,h\n2025-01-01,Run\n" + '2025-01-02,"' + "x" * 140_000 + "\n"
    found = parsed(text, date="d", habit="h")
    assert found.archive["habits"][0]["days"] == {"2025-01-01": ["done"]}


@pytest.mark.parametrize("mapping", [{}, {"date": "nothing"}, {"date": "d", "habit": "nothing"}])
def test_a_mapping_that_does_not_fit_is_refused(mapping: dict[str, Any]) -> None:
    with pytest.raises(Refused):
        parsed("d,h\n2025-01-01,Run\n", **mapping)


@pytest.mark.parametrize(
    ("cell", "order", "expected"),
    [
        ("2025-03-04", "dmy", date(2025, 3, 4)),
        ("2025/3/4 10:00:00", "mdy", date(2025, 3, 4)),
        ("2025-03-04T23:59:59Z", "ymd", date(2025, 3, 4)),
        ("20250304", "ymd", date(2025, 3, 4)),
        ("4.3.2025", "dmy", date(2025, 3, 4)),
        ("03/04/25", "mdy", date(2025, 3, 4)),
        ("4 Mar 2025", "ymd", date(2025, 3, 4)),
        ("March 4, 2025", "ymd", date(2025, 3, 4)),
        ("4.3.2025", "ymd", None),
        ("31/02/2025", "dmy", None),
        ("tomorrow", "ymd", None),
    ],
)
def test_dates(cell: str, order: DateOrder, expected: date | None) -> None:
    assert date_of(cell, order) == expected


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("1,5", 1.5),
        ("1.5", 1.5),
        ("1,234.5", 1234.5),
        ("1.234,5", 1234.5),
        ("1 234", 1234),
        ("", None),
        ("nan", None),
        ("1e5", None),
        ("1.2.3", None),
        (".", None),
    ],
)
def test_amounts(cell: str, expected: float | None) -> None:
    assert amount_of(cell) == expected


def test_words() -> None:
    assert [status_of(word) for word in ("Yes", "✓", "–", "verpasst", "N/A", "", "maybe")] == [
        "done",
        "done",
        "skip",
        "missed",
        "",
        "",
        None,
    ]


NAMES = st.sampled_from(["Read", "Ünïted; naps", 'say "hi"', "a,b", "1"])
DAYS = st.integers(0, 3000).map(lambda n: date(2015, 1, 1) + timedelta(days=n))
FORMS = {"ymd": "%Y-%m-%d", "dmy": "%d.%m.%Y", "mdy": "%m/%d/%Y"}


@examples(40)
@given(
    marks=st.dictionaries(st.tuples(NAMES, DAYS), st.sampled_from(["done", "skip", "missed"]), min_size=1),
    order=st.sampled_from(["ymd", "dmy", "mdy"]),
    delimiter=st.sampled_from([",", ";", "\t", "|"]),
)
def test_what_is_written_is_what_is_read(
    marks: dict[tuple[str, date], str], order: str, delimiter: str
) -> None:
    out = io.StringIO()
    writer = csv.writer(out, delimiter=delimiter)
    writer.writerow(["Date", "Habit", "Status"])
    for (name, day), status in marks.items():
        writer.writerow([day.strftime(FORMS[order]), name, status])
    found = parsed(out.getvalue(), date="Date", habit="Habit", status="Status", date_order=order)
    assert not found.problems
    read_back = {
        (habit["name"], date.fromisoformat(day)): cell[0]
        for habit in found.archive["habits"]
        for day, cell in habit["days"].items()
    }
    assert read_back == marks
