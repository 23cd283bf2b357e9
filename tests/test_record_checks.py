"""The checks of the record itself, each with a record that holds and one that does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import TODAY, Row, add_document, claim, edit, mention, project, write_yaml

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.record_checks import FAMILIES, RecordCheck, check_records
from crossfoot.vocabulary import Verdict

TEXT = "In June 12 vehicles were built, up 5.8%, and 3,100 are planned.\nThe first half saw a double-digit gain.\n"
HOLDS, FAILED, NOT_CHECKED = Verdict.HOLDS, Verdict.RECORD_CHECK_FAILED, Verdict.NOT_CHECKED
WATT_HOURS = {
    "density": {"unit": "Wh/kg", "kind": "rate"},
    "rate": {"unit": "percent", "kind": "rate"},
    "spread": {"unit": "bp", "kind": "rate"},
}
ROWS = [claim("c001"), claim("c002", statistic="growth", value="5.8"), claim("c003", value="3100", printed="3,100")]
MENTIONS = [mention("m001", "first half"), mention("m002", "double-digit", "vague")]


def checks(root: Path) -> dict[str, RecordCheck]:
    """All record checks of a folder by id."""
    return {check.id: check for check in check_records(load(root))}


def printed_value(folder: Path, row: Row) -> RecordCheck:
    """The check of one claim's printed form."""
    return checks(project(folder, [row], measures=WATT_HOURS))["printed-value/briefing/c001"]


@pytest.mark.parametrize(
    "row",
    [
        claim(),
        claim(value="12", printed="12 vehicles"),
        claim(value="12", printed="12 Vehicle"),
        claim(value="2661000", printed="more than 2.661 million", bound="more_than"),
        claim(statistic="growth", value="-7", printed="[-]7%"),
        claim(statistic="growth", value="1.3", unit="times", printed="1.3 times"),
        claim(statistic="growth", minus="2021-06", value="3.2", printed="3.2 percentage points"),
        claim(measure="rate", minus="2021-06", value="3.2", printed="3.2 percentage points"),
        claim(measure="rate", value="3.2", printed="3.2%"),
        claim(measure="density", value="300", printed="300 Wh/kg"),
        claim(value="2600000", precision="100000", printed="2.6 million"),
        claim(value="12", precision="0"),
        claim(measure="list", of="L01", value="5", printed="five"),
        claim(measure="rate", minus="2021-06", value="-0.25", printed="[-]25 basis points"),
        claim(measure="rate", minus="2021-06", value="0.25", printed="25 bps"),
        claim(statistic="growth", minus="2021-06", value="0.5", printed="50 basis points"),
        claim(measure="rate", value="1.2", printed="120 basis points"),
        claim(measure="spread", value="120", printed="120 bp"),
    ],
    ids=lambda row: f"{row['printed']}-{row['unit']}-{row['statistic']}-{row.get('minus', '')}{row.get('precision', '')}",
)
def test_printed_values_that_hold(tmp_path: Path, row: Row) -> None:
    check = printed_value(tmp_path, row)
    assert (check.verdict, check.message) == (HOLDS, f"{row['printed']} is recorded as printed")


@pytest.mark.parametrize(
    ("row", "words"),
    [
        (claim(value="290000", printed="920,000"), 'found the value 290000, but the printed form "920,000" says 920000'),
        (claim(statistic="growth", value="7", printed="-7.0%"), "says -7; correct the one that was misread"),
        (claim(value="0.3", printed="1/3"), "says 1/3"),
        (claim(value="12", printed="12", bound="more_than"), 'found the bound more_than, but the printed form "12" says exact'),
        (claim(statistic="growth", value="5.8", printed="5.8 percentage points"), "found the unit percent, but the printed form"),
        (claim(value="12", printed="12 key vehicles"), 'found "key vehicles" in the printed form'),
        (claim(value="2661000", precision="100000", printed="2.661 million"), "more digits than its declared precision 100000"),
        (
            claim(measure="density", unit="WHr/kg", value="300", printed="300 WHr/kg"),
            "found the unit WHr/kg, but density is counted in Wh/kg",
        ),
        (claim(measure="rate", unit="percent", minus="2021-06", value="3", printed="3%"), "rate is counted in pp"),
        (
            claim(measure="rate", minus="2021-06", value="-25", printed="[-]25 basis points"),
            'found the value -25, but the printed form "[-]25 basis points" says -0.25',
        ),
        (claim(measure="rate", minus="2021-06", unit="percent", value="-0.25", printed="-25 bp"), "value -0.25, unit pp"),
        (claim(statistic="growth", value="0.25", printed="25 basis points"), "says basis points; record them as percentage points"),
        (claim(measure="list", of="L01", unit="aspects", value="5", printed="five"), "list is counted in items"),
    ],
)
def test_printed_values_that_fail(tmp_path: Path, row: Row, words: str) -> None:
    check = printed_value(tmp_path, row)
    assert check.verdict is FAILED
    assert words in check.message
    assert check.place == "briefing/claims.csv:2"
    assert check.claims == ("briefing/c001",)


@pytest.mark.parametrize(
    ("unit", "printed"),
    [
        *((unit, f"901.2 {name}") for unit in ("euro", "euros", "EUR", "€") for name in ("euro", "euros", "EUR")),
        ("euros", "€901.2"),
        ("dollars", "901.2 dollars"),
        ("dollars", "$901.2"),
        ("dollars", "USD 901.2"),
        ("USD", "901.2 US dollars"),
        ("US-dollars", "901.2 dollars"),
        ("pounds", "£901.2"),
        ("pound", "901.2 pounds sterling"),
        ("franc", "CHF 901.2"),
        ("francs", "901.2 Swiss francs"),
        ("CHF", "901.2 francs"),
        ("RMB", "901.2 yuan"),
        ("point", "901.2 points"),
        ("crowns", "901.2 crowns"),
        ("crowns", "901.2 [crown]"),
        ("crowns/passenger", "901.2 crowns per passenger"),
        ("crowns-per-passenger", "901.2 crowns per passenger"),
        ("crown/passenger", "901.2 crowns/passenger"),
        ("crowns/passenger", "901.2 crowns [/passenger]"),
        ("crowns/passenger", "901.2 crowns [per passenger]"),
        ("euros/passenger", "€901.2 per passenger"),
        ("euros/passenger", "901.2 euros/passenger"),
        ("EUR/passenger", "901.2 euros [/passenger]"),
        ("dollars/barrel", "$901.2 per barrel"),
    ],
)
def test_the_names_of_one_unit(tmp_path: Path, unit: str, printed: str) -> None:
    row = claim(value="901.2", printed=printed)
    check = checks(project(tmp_path, [row], measures={"cars": {"unit": unit}}))["printed-value/briefing/c001"]
    assert (check.verdict, check.message) == (HOLDS, f"{printed} is recorded as printed")


@pytest.mark.parametrize(
    ("unit", "printed", "words"),
    [
        ("yuan", "901.2 dollars", 'found the unit yuan, but the printed form "901.2 dollars" says dollar'),
        ("dollar", "901.2 Hong Kong dollars", "says hong-kong-dollar"),
        ("dollars", "C$901.2", "says canadian-dollar"),
        ("yen", "901.2 yuan", "says yuan"),
        ("euros", "901.2", ""),
        ("CHF", "901.2 CFA francs", 'found "CFA francs"'),
        ("crowns", "901.2 crowns per passenger", 'found "crowns per passenger"'),
        ("euros", "901.2 euros per passenger", 'found "per passenger"'),
        ("euros/tonne", "901.2 euros per passenger", "says euro per passenger"),
        ("euros/passenger", "901.2 dollars per passenger", "says dollar per passenger"),
        ("m", "901.2 ms", 'found "ms"'),
    ],
)
def test_another_unit(tmp_path: Path, unit: str, printed: str, words: str) -> None:
    row = claim(value="901.2", printed=printed)
    check = checks(project(tmp_path, [row], measures={"cars": {"unit": unit}}))["printed-value/briefing/c001"]
    assert check.verdict is (FAILED if words else HOLDS)
    assert words in check.message


@pytest.mark.parametrize(("unit", "printed"), [("crowns/passenger", "2.55 crowns"), ("euro/passenger", "€2.55")])
def test_the_advice_for_half_a_ratio_works(tmp_path: Path, unit: str, printed: str) -> None:
    row = claim(value="2.55", printed=printed)
    check = checks(project(tmp_path / "1", [row], measures={"cars": {"unit": unit}}))["printed-value/briefing/c001"]
    assert check.verdict is FAILED
    advised = f"{printed} [/passenger]"
    assert f'supply the rest in brackets: "{advised}"' in check.message
    again = checks(project(tmp_path / "2", [row | {"printed": advised}], measures={"cars": {"unit": unit}}))
    assert again["printed-value/briefing/c001"].verdict is HOLDS


def test_a_claim_may_name_the_unit_of_its_measure_in_another_way(tmp_path: Path) -> None:
    row = claim(value="2.55", printed="2.55 euros", unit="EUR")
    assert checks(project(tmp_path, [row], measures={"cars": {"unit": "euros"}}))["printed-value/briefing/c001"].verdict is HOLDS


def test_basis_points_are_held_against_the_rates(tmp_path: Path) -> None:
    rows = [
        claim("c001", measure="rate", period="2024-06-12", value="4.25", printed="4.25 percent"),
        claim("c002", measure="rate", period="2024-06-11", value="4.50", printed="4.50 percent"),
        claim("c003", measure="rate", period="2024-06-12", minus="2024-06-11", value="-0.25", printed="[-]25 basis points"),
    ]

    def verdicts(folder: Path, *claims: Row) -> dict[str, Verdict]:
        outcome = check(load(project(folder, claims, measures=WATT_HOURS)), today=TODAY)
        return {one.relation.family: one.verdict for one in outcome.decisions}

    name = "point-difference"
    assert verdicts(tmp_path / "1", *rows)[name] is HOLDS
    other = rows[2] | {"value": "-0.28", "printed": "[-]28 basis points"}
    assert verdicts(tmp_path / "2", *rows[:2], other)[name] is Verdict.CONTRADICTION


def test_a_lost_number_is_not_checked(tmp_path: Path) -> None:
    check = printed_value(tmp_path, claim(bound="lost"))
    assert (check.verdict, check.message) == (NOT_CHECKED, "the text lost the number")


def test_with_its_text_everything_is_proved(tmp_path: Path) -> None:
    found = checks(project(tmp_path, ROWS, mentions=MENTIONS, text=TEXT))
    assert {check.verdict for check in found.values()} == {HOLDS}
    assert len(found) == 3 * len(ROWS) + 1
    assert {check.family for check in found.values()} == set(FAMILIES) - {"readable-record", "floor"}


def test_without_its_text_turns_are_still_checked(tmp_path: Path) -> None:
    found = checks(project(tmp_path, ROWS, text=TEXT, attach=False))
    assert found["quoted-source/briefing/c001"].message == "source not attached"
    assert found["every-number-recorded/briefing"].message == "source not attached"
    assert found["every-number-recorded/briefing"].verdict is NOT_CHECKED
    assert found["speaker-turn/briefing/c001"].verdict is HOLDS


def test_a_document_without_a_text(tmp_path: Path) -> None:
    found = checks(project(tmp_path, ROWS))
    reasons = {check.family: check.message for check in found.values() if check.verdict is NOT_CHECKED}
    assert reasons == {
        "quoted-source": "the document has no source text",
        "speaker-turn": "the document records no turns",
        "every-number-recorded": "the document has no source text",
    }


@pytest.mark.parametrize(
    ("publish", "words"),
    [(False, 'found something else in the text at 5 to 7, expected "12"; "12" stands at 8 to 10'), (True, "found 'ne' in the text")],
)
def test_a_quote_at_the_wrong_place(tmp_path: Path, publish: bool, words: str) -> None:
    root = project(tmp_path, [claim(start=5, end=7)], text=TEXT, header={"publish_text": publish})
    check = checks(root)["quoted-source/briefing/c001"]
    assert check.verdict is FAILED
    assert words in check.message


@pytest.mark.parametrize("start", range(93))
def test_a_print_is_found_from_wherever_its_row_says_that_it_starts(tmp_path: Path, start: int) -> None:
    printed = "double-digit"
    place = TEXT.index(printed)
    row = claim(statistic="growth", value="10", bound="at_least", printed=printed, start=start, end=start + len(printed))
    found = checks(project(tmp_path, [row], text=TEXT))["quoted-source/briefing/c001"]
    there = f'"double-digit" stands at {place} to {place + len(printed)}; correct the offsets'
    assert found.verdict is (HOLDS if start == place else FAILED)
    assert found.verdict is HOLDS or (there in found.message and "crossfoot anchor briefing --write" in found.message)


def test_a_quote_that_the_text_never_holds(tmp_path: Path) -> None:
    check = checks(project(tmp_path, [claim(value="13", start=8, end=10)], text=TEXT))["quoted-source/briefing/c001"]
    assert check.message.endswith('expected "13"; the text never says it')


def test_brackets_and_line_ends_in_quotes(tmp_path: Path) -> None:
    text = "It rose above the threshold, by 5.8 percentage\r\npoints, or not\n"
    rows = [
        claim("c001", value="50", printed="[more than 50]", bound="more_than", start=8, end=27),
        claim("c002", statistic="growth", minus="2021-06", value="5.8", start=32, end=54, printed="5.8 percentage points"),
        claim("c003", bound="lost", start=56, end=58),
        claim("c004", value="50", printed="[50]", start=59, end=62),
    ]
    root = project(tmp_path, rows, text=text)
    found = checks(root)
    assert [found[f"quoted-source/briefing/c00{n}"].verdict for n in (1, 2, 3, 4)] == [HOLDS, HOLDS, HOLDS, HOLDS]
    edit(root / "briefing" / "claims.csv", ",59,62,", ",58,59,")
    assert "found only blanks" in checks(root)["quoted-source/briefing/c004"].message


def test_a_claim_without_a_place_in_a_document_with_a_text(tmp_path: Path) -> None:
    found = checks(project(tmp_path, [claim(start="", end="")], text=TEXT))
    assert found["quoted-source/briefing/c001"].verdict is FAILED
    assert found["speaker-turn/briefing/c001"].message == "the claim has no place in the text"


def test_the_wrong_speaker(tmp_path: Path) -> None:
    header = {"speakers": {"minister": "M", "clerk": "C"}, "turns": [[5, "clerk", "question"], [20, "minister", "answer"]]}
    root = project(tmp_path, [claim("c001"), claim("c002", statistic="growth", value="5.8")], text=TEXT, header=header)
    found = checks(root)
    assert "found the speaker minister at 8, where clerk has the word (from 5 on)" in found["speaker-turn/briefing/c001"].message
    assert found["speaker-turn/briefing/c002"].verdict is HOLDS
    edit(root / "briefing" / "document.yaml", "    5,", "    15,")
    edit(root / "briefing" / "document.yaml", '"question"', '"answer"')
    assert "before the first turn" in checks(root)["speaker-turn/briefing/c001"].message


def test_a_number_that_nobody_recorded(tmp_path: Path) -> None:
    check = checks(project(tmp_path, ROWS, mentions=MENTIONS[:1], text=TEXT))["every-number-recorded/briefing"]
    start = TEXT.index("double")
    assert check.verdict is FAILED
    assert f'found 1 numbers in the text that nobody recorded: "double" at {start} to {start + 6}' in check.message


def test_many_unrecorded_numbers_are_cut_short(tmp_path: Path) -> None:
    check = checks(project(tmp_path, [], text="1 " * 30))["every-number-recorded/briefing"]
    assert "found 30 numbers" in check.message
    assert check.message.count(" to ") == 10
    assert "and 20 more" in check.message


def test_the_number_of_a_broken_row_is_not_told_twice(tmp_path: Path) -> None:
    root = project(tmp_path, ROWS, mentions=MENTIONS, text=TEXT)
    edit(root / "briefing" / "claims.csv", "c002,minister", "c002,nobody")
    failed = [check for check in checks(root).values() if check.verdict.fails]
    assert [(check.id, check.place) for check in failed] == [("readable-record/briefing/claims.csv-3", "briefing/claims.csv:3:6")]


def test_ids_are_unique_and_in_order(tmp_path: Path) -> None:
    root = project(tmp_path, ROWS, text=TEXT)
    add_document(root, "second", ROWS)
    found = check_records(load(root))
    assert len({check.id for check in found}) == len(found)
    assert [check.document for check in found] == sorted(check.document for check in found)
    assert found == check_records(load(root))


@pytest.mark.parametrize(
    ("floors", "failing"),
    [
        ({"min_claims": "2", "min_relations": "0", "min_coverage": "100"}, {}),
        ({"min_claims": "9"}, {"floor/min_claims": "expected at least 9 (min_claims of gate.yaml)"}),
        ({"min_relations": "99"}, {"floor/min_relations": "relations were decided, expected at least 99"}),
    ],
)
def test_floors(tmp_path: Path, floors: dict[str, str], failing: dict[str, str]) -> None:
    root = project(tmp_path, ROWS, mentions=MENTIONS, text=TEXT)
    write_yaml(root / "gate.yaml", floors)
    outcome = check(load(root), today=TODAY)
    found = {one.id: one for one in outcome.record_checks if one.family == "floor"}
    assert set(found) == {f"floor/{name}" for name in floors}
    assert {name for name, one in found.items() if one.verdict.fails} == set(failing)
    assert all(words in found[name].message for name, words in failing.items())


def test_a_number_that_nobody_recorded_falls_below_the_floor_of_coverage(tmp_path: Path) -> None:
    root = project(tmp_path, ROWS, text=TEXT)
    write_yaml(root / "gate.yaml", {"min_coverage": "100"})
    (floor,) = (one for one in check(load(root), today=TODAY).record_checks if one.family == "floor")
    assert floor.verdict.fails
    assert "expected at least 100 %" in floor.message


@pytest.mark.parametrize("content", ['{"min_claims": "many"}', '{"min_coverage": "101"}', '{"most_claims": "1"}', "[]"])
def test_a_floor_that_cannot_be_read_is_told(tmp_path: Path, content: str) -> None:
    root = project(tmp_path, ROWS)
    (root / "gate.yaml").write_text(content, encoding="utf-8")
    assert [problem.path for problem in load(root).problems] == ["gate.yaml"]
