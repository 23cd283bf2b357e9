"""Every kind of bad data: a clear error at its place, no traceback, and everything else still there.

Each case is one edit of a good data set. `left` are the claims that must still be loaded.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
from pathlib import Path
from typing import NamedTuple

import pytest
from documents import edit, refresh
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crossfoot.dataset import Dataset, load
from crossfoot.loading.rows import CLAIM_COLUMNS
from crossfoot.problems import ProjectError
from crossfoot.record_checks import check_records
from crossfoot.vocabulary import Verdict

TEXT = "In June 12 vehicles were built, up 5.8%, and 3,100 are planned for 2022.\n"
CLAIMS = """\
id,speaker,measure,statistic,of,period,versus,minus,scenario,value,unit,bound,precision,printed,start,end,assumed,note
c001,minister,cars,level,,2022-06,,,,12,vehicles,exact,,12,8,10,,
c002,minister,cars,growth,,2022-06,yoy,,,5.8,percent,exact,,5.8%,35,39,versus period?,
c003,clerk,cars,level,,2022,,,target,3100,vehicles,exact,,"3,100",45,50,,a plan
"""
MENTIONS = """\
id,class,start,end,printed,value,list,note
m001,period,67,71,2022,,,
"""
MEASURES = """\
scenarios: {target: {kind: plan}}
measures:
  cars: {label: Cars, unit: vehicles, kind: flow, min: 0, part_of: [all-cars]}
  all-cars: {label: All cars, unit: vehicles, kind: flow, min: 0}
"""
DOCUMENT = f"""\
title: A briefing
about: 2022-H1
published: 2022-07-19
speakers: {{minister: The minister, clerk: The clerk}}
source:
  sha256: {hashlib.sha256(TEXT.encode()).hexdigest()}
  chars: {len(TEXT)}
turns:
  - [0, minister, answer]
  - [40, clerk, answer]
maybe_same: [[minister, clerk]]
"""
RELATIONS = """\
attributions:
  - {claim: c003, to: minister}
not_related:
  - {claims: [c001, c002], why: one is planned}
"""
WAIVERS = """\
waivers:
  - {claim: c002, reason: the print says so, by: me, since: 2022-08-01}
"""
FILES = {
    "measures.yaml": MEASURES,
    "briefing/claims.csv": CLAIMS,
    "briefing/mentions.csv": MENTIONS,
    "briefing/document.yaml": DOCUMENT,
    "briefing/relations.yaml": RELATIONS,
    "briefing/waivers.yaml": WAIVERS,
    "briefing/source.txt": TEXT,
}
CLAIM, MENTION, HEADER, CODES = "briefing/claims.csv", "briefing/mentions.csv", "briefing/document.yaml", "measures.yaml"
NOTES, WAIVED = "briefing/relations.yaml", "briefing/waivers.yaml"
C2 = "c002,minister,cars,growth,,2022-06,yoy,,,5.8,percent,exact,,5.8%,35,39,versus period?,"
ALL, WITHOUT_C2 = ("c001", "c002", "c003"), ("c001", "c003")


class Bad(NamedTuple):
    """One edit and what must be said about it, at `place`, the line and column in the file."""

    name: str
    file: str
    old: str
    new: str
    place: str
    rule: str
    words: str
    left: tuple[str, ...] = ALL


def c2(name: str, old: str, new: str, column: int, rule: str, words: str) -> Bad:
    """An edit of the second claim, which is then left out."""
    assert C2.count(old) == 1, old
    return Bad(name, CLAIM, C2, C2.replace(old, new), f"3:{column}", rule, words, WITHOUT_C2)


ROWS = [
    c2("an unclosed quote", ",5.8%,", ',"5.8%,', 61, "broken-quoting", "not closed on its line"),
    c2("a quote inside", ",5.8%,", ',5"8%,', 62, "broken-quoting", "inside an unquoted field"),
    c2("text after a quote", ",5.8%,", ',"5.8"%,', 66, "broken-quoting", "expected a comma"),
    c2("too few fields", ",versus period?,", ",versus period?", 72, "too-few-fields", "found 17 fields, expected 18"),
    c2("too many fields", ",versus period?,", ",versus period?,,x", 88, "too-many-fields", "found 19 fields"),
    c2("an id out of form", "c002", "2", 1, "bad-id", "found '2', expected lower-case letters and at least three digits"),
    c2("an unknown speaker", "minister", "ministre", 6, "unknown-speaker", "did you mean minister?"),
    c2("a speaker that is no slug", "minister", "The Minister", 6, "bad-speaker", "expected lower-case letters"),
    c2("an unknown measure", "cars", "cards", 15, "unknown-measure", "found the unknown measure 'cards'"),
    c2("an unknown statistic", "growth", "grwth", 20, "unknown-statistic", "expected one of: level, growth"),
    c2("an unknown bound", "exact", "exactly", 54, "unknown-bound", "expected one of: exact, about"),
    c2("an unknown unit", "percent", "permille", 46, "bad-unit", "found 'permille' with the statistic growth, expected percent or times"),
    c2("a unit with a space", "percent", "per cent", 46, "bad-unit", "a unit without spaces"),
    c2("an unknown period", ",2022-06,", ",June,", 28, "bad-period", "found the period 'June', expected one like 2022"),
    c2("a day that is none", ",2022-06,", ",2022-02-30,", 28, "bad-period", "expected a day of the calendar"),
    c2("a reversed period", ",2022-06,", ",2022-06/2022-01,", 28, "bad-period", "which ends before it starts"),
    c2("a year before all calendars", ",2022-06,", ",0001-06,", 28, "bad-period", "expected one like 2022"),
    c2("a period with no previous one", ",2022-06,yoy,", ",../2022-06,previous,", 39, "bad-period", "no earlier one"),
    c2("yoy of a standing figure", ",2022-06,", ",standing,", 37, "bad-period", "give the claim its period"),
    c2("an unknown comparison", ",yoy,", ",yoi,", 36, "unknown-versus", "expected yoy, previous, a period"),
    c2("a comparison with nothing", ",yoy,", ",,", 36, "bad-versus", "found nothing with the statistic growth"),
    c2("a subtrahend with a unit of its own", ",yoy,,", ",yoy,cars,", 50, "bad-unit", "growth and minus, expected pp"),
    c2("an unknown subtrahend", ",yoy,,,5.8,percent", ",yoy,carts,,5.8,pp", 40, "unknown-minus", "did you mean cars?"),
    c2("an unknown scenario", ",yoy,,,", ",yoy,,goal,", 41, "unknown-scenario", "expected nothing (the actual figure)"),
    c2(
        "a whole that is not asked for",
        "growth,,",
        "growth,all-cars,",
        27,
        "bad-of",
        "found 'all-cars' with the statistic growth, expected nothing",
    ),
    c2("not a number", ",5.8,", ",NaN,", 42, "bad-value", "found 'NaN', expected a plain decimal"),
    c2("infinity", ",5.8,", ",inf,", 42, "bad-value", "found 'inf', expected a plain decimal"),
    c2("an exponent", ",5.8,", ",1e400,", 42, "bad-value", "write it without exponent"),
    c2("a word for a value", ",5.8,", ",many,", 42, "bad-value", "expected a plain decimal"),
    c2("digits of another script", ",5.8,", ",\u0665.\u0668,", 42, "bad-value", "expected a plain decimal"),
    c2("an endless value", ",5.8,", f",{'9' * 41},", 42, "bad-value", "at most 40 digits"),
    c2("an empty value", ",5.8,", ",,", 42, "bad-value", "found no value, expected a number"),
    c2("a value beside a lost one", "exact", "lost", 42, "bad-value", "beside the bound lost"),
    c2("a negative precision", "exact,,", "exact,-1,", 60, "bad-precision", "expected 0 (an exact count) or a positive unit"),
    c2("no printed form", ",5.8%,", ",,", 61, "bad-printed", "found no printed form"),
    c2("an unreadable printed form", ",5.8%,", ",5 to 8%,", 61, "bad-printed", "cannot be read as a figure"),
    c2("a printed form too long", ",5.8%,", f",{'5' * 201},", 61, "bad-printed", "found 201 characters, expected at most 200"),
    c2("an offset that is none", ",35,", ",+35,", 66, "bad-offset", "found '+35', expected a whole number"),
    c2("only one offset", ",35,", ",,", 66, "bad-offset", "give both"),
    c2("offsets reversed", ",35,39,", ",39,35,", 69, "bad-offset", "found the offsets 39 to 35"),
    c2("an offset beyond the text", ",39,", ",3900,", 69, "offset-out-of-range", f"expected at most {len(TEXT)}"),
    c2("an assumed name that is no column", "versus period?", "verses", 72, "unknown-assumed", "did you mean versus?"),
    c2("a formula", "versus period?,", 'versus,"=HYPERLINK(1)"', 79, "formula-cell", "a spreadsheet would run"),
    c2("a formula behind a sign", "versus period?,", "versus,+cmd", 79, "formula-cell", "a spreadsheet would run"),
    c2("a formula behind a number", "versus period?,", "versus,-1+cmd|calc", 79, "formula-cell", "a spreadsheet would run"),
    c2("a control character", "versus period?,", "versus,a\x07b", 80, "invisible-character", "found the invisible character U+0007"),
    c2("text turned round", "versus period?,", "versus,\u202e8.5", 79, "invisible-character", "U+202E"),
]
BETWEEN = [
    Bad("an id twice", CLAIM, "c002,", "c001,", "3:1", "duplicate-id", f"first at {CLAIM}:2", WITHOUT_C2),
    Bad("an id of a claim for a mention", MENTION, "m001", "c001", "2:1", "duplicate-id", f"first at {CLAIM}:2"),
    Bad("overlapping offsets", CLAIM, "12,8,10", "12,8,36", "3:66", "overlapping-offsets", "overlaps c001 at 8 to 36"),
    Bad("a mention over a claim", MENTION, "67,71", "47,71", "2:13", "overlapping-offsets", "overlaps c003 at 45 to 50"),
    Bad("rows out of order", CLAIM, "12,8,10", "12,60,62", "3:66", "row-order", "found c002 at 35 after c001 at 60"),
    Bad("columns out of order", MENTION, "value,list,note", "list,value,note", "1:1", "column-order", "reorder them"),
    Bad("a mention of no class", MENTION, "period", "date", "2:6", "unknown-class", "expected one of: period, marker"),
    Bad("a mention beyond the text", MENTION, "71", "7100", "2:16", "offset-out-of-range", "expected at most"),
    Bad("a mention without a place", MENTION, "67,71", ",", "2:13", "bad-offset", "expected a whole number"),
    Bad("an empty line", CLAIM, C2, f"\n{C2}", "3:1", "empty-line", "remove it"),
]
HEADERS = [
    Bad("turns out of order", HEADER, "[40, clerk", "[0, clerk", "10:6", "turn-order", "in order of position"),
    Bad("a turn of nobody", HEADER, "[40, clerk", "[40, clark", "10:10", "unknown-speaker", "did you mean clerk?"),
    Bad("a turn beyond the text", HEADER, "[40, clerk", "[400, clerk", "10:6", "offset-out-of-range", "length of the source text"),
    Bad("the same as nobody", HEADER, "[[minister, clerk]]", "[[minister, clark]]", "11:25", "unknown-speaker", "clark"),
    Bad("a default of nothing", HEADER, "about: 2022-H1", "defaults: {value: 5}", "2:12", "bad-default", "expected one of: speaker"),
    Bad("a byte order mark in YAML", HEADER, "title:", "\ufefftitle:", "1:1", "byte-order-mark", "UTF-8 without BOM"),
]
CODE_LIST = [
    Bad(
        "an unknown kind",
        CODES,
        "unit: vehicles, kind: flow, min: 0, part_of",
        "unit: vehicles, kind: flood, min: 0, part_of",
        "3:45",
        "unknown-kind",
        "expected one of: flow, stock",
        (),
    ),
    Bad("an unknown field", CODES, "label: All cars", "lable: All cars", "4:14", "unknown-field", "did you mean label?"),
    Bad("a part of nothing", CODES, "[all-cars]", "[all-card]", "3:69", "unknown-measure", "did you mean all-cars?"),
    Bad(
        "a part of itself",
        CODES,
        "min: 0}\n",
        "min: 0, part_of: [cars]}\n",
        "4:3",
        "cyclic-parts",
        "found all-cars, which is a part of cars, which is a part of all-cars",
    ),
    Bad("a part listed twice", CODES, "min: 0}\n", "min: 0, partitions: {a: [cars, cars]}}\n", "4:90", "duplicate-part", "a second time"),
    Bad("a part in another unit", CODES, "All cars, unit: vehicles", "All cars, unit: yuan", "3:69", "unlike-units", "counted in yuan"),
    Bad("a max below the min", CODES, "min: 0}\n", "min: 0, max: -1}\n", "4:72", "bad-max", "below the min"),
    Bad(
        "a name with a meaning",
        CODES,
        "  all-cars: {",
        "  yoy: {unit: a, kind: rate}\n  all-cars: {",
        "4:3",
        "ambiguous-name",
        "a meaning of its own",
    ),
    Bad(
        "a name that is a period",
        CODES,
        "  all-cars: {",
        "  2019: {unit: a, kind: rate}\n  all-cars: {",
        "4:3",
        "ambiguous-name",
        "reads as a period",
    ),
    Bad("an entry that is no mapping", CODES, "  all-cars: {", "  x: 5\n  all-cars: {", "4:6", "bad-entry", "expected a mapping"),
]
NOTED = [
    Bad("a waiver of nothing", WAIVED, "c002", "c020", "2:13", "unknown-claim", "found the unknown claim 'c020'"),
    Bad("a waiver twice", WAIVED, "waivers:\n", "waivers:\n  - {claim: c002, reason: a}\n", "3:5", "duplicate-waiver", "second waiver"),
    Bad("a waiver of claim and finding", WAIVED, "claim: c002", "claim: c002, finding: x, state: y", "2:13", "bad-claim", "exactly one"),
    Bad("a waiver on a day that is none", WAIVED, "2022-08-01", "2022-02-30", "2:61", "bad-since", "a day of the calendar"),
    Bad("a waiver since a number", WAIVED, "2022-08-01", "1659312000", "2:61", "bad-since", "a day of the calendar"),
    Bad("a waiver with a field of ours", WAIVED, "claim: c002", "claim: c002, line: 5", "2:19", "unknown-field", "'line'"),
    Bad("an unknown part", NOTES, "attributions:", "atributions:", "1:1", "unknown-field", "expected one of: attributions"),
    Bad("relations of nothing", NOTES, "[c001, c002]", "[c001, c099]", "4:21", "unknown-claim", "'c099'"),
    Bad("relations of a mention", NOTES, "[c001, c002]", "[c001, m001]", "4:21", "unknown-claim", "expected a claim"),
    Bad("relations of one claim", NOTES, "[c001, c002]", "[c001]", "4:14", "bad-claims", "at least 2"),
    Bad("relations of another document", NOTES, "[c001, c002]", "[c001, other/c001]", "4:21", "unknown-claim", "an id of other"),
    Bad("credit to nobody", NOTES, "to: minister", "to: ministry", "2:23", "unknown-speaker", "did you mean minister?"),
]
FATAL = [
    Bad("a missing column", CLAIM, "precision,", "", "1:1", "missing-column", "no column 'precision'; expected the header id,speaker"),
    Bad("an unknown column", CLAIM, "precision,", "precision,mood,", "1:1", "unknown-column", "the unknown column 'mood'"),
    Bad("a column twice", CLAIM, "precision,", "precision,precision,", "1:1", "duplicate-column", "the column 'precision' 2 times"),
    Bad("a header with a lost quote", CLAIM, "precision,", 'precision,"', "1:89", "broken-quoting", "not closed"),
    Bad("broken YAML", HEADER, "title: A briefing", "title: A: briefing", "1:9", "bad-yaml", "found something that is not YAML"),
    Bad("an unclosed list", NOTES, "[c001, c002]", "[c001, c002", "4:46", "bad-yaml", "found something that is not YAML"),
    Bad("a key twice", CODES, "min: 0}\n", "min: 0, min: 1}\n", "4:67", "duplicate-key", "found the key 'min' a second time"),
    Bad("a tag", CODES, "label: Cars", "label: !!python/name:os.system Cars", "3:17", "yaml-tag", "remove it"),
    Bad("a second document", HEADER, "title:", "a: b\n---\ntitle:", "2:1", "several-documents", "expected one"),
    Bad("an invisible escape", CODES, "label: Cars", 'label: "\\u202eCars"', "3:17", "invisible-character", "U+202E"),
    Bad("a control character in YAML", CODES, "label: Cars", "label: C\x07ars", "3:18", "invisible-character", "U+0007"),
    Bad("a text deeper than any", NOTES, "why: one", f"why: {'[' * 30}{']' * 30}, x: one", "4:51", "yaml-too-deep", "more than 20 levels"),
    Bad("a title of nothing", HEADER, "title: A briefing\n", "", "1:1", "missing-field", "found no title"),
    Bad("an unknown field of a document", HEADER, "about:", "abuot:", "2:1", "unknown-field", "did you mean about?"),
    Bad("a hash that is none", HEADER, "  chars:", "  chars: 1\n  sha512:", "8:3", "unknown-field", "sha512"),
    Bad("a turn of two", HEADER, "[40, clerk, answer]", "[40, clerk]", "10:5", "bad-turns", "found a list of 2, expected three"),
    Bad(
        "a turn of another role",
        HEADER,
        "[40, clerk, answer]",
        "[40, clerk, joke]",
        "10:17",
        "bad-role",
        "'question', 'answer' or 'heading'",
    ),
    Bad("measures that are none", CODES, "measures:\n", "measure:\n", "1:1", "bad-measures", "found no mapping `measures`"),
]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A good data set."""
    folder = tmp_path / "claims"
    (folder / "briefing").mkdir(parents=True)
    for name, text in FILES.items():
        (folder / name).write_bytes(text.encode())
    refresh(folder)
    return folder


def change(root: Path, file: str, old: str, new: str) -> None:
    """Make an edit; the generated data package follows."""
    edit(root / file, old, new)
    refresh(root)


def fatal(root: Path) -> list[str]:
    """The reasons why a data set cannot be read."""
    with pytest.raises(ProjectError) as refused:
        load(root)
    return [str(problem) for problem in refused.value.problems]


def expect(found: Dataset, place: str, rule: str, words: str) -> None:
    """A problem at this place, and the failing check that it becomes."""
    matching = [problem for problem in found.problems if str(problem).startswith(f"{place}: ") and problem.rule == rule]
    assert matching, [str(problem) for problem in found.problems]
    assert words in matching[0].message
    failed = [check for check in check_records(found) if check.message == str(matching[0])]
    assert [check.verdict for check in failed] == [Verdict.RECORD_CHECK_FAILED]


def test_the_good_data_set_is_good(root: Path) -> None:
    dataset = load(root)
    assert [str(problem) for problem in dataset.problems] == []
    assert dataset.documents[0].text_state == "attached"
    assert not [check for check in check_records(dataset) if check.verdict.fails]


@pytest.mark.parametrize("bad", ROWS + BETWEEN + HEADERS + CODE_LIST + NOTED, ids=lambda bad: bad.name.replace(" ", "-"))
def test_bad_data_is_told_and_the_rest_goes_on(root: Path, bad: Bad) -> None:
    change(root, bad.file, bad.old, bad.new)
    dataset = load(root)
    expect(dataset, f"{bad.file}:{bad.place}", bad.rule, bad.words)
    assert tuple(claim.id for claim in dataset.claims()) == bad.left
    others = [problem.rule for problem in dataset.problems if problem.rule != bad.rule]
    # Where the second claim loses its id, what names it names nothing.
    expected = {"an id out of form": 2, "an id twice": 2, "a broken measure": 3}
    assert len(others) <= expected.get(bad.name, 3 if bad.left == () else 0), others


@pytest.mark.parametrize("bad", FATAL, ids=lambda bad: bad.name.replace(" ", "-"))
def test_files_that_cannot_be_read(root: Path, bad: Bad) -> None:
    change(root, bad.file, bad.old, bad.new)
    problems = fatal(root)
    matching = [problem for problem in problems if problem.startswith(f"{bad.file}:{bad.place}: ") and problem.endswith(f"({bad.rule})")]
    assert matching, problems
    assert bad.words in matching[0]


def test_wrong_encoding(root: Path) -> None:
    (root / CLAIM).write_bytes(CLAIMS.replace("a plan", "a plan for M\u00fcnchen").encode("latin-1"))
    (problem,) = fatal(root)
    assert problem.startswith(f"{CLAIM}:4:86: found the byte 0xFC, which is not UTF-8")


def test_byte_order_mark_and_crlf_are_told_once_each_and_read_on(root: Path) -> None:
    (root / CLAIM).write_bytes(b"\xef\xbb\xbf" + CLAIMS.replace("\n", "\r\n").encode())
    dataset = load(root)
    assert [(problem.line, problem.rule) for problem in dataset.problems] == [(1, "byte-order-mark"), (1, "crlf")]
    assert tuple(claim.id for claim in dataset.claims()) == ALL


def test_a_formula_and_html_in_a_label_are_only_text(root: Path) -> None:
    label = '"=HYPERLINK(1)<script>alert(1)</script>"'
    change(root, CODES, "label: Cars", f"label: {label}")
    dataset = load(root)
    assert dataset.problems == ()
    assert dataset.measures["cars"].name == label.strip('"')


def test_an_alias_bomb_is_not_expanded(root: Path) -> None:
    lines = ["a0: &a0 [x, x]"] + [f"a{n}: &a{n} [*a{n - 1}, *a{n - 1}]" for n in range(1, 60)]
    (root / CODES).write_text("\n".join(lines))
    problems = fatal(root)
    assert problems[0].startswith(f"{CODES}:1:5: found an anchor or alias (& or *), expected none")


@pytest.mark.parametrize("name", [CODES, HEADER, NOTES])
def test_huge_yaml(root: Path, name: str) -> None:
    (root / name).write_text("# long\n" * 300_000)
    (problem,) = fatal(root)
    assert problem.startswith(f"{name}:0:0: found more than 2 MB")


def test_huge_csv(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("crossfoot.loading.document.LARGEST", 100)
    problems = fatal(root)
    assert [problem.partition(":")[0] for problem in problems] == [CLAIM]


def test_text_of_another_hash(root: Path) -> None:
    (root / "briefing" / "source.txt").write_text(TEXT + "More.\n")
    dataset = load(root)
    expect(dataset, f"{HEADER}:6:11", "source-hash", "attach the text that was recorded")
    document = dataset.documents[0]
    assert (document.text, document.text_state, len(document.claims)) == (None, "the attached text is not the recorded one", 3)


def test_text_of_another_length_or_encoding(root: Path) -> None:
    change(root, HEADER, f"chars: {len(TEXT)}", f"chars: {len(TEXT) + 1}")
    expect(load(root), f"{HEADER}:7:10", "source-length", f"with {len(TEXT)} characters, expected {len(TEXT) + 1}")
    (root / "briefing" / "source.txt").write_bytes(b"\xff\xfe")
    expect(load(root), f"{HEADER}:6:3", "wrong-encoding", "expected UTF-8")


def test_text_that_nobody_recorded(root: Path) -> None:
    source = DOCUMENT[DOCUMENT.index("source:") : DOCUMENT.index("turns:")]
    change(root, HEADER, source, "")
    dataset = load(root)
    digest = hashlib.sha256(TEXT.encode()).hexdigest()
    expect(dataset, f"{HEADER}:1:1", "source-unrecorded", f"record source: {{sha256: {digest}, chars: {len(TEXT)}}}")
    expect(dataset, f"{HEADER}:1:1", "missing-source", "found offsets in claims.csv")


@pytest.mark.parametrize("name", ["measures.yaml", "briefing/claims.csv", "briefing/source.txt", "briefing/waivers.yaml"])
def test_a_link_out_of_the_folder(root: Path, tmp_path: Path, name: str) -> None:
    secret = tmp_path / "secret"
    secret.write_text("a: secret\n")
    (root / name).unlink()
    (root / name).symlink_to(secret)
    problems = fatal(root)
    assert problems == [
        f"{name}:0:0: found a link that leads out of the folder, expected a file in it; put the file itself there (outside-folder)"
    ]


def test_a_folder_linked_from_outside(root: Path, tmp_path: Path) -> None:
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    (root / "other").symlink_to(elsewhere)
    (root / "circle").symlink_to("circle")
    assert [problem.partition(":")[0] for problem in fatal(root)] == ["circle", "other"]


def test_a_pipe_does_not_block(root: Path) -> None:
    (root / NOTES).unlink()
    os.mkfifo(root / NOTES)
    assert fatal(root)[0].startswith(f"{NOTES}:0:0: found something that is no file")


def test_a_folder_instead_of_a_file(root: Path) -> None:
    (root / WAIVED).unlink()
    (root / WAIVED).mkdir()
    assert fatal(root)[0].startswith(f"{WAIVED}:0:0: found something that is no file")


def test_a_document_folder_that_is_no_slug(root: Path) -> None:
    (root / "My Notes").mkdir()
    dataset = load(root)
    expect(dataset, "My Notes:0:0", "bad-document-name", "rename it, nothing in it is read")
    check = check_records(dataset)[-1]
    assert (check.id, check.document) == ("readable-record/my-notes", "")


def test_no_folder_no_document_and_empty_files(root: Path, tmp_path: Path) -> None:
    assert "run crossfoot init" in fatal(tmp_path / "nowhere")[0]
    assert "run crossfoot init" in fatal(root / "measures.yaml")[0]
    (root / CLAIM).write_bytes(b"")
    header = ",".join(CLAIM_COLUMNS)
    assert fatal(root) == [f"{CLAIM}:1:1: found an empty file, expected at least the header; put this line in: {header} (empty-file)"]
    (root / CLAIM).unlink()
    assert fatal(root) == [f"{CLAIM}:0:0: found no such file, expected one; create it with the header {header} (missing-file)"]
    empty = tmp_path / "empty"
    empty.mkdir()
    (empty / "measures.yaml").write_text("measures: {}\n")
    assert fatal(empty) == [
        ".:0:0: found no document, expected a folder with document.yaml and claims.csv; run crossfoot init to make one (no-documents)"
    ]


def test_a_stale_data_package_fails_and_a_missing_one_does_not(root: Path) -> None:
    (root / "datapackage.json").write_text("{}")
    expect(load(root), "datapackage.json:1:1", "stale-datapackage", "run crossfoot schema --write claims")
    (root / "datapackage.json").unlink()
    assert load(root).problems == ()


def test_a_broken_measure_takes_its_claims_along_and_says_so(root: Path) -> None:
    change(root, *CODE_LIST[0][1:4])
    rules = [problem.rule for problem in load(root).problems]
    assert rules.count("broken-measure") == 3


def test_everything_wrong_at_once(root: Path) -> None:
    """One problem each, in order of place; the check ids are unique though two stand on one line."""
    change(root, CLAIM, C2, C2.replace("minister", "nobody").replace("cars", "carts").replace("yoy", "x"))
    dataset = load(root)
    assert [(problem.line, problem.column, problem.rule) for problem in dataset.problems] == [
        (3, 6, "unknown-speaker"),
        (3, 13, "unknown-measure"),
        (3, 35, "unknown-versus"),
    ]
    ids = [check.id for check in check_records(dataset)]
    assert len(ids) == len(set(ids))
    assert all(name.isascii() for name in ids)


def test_a_flood_of_overlaps_stays_small_and_quick(root: Path) -> None:
    """Every place lies in the one before: each is told about a few of the others, not about all."""
    row = "c{0:06},minister,cars,level,,2022-06,,,,12,vehicles,exact,,[12],{0},{1},,\n"
    count = 2000
    (root / CLAIM).write_text(CLAIMS.splitlines()[0] + "\n" + "".join(row.format(n, 9000 - n) for n in range(count)))
    change(root, HEADER, f"chars: {len(TEXT)}", "chars: 10000")
    (root / "briefing" / "source.txt").unlink()
    (root / WAIVED).unlink()
    (root / NOTES).unlink()
    overlapping = [problem for problem in load(root).problems if problem.rule == "overlapping-offsets"]
    assert count - 1 <= len(overlapping) <= 10 * count


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    name=st.sampled_from(sorted(FILES)),
    at=st.integers(0, 400),
    gone=st.integers(0, 12),
    put=st.one_of(
        st.binary(max_size=8), st.text(max_size=8).map(str.encode), st.sampled_from([b"\n", b",", b'"', b"[", b"- ", b": ", b"&a "])
    ),
)
def test_no_edit_whatever_gives_a_traceback(root: Path, name: str, at: int, gone: int, put: bytes) -> None:
    good = FILES[name].encode()
    (root / name).write_bytes(good[:at] + put + good[at + gone :])
    try:
        with contextlib.suppress(ProjectError):
            ids = [check.id for check in check_records(load(root))]
            assert len(ids) == len(set(ids))
    finally:
        (root / name).write_bytes(good)
