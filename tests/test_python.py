"""The public Python surface: what `import crossfoot` gives, and what it costs."""

from __future__ import annotations

import re
import subprocess
import sys
from datetime import UTC, date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from documents import claim, project

import crossfoot
from crossfoot import check, frames

ROOT = Path(__file__).parents[1]
EXAMPLE = ROOT / "examples" / "harbour-briefing" / "claims"
PAGE = (ROOT / "docs" / "python.md").read_text()


@pytest.fixture(scope="module")
def outcome() -> crossfoot.Outcome:
    return crossfoot.load(EXAMPLE).check(today="2031-08-01")


def python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True, cwd=ROOT).stdout


def test_every_public_name_is_there_and_documented() -> None:
    documented = set(re.findall(r"`([A-Za-z_]+)(?:\(|`)", PAGE.partition("## Every public name")[2]))
    for name in crossfoot.__all__:
        assert getattr(crossfoot, name) is not None
        assert name in documented
    assert set(crossfoot.__all__) <= set(dir(crossfoot))
    assert list(crossfoot.__all__) == sorted(crossfoot.__all__)


def test_an_unknown_name_is_an_attribute_error() -> None:
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        crossfoot.nonsense  # noqa: B018


def test_importing_imports_nothing_else() -> None:
    assert python("import sys, crossfoot; print([name for name in sys.modules if name.startswith('crossfoot.')])") == "[]\n"


def test_pandas_is_imported_for_frames_only() -> None:
    code = f"import sys, crossfoot; o = crossfoot.load({str(EXAMPLE)!r}).check(); o.notes; o._repr_html_(); print('pandas' in sys.modules)"
    assert python(code) == "False\n"


def test_check_is_the_same_as_everywhere(outcome: crossfoot.Outcome) -> None:
    assert outcome == check.check(outcome.dataset, today=date(2031, 8, 1))
    assert crossfoot.load(EXAMPLE).check(today=date(2031, 8, 1)).decisions == outcome.decisions
    assert crossfoot.load(EXAMPLE).check().today == datetime.now(UTC).date()
    with pytest.raises(ValueError, match="month must be"):
        crossfoot.load(EXAMPLE).check(today="2031-13-01")


def test_an_outcome_has_its_relations_and_claims(outcome: crossfoot.Outcome) -> None:
    assert {decision.id for decision in outcome.decisions} >= {relation.id for relation in outcome.relations}
    assert [one.ref for one in outcome.claims] == [one.ref for one in outcome.dataset.claims()]


def test_what_the_page_shows_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(ROOT)
    names: dict[str, Any] = {}
    blocks = re.findall(r"^```python\n(.*?)^```$", PAGE, flags=re.MULTILINE | re.DOTALL)
    assert len(blocks) == 3
    for block in blocks:
        exec(block, names)  # noqa: S102 - the examples of our own page
    assert "cannot all be true" in capsys.readouterr().out


# Data frames


@pytest.mark.parametrize("name", ["claims", "figures", "relations", "findings"])
def test_frames_have_a_row_for_each(outcome: crossfoot.Outcome, name: str) -> None:
    pytest.importorskip("pandas")
    frame = getattr(outcome.frames, name)()
    wanted = {"claims": outcome.claims, "figures": list(outcome.figures), "relations": outcome.decisions, "findings": outcome.findings}
    assert len(frame) == len(wanted[name])
    assert frame.dtypes.map(str).eq("object").all()
    assert not frame.map(lambda cell: isinstance(cell, float)).any(axis=None)


def test_numbers_are_exact(outcome: crossfoot.Outcome) -> None:
    pytest.importorskip("pandas")
    claims = outcome.frames.claims().set_index("ref")
    assert claims.loc["harbour-briefing/c001", "value"] == Decimal(748000)
    ends = [cell for cell in outcome.frames.relations()["implied_low"] if cell is not None]
    assert {type(cell) for cell in ends} == {Decimal, str}
    assert all("/" in cell for cell in ends if isinstance(cell, str))


def test_empty_frames_have_their_columns(tmp_path: Path) -> None:
    pytest.importorskip("pandas")
    empty = crossfoot.load(project(tmp_path, [claim()])).check()
    assert len(empty.frames.findings()) == 0
    assert "message" in empty.frames.findings().columns
    assert {"stated_A_low", "guarded_high_closed"} <= set(empty.frames.figures().columns)


def test_without_pandas_the_error_says_what_to_install(outcome: crossfoot.Outcome, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(ImportError, match=r"crossfoot\[frames\]"):
        frames.Frames(outcome).claims()


# Notebooks


def test_notebooks_show_small_escaped_tables(tmp_path: Path) -> None:
    claims = [claim(f"c{n:03}", measure=f"m{n // 2}", value=str(1290 + n % 2 * 40)) for n in range(40)]
    data = crossfoot.load(project(tmp_path, claims, header={"title": "<script>x</script>"}, measures={"m0": {"label": "<i>m</i>"}}))
    found = data.check()
    shown = data._repr_html_()
    assert "&lt;script&gt;" in shown
    assert "<script" not in shown
    page = found._repr_html_()
    assert "<i>" not in page
    assert page.count("<tr>") == 11
    assert "… and 10 more" in page
    assert "20 contradictions among" in page or "20 " in page
