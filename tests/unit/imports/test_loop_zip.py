"""Loop's CSV export in every layout that it has had."""

from __future__ import annotations

import pytest

from shared.transfer.archive import ArchiveHabit, Parsed
from shared.transfer.sources.draft import Refused
from shared.transfer.sources.recognise import read
from tests.unit.imports.files import NOW, loop_zip, zipped


def parsed(data: bytes) -> Parsed:
    found = read(data, "auto", NOW)
    assert isinstance(found, Parsed)
    assert found.archive["source"] == "loop"
    return found


def only(data: bytes) -> ArchiveHabit:
    (habit,) = parsed(data).archive["habits"]
    return habit


def test_named_values_of_2_3_1() -> None:
    rows = (
        "Date,Value,Notes\n2025-01-05,YES_MANUAL,\n2025-01-04,NO,Sick\n"
        "2025-01-03,SKIP,\n2025-01-02,UNKNOWN,later\n"
    )
    found = parsed(loop_zip("001,Read,YES_NO,Did you?,About,3,7,#D32F2F,,,,true\n", {"001 Read": rows}))
    (habit,) = found.archive["habits"]
    assert habit["days"] == {"2025-01-03": ["skip"], "2025-01-04": ["missed"], "2025-01-05": ["done"]}
    assert habit["notes"] == {"2025-01-02": "later", "2025-01-04": "Sick"}
    assert (habit["question"], habit["description"], habit["colour"]) == ("Did you?", "About", "red")
    assert habit["archived"] is True
    assert habit["schedule"] == {"type": "times", "times": 3, "period": "week"}
    assert not found.problems
    assert not found.dropped


def test_days_filled_in_automatically_are_dropped_and_counted() -> None:
    found = parsed(
        loop_zip("001,R,YES_NO,,,2,3,#D32F2F,,,,false\n", {"001 R": "2025-01-02,1\n2025-01-01,2\n"})
    )
    assert found.archive["habits"][0]["days"] == {"2025-01-01": ["done"]}
    assert [(entry["what"], entry["count"]) for entry in found.dropped] == [
        ("days that Loop had filled in by itself", 1)
    ]


@pytest.mark.parametrize(
    "rows",
    [
        "2025-01-03,3\n2025-01-02,0\n2025-01-01,2\n2024-12-31,-1\n",
        "2025-01-03,Entry(timestamp=2025-01-03, value=3)\n2025-01-02,Entry(timestamp=2025-01-02, value=0)\n"
        "2025-01-01,Entry(timestamp=2025-01-01, value=2)\n",
        '2025-01-03,"Entry(timestamp=2025-01-03, value=3, notes=)"\n'
        '2025-01-02,"Entry(timestamp=2025-01-02, value=0)"\n'
        '2025-01-01,"Entry(timestamp=1735689600000, value=2)"\n',
        "Date,Value,Notes\n2025-01-03,SKIP,\n2025-01-02,NO,\n2025-01-01,YES_MANUAL,\n",
        "\ufeffDate,Value\r\n2025-01-03,3\r\n2025-01-02,0\r\n2025-01-01,2\r\n",
    ],
    ids=["integers", "objects", "quoted objects", "names", "mark and CRLF"],
)
def test_every_way_of_writing_a_day_means_the_same(rows: str) -> None:
    habit = only(loop_zip("001,R,YES_NO,,,1,1,#D32F2F,,,,false\n", {"001 R": rows}))
    assert habit["days"] == {"2025-01-01": ["done"], "2025-01-02": ["missed"], "2025-01-03": ["skip"]}


NUMERIC = "001,Run,NUMERICAL,,,1,7,#1976D2,km,{kind},{target},false\n"


@pytest.mark.parametrize(
    ("rows", "days"),
    [
        (
            "2025-01-04,12500\n2025-01-03,SKIP\n2025-01-02,0\n2025-01-01,3\n",
            {
                "2025-01-04": ["done", 12.5],
                "2025-01-03": ["skip"],
                "2025-01-02": ["missed"],
                "2025-01-01": ["skip"],
            },
        ),
        (
            "2025-01-04,12.5\n2025-01-03,SKIP\n2025-01-02,0.0\n2025-01-01,3.0\n",
            {
                "2025-01-04": ["done", 12.5],
                "2025-01-03": ["skip"],
                "2025-01-02": ["missed"],
                "2025-01-01": ["done", 3],
            },
        ),
    ],
    ids=["thousandths", "decimals"],
)
def test_amounts(rows: str, days: dict[str, list[object]]) -> None:
    habit = only(loop_zip(NUMERIC.format(kind="AT_LEAST", target="20.0"), {"001 Run": rows}))
    assert habit["days"] == days
    assert (habit["kind"], habit["unit"], habit["target"], habit["target_type"]) == (
        "numeric",
        "km",
        20,
        "at_least",
    )


def test_nothing_at_all_is_an_amount_when_it_is_a_limit() -> None:
    habit = only(
        loop_zip(NUMERIC.format(kind="AT_MOST", target="2"), {"001 Run": "2025-01-02,NO\n2025-01-01,0\n"})
    )
    assert habit["target_type"] == "at_most"
    assert habit["days"] == {"2025-01-01": ["done", 0], "2025-01-02": ["done", 0]}


def test_1_x_has_one_text_and_no_positions() -> None:
    files = {
        "Habits.csv": "Name,Description,NumRepetitions,Interval,Color\nMeditate,Did you?,1,1,#AFB42B\n"
        "Wake up,Before 6?,2,3,#00897B\n",
        "001 Meditate/Checkmarks.csv": "2016-01-01,2\n",
        "002 Wake up/Checkmarks.csv": "2016-01-02,2\n",
    }
    first, second = parsed(zipped(files)).archive["habits"]
    assert (first["question"], first["description"], first["days"]) == (
        "Did you?",
        None,
        {"2016-01-01": ["done"]},
    )
    assert second["schedule"] == {"type": "times_in_days", "times": 2, "days": 3}
    assert second["days"] == {"2016-01-02": ["done"]}


def test_1_0_has_no_list_of_habits() -> None:
    found = parsed(
        zipped({"Meditate/checkmarks.csv": "2016-01-01,2\n", "Meditate/scores.csv": "2016-01-01,0.1\n"})
    )
    (habit,) = found.archive["habits"]
    assert (habit["name"], habit["days"]) == ("Meditate", {"2016-01-01": ["done"]})


def test_an_export_that_was_unpacked_and_packed_again_in_a_folder() -> None:
    plain = {
        "Habits.csv": "Name,Description,NumRepetitions,Interval,Color\nM,,1,1,#AFB42B\n",
        "001 M/Checkmarks.csv": "",
    }
    files = {f"Loop Habits CSV/{name}": text for name, text in plain.items()}
    assert only(zipped({**files, "__MACOSX/Loop Habits CSV/._Habits.csv": b"\0"}))["name"] == "M"


def test_rows_that_cannot_be_right_are_told_with_their_line_and_the_others_stay() -> None:
    rows = (
        "Date,Value,Notes\n2025-01-09,YES_MANUAL,\n2025-02-30,NO,\nyesterday,NO,\n2025-01-07,7,\n2025-01-06\n"
        "1999-12-31,NO,\n2031-01-01,NO,\n2025-01-05,perhaps,\n2025-01-09,NO,\n2025-01-09,YES_MANUAL,\n"
    )
    found = parsed(loop_zip("001,R,YES_NO,,,1,1,#D32F2F,,,,false\n", {"001 R": rows}))
    assert found.archive["habits"][0]["days"] == {"2025-01-09": ["done"]}
    assert [problem["where"].rpartition(" ")[2] for problem in found.problems] == [*list("3456789"), "10"]
    assert found.problem_count == 8
    assert found.problems[0] == {
        "where": "001 R/Checkmarks.csv, line 3",
        "reason": "“2025-02-30” is not a date of the form 2025-03-01",
    }


def test_habits_of_one_name_stay_apart_and_long_names_are_cut() -> None:
    twice = "001,R,YES_NO,,,1,1,#D32F2F,,,,false\n002,R,YES_NO,,,1,1,#D32F2F,,,,false\n"
    habits = f"{twice}003,{'x' * 130},YES_NO,,,1,1,,,,,\n"
    found = parsed(loop_zip(habits, {"001 R": "", "002 R": "2025-01-01,2\n", "003 xxx": ""}))
    assert [habit["key"] for habit in found.archive["habits"][:2]] == ["R", "R (2)"]
    assert found.archive["habits"][1]["days"] == {"2025-01-01": ["done"]}
    assert len(found.archive["habits"][2]["name"]) == 100
    assert [entry["what"] for entry in found.dropped] == ["the end of a name"]


def test_a_frequency_that_is_none_becomes_daily_and_is_told() -> None:
    found = parsed(loop_zip("001,R,YES_NO,,,x,0,#D32F2F,,,,false\n", {"001 R": ""}))
    assert found.archive["habits"][0]["schedule"] == {"type": "daily"}
    assert [problem["where"] for problem in found.problems] == ["Habits.csv, line 2"]


def test_the_comma_in_a_name_breaks_nothing() -> None:
    habit = only(
        loop_zip('001,"Eat, sleep",YES_NO,,,1,1,#D32F2F,,,,false\n', {"001 Eat sleep": "2025-01-01,2\n"})
    )
    assert (habit["name"], habit["days"]) == ("Eat, sleep", {"2025-01-01": ["done"]})


def test_a_zip_of_something_else_is_refused() -> None:
    with pytest.raises(Refused, match=r"no Habits\.csv"):
        read(zipped({"photo.txt": "hello"}), "auto", NOW)


def test_more_habits_than_there_may_be_are_refused() -> None:
    habits = "".join(f"{n:03},H{n},YES_NO,,,1,1,#D32F2F,,,,false\n" for n in range(1, 502))
    with pytest.raises(Refused, match="more than 500 habits"):
        read(loop_zip(habits, {}), "auto", NOW)
