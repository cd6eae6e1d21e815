"""Whatever is edited in whatever order, while months pass and relay comes by or does not: what readers
compute from checkpoint and later months is what all marks give."""

from __future__ import annotations

from datetime import date, datetime, timedelta, timezone
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from shared.attributes import decode_item, encode_item
from shared.habits.checkpoint import Checkpoint, begin
from shared.habits.days import is_open, last_ordinal, month_of, months_between
from shared.habits.items import first_month_to_read, habit_from, rules_from
from shared.habits.marks import DONE, MISSED, SKIP, Mark
from shared.habits.recompute import is_stale, renewal
from shared.habits.rules import Rules
from shared.habits.standing import look_from, stand
from shared.habits.state import nothing
from shared.habits.statistics import stats
from shared.habits.vacations import first_difference, pauses_of
from tests.support.thorough import examples
from tests.unit.habits_domain.making import any_schedule

ID = "01JZ0000000000000000000001"
MADE = datetime(2014, 10, 5, 8, tzinfo=timezone.utc)


class Life:
    """A habit's item, its marks and its month ends' scores, as the functions leave them."""

    def __init__(self, fields: dict[str, Any]) -> None:
        self.now = datetime(2015, 1, 25, 12, tzinfo=timezone.utc)
        created = MADE.isoformat().replace("+00:00", "Z")
        self.item: dict[str, Any] = {"id": ID, "created_at": created, "version": 1, **fields}
        self.marks: dict[int, Mark] = {}
        self.vacations: dict[str, Any] = {}
        self.month_ends: dict[str, float] = {}

    @property
    def today(self) -> date:
        return self.now.date()

    def mark(self, ago: int, mark: Mark | None) -> None:
        day = self.today - timedelta(days=ago)
        self.marks.pop(day.toordinal(), None)
        if mark is not None:
            self.marks[day.toordinal()] = mark
        if not is_open(month_of(day), self.now):
            self._edited_from(day)

    def rest(self, ago: int, length: int | None) -> None:
        first = self.today - timedelta(days=ago)
        end = None if length is None else (first + timedelta(days=length)).isoformat()
        self.vacations[str(len(self.vacations))] = {"start": first.isoformat(), "end": end, "habits": None}

    def back_to_work(self) -> None:
        self.vacations = {name: {**one, "deleted": True} for name, one in self.vacations.items()}

    def wait(self, days: int) -> None:
        self.now += timedelta(days=days)

    def relay(self) -> None:
        """First the copies of the pauses, then the checkpoint."""
        pauses = pauses_of(ID, self.vacations)
        changed = first_difference(self.item.get("pauses", []), pauses)
        self.item["pauses"] = pauses
        if changed is not None:
            self._edited_from(changed)
        habit = habit_from(self.item)
        if is_stale(habit, self.now):
            renewed = renewal(habit, self._since(first_month_to_read(habit)), self.now)
            self.item.pop("dirty_from", None)
            self.item.update(decode_item(encode_item(renewed.change["set"])))
            self._keep(renewed.scores)

    def _keep(self, scores: dict[str, dict[str, float]]) -> None:
        self.month_ends.update(
            {f"{year}-{name}": score for year, of in scores.items() for name, score in of.items()}
        )

    def _edited_from(self, day: date) -> None:
        self.item["dirty_from"] = min(self.item.get("dirty_from", "9"), day.isoformat())
        self.item["past_edits"] = self.item.get("past_edits", 0) + 1

    def _since(self, month: str) -> dict[int, Mark]:
        return {day: mark for day, mark in self.marks.items() if month_of(date.fromordinal(day)) >= month}

    def is_told_rightly(self) -> None:
        habit = habit_from(self.item, self.vacations)
        rules = rules_from({**self.item, "pauses": pauses_of(ID, self.vacations)})
        read = self._since(first_month_to_read(habit))
        told, scratch, now = (
            begin(habit.usable_checkpoint(), habit.rules),
            nothing(rules),
            self.today.toordinal(),
        )
        told.advance(habit.rules, read, now)
        scratch.advance(rules, self.marks, now)
        assert (told.score.value, told.totals) == (scratch.score.value, scratch.totals)
        assert told.streaks.current(rules, now) == scratch.streaks.current(rules, now)
        assert told.streaks.best_at(rules, now) == scratch.streaks.best_at(rules, now)
        assert self._since(habit.history_from) == self.marks, "a month with marks would not be read"
        page = stats(rules, self.marks, self.today)
        summary = stand(habit.rules, habit.usable_checkpoint(), read, self.today, self.today).summary
        assert (page["score"], page["current_streak"]) == (summary["score"], summary["streak"])
        self._month_ends_are_told_rightly(habit.usable_checkpoint(), rules)

    def _month_ends_are_told_rightly(self, checkpoint: Checkpoint | None, rules: Rules) -> None:
        if checkpoint is None or checkpoint.state.first is None:
            return
        history: list[tuple[int, float]] = []
        nothing(rules).advance(rules, self.marks, last_ordinal(checkpoint.through), history)
        scores, first = dict(history), month_of(date.fromordinal(checkpoint.state.first))
        for month in months_between(first, checkpoint.through):
            assert abs(self.month_ends[month] - scores[last_ordinal(month)]) < 1e-14


MARK = st.sampled_from([Mark(DONE), Mark(DONE, 2000), Mark(DONE, 700), Mark(SKIP), Mark(MISSED), None])
AGO = st.integers(0, 200)
STEP = st.one_of(
    st.tuples(st.just("mark"), AGO, MARK),
    st.tuples(st.just("rest"), st.integers(-5, 120), st.none() | st.integers(0, 30)),
    st.tuples(st.just("back_to_work")),
    st.tuples(st.just("wait"), st.integers(1, 40)),
    st.tuples(st.just("relay")),
    st.tuples(st.just("relay")),
)


@st.composite
def any_fields(draw: st.DrawFn) -> dict[str, Any]:
    schedule = draw(any_schedule())
    if schedule.get("period") == "week":
        schedule = {**schedule, "week_start": draw(st.sampled_from([1, 6, 7]))}
    kind = draw(st.sampled_from(["yes_no", "at_least", "at_most"]))
    target = None if kind == "yes_no" else draw(st.sampled_from([1, 2, 5]))
    dates = {
        "start_date": draw(st.none() | st.dates(date(2014, 6, 1), date(2015, 1, 20))),
        "end_date": draw(st.none() | st.dates(date(2015, 1, 10), date(2015, 4, 1))),
    }
    given_dates = {name: day.isoformat() for name, day in dates.items() if day}
    return {"schedule": schedule, "target": target, "target_type": kind, **given_dates}


@examples(30)
@given(any_fields(), st.lists(st.tuples(AGO, MARK), max_size=60), st.lists(STEP, max_size=10))
def test_any_life(fields: dict[str, Any], marks: list[tuple[int, Mark | None]], steps: list[Any]) -> None:
    life = Life(fields)
    for ago, mark in marks:
        life.mark(ago, mark)
    life.is_told_rightly()
    for name, *arguments in [("relay",), *steps]:
        getattr(life, name)(*arguments)
        life.is_told_rightly()


@examples(30)
@given(any_fields(), st.lists(st.tuples(AGO, MARK), max_size=60), st.integers(0, 150))
def test_a_look_at_any_day_is_the_same_with_and_without_a_checkpoint(
    fields: dict[str, Any], marks: list[tuple[int, Mark | None]], ago: int
) -> None:
    life = Life(fields)
    for back, mark in marks:
        life.mark(back, mark)
    life.relay()
    habit, day = habit_from(life.item), life.today - timedelta(days=ago)
    checkpoint = habit.usable_checkpoint()
    assert checkpoint is not None
    needed = min(look_from(habit.rules, day.toordinal()), last_ordinal(checkpoint.through) + 1)
    read = {at: mark for at, mark in life.marks.items() if at >= needed}
    scratch = stand(habit.rules, None, life.marks, day, life.today)
    assert stand(habit.rules, checkpoint, read, day, life.today) == scratch
