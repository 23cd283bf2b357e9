"""crossfoot anchor: records found again in a changed text, where nothing has to be guessed."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from documents import DOCUMENT, claim, mention, project
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.cli import main
from crossfoot.dataset import load
from crossfoot.scan.anchoring import anchors
from crossfoot.scan.coverage import gaps
from crossfoot.scan.places import occurrences

TEXT = "In June 2022, 12 cars were sold.\nMinister: up 5.5%, after 12 in May; and 700 vans."
ROWS = [
    claim(),
    claim("c002", statistic="growth", value="5.5"),
    claim("c003", period="2022-05"),
    claim("c004", measure="vans", value="700"),
]
MENTIONS = [mention("m001", "June 2022")]


def made(folder: Path, new: str, **content: object) -> Path:
    header = {"turns": [[0, "minister", "heading"], [33, "minister", "answer"]]}
    root = project(folder, ROWS, mentions=MENTIONS, text=TEXT, header=header, **content)
    (root / DOCUMENT / "source.txt").write_text(new, encoding="utf-8", newline="")
    return root


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in sorted((root / DOCUMENT).iterdir())}


def test_an_edited_text_is_anchored_again(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    new = "Dear readers!\n" + TEXT.replace("sold.", "sold by dealers.").replace(" vans", " white vans")
    root = made(tmp_path, new)
    before = files(root)
    assert load(root).document(DOCUMENT).text is None
    assert main(["anchor", DOCUMENT, str(root)]) == 0
    out = capsys.readouterr().out
    assert "c001  14 to 16 -> 28 to 30  12" in out
    assert "turn of minister  33 -> 58" in out
    assert "Nothing was written" in out
    assert files(root) == before
    assert main(["anchor", DOCUMENT, str(root), "--write"]) == 0
    document = load(root).document(DOCUMENT)
    assert document.text == new
    assert gaps(document) == []
    assert [turn.start for turn in document.header.turns] == [0, 58]
    assert main(["anchor", DOCUMENT, str(root), "--write"]) == 0
    assert "0 new, 0 not found" in capsys.readouterr().out


def test_everything_else_stays_byte_for_byte(tmp_path: Path) -> None:
    root = made(tmp_path, "Oh. " + TEXT)
    path = root / DOCUMENT / "claims.csv"
    path.write_bytes(path.read_bytes().replace(b",14,16,", b',"14",16,').replace(b"\n", b"\r\n"))
    before = files(root)
    assert main(["anchor", DOCUMENT, str(root), "--write"]) == 0
    after = files(root)
    assert after["claims.csv"] == before["claims.csv"].replace(b',"14",16,', b',"18",20,').replace(b",46,50,", b",50,54,").replace(
        b",58,60,", b",62,64,"
    ).replace(b",73,76,", b",77,80,")
    digest = hashlib.sha256(TEXT.encode()).hexdigest().encode()
    new = hashlib.sha256(b"Oh. " + TEXT.encode()).hexdigest().encode()
    assert digest in before["document.yaml"]
    assert new in after["document.yaml"]
    assert len(after) == len(before)


def test_nothing_is_guessed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    root = made(tmp_path, TEXT.replace("12 in May", "12 or 12 in May").replace("700", "1,700"))
    before = files(root)
    assert main(["anchor", DOCUMENT, str(root), "--write"]) == 1
    out = capsys.readouterr().out
    assert "c003" in out
    assert "several times" in out
    assert "c004" in out
    assert "does not say it" in out
    rows = (root / DOCUMENT / "claims.csv").read_text().splitlines()
    assert rows[3:] == before["claims.csv"].decode().splitlines()[3:]


def test_neighbours_fix_a_figure_that_stands_several_times() -> None:
    records = [("c1", (0, 1), "A"), ("c2", (2, 4), "12"), ("c3", (5, 6), "B"), ("c4", (7, 9), "12"), ("c5", (9, 10), "")]
    found = {anchor.ids[0]: anchor.new for anchor in anchors(records, "A or 12, B, 12, C")}
    assert found == {"c1": (0, 1), "c2": (5, 7), "c3": (9, 10), "c4": (12, 14), "c5": None}
    moved = {anchor.ids[0]: anchor.new for anchor in anchors(records, "B 12 12 A")}
    assert sum(place is not None for place in moved.values()) < 4


def test_a_turn_that_begins_with_a_number(tmp_path: Path) -> None:
    text = "12 cars\n5.5% more\nMinister: 700 vans"
    rows = [claim(), claim("c002", statistic="growth", value="5.5"), claim("c003", measure="vans", value="700")]
    header = {"turns": [[0, "minister", "heading"], [8, "minister", "question"], [18, "minister", "answer"]]}
    root = project(tmp_path, rows, text=text, header=header)
    (root / DOCUMENT / "source.txt").write_text(text.replace("cars", "new cars").replace("more", "more?"), encoding="utf-8")
    assert main(["anchor", DOCUMENT, str(root), "--write"]) == 0
    assert [turn.start for turn in load(root).document(DOCUMENT).header.turns] == [0, 12, 23]


@pytest.mark.parametrize("text", ["17%", "7%", "2.7", "7.5", "7,000", "a7", "-7", "\u22127", "$7"])
def test_a_print_inside_of_another_is_none(text: str) -> None:
    assert list(occurrences(f"It was {text} then", "7")) == []
    assert list(occurrences("It was 7, then", "7")) == [(7, 8)]


def test_a_line_end_inside_a_print(tmp_path: Path) -> None:
    new = TEXT.replace("June 2022", "June\n  2022")
    root = made(tmp_path, new)
    assert main(["anchor", DOCUMENT, str(root), "--write"]) == 0
    assert gaps(load(root).document(DOCUMENT)) == []


@pytest.mark.parametrize("arguments", [["nobody"], [DOCUMENT]])
def test_wrong_names_are_told(tmp_path: Path, arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    root = project(tmp_path, ROWS, text=TEXT, attach=False)
    assert main(["anchor", *arguments, str(root)]) == 4
    assert "found no" in capsys.readouterr().err


@given(
    st.lists(st.sampled_from(["12", "700", "5.5%", "a", "b"]), max_size=12),
    st.lists(st.sampled_from(["12", "700", "5.5%", "x"]), max_size=12),
)
def test_what_is_found_is_there_in_order(old: list[str], new: list[str]) -> None:
    text = " ".join(new)
    records = [(f"c{index}", (index * 10, index * 10 + 5), printed) for index, printed in enumerate(old)]
    found = anchors(records, text)
    assert len(found) == len(old)
    places = [anchor.new for anchor in found if anchor.new is not None]
    assert places == sorted(set(places))
    assert all(text[anchor.new[0] : anchor.new[1]] == anchor.printed for anchor in found if anchor.new is not None)


@given(st.lists(st.sampled_from(["12", "700", "5.5%", "a"]), max_size=12))
def test_an_unchanged_text_keeps_every_place(words: list[str]) -> None:
    text = " ".join(words)
    places, position = [], 0
    for index, word in enumerate(words):
        places.append((f"c{index}", (position, position + len(word)), word))
        position += len(word) + 1
    assert [anchor.new for anchor in anchors(places, text)] == [place for _, place, _ in places]
