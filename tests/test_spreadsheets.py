"""What Excel and LibreOffice do to the tables: undone by `crossfoot fmt`, or refused with what happened. No cell may act as a formula."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest

from crossfoot.cli import main
from crossfoot.csvfile import parse_csv
from crossfoot.dataset import load
from crossfoot.drafting.periods import Calendar
from crossfoot.loading.rows import CLAIM_COLUMNS, MENTION_COLUMNS
from crossfoot.period import parse_period
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
    ("2031-06", "05/06/2031", "", "", "it may have been 2031-05-06 or 2031-06-05"),
    ("2031-06", "01/06/2031", "", "", "it may have been 2031-01-06 or 2031-06 or 2031-06-01"),
    ("2031-06", "1 June 2031", "", "", "it may have been 2031-06 or 2031-06-01"),
    ("2031-06", "Juni 31", "", "", "1931-06 or 2031-06"),
    ("2031-06", "48000", "", "", "it may have been 2031-06 or 2031-06-01"),
    ("2031-06", "Foo-31", "", "", "what it was cannot be told"),
    ("2.661 million", "02-Jan", "", "", "which a spreadsheet made a date; restore it from the text"),
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


# Periods that became dates

ABOUT = Calendar(parse_period("2031-H1"), date(2031, 8, 12))
JUNE = "In June 2031 the mill sold 2.661 million carts."
FIRST = "On 1 June 2031 the mill had 2.661 million carts."
MONTHS = ["2031-06", "Jun-31", "June 2031", "Jun 31", "jun.-31", "Juni 31", "juin-31", "giu-31", "2031/06"]
FIRST_DAYS = [
    "2031-06-01T00:00:00",
    "2031/06/01",
    "01.06.2031",
    "1 June 2031",
    "1-Jun-31",
    "June 1, 2031",
    "48000",
    "1. Jun 2031",
    "01/06/2031",
]


def row(period: str, place: tuple[int, int] = (27, 40), printed: str = "2.661 million") -> str:
    return f"c001,mill,carts,level,,{period},,,,2661000,carts,exact,,{printed},{place[0]},{place[1]},,\n"


def with_period(text: str) -> str:
    """A table with this period, as canonical text."""
    return HEAD + row(f'"{text}"' if "," in text else text)


def put_back(text: str, source: str | None = None) -> Restored:
    return restore(text.encode(), "claims.csv", CLAIM_COLUMNS, source=source, calendar=ABOUT)


@pytest.mark.parametrize("spelt", MONTHS)
def test_a_month_that_became_a_date_is_a_month_again(spelt: str) -> None:
    assert put_back(with_period(spelt)).text == with_period("2031-06")


@pytest.mark.parametrize("spelt", FIRST_DAYS)
def test_the_first_day_of_a_month_is_what_the_text_says(spelt: str) -> None:
    assert put_back(with_period(spelt), JUNE).text == with_period("2031-06")
    assert put_back(with_period(spelt), FIRST).text == with_period("2031-06-01")
    refused = put_back(with_period(spelt))
    assert refused.text == ""
    assert "a spreadsheet has taken a period such as 2022-06 for a date, and it may have been 2031-" in refused.problems[0].message


@pytest.mark.parametrize("spelt", ["25/06/2031", "06/25/2031", "25.06.2031", "25.6.31", "6/25/31", "25-Jun-31", "June 25, 2031", "48024"])
def test_a_day_that_is_no_first_can_only_be_that_day(spelt: str) -> None:
    assert put_back(with_period(spelt)).text == with_period("2031-06-25")


def test_one_day_after_the_twelfth_says_the_order_of_all() -> None:
    text = HEAD + row("25/06/2031") + row("05/06/2031").replace("c001", "c002") + row("12/05/2031").replace("c001", "c003")
    assert [cells[5] for cells in fields(put_back(text).text)[1:]] == ["2031-06-25", "2031-06-05", "2031-05-12"]
    american = HEAD + row("06/25/2031") + row("05/06/2031").replace("c001", "c002")
    assert [cells[5] for cells in fields(put_back(american).text)[1:]] == ["2031-06-25", "2031-05-06"]


def test_a_period_spelt_as_a_day_is_asked_of_the_text_only_in_a_table_that_a_spreadsheet_saved() -> None:
    text = with_period("2031-06-01")
    assert put_back(text, JUNE) == Restored(text, (), ())
    assert put_back(saved(text, separator=";"), JUNE).text == with_period("2031-06")
    assert put_back(saved(text, separator=";"), FIRST).text == text
    assert put_back(saved(text, separator=";")).text == text


@pytest.mark.parametrize("name", ["versus", "minus"])
def test_what_a_figure_is_compared_with_is_put_back_too(name: str) -> None:
    good = "c001,mill,carts,growth,,2031-06,{},{},,2.5,percent,exact,,2.5%,10,14,,\n"
    cells = ("{}", "yoy") if name == "versus" else ("yoy", "{}")
    text = HEAD + good.format(*(cell.format("Jun-30") for cell in cells))
    assert put_back(text).text == HEAD + good.format(*(cell.format("2030-06") for cell in cells))


def test_years_and_named_periods_are_left_alone() -> None:
    for period in ("2031", "2031-H1", "2031-Q2", "2031-03/2031-05", "../2031-06-25", "standing", "unstated"):
        assert put_back(with_period(period)) == Restored(with_period(period), (), ())
    for spelt in ("2031.0", "2,031", "2.031"):
        assert put_back(with_period(spelt)).text == with_period("2031")


def test_a_print_that_became_a_date_comes_back_from_the_text_if_its_value_agrees() -> None:
    source = "It won by 1-2, they say."
    text = HEAD + "c001,mill,carts,level,,2031-06,,,,1,carts,exact,,{},10,11,,\n"
    assert put_back(text.format("01-Jan"), source).text == text.format("1")
    assert put_back(text.format("01-Jan")).problems
    assert put_back(text.format("01-Jan").replace(",1,carts", ",7,carts"), source).problems


def test_a_mention_that_became_a_date_comes_back_from_the_text() -> None:
    head = ",".join(MENTION_COLUMNS) + "\n"
    text = head + "m001,period,3,12,{},,,\n"
    for found, ok in (
        (restore(text.format("Jun-31").encode(), "mentions.csv", MENTION_COLUMNS, source=JUNE), True),
        (restore(text.format("Jun-31").encode(), "mentions.csv", MENTION_COLUMNS), False),
    ):
        assert (found.text == text.format("June 2031")) is ok
        assert bool(found.problems) is not ok


def test_digits_behind_the_fifteenth_come_back_from_the_print() -> None:
    good = HEAD + 'c001,mill,carts,level,,2031,,,,12345678901234567,carts,exact,,"12,345,678,901,234,567",10,32,,\n'
    found = put_back(good.replace(",12345678901234567,", ",12345678901234500,"))
    assert (found.text, found.problems) == (good, ())
    assert put_back(good.replace(",12345678901234567,", ",1.23456789012346E+16,")).text == good


def test_zeros_that_were_left_out() -> None:
    good = HEAD + "c001,mill,carts,growth,,2031,yoy,,,0.5,percent,exact,,0.50%,10,15,,\n"
    assert put_back(good.replace(",0.5,percent", ",.5,percent").replace("0.50%", "0.5%"), "It was by 0.50% more.").text == good


def test_a_whole_table_as_excel_saves_it_on_a_german_desk(project: Path) -> None:
    claims = project / "harbour-briefing/claims.csv"
    lines = saved(GOOD, separator=";").replace(";2031-06;", ";Jun 31;").replace(";2031-06-30;", ";30.06.2031;")
    lines = re.sub(r"(?m)^((?:[^;]*;){9})([0-9]+)\.([0-9]+);", r"\1\2,\3;", lines)
    claims.write_bytes(("\ufeff" + lines).replace("\n", "\r\n").encode())
    assert main(["fmt", str(project)]) == 0
    assert claims.read_text() == GOOD


def test_a_whole_table_as_libreoffice_saves_it_with_everything_quoted(project: Path) -> None:
    claims = project / "harbour-briefing/claims.csv"
    dates = GOOD.replace(",2031-06-30,", ",06/30/2031,").replace(",6271000,", ",6.27E+06,")
    claims.write_text(saved(dates, quoted=True))
    assert main(["fmt", str(project)]) == 0
    assert claims.read_text() == GOOD


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
    broken = GOOD.replace("2031-06-30", "03/06/2031", 1)
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
