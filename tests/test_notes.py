"""What is worth a look: quiet where the record says how things stand, and never a failure."""

from __future__ import annotations

import json
from itertools import combinations, product
from pathlib import Path

import pytest
from documents import TODAY, claim, run
from hypothesis import given, settings
from hypothesis import strategies as st

from crossfoot import similar_names
from crossfoot.check import Outcome, check
from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.notes import TWIN_DIGITS, TWIN_NAMES, UNUSED
from crossfoot.report import html, json_report, markdown
from crossfoot.similar_names import _near_words, _words, near, near_pairs

ROOT = Path(__file__).parents[1]
TWINS = [claim("c001", measure="boxes", value="748000"), claim("c002", measure="crates", value="748000")]


def kinds(outcome: Outcome) -> list[str]:
    return [note.kind for note in outcome.notes]


def test_the_same_digits_under_two_measures(tmp_path: Path) -> None:
    outcome = run(tmp_path, TWINS, measures={"boxes": {"label": "Boxes moved"}, "crates": {}})
    note = outcome.notes[0]
    assert note.kind == TWIN_DIGITS
    assert note.claims == ("briefing/c001", "briefing/c002")
    assert note.figures == ("boxes/level/2022-06", "crates/level/2022-06")
    assert "Boxes moved (boxes) and crates (crates)" in note.message
    assert "for the same period (June 2022)" in note.message


def test_a_hedge_does_not_hide_a_twin(tmp_path: Path) -> None:
    hedged = claim("c002", measure="crates", value="748000", bound="more_than", printed="more than 748,000")
    assert TWIN_DIGITS in kinds(run(tmp_path, [TWINS[0], hedged]))


@pytest.mark.parametrize(
    "changed",
    [
        {"period": "2022-05"},
        {"value": "749000"},
        {"measure": "boxes"},
        {"statistic": "growth", "value": "748"},
    ],
    ids=lambda changed: next(iter(changed)),
)
def test_what_differs_is_no_twin(tmp_path: Path, changed: dict[str, str]) -> None:
    other = claim("c002", **{"measure": "crates", "value": "748000", **changed})
    assert TWIN_DIGITS not in kinds(run(tmp_path, [TWINS[0], other]))


def test_another_unit_is_no_twin(tmp_path: Path) -> None:
    assert TWIN_DIGITS not in kinds(run(tmp_path, TWINS, measures={"boxes": {"unit": "t"}, "crates": {}}))


@pytest.mark.parametrize("value", ["12", "990", "70000"])
def test_few_digits_agree_by_chance(tmp_path: Path, value: str) -> None:
    claims = [claim("c001", measure="boxes", value=value), claim("c002", measure="crates", value=value)]
    assert TWIN_DIGITS not in kinds(run(tmp_path, claims))


@pytest.mark.parametrize(
    "measures",
    [
        {"boxes": {"part_of": ["crates"]}},
        {"boxes": {"part_of": ["all"]}, "crates": {"part_of": ["all"]}, "all": {}},
        {"boxes": {"partitions": {"kind": ["crates", "sacks"]}}, "sacks": {}},
        {"boxes": {"part_of": ["more"]}, "more": {"part_of": ["crates"]}},
        {"boxes": {"adds_to": "crates"}, "crates": {"kind": "stock"}},
    ],
    ids=["part", "siblings", "partition", "grandchild", "adds"],
)
def test_related_measures_are_no_twins(tmp_path: Path, measures: dict[str, dict[str, object]]) -> None:
    assert TWIN_DIGITS not in kinds(run(tmp_path, TWINS, measures={"crates": {}, **measures}))


def test_what_the_record_calls_unrelated_is_no_twin(tmp_path: Path) -> None:
    relations = {"not_related": [{"claims": ["c001", "c002"], "why": "two counts that happen to agree"}]}
    assert TWIN_DIGITS not in kinds(run(tmp_path, TWINS, relations=relations))


def test_names_that_nearly_agree(tmp_path: Path) -> None:
    claims = [claim("c001", measure="boxes-moved", value="12"), claim("c002", measure="box-moved", value="15")]
    assert kinds(run(tmp_path, claims)) == [UNUSED]
    claims = [claim("c001", measure="containers-moved", value="12"), claim("c002", measure="container-moved", value="15")]
    note = run(tmp_path / "two", claims).notes[0]
    assert note.kind == TWIN_NAMES
    assert set(note.claims) == {"briefing/c001", "briefing/c002"}


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("containers", "container"),
        ("nev-sales", "sales-nev"),
        ("Vehicles sold", "vehicle sold"),
        ("the price of oil", "oil price"),
        ("vehcile", "vehicle"),
    ],
)
def test_near(first: str, second: str) -> None:
    assert near(first, second)
    assert near(second, first)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("employment", "unemployment"),
        ("regular", "irregular"),
        ("imports", "exports"),
        ("male", "female"),
        ("births", "berths"),
        ("class-1", "class-2"),
        ("sales", "sales-nev"),
        ("sector-primary", "sector-tertiary"),
        ("new-cars", "few-vans"),
    ],
)
def test_not_near(first: str, second: str) -> None:
    assert not near(first, second)


def pairwise_near(first: str, second: str) -> bool:
    """The rule said of two names, for trying all pairs."""
    one, other = _words(first), _words(second)
    if len(one) != len(other):
        return False
    left = sorted(word for word in one if word not in other)
    right = sorted(word for word in other if word not in one)
    return len(left) == len(right) <= 1 and all(_near_words(a, b) for a, b in zip(left, right, strict=True))


WORDS = st.sampled_from(
    [
        "sale",
        "sales",
        "saler",
        "output",
        "outputs",
        "otuput",
        "regular",
        "irregular",
        "ton",
        "tons",
        "class1",
        "class2",
        "of",
        "the",
        "straße",
        "strasse",
    ]
)
SLIPS = st.text("abcé", min_size=5, max_size=14)


@settings(max_examples=300)
@given(st.lists(st.one_of(st.lists(WORDS, max_size=4).map("-".join), st.lists(SLIPS, min_size=1, max_size=2).map(" ".join)), max_size=14))
def test_near_names_are_those_that_trying_all_pairs_finds(names: list[str]) -> None:
    tried = [(m, n) for m, n in combinations(range(len(names)), 2) if pairwise_near(names[m], names[n])]
    assert sorted(near_pairs(names)) == tried


@pytest.mark.parametrize("one_word", [False, True], ids=["two-words-each", "one-word-each"])
def test_names_by_the_hundred_are_not_all_compared(one_word: bool) -> None:
    words = ["".join(letters) for letters in product("bcd", "aeiou", "lmnr", "aeiou", "st", *(["gh", "aou"] if one_word else []))]
    names = [f"sales-{word}" for word in words] if one_word else [f"{a}-{b}" for a, b in zip(words, words[7:], strict=False)]
    compared = 0

    def count(*_: str) -> bool:
        nonlocal compared
        compared += 1
        return False

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(similar_names, "_near_words", count)
        assert list(near_pairs(names)) == []
    assert len(names) > 590
    assert compared < 10 * len(names)


def test_unused_records_are_one_note(tmp_path: Path) -> None:
    claims = [
        claim("c001", value="20500000", printed="20.5 million"),
        claim("c002", value="18900000", printed="18.9 million", period="2021-06"),
        claim("c003", statistic="growth", value="8.5"),
        claim("c004", measure="buses", value="12"),
        claim("c005", measure="trams", value="15"),
    ]
    outcome = run(tmp_path, claims)
    assert [(note.kind, note.claims) for note in outcome.notes] == [(UNUSED, ("briefing/c004", "briefing/c005"))]
    assert outcome.notes[0].message.startswith("2 claims are in no relation")


def test_a_note_never_fails(tmp_path: Path) -> None:
    outcome = run(tmp_path, TWINS)
    assert outcome.notes
    assert outcome.exit_code(strict=True) in {0, 5}


def test_the_order_of_rows_does_not_matter(tmp_path: Path) -> None:
    assert run(tmp_path / "a", TWINS).notes == run(tmp_path / "b", TWINS[::-1]).notes


@pytest.mark.parametrize("data", ["claims", "examples/harbour-briefing/claims"])
def test_the_real_documents_have_no_false_twins(data: str) -> None:
    assert set(kinds(check(load(ROOT / data), today=TODAY))) <= {UNUSED}


def test_every_report_has_the_notes(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    outcome = run(tmp_path, TWINS, measures={"boxes": {"label": "<b>Boxes</b>"}, "crates": {}})
    page, summary, content = html.render(outcome), markdown.render(outcome), json.loads(json_report.render(outcome))
    assert 'id="look"' in page
    assert "&lt;b&gt;Boxes&lt;/b&gt; (boxes)" in page
    assert "<b>Boxes" not in page
    assert "## Worth a look (2)" in summary
    assert "<b>" not in summary
    assert [note["kind"] for note in content["notes"]] == [TWIN_DIGITS, UNUSED]
    main(["check", str(tmp_path / "claims")])
    assert "Worth a look (2):" in capsys.readouterr().out
