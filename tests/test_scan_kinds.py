"""Numbers of many kinds and tongues in sentences of our own: read rightly, or left without a value, and never read wrongly in silence."""

from __future__ import annotations

import pytest
from test_scanner import prove

from crossfoot.scan.coverage import described, uncovered
from crossfoot.scan.numbers import Number, pieces
from crossfoot.scan.scanner import scan

SENTENCES = {
    # Groups and digits of other tongues: a comma or a blank that may mean either is not guessed.
    "The shop sold 1 234 567 loaves.": ["1 234 567 = figure"],
    "It paid 5 000 euros and 1 234,56 more.": ["5 000 = figure", "1 234,56 = figure"],
    "Rows such as 12 345 67 are apart.": ["12 = figure: 12", "345 = figure: 345", "67 = figure: 67"],
    "In Q2 300 people came.": ["Q2 = period", "300 = figure: 300"],
    "Der Umsatz stieg auf 1.234.567 Euro.": ["1.234.567 = figure"],
    "The canton paid CHF 2'500.": ["CHF 2'500 = figure: 2500 swiss-franc"],
    "The state spent \u20b91,23,456 and 5 lakh crore.": ["1,23,456 = figure", "5 lakh crore = figure: 5000000000000"],
    "Sales were \u0661\u066c\u0662\u0663\u0664 units.": ["\u0661\u066c\u0662\u0663\u0664 = figure: 1234"],
    "There are \u096a\u096b.\u096c percent of them.": ["\u096a\u096b.\u096c percent = figure: 45.6 percent"],
    "The fare is \uff11\uff12\uff13 yen.": ["\uff11\uff12\uff13 yen = figure: 123 yen"],
    "The fee is \u4e09\u5343 yuan.": ["\u4e09\u5343 yuan = figure: 3000 yuan"],
    "\u589e\u957f5.8%\uff0c\u517112\u4ebf\u5143": ["5.8% = figure: 5.8 percent", "12\u4ebf = figure"],
    "EUR 12.4 Mio and 3 Mrd euros": ["EUR 12.4 Mio = figure: 12400000 euro", "3 Mrd euros = figure: 3000000000 euro"],
    # Notes, powers and mixed numerals
    "Growth was 12.4%\u00b9 and 3.1\u00b2.": [
        "12.4% = figure: 12.4 percent",
        "\u00b9 = marker",
        "3.1 = figure: 3.1",
        "\u00b2 = marker",
    ],
    "2.5\u00d710^6 units and 10\u2076 more": ["2.5\u00d710^6 = figure", "10\u2076 = figure"],
    "level 12\u2163 of it": ["12\u2163 = figure"],
    # Fractions and words
    "It is 3\u215d inches.": ["3\u215d = figure: 3.625"],
    "It took one-and-a-half times as long.": ["one-and-a-half times = figure: 1.5 times"],
    "Up three-and-a-half percent.": ["three-and-a-half percent = figure: 3.5 percent"],
    "A million and a half saw it.": ["A million and a half = figure"],
    "Three quarters of a million, and quarter of a million": ["Three quarters of a million = figure", "quarter of a million = figure"],
    "three point two percent, nought point five": ["three point two = figure", "nought point five = figure"],
    "a three-quarter-point rise": ["three-quarter = figure"],
    "A third of them left; two-thirds of a dozen stayed": ["A third = figure: 1/3", "two-thirds of a dozen = figure"],
    "Nineteen ninety-nine was good.": ["Nineteen ninety-nine = period"],
    "at the most 5, at the least 3": ["at the most 5 = figure: at most 5", "at the least 3 = figure: at least 3"],
    # Money
    "\u00a32\u00bdm, $3\u00bebn and US$1.2 trillion": [
        "\u00a32\u00bdm = figure: 2500000 pound",
        "$3\u00bebn = figure: 3750000000 dollar",
        "US$1.2 trillion = figure: 1200000000000 dollar",
    ],
    "RMB 3.4 bn": ["RMB 3.4 bn = figure: 3400000000 yuan"],
    "Net income (1.2) (3.4)": ["(1.2) = figure: -1.2", "(3.4) = figure: -3.4"],
    "They went to America. 200 firms stayed.": ["200 = figure: 200"],
    # Points and percent
    "by 25 basis points and 40bps": ["25 basis points = figure: 25 bp", "40bps = figure: 40 bp"],
    "The balance was \u22120.3.": ["\u22120.3 = figure: -0.3"],
    "1.2\u20131.4% growth": ["1.2 = figure: 1.2", "1.4% = figure: 1.4 percent"],
    "a mid-single-digit rise": ["single-digit = figure: less than 10"],
    "It rose 9.4%.Fifth, trade fell.": ["9.4% = figure: 9.4 percent", "Fifth = marker"],
    # Periods and times
    "In FY31/32, in Q2'31, 1H31 and 2031/32": ["FY31/32 = period", "Q2'31 = period", "1H31 = period", "2031/32 = period"],
    "9M 2031 sales": ["9M 2031 = period"],
    "in '31 it rose": ["'31 = period"],
    "at 12 noon, 0900 hours and 18h30": ["12 noon = period", "0900 hours = period", "18h30 = period"],
    "a map of 1:50,000": ["1 = figure: 1", "50,000 = figure: 50000"],
    "the over-50s, in the '80s": ["50 = figure: 50", "'80s = period"],
    # Names and references
    "It is open 24/7 since 9/11.": ["24/7 = idiom", "9/11 = idiom"],
    "Call (555) 014-2277 or +1-555-014-2277.": ["(555) 014-2277 = reference", "+1-555-014-2277 = reference"],
    "version 2.0, Web 2.0 and Level 3": ["version 2.0 = reference", "Web 2.0 = name", "Level 3 = name"],
    "Rule 10b-5, Tables 2 and 3, \u2116 5": ["Rule 10b-5 = reference", "Tables 2 and 3 = reference", "\u2116 5 = reference"],
    "a Boeing 737-800 landed": ["Boeing 737-800 = name"],
    "agent 007 at 014": ["007 = figure", "014 = figure"],
    "H1N1, G20, PM2.5 and CO2": ["H1N1 = name", "G20 = name", "PM2.5 = name", "CO2 = name"],
    "2 per 100,000; 1 in 5": ["2 = figure: 2", "100,000 = figure: 100000", "1 = figure: 1", "5 = figure: 5"],
}


@pytest.mark.parametrize("text", SENTENCES)
def test_a_sentence(text: str) -> None:
    found = scan(text)
    prove(text, found)
    assert [f"{entry.text} = {described(entry)}" for entry in found] == SENTENCES[text]


@pytest.mark.parametrize(
    ("text", "places"), [("12\u00b9", [(0, 2), (2, 3)]), ("1\u00b2", [(0, 1), (1, 2)]), ("\u00bd", [(0, 1)]), ("12\u2163", [(0, 3)])]
)
def test_a_number_with_the_mark_of_a_note_is_two(text: str, places: list[tuple[int, int]]) -> None:
    assert list(pieces(Number(0, len(text), text))) == places
    assert uncovered(text, [], [], also=places) == []
    assert uncovered(text, [], [], also=places[:-1]) != []


@pytest.mark.parametrize("text", ["12\u00b9", "1\u2163", "\u00bd\u00bd", "\u4e091", "\u00b2\u4e091", "10\u00b2\u2466", "\u00bd12\u00b9"])
def test_what_is_scanned_covers_its_text(text: str) -> None:
    assert uncovered(text, [], [], also=[(entry.start, entry.end) for entry in scan(text)]) == []
