"""Who speaks where, in the layouts that texts come in. All texts are invented."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from crossfoot.dataset import load
from crossfoot.scan.turns import HEADING, ISSUER, FoundTurn, find_turns

ROOT = Path(__file__).parents[1]


def told(text: str, issuer: str = ISSUER) -> list[tuple[str, str, str]]:
    """Each turn by the first word at its place, its speaker and its role."""
    return [(text[turn.start :].split(maxsplit=1)[0], turn.speaker, turn.role) for turn in find_turns(text, issuer=issuer)]


def test_an_interview() -> None:
    text = "Interview with the harbour master\n\nQ: How many ships came?\nA: We had 1,291 calls.\nQ: More than last year?\nA: Yes.\n"
    assert told(text) == [
        ("Interview", HEADING, "heading"),
        ("Q:", "Q", "question"),
        ("A:", "A", "answer"),
        ("Q:", "Q", "question"),
        ("A:", "A", "answer"),
    ]


def test_an_interview_with_names_where_only_the_questions_show_who_asks() -> None:
    text = "Anna Berg: What did the mill sell?\n\nTom Reed: It sold 24,600 tonnes.\n\nAnna Berg: And abroad?\n\nTom Reed: A quarter of it."
    assert [(speaker, role) for _, speaker, role in told(text)] == [
        ("Anna Berg", "question"),
        ("Tom Reed", "answer"),
        ("Anna Berg", "question"),
        ("Tom Reed", "answer"),
    ]


def test_a_press_conference_with_lines_that_name_the_newspaper() -> None:
    text = (
        "Press conference on the fisheries\n"
        "Coast Courier reporter\nHow large was the catch? Thank you.\n"
        "Mara Lind:Thank you. It was 12,000 tonnes.\n"
        "Island News Agency journalist\nWhat about the price per kilo? Thank you.\n"
        "Deputy Head of Fisheries, Ministry of the Sea:It rose by 4%.\n"
        "Mara Lind:And that is all.\n"
    )
    assert told(text) == [
        ("Press", HEADING, "heading"),
        ("Coast", "Coast Courier reporter", "question"),
        ("Mara", "Mara Lind", "answer"),
        ("Island", "Island News Agency journalist", "question"),
        ("Deputy", "Deputy Head of Fisheries, Ministry of the Sea", "answer"),
        ("Mara", "Mara Lind", "answer"),
    ]


def test_marks_of_markdown_are_no_part_of_a_name() -> None:
    text = "# Briefing\n\n**Minister:** We built 40 schools.\n\n**Reporter:** Where?\n\n**Minister:** Everywhere.\n"
    assert [speaker for _, speaker, _ in told(text)] == [HEADING, "Minister", "Reporter", "Minister"]


def test_an_earnings_call() -> None:
    text = (
        "Operator:\nGood morning and welcome to the call.\n\n"
        "Lena Voss - Chief Executive Officer\nRevenue was 18.9 million euros.\n\n"
        "Paul Stern - Analyst, North Bank\nWhat drove that?\n\n"
        "Lena Voss - Chief Executive Officer\nFlour, mostly.\n"
    )
    assert [(speaker.partition(" -")[0], role) for _, speaker, role in told(text)] == [
        ("Operator", "answer"),
        ("Lena Voss", "answer"),
        ("Paul Stern", "question"),
        ("Lena Voss", "answer"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Fernhill Mill, results\n\nThe mill sold 24,600 tonnes. Revenue rose.\n",
        "Key figures:\nRevenue was 3 million.\n\nNote: figures are rounded.\nSource: the mill.\nContact: Jo Hill, 555 0100\n",
        "There are three highlights:\nFirst, sales grew. Second, costs fell.\n",
        "At 12:30 the gates open. The ratio is 3:1.\n",
    ],
)
def test_a_release_without_speakers_is_one_turn_of_its_issuer(text: str) -> None:
    assert find_turns(text, issuer="Fernhill Mill") == [FoundTurn(0, "Fernhill Mill", "answer")]


def test_no_text_has_no_turns() -> None:
    assert find_turns("") == []


def test_an_opening_with_sentences_is_the_issuers() -> None:
    text = "The port held a briefing. It was short.\n\nReporter: How many?\n\nPort Director: 34 cranes.\n"
    assert [(speaker, role) for _, speaker, role in told(text, "Port")] == [
        ("Port", "answer"),
        ("Reporter", "question"),
        ("Port Director", "answer"),
    ]


@pytest.mark.parametrize(
    ("root", "slug"), [("claims", "miit-2022h1"), ("examples/harbour-briefing/claims", "harbour-briefing")], ids=["first", "example"]
)
def test_the_turns_of_the_reviewed_documents(root: str, slug: str) -> None:
    document = load(ROOT / root).document(slug)
    if document.text is None:
        pytest.skip(document.text_state)
    found = find_turns(document.text)
    assert [(turn.start, turn.role) for turn in found] == [(turn.start, turn.role) for turn in document.header.turns]
    names = dict(zip([turn.speaker for turn in found], [turn.speaker for turn in document.header.turns], strict=True))
    assert [names[turn.speaker] for turn in found] == [turn.speaker for turn in document.header.turns]


def test_hostile_text_costs_linear_time() -> None:
    start = time.perf_counter()
    for text in ("A" * 500_000, "A:" * 200_000, "Ab Cd:\n" * 50_000, "a b " * 100_000 + ":", "." * 500_000):
        find_turns(text)
    assert time.perf_counter() - start < 90
