"""crossfoot suggest: what is found, how it is told, and that what it prints declares it."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from collections.abc import Mapping
from datetime import date
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
import yaml
from documents import DOCUMENT, Plain, Row, add_document, claim, edit, project, refresh, write_yaml

from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.suggesting import words
from crossfoot.suggesting.places import MOST, Nearness
from crossfoot.suggesting.run import Suggestions, suggest
from crossfoot.testing import dataset_of

ROOT = Path(__file__).parents[1]
CASES = {
    name: case
    for name, case in yaml.safe_load(Path(__file__).with_name("suggestions.yaml").read_text()).items()
    if not name.startswith("_")
}
TODAY = date(2026, 11, 23)
FLOW = {"unit": "carts", "growth_basis": "unknown"}
MILL = dict.fromkeys(("ground", "white", "brown"), FLOW)
SUM = [
    claim("c001", measure="ground", value="24670", printed="24,670"),
    claim("c002", measure="white", value="13240", printed="13,240"),
    claim("c003", measure="brown", value="11430", printed="11,430"),
]


def equations(found: Suggestions) -> list[str]:
    return [words.equation(one.candidate, found.figures) for one in found.found]


@pytest.mark.parametrize("name", CASES)
def test_cases(name: str) -> None:
    case = CASES[name]
    found = suggest(dataset_of(case), today=TODAY)
    assert equations(found) == case["suggest"]
    assert sum(not one.likely_chance for one in found.found) == case.get("shown", sum(not one.likely_chance for one in found.found))


# Where figures stand near each other


def placed(folder: Path, text: str, claims: list[Row] = SUM, **content: Plain) -> Suggestions:
    return suggest(load(project(folder, [dict(row) for row in claims], measures=MILL, text=text, **content)), today=TODAY)


ONE_PARAGRAPH = "The mill ground 24,670 carts. Of these 13,240 were white and 11,430 were brown.\n"
TWO_PARAGRAPHS = "The mill ground 24,670 carts.\n\nOf these 13,240 were white and 11,430 were brown.\n"
TABLE = "Carts         Sort\n24,670         all\n13,240       white\n11,430       brown\n"


@pytest.mark.parametrize(
    ("text", "near"),
    [
        (ONE_PARAGRAPH, Nearness.PARAGRAPH),
        (TWO_PARAGRAPHS, None),
        ("Sort       Carts\nall       24,670\nwhite     13,240\nbrown     11,430\n", Nearness.TABLE),
    ],
    ids=["one paragraph", "two paragraphs", "a table"],
)
def test_figures_are_near_in_one_paragraph_or_one_table(tmp_path: Path, text: str, near: Nearness | None) -> None:
    found = placed(tmp_path, text)
    assert [one.place.nearness for one in found.found] == ([near] if near else [])


def test_without_the_text_offsets_say_what_is_near(tmp_path: Path) -> None:
    assert [one.place.nearness for one in placed(tmp_path / "near", ONE_PARAGRAPH, attach=False).found] == [Nearness.OFFSETS]
    far = ONE_PARAGRAPH.replace(" Of these", f"{' And so on.' * 40} Of these")
    assert placed(tmp_path / "far", far, attach=False).found == ()


def test_another_turn_is_another_place_without_the_text(tmp_path: Path) -> None:
    turns = {"turns": [[0, "minister", "answer"], [30, "minister", "answer"]]}
    source = {"sha256": hashlib.sha256(ONE_PARAGRAPH.encode()).hexdigest(), "chars": len(ONE_PARAGRAPH)}
    assert placed(tmp_path, ONE_PARAGRAPH, attach=False, header=turns | {"source": source}).found == ()


def test_many_figures_of_one_place_are_combined_in_stretches_and_that_is_said(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    other = [claim(f"d{n:03}", measure=f"m{n}", value=str(7001 + 613 * n), printed=f"{7001 + 613 * n:,}", unit="sacks") for n in range(60)]
    root = project(tmp_path, [SUM[0], *other, *SUM[1:]], measures=MILL)
    found = suggest(load(root), today=TODAY)
    assert {place.of for place, _ in found.places} == {63}
    assert all(len(place.entries) <= MOST for place, _ in found.places)
    assert "13,240 + 11,430 = 24,670 carts" not in equations(found)
    main(["suggest", str(root)])
    said = f"{DOCUMENT}, stretch of rows at line 2 of claims.csv: 63 figures stand there; only those among {MOST} neighbours were combined."
    assert said in capsys.readouterr().out


def test_neighbours_across_the_end_of_a_stretch_are_found(tmp_path: Path) -> None:
    other = [claim(f"d{n:03}", measure=f"m{n}", value=str(7001 + 613 * n), printed=f"{7001 + 613 * n:,}", unit="sacks") for n in range(60)]
    root = project(tmp_path, [*other[: MOST - 1], *SUM, *other[MOST - 1 :]], measures=MILL)
    assert "13,240 + 11,430 = 24,670 carts" in equations(suggest(load(root), today=TODAY))


def test_a_figure_printed_twice_is_one_figure(tmp_path: Path) -> None:
    again = claim("c004", measure="white", value="13240", printed="13,240")
    found = placed(tmp_path, ONE_PARAGRAPH + "White came to 13,240.\n", [*SUM, again])
    assert equations(found) == ["13,240 + 11,430 = 24,670 carts"]


def test_a_planted_sum_is_found_and_comes_first(tmp_path: Path) -> None:
    noise = [("sacks", 4127), ("loaves", 39), ("miles", 8850), ("rolls", 7219), ("jobs", 137)]
    rows = [claim(f"n{n:03}", measure=name, unit=name, value=str(value), printed=f"{value:,}") for n, (name, value) in enumerate(noise)]
    text = ONE_PARAGRAPH.strip() + " There were 4,127 sacks, 39 loaves, 8,850 miles, 7,219 rolls and 137 jobs.\n"
    found = placed(tmp_path, text, [*SUM, *rows])
    assert equations(found)[0] == "13,240 + 11,430 = 24,670 carts"
    assert not found.found[0].likely_chance


# The real documents


@pytest.mark.parametrize("name", ["claims", "examples/harbour-briefing/claims"])
def test_what_is_stated_is_not_suggested_again(name: str) -> None:
    assert equations(suggest(load(ROOT / name), today=TODAY)) == []


def without(folder: Path, name: str, *patterns: str) -> Path:
    """A copy of a folder of claims whose code list does not say something."""
    root = folder / "claims"
    shutil.copytree(ROOT / name, root)
    (root / "datapackage.json").unlink()
    text = (root / "measures.yaml").read_text()
    for pattern in patterns:
        text, count = re.subn(pattern, "", text)
        assert count
    (root / "measures.yaml").write_text(text)
    return root


def test_the_sum_that_is_known_to_be_true_is_found_where_it_is_not_stated(tmp_path: Path) -> None:
    found = suggest(load(without(tmp_path, "claims", r"\n +partitions: \{owner.*\}")), today=TODAY)
    assert equations(found) == ["920,000 + 380,000 = 1.3 million facilities"]
    (one,) = found.found
    assert not one.likely_chance
    assert one.tried == 3


def test_the_parts_of_the_example_are_found_where_they_are_not_stated(tmp_path: Path) -> None:
    root = without(tmp_path, "examples/harbour-briefing/claims", r"\n +partitions: \{class.*\}")
    assert equations(suggest(load(root), today=TODAY)) == [
        "2.425 million + 1.309 million + 1.893 million + 645,000 = 6.271 million tonnes",
        "38.7% + 20.9% + 30.2% + 10.3% = 100%",
    ]


# What is printed can be pasted

RATES = {
    "turnover": {"unit": "crowns", "growth_basis": "unknown"},
    "wages": {"unit": "crowns"},
    "wage-rate": {"unit": "percent", "kind": "rate"},
    "rise": {"unit": "crowns"},
    "gap": {"unit": "pp", "kind": "rate"},
    "north": {"unit": "t"},
    "south": {"unit": "t"},
    "ratio": {"unit": "t"},
    "sales": {"unit": "crowns"},
}
PASTED: dict[str, tuple[list[Row], Mapping[str, Mapping[str, Any]]]] = {
    "sum": (SUM, MILL),
    "share": (
        [
            claim("c001", measure="turnover", value="1273", printed="1,273"),
            claim("c002", measure="wages", value="212.4", printed="212.4"),
            claim("c003", measure="wage-rate", value="16.7", printed="16.7%"),
        ],
        RATES,
    ),
    "growth": (
        [
            claim("c001", measure="turnover", value="1352", printed="1,352"),
            claim("c002", measure="turnover", value="1273", printed="1,273", period="2021-06"),
            claim("c003", measure="sales", statistic="growth", value="6.2"),
        ],
        RATES,
    ),
    "basis": (
        [
            claim("c001", measure="turnover", value="1352", printed="1,352"),
            claim("c002", measure="turnover", value="1273", printed="1,273", period="2021-06"),
            claim("c003", measure="turnover", statistic="growth", value="6.2"),
        ],
        RATES,
    ),
    "difference": (
        [
            claim("c001", measure="north", statistic="growth", value="24.6"),
            claim("c002", measure="south", statistic="growth", value="6.1"),
            claim("c003", measure="gap", value="18.5", unit="pp"),
        ],
        RATES,
    ),
    "ratio": (
        [
            claim("c001", measure="north", value="4527", printed="4,527"),
            claim("c002", measure="south", value="1424", printed="1,424"),
            claim("c003", measure="ratio", statistic="ratio", versus="south", value="3.18"),
        ],
        RATES,
    ),
    "shares": (
        [
            claim("c001", measure="a", statistic="share", of="all", value="46.5"),
            claim("c002", measure="b", statistic="share", of="all", value="28.3"),
            claim("c003", measure="c", statistic="share", of="all", value="25.3"),
        ],
        {"all": {"unit": "t"}, "a": {"unit": "t"}, "b": {"unit": "t"}, "c": {"unit": "t"}},
    ),
}
WAYS = [(name, way) for name in PASTED for way in range(2 if name in ("sum", "shares") else 1)]


def printed(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> dict[str, Any]:
    capsys.readouterr()
    assert main(["suggest", str(root), "--format", "json", "--all", *options]) == 0
    return dict(json.loads(capsys.readouterr().out))


def paste(root: Path, way: Mapping[str, str]) -> None:
    path = root / way["file"]
    if path.name == "measures.yaml":
        content = json.loads(path.read_text())
        measure, _, part = way["under"].partition(", ")
        entry = content["measures"][measure]
        (entry[part] if part else entry).update(yaml.safe_load(way["yaml"]))
        write_yaml(path, content)
    else:
        path.write_text((path.read_text() if path.exists() else "") + way["yaml"])


@pytest.mark.parametrize(("name", "number"), WAYS)
@pytest.mark.parametrize(
    "before",
    [
        "",
        "relations:\n- {id: x, formula: a = b, description: Nothing.}\n",
        "relations:\n    # why\n    - id: x\n      formula: a = b\n      description: No.\n",
    ],
)
def test_what_is_printed_declares_it(name: str, number: int, before: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims, measures = PASTED[name]
    root = project(tmp_path, [dict(row) for row in claims], measures=measures)
    if before:
        (root / DOCUMENT / "relations.yaml").write_text(before)
    refresh(root)
    (found,) = printed(root, capsys)["suggestions"]
    way = found["declare"][number]
    keys = {figure["figure"] for figure in found["figures"]}
    main(["suggest", str(root)])
    lines = capsys.readouterr().out.splitlines()
    assert all(line in lines for line in way["yaml"].splitlines())
    paste(root, way)
    outcome = load(root).check(today=TODAY)
    assert outcome.dataset.problems == ()
    verdicts = [d.verdict for d in outcome.decisions if {key.id for key in d.relation.keys} == keys and d.relation.constraint]
    assert "holds" in verdicts
    assert printed(root, capsys)["suggestions"] == []


LABELS = ['"quoted": {a}, #1 & *x', "'single' - % @", "\\ back \\n", "规模以上", "W" * 9_000]


@pytest.mark.parametrize("label", LABELS, ids=range(len(LABELS)))
def test_what_is_printed_declares_it_whatever_the_labels(label: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, SUM, measures=MILL | {"white": {**FLOW, "label": label}})
    main(["suggest", str(root)])
    lines = capsys.readouterr().out.splitlines()
    start = lines.index("relations:")
    (root / DOCUMENT / "relations.yaml").write_text("\n".join([*lines[start : start + 4], ""]))
    refresh(root)
    outcome = load(root).check(today=TODAY)
    assert outcome.dataset.problems == ()
    assert [d.verdict for d in outcome.decisions if d.relation.family == "declared"] == ["holds"]


def test_a_second_partition_gets_a_name_of_its_own(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    measures = {**MILL, "ground": {**FLOW, "partitions": {"parts": ["north", "south"]}}, "north": FLOW, "south": FLOW}
    root = project(tmp_path, SUM, measures=measures)
    (found,) = printed(root, capsys)["suggestions"]
    assert found["declare"][1] == {"file": "measures.yaml", "under": "ground, partitions", "yaml": "parts-2: [white, brown]\n"}
    paste(root, found["declare"][1])
    assert load(root).problems == () or [problem.rule for problem in load(root).problems] == ["stale-datapackage"]


@pytest.mark.parametrize(
    "under", [{"white": {**FLOW, "partitions": {"x": ["ground", "y"]}}, "y": FLOW}, {"ground": {**FLOW, "part_of": ["white"]}}]
)
def test_nothing_that_would_go_round(under: dict[str, Any], tmp_path: Path) -> None:
    assert suggest(load(project(tmp_path, SUM, measures={**MILL, **under})), today=TODAY).found == ()


def test_names_of_new_relations_differ(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    later = [dict(row) | {"id": f"d00{n}", "period": "2023-06"} for n, row in enumerate(SUM)]
    relations = {"relations": [{"id": "sum-ground", "formula": "a = b", "description": "Nothing."}]}
    root = project(tmp_path, [*SUM, *later], measures=MILL, relations=relations)
    found = printed(root, capsys)["suggestions"]
    assert [re.findall(r"id: (\S+)", one["declare"][0]["yaml"]) for one in found] == [["sum-ground-2"], ["sum-ground-3"]]


# What people and programs read


def test_a_suggestion_in_words(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    draft = dict(SUM[1]) | {"assumed": "period?"}
    root = project(tmp_path, [SUM[0], draft, SUM[2]], measures=MILL, text=ONE_PARAGRAPH)
    assert main(["suggest", str(root)]) == 0
    out = capsys.readouterr().out
    assert (
        out
        == f"""\
Figures were combined in 1 paragraph of the text.

1. 13,240 + 11,430 = 24,670 carts: a sum?
   - Minister: "24,670" for ground, June 2022 ({DOCUMENT}/c001; {DOCUMENT}/claims.csv:2, line 1 of the text)
   - Minister: "13,240" for white, June 2022 ({DOCUMENT}/c002; {DOCUMENT}/claims.csv:3, line 1 of the text; a draft, not confirmed)
   - Minister: "11,430" for brown, June 2022 ({DOCUMENT}/c003; {DOCUMENT}/claims.csv:4, line 1 of the text)
   Rounded to nearest: the other figures allow 24,669 to 24,671 carts; its prints allow 24,669.5 to 24,670.5 carts.
   About 1 in 18,900 by chance; 3 combinations were tried in this paragraph, so a fit as good is expected by chance in about 1 of 6,300 \
paragraphs like it.
   To declare it, add to {DOCUMENT}/relations.yaml:
relations:
  - id: sum-ground
    formula: ground/level/2022-06 = white/level/2022-06 + brown/level/2022-06
    description: "These must add up to ground, June 2022: white, June 2022; brown, June 2022."
   If these are always all of its parts, say so instead in measures.yaml, under ground:
partitions: {{parts: [white, brown]}}

1 suggestion, 3 combinations tried in 1 place; in all of these places together, chance alone would give at most 0.1 as good as the last one.
Each fits, and may be chance all the same: declare what the text means, and nothing else.
"""
    )


def test_as_data_numbers_are_exact(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (one,) = printed(project(tmp_path, SUM, measures=MILL), capsys)["suggestions"]
    # Three prints fit, 24,669 to 24,671; the nearest number that rounds to one of them is 24,668.5.
    assert Fraction(one["chance"]) == 3 / (Fraction(23, 10) * Fraction(49337, 2))
    assert Fraction(one["expected"]) == Fraction(one["chance"]) * one["tried"]
    assert one["kind"] == "sum"
    assert [figure["claim"] for figure in one["figures"]] == [f"{DOCUMENT}/{name}" for name in ("c001", "c002", "c003")]
    assert one["figures"][0]["values"] == {"low": "24669.5", "high": "24670.5", "low_closed": True, "high_closed": True}
    assert (one["figures"][0]["line"], one["figures"][0]["text_line"], one["near"]) == (2, None, "rows")


WEAK = [
    claim("c001", measure="ground", value="1300000", printed="1.3 million"),
    claim("c002", measure="white", value="900000", printed="0.9 million"),
    claim("c003", measure="brown", value="400000", printed="0.4 million"),
    *(claim(f"d00{n}", measure=f"m{n}", unit="carts", value=f"{n}00000", printed=f"0.{n} million") for n in (2, 7, 8)),
]


def test_what_chance_would_often_give_is_only_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, WEAK, measures=MILL)
    assert main(["suggest", str(root)]) == 0
    few = capsys.readouterr().out
    assert "Nothing to suggest: " in few
    weaker = int(re.search(r"(\d+) weaker fits are not shown; --all shows them\.", few)[1])  # type: ignore[index]
    assert main(["suggest", str(root), "--all"]) == 0
    everything = capsys.readouterr().out
    assert everything.count(": a sum?") == weaker > 1
    assert "not shown" not in everything
    assert re.search(r"so about \d+ as good are expected by chance", everything)
    assert json.loads(_json(root, capsys))["weaker"] == weaker
    assert json.loads(_json(root, capsys, "--all"))["weaker"] == 0


def _json(root: Path, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    main(["suggest", str(root), "--format", "json", *options])
    return capsys.readouterr().out


def test_what_takes_no_part_is_named_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = [
        claim("c001", bound="more_than", printed="more than 12"),
        claim("c002", measure="vans", value="1290"),
        claim("c003", measure="vans", value="1250"),
        claim("c004", measure="trams", value="0"),
        claim("c005", measure="buses", bound="lost"),
        claim("c006", measure="list", of="L01", value="3", printed="three", period="standing"),
    ]
    main(["suggest", str(project(tmp_path, rows))])
    lines = [line for line in capsys.readouterr().out.splitlines() if line.startswith("Not looked at")]
    assert [re.findall(r"c00\d", line) for line in sorted(lines)] == [["c006"], ["c004"], ["c002", "c003"], ["c001"], ["c005"]]


def test_a_waived_claim_takes_no_part(tmp_path: Path) -> None:
    root = project(tmp_path, SUM, measures=MILL, waivers=[{"claim": "c001", "reason": "A slip.", "expires": "2026-11-22"}])
    assert len(suggest(load(root), today=date(2026, 11, 22)).found) == 0
    assert len(suggest(load(root), today=date(2026, 11, 23)).found) == 1


def test_documents_are_not_mixed(tmp_path: Path) -> None:
    root = project(tmp_path, SUM[:2], measures=MILL)
    add_document(root, "other", SUM[2:])
    assert suggest(load(root), today=TODAY).found == ()


def state(root: Path) -> dict[str, str]:
    return {
        str(path.relative_to(root)): hashlib.sha256(path.read_bytes()).hexdigest() for path in sorted(root.rglob("*")) if path.is_file()
    }


@pytest.mark.parametrize("options", [[], ["--all"], ["--format", "json"]], ids=" ".join)
def test_nothing_is_ever_written(options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = project(tmp_path, SUM, measures=MILL, text=ONE_PARAGRAPH)
    monkeypatch.chdir(tmp_path)
    before = state(tmp_path)
    assert main(["suggest", "claims", *options]) == 0
    assert state(tmp_path) == before
    assert root.is_dir()


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["no-such-folder"], "found no folder of this name"),
        (["claims", "--sources", "no-such-folder"], "--sources: found no folder no-such-folder"),
        (["claims", "--format", "xml"], "'xml' is not one of"),
        (["claims", "--today", "tomorrow"], "--today: found 'tomorrow'"),
    ],
)
def test_what_cannot_be_read_is_said_in_words(
    arguments: list[str], message: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    project(tmp_path, SUM, measures=MILL)
    monkeypatch.chdir(tmp_path)
    assert main(["suggest", *arguments]) == 4
    captured = capsys.readouterr()
    assert message in captured.err
    assert captured.out == ""


def test_a_broken_row_costs_only_itself(tmp_path: Path) -> None:
    root = project(tmp_path, [*SUM, claim("c004", measure="white", period="2021", value="1", printed="1")], measures=MILL)
    edit(root / DOCUMENT / "claims.csv", ",2021,", ",once upon a time,")
    assert equations(suggest(load(root), today=TODAY)) == ["13,240 + 11,430 = 24,670 carts"]


def test_progress_is_told_place_by_place(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    root = project(tmp_path, SUM, measures=MILL)
    suggest(load(root), today=TODAY, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 1)]
