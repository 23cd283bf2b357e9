"""Reviewing a draft in the terminal: what is confirmed, changed, turned into a mention, and what a break leaves behind."""

from __future__ import annotations

import io
from pathlib import Path

import pytest

from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.records import Claim

TEXT = (
    "Fernhill Mill sold 24,600 carts in the first half of 2031, up 2.5 percent from a year earlier. There were 140 people at work. "
    "We use 5 Mill Street.\n"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A drafted document of four claims, its text beside it."""
    (tmp_path / "mill.txt").write_text(TEXT)
    assert main(["draft", str(tmp_path / "mill.txt"), "--to", str(tmp_path / "claims/mill"), "--issuer", "Mill", "--keep-text"]) == 0
    return tmp_path / "claims"


def answer(root: Path, *answers: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Run the review with these answers on standard input."""
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in answers)))
    assert main(["review", "mill", str(root)]) == 0


def claims(root: Path) -> dict[str, Claim]:
    dataset = load(root)
    assert dataset.problems == ()
    return {claim.id: claim for claim in dataset.document("mill").claims}


def test_what_is_confirmed_loses_its_mark_and_what_the_text_does_not_state_stays_assumed(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(root, "y", "y", "y", monkeypatch=monkeypatch)
    found = claims(root)
    assert found["c001"].assumed == ()
    assert found["c002"].assumed == ()
    assert found["c003"].assumed == ("period",)  # "there were", without a day
    out = capsys.readouterr().out
    assert ">>24,600<< carts in the first half of 2031" in out
    assert "m measure?" in out


def test_a_review_can_be_left_and_goes_on_where_it_was(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    total = len(claims(root))
    answer(root, "y", "q", monkeypatch=monkeypatch)
    assert f"{total - 1} of {total} claims are drafts still" in capsys.readouterr().out
    answer(root, *["y"] * total, monkeypatch=monkeypatch)
    assert f"1 of {total - 1}: mill/c002" in capsys.readouterr().out
    assert not any(claim.guesses for claim in claims(root).values())
    answer(root, monkeypatch=monkeypatch)
    assert "Nothing to review" in capsys.readouterr().out


def test_every_answer_is_saved_at_once(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(root, "p 2030", monkeypatch=monkeypatch)  # and then the input ends
    assert claims(root)["c001"].period == "2030"
    assert "period" not in claims(root)["c001"].guesses
    assert claims(root)["c001"].guesses


def test_a_content_that_cannot_be_read_is_refused_in_the_loaders_words(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = (root / "mill/claims.csv").read_bytes()
    answer(root, "p spring", "s wild", "v", "someday", "z", "", "q", monkeypatch=monkeypatch)
    out = capsys.readouterr().out
    assert "found the period 'spring'" in out
    assert "found 'wild', expected one of: level" in out
    assert "Keys:" in out
    assert (root / "mill/claims.csv").read_bytes() == before


def test_a_measure_that_is_not_there_yet_is_added_with_its_label(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(root, "m carts-sold", "Carts sold", "y", monkeypatch=monkeypatch)
    dataset = load(root)
    assert dataset.problems == ()
    assert dataset.measures["carts-sold"].name == "Carts sold"
    assert dataset.measures["carts-sold"].unit == claims(root)["c001"].unit


def test_a_measure_without_a_label_is_not_added(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    answer(root, "m carts-sold", "", "q", monkeypatch=monkeypatch)
    assert "found the unknown measure 'carts-sold'" in capsys.readouterr().out
    assert "carts-sold" not in load(root).measures


def test_a_number_that_is_no_claim_becomes_a_mention_at_its_place(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = claims(root)["c001"]
    answer(root, "x nonsense", "x name", "q", monkeypatch=monkeypatch)
    assert "c001" not in claims(root)
    mentions = load(root).document("mill").mentions
    assert [(one.class_.value, one.printed) for one in mentions if (one.start, one.end) == first.span] == [("name", "24,600")]
    assert [one.start for one in mentions] == sorted(one.start for one in mentions)


def test_without_the_text_the_print_is_shown(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "mill/source.txt").unlink()
    answer(root, "y", "q", monkeypatch=monkeypatch)
    assert ">>24,600<< (source not attached)" in capsys.readouterr().out
    assert claims(root)["c001"].assumed == ("period",)  # nothing shows that it is stated


def test_a_document_that_is_not_there_is_named(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["review", "bakery", str(root)]) == 4
    assert "found no document 'bakery'" in capsys.readouterr().err
