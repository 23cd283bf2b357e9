"""Drafts of texts that nobody tuned them on, and of the recorded documents: how much is right does not fall below what it was."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from drafted import FIELDS, Score, names, score
from drafted_documents import score_document

# A little below what was measured, in percent: `python benchmarks/draft.py` prints it.
FLOORS = {
    "found": 97,
    "value": 99,
    "bound": 99,
    "unit": 98,
    "speaker": 99,
    "statistic": 97,
    "period": 94,
    "versus": 98,
    "minus": 98,
}
MOST_EXTRA = 18
OF_DOCUMENTS = {
    "value, bound, precision": 98,
    "and the unit": 96,
    "speaker": 99,
    "statistic": 91,
    "period": 86,
    "mention and its class": 92,
}


@pytest.fixture(scope="module")
def scores(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Score]:
    return {name: score(name, tmp_path_factory.mktemp(name) / "claims") for name in names()}


def percent(found: Score, name: str) -> float:
    return 100 * found.right[name] / found.total[name]


def test_there_are_enough_texts_and_figures(scores: dict[str, Score]) -> None:
    assert len(scores) >= 12
    assert all(found.total["found"] >= 10 for found in scores.values())
    assert set(FLOORS) == {"found", *FIELDS}


@pytest.mark.parametrize("name", FLOORS)
def test_what_drafts_of_all_texts_get_right(name: str, scores: dict[str, Score]) -> None:
    total = Score()
    for found in scores.values():
        total.add(found)
    assert percent(total, name) >= FLOORS[name], [line for line in total.misses if line.startswith(name)]


def test_few_claims_are_none(scores: dict[str, Score]) -> None:
    extra = [line for found in scores.values() for line in found.extra]
    assert len(extra) <= MOST_EXTRA, extra


@pytest.mark.parametrize("name", names())
def test_a_draft_of_a_true_text_has_no_contradiction(name: str, scores: dict[str, Score]) -> None:
    assert scores[name].contradictions == []


@pytest.mark.parametrize("slug", ["miit-2022h1", "harbour-briefing"])
def test_what_drafts_of_recorded_documents_get_right(slug: str) -> None:
    sources = os.environ.get("CROSSFOOT_SOURCES")
    found = score_document(slug, Path(sources) if sources else None)
    if found is None:
        pytest.skip("source not attached")
    assert found.score.right["found"] >= found.reviewed - 2
    for name, floor in OF_DOCUMENTS.items():
        assert percent(found.score, name) >= floor, name
