from __future__ import annotations

from datetime import date

import pytest

from functions.habits.models import HabitCreate, RangeEdit
from functions.notes.models import NoteCreate
from functions.tasks.models import TaskCreate
from functions.vacations.models import VacationCreate
from shared.ids import is_ulid
from tools.local.demo_life import HABITS, check_ins, vacation
from tools.local.demo_plans import NOTES, tasks

TODAY = date(2026, 11, 21)
EACH = pytest.mark.parametrize("habit", HABITS, ids=lambda habit: habit["name"])


def test_ids_are_ulids_and_different() -> None:
    ids = [one["id"] for one in (*HABITS, *tasks(TODAY), *NOTES)]
    assert all(is_ulid(each) for each in ids)
    assert len(set(ids)) == len(ids)


@EACH
def test_the_api_takes_all_of_it(habit: dict) -> None:
    HabitCreate.model_validate(habit)
    RangeEdit.model_validate({"days": list(check_ins(habit, TODAY))[:366]})
    VacationCreate.model_validate(vacation(TODAY))


def test_the_api_takes_what_is_planned_and_written_down() -> None:
    due = [TaskCreate.model_validate(task).due for task in tasks(TODAY)]
    assert sum(one is not None and one.date <= f"{TODAY}" for one in due) == 3
    for note in NOTES:
        NoteCreate.model_validate(note)
        assert set(note.get("habit_ids", [])) <= {habit["id"] for habit in HABITS}


@EACH
def test_it_is_mostly_kept_but_for_the_holiday_and_never_in_the_future(habit: dict) -> None:
    days = {day["date"]: day["status"] for day in check_ins(habit, TODAY)}
    away = vacation(TODAY)
    assert max(days) < f"{TODAY}"
    assert not [day for day in days if away["start_date"] <= day <= away["end_date"]]
    assert list(days.values()).count("done") > len(days) * 0.8 > 20


@EACH
def test_what_counts_something_has_a_value_where_it_was_done(habit: dict) -> None:
    for entry in check_ins(habit, TODAY):
        assert ("value" in entry) == (habit.get("kind") == "numeric" and entry["status"] == "done")
