"""Drafting a record: what is proposed for a text, that it always loads, and that nothing is passed off as confirmed."""

from __future__ import annotations

import hashlib
import sys
from datetime import date
from pathlib import Path
from unittest import mock

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossfoot.check import check
from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.drafting import files
from crossfoot.drafting.draft import draft
from crossfoot.drafting.files import About
from crossfoot.drafting.periods import Calendar, find_periods
from crossfoot.drafting.source import read_source
from crossfoot.drafting.writing import Draft
from crossfoot.period import parse_period
from crossfoot.records import Claim

CALENDAR = Calendar(parse_period("2031-H1"), date(2031, 8, 12))
MILL = """\
Fernhill Mill, results for the first half of 2031
12 August 2031

Fernhill Mill sold 24,600 tonnes of flour in the first half of 2031, up 2.5 percent from a year earlier. Revenue was 18.9 million
euros, after 18.0 million euros a year earlier.
At the end of June, 140 people worked at the mill.
"""


def drafted(text: str, folder: Path, name: str = "text.txt") -> tuple[Draft, tuple[Claim, ...]]:
    """The draft of a text, and its claims after loading it; it must load without a problem, and no check of its record may fail."""
    path = folder / name
    path.write_bytes(text.encode("utf-8", "surrogatepass"))
    source = read_source(path)
    found = draft(source, CALENDAR, issuer="Mill")
    root = folder / "claims"
    files.write(root, "document", found, source, About("Title"), keep_text=True)
    dataset = load(root)
    assert dataset.problems == ()
    outcome = check(dataset, today=date(2031, 8, 12))
    assert [item.message for item in outcome.record_checks if item.verdict.fails] == []
    return found, dataset.document("document").claims


def proposals(text: str, folder: Path, name: str = "text.txt") -> list[tuple[str, ...]]:
    """Print, statistic, period, versus, minus and value of each claim."""
    return [(c.printed, c.statistic.value, c.period, c.versus, c.minus, c.value) for c in drafted(text, folder, name)[1]]


SENTENCES = [
    ("Sales were 5 million euros.", [("5 million euros", "level", "2031-H1", "", "", "5000000")]),
    ("Sales rose by 4.2% year on year.", [("4.2%", "growth", "2031-H1", "yoy", "", "4.2")]),
    ("Sales fell by 7 percent in June.", [("[-]7 percent", "growth", "2031-06", "yoy", "", "-7")]),
    ("Sales rose by 0.4% from the previous month in May.", [("0.4%", "growth", "2031-05", "previous", "", "0.4")]),
    ("Exports accounted for 25% of flour sales.", [("25%", "share", "2031-H1", "", "", "25")]),
    ("Exports contributed 70% to the growth of sales in the second quarter.", [("70%", "contribution", "2031-Q2", "", "", "70")]),
    ("Output increased by 1.3 times in 2030.", [("1.3 times", "growth", "2030", "yoy", "", "1.3")]),
    (
        "Sales grew by 5.1%, or 1.2 percentage points above the growth of exports.",
        [("5.1%", "growth", "2031-H1", "yoy", "", "5.1"), ("1.2 percentage points", "growth", "2031-H1", "yoy", "exports", "1.2")],
    ),
    (
        "The share of rye went from 34.6 percent to 34.8 percent, a gain of 0.2 percentage points.",
        [
            ("34.6 percent", "share", "2030-H1", "", "", "34.6"),
            ("34.8 percent", "share", "2031-H1", "", "", "34.8"),
            ("0.2 percentage points", "share", "2031-H1", "", "yoy", "0.2"),
        ],
    ),
    (
        "In April and May, sales grew by 1.2% and 2.6%.",
        [("1.2%", "growth", "2031-04", "yoy", "", "1.2"), ("2.6%", "growth", "2031-05", "yoy", "", "2.6")],
    ),
    (
        "Exports rose by 3.4% and imports by 1.9% from May.",
        [("3.4%", "growth", "2031-H1", "2031-05", "", "3.4"), ("1.9%", "growth", "2031-H1", "2031-05", "", "1.9")],
    ),
    ("In June sales fell by 0.8% compared with May 2031.", [("[-]0.8%", "growth", "2031-06", "previous", "", "-0.8")]),
    (
        "Sales rose 7.5% (first half of 2030: 6.1%).",
        [("7.5%", "growth", "2031-H1", "yoy", "", "7.5"), ("6.1%", "growth", "2030-H1", "yoy", "", "6.1")],
    ),
    (
        "The rate goes to 4.25 to 4.5 percent.",
        [("[at least] 4.25 [percent]", "level", "2031-H1", "", "", "4.25"), ("[at most] 4.5 percent", "level", "2031-H1", "", "", "4.5")],
    ),
    ("One in five of the mills is new.", [("[20 percent]", "share", "2031-H1", "", "", "20")]),
    (
        "Three quarters of the mills closed, and waiting times fell by half.",
        [("[75 percent]", "share", "2031-H1", "", "", "75"), ("[-50 percent]", "growth", "2031-H1", "yoy", "", "-50")],
    ),
    ("The number of mills rose by 18 in June.", [("18", "level", "2031-06", "", "", "18")]),
    (
        "We employ 11,300 people, 400 fewer than in May.",
        [("11,300", "level", "2031-06-30", "", "", "11300"), ("[-]400", "level", "2031-06-30", "", "2031-05", "-400")],
    ),
    (
        "Cash was 44.9 million euros, against 37.5 million euros.",
        [("44.9 million euros", "level", "2031-H1", "", "", "44900000"), ("37.5 million euros", "level", "2030-H1", "", "", "37500000")],
    ),
    (
        "The rate was 5.3 percent, 1.4 points lower than in May.",
        [("5.3 percent", "level", "2031-H1", "", "", "5.3"), ("[-]1.4 [percentage] points", "level", "2031-H1", "", "2031-05", "-1.4")],
    ),
    ("It is expected to fall below 3 percent.", [("below 3 percent", "level", "2031-H1", "", "", "3")]),
    ("Sales more than doubled.", [("more than doubled", "growth", "2031-H1", "yoy", "", "2")]),
    (
        "We plan to spend between 12 and 14 million euros in the second half of the year.",
        [
            ("[at least] 12 [million euros]", "level", "2031-H2", "", "", "12000000"),
            ("[at most] 14 million euros", "level", "2031-H2", "", "", "14000000"),
        ],
    ),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES, ids=[text[:30] for text, _ in SENTENCES])
def test_what_a_sentence_proposes(text: str, expected: list[tuple[str, ...]], tmp_path: Path) -> None:
    assert proposals(text, tmp_path) == expected


def test_each_guess_is_marked_and_nothing_else(tmp_path: Path) -> None:
    _, claims = drafted(MILL, tmp_path)
    assert claims
    for claim in claims:
        assert claim.taken_from_context == ()
        assert {"measure", "statistic", "period"} <= set(claim.guesses)
        assert not {"value", "bound", "printed", "start", "end"} & set(claim.guesses)
        assert all(getattr(claim, name) for name in claim.guesses)


def test_a_clause_without_a_subject_goes_on_with_the_measure_before_it(tmp_path: Path) -> None:
    _, claims = drafted(MILL, tmp_path)
    assert [claim.measure for claim in claims] == ["flour", "flour", "revenue", "revenue", "people"]
    assert [claim.period for claim in claims] == ["2031-H1", "2031-H1", "2031-H1", "2030-H1", "2031-06-30"]


def test_two_things_that_both_did_something_are_two_claims(tmp_path: Path) -> None:
    text = "The orders and returns of carts were 310 and 45 in spring; both rose by 1.4 times year on year."
    _, claims = drafted(text, tmp_path)
    assert [(claim.measure, claim.statistic.value) for claim in claims] == [
        ("orders-carts", "level"),
        ("returns-carts", "level"),
        ("orders-carts", "growth"),
        ("returns-carts", "growth"),
    ]
    assert claims[2].span == claims[3].span


def test_an_announced_number_of_items_is_a_list_and_its_marks_are_mentions_of_it(tmp_path: Path) -> None:
    found, claims = drafted("There are three main highlights:\nFirst, sales grew. Second, costs fell. Third, nobody was hurt.", tmp_path)
    assert [(claim.measure, claim.of, claim.period, claim.unit) for claim in claims] == [("list", "L01", "standing", "items")]
    assert [(row["class"], row["list"]) for row in found.mentions] == [("marker", "L01")] * 3


MARKDOWN = """\
| Mill line | Thousand tonnes | Share of all flour | Change, % |
| --- | --- | --- | --- |
| Wheat | 20.1 | 81.7% | 3.1 |
| Rye | 4.5 | 18.3% | -0.2 |
"""
SPACED = """\
Mill line    Thousand tonnes   Share of all flour   Change, %
Wheat                   20.1                81.7%         3.1
Rye                      4.5                18.3%        -0.2
"""
HTML = (
    "<html><head><title>Flour</title><style>p {}</style></head><body><p>All &amp; sundry</p><table><tr><th>Mill line<th>Thousand tonnes"
    "<th>Share of all flour<th>Change, %</tr><tr><td>Wheat</td><td>20.1</td><td>81.7%</td><td>3.1</td></tr>"
    "<tr><td>Rye<td>4.5<td>18.3%<td>-0.2</table></body></html>"
)


@pytest.mark.parametrize(("text", "name"), [(MARKDOWN, "a.md"), (SPACED, "a.txt"), (HTML, "a.html")], ids=["markdown", "spaces", "html"])
def test_a_table_gives_one_claim_a_cell_with_its_labels(text: str, name: str, tmp_path: Path) -> None:
    _, claims = drafted(text, tmp_path, name)
    assert [(c.measure, c.statistic.value, c.of, c.printed, c.value, c.unit) for c in claims] == [
        ("wheat", "level", "", "20.1 [thousand tonnes]", "20100", "tonnes"),
        ("wheat", "share", "flour", "81.7%", "81.7", "percent"),
        ("wheat", "growth", "", "3.1 [percent]", "3.1", "percent"),
        ("rye", "level", "", "4.5 [thousand tonnes]", "4500", "tonnes"),
        ("rye", "share", "flour", "18.3%", "18.3", "percent"),
        ("rye", "growth", "", "-0.2 [percent]", "-0.2", "percent"),
    ]


def test_a_page_shows_what_a_reader_sees_and_the_columns_under_a_wide_label() -> None:
    path_text = (
        "<p>Seen</p><p hidden>not 5</p><script>6</script><table><tr><th rowspan=2>Sector<th colspan=2>2031<tr><th>May<th>June"
        "<tr><td>Farms<td>1<td>2</table>"
    )
    from crossfoot.drafting.grid import labelled  # noqa: PLC0415
    from crossfoot.drafting.page import read_page  # noqa: PLC0415

    page = read_page(path_text)
    text, tables = page.text, page.tables
    assert "not 5" not in text
    assert "6" not in text
    assert [(cell.row, cell.column, text[cell.cell.start : cell.cell.end]) for cell in labelled(tables[0])] == [
        ("Farms", "2031 May", "1"),
        ("Farms", "2031 June", "2"),
    ]


def test_the_source_is_pinned_and_kept_only_on_request(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "mill.txt"
    text.write_text(MILL)
    assert main(["draft", str(text), "--to", str(tmp_path / "claims/mill"), "--issuer", "Fernhill Mill"]) == 0
    header = load(tmp_path / "claims").document("mill").header
    assert header.source is not None
    assert header.source.sha256 == hashlib.sha256(MILL.encode()).hexdigest()
    assert (header.about, header.published, header.issuer) == ("2031-H1", date(2031, 8, 12), "Fernhill Mill")
    assert not (tmp_path / "claims/mill/source.txt").exists()
    assert "The text is not kept" in capsys.readouterr().out


def test_a_draft_never_writes_over_a_record(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text, there = tmp_path / "mill.txt", tmp_path / "claims/mill"
    text.write_text(MILL)
    there.mkdir(parents=True)
    (there / "claims.csv").write_text("precious")
    assert main(["draft", str(text), "--to", str(there)]) == 4
    assert "never writes over a record" in capsys.readouterr().err
    assert (there / "claims.csv").read_text() == "precious"
    assert not (tmp_path / "claims/measures.yaml").exists()


@pytest.mark.parametrize(
    ("name", "data", "options", "message"),
    [
        ("a.txt", b"\xff\xfe", [], "not UTF-8"),
        ("a.txt", b" \n", [], "found no text"),
        ("a.html", b"<p>5%</p>", [], "give --keep-text"),
        ("a.txt", b"5%", ["--about", "spring"], "--about: found the period 'spring'"),
        ("a.txt", b"5%", ["--published", "2031-02-30"], "--published: found '2031-02-30'"),
    ],
)
def test_what_cannot_be_drafted_is_said(
    name: str, data: bytes, options: list[str], message: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / name).write_bytes(data)
    assert main(["draft", str(tmp_path / name), "--to", str(tmp_path / "claims/doc"), *options]) == 4
    assert message in capsys.readouterr().err
    assert not (tmp_path / "claims").exists()


def test_a_draft_that_cannot_be_finished_leaves_no_document(tmp_path: Path) -> None:
    path = tmp_path / "mill.txt"
    path.write_text(MILL)
    source = read_source(path)
    found = draft(source, CALENDAR)
    with mock.patch("pathlib.Path.rename", side_effect=OSError("full")), pytest.raises(OSError, match="full"):
        files.write(tmp_path / "claims", "mill", found, source, About("Mill"), keep_text=True)
    assert [path.name for path in (tmp_path / "claims").iterdir()] == ["measures.yaml"]


CODES = """\
# Our own list.
scenarios: {}   # none yet
measures:
  # What the mill earns
  revenue: {label: Revenue, unit: euro, kind: flow, growth_basis: nominal}   # as published
"""


def test_measures_are_added_and_the_comments_of_the_list_are_kept(tmp_path: Path) -> None:
    root = tmp_path / "claims"
    root.mkdir()
    (root / "measures.yaml").write_text(CODES)
    path = tmp_path / "mill.txt"
    path.write_text(MILL)
    source, codes = read_source(path), files.codes_of(root)
    found = draft(source, CALENDAR, measures=codes.measures, scenarios=codes.scenarios)
    files.write(root, "mill", found, source, About("Mill"), keep_text=False)
    text = (root / "measures.yaml").read_text()
    for comment in ("# Our own list.", "# none yet", "# What the mill earns", "# as published", "# Drafted from mill"):
        assert comment in text
    assert "revenue" not in found.measures
    assert load(root).problems == ()


def test_a_run_says_how_many_claims_are_drafts(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    text = tmp_path / "mill.txt"
    text.write_text("The mill sold 24,600 carts in the first half of 2031.\nThe mill sold 26,400 carts in the first half of 2031.\n")
    main(["draft", str(text), "--to", str(tmp_path / "claims/mill"), "--keep-text"])
    capsys.readouterr()
    assert main(["check", str(tmp_path / "claims")]) == 1
    out = capsys.readouterr().out
    assert "mill: 2 claims (2 of them drafts)" in out
    assert "A draft, not confirmed: measure, statistic, period, unit." in out
    assert "If the draft is right: these two figures cannot all be true." in out
    assert "2 of these claims are drafts, which nobody has confirmed" in out
    assert "Confirm first: crossfoot review mill." in out
    assert "1 contradiction among 1 figure, which rests on guesses of a draft that nobody has confirmed." in out
    assert "2 of 2 claims are drafts: guesses of a machine that nobody has confirmed." in out
    main(["report", str(tmp_path / "claims"), "--to", str(tmp_path / "reports")])
    for name in ("index.html", "summary.md"):
        assert "2 of 2 claims are drafts" in (tmp_path / "reports" / name).read_text()


NOTHING_STATED = [
    ("Mills that are 30 years old are rare.", [("period", "30 years")]),
    ("People aged 16 to 24 work here.", [("criterion", "16"), ("criterion", "24")]),
    ("One last question: who pays?", [("idiom", "One")]),
    ("The index has a base (2015 = 100).", [("period", "2015"), ("criterion", "100")]),
    ("It was so in half a year.", [("period", "half a year")]),
]


@pytest.mark.parametrize(("text", "expected"), NOTHING_STATED, ids=[text[:30] for text, _ in NOTHING_STATED])
def test_numbers_that_state_no_figure(text: str, expected: list[tuple[str, str]], tmp_path: Path) -> None:
    found, claims = drafted(text, tmp_path)
    assert claims == ()
    assert [(row["class"], row["printed"]) for row in found.mentions] == expected


def test_the_raised_mark_of_a_note_is_recorded_apart_from_its_number(tmp_path: Path) -> None:
    found, claims = drafted("There were 12\u00b9 carts and 30\u00b2 mills.\n", tmp_path)
    assert [claim.printed for claim in claims] == ["12", "30"]
    assert [(row["class"], row["printed"]) for row in found.mentions] == [("marker", "\u00b9"), ("marker", "\u00b2")]


def test_two_subjects_of_one_verb_are_two_measures(tmp_path: Path) -> None:
    _, claims = drafted("Cash stood at 212 million euros and debt at just under 150 million euros.", tmp_path)
    assert [claim.measure for claim in claims] == ["cash", "debt"]


PERIODS = [
    ("the first half of the year", "2031-H1"),
    ("the second quarter of last year", "2030-Q2"),
    ("Q3 2029", "2029-Q3"),
    ("the first nine months of 2030", "2030-01/2030-09"),
    ("From January to June", "2031-H1"),
    ("in November", "2030-11"),
    ("in May", "2031-05"),
    ("on 30 June 2031", "2031-06-30"),
    ("as of June 25", "../2031-06-25"),
    ("at the end of June", "2031-06-30"),
    ("from 2027 to 2030", "2027/2030"),
    ("in the previous month", "2031-05"),
    ("last year", "2030"),
    ("between 2027 and 2030", "2027/2030"),
    ("by the end of 2032", "2032-12-31"),
    ("during the half-year", "2031-H1"),
    ("at the end of FY29", "2029-12-31"),
    ("beginning in September", "2031-09"),
]


@pytest.mark.parametrize(("text", "expected"), PERIODS, ids=[text for text, _ in PERIODS])
def test_periods_in_words(text: str, expected: str) -> None:
    assert [when.period for when in find_periods(f"It was so {text}, we think.", CALENDAR)] == [expected]


@pytest.mark.parametrize("text", ["It may rise.", "They march on.", "A second opinion", "Since March it rained."])
def test_words_that_are_no_periods(text: str) -> None:
    assert find_periods(text, CALENDAR) == []


LONG_SENTENCES = {
    "joined": lambda count: "Sales were " + " ".join(f"{number + 10} in {1990 + number % 40} and" for number in range(count)),
    "clauses": lambda count: "; ".join(
        f"sales of item rose by {number % 90 + 1}% in 2030 to {number} units, and" for number in range(count)
    ),
    "one name": lambda count: "The sales and orders were 3 and 4, " + " ".join(f"both grew by {n % 90 + 1}%," for n in range(count)),
    "in words": lambda count: "Of us " + " ".join("one in four did" for _ in range(count)),
}


@pytest.mark.parametrize("kind", LONG_SENTENCES)
def test_the_work_for_a_sentence_without_end_grows_with_its_length(kind: str, tmp_path: Path) -> None:
    short, long = (_calls(LONG_SENTENCES[kind](count), tmp_path) for count in (150, 600))
    assert long < 5.5 * short


def _calls(text: str, folder: Path) -> int:
    """How many calls of functions the draft of a text takes."""
    path = folder / "text.txt"
    path.write_text(text)
    source = read_source(path)
    calls = 0

    def count(*_: object) -> None:
        nonlocal calls
        calls += 1

    sys.setprofile(count)
    try:
        draft(source, CALENDAR)
    finally:
        sys.setprofile(None)
    return calls


PIECES = st.sampled_from(
    [
        "5%",
        "-7.0%",
        "more than 3,100",
        "2.6 million",
        "|",
        "\t",
        "\n",
        "=1+1",
        "@x",
        "½",
        "Ⅷ",
        "三",
        "\u202e",
        "in June",
        "first",
        "Name:",
        "[",
        "]",
        "'",
    ]
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(parts=st.lists(st.one_of(PIECES, st.text(max_size=8)), min_size=1, max_size=30))
def test_any_text_gives_a_record_that_loads_and_covers_every_number(parts: list[str], tmp_path_factory: pytest.TempPathFactory) -> None:
    text = " ".join(parts).encode("utf-8", "replace").decode()
    if text.strip():
        drafted(text, tmp_path_factory.mktemp("draft"))
