"""The three reports of both data sets, and of a hostile one."""

from __future__ import annotations

import itertools
import json
import os
import re
import shutil
import subprocess
import sys
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import jsonschema
import pytest
from documents import DOCUMENT, claim, edit, project

from crossfoot.check import Outcome, check
from crossfoot.dataset import load
from crossfoot.formats import Format, rendered
from crossfoot.report import HTML, JSON, JUNIT, MARKDOWN, SARIF, html, json_report, markdown, write_reports
from crossfoot.report.markdown import MOST_CHARACTERS, escape
from crossfoot.report.model import build
from crossfoot.report.schema import schema, schema_text
from crossfoot.report.states import State, states_of
from crossfoot.vocabulary import Verdict

ROOT = Path(__file__).parents[1]
TODAY = date(2026, 11, 23)
DATA = {"claims": ROOT / "claims", "example": ROOT / "examples" / "harbour-briefing" / "claims"}


@pytest.fixture(scope="module", params=sorted(DATA))
def outcome(request: pytest.FixtureRequest) -> Outcome:
    return check(load(DATA[request.param]), today=TODAY)


@pytest.fixture(scope="module")
def real() -> Outcome:
    return check(load(DATA["claims"]), today=TODAY)


# report.json


def test_json_fits_its_schema(outcome: Outcome) -> None:
    jsonschema.Draft202012Validator.check_schema(schema())
    jsonschema.Draft202012Validator(schema()).validate(json.loads(json_report.render(outcome)))
    assert json.loads(schema_text()) == schema()


def test_json_lists_everything(outcome: Outcome) -> None:
    found = build(outcome)
    assert [item["id"] for item in found["relations"]] == [decision.id for decision in outcome.decisions]
    assert [item["id"] for item in found["record_checks"]] == [item.id for item in outcome.record_checks]
    assert [item["ref"] for item in found["claims"]] == [item.ref for item in outcome.dataset.claims()]
    assert len(found["findings"]) == len(outcome.findings) + len(outcome.waiver_faults) == found["summary"]["findings"]
    assert sum(found["summary"]["figure_states"].values()) == found["summary"]["figures"] == len(found["figures"])
    assert {verdict.value: number for verdict, number in outcome.verdicts.items()} == found["summary"]["verdicts"]


def test_json_links_lead_somewhere(outcome: Outcome) -> None:
    found = build(outcome)
    claims = {item["ref"] for item in found["claims"]}
    figures = {item["id"] for item in found["figures"]}
    items = {item["id"] for item in (*found["relations"], *found["record_checks"])}
    for finding in found["findings"]:
        assert set(finding["claims"]) <= claims
        assert set(finding["relations"]) <= items
    assert all(item["figure"] in figures for item in found["claims"])
    assert all(set(item["claims"]) <= claims for item in found["relations"])


def test_33_growing_industries_are_guarded_to_9_to_41(real: Outcome) -> None:
    found = build(real)
    figure = next(item for item in found["figures"] if item["id"] == "industries-growing/level/2022-H1")
    assert figure["claims"] == ["miit-2022h1/c027"]
    assert figure["guarded"] == {"low": "9", "high": "41", "low_closed": True, "high_closed": True}
    row = re.search(r'<tr id="figure/industries-growing/level/2022-H1".*?\n', html.render(real))
    assert row is not None
    assert 'id="claim/miit-2022h1/c027"' in row[0]
    assert "9 to 41 industries" in row[0]
    assert "9 of 9" not in row[0]


def test_a_waived_claim_stays_visible(real: Outcome) -> None:
    states = states_of(real)
    assert states.by_claim["miit-2022h1/c034"] is State.WAIVED
    found = build(real)
    finding = next(item for item in found["findings"] if "miit-2022h1/c034" in item["claims"])
    assert finding["severity"] == "note"
    assert finding["waiver"]["should_read"] == "-7%"
    relations = {item["id"]: item for item in found["relations"]}
    assert [relations[name]["verdict"] for name in finding["relations"]] == ["waived"]
    assert "-7%" in html.render(real)


# index.html


class Page(HTMLParser):
    """Every tag with its attributes, ids, and the text outside of script and style."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.text: list[str] = []
        self._skip = ""
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))
        if tag in ("script", "style"):
            self._skip = tag

    def handle_endtag(self, tag: str) -> None:
        if tag == self._skip:
            self._skip = ""

    def handle_data(self, data: str) -> None:
        if not self._skip:
            self.text.append(data)


def test_the_page_loads_nothing(outcome: Outcome) -> None:
    text = html.render(outcome)
    page = Page(text)
    policy = [attrs["content"] for tag, attrs in page.tags if attrs.get("http-equiv") == "Content-Security-Policy"]
    assert len(policy) == 1
    assert policy[0].startswith("default-src 'none';")
    for _, attrs in page.tags:
        for name in ("src", "href", "srcset", "action", "data", "poster"):
            assert name not in attrs or attrs[name].startswith("#")
        assert not any(name.startswith("on") for name in attrs)
    assert not re.search(r"url\(|@import|https?://", text)


def test_the_page_is_well_linked(outcome: Outcome) -> None:
    page = Page(html.render(outcome))
    ids = [attrs["id"] for _, attrs in page.tags if "id" in attrs]
    assert len(ids) == len(set(ids))
    assert not any(re.search(r"\s", name) for name in ids)
    targets = {attrs["href"][1:] for _, attrs in page.tags if "href" in attrs}
    assert targets <= set(ids)
    labels = {name for _, attrs in page.tags for name in attrs.get("aria-labelledby", "").split()}
    assert labels <= set(ids)
    assert {f"claim/{item.ref}" for item in outcome.dataset.claims()} <= set(ids)
    assert {finding.fingerprint for finding in outcome.findings} <= set(ids)


def test_the_page_has_a_skeleton(outcome: Outcome) -> None:
    page = Page(html.render(outcome))
    names = [tag for tag, _ in page.tags]
    assert names.count("h1") == names.count("main") == 1
    named = sum(tag == "table" and "aria-labelledby" in attrs for tag, attrs in page.tags)
    assert names.count("table") == names.count("caption") + named
    assert all("scope" in attrs for tag, attrs in page.tags if tag == "th")
    assert all(
        attrs.get("role") == "img" or "aria-hidden" in attrs or attrs.get("class") == "end" for tag, attrs in page.tags if tag == "svg"
    )
    levels = [int(tag[1]) for tag in names if re.fullmatch(r"h[1-6]", tag)]
    assert all(after - before <= 1 for before, after in itertools.pairwise(levels))


def test_the_page_says_what_was_not_looked_at(real: Outcome) -> None:
    text = " ".join("".join(Page(html.render(real)).text).split())
    assert f"Figures that no check touches {len(real.unchecked_figures)} of" in text
    assert "23 November 2026" in text
    if any(document.text is None and document.header.source for document in real.dataset.documents):
        assert "source not attached" in text


# summary.md


def test_the_summary_is_short(outcome: Outcome) -> None:
    text = markdown.render(outcome)
    assert len(text) < MOST_CHARACTERS
    assert text.startswith("# crossfoot: ")
    for finding in outcome.findings:
        if finding.severity == "error":
            assert finding.fingerprint in text


def test_markdown_is_escaped() -> None:
    assert escape("a|b `c` <b>*d*</b> [e](f)") == r"a\|b \`c\` \<b\>\*d\*\</b\> \[e\](f)"
    assert escape("one\n# two") == r"one \# two"
    assert "@team" not in escape("@team")
    assert "://" not in escape("http://example.org")


def test_many_findings_are_cut_and_counted(tmp_path: Path) -> None:
    rows = [claim(f"c{n:04}", measure=f"cars-{n // 2}", value=str(100 + n * 10), note="x" * 200) for n in range(1200)]
    text = markdown.render(check(load(project(tmp_path, rows)), today=TODAY))
    assert len(text) <= MOST_CHARACTERS + 200
    assert re.search(r"… and \d+ more; the full report has them all", text)


# All three


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Outcome:
    label = '<script>alert("label")</script>|`x`**b** </title></style>{{ 7*7 }} ' + "W" * 9000
    root = project(
        tmp_path_factory.mktemp("hostile"),
        [
            claim("c001", value="12", note="<img src=x onerror=alert(1)>"),
            claim("c002", value="13"),
            claim("c003", period="2021", value="5"),
        ],
        measures={"cars": {"label": label}},
        header={"title": "</title><script>alert('title')</script>"},
    )
    return check(load(root), today=TODAY)


def test_hostile_labels_stay_text(hostile: Outcome) -> None:
    text = html.render(hostile)
    page = Page(text)
    assert [tag for tag, _ in page.tags].count("script") == 1
    assert "img" not in [tag for tag, _ in page.tags]
    assert '<script>alert("label")</script>' in "".join(page.text)
    assert "{{ 7*7 }}" in "".join(page.text)
    assert "W" * 1000 not in text
    short = markdown.render(hostile)
    assert not re.search(r"(?<!\\)[<>|]", short)
    assert "W" * 1000 not in short
    jsonschema.Draft202012Validator(schema()).validate(build(hostile))


def test_an_empty_run_says_that_nothing_was_decided(tmp_path: Path) -> None:
    outcome = check(load(project(tmp_path, [claim("c001", bound="more_than", printed="more than 12")])), today=TODAY)
    assert outcome.exit_code() == 5
    assert "Nothing was decided" in html.render(outcome)
    assert "Nothing was decided" in markdown.render(outcome)


def test_a_waiver_at_fault_is_a_finding(tmp_path: Path) -> None:
    root = project(tmp_path, [claim("c001", value="12"), claim("c002", value="13")], waivers=[{"claim": "c001", "by": "somebody"}])
    outcome = check(load(root), today=TODAY)
    assert outcome.waiver_faults
    found = [item for item in build(outcome)["findings"] if item["verdict"] == Verdict.WAIVER_FAILED.value]
    assert [item["claims"] for item in found] == [[f"{DOCUMENT}/c001"]]
    jsonschema.Draft202012Validator(schema()).validate(build(outcome))
    assert found[0]["fingerprint"] in html.render(outcome)
    assert "gives no reason" in markdown.render(outcome)


def test_reports_are_written_whole(outcome: Outcome, tmp_path: Path) -> None:
    folder = tmp_path / "new" / "reports"
    paths = write_reports(outcome, folder)
    assert [path.name for path in paths] == [HTML, JSON, MARKDOWN, JUNIT, SARIF]
    assert sorted(path.name for path in folder.iterdir()) == sorted(path.name for path in paths)
    for path in paths:
        assert b"\r" not in path.read_bytes()
    again = {path: path.read_bytes() for path in paths}
    write_reports(outcome, folder)
    assert {path: path.read_bytes() for path in paths} == again


SCRIPT = """
import sys
from datetime import date
from pathlib import Path
from crossfoot.check import check
from crossfoot.dataset import load
from crossfoot.report import write_reports
write_reports(check(load(sys.argv[1]), today=date(2026, 11, 23)), Path(sys.argv[2]))
"""


@pytest.mark.parametrize("name", sorted(DATA))
def test_same_input_same_bytes(name: str, tmp_path: Path) -> None:
    written = []
    for seed, zone, encoding in (("0", "UTC", "utf-8"), ("4711", "Asia/Kolkata", "latin-1")):
        folder = tmp_path / seed
        environment = {**os.environ, "PYTHONHASHSEED": seed, "TZ": zone, "PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT / "src")}
        subprocess.run([sys.executable, "-c", SCRIPT, str(DATA[name]), str(folder)], env=environment, check=True)
        written.append({path.name: path.read_bytes() for path in folder.iterdir()})
    assert written[0] == written[1]


def test_no_sentence_of_a_source_enters_a_report_unless_the_document_allows_it(tmp_path: Path) -> None:
    root = tmp_path / "claims"
    shutil.copytree(DATA["example"], root)
    edit(root / "harbour-briefing" / "document.yaml", "publish_text: true", "publish_text: false")
    # Beside what the example fails anyway, a quote that is not where the record says: its message could show what stands there.
    edit(root / "harbour-briefing" / "claims.csv", ",455,468,", ",415,468,")
    outcome = check(load(root), today=TODAY)
    text = outcome.dataset.documents[0].text
    assert text is not None
    words = re.findall(r"[^\W\d_]+", text)
    runs = {" ".join(words[n : n + 5]) for n in range(len(words) - 4)}
    reports = html.render(outcome) + "".join(rendered(outcome, form) for form in Format if form is not Format.TEXT)
    assert not [run for run in sorted(runs) if run in reports]
