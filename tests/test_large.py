"""The large project that the tests of scale stand on: as large as asked for, true, and marked down to its last number."""

from __future__ import annotations

from pathlib import Path

import large
import pytest
from documents import TODAY

from crossfoot.check import Outcome, check
from crossfoot.dataset import load
from crossfoot.scan.coverage import uncovered
from crossfoot.vocabulary import Verdict

RELATIONS, CHARACTERS = 600, 50_000


def run(folder: Path, *, slips: int = 0) -> tuple[large.Made, Outcome]:
    made = large.write(folder, relations=RELATIONS, characters=CHARACTERS, slips=slips)
    return made, check(load(made.root), today=TODAY)


def test_a_large_project_is_as_large_as_asked_for_and_true(tmp_path: Path) -> None:
    made, outcome = run(tmp_path)
    document = outcome.dataset.documents[0]
    assert document.text is not None
    assert len(outcome.decisions) == pytest.approx(RELATIONS, rel=0.05)
    assert len(document.text) == pytest.approx(CHARACTERS, rel=0.01)
    assert 0.5 <= made.claims / RELATIONS <= 0.65
    assert outcome.dataset.problems == ()
    assert outcome.findings == ()
    assert not outcome.verdicts[Verdict.STRAINED]
    assert uncovered(document.text, document.claims, document.mentions) == []
    assert {claim.speaker for claim in document.claims} == {*large.SPEAKERS, *large.ASKS}


def test_every_slip_is_found(tmp_path: Path) -> None:
    made, outcome = run(tmp_path, slips=3)
    assert len(made.slips) == 3
    found = {ref for finding in outcome.findings for ref in finding.claims}
    assert set(made.slips) <= found
    assert all(finding.verdict is Verdict.CONTRADICTION for finding in outcome.findings)


def test_the_same_arguments_give_the_same_bytes(tmp_path: Path) -> None:
    roots = [large.write(tmp_path / name, relations=100, characters=5_000).root for name in ("one", "two")]
    first, second = ({path.relative_to(root): path.read_bytes() for path in root.rglob("*") if path.is_file()} for root in roots)
    assert first == second
