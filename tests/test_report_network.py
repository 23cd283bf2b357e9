from __future__ import annotations

import os
import random
import re
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.check import Outcome, check
from crossfoot.constraint import Linear
from crossfoot.dataset import load
from crossfoot.figures import Key
from crossfoot.findings import Finding
from crossfoot.relations.relation import Relation
from crossfoot.report.network_around import MOST_FURTHER, MOST_INNER, MOST_NEIGHBOURS, MOST_OWN, network_of, touching_of
from crossfoot.report.network_order import in_short_lines
from crossfoot.report.network_picture import Column, NetworkPicture, Part, Row, describe, draw, unseen
from crossfoot.report.telling import Teller
from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Statistic, Verdict

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour-briefing" / "claims"


@pytest.fixture(scope="module")
def outcome() -> Outcome:
    return check(load(EXAMPLE), today=date(2031, 7, 20))


def _picture(outcome: Outcome, fingerprint: str) -> NetworkPicture | None:
    finding = next(finding for finding in outcome.findings if finding.fingerprint.startswith(fingerprint))
    return network_of(finding, outcome, Teller(outcome))


# The example


def test_figures_that_clash_only_together_are_drawn_with_what_is_around_them(outcome: Outcome) -> None:
    picture = _picture(outcome, "joint-81e6e0fd8d9f")
    assert picture is not None
    own = [column for column in picture.columns if column.clashing]
    assert own == list(picture.columns[:3])
    assert {column.family for column in own} == {
        "A growth rate fits the level now and the level it is measured from",
        "A share fits its part and its whole",
    }
    assert {column.verdict for column in own} == {"holds by itself"}
    assert [row.id for row in picture.rows if row.part is Part.CLASHING and row.mark] == ["transhipment/growth/2031-H1/yoy"]
    assert picture.rows[0].mark == "likeliest slip"
    assert sorted(row.value for row in picture.rows if row.part is Part.CLASHING) == [
        "1.3 percent",
        "34.6 percent",
        "34.8 percent",
        "6,271 [thousand tonnes]",
        "6.12 million tonnes",
    ]
    assert (len(picture.rows), len(picture.columns)) == (17, 12)
    assert unseen(picture) == "Not drawn: 7 checks of one figure by itself."


@pytest.mark.parametrize("fingerprint", ["growth-vs-base-0978f18d5f23", "shares-sum", "same-figure-97f3c53a78d6"])
def test_one_relation_by_itself_is_no_picture(outcome: Outcome, fingerprint: str) -> None:
    assert _picture(outcome, fingerprint) is None


def test_a_figure_printed_twice_is_drawn_with_the_relation_that_uses_it(outcome: Outcome) -> None:
    picture = _picture(outcome, "same-figure-9b978a15bbd0")
    assert picture is not None
    assert [(row.value, row.part, row.mark) for row in picture.rows] == [
        ("34 and 36", Part.CLASHING, "in question"),
        ("three", Part.FURTHER, ""),
        ("not printed", Part.FURTHER, ""),
    ]
    assert [column.dots for column in picture.columns] == [(0,), (0, 1, 2)]
    html = draw(picture, "x")
    # What nobody printed has no place to lead to.
    assert html.count("#figure/") == 2
    assert "printed by nobody" in html


def test_a_check_of_the_record_is_no_picture(outcome: Outcome) -> None:
    failed = Finding("f", "s", "printed-value", Verdict.RECORD_CHECK_FAILED, ("printed-value/x",), (outcome.claims[0].ref,), "")
    assert network_of(failed, outcome, Teller(outcome)) is None


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    script = (
        "from pathlib import Path; from datetime import date; from crossfoot.check import check; from crossfoot.dataset import load;"
        "from crossfoot.report.telling import Teller; from crossfoot.report.network_around import network_of;"
        "from crossfoot.report.network_picture import draw; import sys;"
        "o = check(load(Path(sys.argv[1])), today=date(2031, 7, 20)); t = Teller(o);"
        "sys.stdout.buffer.write(''.join(draw(n, 'x') for f in o.findings if (n := network_of(f, o, t))).encode())"
    )

    def run(seed: str) -> bytes:
        environment = {**os.environ, "PYTHONHASHSEED": seed}
        return subprocess.run([sys.executable, "-c", script, str(EXAMPLE)], env=environment, check=True, capture_output=True).stdout

    assert run("1") == run("2") != b""


# Networks made by chance


@dataclass
class Told:
    """As much of a run and its teller as the picture asks for; odd figures were printed."""

    decisions: tuple[Decision, ...]
    clashing: tuple[Key, ...]
    by_id: dict[str, Decision] = field(init=False)
    states: SimpleNamespace = field(init=False)

    def __post_init__(self) -> None:
        self.by_id = {decision.id: decision for decision in self.decisions}
        self.states = SimpleNamespace(key_by_claim={f"d/{key.id}": key for key in self.clashing})

    def decision(self, name: str) -> Decision | None:
        return self.by_id.get(name)

    def figure(self, key: Key) -> SimpleNamespace:
        printed = int(key.measure[1:]) % 2 == 1
        return SimpleNamespace(claims=(SimpleNamespace(printed="12"),) if printed else (), printed=printed)

    def label(self, key: Key) -> str:
        return f"figure {key.measure}"

    def held(self, decision: Decision) -> SimpleNamespace:
        return SimpleNamespace(family=decision.relation.family, formula=decision.relation.formula, verdict=decision.verdict.value)


def _key(number: int) -> Key:
    return Key(f"m{number:03}", Statistic.LEVEL)


def _decision(name: str, numbers: Iterable[int], verdict: Verdict = Verdict.HOLDS) -> Decision:
    keys = [_key(number) for number in sorted(numbers)]
    relation = Relation("parts-sum", keys[0], Linear(tuple((Fraction(1), key) for key in keys)), "0 = 0", "", id=name)
    return Decision(relation, verdict, keys[0])


figures = st.sets(st.integers(0, 40), min_size=1, max_size=8)
networks = st.tuples(st.lists(figures, min_size=1, max_size=4), st.lists(figures, max_size=40), st.randoms(use_true_random=False))


def _told(own: list[set[int]], others: list[set[int]]) -> tuple[Told, Finding]:
    inner = sorted(set.union(*own))
    decisions = [_decision(f"own/{n}", numbers) for n, numbers in enumerate(own)]
    decisions += [
        _decision(f"other/{n}", numbers, Verdict.NOT_CHECKED if n % 5 == 0 else Verdict.HOLDS) for n, numbers in enumerate(others)
    ]
    told = Told(tuple(decisions), tuple(_key(number) for number in inner[::2]))
    names = tuple(decision.id for decision in decisions[: len(own)])
    return told, Finding("f", "s", "joint", Verdict.CONTRADICTION, names, tuple(told.states.key_by_claim), "")


@given(networks)
def test_a_picture_shows_the_finding_and_counts_the_rest(network: tuple[list[set[int]], list[set[int]], random.Random]) -> None:
    own, others, rng = network
    told, finding = _told(own, others)
    picture: NetworkPicture | None = network_of(finding, told, told)  # type: ignore[arg-type]
    inner = set.union(*own)
    around = [numbers for numbers in others if numbers & inner]
    neighbours = [numbers for numbers in around if len(numbers) > 1]
    if picture is None:
        assert len(own) + len(neighbours) == 1
        return
    rows = [row.id for row in picture.rows]
    assert len(set(rows)) == len(rows)
    assert {row.id for row in picture.rows if row.part is Part.CLASHING} == {key.id for key in told.clashing}
    assert {row.id for row in picture.rows[: len(inner)]} == {_key(number).id for number in inner}
    assert [column.clashing for column in picture.columns] == [True] * len(own) + [False] * (len(picture.columns) - len(own))
    for column in picture.columns:
        keys = {key.id for key in told.by_id[column.id].relation.keys}
        assert [rows[dot] for dot in column.dots] == [row for row in rows if row in keys]
        assert len(column.dots) + column.left_out == len(keys)
        assert not column.clashing or not column.left_out
    assert len(picture.columns) + picture.relations_left_out == len(own) + len(neighbours)
    assert len(rows) + picture.figures_left_out == len(inner.union(*neighbours))
    assert picture.alone == len(around) - len(neighbours)
    assert len(picture.columns) <= len(own) + MOST_NEIGHBOURS
    assert len(rows) <= len(inner) + MOST_FURTHER
    shuffled = Told(tuple(rng.sample(told.decisions, len(told.decisions))), told.clashing)
    again = network_of(finding, shuffled, shuffled, touching_of(shuffled))  # type: ignore[arg-type]
    assert again == picture
    _lines_fit(draw(picture, "x"), picture)


def _lines_fit(html: str, picture: NetworkPicture) -> None:
    """In every column a line from the first dot to the last, or on to the foot, and dots only where the figures are."""
    tree = ET.fromstring(html)  # noqa: S314 - our own text
    found = [[cell.get("class", "").split() for cell in row.findall("td")] for row in tree.iterfind(".//tbody/tr")]
    for number, column in enumerate(picture.columns):
        cells = [row[number] for row in found]
        assert tuple(at for at, words in enumerate(cells) if "dot" in words) == column.dots
        last = len(cells) - 1 if column.left_out else column.dots[-1]
        down = [at for at, words in enumerate(cells) if "down" in words]
        assert down == list(range(column.dots[0], last + bool(column.left_out)))
        assert [at for at, words in enumerate(cells) if "up" in words] == list(range(column.dots[0] + 1, last + 1))


@given(st.lists(st.integers(0, 30), unique=True, max_size=12), st.lists(st.sets(st.integers(0, 30), max_size=5), max_size=10))
def test_an_order_keeps_the_blocks_and_is_no_longer_than_the_one_given(members: list[int], lines: list[set[int]]) -> None:
    blocks = [members[:5], members[5:]]
    inside = [line & set(members) for line in lines]
    order = in_short_lines(blocks, inside, 2)
    assert sorted(order[:5]) == sorted(blocks[0])
    assert sorted(order) == sorted(members)

    def length(some: list[int], which: list[set[int]]) -> int:
        return sum(max(map(some.index, line)) - min(map(some.index, line)) for line in which if line)

    assert (length(order, inside[:2]), length(order, inside)) <= (length(members, inside[:2]), length(members, inside))


def test_figures_of_one_relation_come_to_stand_together() -> None:
    assert in_short_lines([[1, 2, 3, 4]], [{1, 3}, {2, 4}], 2) in ([1, 3, 2, 4], [2, 4, 1, 3])


def test_relations_that_a_finding_rests_on_are_drawn_first() -> None:
    others = [{0, 1, n} for n in range(5, 30)] + [{0, 40}]
    told, finding = _told([{0, 1}], others)
    first = told.decisions[0]
    through = Decision(first.relation, first.verdict, first.subject, through=("other/25",))
    told = Told((through, *told.decisions[1:]), told.clashing)
    picture = network_of(finding, told, told)  # type: ignore[arg-type]
    assert picture is not None
    assert "other/25" in {column.id for column in picture.columns}


def test_what_nobody_could_read_is_not_drawn() -> None:
    told, finding = _told([{n, n + 1} for n in range(MOST_OWN)], [])
    assert network_of(finding, told, told) is not None  # type: ignore[arg-type]
    for own in ([{n, n + 1} for n in range(MOST_OWN + 1)], [set(range(MOST_INNER + 1)), {0, 1}]):
        told, finding = _told(own, [])
        assert network_of(finding, told, told) is None  # type: ignore[arg-type]


# The page


HOSTILE = '</td></table><script>alert("x")</script>\N{RIGHT-TO-LEFT OVERRIDE}'


def test_hostile_texts_stay_text() -> None:
    rows = (Row('a"b', HOSTILE, HOSTILE, True, True, Part.CLASHING, HOSTILE), Row("c", HOSTILE, HOSTILE, True, True, Part.FURTHER))
    html = draw(NetworkPicture(rows, (Column('r"<', HOSTILE, HOSTILE, HOSTILE, False, (0, 1), 3),)), 'x"')
    assert "<script" not in html
    assert not re.search(r"\sstyle=", html)
    ET.fromstring(html)  # noqa: S314 - our own text


def test_each_relation_is_told_in_a_sentence() -> None:
    rows = (Row("a", "Cars", "12", True, True, Part.CLASHING), Row("b", "Vans", "not printed", False, False, Part.JOINED))
    assert (
        describe(Column("r", "f", "1 = 1", "holds", True, (0, 1), 2), rows)
        == "Joins Cars (12), Vans (not printed) and 2 more figures; holds."
    )
    picture = NetworkPicture(rows, (Column("r", "f", "1 = 1", "holds", True, (0, 1), 2),), 3, 1, 1)
    assert "+2</td>" in draw(picture, "x")
    assert "99+</td>" in draw(NetworkPicture(rows, (Column("r", "f", "1 = 1", "holds", True, (0, 1), 100),)), "x")
    assert unseen(picture) == (
        "Not drawn: 3 more relations of these figures, 1 further figure that only other relations join and 1 check of one figure by itself."
    )
