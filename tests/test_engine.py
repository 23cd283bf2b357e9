"""The engine at its limits: odd keys, deep and circular networks, and how much work it does."""

from __future__ import annotations

import calendar
from datetime import date, timedelta
from typing import Any

import pytest

from crossfoot.check import Outcome
from crossfoot.constraint import Linear
from crossfoot.figures import Key, key_of
from crossfoot.findings import JOINT
from crossfoot.interval import MAX_PIECES, Interval
from crossfoot.solver.network import Network
from crossfoot.testing import check_example, dataset_of
from crossfoot.vocabulary import Statistic, Verdict

Row = dict[str, Any]
FLOW = {"unit": "cars", "kind": "flow", "min": 0, "growth_basis": "nominal"}


def level(measure: str, period: str, value: object) -> Row:
    return {"measure": measure, "period": period, "value": str(value), "printed": str(value)}


def growth(measure: str, period: str, value: str, unit: str = "percent") -> Row:
    printed = f"{value} times" if unit == "times" else f"{value}%"
    return {"measure": measure, "statistic": "growth", "versus": "yoy", "period": period, "value": value, "unit": unit, "printed": printed}


def verdicts(outcome: Outcome, family: str) -> list[Verdict]:
    return [decision.verdict for decision in outcome.decisions if decision.relation.family == family]


@pytest.fixture
def projections(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The id of a relation for each time that it was projected: the work that was done."""
    done: list[str] = []
    project = Network.project

    def counted(self: Network, relation: Any, *others: Any) -> Any:  # noqa: ANN401 - passed on as it comes
        done.append(relation.id)
        return project(self, relation, *others)

    monkeypatch.setattr(Network, "project", counted)
    return done


# Keys


@pytest.mark.parametrize(
    ("kind", "period", "versus", "expected"),
    [
        ("flow", "2031-H1", "yoy", ("2031-H1", "yoy")),
        ("flow", "2031-H1", "2030-01/2030-06", ("2031-H1", "yoy")),
        ("flow", "2031-Q2", "2031-01/2031-03", ("2031-Q2", "previous")),
        ("flow", "2031", "previous", ("2031", "yoy")),
        ("flow", "2031-01", "2030-12", ("2031-01", "previous")),
        ("flow", "2031-01", "2019-01", ("2031-01", "2019-01")),
        ("flow", "../2031-06-25", "previous", ("../2031-06-25", "previous")),
        ("flow", "standing", "2030-01/2030-12", ("standing", "2030")),
        ("flow", "1000", "yoy", ("1000", "yoy")),
        ("stock", "2031-H1", "yoy", ("2031-06-30", "yoy")),
        ("stock", "2031-H1", "previous", ("2031-06-30", "2030-12-31")),
        ("stock", "2031-06", "previous", ("2031-06-30", "2031-05-31")),
        ("stock", "2031-06", "2030-06", ("2031-06-30", "yoy")),
        ("stock", "2029-02", "2028-02", ("2029-02-28", "yoy")),
        ("stock", "../2031-06-25", "previous", ("2031-06-25", "previous")),
    ],
)
def test_a_key_says_the_same_thing_in_one_way(kind: str, period: str, versus: str, expected: tuple[str, str]) -> None:
    row = {"measure": "cars", "statistic": "growth", "period": period, "versus": versus, "value": 5, "printed": "5%"}
    dataset = dataset_of({"measures": {"cars": {"unit": "cars", "kind": kind}}, "claims": [row]})
    key = key_of(next(dataset.claims()), dataset.measures)
    assert (key.period, key.versus) == expected
    check_example({"measures": {"cars": {"unit": "cars", "kind": kind, "growth_basis": "nominal", "min": 0}}, "claims": [row]})


# Networks


def chain(last: int) -> dict[str, Any]:
    """A level, thirty rates of growth, and the level that they lead to: nobody printed the ones between."""
    rates = [growth("cars", str(year), "10.0") for year in range(2002, 2032)]
    return {"measures": {"cars": FLOW}, "claims": [level("cars", "2001", 101), *rates, level("cars", "2031", last)]}


def test_a_long_chain_is_followed_to_its_end() -> None:
    # 101 x 1.1^30 is 1,762; thirty rounded rates leave 1,730 to 1,796, and a percent of the first level.
    assert set(verdicts(check_example(chain(1762)), "growth-vs-base")) == {Verdict.HOLDS}
    outcome = check_example(chain(1962))
    assert set(verdicts(outcome, "growth-vs-base")) == {Verdict.NOT_CHECKED}
    # Thirty relations, and one thing to say.
    (finding,) = outcome.findings
    assert (finding.family, finding.verdict, len(finding.claims)) == (JOINT, Verdict.CONTRADICTION, 32)


def test_the_two_readings_of_many_unprinted_parts_do_not_multiply(projections: list[str]) -> None:
    # Each of twenty parts grew "1.3 times": two readings each, a million together.
    parts = [f"p{n}" for n in range(20)]
    measures = {"all": {**FLOW, "partitions": {"kind": parts}}, **dict.fromkeys(parts, FLOW)}
    rows = [level(part, "2030", 100 + 7 * n) for n, part in enumerate(parts)] + [growth(part, "2031", "1.3", "times") for part in parts]

    def sum_of(whole: int) -> Verdict:
        outcome = check_example({"measures": measures, "claims": [*rows, level("all", "2031", whole)]})
        together = [finding.verdict for finding in outcome.findings if finding.family == JOINT]
        return next(iter(together), next(d.verdict for d in outcome.decisions if d.id == "parts-sum/all/level/2031"))

    assert sum_of(7669) is Verdict.HOLDS
    # All as 1.3-fold, or some of them: no longer as rounded, and not impossible. Which of a million ways it is may be too much to ask.
    assert sum_of(4601) in (Verdict.STRAINED, Verdict.UNDECIDED)
    assert sum_of(3999) is Verdict.CONTRADICTION
    assert len(projections) < 10_000


def test_a_sum_of_many_sets_has_few_pieces() -> None:
    keys = [Key(f"k{n:02}", Statistic.LEVEL) for n in range(25)]
    domains = {key: (Interval(3**n, 3**n), Interval(2 * 3**n, 2 * 3**n)) for n, key in enumerate(keys)}
    found = Linear(tuple((1, key) for key in keys)).project(keys[0], domains)  # type: ignore[arg-type]
    assert 1 < len(found) <= MAX_PIECES


def test_a_web_of_shares_and_growth_ends(projections: list[str]) -> None:
    """Nobody prints a part; shares of three years and growth between them run in circles."""
    parts = [f"p{n}" for n in range(12)]
    measures = {"all": {**FLOW, "partitions": {"kind": parts}}, **dict.fromkeys(parts, FLOW)}
    rows = [level("all", "2030", 1203)]
    for part in parts:
        for year in ("2029", "2030", "2031"):
            share = {"measure": part, "statistic": "share", "of": "all", "period": year, "value": "8.3", "printed": "8.3%"}
            rows += [share, growth(part, year, "3.1")]
    outcome = check_example({"measures": measures, "claims": rows})
    assert not [decision.id for decision in outcome.decisions if decision.verdict.fails]
    assert len(projections) < 20_000


# How much work


def test_every_day_month_and_quarter_of_a_year(projections: list[str]) -> None:
    rows = [level("cars", (date(2031, 1, 1) + timedelta(days=n)).isoformat(), 11) for n in range(365)]
    days = [calendar.monthrange(2031, month)[1] for month in range(1, 13)]
    rows += [level("cars", f"2031-{n + 1:02}", 11 * length) for n, length in enumerate(days)]
    rows += [level("cars", f"2031-Q{n + 1}", 11 * sum(days[3 * n : 3 * n + 3])) for n in range(4)]
    rows += [level("cars", "2031-H1", 1991), level("cars", "2031-H2", 2024), level("cars", "2031", 4015)]
    outcome = check_example({"measures": {"cars": {**FLOW, "integer": True}}, "claims": rows})
    found = [decision for decision in outcome.decisions if decision.relation.family == "subperiods-sum"]
    assert {decision.verdict for decision in found} == {Verdict.HOLDS}
    # The year of two halves, and of its days; each half of quarters and of days; and so on.
    assert sorted(len(d.relation.keys) - 1 for d in found if d.subject.period == "2031") == [2, 365]
    assert len(found) == 2 * (1 + 2 + 4) + 12
    assert len(projections) < 20_000


def test_many_prints_of_one_figure(projections: list[str]) -> None:
    rows = [{**level("cars", "2031", "1.29" if n % 2 else "1.2"), "document": f"paper-{n:02}"} for n in range(40)]
    outcome = check_example({"measures": {"cars": FLOW}, "claims": rows})
    (decision,) = (d for d in outcome.decisions if d.relation.family == "same-figure")
    assert decision.verdict is Verdict.STRAINED
    assert [ref.partition("/")[0] for ref in decision.deviating] == [f"paper-{n:02}" for n in range(0, 40, 2)]
    assert len(projections) < 10_000
