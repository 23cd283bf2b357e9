"""Drafts of tables: one claim a cell with a number, its value and unit as heading, caption and corner say, nothing for empty cells."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.drafting import files
from crossfoot.drafting.draft import draft
from crossfoot.drafting.files import About
from crossfoot.drafting.periods import Calendar
from crossfoot.drafting.source import read_source
from crossfoot.period import parse_period

CALENDAR = Calendar(parse_period("2031"), date(2032, 2, 12))

# Spans both ways, nested headings, notes, empty cells and dashes, sections, and a total; the scale stands in the caption.
SPANS = """\
<html><body><h1>Trams of Ostervik, 2031</h1>
<table><caption>Table 3. Income and cost by line (in millions of crowns)</caption>
<thead>
<tr><th rowspan="3">Line</th><th colspan="3">Income</th><th colspan="2" rowspan="2">Cost</th></tr>
<tr><th colspan="2">Fares</th><th>Grants</th></tr>
<tr><th>2030</th><th>2031</th><th>2031</th><th>2031</th><th>Change on 2030, %</th></tr>
</thead><tbody>
<tr><th colspan="6">North</th></tr>
<tr><th>Line 1<sup>a</sup></th><td>12.5</td><td>13.0<sup>2</sup></td><td>&ndash;</td><td>(1.4)</td><td>n/a</td></tr>
<tr><th>Line 2</th><td></td><td>0.8</td><td>2.0</td><td>1,204.0</td><td>(3.1)</td></tr>
<tr><th colspan="6">South</th></tr>
<tr><th>Line 1</th><td>4.0</td><td>4.4</td><td>1.1</td><td>5.0</td><td>0.0</td></tr>
</tbody><tfoot><tr><th>Total</th><td>16.5</td><td>18.2</td><td>3.1</td><td>1,207.6</td><td>2.0</td></tr></tfoot></table>
<p><sup>a</sup> Rebuilt. <sup>2</sup> Estimate.</p></body></html>
"""
OF_SPANS = [
    ("Line 1, North, Income Fares", "12500000", "crowns", "2030"),
    ("Line 1, North, Income Fares", "13000000", "crowns", "2031"),
    ("Line 1, North, Cost", "-1400000", "crowns", "2031"),
    ("Line 2, North, Income Fares", "800000", "crowns", "2031"),
    ("Line 2, North, Income Grants", "2000000", "crowns", "2031"),
    ("Line 2, North, Cost", "1204000000", "crowns", "2031"),
    ("Line 2, North, Cost", "-3.1", "percent", "2031"),
    ("Line 1, South, Income Fares", "4000000", "crowns", "2030"),
    ("Line 1, South, Income Fares", "4400000", "crowns", "2031"),
    ("Line 1, South, Income Grants", "1100000", "crowns", "2031"),
    ("Line 1, South, Cost", "5000000", "crowns", "2031"),
    ("Line 1, South, Cost", "0", "percent", "2031"),
    ("Total, Income Fares, Income and cost by line", "16500000", "crowns", "2030"),
    ("Total, Income Fares, Income and cost by line", "18200000", "crowns", "2031"),
    ("Total, Income Grants, Income and cost by line", "3100000", "crowns", "2031"),
    ("Total, Cost, Income and cost by line", "1207600000", "crowns", "2031"),
    ("Total, Cost, Income and cost by line", "2", "percent", "2031"),
]

# Two tables with the same rows: their titles keep them apart. Brackets are negative; the unit stands in heading or row.
MARKDOWN = """\
## Orders by region (USD million)

| Region | 2030 | 2031 | Share of orders (%) |
|:---|---:|:---:|---:|
| North | 120.0 | 131.5 | 62.3 |
| South[^1] | 75.2 | 79.6 | 37.7 |
| **Total** | **195.2** | **211.1** | **100** |

[^1]: With the islands.

## Operating result by region (USD million)

| Region | 2030 | 2031 |
|---|---|---|
| North | (3.5) | 12.0 |
| of which services | 1.5 | \u2014 |
| South | 8.8 | \u22120.4 |
| Total | 5.3 | 11.6 |
| Margin (%) | 2.7 | 5.5 |
| Employees | 1,040 | 998 |
"""
OF_MARKDOWN = [
    ("North", "120000000", "dollar", "2030"),
    ("North", "131500000", "dollar", "2031"),
    ("North", "62.3", "percent", "2031"),
    ("South", "75200000", "dollar", "2030"),
    ("South", "79600000", "dollar", "2031"),
    ("South", "37.7", "percent", "2031"),
    ("Total, Orders by region", "195200000", "dollar", "2030"),
    ("Total, Orders by region", "211100000", "dollar", "2031"),
    ("Total, Orders by region", "100", "percent", "2031"),
    ("North, Operating result by region", "-3500000", "dollar", "2030"),
    ("North, Operating result by region", "12000000", "dollar", "2031"),
    ("North, services", "1500000", "dollar", "2030"),
    ("South, Operating result by region", "8800000", "dollar", "2030"),
    ("South, Operating result by region", "-400000", "dollar", "2031"),
    ("Total, Operating result by region", "5300000", "dollar", "2030"),
    ("Total, Operating result by region", "11600000", "dollar", "2031"),
    ("Margin", "2.7", "percent", "2030"),
    ("Margin", "5.5", "percent", "2031"),
    ("Employees", "1040", "employees", "2030"),
    ("Employees", "998", "employees", "2031"),
]

# Set with spaces: headings over two columns each, the unit in the corner, a row that lacks a cell, sections.
SPACED = """\
Herring and cod landed in Vestra

                     Herring              Cod
Thousand tonnes   2030     2031      2030     2031
East coast
  Boats           11.2     12.9       4.1      3.8
  Trawlers        30.5     28.4                9.9
West coast
  Boats            2.2      2.0       0.7      0.6
"""
OF_SPACED = [
    ("Boats, East coast, Herring", "11200", "tonnes", "2030"),
    ("Boats, East coast, Herring", "12900", "tonnes", "2031"),
    ("Boats, East coast, Cod", "4100", "tonnes", "2030"),
    ("Boats, East coast, Cod", "3800", "tonnes", "2031"),
    ("Trawlers, East coast, Herring", "30500", "tonnes", "2030"),
    ("Trawlers, East coast, Herring", "28400", "tonnes", "2031"),
    ("Trawlers, East coast, Cod", "9900", "tonnes", "2031"),
    ("Boats, West coast, Herring", "2200", "tonnes", "2030"),
    ("Boats, West coast, Herring", "2000", "tonnes", "2031"),
    ("Boats, West coast, Cod", "700", "tonnes", "2030"),
    ("Boats, West coast, Cod", "600", "tonnes", "2031"),
]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [(SPANS, "trams.html", OF_SPANS), (MARKDOWN, "orders.md", OF_MARKDOWN), (SPACED, "fish.txt", OF_SPACED)],
    ids=["spans", "markdown", "spaces"],
)
def test_each_cell_is_a_claim_with_its_labels_unit_and_scale(text: str, name: str, expected: list[tuple[str, ...]], tmp_path: Path) -> None:
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    source = read_source(path)
    found = draft(source, CALENDAR, issuer="Office")
    files.write(tmp_path / "claims", "table", found, source, About("Table", about="2031"), keep_text=True)
    dataset = load(tmp_path / "claims")
    assert dataset.problems == ()
    drafted = [(dataset.measures[claim.measure].name, claim.value, claim.unit, claim.period) for claim in dataset.document("table").claims]
    assert drafted == expected
    outcome = check(dataset, today=date(2032, 2, 12))
    assert [finding.message for finding in outcome.findings if finding.verdict.fails] == []
    assert {row["class"] for row in found.mentions} <= {"marker", "period", "criterion", "name", "vague"}
