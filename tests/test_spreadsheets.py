"""What Excel and LibreOffice do to the tables: undone by `crossfoot fmt`, or refused with what happened. No cell may act as a formula."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from crossfoot.cli import main
from crossfoot.csvfile import parse_csv
from crossfoot.dataset import load
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS
from crossfoot.problems import ProjectError
from crossfoot.spreadsheets import Restored, restore

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples/harbour-briefing/claims"
GOOD = (EXAMPLE / "harbour-briefing/claims.csv").read_text()
SOURCE = (EXAMPLE / "harbour-briefing/source.txt").read_text()
HEAD = ",".join(CLAIM_COLUMNS) + "\n"
ROW = "c001,mill,carts,level,,2031-06,,,,2661000,carts,exact,,2.661 million,10,23,,\n"


def fields(text: str) -> list[list[str]]:
    import csv  # noqa: PLC0415
    import io  # noqa: PLC0415

    return list(csv.reader(io.StringIO(text)))


def saved(text: str, *, separator: str = ",", quoted: bool = False, extra: int = 0) -> str:
    """A table as a spreadsheet saves it."""
    lines = []
    for row in fields(text):
        cells = [*row, *[""] * extra]
        odd = [f'"{cell.replace(chr(34), chr(34) * 2)}"' if quoted or separator in cell or '"' in cell else cell for cell in cells]
        lines.append(separator.join(odd))
    return "\n".join(lines) + "\n"


def restored(text: str | bytes, source: str | None = None) -> Restored:
    return restore(text.encode() if isinstance(text, str) else text, "claims.csv", CLAIM_COLUMNS, source=source)


UNDONE = {
    "byte order mark": "\ufeff" + GOOD,
    "CR LF": GOOD.replace("\n", "\r\n"),
    "semicolons": saved(GOOD, separator=";"),
    "tabs": saved(GOOD, separator="\t"),
    "everything quoted": saved(GOOD, quoted=True),
    "empty columns": saved(GOOD, extra=3),
    "empty lines": GOOD + "," * (len(CLAIM_COLUMNS) - 1) + "\n\n",
    "a line for the separator": "sep=;\n" + saved(GOOD, separator=";"),
    "all of it": "\ufeff" + saved(GOOD, separator=";", quoted=True, extra=2).replace("\n", "\r\n"),
    "short numbers": GOOD.replace(",6271000,", ",6.27E+06,").replace(",214600000,", ",2.15E+08,"),
    "offsets with decimals": GOOD.replace(",211,218,", ",211.0,218.0,"),
    "thousands": GOOD.replace(",748000,", ',"748,000",').replace(",1551,1562,", ',"1,551","1,562",'),
    "rows in another order": "\n".join([GOOD.split("\n")[0], *sorted(GOOD.strip().split("\n")[1:], reverse=True)]) + "\n",
}


@pytest.mark.parametrize("text", UNDONE.values(), ids=UNDONE)
def test_what_lost_nothing_is_undone(text: str) -> None:
    found = restored(text)
    assert found.problems == ()
    assert sorted(found.text.splitlines()) == sorted(GOOD.splitlines())
    assert found.undone


def test_utf_16_with_tabs_is_undone() -> None:
    found = restored(saved(GOOD, separator="\t").encode("utf-16"))
    assert (found.problems, found.text) == ((), GOOD)


def test_what_is_canonical_stays() -> None:
    assert restored(GOOD) == Restored(GOOD, (), ())


def test_decimal_commas_of_a_table_with_semicolons() -> None:
    text = saved(HEAD + "c001,mill,carts,growth,,2031-06,yoy,,,-7.5,percent,exact,,-7.5%,10,15,,\n", separator=";").replace(
        ";-7.5;", ";-7,5;"
    )
    assert ",-7.5,percent," in restored(text).text


def test_points_between_thousands_of_a_table_with_semicolons() -> None:
    text = saved(HEAD + ROW, separator=";").replace(";2661000;", ";2.661.000;")
    assert restored(text).text == HEAD + ROW


REFUSED = [
    ("2661000", "2.7E+06", "2.661 million", "2.9 million", "a spreadsheet has shortened the number"),
    (",10,23,", ",1.0E+01,23,", "", "", "a spreadsheet has shortened the number"),
    ("2031-06", "Jun-31", "", "", "has taken a period such as 2022-06 for a date"),
    ("2031-06", "25/06/2031", "", "", "has taken a period such as 2022-06 for a date"),
    ("2031-06", "Juni 31", "", "", "has taken a period such as 2022-06 for a date"),
    ("2661000", "about", "", "", "expected a plain number"),
    ("2.661 million", "=1+1", "", "", "run as a formula"),
    ("2.661 million", "@SUM(A1)", "", "", "run as a formula"),
    (",,\n", ",,-1+cmd|' /C calc'!A0\n", "", "", "run as a formula"),
    (",,\n", ',,"two\nlines"\n', "", "", "a line end inside a cell"),
    (",,\n", ",,a,b\n", "", "", "beyond the last column"),
    ("id,", "name,", "", "", "expected id,speaker"),
    (",,\n", ',,"lost\n', "", "", "found a line that is no row"),
]


@pytest.mark.parametrize(("old", "new", "also", "then", "message"), REFUSED, ids=[f"{new!r}" for _, new, *_ in REFUSED])
def test_what_lost_something_is_refused_in_words(old: str, new: str, also: str, then: str, message: str) -> None:
    text = HEAD + ROW
    text = text.replace(old, new, 1)
    if also:
        text = text.replace(also, then)
    found = restored(text)
    assert found.text == ""
    assert message in " ".join(problem.message for problem in found.problems)


def test_a_dropped_zero_is_found_by_the_length_of_its_place_and_restored_from_the_text() -> None:
    text = HEAD + "c001,mill,carts,growth,,2031-06,yoy,,,1.30,percent,exact,,1.3,10,14,,\n"
    assert "a spreadsheet makes 1.3 of 1.30" in restored(text).problems[0].message
    assert ",1.30,10,14," in restored(text, source="It was by 1.30 more.").text
    assert restored(text, source="It was by 2.30 more.").problems


def test_signs_and_brackets_of_prints_are_no_formulas() -> None:
    rows = [
        'c001,mill,carts,growth,,2031-06,yoy,,,-7,percent,exact,,-7%,10,13,,"note, with a comma"',
        "c002,mill,carts,growth,,2031-06,yoy,,,3.2,percent,exact,,+3.2%,20,25,,",
        "c003,mill,carts,growth,,2031-06,yoy,,,-5,percent,exact,,[-]5%,30,32,,",
        "c004,mill,carts,level,,2031-06,,,,-5000000,euro,exact,,-€5m,40,44,,",
    ]
    text = HEAD + "\n".join(rows) + "\n"
    assert restored(text) == Restored(text, (), ())
    assert parse_csv(text.encode(), "claims.csv", CLAIM_COLUMNS).problems == ()


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        (saved(GOOD, separator=";"), "wrong-separator"),
        (saved(GOOD, separator="\t"), "wrong-separator"),
        (saved(GOOD, extra=2), "empty-columns"),
    ],
    ids=["semicolons", "tabs", "empty columns"],
)
def test_the_reader_says_what_a_spreadsheet_did_and_what_undoes_it(text: str, rule: str) -> None:
    with pytest.raises(ProjectError) as error:
        parse_csv(text.encode(), "claims.csv", CLAIM_COLUMNS)
    assert error.value.problems[0].rule == rule
    assert "crossfoot fmt" in error.value.problems[0].message


@pytest.fixture
def project(tmp_path: Path) -> Path:
    shutil.copytree(EXAMPLE, tmp_path / "claims")
    return tmp_path / "claims"


def test_fmt_restores_a_project_and_check_only_says_so(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims, mentions = project / "harbour-briefing/claims.csv", project / "harbour-briefing/mentions.csv"
    before = claims.read_bytes(), mentions.read_bytes()
    claims.write_bytes(("\ufeff" + saved(GOOD, separator=";")).replace("\n", "\r\n").encode())
    mentions.write_bytes(before[1].replace(b"\n", b"\r\n"))
    assert main(["fmt", str(project), "--check"]) == 1
    assert claims.read_bytes() != before[0]
    out = capsys.readouterr().out
    assert "not canonical" in out
    assert "semicolons between the columns" in out
    assert main(["fmt", str(project)]) == 0
    assert (claims.read_bytes(), mentions.read_bytes()) == before
    assert main(["fmt", str(project), "--check"]) == 0
    assert load(project).problems == ()


def test_fmt_leaves_a_table_that_lost_something_as_it_is(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    claims = project / "harbour-briefing/claims.csv"
    broken = GOOD.replace("2031-06-30", "30/06/2031", 1)
    claims.write_text(broken)
    assert main(["fmt", str(project)]) == 1
    assert claims.read_text() == broken
    assert "1 table is left as it was" in capsys.readouterr().out


def test_fmt_restores_prints_from_the_attached_text(project: Path) -> None:
    claims = project / "harbour-briefing/claims.csv"
    claims.write_text(GOOD.replace(',"748,000",211', ",748000,211").replace(",6.1%,363", ",6.10%,363"))
    assert main(["fmt", str(project)]) == 0
    assert claims.read_text() == GOOD


def test_without_a_text_a_print_of_another_length_fails_its_quote(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (project / "harbour-briefing/source.txt").unlink()
    claims = project / "harbour-briefing/claims.csv"
    claims.write_text(GOOD.replace(",6.1%,363", ",6.10%,363"))
    assert main(["check", str(project)]) == 1
    assert "of 5 characters at a place of 4" in capsys.readouterr().out


def test_mentions_are_restored_too() -> None:
    text = ",".join(MENTION_COLUMNS) + "\nm001,period,5,9,2031,,,\n"
    found = restore(saved(text, separator=";").encode(), "mentions.csv", MENTION_COLUMNS)
    assert (found.text, found.problems) == (text, ())
