"""crossfoot cover: what nobody recorded, and what stands in the wrong place."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from documents import DOCUMENT, claim, edit, mention, project

from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.scan.coverage import gaps

TEXT = "In June 2022, 12 cars were sold, up more than 5.5% from a year before.\nThere were 5G phones in 3 of them."
MENTIONS = [mention("m001", "June 2022"), mention("m002", "5G", "name")]


def made(folder: Path, **content: object) -> Path:
    return project(folder, [claim()], mentions=MENTIONS, text=TEXT, **content)


def test_each_unrecorded_number_is_listed_with_its_place(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cover", str(made(tmp_path))]) == 1
    out = capsys.readouterr().out
    assert f'{DOCUMENT}:1:37: nobody recorded "more than 5.5%" (figure: more than 5.5 percent), 36 to 50' in out
    assert "were sold, up \u25b8more than 5.5%\u25c2 from a year before." in out
    assert f'{DOCUMENT}:2:25: nobody recorded "3" (figure: 3)' in out
    assert "1 claim, 2 mentions, 2 to look at" in out


def test_as_data(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["cover", str(made(tmp_path)), "--format", "json"]) == 1
    entries = json.loads(capsys.readouterr().out)
    assert [(entry["document"], entry["kind"], entry["text"], entry["line"]) for entry in entries] == [
        (DOCUMENT, "unrecorded", "more than 5.5%", 1),
        (DOCUMENT, "unrecorded", "3", 2),
    ]


def test_all_accounted_for(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [claim()], text="12 cars")
    assert main(["cover", str(root)]) == 0
    assert "every number is accounted for" in capsys.readouterr().out


def test_without_a_text_nothing_is_decided(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [claim()], text="12 cars", attach=False)
    assert main(["cover", str(root)]) == 5
    assert "nothing to look at" in capsys.readouterr().out


def test_a_displaced_record_is_told_where_it_probably_stands(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, [claim(start=0, end=2)], text="In June 12 cars, and 12 vans, were sold.")
    assert main(["cover", str(root)]) == 1
    out = capsys.readouterr().out
    assert "displaced: c001 records 12 there; it probably stands at 8 to 10, the nearest of 2 places" in out.replace("'12'", "12")
    assert out.count("nobody recorded") == 2


def test_overlapping_records_are_told(tmp_path: Path) -> None:
    rows = [claim(), claim("c002", value="12", printed="12 [cars]", start=3, end=7)]
    document = load(project(tmp_path, rows, text="In 12 cars")).document(DOCUMENT)
    assert {gap.kind for gap in gaps(document)} >= {"overlapping", "displaced"}


def test_a_number_that_is_half_recorded_is_listed(tmp_path: Path) -> None:
    root = project(tmp_path, [claim()], mentions=[mention("m001", "first")], text="12 cars in the first half of 2022")
    edit(root / DOCUMENT / "mentions.csv", "first", "first")
    listed = gaps(load(root).document(DOCUMENT))
    assert [(gap.text, gap.taken_for) for gap in listed] == [("first half of 2022", "period")]
