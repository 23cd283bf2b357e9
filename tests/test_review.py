"""Reviewing a draft in the terminal: what is confirmed, changed, turned into a mention, and what a break leaves behind."""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from crossfoot.cli import main
from crossfoot.dataset import Dataset, load
from crossfoot.records import Claim
from crossfoot.reviewing.tables import open_review

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
    assert ">>24,600<< carts in the first half of 2031" in " ".join(out.split())
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
    answer(root, "p spring", "s wild", "v", "someday", "k", "", "q", monkeypatch=monkeypatch)
    out = capsys.readouterr().out
    assert "found the period 'spring'" in out
    assert "found 'wild', expected one of: level" in out
    assert "y  yes: confirm the claim as it stands" in out
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


@pytest.mark.parametrize(
    ("answers", "expected"),
    [
        (["s share", "carts-of-all", "y"], ("share", "", "carts-of-all")),
        (["v 2030", "s ratio", "y"], ("ratio", "2030", "")),
        (["s level", "y"], ("level", "", "")),
    ],
    ids=["share", "ratio", "level"],
)
def test_another_statistic_asks_for_the_columns_that_it_needs(
    answers: list[str], expected: tuple[str, ...], root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    codes = root / "measures.yaml"
    codes.write_text(codes.read_text().replace("measures:\n", "measures:\n  carts-of-all: {label: All carts, unit: carts, kind: flow}\n"))
    answer(root, "n", *answers, "q", monkeypatch=monkeypatch)
    second = claims(root)["c002"]
    assert (second.statistic.value, second.versus, second.of, second.guesses) == (*expected, ())


# Undo


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / "measures.yaml", root / "mill/claims.csv", root / "mill/mentions.csv")}


ANSWERS = {
    "confirmed": ["y"],
    "changed": ["p 2030"],
    "a new measure": ["m carts-sold", "Carts sold"],
    "a unit that nobody had named": ["u wagons"],
    "no claim": ["x name"],
    "left a draft": ["n"],
    "several": ["p 2030", "u wagons", "t odd", "y"],
}


@pytest.mark.parametrize("given", ANSWERS.values(), ids=ANSWERS)
def test_an_answer_is_taken_back_and_asked_again(
    given: list[str], root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = files(root)
    answer(root, *given, *["z"] * len(given), "q", monkeypatch=monkeypatch)
    assert files(root) == before
    shown = [line for line in capsys.readouterr().out.splitlines() if ": mill/c" in line]
    assert shown[-1] == "1 of 4: mill/c001"


def test_answers_are_taken_back_one_by_one(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    answer(root, "y", "x name", "y", "z", "z", "q", monkeypatch=monkeypatch)
    found = claims(root)
    assert found["c001"].guesses == ()
    assert found["c002"].guesses
    assert found["c003"].guesses
    assert list(found) == ["c001", "c002", "c003", "c004"]
    assert "c002" not in {mention.id for mention in load(root).document("mill").mentions}


def test_after_a_resume_the_way_back_begins_anew_and_leads_to_the_claim_before(
    root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    answer(root, "y", "y", "q", monkeypatch=monkeypatch)
    capsys.readouterr()
    answer(root, "y", "z", "z", "p 2030", "y", "q", monkeypatch=monkeypatch)
    out = capsys.readouterr().out
    assert "Taken back: the answer to mill/c003." in out
    assert "this is the claim before" in out
    found = claims(root)
    assert (found["c002"].period, found["c002"].guesses) == ("2030", ())
    assert found["c003"].guesses


def test_there_is_nothing_before_the_first_claim(root: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    before = files(root)
    answer(root, "z", "q", monkeypatch=monkeypatch)
    assert "There is no claim before this one." in capsys.readouterr().out
    assert files(root) == before


def test_a_code_list_that_somebody_else_wrote_meanwhile_is_not_taken_back(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    codes = root / "measures.yaml"
    lines = iter(["p 2030\n", "m sacks\n", "Sacks\n", "z\n", "z\n", "q\n"])

    class Hand:
        """Standard input of somebody who writes a comment into the code list before taking an answer back."""

        def readline(self) -> str:
            line = next(lines)
            if line == "z\n":
                codes.write_text(f"{codes.read_text()}# by hand\n")
            return line

    monkeypatch.setattr("sys.stdin", Hand())
    before = claims(root)["c001"]
    assert main(["review", "mill", str(root)]) == 0
    assert "# by hand" in codes.read_text()
    assert "sacks" in load(root).measures
    assert claims(root)["c001"] == before


def test_a_content_that_is_refused_leaves_the_code_list_as_it_was(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = files(root)
    answer(root, "u two words", "q", monkeypatch=monkeypatch)
    assert files(root) == before


# As somebody sees it at a terminal

needs_a_terminal = pytest.mark.skipif(sys.platform == "win32", reason="no pseudo-terminals there")
LONG = (
    "In the first half of 2031, after a long winter in which the river froze hard and no carts of the valley could come, "
    "Fernhill Mill nevertheless sold 24,600 carts of flour to bakers in the town, in the villages along the river and, for the first time "
    "in its history, to the two islands beyond the strait, which have no mill of their own.\n"
)


def at_a_terminal(arguments: list[str], typed: Callable[[], bytes], columns: int) -> tuple[int, str]:
    """Run crossfoot at a pseudo-terminal; `typed` says what is typed at each prompt."""
    import pty  # noqa: PLC0415 - not everywhere

    child, terminal = pty.fork()
    if child == 0:  # pragma: no cover - the other process
        environment = {**os.environ, "COLUMNS": str(columns), "NO_COLOR": "1"}
        os.execve(sys.executable, [sys.executable, "-m", "crossfoot", *arguments], environment)  # noqa: S606
    shown = b""
    while True:
        try:
            part = os.read(terminal, 4096)
        except OSError:  # the other end is gone
            break
        if not part:
            break
        shown += part
        if shown.rstrip().endswith(b"quit]"):
            os.write(terminal, typed())
    return os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), shown.decode()


@needs_a_terminal
def test_sixty_columns_are_enough(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "mill.txt").write_text(LONG)
    assert main(["draft", str(tmp_path / "mill.txt"), "--to", str(tmp_path / "claims/mill"), "--keep-text"]) == 0
    capsys.readouterr()
    answers = iter([b"?\n", b"q\n"])
    code, shown = at_a_terminal(["review", "mill", str(tmp_path / "claims")], lambda: next(answers), columns=60)
    lines = shown.replace("\r\n", "\n").split("\n")
    assert code == 0
    assert max(map(len, lines)) <= 60, max(lines, key=len)
    assert any(">>24,600<<" in line for line in lines)
    assert "the river froze hard" in " ".join(shown.split())
    assert any("go back to the answer before" in line for line in lines)


@needs_a_terminal
@pytest.mark.parametrize(("last", "code"), [(b"\x03", 2), (b"\x04", 0)], ids=["Ctrl-C", "end of input"])
def test_leaving_loses_no_answer(last: bytes, code: int, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    answers = iter([b"y\n", b"p 2030\n", last])
    found, shown = at_a_terminal(["review", "mill", str(root)], lambda: next(answers), columns=80)
    assert found == code
    assert "3 of 4 claims are drafts still" in shown
    assert claims(root)["c001"].guesses == ()
    assert claims(root)["c002"].period == "2030"


def test_a_fault_is_looked_for_on_a_copy(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    before = (root / "mill/claims.csv").read_bytes()
    review = open_review(root, "mill", None)
    review.claims[0]["unit"] = "furlongs per fortnight"
    seen: list[bytes] = []

    def looked(folder: Path) -> Dataset:
        seen.append((root / "mill/claims.csv").read_bytes())
        return load(folder)

    monkeypatch.setattr("crossfoot.reviewing.tables.load", looked)
    assert review.fault()
    # Whoever ends the review just then finds the table that was saved last.
    assert seen == [before, before]
    assert (root / "mill/claims.csv").read_bytes() == before
