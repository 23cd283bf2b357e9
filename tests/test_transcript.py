"""The text of a document with its numbers marked: nothing lost, nothing twice, and shown only where it may be."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import large
import pytest
from documents import DOCUMENT, SPEAKER, TODAY, claim, mention, project
from hypothesis import given
from hypothesis import strategies as st

from crossfoot.check import check
from crossfoot.dataset import Dataset, Document, load
from crossfoot.records import Claim, DeclaredRelations, DocumentHeader, Measure, Mention, Turn
from crossfoot.report.places import apart, by_place
from crossfoot.report.states import State
from crossfoot.report.telling import Teller
from crossfoot.report.transcript import MENTION_WORDS, ClaimMark, MentionMark, Segment, Transcript, Unrecorded, Words, may_show, transcript
from crossfoot.vocabulary import Kind, MentionClass

EXAMPLE = Path(__file__).parents[1] / "examples" / "harbour-briefing" / "claims"
TEXT = "Foreword.\n\nIn June we sold 12 cars.\r\nOf 5G there is nothing new.\n \nAnd 7 vans, they say; 12 cars again.\n"


def written(folder: Path, rows: Sequence[dict[str, str]], text: str = TEXT, **content: Any) -> Transcript:  # noqa: ANN401 - what YAML can hold
    """The transcript of a data set that is written like that."""
    return of(load(project(folder, rows, text=text, **content)))


def of(dataset: Dataset) -> Transcript:
    outcome = check(dataset, today=TODAY)
    return transcript(dataset.documents[0], Teller(outcome))


def claims_at(spans: Sequence[tuple[int, int]]) -> list[Claim]:
    return [
        Claim(document=DOCUMENT, line=n + 2, id=f"c{n:03}", speaker=SPEAKER, measure="cars", statistic="level", period="2022", value="12",
              unit="cars", bound="exact", printed="12", start=start, end=end)
        for n, (start, end) in enumerate(spans)
    ]  # fmt: skip


def made(text: str, spans: Sequence[tuple[int, int]] = (), others: Sequence[tuple[int, int]] = (), turns: Sequence[int] = ()) -> Transcript:
    """The transcript of records that no loading has looked at: they may overlap, and lie outside the text."""
    claims = claims_at(spans)
    mentions = [
        Mention(document=DOCUMENT, line=n + 2, id=f"m{n:03}", **{"class": "name"}, start=start, end=end, printed="5G")
        for n, (start, end) in enumerate(others)
    ]
    header = DocumentHeader(
        title="A text", speakers={SPEAKER: "Minister"}, turns=tuple(Turn(start=start, speaker=SPEAKER, role="answer") for start in turns)
    )
    document = Document(DOCUMENT, header, tuple(claims), tuple(mentions), DeclaredRelations(), (), (), text, "attached")
    return of(Dataset(Path(), {"cars": Measure(slug="cars", unit="cars", kind=Kind.FLOW)}, {}, (document,)))


def segments(found: Transcript) -> Iterator[Segment]:
    for turn in found.turns:
        for paragraph in turn.paragraphs:
            yield from paragraph


def texts(found: Transcript, kind: type[Segment]) -> list[str]:
    return [segment.text for segment in segments(found) if isinstance(segment, kind)]


# What is marked


def test_a_text_is_its_turns_paragraphs_and_segments(tmp_path: Path) -> None:
    rows = [claim("c001"), claim("c002", measure="vans", value="7", speaker="reporter")]
    turns = [[TEXT.index("In June"), SPEAKER, "answer"], [TEXT.index("And 7"), "reporter", "question"]]
    header = {"turns": turns, "speakers": {SPEAKER: "The Minister", "reporter": "A <b>"}}
    found = written(tmp_path, rows, mentions=[mention("m001", "5G", "name", note="a technology")], header=header)
    assert [(turn.number, turn.speaker, turn.role) for turn in found.turns] == [
        (0, "", ""),
        (1, "The Minister", "answer"),
        (2, "A <b>", "question"),
    ]
    assert found.turns[0].paragraphs == ((Words("Foreword."),),)
    sold = ClaimMark("12", ("briefing/c001",), State.NOT_CHECKED, "cars, June 2022", continued=False)
    first, second = found.turns[1].paragraphs
    assert first == (Words("In June we sold "), sold, Words(" cars."))
    assert second == (Words("Of "), MentionMark("5G", "part of a name", "a technology", continued=False), Words(" there is nothing new."))
    assert texts(found, Unrecorded) == ["12"]
    assert found.unplaced == ()
    assert found.unrecorded == 1


def test_claims_at_one_place_are_one_mark_in_the_worst_state(tmp_path: Path) -> None:
    text = "12 cars, and once more 13 cars."
    rows = [claim("c001"), claim("c002", measure="vans", start=0, end=2), claim("c003", value="13")]
    marks = [segment for segment in segments(written(tmp_path, rows, text)) if isinstance(segment, ClaimMark)]
    assert [(mark.text, mark.refs, mark.state) for mark in marks] == [
        ("12", ("briefing/c001", "briefing/c002"), State.FAILING),
        ("13", ("briefing/c003",), State.FAILING),
    ]
    assert marks[0].label.count(";") == 1


def test_a_lost_number_marks_the_words_that_say_it() -> None:
    dataset = load(EXAMPLE)
    document = dataset.documents[0]
    lost = replace(document, claims=tuple(one.model_copy(update={"bound": "lost", "value": "", "printed": ""}) for one in document.claims))
    assert len(of(replace(dataset, documents=(lost,))).unplaced) == 0


def test_a_mark_that_runs_over_a_line_goes_on_and_begins_once() -> None:
    found = made("We sold 12\nmillion cars.", [(8, 18)])
    marks = [segment for segment in segments(found) if isinstance(segment, ClaimMark)]
    assert [(mark.text, mark.continued) for mark in marks] == [("12", False), ("million", True)]


def test_a_mark_that_runs_into_the_next_turn_goes_on() -> None:
    found = made("Sold 12 million cars.", [(5, 15)], turns=[0, 8])
    assert [[segment.text for segment in paragraph] for turn in found.turns for paragraph in turn.paragraphs] == [
        ["Sold ", "12 "],
        ["million", " cars."],
    ]


@pytest.mark.parametrize(
    ("spans", "unplaced"),
    [
        ([(0, 2), (1, 4)], ["c001"]),
        ([(0, 30), (3, 5), (6, 8)], ["c000"]),  # a slip in an offset that spans everything costs only itself
        ([(0, 2), (30, 99)], ["c001"]),
        ([(0, 2), (99, 120)], ["c001"]),
        ([(2, 3)], ["c000"]),  # a blank
    ],
)
def test_broken_places_cost_only_themselves(spans: list[tuple[int, int]], unplaced: list[str]) -> None:
    found = made("10 20 30 and words to the end.", spans)
    assert found.unplaced == tuple(f"{DOCUMENT}/{name}" for name in unplaced)


def test_a_claim_without_a_place_is_counted(tmp_path: Path) -> None:
    found = written(tmp_path, [claim("c001"), claim("c002", printed="12 [thousand] dozen")])
    assert found.unplaced == ("briefing/c002",)


def test_a_claim_goes_before_a_mention_and_a_mention_before_an_unrecorded_number() -> None:
    found = made("in 2022 and 2023", [(3, 7)], [(3, 7), (5, 11), (14, 16)])
    assert texts(found, ClaimMark) == ["2022"]
    assert texts(found, MentionMark) == ["23"]
    assert texts(found, Unrecorded) == ["20"]


def test_invisible_characters_are_named() -> None:
    found = made("\ufeffWe sold 12\u202e cars\u202c.", [(9, 12)])
    assert "".join(segment.text for segment in segments(found)) == "[U+FEFF]We sold 12[U+202E] cars[U+202C]."


def test_every_class_of_mention_has_words() -> None:
    assert set(MENTION_WORDS) == set(MentionClass)


def test_without_a_text_there_is_no_transcript(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no text of briefing"):
        of(load(project(tmp_path, [claim()])))


# Properties

SOUP = st.text(alphabet=st.sampled_from("ab 12½\n\r\té五\u2028"), max_size=60)
SPANS = st.lists(st.tuples(st.integers(0, 70), st.integers(1, 12)).map(lambda pair: (pair[0], pair[0] + pair[1])), max_size=8)


@given(SOUP, SPANS, SPANS, st.lists(st.integers(0, 70), max_size=5))
def test_every_character_is_in_exactly_one_segment(
    text: str, spans: list[tuple[int, int]], others: list[tuple[int, int]], turns: list[int]
) -> None:
    found = made(text, spans, others, turns)
    starts = sorted(min(start, len(text)) for start in turns)
    stretches = [text[start:end] for start, end in zip([0, *starts], [*starts, len(text)], strict=True)]
    lines = [[line for line in re.split(r"[\r\n]", stretch) if line.strip()] for stretch in stretches]
    shown = [["".join(segment.text for segment in paragraph) for paragraph in turn.paragraphs] for turn in found.turns]
    assert shown == [[line.replace("\u2028", "[U+2028]") for line in stretch] for n, stretch in enumerate(lines) if n or stretch]
    assert all(segment.text for segment in segments(found))


@given(SOUP, SPANS, SPANS)
def test_every_claim_is_placed_once_or_named_as_unplaced(text: str, spans: list[tuple[int, int]], others: list[tuple[int, int]]) -> None:
    found = made(text, spans, others)
    begun = [ref for mark in segments(found) if isinstance(mark, ClaimMark) and not mark.continued for ref in mark.refs]
    assert sorted([*begun, *found.unplaced]) == [f"{DOCUMENT}/c{n:03}" for n in range(len(spans))]


@given(SOUP)
def test_a_number_is_marked_where_nobody_recorded_it(text: str) -> None:
    marked = "".join(texts(made(text), Unrecorded))
    assert marked == "".join(character for character in text if character.isnumeric())


# Where it may be shown


@pytest.mark.parametrize("publish", [True, False])
@pytest.mark.parametrize("attach", [True, False])
@pytest.mark.parametrize("with_text", [True, False])
def test_a_text_is_shown_only_where_it_may_be(tmp_path: Path, *, publish: bool, attach: bool, with_text: bool) -> None:
    root = project(tmp_path, [claim()], text=TEXT, attach=attach, header={"publish_text": publish})
    assert may_show(load(root).documents[0], with_text=with_text) is (attach and (publish or with_text))


# The example, and a long text


def test_the_example_is_fully_marked() -> None:
    found = of(load(EXAMPLE))
    assert len(found.turns) == 13
    assert found.unplaced == ()
    assert found.unrecorded == 0


def test_a_long_text_is_marked_at_once(tmp_path: Path) -> None:
    project_ = large.write(tmp_path, relations=2_000, characters=150_000)
    dataset = load(project_.root)
    outcome = check(dataset, today=date(2026, 11, 23))
    teller = Teller(outcome)
    seconds = []
    for _ in range(3):
        # The time of this process, and the best of three: other work on the machine, or of the garbage collector, is none of its own.
        start = time.process_time()
        found = transcript(dataset.documents[0], teller)
        seconds.append(time.process_time() - start)
    assert min(seconds) < 10
    assert found.unplaced == ()
    assert found.unrecorded == 0


def test_slips_over_the_whole_text_cost_no_more_time() -> None:
    text = "ab 12 cd " * 80_000
    claims = claims_at([(n, len(text) - n) for n in range(5_000)])
    start = time.process_time()
    assert len(apart(by_place(text, claims))) == 1
    assert time.process_time() - start < 20
