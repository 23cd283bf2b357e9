"""Properties of the families that calculate: true values, printed rounded or cut, never contradict; moved beyond the slack, always."""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from scenes import SCENES, Scene, checked, honest, own, printed, row_of, verdicts

from crossfoot.solver.decision import Decision
from crossfoot.vocabulary import Verdict
from crossfoot.wording import exact_text

FEW = settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
every_scene = pytest.mark.parametrize("name", SCENES)


@every_scene
@FEW
@given(data=st.data())
def test_true_values_rounded_always_hold(name: str, data: st.DataObject) -> None:
    scene = data.draw(SCENES[name]())
    decisions = own(scene, checked(scene, honest(scene, data, cut=False)))
    assert decisions
    assert {decision.verdict for decision in decisions} <= {Verdict.HOLDS, Verdict.IMPLIES, Verdict.NOT_CHECKED}


@every_scene
@FEW
@given(data=st.data())
def test_true_values_rounded_or_cut_never_contradict(name: str, data: st.DataObject) -> None:
    scene = data.draw(SCENES[name]())
    outcome = checked(scene, honest(scene, data, cut=True))
    assert own(scene, outcome)
    assert not [finding.message for finding in outcome.findings if finding.verdict.fails]


@every_scene
@FEW
@given(data=st.data())
def test_moved_beyond_what_the_others_allow_it_always_contradicts(name: str, data: st.DataObject) -> None:
    scene = data.draw(SCENES[name]())
    rows = honest(scene, data, cut=True)
    rows[-1] = row_of(scene.claims[-1][0], printed(scene.claims[-1][1], 2, cut=False), 2)
    # What all the others leave open for the last claim's figure: they allow its true value, so what lies beyond is a slip.
    subject = next(d for d in own(scene, checked(scene, rows)) if _about(d, scene) and d.verdict is not Verdict.IMPLIES)
    assume(subject.guarded is not None)
    assert subject.guarded is not None
    end, side = data.draw(st.sampled_from([(subject.guarded.high, 1), (subject.guarded.low, -1)]))
    assume(end is not None)
    moved = printed(end, 2, cut=False) + side * Fraction(data.draw(st.integers(3, 5000)), 100)
    # What a measure cannot be at all is for plausible-value to say.
    assume(moved > 0 or "min" not in scene.measures[scene.claims[-1][0]["measure"]] or scene.claims[-1][0].get("statistic"))
    rows[-1] = row_of(scene.claims[-1][0], moved, 2)
    assert verdicts(checked(scene, rows))[subject.id] is Verdict.CONTRADICTION


def _about(decision: Decision, scene: Scene) -> bool:
    return decision.subject.measure == scene.claims[-1][0]["measure"]


@every_scene
@FEW
@given(data=st.data())
def test_order_and_names_change_nothing(name: str, data: st.DataObject) -> None:
    scene = data.draw(SCENES[name]())
    rows = honest(scene, data, cut=True)
    before = verdicts(checked(scene, rows))
    assert verdicts(checked(scene, data.draw(st.permutations(rows)))) == before
    names = dict(zip(scene.measures, data.draw(st.permutations(["ma", "mb", "mc", "md", "me"])), strict=False))
    renamed = Scene(scene.family, _renamed(scene.measures, names), scene.claims, scene.scenarios)
    assert sorted(verdicts(checked(renamed, _renamed(rows, names))).values()) == sorted(before.values())


def _renamed(value: Any, names: Mapping[str, str]) -> Any:  # noqa: ANN401 - anything that YAML can hold
    if isinstance(value, dict):
        return {names.get(key, key): _renamed(entry, names) for key, entry in value.items()}
    if isinstance(value, list):
        return [_renamed(entry, names) for entry in value]
    return names.get(value, value)


@every_scene
@FEW
@given(data=st.data())
def test_widening_never_makes_a_pass_fail(name: str, data: st.DataObject) -> None:
    scene = data.draw(SCENES[name]())
    rows = honest(scene, data, cut=True)
    widened = data.draw(st.sampled_from(rows))
    bound = data.draw(st.sampled_from(["about", "at_least", "at_most"]))
    said = {"about": "about ", "at_least": "at least ", "at_most": "at most "}[bound]
    # "At least" is wider than a figure that was rounded up only if it starts where that could have come from.
    shift = {"about": Fraction(0), "at_least": Fraction(-1), "at_most": Fraction(1)}[bound]
    assume(not (bound == "at_least" and Fraction(widened["value"]) <= 1 and widened.get("statistic") != "growth"))
    text = exact_text(Fraction(widened["value"]) + shift)
    tail = widened["printed"].removeprefix(widened["value"])
    wide = [({**row, "value": text, "printed": said + text + tail, "bound": bound} if row is widened else row) for row in rows]
    before, after = verdicts(checked(scene, rows)), verdicts(checked(scene, wide))
    for relation, verdict in after.items():
        assert not (verdict.fails and relation in before and not before[relation].fails)
